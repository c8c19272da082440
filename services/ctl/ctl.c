/* Options, settings and the city, as all commands share them. */
#include "services/ctl/ctl.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/store/queries.h"
#include "services/ctl/export.h"

static const struct argp_option shared_options[] = {
    {"home", 'H', "DIR", 0, "the installation's folder (STEWARD_HOME; root: /var/lib/steward; others: ~/.steward)", 0},
    {"city", 'c', "CODE", 0, "the city (STEWARD_CITY, or the only one there is)", 0},
    {"json", 'j', NULL, 0, "print JSON", 0},
    {0},
};

static error_t shared_parse(int key, char *arg, struct argp_state *state)
{
    struct ctl *ctl = state->input;
    switch (key) {
    case 'H':
        ctl->home = arg;
        return 0;
    case 'c':
        ctl->city = arg;
        return 0;
    case 'j':
        ctl->json = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* What the parser of one command line needs to know. */
struct reading {
    struct ctl *ctl;
    const struct ctl_options *options;
    void *input;
};

/* The command's own parser, which sees its own input and, for the shared options, passes the ctl on to the child. */
static error_t own_parse(int key, char *arg, struct argp_state *state)
{
    struct reading *reading = state->input;
    if (key == ARGP_KEY_INIT) {
        state->child_inputs[0] = reading->ctl;
        if (reading->ctl->export)
            state->child_inputs[1] = reading->ctl->export;
    }
    if (!reading->options->parse)
        return ARGP_ERR_UNKNOWN;
    state->input = reading->input;
    error_t result = reading->options->parse(key, arg, state);
    state->input = reading;
    return result;
}

void ctl_options_read(struct ctl *ctl, const struct ctl_options *options, int argc, char **argv, void *input)
{
    static const struct argp shared = {.options = shared_options, .parser = shared_parse};
    const struct argp_child children[] = {{&shared, 0, "Options of every command:", 100},
                                          {ctl->export ? export_argp(ctl->export) : NULL, 0, "As files:", 90},
                                          {0}};
    const struct argp argp = {.options = options->options,
                              .parser = own_parse,
                              .args_doc = options->arguments,
                              .doc = options->text,
                              .children = children};
    struct reading reading = {ctl, options, input};
    ctl->city = getenv("STEWARD_CITY");
    argp_parse(&argp, argc, argv, 0, NULL, &reading);
}

int64_t ctl_number(const struct argp_state *state, const char *name, const char *text, int64_t least, int64_t most)
{
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (errno || end == text || *end || number < least || number > most)
        argp_error(state, "%s: '%s' is not a whole number from %" PRId64 " to %" PRId64, name, text, least, most);
    return number;
}

const struct settings *ctl_settings(struct ctl *ctl)
{
    char error[512];
    if (ctl->settings)
        return ctl->settings;
    ctl->settings = settings_read(settings_home(ctl->home), error, sizeof error);
    if (!ctl->settings)
        ctl_fail("%s (is there an installation? --home names its folder; deploy/up makes one)", error);
    return ctl->settings;
}

struct store *ctl_store(struct ctl *ctl)
{
    const struct settings *settings = ctl_settings(ctl);
    if (!settings || ctl->store)
        return ctl->store;
    ctl->store = store_new(&(struct store_options){
        .conninfo = settings->database, .role = "steward_report", .application = "steward", .read_only = true});
    store_connect(ctl->store);
    if (store_wait(ctl->store, 10000) != STORE_IDLE) {
        ctl_fail("no connection to the database: %s", store_error(ctl->store)->message);
        store_destroy(&ctl->store);
    }
    return ctl->store;
}

static void city_take(struct ctl *ctl, int row)
{
    snprintf(ctl->city_code, sizeof ctl->city_code, "%s", store_text(ctl->store, 0, row, 1, NULL));
    snprintf(ctl->city_name, sizeof ctl->city_name, "%s", store_text(ctl->store, 0, row, 3, NULL));
    ctl->city_id = (int32_t)store_integer(ctl->store, 0, row, 0);
    setenv("TZ", store_text(ctl->store, 0, row, 2, NULL), 1);
    tzset();
}

/* Names the cities there are, after the reason why none was taken. */
static void city_tell(struct ctl *ctl, int rows)
{
    char codes[512] = "";
    size_t used = 0;
    for (int i = 0; i < rows && used < sizeof codes - 40; i++)
        used += (size_t)snprintf(codes + used, sizeof codes - used, "%s%s", i ? ", " : "",
                                 store_text(ctl->store, 0, i, 1, NULL));
    if (rows == 0)
        ctl_fail("city: there is none yet; steward city load FOLDER loads one");
    else if (ctl->city)
        ctl_fail("city: there is no '%s'; expected one of: %s", ctl->city, codes);
    else
        ctl_fail("city: there are several; give --city with one of: %s", codes);
}

const char *ctl_city(struct ctl *ctl)
{
    if (ctl->city_code[0])
        return ctl->city_code;
    if (!ctl_store(ctl))
        return NULL;
    if (!store_run(ctl->store, &query_city_zones, NULL, 0)) {
        ctl_fail("the cities cannot be read: %s", store_error(ctl->store)->message);
        return NULL;
    }
    int rows = store_rows(ctl->store, 0);
    for (int i = 0; i < rows && !ctl->city_code[0]; i++)
        if (ctl->city ? strcmp(store_text(ctl->store, 0, i, 1, NULL), ctl->city) == 0 : rows == 1)
            city_take(ctl, i);
    if (!ctl->city_code[0])
        city_tell(ctl, rows);
    return ctl->city_code[0] ? ctl->city_code : NULL;
}

int ctl_fail(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("steward: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    return CTL_FAILED;
}
