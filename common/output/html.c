/* HTML: one page that needs nothing else, for reading and for printing on A4: heads again on each sheet of paper,
 * figures under each other, colours printed. Charts are SVG within it. */
#include "common/output/private.h"

static const char style[] =
    "@page { size: A4 %s; margin: 14mm 12mm; @bottom-center { content: counter(page) \" / \" counter(pages); "
    "font-size: 9pt; color: #666 } }\n"
    ":root { print-color-adjust: exact; -webkit-print-color-adjust: exact }\n"
    "body { font: 10pt/1.5 \"Noto Sans CJK SC\", \"Source Han Sans SC\", \"Microsoft YaHei\", \"PingFang SC\", "
    "\"WenQuanYi Micro Hei\", \"SimSun\", sans-serif; color: #1a1a1a; margin: 1.5em }\n"
    "@media print { body { margin: 0 } }\n"
    "h1 { font-size: 16pt; margin: 0 0 .2em } h2 { font-size: 12pt; margin: 1.2em 0 .3em }\n"
    ".subtitle { margin: 0; color: #444 } .notes { margin-top: 1em; font-size: 8.5pt; color: #555 } .notes p { margin: "
    "0 }\n"
    "table { border-collapse: collapse; margin: .8em 0; width: 100%% }\n"
    "thead { display: table-header-group } tr { break-inside: avoid }\n"
    "th { background: #e8eef7; text-align: left; border-bottom: 1.5pt solid #4a6fa5 }\n"
    "th, td { padding: .25em .6em; vertical-align: top; overflow-wrap: anywhere }\n"
    "td { border-bottom: .5pt solid #d5d9e0; white-space: pre-line }\n"
    ".n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; overflow-wrap: normal }\n"
    ".total td { font-weight: bold; border-top: 1pt solid #4a6fa5; background: #f4f6fa }\n"
    "figure { margin: 1em 0; break-inside: avoid } figcaption { font-weight: bold } svg { max-width: 100%%; "
    "height: auto }\n";

enum { PORTRAIT_COLUMNS_MOST = 6 };

void html_text(FILE *stream, const char *text)
{
    while (*text) {
        unsigned character;
        size_t length = character_next(text, &character);
        if (character == '<')
            fputs("&lt;", stream);
        else if (character == '>')
            fputs("&gt;", stream);
        else if (character == '&')
            fputs("&amp;", stream);
        else if (character == '"')
            fputs("&quot;", stream);
        else if (character == '\r')
            fputs(text[1] == '\n' ? "" : "\n", stream);
        else if (character_forbidden(character))
            fputs(REPLACEMENT, stream);
        else
            fwrite(text, 1, length, stream);
        text += length;
    }
}

static void element_write(FILE *stream, const char *open, const char *text, const char *close)
{
    fputs(open, stream);
    html_text(stream, text);
    fputs(close, stream);
}

static void html_begin(struct output *output)
{
    const struct output_document *document = output->document;
    FILE *stream = output->part.stream;
    fprintf(stream, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
            document->chinese ? "zh-CN" : "en");
    element_write(stream, "<title>", document->title, "</title>\n");
}

/* How the paper lies depends on the first table, so that the head ends with it. */
static void head_end(struct output *output)
{
    const struct output_document *document = output->document;
    FILE *stream = output->part.stream;
    bool portrait = !output->section || output->section->column_count <= PORTRAIT_COLUMNS_MOST;
    fputs("<style>\n", stream);
    fprintf(stream, style, portrait ? "portrait" : "landscape");
    fputs("</style>\n</head>\n<body>\n", stream);
    element_write(stream, "<h1>", document->title, "</h1>\n");
    for (size_t i = 0; document->subtitles && document->subtitles[i]; i++)
        element_write(stream, "<p class=\"subtitle\">", document->subtitles[i], "</p>\n");
}

static bool column_is_number(const struct output_column *column)
{
    return column->type != OUTPUT_TEXT;
}

static void html_section(struct output *output)
{
    FILE *stream = output->part.stream;
    if (output->section_count == 1)
        head_end(output);
    if (output->section->title[0])
        element_write(stream, "<h2>", output->section->title, "</h2>\n");
    fputs("<table>\n<thead>\n<tr>", stream);
    for (size_t i = 0; i < output->section->column_count; i++)
        element_write(stream,
                      column_is_number(&output->section->columns[i]) ? "<th scope=\"col\" class=\"n\">"
                                                                     : "<th scope=\"col\">",
                      output->section->columns[i].title, "</th>");
    fputs("</tr>\n</thead>\n<tbody>\n", stream);
}

static void html_row(struct output *output, const struct output_cell *cells, bool total)
{
    char text[CELL_BYTES];
    FILE *stream = output->part.stream;
    fputs(total ? "<tr class=\"total\">" : "<tr>", stream);
    for (size_t i = 0; i < output->section->column_count; i++) {
        const struct output_column *column = &output->section->columns[i];
        const char *shown = cell_is_nothing(&cells[i]) ? ""
                            : cell_is_text(&cells[i])  ? cells[i].text
                                                       : cell_text(text, &cells[i], column);
        element_write(stream, column_is_number(column) ? "<td class=\"n\">" : "<td>", shown, "</td>");
    }
    fputs("</tr>\n", stream);
}

static void html_section_end(struct output *output)
{
    fputs("</tbody>\n</table>\n", output->part.stream);
    if (output_has_charts(output))
        html_charts(output);
}

static void html_end(struct output *output)
{
    const struct output_document *document = output->document;
    FILE *stream = output->part.stream;
    if (output->section_count == 0)
        head_end(output);
    fputs("<div class=\"notes\">\n", stream);
    for (size_t i = 0; document->notes && document->notes[i]; i++)
        element_write(stream, "<p>", document->notes[i], "</p>\n");
    fputs("</div>\n</body>\n</html>\n", stream);
}

const struct writer html_writer = {.ending = ".html",
                                   .begin = html_begin,
                                   .section_begin = html_section,
                                   .row = html_row,
                                   .section_end = html_section_end,
                                   .end = html_end};
