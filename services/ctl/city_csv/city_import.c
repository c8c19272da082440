/* steward city import: the lists that a city keeps as CSV files become those of its pack, all of them or none. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/memory.h"
#include "services/ctl/call.h"
#include "services/ctl/city_csv/texts.h"
#include "services/ctl/city_folder.h"
#include "services/ctl/command.h"
#include "services/ctl/standards/files.h"

/* What one import holds. */
struct import {
    struct ctl *ctl;
    const char *folder, *pack;
    bool check_only;
    struct csv_table tables[CSV_FILES];
    struct csv_belonging belonging;
    char *texts[CSV_FILES];
    struct city_folder city;
    struct pack_faults faults;
    int held;
};

static error_t import_parse(int key, char *arg, struct argp_state *state)
{
    struct import *import = state->input;
    if (key == 'p')
        import->pack = arg;
    else if (key == 'c')
        import->check_only = true;
    else if (key == ARGP_KEY_ARG && state->arg_num == 0)
        import->folder = arg;
    else if (key == ARGP_KEY_END && !import->folder)
        argp_error(state, "FOLDER: is missing, expected the folder of the CSV files");
    else if (key == ARGP_KEY_END && !import->pack)
        argp_error(state, "--pack: is missing, expected the folder of a city pack");
    else
        return key == ARGP_KEY_END ? 0 : ARGP_ERR_UNKNOWN;
    return 0;
}

static int faults_tell(struct import *import)
{
    pack_faults_sort(&import->faults);
    if (!import->ctl->json) {
        pack_faults_print(&import->faults, stderr);
        return ctl_fail("%s: nothing was changed", import->pack);
    }
    json_t *list = json_array();
    for (size_t i = 0; i < import->faults.count; i++) {
        const struct pack_fault *fault = &import->faults.items[i];
        json_array_append_new(list, json_pack("{s:s s:i s:s s:s}", "file", fault->file, "line", fault->line, "field",
                                              fault->field, "message", fault->message));
    }
    json_t *reply = json_pack("{s:b s:o s:I}", "ok", 0, "faults", list, "more", (json_int_t)import->faults.more);
    call_print(reply);
    json_decref(reply);
    return CTL_FAILED;
}

/* Puts the text in the place of the pack's file of that name, which need not be there. */
static void text_put(struct pack_texts *texts, const char *name, const char *text)
{
    struct pack_text fresh = {memory_text(name, strlen(name)), memory_text(text, strlen(text)), strlen(text)};
    for (size_t i = 0; i < texts->count; i++)
        if (strcmp(texts->items[i].name, name) == 0) {
            struct pack_texts old = {memory_new(1, sizeof *old.items), 1, 1};
            old.items[0] = texts->items[i];
            pack_texts_clear(&old);
            texts->items[i] = fresh;
            return;
        }
    memory_reserve((void **)&texts->items, &texts->capacity, texts->count + 1, sizeof *texts->items);
    texts->items[texts->count++] = fresh;
    pack_texts_sort(texts->items, texts->count);
}

static void texts_make(struct import *import)
{
    for (int file = 0; file < CSV_FILES; file++) {
        if (!import->tables[file].present || file == CSV_APPOINTMENTS || file == CSV_DEPUTIES)
            continue;
        import->texts[file] = csv_text(import->tables, (enum csv_file)file, &import->belonging);
        text_put(&import->city.texts, csv_kinds[file].yaml, import->texts[file]);
    }
}

/* Checks the pack as it will be. */
static int pack_check(struct import *import)
{
    csv_tables_read(import->folder, import->tables, &import->faults);
    if (import->faults.count)
        return faults_tell(import);
    if (!pack_texts_read(import->pack, &import->city.texts, &import->faults))
        return faults_tell(import);
    csv_belonging_find(import->tables, &import->belonging, &import->faults);
    texts_make(import);
    city_texts_read(&import->city);
    csv_faults_tell(import->tables, &import->belonging, &import->city.faults, &import->faults);
    return import->faults.count ? faults_tell(import) : CTL_DONE;
}

static int files_write(struct import *import)
{
    struct pack_file_new files[CSV_FILES];
    for (int file = 0; file < CSV_FILES; file++)
        files[file] = (struct pack_file_new){csv_kinds[file].yaml, import->texts[file]};
    if (import->check_only || pack_files_replace(import->pack, files, CSV_FILES))
        return CTL_DONE;
    return ctl_fail("%s: cannot be written: %s", import->pack, strerror(errno));
}

static void summary_tell(const struct import *import)
{
    const struct pack *pack = import->city.pack;
    if (import->ctl->json) {
        json_t *reply = json_pack(
            "{s:b s:s s:b s:i s:i s:i s:i s:i s:i}", "ok", 1, "city", pack->code, "written", !import->check_only,
            "areas", pack->area_count, "organisations", pack->organisation_count, "categories", pack->category_count,
            "people", pack->person_count, "responsibilities", pack->responsibility_count, "rules", pack->rule_count);
        call_print(reply);
        json_decref(reply);
        return;
    }
    printf("%s: %s: %d areas, %d organisations, %d categories, %d people, %d responsibilities\n", import->pack,
           import->check_only ? "good, and nothing was changed" : "written", pack->area_count, pack->organisation_count,
           pack->category_count, pack->person_count, pack->responsibility_count);
}

static void import_close(struct import *import)
{
    for (int file = 0; file < CSV_FILES; file++)
        free(import->texts[file]);
    csv_belonging_clear(&import->belonging);
    csv_tables_clear(import->tables);
    city_folder_clear(&import->city);
    pack_faults_clear(&import->faults);
    if (import->held >= 0)
        close(import->held);
}

int city_import_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct argp_option typed[] = {
        {"pack", 'p', "FOLDER", 0, "the city pack whose lists they are", 0},
        {"check", 'c', NULL, 0, "tell the faults and change nothing", 0},
        {0},
    };
    static const struct ctl_options options = {
        typed, import_parse, "FOLDER",
        "Brings the lists that a city keeps as CSV files into its pack: areas, organisations, categories, people, "
        "appointments, deputies, responsibilities .csv, as many of them as there are.\vA list takes the place of the "
        "one that the pack has. With a fault anywhere nothing is written, and all faults are told, each with its file "
        "and row. Load the pack afterwards: steward city load FOLDER."};
    struct import import = {.ctl = ctl};
    ctl_options_read(ctl, &options, argc, argv, &import);
    import.held = pack_folder_hold(import.pack);
    int status = import.held < 0 ? ctl_fail("--pack: %s cannot be opened: %s", import.pack, strerror(errno))
                                 : pack_check(&import);
    if (status == CTL_DONE)
        status = files_write(&import);
    if (status == CTL_DONE)
        summary_tell(&import);
    import_close(&import);
    return status;
}
