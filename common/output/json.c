/* JSON (RFC 8259): one array of objects, a row each, without totals. Where a table has a title of its own, each
 * object begins with that, as "section". GeoJSON (RFC 7946): one collection of features, a row each, whose properties
 * are the same object. */
#include <inttypes.h>
#include <string.h>

#include "common/output/private.h"

static void string_write(FILE *stream, const char *text)
{
    putc('"', stream);
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '"' || byte == '\\')
            fprintf(stream, "\\%c", byte);
        else if (byte < 0x20 || byte == 0x7F)
            fprintf(stream, "\\u%04x", byte);
        else
            putc(byte, stream);
    }
    putc('"', stream);
}

static void json_begin(struct output *output)
{
    putc('[', output->part.stream);
}

static void json_nothing(struct output *output)
{
    (void)output;
}

static void number_write(FILE *stream, const struct output_cell *cell, const struct output_column *column)
{
    char text[CELL_BYTES];
    double number = 0;
    cell_number(cell, &number);
    if (column->type == OUTPUT_INSTANT || column->type == OUTPUT_RFC3339)
        string_write(stream, cell_instant(text, (int64_t)number, true));
    else if (cell->kind == OUTPUT_OF_INTEGER)
        fprintf(stream, "%" PRId64, cell->integer);
    else
        fprintf(stream, "%.15g", number);
}

static void object_write(struct output *output, const struct output_cell *cells)
{
    FILE *stream = output->part.stream;
    const char *before = "";
    putc('{', stream);
    if (output->section->title[0]) {
        fputs("\"section\":", stream);
        string_write(stream, output->section->title);
        before = ",";
    }
    for (size_t i = 0; i < output->section->column_count; i++, before = ",") {
        fputs(before, stream);
        string_write(stream, output->section->columns[i].name);
        putc(':', stream);
        if (cell_is_nothing(&cells[i]))
            fputs("null", stream);
        else if (cell_is_text(&cells[i]))
            string_write(stream, cells[i].text);
        else
            number_write(stream, &cells[i], &output->section->columns[i]);
    }
    putc('}', stream);
}

static void json_row(struct output *output, const struct output_cell *cells, bool total)
{
    if (total)
        return;
    fputs(output->summary.rows ? ",\n" : "\n", output->part.stream);
    object_write(output, cells);
}

static void json_end(struct output *output)
{
    fputs("\n]\n", output->part.stream);
}

const struct writer json_writer = {.ending = ".part",
                                   .begin = json_begin,
                                   .section_begin = json_nothing,
                                   .row = json_row,
                                   .section_end = json_nothing,
                                   .end = json_end};

/* -- GeoJSON ----------------------------------------------------------------------------------------------------- */

static void geojson_begin(struct output *output)
{
    fputs("{\"type\":\"FeatureCollection\",\"features\":[", output->part.stream);
}

/* The number of the column of that name; false, told, where there is none. */
static bool degrees(struct output *output, const struct output_cell *cells, const char *name, double *out)
{
    for (size_t i = 0; i < output->section->column_count; i++)
        if (strcmp(output->section->columns[i].name, name) == 0 && cell_number(&cells[i], out))
            return true;
    output_fail(output, "%.300s: GeoJSON is of squares of the map, and a row has no %s", output->part.target, name);
    return false;
}

/* Counter-clockwise, and closed. */
static void geojson_row(struct output *output, const struct output_cell *cells, bool total)
{
    double south, west, north, east;
    FILE *stream = output->part.stream;
    if (total || !degrees(output, cells, "south", &south) || !degrees(output, cells, "west", &west) ||
        !degrees(output, cells, "north", &north) || !degrees(output, cells, "east", &east))
        return;
    fprintf(stream,
            "%s\n{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
            "[[[%.10g,%.10g],[%.10g,%.10g],[%.10g,%.10g],[%.10g,%.10g],[%.10g,%.10g]]]},\"properties\":",
            output->summary.rows ? "," : "", west, south, east, south, east, north, west, north, west, south);
    object_write(output, cells);
    putc('}', stream);
}

static void geojson_end(struct output *output)
{
    fputs("\n]}\n", output->part.stream);
}

const struct writer geojson_writer = {.ending = ".part",
                                      .begin = geojson_begin,
                                      .section_begin = json_nothing,
                                      .row = geojson_row,
                                      .section_end = json_nothing,
                                      .end = geojson_end};
