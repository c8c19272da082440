/* steward import: a CSV of another system goes in through intake and dispatch, row by row. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/store/queries.h"
#include "services/ctl/call.h"
#include "services/ctl/command.h"
#include "services/ctl/import/local_time.h"
#include "services/ctl/import/run.h"
#include "services/ctl/terminal.h"

enum { WINDOW = 1536, PATH_BYTES = 4096 };

struct given {
    const char *file, *mapping, *rejects;
};

static const struct argp_option own_options[] = {
    {"mapping", 'm', "FILE", 0, "which column is what (docs/import.md)", 0},
    {"rejects", 'r', "FILE", 0, "where rejected rows go (the CSV's name in this folder, with .rejects.csv)", 0},
    {0},
};

static error_t own_parse(int key, char *arg, struct argp_state *state)
{
    struct given *given = state->input;
    switch (key) {
    case 'm':
        given->mapping = arg;
        return 0;
    case 'r':
        given->rejects = arg;
        return 0;
    case ARGP_KEY_ARG:
        if (given->file)
            argp_error(state, "CSV: there is more than one");
        given->file = arg;
        return 0;
    case ARGP_KEY_END:
        if (!given->file)
            argp_error(state, "CSV: is missing, expected the file to import, plain or .gz");
        if (!given->mapping)
            argp_error(state, "--mapping: is missing, expected a file that says which column is what");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* What one import holds. */
struct import {
    struct ctl *ctl;
    struct given given;
    char rejects_path[PATH_BYTES], checkpoint_path[PATH_BYTES + 16];
    struct mapping *mapping;
    struct run_options run;
    struct run_counts counts;
    struct import_progress progress;
    int64_t before, after; /* imported tickets of the city */
    int64_t resumed_rows;  /* that a checkpoint said are done */
};

static int faults_tell(struct pack_faults *faults)
{
    pack_faults_sort(faults);
    pack_faults_print(faults, stderr);
    pack_faults_clear(faults);
    return CTL_FAILED;
}

/* Bytes of the name without its ending. */
static size_t stem_length(const char *name, size_t length, const char *ending)
{
    size_t tail = strlen(ending);
    return length > tail && strncmp(name + length - tail, ending, tail) == 0 ? length - tail : length;
}

/* "folder/boston.csv.gz" → "boston.rejects.csv", and the checkpoint beside it. */
static void paths_name(struct import *import)
{
    const char *slash = strrchr(import->given.file, '/');
    const char *name = slash ? slash + 1 : import->given.file;
    size_t stem = stem_length(name, stem_length(name, strlen(name), ".gz"), ".csv");
    if (import->given.rejects)
        snprintf(import->rejects_path, sizeof import->rejects_path, "%s", import->given.rejects);
    else
        snprintf(import->rejects_path, sizeof import->rejects_path, "%.*s.rejects.csv", (int)stem, name);
    snprintf(import->checkpoint_path, sizeof import->checkpoint_path, "%s.checkpoint", import->rejects_path);
}

/* The mapping, and the table with its columns found. */
static int source_open(struct import *import)
{
    struct pack_faults faults = {0};
    char error[512];
    import->mapping = mapping_read(import->given.mapping, &faults);
    if (!import->mapping)
        return faults_tell(&faults);
    if (!local_time_zone(import->mapping->timezone))
        return ctl_fail("%s: file.timezone: '%s' is not known here, expected an IANA name", import->given.mapping,
                        import->mapping->timezone);
    import->run.records = records_new(import->given.file, error, sizeof error);
    if (!import->run.records)
        return ctl_fail("%s", error);
    if (!mapping_resolve(import->mapping, import->run.records, &faults))
        return faults_tell(&faults);
    records_tell_begin(import->run.records, mapping_begins, import->mapping);
    return CTL_DONE;
}

/* The city must be the mapping's. */
static int city_open(struct import *import)
{
    const char *code = import->mapping->city.code;
    if (import->ctl->city && strcmp(import->ctl->city, code) != 0)
        return ctl_fail("city: '%s' is asked for, but the mapping is of '%s'", import->ctl->city, code);
    import->ctl->city = code;
    return ctl_city(import->ctl) ? CTL_DONE : CTL_FAILED;
}

/* How many tickets have a key from `from` to before `to`. */
static int keys_count(struct import *import, const char *from, const char *to, int64_t *out)
{
    const struct parameter parameters[] = {P_INTEGER(import->ctl->city_id), P_TEXT(from, strlen(from)),
                                           P_TEXT(to, strlen(to))};
    if (!store_run(import->ctl->store, &query_import_count, parameters, 3))
        return ctl_fail("the imported tickets cannot be counted: %s", store_error(import->ctl->store)->message);
    *out = store_integer(import->ctl->store, 0, 0, 0);
    return CTL_DONE;
}

static int imported_count(struct import *import, int64_t *out)
{
    char from[KEY_BYTES_MAX + 1], to[KEY_BYTES_MAX + 1];
    step_key_range(from, to, import->mapping);
    return keys_count(import, from, to, out);
}

/* Are the rows of the checkpoint in this installation? */
static bool checkpoint_holds(struct import *import, const struct checkpoint *checkpoint)
{
    char from[KEY_BYTES_MAX + 1], to[KEY_BYTES_MAX + 2];
    struct row last = {0};
    int64_t found = 0;
    if (checkpoint->taken == 0)
        return true;
    snprintf(last.key, sizeof last.key, "%s", checkpoint->key);
    step_key(from, import->mapping, &last, STEP_SUBMIT);
    snprintf(to, sizeof to, "%s!", from); /* what comes right after it */
    return checkpoint->taken <= import->before && keys_count(import, from, to, &found) == CTL_DONE && found == 1;
}

/* Goes on where an interrupted import was, unless its rows are not in this installation. */
static void checkpoint_take(struct import *import)
{
    struct checkpoint *checkpoint = &import->run.checkpoint;
    struct checkpoint_source source = checkpoint->source;
    bool there = checkpoint_read(import->checkpoint_path, &source, checkpoint);
    if (there && checkpoint_holds(import, checkpoint)) {
        import->resumed_rows = checkpoint->number;
        fprintf(stderr, "going on after row %lld\n", (long long)checkpoint->number);
        return;
    }
    *checkpoint = (struct checkpoint){.source = source};
    if (there)
        fprintf(stderr, "%s is of another installation: beginning anew\n", import->checkpoint_path);
}

static int start_find(struct import *import)
{
    char error[512];
    struct checkpoint *checkpoint = &import->run.checkpoint;
    if (!checkpoint_source_read(import->given.file, import->given.mapping, &checkpoint->source))
        return ctl_fail("%s or %s cannot be read again", import->given.file, import->given.mapping);
    checkpoint_take(import);
    if (checkpoint->number && !records_seek(import->run.records, checkpoint->end, checkpoint->last, checkpoint->number))
        return ctl_fail("%s is shorter than when the import was interrupted", import->given.file);
    import->run.rejects = rejects_new(import->rejects_path, checkpoint->rejects_bytes, error, sizeof error);
    return import->run.rejects ? CTL_DONE : ctl_fail("%s", error);
}

static int run_open(struct import *import)
{
    struct route *route = &import->run.route;
    *route = (struct route){import->mapping, call_client(import->ctl, "intake", WINDOW),
                            call_client(import->ctl, "dispatch", WINDOW)};
    import->run.window = WINDOW;
    import->run.checkpoint_path = import->checkpoint_path;
    import->run.progress = &import->progress;
    import->run.ended = terminal_ended;
    terminal_watch_end();
    return route->intake && route->dispatch ? CTL_DONE : CTL_FAILED;
}

static void summary_json(const struct import *import, const char *end, int64_t taken, double seconds)
{
    const struct run_counts *counts = &import->counts;
    json_t *json = json_pack(
        "{s:s s:I s:I s:I s:I s:I s:I s:I s:I s:I s:f}", "end", end, "rows", (json_int_t)import->run.checkpoint.number,
        "taken", (json_int_t)taken, "already_there", (json_int_t)(import->run.checkpoint.taken - taken), "rejected",
        (json_int_t)import->run.checkpoint.rejected, "closed", (json_int_t)counts->closed, "open",
        (json_int_t)counts->open, "texts_cut", (json_int_t)counts->cut, "labels_agree", (json_int_t)counts->agree,
        "labels_differ", (json_int_t)counts->differ, "seconds", seconds);
    call_print(json);
    json_decref(json);
}

static void summary_tell(const struct import *import, enum run_end end)
{
    static const char *const ends[] = {[RUN_DONE] = "done", [RUN_INTERRUPTED] = "interrupted", [RUN_FAILED] = "failed"};
    const struct run_counts *counts = &import->counts;
    double seconds = import_progress_seconds(&import->progress);
    int64_t taken = import->after - import->before;
    if (import->ctl->json) {
        summary_json(import, ends[end], taken, seconds);
        return;
    }
    printf("%lld rows: %lld taken, %lld already there, %lld rejected\n", (long long)import->run.checkpoint.number,
           (long long)taken, (long long)(import->run.checkpoint.taken - taken),
           (long long)import->run.checkpoint.rejected);
    printf("this run: %lld rows in %.1f s, %.0f rows/s; %lld closed, %lld open", (long long)counts->rows, seconds,
           (double)counts->rows / seconds, (long long)counts->closed, (long long)counts->open);
    if (counts->cut)
        printf(", %lld with a text cut off", (long long)counts->cut);
    if (import->mapping->label.name)
        printf("; labels: %lld agree, %lld differ", (long long)counts->agree, (long long)counts->differ);
    putchar('\n');
    if (import->run.checkpoint.rejected)
        printf("rejected rows and why: %s\n", import->rejects_path);
}

static int rows_import(struct import *import)
{
    char error[512] = "";
    import_progress_begin(&import->progress, import->resumed_rows, records_share(import->run.records));
    enum run_end end = run_import(&import->run, &import->counts, error, sizeof error);
    if (imported_count(import, &import->after) != CTL_DONE)
        return CTL_FAILED;
    summary_tell(import, end);
    if (end == RUN_FAILED)
        return ctl_fail("%s", error);
    if (end == RUN_INTERRUPTED)
        return ctl_fail("interrupted; the same command goes on from here");
    return CTL_DONE;
}

static void import_close(struct import *import)
{
    bus_client_destroy(&import->run.route.intake);
    bus_client_destroy(&import->run.route.dispatch);
    rejects_destroy(&import->run.rejects);
    records_destroy(&import->run.records);
    mapping_destroy(&import->mapping);
}

int import_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options options = {
        own_options, own_parse, "CSV",
        "Brings in the tickets of another system, plain CSV or .gz, with their own times.\vA row that cannot be taken "
        "goes to the rejects file with its reason, and everything else goes in. Interrupted by ^C or killed, the same "
        "command goes on where it was; no row is there twice."};
    struct import import = {.ctl = ctl};
    ctl_options_read(ctl, &options, argc, argv, &import.given);
    paths_name(&import);
    int status = source_open(&import);
    if (status == CTL_DONE)
        status = city_open(&import);
    if (status == CTL_DONE && !local_time_zone(import.mapping->timezone)) /* ctl_city has set the city's */
        status = CTL_FAILED;
    if (status == CTL_DONE)
        status = imported_count(&import, &import.before);
    if (status == CTL_DONE)
        status = run_open(&import); /* first, so that ^C ends it well from here on */
    if (status == CTL_DONE)
        status = start_find(&import);
    if (status == CTL_DONE)
        status = rows_import(&import);
    import_close(&import);
    return status;
}
