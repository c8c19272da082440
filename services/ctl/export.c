#include "services/ctl/export.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "services/ctl/ctl.h"
#include "services/ctl/field.h"

enum { KEY_FIRST = 3000 };

static const struct argp_option options[] = {
    {"geojson", KEY_FIRST + OUTPUT_GEOJSON, "FILE", 0, "of kind heat: write a map layer; - is stdout", 0},
    {"xlsx", KEY_FIRST + OUTPUT_XLSX, "FILE", 0, "write a workbook for Excel", 0},
    {"csv", KEY_FIRST + OUTPUT_CSV, "FILE", 0, "write CSV; - is stdout", 0},
    {"html", KEY_FIRST + OUTPUT_HTML, "FILE", 0, "write a page that can be printed; - is stdout", 0},
    {"pdf", KEY_FIRST + OUTPUT_PDF, "FILE", 0, "write that page as PDF, which Chromium prints", 0},
    {0},
};

static void stdout_once(const struct export *export, const struct argp_state *state)
{
    int found = 0;
    for (int i = 0; i < EXPORT_FORMATS; i++)
        found += export->paths[i] && strcmp(export->paths[i], "-") == 0;
    if (found > 1)
        argp_error(state, "only one file can be written to stdout (-)");
}

static error_t option_take(int key, char *arg, struct argp_state *state)
{
    struct export *export = state->input;
    if (key < KEY_FIRST || key >= KEY_FIRST + EXPORT_FORMATS)
        return ARGP_ERR_UNKNOWN;
    if (!*arg)
        argp_error(state, "the name of the file to be written is empty");
    export->paths[key - KEY_FIRST] = arg;
    stdout_once(export, state);
    return 0;
}

const struct argp *export_argp(const struct export *export)
{
    static const struct argp of_map = {.options = options, .parser = option_take},
                             of_table = {.options = options + 1, .parser = option_take};
    return export->map ? &of_map : &of_table;
}

bool export_asked(const struct export *export)
{
    for (int i = 0; i < EXPORT_FORMATS; i++)
        if (export->paths[i])
            return true;
    return false;
}

void export_column_add(struct export_table *table, const char *name, const char *title, enum output_type type,
                       int decimals)
{
    table->columns[table->column_count++] = (struct output_column){name, title, type, decimals};
}

/* -- signals ----------------------------------------------------------------------------------------------------- */

static void end_with_signal(int number)
{
    output_parts_remove();
    signal(number, SIG_DFL);
    raise(number);
}

static void signals_heed(void)
{
    struct sigaction action = {.sa_handler = end_with_signal};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    sigaction(SIGPIPE, &action, NULL);
}

/* -- rows -------------------------------------------------------------------------------------------------------- */

static struct output_cell cell_of(const json_t *value)
{
    if (json_is_string(value))
        return (struct output_cell){.kind = OUTPUT_OF_TEXT, .text = json_string_value(value)};
    if (json_is_integer(value))
        return (struct output_cell){.kind = OUTPUT_OF_INTEGER, .integer = json_integer_value(value)};
    if (json_is_real(value))
        return (struct output_cell){.kind = OUTPUT_OF_NUMBER, .number = json_real_value(value)};
    if (json_is_boolean(value))
        return (struct output_cell){.kind = OUTPUT_OF_TEXT, .text = json_is_true(value) ? "是" : "否"};
    if (json_is_object(value))
        return (struct output_cell){
            .kind = OUTPUT_OF_RATIO, .part = field_integer(value, "part"), .whole = field_integer(value, "whole")};
    return (struct output_cell){.kind = OUTPUT_NOTHING};
}

static void cells_make(const struct export_table *table, const json_t *row, struct output_cell *cells)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (!table->cell || !table->cell(&cells[i], row, &table->columns[i]))
            cells[i] = cell_of(json_object_get(row, table->columns[i].name));
}

static void lines_point(const char *pointers[EXPORT_LINES_MOST + 1],
                        const char lines[EXPORT_LINES_MOST][EXPORT_LINE_BYTES])
{
    int count = 0;
    while (count < EXPORT_LINES_MOST && lines[count][0]) {
        pointers[count] = lines[count];
        count++;
    }
    pointers[count] = NULL;
}

static bool format_begin(struct export *export, enum output_format format)
{
    char error[OUTPUT_ERROR_BYTES];
    export->outputs[format] = output_open(format, export->paths[format], &export->document, error);
    if (!export->outputs[format])
        return ctl_fail("%s", error) == CTL_DONE;
    output_section(export->outputs[format], &export->section);
    return true;
}

bool export_begin(struct export *export, const struct export_table *table)
{
    export->table = table;
    lines_point(export->subtitles, table->subtitles);
    lines_point(export->notes, table->notes);
    export->document = (struct output_document){table->title, export->subtitles, export->notes, true, table->data};
    export->section =
        (struct output_section){"", table->columns, table->column_count, table->charts, table->chart_count};
    signals_heed();
    for (int i = 0; i < EXPORT_FORMATS; i++)
        if (export->paths[i] && !format_begin(export, (enum output_format)i)) {
            export_abandon(export);
            return false;
        }
    return true;
}

void export_abandon(struct export *export)
{
    for (int i = 0; i < EXPORT_FORMATS; i++)
        output_abandon(&export->outputs[i]);
}

static bool format_end(struct export *export, enum output_format format)
{
    char error[OUTPUT_ERROR_BYTES];
    struct output_summary summary;
    const char *path = export->paths[format];
    if (!output_close(&export->outputs[format], &summary, error))
        return ctl_fail("%s", error) == CTL_DONE;
    if (summary.cut)
        fprintf(stderr, "%s: %" PRId64 " cells are longer than Excel takes and were cut; CSV has them whole\n", path,
                summary.cut);
    if (strcmp(path, "-") != 0)
        fprintf(stderr, "%s: %" PRId64 " rows\n", path, summary.rows);
    return true;
}

/* Notes may have been added since the beginning. */
bool export_end(struct export *export)
{
    bool good = true;
    lines_point(export->notes, export->table->notes);
    for (int i = 0; i < EXPORT_FORMATS; i++)
        if (export->outputs[i])
            good = format_end(export, (enum output_format)i) && good;
    return good;
}

static bool row_write(struct export *export, const json_t *row, bool total)
{
    struct output_cell cells[OUTPUT_COLUMNS_MOST];
    bool good = true;
    cells_make(export->table, row, cells);
    for (int i = 0; i < EXPORT_FORMATS; i++)
        if (export->outputs[i])
            good = (total ? output_total : output_row)(export->outputs[i], cells) && good;
    if (good)
        return true;
    export_end(export); /* tells what is wrong */
    return false;
}

bool export_row(struct export *export, const json_t *row)
{
    return row_write(export, row, false);
}

int export_write(struct export *export, const struct export_table *table)
{
    if (!export_begin(export, table))
        return CTL_FAILED;
    for (size_t i = 0; i < json_array_size(table->rows); i++)
        if (!export_row(export, json_array_get(table->rows, i)))
            return CTL_FAILED;
    if (table->total && !row_write(export, table->total, true))
        return CTL_FAILED;
    return export_end(export) ? CTL_DONE : CTL_FAILED;
}
