/* XLSX by libxlsxwriter: frozen heads, formats of numbers, A4, charts.
 *
 * What does not fit into a sheet (Excel: 1,048,576 rows; ours also 3 GB of text, as a part of a ZIP archive may have
 * 4) goes on in another with the same heads. Rows wait in files that have no name, in the folder of the target: /tmp is
 * memory on many machines.
 */
#include "common/output/workbook.h"

#include <libgen.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/output/archive.h"

enum { PAPER_A4 = 9, PORTRAIT_COLUMNS_MOST = 6 };
static const int64_t sheet_bytes_most = INT64_C(3000000000);
static const double width_least = 8, width_most = 60;

static lxw_format *format_new(lxw_workbook *book, bool bold, double size)
{
    lxw_format *format = workbook_add_format(book);
    if (bold)
        format_set_bold(format);
    format_set_font_size(format, size);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
}

static void properties_set(struct output *output, lxw_workbook *book)
{
    char *title = memory_text(output->document->title, strlen(output->document->title));
    char company[] = "Steward";
    lxw_doc_properties properties = {.title = title, .company = company};
    workbook_set_properties(book, &properties);
    free(title);
}

static void workbook_begin(struct output *output)
{
    struct workbook *workbook = memory_new(1, sizeof *workbook);
    char *path = memory_text(output->part.path, strlen(output->part.path));
    output->state = workbook;
    workbook->folder = memory_text(dirname(path), strlen(path));
    free(path);
    lxw_workbook_options options = {.constant_memory = 1, .tmpdir = workbook->folder};
    workbook->book = workbook_new_opt(output->part.path, &options);
    if (!workbook->book) {
        output_fail(output, "%.300s: libxlsxwriter cannot begin a workbook", output->part.target);
        return;
    }
    properties_set(output, workbook->book);
    workbook->title = format_new(workbook->book, true, 14);
    workbook->note = format_new(workbook->book, false, 9);
    workbook->head = format_new(workbook->book, true, 11);
    format_set_bg_color(workbook->head, 0xE8EEF7);
    format_set_bottom(workbook->head, LXW_BORDER_MEDIUM);
    format_set_text_wrap(workbook->head);
}

/* -- sheets ------------------------------------------------------------------------------------------------------ */

static void line_write(struct workbook *workbook, const char *text, lxw_format *format)
{
    worksheet_write_string(workbook->sheet, workbook->row++, 0, text, format);
}

static void heads_write(struct output *output)
{
    struct workbook *workbook = output->state;
    const struct output_section *section = output->section;
    for (size_t i = 0; i < section->column_count; i++) {
        double width = workbook_text_width(section->columns[i].title) + 2;
        workbook->widths[i] = width > width_least ? width : width_least;
        worksheet_write_string(workbook->sheet, workbook->row, (lxw_col_t)i, section->columns[i].title, workbook->head);
    }
    worksheet_repeat_rows(workbook->sheet, workbook->row, workbook->row);
    worksheet_freeze_panes(workbook->sheet, workbook->row + 1, 0);
    workbook->first = ++workbook->row;
}

static void paper_set(const struct output *output, lxw_worksheet *sheet)
{
    char footer[] = "&C&P / &N", footer_chinese[] = "&C第 &P 页，共 &N 页";
    worksheet_set_paper(sheet, PAPER_A4);
    if (output->section->column_count > PORTRAIT_COLUMNS_MOST)
        worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.6);
    worksheet_set_footer(sheet, output->document->chinese ? footer_chinese : footer);
}

static void sheet_add(struct output *output)
{
    struct workbook *workbook = output->state;
    const struct output_document *document = output->document;
    const char *title = output->section->title[0] ? output->section->title : document->title;
    char name[SHEET_NAME_BYTES];
    workbook_sheet_name(workbook, title, ++workbook->continued, name);
    workbook->sheet = workbook_add_worksheet(workbook->book, name);
    if (!workbook->sheet) {
        output_fail(output, "%.300s: libxlsxwriter cannot add the sheet %s", output->part.target, name);
        return;
    }
    workbook->row = 0;
    workbook->bytes = 0;
    paper_set(output, workbook->sheet);
    if (!document->data && workbook->continued == 1) {
        line_write(workbook, title, workbook->title);
        for (size_t i = 0; document->subtitles && document->subtitles[i]; i++)
            line_write(workbook, document->subtitles[i], workbook->note);
        workbook->row++;
    }
    heads_write(output);
}

static void sheet_end(struct output *output)
{
    struct workbook *workbook = output->state;
    lxw_col_t last = (lxw_col_t)(output->section->column_count - 1);
    for (size_t i = 0; i < output->section->column_count; i++)
        worksheet_set_column(workbook->sheet, (lxw_col_t)i, (lxw_col_t)i,
                             workbook->widths[i] < width_most ? workbook->widths[i] : width_most, NULL);
    if (output->document->data)
        worksheet_autofilter(workbook->sheet, workbook->first - 1, 0, workbook->row - 1, last);
}

/* -- sections ---------------------------------------------------------------------------------------------------- */

static void number_format_set(lxw_format *format, const struct output_column *column)
{
    static const char *const shapes[] = {
        [OUTPUT_TEXT] = "@",
        [OUTPUT_INTEGER] = "#,##0",
        [OUTPUT_NUMBER] = "0",
        [OUTPUT_DECIMAL] = "0",
        [OUTPUT_PERCENT] = "0",
        [OUTPUT_DAY] = "yyyy-mm-dd",
        [OUTPUT_INSTANT] = "yyyy-mm-dd hh:mm:ss",
        [OUTPUT_RFC3339] = "@",
        [OUTPUT_DURATION] = "[h]:mm:ss",
    };
    char shape[64];
    bool point = (column->type == OUTPUT_DECIMAL || column->type == OUTPUT_PERCENT) && column->decimals > 0;
    snprintf(shape, sizeof shape, "%s%s%.*s%s", shapes[column->type], point ? "." : "", point ? column->decimals : 0,
             "00000000000000000000", column->type == OUTPUT_PERCENT ? "%" : "");
    format_set_num_format(format, shape);
}

static void workbook_section(struct output *output)
{
    struct workbook *workbook = output->state;
    for (size_t i = 0; i < output->section->column_count; i++)
        for (int total = 0; total < 2; total++) {
            lxw_format *format = format_new(workbook->book, total, 11);
            number_format_set(format, &output->section->columns[i]);
            if (total)
                format_set_top(format, LXW_BORDER_THIN);
            workbook->formats[i][total] = format;
        }
    workbook->continued = 0;
    sheet_add(output);
}

static void workbook_row(struct output *output, const struct output_cell *cells, bool total)
{
    struct workbook *workbook = output->state;
    if (workbook->row >= LXW_ROW_MAX || workbook->bytes > sheet_bytes_most) {
        sheet_end(output);
        sheet_add(output);
    }
    if (output->error[0])
        return;
    for (size_t i = 0; i < output->section->column_count; i++)
        workbook_cell_write(output, i, &cells[i], total);
    workbook->row++;
}

static void workbook_section_end(struct output *output)
{
    struct workbook *workbook = output->state;
    const struct output_document *document = output->document;
    sheet_end(output);
    if (output_has_charts(output) && workbook->continued == 1)
        workbook_charts_insert(output);
    if (document->data || workbook->row + 1 >= LXW_ROW_MAX)
        return;
    workbook->row++;
    for (size_t i = 0; document->notes && document->notes[i] && workbook->row < LXW_ROW_MAX; i++)
        line_write(workbook, document->notes[i], workbook->note);
}

/* How long the rows of each sheet are, of malloc; NULL where some could not be written. */
static int64_t *rows_measure(const struct workbook *workbook)
{
    int64_t *rows = memory_new(workbook->book->num_worksheets + 1U, sizeof *rows);
    size_t count = 0;
    bool lost = false;
    lxw_worksheet *sheet;
    STAILQ_FOREACH(sheet, workbook->book->worksheets, list_pointers)
    {
        lxw_worksheet_write_single_row(sheet); /* the last, which waits */
        lost |= fflush(sheet->optimize_tmpfile) != 0 || ferror(sheet->optimize_tmpfile);
        rows[count++] = ftello(sheet->optimize_tmpfile);
    }
    if (!lost)
        return rows;
    free(rows);
    return NULL;
}

static void workbook_end(struct output *output)
{
    struct workbook *workbook = output->state;
    int64_t *rows = rows_measure(workbook);
    size_t sheets = workbook->book->num_worksheets;
    if (!rows) {
        output_fail(output, "%.300s: cannot be written: no room for its rows in %.100s", output->part.target,
                    workbook->folder);
        return;
    }
    lxw_error fault = workbook_close(workbook->book); /* which also frees it */
    workbook->book = NULL;
    if (fault)
        output_fail(output, "%.300s: cannot be written: %s", output->part.target, lxw_strerror(fault));
    else if (!archive_whole(output->part.path, rows, sheets))
        output_fail(output, "%.300s: cannot be written: no room for it in %.100s", output->part.target,
                    workbook->folder);
    free(rows);
}

static void workbook_drop(struct output *output)
{
    struct workbook *workbook = output->state;
    if (!workbook)
        return;
    lxw_workbook_free(workbook->book);
    free(workbook->folder);
    free(workbook);
    output->state = NULL;
}

const struct writer workbook_writer = {.ending = ".part",
                                       .own_file = true,
                                       .begin = workbook_begin,
                                       .section_begin = workbook_section,
                                       .row = workbook_row,
                                       .section_end = workbook_section_end,
                                       .end = workbook_end,
                                       .drop = workbook_drop};
