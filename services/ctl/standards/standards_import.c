/* steward standards import: the catalogue of standards that a city keeps as a spreadsheet becomes part of its pack. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "services/ctl/command.h"
#include "services/ctl/standards/files.h"
#include "services/ctl/standards/yaml.h"

struct given {
    const char *file, *pack, *sheet, *mapping, *kind;
    int replace;
};

enum { OPTION_REPLACE = 0x100, OPTION_KIND };

static const struct argp_option own_options[] = {
    {"pack", 'p', "FOLDER", 0, "the city pack that gets the standards", 0},
    {"sheet", 's', "NAME", 0, "the sheet of the workbook (its only one that holds anything)", 0},
    {"mapping", 'm', "FILE", 0, "what is called otherwise than usual (docs/standards.md)", 0},
    {"kind", OPTION_KIND, "component|event", 0, "what the rows are, where no column and no sheet's name tells", 0},
    {"replace", OPTION_REPLACE, NULL, 0, "in the place of all standards that the pack has", 0},
    {0},
};

static error_t own_parse(int key, char *arg, struct argp_state *state)
{
    struct given *given = state->input;
    switch (key) {
    case 'p':
        given->pack = arg;
        return 0;
    case 's':
        given->sheet = arg;
        return 0;
    case 'm':
        given->mapping = arg;
        return 0;
    case OPTION_KIND:
        given->kind = arg;
        if (!kind_number(category_kinds, arg, strlen(arg)))
            argp_error(state, "--kind: '%s' is not known, expected component or event", arg);
        return 0;
    case OPTION_REPLACE:
        given->replace = 1;
        return 0;
    case ARGP_KEY_ARG:
        if (given->file)
            argp_error(state, "FILE: there is more than one");
        given->file = arg;
        return 0;
    case ARGP_KEY_END:
        if (!given->file)
            argp_error(state, "FILE: is missing, expected a spreadsheet, .csv or .xlsx");
        if (!given->pack)
            argp_error(state, "--pack: is missing, expected the folder of a city pack");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* What one import holds. */
struct import {
    struct ctl *ctl;
    struct given given;
    struct pack_faults faults;
    struct sheet *sheet;
    struct standards_mapping *mapping;
    struct pack_texts texts;
    struct pack *pack;
    struct standards_rows rows;
    struct catalogue catalogue;
    int folder; /* held */
};

static void json_show(json_t *json)
{
    json_dumpf(json, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(json);
}

/* Lists every fault; rows are told as lines. */
static int faults_tell(struct import *import)
{
    pack_faults_sort(&import->faults);
    if (!import->ctl->json) {
        pack_faults_print(&import->faults, stderr);
        return CTL_FAILED;
    }
    json_t *list = json_array();
    for (size_t i = 0; i < import->faults.count; i++) {
        const struct pack_fault *fault = &import->faults.items[i];
        json_array_append_new(list, json_pack("{s:s s:i s:s s:s}", "file", fault->file, "line", fault->line, "field",
                                              fault->field, "message", fault->message));
    }
    json_show(json_pack("{s:b s:o s:I}", "ok", 0, "faults", list, "more", (json_int_t)import->faults.more));
    return CTL_FAILED;
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* What is asked for, what the sheet is called, or 0. */
static int kind_tell(const struct import *import)
{
    bool component = strstr(import->sheet->name, "部件") != NULL, event = strstr(import->sheet->name, "事件") != NULL;
    if (import->given.kind)
        return kind_number(category_kinds, import->given.kind, strlen(import->given.kind));
    return component == event ? 0 : component ? CATEGORY_COMPONENT : CATEGORY_EVENT;
}

/* The mapping, the pack as it is, and the sheet. */
static int sources_read(struct import *import)
{
    char error[SHEET_ERROR_BYTES];
    import->folder = pack_folder_hold(import->given.pack);
    if (import->folder < 0)
        return ctl_fail("--pack: %s cannot be opened: %s", import->given.pack, strerror(errno));
    import->mapping = standards_mapping_read(import->given.mapping, &import->faults);
    if (!pack_texts_read(import->given.pack, &import->texts, &import->faults) || !import->mapping ||
        !pack_read_texts(import->texts.items, import->texts.count, &import->pack, &import->faults))
        return faults_tell(import);
    import->sheet = sheet_read(import->given.file, import->given.sheet, error);
    return import->sheet ? CTL_DONE : ctl_fail("%s", error);
}

static int catalogue_make(struct import *import)
{
    const struct catalogue_options options = {file_name(import->given.file), kind_tell(import), import->given.replace};
    struct standard_columns columns;
    if (!standard_columns_find(&columns, import->sheet, import->mapping, options.file, &import->faults))
        return faults_tell(import);
    if (import->given.kind && columns.places[STANDARD_TYPE] >= 0)
        return ctl_fail("--kind: a column of the sheet tells it, expected no such option");
    standards_rows_read(&import->rows, import->sheet, &columns, options.file, &import->faults);
    if (!catalogue_read(&import->catalogue, &import->rows, import->pack, import->mapping, &options, &import->faults))
        return faults_tell(import);
    return CTL_DONE;
}

static void summary_tell(const struct import *import)
{
    const struct catalogue *catalogue = &import->catalogue;
    int fresh = 0, small = 0, before = import->given.replace ? 0 : import->pack->standard_count;
    for (size_t i = 0; i < catalogue->category_count; i++) {
        fresh += catalogue->categories[i].known < 0;
        small += catalogue->categories[i].standards > 0;
    }
    if (import->ctl->json)
        json_show(json_pack("{s:b s:s s:I s:i s:i s:I}", "ok", 1, "city", import->pack->code, "standards",
                            (json_int_t)catalogue->standard_count, "small_categories", small, "new_categories", fresh,
                            "standards_of_pack", (json_int_t)catalogue->standard_count + before));
    else
        printf(
            "%s: %zu standards of %d small categories taken; %d categories are new; the pack has %zu standards now\n",
            import->given.pack, catalogue->standard_count, small, fresh, catalogue->standard_count + (size_t)before);
}

/* Checks the pack as it will be, and only then changes it. */
static int files_write(struct import *import)
{
    const struct pack_texts *texts = &import->texts;
    char *categories =
        catalogue_categories_text(&import->catalogue, pack_text_find(texts->items, texts->count, "categories.yaml"));
    char *standards =
        catalogue_standards_text(&import->catalogue, pack_text_find(texts->items, texts->count, "standards.yaml"));
    const struct pack_file_new files[] = {{"categories.yaml", categories}, {"standards.yaml", standards}};
    int status = CTL_DONE;
    if (!pack_files_check(texts, files, 2, &import->faults)) {
        faults_tell(import);
        status =
            ctl_fail("%s: nothing was changed: with the sheet its files would have these faults", import->given.pack);
    } else if (!pack_files_replace(import->given.pack, files, 2)) {
        status = ctl_fail("%s: cannot be written: %s", import->given.pack, strerror(errno));
    } else {
        summary_tell(import);
    }
    free(categories);
    free(standards);
    return status;
}

static void import_close(struct import *import)
{
    catalogue_clear(&import->catalogue);
    standards_rows_clear(&import->rows);
    sheet_destroy(&import->sheet);
    pack_destroy(&import->pack);
    pack_texts_clear(&import->texts);
    standards_mapping_destroy(&import->mapping);
    pack_faults_clear(&import->faults);
    if (import->folder >= 0)
        close(import->folder);
}

int standards_import_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options options = {
        own_options, own_parse, "FILE",
        "Brings the standards that a city keeps as a spreadsheet, .csv or .xlsx, into its pack.\vWith a fault in any "
        "row nothing is written, and all faults are told, each with its row. Load the pack afterwards: steward city "
        "load FOLDER."};
    struct import import = {.ctl = ctl, .folder = -1};
    ctl_options_read(ctl, &options, argc, argv, &import.given);
    int status = sources_read(&import);
    if (status == CTL_DONE)
        status = catalogue_make(&import);
    if (status == CTL_DONE)
        status = files_write(&import);
    import_close(&import);
    return status;
}
