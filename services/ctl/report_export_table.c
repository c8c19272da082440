/* The columns of report export. */
#include <stdio.h>
#include <string.h>

#include "services/ctl/report_table.h"

static const struct output_column tickets[] = {
    {"ticket", "工单号", OUTPUT_NUMBER, 0},
    {"state", "状态码", OUTPUT_TEXT, 0},
    {"state_name", "状态", OUTPUT_TEXT, 0},
    {"urgency", "紧急程度", OUTPUT_NUMBER, 0},
    {"channel", "渠道", OUTPUT_TEXT, 0},
    {"category", "类别编码", OUTPUT_TEXT, 0},
    {"category_name", "类别", OUTPUT_TEXT, 0},
    {"area", "区域编码", OUTPUT_TEXT, 0},
    {"area_name", "区域", OUTPUT_TEXT, 0},
    {"organisation", "单位编码", OUTPUT_TEXT, 0},
    {"organisation_name", "承办单位", OUTPUT_TEXT, 0},
    {"title", "标题", OUTPUT_TEXT, 0},
    {"description", "内容", OUTPUT_TEXT, 0},
    {"address", "地址", OUTPUT_TEXT, 0},
    {"latitude", "纬度", OUTPUT_DECIMAL, 6},
    {"longitude", "经度", OUTPUT_DECIMAL, 6},
    {"received", "登记时间", OUTPUT_INSTANT, 0},
    {"due", "截止时间", OUTPUT_INSTANT, 0},
    {"late", "超期", OUTPUT_TEXT, 0},
    {"closed", "办结时间", OUTPUT_INSTANT, 0},
    {"updated", "更新时间", OUTPUT_INSTANT, 0},
    {"urges", "催办次数", OUTPUT_INTEGER, 0},
    {"returns", "退单次数", OUTPUT_INTEGER, 0},
    {"version", "版本", OUTPUT_NUMBER, 0},
    {"position", "日志位置", OUTPUT_NUMBER, 0},
};

static const struct output_column open_data[] = {
    {"ticket", "工单号", OUTPUT_NUMBER, 0},      {"state", "状态码", OUTPUT_TEXT, 0},
    {"state_name", "状态", OUTPUT_TEXT, 0},      {"category", "类别编码", OUTPUT_TEXT, 0},
    {"category_name", "类别", OUTPUT_TEXT, 0},   {"area", "区域编码", OUTPUT_TEXT, 0},
    {"area_name", "区域", OUTPUT_TEXT, 0},       {"organisation_name", "承办单位", OUTPUT_TEXT, 0},
    {"received_day", "登记日期", OUTPUT_DAY, 0}, {"due_day", "截止日期", OUTPUT_DAY, 0},
    {"closed_day", "办结日期", OUTPUT_DAY, 0},   {"late", "超期", OUTPUT_TEXT, 0},
    {"latitude", "纬度", OUTPUT_DECIMAL, 3},     {"longitude", "经度", OUTPUT_DECIMAL, 3},
    {"title", "标题", OUTPUT_TEXT, 0},           {"description", "内容", OUTPUT_TEXT, 0},
    {"address", "地址", OUTPUT_TEXT, 0},
};

/* In the order of GeoReport v2, under its names. */
static const struct output_column open311[] = {
    {"service_request_id", "service_request_id", OUTPUT_NUMBER, 0},
    {"status", "status", OUTPUT_TEXT, 0},
    {"status_notes", "status_notes", OUTPUT_TEXT, 0},
    {"service_name", "service_name", OUTPUT_TEXT, 0},
    {"service_code", "service_code", OUTPUT_TEXT, 0},
    {"description", "description", OUTPUT_TEXT, 0},
    {"agency_responsible", "agency_responsible", OUTPUT_TEXT, 0},
    {"service_notice", "service_notice", OUTPUT_TEXT, 0},
    {"requested_datetime", "requested_datetime", OUTPUT_RFC3339, 0},
    {"updated_datetime", "updated_datetime", OUTPUT_RFC3339, 0},
    {"expected_datetime", "expected_datetime", OUTPUT_RFC3339, 0},
    {"address", "address", OUTPUT_TEXT, 0},
    {"address_id", "address_id", OUTPUT_TEXT, 0},
    {"zipcode", "zipcode", OUTPUT_TEXT, 0},
    {"lat", "lat", OUTPUT_DECIMAL, 3},
    {"long", "long", OUTPUT_DECIMAL, 3},
    {"media_url", "media_url", OUTPUT_TEXT, 0},
};

static const struct kind_of_export {
    const char *what, *title;
    const struct output_column *columns;
    size_t count;
} kinds[] = {
    {"tickets", "工单", tickets, sizeof tickets / sizeof *tickets},
    {"open-data", "开放数据", open_data, sizeof open_data / sizeof *open_data},
    {"open311", "Open311", open311, sizeof open311 / sizeof *open311},
};

bool report_table_export(struct export_table *table, const char *what)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].what, what) == 0) {
            snprintf(table->title, sizeof table->title, "%s", kinds[i].title);
            memcpy(table->columns, kinds[i].columns, kinds[i].count * sizeof *kinds[i].columns);
            table->column_count = kinds[i].count;
            table->data = true;
            return true;
        }
    return false;
}
