/* Columns are found by their names, in any order; rows without anything in them are passed over. */
#include "services/ctl/city_csv/tables.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/memory.h"
#include "common/sheet/sheet.h"
#include "services/ctl/standards/columns.h"

enum { PATH_BYTES = 4096, NAMES_BYTES = 400 };

/* clang-format off */
const struct csv_kind csv_kinds[CSV_FILES] = {
    [CSV_AREAS] = {"areas.csv", "areas.yaml", "areas", {
        {"code", CELL_TEXT, true, {"编码", "代码", "区域编码", "区域代码"}, NULL},
        {"name", CELL_TEXT, true, {"名称", "区域名称"}, NULL},
        {"kind", CELL_KIND, true, {"类型", "类别", "区域类型", "层级"}, area_kinds},
        {"parent", CELL_TEXT, false, {"上级", "上级编码", "上级区域", "所属"}, NULL},
        {"qr", CELL_TEXT, false, {"二维码", "二维码编号"}, NULL},
        {"households", CELL_TEXT, false, {"户数", "总户数", "住户数"}, NULL},
        {"", CELL_TEXT, false, {NULL}, NULL}}},
    [CSV_ORGANISATIONS] = {"organisations.csv", "organisations.yaml", "organisations", {
        {"code", CELL_TEXT, true, {"编码", "代码", "单位编码", "单位代码"}, NULL},
        {"name", CELL_TEXT, true, {"名称", "单位名称"}, NULL},
        {"kind", CELL_KIND, true, {"类型", "类别", "单位类型"}, organisation_kinds},
        {"area", CELL_TEXT, false, {"区域", "所属区域", "区域编码"}, NULL},
        {"calendar", CELL_TEXT, false, {"日历"}, NULL},
        {"", CELL_TEXT, false, {NULL}, NULL}}},
    [CSV_CATEGORIES] = {"categories.csv", "categories.yaml", "categories", {
        {"code", CELL_TEXT, true, {"编码", "代码", "类别编码", "类别代码"}, NULL},
        {"name", CELL_TEXT, true, {"名称", "类别名称"}, NULL},
        {"parent", CELL_TEXT, false, {"上级", "上级编码", "大类"}, NULL},
        {"kind", CELL_KIND, false, {"类型", "部件/事件"}, category_kinds},
        {"limit", CELL_TEXT, false, {"时限", "处置时限"}, NULL},
        {"ladder", CELL_TEXT, false, {"提醒阶梯"}, NULL},
        {"", CELL_TEXT, false, {NULL}, NULL}}},
    [CSV_PEOPLE] = {"people.csv", "people.yaml", "people", {
        {"code", CELL_TEXT, true, {"编码", "代码", "工号", "人员编码"}, NULL},
        {"name", CELL_TEXT, true, {"姓名", "名称"}, NULL},
        {"roles", CELL_KINDS, false, {"角色", "岗位"}, person_roles},
        {"organisation", CELL_TEXT, false, {"单位", "所属单位", "单位编码"}, NULL},
        {"areas", CELL_CODES, false, {"区域", "负责区域", "区域编码"}, NULL},
        {"", CELL_TEXT, false, {NULL}, NULL}}},
    [CSV_APPOINTMENTS] = {"appointments.csv", "people.yaml", "appointments", {
        {"person", CELL_TEXT, true, {"人员", "人员编码", "工号"}, NULL},
        {"role", CELL_KIND, true, {"角色", "岗位"}, person_roles},
        {"organisation", CELL_TEXT, false, {"单位", "所属单位", "单位编码"}, NULL},
        {"area", CELL_TEXT, false, {"区域", "负责区域", "区域编码"}, NULL},
        {"from", CELL_DATE, false, {"起", "起始日期", "开始日期"}, NULL},
        {"until", CELL_DATE, false, {"止", "截止日期", "结束日期"}, NULL},
        {"", CELL_TEXT, false, {NULL}, NULL}}},
    [CSV_DEPUTIES] = {"deputies.csv", "people.yaml", "deputies", {
        {"person", CELL_TEXT, true, {"人员", "人员编码", "被代理人"}, NULL},
        {"deputy", CELL_TEXT, true, {"代理人", "代理人编码"}, NULL},
        {"from", CELL_DATE, true, {"起", "起始日期", "开始日期"}, NULL},
        {"until", CELL_DATE, true, {"止", "截止日期", "结束日期"}, NULL},
        {"", CELL_TEXT, false, {NULL}, NULL}}},
    [CSV_RESPONSIBILITIES] = {"responsibilities.csv", "responsibilities.yaml", "responsibilities", {
        {"category", CELL_TARGET, true, {"类别", "类别编码", "事项"}, NULL},
        {"area", CELL_TARGET, true, {"区域", "区域编码"}, NULL},
        {"organisation", CELL_TEXT, true, {"单位", "责任单位", "单位编码"}, NULL},
        {"from", CELL_DATE, false, {"起", "起始日期", "开始日期"}, NULL},
        {"until", CELL_DATE, false, {"止", "截止日期", "结束日期"}, NULL},
        {"", CELL_TEXT, false, {NULL}, NULL}}},
};
/* clang-format on */

static bool column_called(const struct csv_column *column, const char *name)
{
    if (strcmp(column->field, name) == 0)
        return true;
    for (int i = 0; i < CSV_NAMES_MOST && column->names[i]; i++)
        if (strcmp(column->names[i], name) == 0)
            return true;
    return false;
}

static void column_refuse(const struct csv_kind *kind, const char *name, struct pack_faults *faults)
{
    char quote[FAULT_QUOTE_BYTES], names[NAMES_BYTES] = "";
    size_t used = 0;
    for (const struct csv_column *column = kind->columns; *column->field && used < sizeof names; column++)
        used += (size_t)snprintf(names + used, sizeof names - used, "%s%s %s", used ? ", " : "", column->field,
                                 column->names[0]);
    pack_faults_add(faults, kind->name, 1, "", "unknown column %s, expected %s", fault_quote(name, strlen(name), quote),
                    names);
}

/* Which column of the kind each cell of the header is; -1 for an empty one. False where one is none. */
static bool header_read(const struct csv_kind *kind, const struct sheet_row *header, int *columns,
                        struct pack_faults *faults)
{
    bool seen[CSV_COLUMNS_MOST] = {false};
    size_t before = faults->count + faults->more;
    for (int i = 0; i < header->count; i++) {
        char *name = cell_clean(&header->cells[i]);
        columns[i] = -1;
        for (int j = 0; *kind->columns[j].field; j++)
            if (column_called(&kind->columns[j], name))
                columns[i] = j;
        if (columns[i] >= 0 && seen[columns[i]])
            pack_faults_add(faults, kind->name, 1, kind->columns[columns[i]].field, "is there twice");
        else if (columns[i] >= 0)
            seen[columns[i]] = true;
        else if (*name)
            column_refuse(kind, name, faults);
        free(name);
    }
    for (int j = 0; *kind->columns[j].field; j++)
        if (kind->columns[j].required && !seen[j])
            pack_faults_add(faults, kind->name, 1, kind->columns[j].field, "is missing, expected a column %s or %s",
                            kind->columns[j].field, kind->columns[j].names[0]);
    return faults->count + faults->more == before;
}

/* False where nothing is in it. */
static bool row_read(const struct sheet_row *sheet_row, const int *columns, int column_count, struct csv_row *row)
{
    bool any = false;
    for (int i = 0; i < sheet_row->count && i < column_count; i++) {
        char *text = columns[i] >= 0 ? cell_clean(&sheet_row->cells[i]) : NULL;
        if (text && *text) {
            row->cells[columns[i]] = text;
            any = true;
        } else {
            free(text);
        }
    }
    return any;
}

/* A cell beyond the header's last, or under an empty one: a row that has slipped. */
static void slip_find(const struct csv_kind *kind, const struct sheet_row *row, int number, const int *columns,
                      int column_count, struct pack_faults *faults)
{
    for (int i = 0; i < row->count; i++)
        if (row->cells[i].length && (i >= column_count || columns[i] < 0))
            pack_faults_add(faults, kind->name, number, "", "has something in column %d, which has no name", i + 1);
}

static void rows_read(const struct csv_kind *kind, const struct sheet *sheet, struct csv_table *table,
                      struct pack_faults *faults)
{
    const struct sheet_row *header = &sheet->rows[0];
    int *columns = memory_new((size_t)header->count + 1, sizeof *columns);
    bool good = header_read(kind, header, columns, faults);
    table->rows = memory_new((size_t)sheet->row_count, sizeof *table->rows);
    for (int i = 1; i < sheet->row_count && good; i++) {
        struct csv_row *row = &table->rows[table->count];
        row->number = i + 1;
        slip_find(kind, &sheet->rows[i], i + 1, columns, header->count, faults);
        table->count += row_read(&sheet->rows[i], columns, header->count, row);
    }
    free(columns);
}

static void table_read(const char *folder, const struct csv_kind *kind, struct csv_table *table,
                       struct pack_faults *faults)
{
    char path[PATH_BYTES], error[SHEET_ERROR_BYTES];
    snprintf(path, sizeof path, "%s/%s", folder, kind->name);
    if (access(path, F_OK) != 0)
        return;
    table->present = true;
    struct sheet *sheet = sheet_read(path, NULL, error);
    if (!sheet)
        pack_faults_add(faults, kind->name, 0, "", "%s", error);
    else if (!sheet->row_count)
        pack_faults_add(faults, kind->name, 0, "", "is empty, expected a row that names the columns");
    else
        rows_read(kind, sheet, table, faults);
    sheet_destroy(&sheet);
}

/* A file that was meant to be one of ours would otherwise go unseen. */
static bool folder_check(const char *folder, struct pack_faults *faults)
{
    DIR *directory = opendir(folder);
    if (!directory) {
        pack_faults_add(faults, folder, 0, "", "cannot be opened: %s, expected a folder of CSV files", strerror(errno));
        return false;
    }
    for (const struct dirent *entry = readdir(directory); entry; entry = readdir(directory)) {
        const char *dot = strrchr(entry->d_name, '.');
        bool known = !dot || strcasecmp(dot, ".csv") != 0;
        for (int i = 0; i < CSV_FILES && !known; i++)
            known = strcmp(entry->d_name, csv_kinds[i].name) == 0;
        if (!known)
            pack_faults_add(faults, entry->d_name, 0, "",
                            "is none of areas, organisations, categories, people, appointments, deputies, "
                            "responsibilities .csv");
    }
    closedir(directory);
    return true;
}

void csv_tables_read(const char *folder, struct csv_table tables[CSV_FILES], struct pack_faults *faults)
{
    bool any = false;
    if (!folder_check(folder, faults))
        return;
    for (int i = 0; i < CSV_FILES; i++) {
        table_read(folder, &csv_kinds[i], &tables[i], faults);
        any |= tables[i].present;
    }
    if (!any)
        pack_faults_add(faults, folder, 0, "", "has no CSV file of a city, expected areas.csv, people.csv or others");
    for (int i = CSV_APPOINTMENTS; i <= CSV_DEPUTIES; i++)
        if (tables[i].present && !tables[CSV_PEOPLE].present)
            pack_faults_add(faults, csv_kinds[i].name, 0, "", "is there without people.csv, whose people it is about");
}

void csv_tables_clear(struct csv_table tables[CSV_FILES])
{
    for (int i = 0; i < CSV_FILES; i++) {
        for (int row = 0; row < tables[i].count; row++)
            for (int cell = 0; cell < CSV_COLUMNS_MOST; cell++)
                free(tables[i].rows[row].cells[cell]);
        free(tables[i].rows);
        tables[i] = (struct csv_table){0};
    }
}
