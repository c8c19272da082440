/* Writes Markdown tables. */
#include "proto/generate/markdown.h"

static void cell_write(FILE *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '|')
            fputc('\\', out);
        fputc(*text, out);
    }
}

void table_row(FILE *out, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        fputs("| ", out);
        cell_write(out, cells[i] ? cells[i] : "");
        fputc(' ', out);
    }
    fputs("|\n", out);
}

void table_open(FILE *out, const char *const *titles, size_t count)
{
    table_row(out, titles, count);
    for (size_t i = 0; i < count; i++)
        fputs("|---", out);
    fputs("|\n", out);
}

void origin_write(FILE *out, const char *source)
{
    fprintf(
        out,
        "Made by `steward-gen` from [`%s`](../%s): change that, then run `tests/golden/regenerate`. A test compares.\n",
        source, source);
}
