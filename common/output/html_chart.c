/* Charts as SVG: bars lie beside their names, which are long in Chinese lists; a line has a point for each row. */
#include <string.h>

#include "common/output/private.h"

enum {
    WIDTH = 760, /* of a drawing, in its own units */
    LABEL_WIDTH = 200,
    VALUE_WIDTH = 80,
    BAR_STEP = 22,
    BAR_HEIGHT = 15,
    LINE_HEIGHT = 200,
    LINE_MARGIN = 30,
    LINE_LABELS_MOST = 12,
    LABEL_CHARACTERS_MOST = 14
};

/* Bounds of the values, with 0 among them and never empty. */
struct bounds {
    double least, most;
};

static struct bounds bounds_of(const struct output *output, size_t chart)
{
    struct bounds bounds = {0, 0};
    for (int64_t i = 0; i < output->section_rows; i++) {
        double value = output->points[i].values[chart];
        bounds.least = value < bounds.least ? value : bounds.least;
        bounds.most = value > bounds.most ? value : bounds.most;
    }
    if (bounds.most - bounds.least <= 0)
        bounds.most = 1;
    return bounds;
}

static double scaled(const struct bounds *bounds, double value, double room)
{
    return (value - bounds->least) / (bounds->most - bounds->least) * room;
}

static void label_write(FILE *stream, const char *text)
{
    char cut[4 * LABEL_CHARACTERS_MOST + 4];
    size_t used = 0;
    for (int i = 0; text[used] && i < LABEL_CHARACTERS_MOST; i++) {
        unsigned character;
        used += character_next(text + used, &character);
    }
    memcpy(cut, text, used);
    memcpy(cut + used, text[used] ? "…" : "", text[used] ? sizeof "…" : 1);
    html_text(stream, cut);
}

static void value_write(const struct output *output, size_t chart, double value)
{
    char text[CELL_BYTES];
    const struct output_column *column = &output->section->columns[output->section->charts[chart].value];
    struct output_cell cell = {.kind = OUTPUT_OF_NUMBER, .number = value};
    html_text(output->part.stream, cell_text(text, &cell, column));
}

static void bars_draw(const struct output *output, size_t chart)
{
    FILE *stream = output->part.stream;
    struct bounds bounds = bounds_of(output, chart);
    const double room = WIDTH - LABEL_WIDTH - VALUE_WIDTH;
    double zero = LABEL_WIDTH + scaled(&bounds, 0, room);
    int height = (int)output->section_rows * BAR_STEP + 4;
    fprintf(stream, "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" font-size=\"12\">\n", WIDTH, height, WIDTH);
    for (int i = 0; i < output->section_rows; i++) {
        double value = output->points[i].values[chart], end = LABEL_WIDTH + scaled(&bounds, value, room);
        int middle = i * BAR_STEP + BAR_STEP / 2;
        fprintf(stream, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", LABEL_WIDTH - 6, middle + 4);
        label_write(stream, output->points[i].labels[chart]);
        fprintf(stream, "</text><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#4a6fa5\"/>",
                end < zero ? end : zero, middle - BAR_HEIGHT / 2, end < zero ? zero - end : end - zero, BAR_HEIGHT);
        fprintf(stream, "<text x=\"%.1f\" y=\"%d\">", (end < zero ? zero : end) + 5, middle + 4);
        value_write(output, chart, value);
        fputs("</text>\n", stream);
    }
    fputs("</svg>\n", stream);
}

static double line_x(const struct output *output, int64_t i)
{
    double step = output->section_rows > 1 ? (double)(WIDTH - 3 * LINE_MARGIN) / (double)(output->section_rows - 1) : 0;
    return 2 * LINE_MARGIN + step * (double)i;
}

static void line_labels_draw(const struct output *output, size_t chart)
{
    FILE *stream = output->part.stream;
    int64_t every = (output->section_rows + LINE_LABELS_MOST - 1) / LINE_LABELS_MOST;
    for (int64_t i = 0; i < output->section_rows; i += every) {
        fprintf(stream, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">", line_x(output, i),
                LINE_HEIGHT + 2 * LINE_MARGIN - 8);
        label_write(stream, output->points[i].labels[chart]);
        fputs("</text>\n", stream);
    }
}

static void line_bound_draw(const struct output *output, size_t chart, double value, int y)
{
    fprintf(output->part.stream,
            "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke=\"#bbb\"/><text x=\"%d\" y=\"%d\" "
            "text-anchor=\"end\">",
            2 * LINE_MARGIN, WIDTH - LINE_MARGIN, y, y, 2 * LINE_MARGIN - 6, y + 4);
    value_write(output, chart, value);
    fputs("</text>\n", output->part.stream);
}

static void line_draw(const struct output *output, size_t chart)
{
    FILE *stream = output->part.stream;
    struct bounds bounds = bounds_of(output, chart);
    const int bottom = LINE_HEIGHT + LINE_MARGIN;
    fprintf(stream, "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" font-size=\"12\">\n", WIDTH,
            LINE_HEIGHT + 2 * LINE_MARGIN, WIDTH);
    line_bound_draw(output, chart, bounds.least, bottom);
    line_bound_draw(output, chart, bounds.most, LINE_MARGIN);
    fputs("<polyline fill=\"none\" stroke=\"#4a6fa5\" stroke-width=\"2\" points=\"", stream);
    for (int64_t i = 0; i < output->section_rows; i++)
        fprintf(stream, "%.1f,%.1f ", line_x(output, i),
                bottom - scaled(&bounds, output->points[i].values[chart], LINE_HEIGHT));
    fputs("\"/>\n", stream);
    line_labels_draw(output, chart);
    fputs("</svg>\n", stream);
}

void html_charts(struct output *output)
{
    for (size_t i = 0; i < output->section->chart_count; i++) {
        fputs("<figure>\n<figcaption>", output->part.stream);
        html_text(output->part.stream, output->section->charts[i].title);
        fputs("</figcaption>\n", output->part.stream);
        if (output->section->charts[i].kind == OUTPUT_BARS)
            bars_draw(output, i);
        else
            line_draw(output, i);
        fputs("</figure>\n", output->part.stream);
    }
}
