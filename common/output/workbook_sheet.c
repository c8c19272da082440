/* Names of sheets, and charts. */
#include <string.h>

#include "common/output/workbook.h"

enum { SUFFIX_BYTES = 16, CHART_ROWS = 18 };

/* Excel takes no [ ] : * ? / \ in the name of a sheet, and no apostrophe at its ends. */
static size_t title_take(char *out, const char *title, int characters)
{
    size_t used = 0;
    for (int units = 0; *title;) {
        unsigned character;
        size_t length = character_next(title, &character);
        units += character > 0xFFFF ? 2 : 1;
        if (units > characters || used + length >= SHEET_NAME_BYTES - SUFFIX_BYTES)
            break;
        if (character < 0x80 && (character < 0x20 || strchr("[]:*?/\\'", (int)character)))
            out[used++] = ' ';
        else if (!character_forbidden(character)) {
            memcpy(out + used, title, length);
            used += length;
        }
        title += length;
    }
    out[used] = '\0';
    return used;
}

void workbook_sheet_name(const struct workbook *workbook, const char *title, int number, char out[SHEET_NAME_BYTES])
{
    for (;; number++) {
        char suffix[SUFFIX_BYTES] = "";
        if (number > 1)
            snprintf(suffix, sizeof suffix, " (%d)", number);
        size_t used = title_take(out, *title ? title : "Sheet", SHEET_NAME_CHARACTERS - (int)strlen(suffix));
        memcpy(out + used, suffix, strlen(suffix) + 1);
        if (workbook_validate_sheet_name(workbook->book, out) == LXW_NO_ERROR)
            return;
        if (number > 10000)
            title = "Sheet"; /* "History", which Excel keeps for itself */
    }
}

static lxw_chart *chart_make(const struct output *output, const struct output_chart *chart)
{
    const struct workbook *workbook = output->state;
    lxw_chart *drawn =
        workbook_add_chart(workbook->book, chart->kind == OUTPUT_BARS ? LXW_CHART_COLUMN : LXW_CHART_LINE);
    lxw_chart_series *series = chart_add_series(drawn, NULL, NULL);
    lxw_row_t last = workbook->first + (lxw_row_t)output->section_rows - 1;
    chart_series_set_categories(series, workbook->sheet->name, workbook->first, (lxw_col_t)chart->label, last,
                                (lxw_col_t)chart->label);
    chart_series_set_values(series, workbook->sheet->name, workbook->first, (lxw_col_t)chart->value, last,
                            (lxw_col_t)chart->value);
    chart_series_set_name(series, output->section->columns[chart->value].title);
    chart_title_set_name(drawn, chart->title);
    chart_legend_set_position(drawn, LXW_CHART_LEGEND_NONE);
    return drawn;
}

/* Below the table and its notes, so that what is printed is one page wide. */
void workbook_charts_insert(struct output *output)
{
    const struct workbook *workbook = output->state;
    const struct output_section *section = output->section;
    lxw_row_t row = workbook->row + 3;
    for (size_t i = 0; output->document->notes && output->document->notes[i]; i++)
        row++;
    for (size_t i = 0; i < section->chart_count; i++)
        worksheet_insert_chart(workbook->sheet, row + (lxw_row_t)(i * CHART_ROWS), 0,
                               chart_make(output, &section->charts[i]));
}
