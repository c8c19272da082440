/* What all formats have in common: the order of calls, the first fault, and the points of charts. */
#include "common/output/output.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/base/utf8.h"
#include "common/output/private.h"

void output_fail(struct output *output, const char *format, ...)
{
    va_list arguments;
    if (output->error[0])
        return;
    va_start(arguments, format);
    vsnprintf(output->error, sizeof output->error, format, arguments);
    va_end(arguments);
}

static bool good(struct output *output)
{
    if (output->part.stream && ferror(output->part.stream))
        output_fail(output, "%.300s: cannot be written: %m", output->part.target);
    return !output->error[0];
}

static const struct writer *writer_of(enum output_format format)
{
    static const struct writer *const writers[] = {
        [OUTPUT_XLSX] = &workbook_writer, [OUTPUT_CSV] = &csv_writer, [OUTPUT_JSON] = &json_writer,
        [OUTPUT_HTML] = &html_writer,     [OUTPUT_PDF] = &pdf_writer, [OUTPUT_GEOJSON] = &geojson_writer,
    };
    return writers[format];
}

struct output *output_open(enum output_format format, const char *path, const struct output_document *document,
                           char error[OUTPUT_ERROR_BYTES])
{
    struct output *output = memory_new(1, sizeof *output);
    output->writer = writer_of(format);
    output->document = document;
    if (!part_open(&output->part, path, output->writer->ending, error)) {
        free(output);
        return NULL;
    }
    if (output->writer->own_file && !output->part.path[0])
        output_fail(output, "%.300s: is no file, as this format needs", output->part.target);
    else
        output->writer->begin(output);
    if (good(output))
        return output;
    memcpy(error, output->error, OUTPUT_ERROR_BYTES);
    output_abandon(&output);
    return NULL;
}

static void points_clear(struct output *output)
{
    for (size_t i = 0; i < OUTPUT_POINTS_MOST; i++)
        for (size_t j = 0; j < OUTPUT_CHARTS_MOST; j++) {
            free(output->points[i].labels[j]);
            output->points[i].labels[j] = NULL;
        }
}

static void section_end(struct output *output)
{
    if (output->section)
        output->writer->section_end(output);
    output->section = NULL;
    points_clear(output);
}

bool output_section(struct output *output, const struct output_section *section)
{
    if (!good(output))
        return false;
    section_end(output);
    if (section->column_count > OUTPUT_COLUMNS_MOST || section->chart_count > OUTPUT_CHARTS_MOST) {
        output_fail(output, "a table of %zu columns and %zu charts, expected at most %d and %d", section->column_count,
                    section->chart_count, OUTPUT_COLUMNS_MOST, OUTPUT_CHARTS_MOST);
        return false;
    }
    output->section = section;
    output->section_rows = 0;
    output->section_count++;
    output->writer->section_begin(output);
    return good(output);
}

bool output_has_charts(const struct output *output)
{
    return output->section->chart_count > 0 && output->section_rows > 0 && output->section_rows <= OUTPUT_POINTS_MOST;
}

static void points_take(struct output *output, const struct output_cell *cells)
{
    const struct output_section *section = output->section;
    char text[CELL_BYTES];
    if (output->section_rows >= OUTPUT_POINTS_MOST)
        return;
    struct point *point = &output->points[output->section_rows];
    for (size_t i = 0; i < section->chart_count; i++) {
        const struct output_cell *label = &cells[section->charts[i].label];
        const char *shown = cell_is_nothing(label) ? ""
                            : cell_is_text(label)  ? label->text
                                                  : cell_text(text, label, &section->columns[section->charts[i].label]);
        point->labels[i] = memory_text(shown, strlen(shown));
        if (!cell_number(&cells[section->charts[i].value], &point->values[i]))
            point->values[i] = 0;
    }
}

/* Texts that are no UTF-8 would make a file that nobody can read. */
static bool texts_valid(struct output *output, const struct output_cell *cells)
{
    for (size_t i = 0; i < output->section->column_count; i++)
        if (cells[i].kind == OUTPUT_OF_TEXT && !utf8_valid(cells[i].text, strlen(cells[i].text))) {
            output_fail(output, "row %lld, column %s: must be UTF-8", (long long)output->section_rows + 1,
                        output->section->columns[i].name);
            return false;
        }
    return true;
}

static bool row_write(struct output *output, const struct output_cell *cells, bool total)
{
    if (!good(output) || !texts_valid(output, cells))
        return false;
    output->writer->row(output, cells, total);
    if (!total) {
        points_take(output, cells);
        output->section_rows++;
        output->summary.rows++;
    }
    return good(output);
}

bool output_row(struct output *output, const struct output_cell *cells)
{
    return row_write(output, cells, false);
}

bool output_total(struct output *output, const struct output_cell *cells)
{
    return row_write(output, cells, true);
}

static void output_free(struct output **output)
{
    if ((*output)->writer->drop)
        (*output)->writer->drop(*output);
    points_clear(*output);
    free(*output);
    *output = NULL;
}

bool output_close(struct output **output, struct output_summary *summary, char error[OUTPUT_ERROR_BYTES])
{
    struct output *o = *output;
    if (good(o)) {
        section_end(o);
        o->writer->end(o);
    }
    bool done = good(o) && part_commit(&o->part, o->error);
    memcpy(error, o->error, OUTPUT_ERROR_BYTES);
    if (summary)
        *summary = o->summary;
    if (done)
        output_free(output);
    else
        output_abandon(output);
    return done;
}

void output_abandon(struct output **output)
{
    if (!*output)
        return;
    part_drop(&(*output)->part);
    output_free(output);
}
