/* Cells as people read them. */
#include <inttypes.h>
#include <math.h>
#include <time.h>

#include "common/output/private.h"

bool cell_number(const struct output_cell *cell, double *out)
{
    switch (cell->kind) {
    case OUTPUT_OF_INTEGER:
        *out = (double)cell->integer;
        return true;
    case OUTPUT_OF_NUMBER:
        *out = cell->number;
        return isfinite(cell->number);
    case OUTPUT_OF_RATIO:
        *out = cell->whole ? (double)cell->part / (double)cell->whole : 0;
        return cell->whole != 0;
    default:
        return false;
    }
}

bool cell_is_text(const struct output_cell *cell)
{
    return cell->kind == OUTPUT_OF_TEXT;
}

bool cell_is_nothing(const struct output_cell *cell)
{
    double number;
    return cell->kind == OUTPUT_NOTHING || (cell->kind != OUTPUT_OF_TEXT && !cell_number(cell, &number));
}

char *cell_instant(char out[CELL_BYTES], int64_t instant, bool rfc3339)
{
    int64_t second = instant / 1000 - (instant % 1000 < 0);
    time_t time = (time_t)second;
    struct tm tm = {0};
    localtime_r(&time, &tm);
    int used = snprintf(out, CELL_BYTES, "%04d-%02d-%02d%c%02d:%02d:%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
                        rfc3339 ? 'T' : ' ', tm.tm_hour, tm.tm_min, tm.tm_sec);
    long offset = tm.tm_gmtoff < 0 ? -tm.tm_gmtoff : tm.tm_gmtoff;
    if (rfc3339)
        snprintf(out + used, CELL_BYTES - (size_t)used, "%c%02ld:%02ld", tm.tm_gmtoff < 0 ? '-' : '+', offset / 3600,
                 offset / 60 % 60);
    return out;
}

static char *duration_text(char out[CELL_BYTES], double milliseconds)
{
    int64_t seconds = (int64_t)(fabs(milliseconds) / 1000 + 0.5);
    snprintf(out, CELL_BYTES, "%s%" PRId64 ":%02d:%02d", milliseconds < 0 && seconds ? "-" : "", seconds / 3600,
             (int)(seconds / 60 % 60), (int)(seconds % 60));
    return out;
}

char *cell_text(char out[CELL_BYTES], const struct output_cell *cell, const struct output_column *column)
{
    double number = 0;
    cell_number(cell, &number);
    switch (column->type) {
    case OUTPUT_PERCENT:
        snprintf(out, CELL_BYTES, "%.*f%%", column->decimals, 100 * number);
        return out;
    case OUTPUT_DECIMAL:
        snprintf(out, CELL_BYTES, "%.*f", column->decimals, number);
        return out;
    case OUTPUT_DURATION:
        return duration_text(out, number);
    case OUTPUT_INSTANT:
    case OUTPUT_RFC3339:
        return cell_instant(out, (int64_t)number, column->type == OUTPUT_RFC3339);
    default:
        if (cell->kind == OUTPUT_OF_INTEGER)
            snprintf(out, CELL_BYTES, "%" PRId64, cell->integer);
        else
            snprintf(out, CELL_BYTES, "%.15g", number);
        return out;
    }
}

size_t character_next(const char *text, unsigned *out)
{
    const unsigned char *t = (const unsigned char *)text;
    if (t[0] < 0x80) {
        *out = t[0];
        return 1;
    }
    size_t length = t[0] < 0xE0 ? 2 : t[0] < 0xF0 ? 3 : 4;
    *out = t[0] & (0x7FU >> length);
    for (size_t i = 1; i < length; i++)
        *out = *out << 6 | (t[i] & 0x3FU);
    return length;
}

bool character_forbidden(unsigned character)
{
    return (character < 0x20 && character != '\t' && character != '\n') || (character >= 0x7F && character < 0xA0) ||
           character == 0xFFFE || character == 0xFFFF;
}
