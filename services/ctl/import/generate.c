/* Each file of the pack is one function. Names stand in double quotes, so that none is taken for something else. */
#include "services/ctl/import/generate.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "common/city/pack.h"

enum { PATH_BYTES = 4200 };

/* The command centre's own organisation and people, whose codes no organisation of a table should have. */
#define CENTRE "command-centre"

struct writing {
    const struct mapping *mapping;
    const struct census *census;
    FILE *stream;
};

static void text_write(FILE *stream, const char *text)
{
    fputc('"', stream);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            fputc('\\', stream);
        fputc(*text, stream);
    }
    fputc('"', stream);
}

static void pair_write(FILE *stream, const char *name, const char *text)
{
    fprintf(stream, "%s: ", name);
    text_write(stream, text);
}

static void limit_write(FILE *stream, const char *name, struct limit limit)
{
    char text[LIMIT_TEXT_BYTES];
    limit_print(limit, text);
    fprintf(stream, "%s: %s", name, text);
}

static void city_write(const struct writing *writing)
{
    const struct mapping_city *city = &writing->mapping->city;
    const struct things *channels = &writing->census->channels;
    FILE *stream = writing->stream;
    fprintf(stream, "code: %s\n", city->code);
    pair_write(stream, "name", city->name);
    pair_write(stream, "\ntimezone", city->timezone);
    pair_write(stream, "\nsource", city->source);
    fputs("\ntriage: operator      # the table says who acted; a person dispatches what is new\n\nchannels:\n", stream);
    for (size_t i = 0; i < channels->count; i++) {
        fprintf(stream, "  - {code: \"%s\", ", channels->items[i].code);
        pair_write(stream, "name", pairs_commonest(&channels->items[i].names));
        fprintf(stream, "}    # %lld rows\n", (long long)channels->items[i].rows);
    }
    limit_write(stream, "\nlimits:\n  default", city->limit);
    limit_write(stream, "\n\nreturn:\n  within", city->return_within);
    fprintf(stream, "\n  times: %d\n", city->return_times);
}

static void areas_write(const struct writing *writing)
{
    const struct mapping_city *city = &writing->mapping->city;
    const struct things *areas = &writing->census->areas;
    FILE *stream = writing->stream;
    fprintf(stream, "areas:\n  - {code: \"%s\", ", city->code);
    pair_write(stream, "name", city->name);
    fputs(", kind: city}\n", stream);
    for (size_t i = 0; i < areas->count; i++) {
        const struct thing *area = &areas->items[i];
        fprintf(stream, "  - {code: \"%s\", ", area->code);
        pair_write(stream, "name", pairs_commonest(&area->names));
        fprintf(stream, ", kind: %s, parent: \"%s\"}    # %lld rows\n", kind_name(area_kinds, area->kind), area->parent,
                (long long)area->rows);
    }
}

/* What the organisation is called: the title that most of its rows have, if it has most of that title's rows; else as
 * the table writes it. */
static const char *organisation_name(const struct things *organisations, const struct thing *organisation)
{
    const char *title = pairs_commonest(&organisation->titles);
    int64_t own = pairs_rows(&organisation->titles, title);
    for (size_t i = 0; i < organisations->count; i++)
        if (pairs_rows(&organisations->items[i].titles, title) > own)
            return pairs_commonest(&organisation->names);
    return *title ? title : pairs_commonest(&organisation->names);
}

static void organisations_write(const struct writing *writing)
{
    const struct things *organisations = &writing->census->organisations;
    FILE *stream = writing->stream;
    fprintf(stream, "organisations:\n  - {code: %s, name: \"Command centre\", kind: centre}\n", CENTRE);
    for (size_t i = 0; i < organisations->count; i++) {
        fprintf(stream, "  - {code: \"%s\", ", organisations->items[i].code);
        pair_write(stream, "name", organisation_name(organisations, &organisations->items[i]));
        fprintf(stream, ", kind: department}    # %lld rows\n", (long long)organisations->items[i].rows);
    }
}

static void categories_write(const struct writing *writing)
{
    const struct things *categories = &writing->census->categories;
    FILE *stream = writing->stream;
    fputs("categories:\n", stream);
    for (size_t i = 0; i < categories->count; i++) {
        const struct thing *category = &categories->items[i];
        fprintf(stream, "  - {code: \"%s\", ", category->code);
        pair_write(stream, "name", pairs_commonest(&category->names));
        if (*category->parent)
            fprintf(stream, ", parent: \"%s\"", category->parent);
        fprintf(stream, "}    # %lld rows\n", (long long)category->rows);
    }
}

static void people_write(const struct writing *writing)
{
    static const char *const roles[] = {"operator", "dispatcher", "supervisor", "administrator", "auditor"};
    const struct things *organisations = &writing->census->organisations;
    FILE *stream = writing->stream;
    fputs("# The table names nobody: each person is called after what they do.\npeople:\n", stream);
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        fprintf(stream, "  - {code: %s, name: \"%s\", roles: [%s], organisation: %s}\n", roles[i], roles[i], roles[i],
                CENTRE);
    fprintf(stream, "  - {code: \"%s\", name: \"importer\", roles: [importer], organisation: %s}\n",
            writing->mapping->actor, CENTRE);
    fputs("  - {code: resident, name: \"resident\", roles: [resident]}\n", stream);
    for (size_t i = 0; i < organisations->count; i++)
        fprintf(stream,
                "  - {code: \"handler.%.56s\", name: \"handler of %s\", roles: [handler], organisation: \"%s\"}\n",
                organisations->items[i].code, organisations->items[i].code, organisations->items[i].code);
}

static bool is_parent(const struct things *things, const char *code)
{
    for (size_t i = 0; i < things->count; i++)
        if (strcmp(things->items[i].parent, code) == 0)
            return true;
    return false;
}

static void routing_write(const struct writing *writing)
{
    const struct things *categories = &writing->census->categories;
    FILE *stream = writing->stream;
    fputs("# Each smallest category goes to whoever had most of its rows.\nrules:\n", stream);
    for (size_t i = 0; i < categories->count; i++)
        if (!is_parent(categories, categories->items[i].code))
            fprintf(stream, "  - {category: \"%s\", area: \"*\", organisation: \"%s\"}\n", categories->items[i].code,
                    pairs_commonest(&categories->items[i].organisations));
}

static const struct writer {
    const char *file;
    void (*write)(const struct writing *);
} writers[] = {
    {"city.yaml", city_write},
    {"areas.yaml", areas_write},
    {"organisations.yaml", organisations_write},
    {"categories.yaml", categories_write},
    {"people.yaml", people_write},
    {"routing.yaml", routing_write},
};

static bool file_write(const struct writing *given, const char *folder, const struct writer *writer, char *error,
                       size_t size)
{
    char path[PATH_BYTES];
    struct writing writing = *given;
    snprintf(path, sizeof path, "%s/%s", folder, writer->file);
    writing.stream = fopen(path, "w");
    if (!writing.stream) {
        snprintf(error, size, "%s cannot be written: %s", path, strerror(errno));
        return false;
    }
    fprintf(writing.stream, "# Made by `steward city generate` from %lld rows.\n",
            (long long)(writing.census->rows - writing.census->rejected));
    writer->write(&writing);
    bool fine = !ferror(writing.stream);
    fine = fclose(writing.stream) == 0 && fine;
    if (!fine)
        snprintf(error, size, "%s cannot be written: %s", path, strerror(errno));
    return fine;
}

bool pack_generate(const struct mapping *mapping, const struct census *census, const char *folder, char *error,
                   size_t size)
{
    struct writing writing = {mapping, census, NULL};
    if (mkdir(folder, 0755) != 0 && errno != EEXIST) {
        snprintf(error, size, "%s cannot be made: %s", folder, strerror(errno));
        return false;
    }
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (!file_write(&writing, folder, &writers[i], error, size))
            return false;
    return true;
}
