/* The columns of figures in the database, and the statement that adds to them. Both can be made again over an older
 * version: a measure more is one more migration that includes the script again. */
#include "proto/generate/output.h"
#include "proto/measure.h"

static const char origin[] =
    "-- Made by steward-gen from proto/measures.def: change that, then run tests/golden/regenerate.\n";

/* Prints `format` with the name of each column of figures, and its type: measures, totals, buckets. */
static void columns_write(FILE *out, const char *separator,
                          void (*write)(FILE *out, const char *name, const char *type))
{
    char bucket[8];
    int count = 0;
    for (int i = 0; i < MEASURE_COUNT; i++, count++) {
        fputs(count ? separator : "", out);
        write(out, measure_names[i].name, "integer");
    }
    for (int i = 0; i < TOTAL_COUNT; i++, count++) {
        fputs(separator, out);
        write(out, total_names[i].name, "bigint");
    }
    for (int i = 0; i < BUCKET_COUNT; i++, count++) {
        snprintf(bucket, sizeof bucket, "t%02d", i);
        fputs(separator, out);
        write(out, bucket, "integer");
    }
}

static void added_column_write(FILE *out, const char *name, const char *type)
{
    fprintf(out, "    add column if not exists %s %s", name, type);
}

static void table_alter(FILE *out, const char *table)
{
    fprintf(out, "\nalter table %s\n", table);
    columns_write(out, ",\n", added_column_write);
    fputs(";\n", out);
}

static void bounds_write(FILE *out)
{
    fputs("\n-- The bucket of a handling time: 0 is below a minute.\n"
          "create or replace function handling_bucket(seconds integer) returns integer\n"
          "language sql immutable parallel safe as $$ select width_bucket(seconds, '{",
          out);
    for (int i = 0; i < BUCKET_COUNT - 1; i++)
        fprintf(out, "%s%s%d", i ? "," : "", i % 10 ? "" : "\n    ", bucket_bounds[i]);
    fputs("}'::integer[]) $$;\n", out);
}

static void names_write(FILE *out)
{
    fputs("\ncreate table if not exists measure (\n    measure smallint primary key,\n    name text not null unique,\n"
          "    name_zh text not null);\ninsert into measure (measure, name, name_zh) values\n",
          out);
    for (int i = 0; i < MEASURE_COUNT; i++)
        fprintf(out, "%s    (%d, '%s', '%s')", i ? ",\n" : "", i, measure_names[i].name, measure_names[i].name_zh);
    fputs("\non conflict (measure) do update set name = excluded.name, name_zh = excluded.name_zh;\n", out);
}

void measures_sql_write(FILE *out)
{
    fputs(origin, out);
    names_write(out);
    bounds_write(out);
    table_alter(out, "rollup");
    table_alter(out, "rollup_frozen");
}

/* Null where nothing is left, which costs no space. */
static void sum_write(FILE *out, const char *name, const char *type)
{
    (void)type;
    fprintf(out, "    %s = nullif(coalesce(r.%s, 0) + coalesce(excluded.%s, 0), 0)", name, name, name);
}

void rollup_add_write(FILE *out)
{
    fputs(origin, out);
    fputs("-- Adds to cells of the rollup. $1: rows of rollup, as the text of an array of them.\n"
          "insert into rollup as r select new.* from unnest($1::text::rollup[]) as new\n"
          "on conflict (city_id, cuboid, grain, level, day, a, b) do update set\n",
          out);
    columns_write(out, ",\n", sum_write);
    fputc('\n', out);
}

static void plain_write(FILE *out, const char *name, const char *type)
{
    (void)type;
    fprintf(out, "       %s", name);
}

void rollup_cells_write(FILE *out)
{
    fputs(origin, out);
    fputs("-- The cells of a cuboid at one level, of one day or month. $1 city, $2 cuboid, $3 grain, $4 level, $5 day, "
          "since\n"
          "-- 1970-01-01\nselect a, b,\n",
          out);
    columns_write(out, ",\n", plain_write);
    fputs(
        "\nfrom rollup\nwhere city_id = $1 and cuboid = $2 and grain = $3 and level = $4 and day = date '1970-01-01' + "
        "$5::integer\norder by a, b\n",
        out);
}

static void summed_write(FILE *out, const char *name, const char *type)
{
    (void)type;
    fprintf(out, "           nullif(sum(%s), 0) as %s", name, name);
}

static void as_sum_write(FILE *out, const char *name, const char *type)
{
    fprintf(out, "           nullif(%s, 0)::%s as %s", name, type[0] == 'b' ? "numeric" : "bigint", name);
}

static void kept_write(FILE *out, const char *name, const char *type)
{
    (void)type;
    fprintf(out, "            kept.%s", name);
}

static void summed_too_write(FILE *out, const char *name, const char *type)
{
    (void)type;
    fprintf(out, "            summed.%s", name);
}

void rollup_months_write(FILE *out)
{
    fputs(origin, out);
    fputs("-- Cells of a month that are not the sums of its days. $1 city, $2 cuboid, $3 level, $4 the month's first "
          "day, since\n"
          "-- 1970-01-01. Answers with one row: how many cells, how many differ, and examples.\n"
          "with summed as (\n    select a, b,\n",
          out);
    columns_write(out, ",\n", summed_write);
    fputs("\n    from rollup\n    where city_id = $1 and cuboid = $2 and grain = 1 and level = $3 and day >= date "
          "'1970-01-01' + "
          "$4::integer\n      and day < date '1970-01-01' + $4::integer + interval '1 month'\n    group by a, b\n), "
          "kept as (\n"
          "    select a, b,\n",
          out);
    columns_write(out, ",\n", as_sum_write);
    fputs("\n    from rollup\n    where city_id = $1 and cuboid = $2 and grain = 2 and level = $3 and day = date "
          "'1970-01-01' + "
          "$4::integer\n), compared as (\n"
          "    select a, b, kept, summed, (\n",
          out);
    columns_write(out, ",\n", kept_write);
    fputs("\n    ) is distinct from (\n", out);
    columns_write(out, ",\n", summed_too_write);
    fputs("\n    ) as differs\n    from kept full join summed using (a, b)\n)\n"
          "select count(*), count(*) filter (where differs),\n"
          "       array_to_string((array_agg(format('%s × %s: %s', a, b, (\n"
          "           select string_agg(format('%s kept %s, the days make %s', key, k.value, s.value), ', ')\n"
          "           from jsonb_each_text(to_jsonb(kept)) as k full join jsonb_each_text(to_jsonb(summed)) as s using "
          "(key)\n"
          "           where key not in ('a', 'b') and k.value is distinct from s.value))) filter (where "
          "differs))[1:5], '; ')\n"
          "from compared\n",
          out);
}

void rollup_copy_write(FILE *out)
{
    fputs(origin, out);
    fputs("-- Brings cells in, as rows in binary form.\ncopy rollup (city_id, cuboid, grain, level, day, a, b,\n", out);
    columns_write(out, ",\n", plain_write);
    fputs(") from stdin (format binary)\n", out);
}
