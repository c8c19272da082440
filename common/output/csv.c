/* CSV of RFC 4180 as spreadsheet programs open it without asking: UTF-8 with a byte order mark, CR LF.
 *
 * A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection): where it
 * begins with = + - @ tab, CR or LF, or the wide forms of the first four. So does a text of more than 11 digits, of
 * which a spreadsheet would show 1.38E+11 and forget the last. Numbers stay numbers.
 */
#include <string.h>

#include "common/output/private.h"

enum { DIGITS_MOST = 11 };

static void csv_begin(struct output *output)
{
    fputs("\xef\xbb\xbf", output->part.stream);
}

static bool formula_begins(const char *text)
{
    unsigned character;
    character_next(text, &character);
    return character && (character < 0x80 ? strchr("=+-@\t\r\n", (int)character) != NULL
                                          : character == 0xFF1D || character == 0xFF0B || character == 0xFF0D ||
                                                character == 0xFF20);
}

static bool digits_many(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits > DIGITS_MOST && !text[digits];
}

static void text_write(FILE *stream, const char *text)
{
    bool quoted = strpbrk(text, ",\"\r\n") || text[0] == ' ' || (text[0] && text[strlen(text) - 1] == ' ');
    if (quoted)
        putc('"', stream);
    if (formula_begins(text) || digits_many(text))
        putc('\'', stream);
    while (*text) {
        unsigned character;
        size_t length = character_next(text, &character);
        if (character == '"')
            putc('"', stream);
        if (character != '\r' && character_forbidden(character))
            fputs(REPLACEMENT, stream);
        else
            fwrite(text, 1, length, stream);
        text += length;
    }
    if (quoted)
        putc('"', stream);
}

static void line_end(const struct output *output)
{
    fputs("\r\n", output->part.stream);
}

/* The tables of several sections stand below each other, each with its heads, an empty line between. */
static void csv_section(struct output *output)
{
    if (output->section_count > 1)
        line_end(output);
    for (size_t i = 0; i < output->section->column_count; i++) {
        if (i)
            putc(',', output->part.stream);
        text_write(output->part.stream, output->section->columns[i].title);
    }
    line_end(output);
}

static void csv_row(struct output *output, const struct output_cell *cells, bool total)
{
    char text[CELL_BYTES];
    (void)total;
    for (size_t i = 0; i < output->section->column_count; i++) {
        if (i)
            putc(',', output->part.stream);
        if (cell_is_text(&cells[i]))
            text_write(output->part.stream, cells[i].text);
        else if (!cell_is_nothing(&cells[i]))
            fputs(cell_text(text, &cells[i], &output->section->columns[i]), output->part.stream);
    }
    line_end(output);
}

static void csv_nothing(struct output *output)
{
    (void)output;
}

const struct writer csv_writer = {.ending = ".part",
                                  .begin = csv_begin,
                                  .section_begin = csv_section,
                                  .row = csv_row,
                                  .section_end = csv_nothing,
                                  .end = csv_nothing};
