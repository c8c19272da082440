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
