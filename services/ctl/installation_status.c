/* steward status: what should run, and is it ready. */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <time.h>

#include "services/ctl/command.h"
#include "services/ctl/installation.h"

enum { ASK_MS = 1000, TIME_BYTES = 24 };

static void since_text(char out[TIME_BYTES], const struct supervised *process)
{
    time_t seconds = (time_t)(process->since / 1000);
    struct tm local;
    localtime_r(&seconds, &local);
    if (!process->supervised || strftime(out, TIME_BYTES, "%Y-%m-%d %H:%M:%S", &local) == 0)
        snprintf(out, TIME_BYTES, "-");
}

/* One word for how it is; the reason where it is not ready. */
static const char *state_word(const struct supervised *process, bool database)
{
    if (!process->supervised)
        return "not supervised";
    if (!process->up)
        return "down";
    if (supervised_is_ready(process, database))
        return "ready";
    if (process->instance < 0)
        return "does not answer";
    return process->answer.answered ? "no database" : "does not answer";
}

static void row_print(const struct supervised *process, bool database)
{
    char since[TIME_BYTES];
    since_text(since, process);
    printf("%-12s %-15s %7" PRId64 "  %-19s %8d", process->name, state_word(process, database), process->process, since,
           process->restarts);
    if (process->answer.answered)
        printf(" %12" PRId64 " %10" PRId64 " %8" PRId64, process->answer.commands, process->answer.batches,
               process->answer.lag);
    else if (process->ended[0] && !process->up)
        printf(" ended by %s", process->ended);
    putchar('\n');
}

static void nights_print(const struct nights *nights)
{
    char text[NIGHT_TEXT_BYTES];
    for (size_t i = 0; i < nights->count; i++) {
        night_tell(&nights->nights[i], text);
        printf("Figures of %s\n", text);
    }
}

static void keys_print(const struct server_state *server)
{
    char text[KEYS_TEXT_BYTES];
    server_keys_tell(server, text);
    printf("Keys of commands: %s\n", text);
}

static json_t *keys_json(const struct keys_state *keys)
{
    if (!keys->passed)
        return json_null();
    return json_pack("{s:I, s:I, s:I, s:I}", "kept", (json_int_t)keys->kept, "oldest", (json_int_t)keys->oldest_at,
                     "forgotten", (json_int_t)keys->forgotten, "at", (json_int_t)keys->done_at);
}

static void table_print(const struct installation *installation, const struct server_state *server)
{
    printf("%-12s %-15s %7s  %-19s %8s %12s %10s %8s\n", "NAME", "STATE", "PROCESS", "SINCE", "RESTARTS", "COMMANDS",
           "BATCHES", "LAG");
    for (size_t i = 0; i < installation->count; i++)
        row_print(&installation->processes[i], server->reached);
    if (server->reached)
        printf("\nPostgreSQL %s, schema at '%s', cities: %d, home %s\n", server->version, server->migration,
               server->cities, installation->home);
    if (server->reached)
        keys_print(server);
    if (server_calendar_ends(server))
        printf(
            "The calendar of %s ends with %d: what falls due after it cannot be counted; steward doctor tells more\n",
            server->calendar_city, server->calendar_last);
    if (!server->reached)
        printf("\nPostgreSQL does not answer: %s\n", server->complaint);
}

static json_t *row_json(const struct supervised *process, bool database)
{
    const struct worker_answer *answer = &process->answer;
    json_t *row =
        json_pack("{s:s, s:s, s:s, s:b, s:I, s:I, s:i}", "name", process->name, "service", process->service, "state",
                  state_word(process, database), "ready", supervised_is_ready(process, database), "process",
                  (json_int_t)process->process, "since", (json_int_t)process->since, "restarts", process->restarts);
    if (process->instance >= 0)
        json_object_set_new(row, "instance", json_integer(process->instance));
    if (process->ended[0])
        json_object_set_new(row, "ended", json_string(process->ended));
    if (answer->answered) {
        json_object_set_new(row, "commands", json_integer(answer->commands));
        json_object_set_new(row, "batches", json_integer(answer->batches));
        json_object_set_new(row, "refused", json_integer(answer->refused));
        json_object_set_new(row, "lag", json_integer(answer->lag));
    }
    return row;
}

static void json_print(const struct installation *installation, const struct server_state *server,
                       const struct nights *nights, bool ready)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < installation->count; i++)
        json_array_append_new(rows, row_json(&installation->processes[i], server->reached));
    json_t *all = json_pack("{s:s, s:b, s:o, s:{s:b, s:s, s:s, s:i, s:s}}", "home", installation->home, "ready", ready,
                            "processes", rows, "database", "ready", server->reached, "version", server->version,
                            "migration", server->migration, "cities", server->cities, "complaint", server->complaint);
    if (server->calendars > 0)
        json_object_set_new(all, "calendars",
                            json_pack("{s:i, s:s, s:i, s:b}", "cities", server->calendars, "city",
                                      server->calendar_city, "last_year", server->calendar_last, "ends",
                                      server_calendar_ends(server)));
    if (server->keys.read)
        json_object_set_new(all, "keys", keys_json(&server->keys));
    if (nights->read)
        json_object_set_new(all, "figures", nights_json(nights));
    json_dumpf(all, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(all);
}

int status_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options options = {
        .text = "What should run, and is it ready: PostgreSQL and every worker. Exits with 1 if one is not."};
    static struct installation installation;
    struct server_state server;
    struct nights nights = {0};
    ctl_options_read(ctl, &options, argc, argv, NULL);
    if (!installation_read(&installation, ctl))
        return CTL_FAILED;
    installation_ask_workers(&installation, ASK_MS);
    server_ask(&installation, &server);
    if (server.reached)
        nights_ask(&installation, &nights);
    bool ready = server.reached;
    for (size_t i = 0; i < installation.count; i++)
        ready &= supervised_is_ready(&installation.processes[i], server.reached);
    if (ctl->json) {
        json_print(&installation, &server, &nights, ready);
    } else {
        table_print(&installation, &server);
        nights_print(&nights);
    }
    nights_clear(&nights);
    return ready ? CTL_DONE : CTL_FAILED;
}
