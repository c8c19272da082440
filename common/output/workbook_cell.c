/* Cells of XLSX. A text is never taken for a formula, whatever it begins with. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/base/memory.h"
#include "common/output/workbook.h"

/* Excel keeps 15 digits of a number. */
static const int64_t integer_most = INT64_C(999999999999999);

static const double day_ms = 86400000.0, epoch_serial = 25569.0; /* 1970-01-01 as Excel counts days */

enum { ESCAPE_BYTES = 7, MARK_CHARACTERS = 7 };

double workbook_text_width(const char *text)
{
    double width = 0;
    unsigned character;
    while (*text && *text != '\n') {
        text += character_next(text, &character);
        width += character >= 0x1100 ? 2 : 1;
    }
    return width;
}

/* Would a reader take it for an escaped character: _x0041_? */
static bool escape_begins(const char *text)
{
    return text[0] == '_' && text[1] == 'x' && isxdigit((unsigned char)text[2]) && isxdigit((unsigned char)text[3]) &&
           isxdigit((unsigned char)text[4]) && isxdigit((unsigned char)text[5]) && text[6] == '_';
}

/* Copies one character as XLSX holds it; returns its bytes in `out`. */
static size_t character_copy(char *out, const char *text, unsigned character, size_t length)
{
    if (character == '\r') {
        *out = '\n';
        return text[1] == '\n' ? 0 : 1;
    }
    if (character_forbidden(character))
        return (size_t)(stpcpy(out, REPLACEMENT) - out);
    if (escape_begins(text))
        return (size_t)(stpcpy(out, "_x005F_") - out);
    memcpy(out, text, length);
    return length;
}

/* The text as XLSX holds it, of malloc; *cut: it was too long. */
static char *text_mend(const struct output *output, const char *text, bool *cut)
{
    const char *mark = output->document->chinese ? "…（截断）" : "… (cut)";
    char *mended = memory_new(ESCAPE_BYTES * strlen(text) + strlen(mark) + 1, 1);
    size_t used = 0, mark_at = 0;
    int units = 0;
    *cut = false;
    while (*text) {
        unsigned character;
        size_t length = character_next(text, &character);
        int next = units + (character > 0xFFFF ? 2 : escape_begins(text) ? ESCAPE_BYTES : 1);
        if (units <= OUTPUT_CELL_CHARACTERS_MOST - MARK_CHARACTERS)
            mark_at = used;
        if (next > OUTPUT_CELL_CHARACTERS_MOST) {
            memcpy(mended + mark_at, mark, strlen(mark) + 1);
            *cut = true;
            return mended;
        }
        used += character_copy(mended + used, text, character, length);
        units = next;
        text += length;
    }
    mended[used] = '\0';
    return mended;
}

static void text_write(struct output *output, size_t column, const char *text, lxw_format *format)
{
    struct workbook *workbook = output->state;
    bool cut;
    char *mended = text_mend(output, text, &cut);
    double width = workbook_text_width(text) + 2;
    lxw_error fault = worksheet_write_string(workbook->sheet, workbook->row, (lxw_col_t)column, mended, format);
    if (fault)
        output_fail(output, "row %lld, column %s: %s", (long long)output->section_rows + 1,
                    output->section->columns[column].name, lxw_strerror(fault));
    if (width > workbook->widths[column])
        workbook->widths[column] = width;
    workbook->bytes += (int64_t)strlen(mended);
    output->summary.cut += cut;
    free(mended);
}

/* Excel's days since 1900, in the time zone of the process; false where Excel has none. */
static bool serial_of(int64_t instant, double *out)
{
    time_t time = (time_t)(instant / 1000);
    struct tm tm = {0};
    localtime_r(&time, &tm);
    *out = ((double)(instant - instant % 1000) + 1000.0 * (double)tm.tm_gmtoff) / day_ms + epoch_serial;
    return *out > 60 && *out < 2958466; /* 1900-03-01 … 9999-12-31 */
}

static bool day_serial(const char *text, double *out)
{
    struct tm tm = {0};
    const char *end = strptime(text, "%Y-%m-%d", &tm);
    if (!end || *end)
        return false;
    *out = (double)timegm(&tm) * 1000.0 / day_ms + epoch_serial;
    return *out > 60;
}

/* The number that stands in the cell; false where it has to be a text. */
static bool value_of(const struct output_cell *cell, enum output_type type, double *out)
{
    if (cell_is_text(cell))
        return type == OUTPUT_DAY && day_serial(cell->text, out);
    if (type == OUTPUT_RFC3339 || !cell_number(cell, out))
        return false;
    if (type == OUTPUT_INSTANT)
        return serial_of((int64_t)*out, out);
    if (type == OUTPUT_DURATION) {
        *out /= day_ms;
        return *out >= 0;
    }
    return cell->kind != OUTPUT_OF_INTEGER || (cell->integer <= integer_most && cell->integer >= -integer_most);
}

static double width_of(enum output_type type)
{
    return type == OUTPUT_INSTANT ? 20 : type == OUTPUT_DAY ? 12 : 10;
}

void workbook_cell_write(struct output *output, size_t column, const struct output_cell *cell, bool total)
{
    struct workbook *workbook = output->state;
    const struct output_column *of = &output->section->columns[column];
    lxw_format *format = workbook->formats[column][total];
    char text[CELL_BYTES];
    double value;
    if (value_of(cell, of->type, &value)) {
        worksheet_write_number(workbook->sheet, workbook->row, (lxw_col_t)column, value, format);
        if (workbook->widths[column] < width_of(of->type))
            workbook->widths[column] = width_of(of->type);
    } else if (!cell_is_nothing(cell)) {
        text_write(output, column, cell_is_text(cell) ? cell->text : cell_text(text, cell, of), format);
    } else if (total) {
        worksheet_write_blank(workbook->sheet, workbook->row, (lxw_col_t)column, format);
    }
}
