/* What is counted, and how sums of it are numbered, in the database. Can be made again over an older version: a measure
 * more is one more migration that includes the script again. */
#include "proto/generate/output.h"
#include "proto/measure.h"

static const char origin[] =
    "-- Made by steward-gen from proto/measures.def: change that, then run tests/golden/regenerate.\n";

/* The numbers that columns have in the bytes of a row (common/figures/packed.h). */
static void columns_write(FILE *out)
{
    fputs("\ncreate table if not exists figure_column (\n    number smallint primary key,\n    name text not null "
          "unique);\n"
          "insert into figure_column (number, name) values\n",
          out);
    for (int i = 0; i < MEASURE_COUNT; i++)
        fprintf(out, "    (%d, '%s'),\n", i, measure_names[i].name);
    for (int i = 0; i < TOTAL_COUNT; i++)
        fprintf(out, "    (%d, '%s'),\n", COLUMN_TOTALS + i, total_names[i].name);
    for (int i = 0; i < BUCKET_COUNT; i++)
        fprintf(out, "    (%d, 't%02d')%s", COLUMN_BUCKETS + i, i, i + 1 < BUCKET_COUNT ? ",\n" : "\n");
    fputs("on conflict (number) do update set name = excluded.name;\n", out);
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
    columns_write(out);
}
