/* steward doctor: everything that an installation stands on, one line each, and what to do where it does not hold. */
#include <inttypes.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "common/base/instant.h"
#include "services/ctl/command.h"
#include "services/ctl/installation.h"

enum { ASK_MS = 2000, DISK_LEAST_MB = 1024, CLOCK_MOST_MS = 2000, SERVER_LEAST = 150000 };

/* What is known of the installation when the checks begin. */
struct examined {
    struct installation installation;
    struct server_state server;
    struct notices_state notices; /* these two where the server was reached */
    struct nights nights;
};

struct finding {
    bool holds;
    char what[512], fix[256];
};

static void found(struct finding *finding, bool holds, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void fix(struct finding *finding, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void found(struct finding *finding, bool holds, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    finding->holds = holds;
    vsnprintf(finding->what, sizeof finding->what, format, arguments);
    va_end(arguments);
}

static void fix(struct finding *finding, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(finding->fix, sizeof finding->fix, format, arguments);
    va_end(arguments);
}

static void settings_check(const struct examined *examined, struct finding *out)
{
    found(out, true, "%s/settings.yaml, %zu processes", examined->installation.home, examined->installation.count);
}

static void disk_check(const struct examined *examined, struct finding *out)
{
    struct statvfs disk;
    if (statvfs(examined->installation.home, &disk) != 0) {
        found(out, false, "the disk of %s cannot be asked", examined->installation.home);
        fix(out, "run this as the owner of the installation, or as root");
        return;
    }
    uint64_t free_mb = (uint64_t)disk.f_bavail * disk.f_frsize / 1048576;
    found(out, free_mb >= DISK_LEAST_MB, "%" PRIu64 " MB free, at least %d are expected", free_mb, DISK_LEAST_MB);
    fix(out, "free space on the disk of %s", examined->installation.home);
}

static void processes_check(const struct examined *examined, struct finding *out)
{
    const struct installation *installation = &examined->installation;
    for (size_t i = 0; i < installation->count; i++) {
        const struct supervised *process = &installation->processes[i];
        if (process->up)
            continue;
        found(out, false, "%s is %s%s%s", process->name, process->supervised ? "down" : "not supervised",
              process->ended[0] ? ", ended by " : "", process->ended);
        if (process->supervised)
            fix(out, "read why: steward logs %s; then run deploy/up", process->name);
        else
            fix(out, "start the installation: deploy/up (or ask as its owner: you may not see it)");
        return;
    }
    found(out, true, "all %zu are up", installation->count);
}

static void sockets_check(const struct examined *examined, struct finding *out)
{
    const struct installation *installation = &examined->installation;
    char path[512];
    struct stat entry;
    int missing = 0;
    for (size_t i = 0; i < installation->count; i++) {
        const struct supervised *process = &installation->processes[i];
        snprintf(path, sizeof path, "%s/%s.%d", installation->settings->run, process->service, process->instance);
        if (process->instance >= 0 && (stat(path, &entry) != 0 || !S_ISSOCK(entry.st_mode)) && missing++ == 0) {
            found(out, false, "there is no socket %s", path);
            fix(out, "steward logs %s tells why; then run deploy/up", process->name);
        }
    }
    if (missing == 0)
        found(out, true, "each worker has its own in %s", installation->settings->run);
}

static void database_check(const struct examined *examined, struct finding *out)
{
    const struct server_state *server = &examined->server;
    if (server->reached)
        found(out, true, "PostgreSQL %s answers", server->version);
    else
        found(out, false, "PostgreSQL does not answer: %s", server->complaint);
    fix(out, "steward logs postgres; then deploy/up; or correct 'database' in settings.yaml");
}

static void server_check(const struct examined *examined, struct finding *out)
{
    const struct server_state *server = &examined->server;
    bool finds_chinese = strcmp(server->ctype, "C") != 0 && strcmp(server->ctype, "POSIX") != 0;
    found(out, server->number >= SERVER_LEAST && strcmp(server->encoding, "UTF8") == 0 && finds_chinese,
          "version %" PRId64 ", encoding %s, lc_ctype %s", server->number / 10000, server->encoding, server->ctype);
    fix(out, "move to a database of PostgreSQL 15 or later made with: createdb -T template0 -E UTF8 --locale=C.UTF-8");
}

static void durability_check(const struct examined *examined, struct finding *out)
{
    const struct server_state *server = &examined->server;
    found(out, server->fsync && server->full_page_writes && server->synchronous,
          "fsync %s, full_page_writes %s, synchronous_commit %s", server->fsync ? "on" : "off",
          server->full_page_writes ? "on" : "off", server->synchronous ? "on" : "off");
    fix(out, "alter system reset fsync, full_page_writes, synchronous_commit; else what is acknowledged can be lost");
}

static void migration_check(const struct examined *examined, struct finding *out)
{
    const char *deployed = examined->server.migration;
    found(out, strcmp(deployed, STEWARD_MIGRATION) == 0, "the schema stands at '%s', this program is made for '%s'",
          deployed, STEWARD_MIGRATION);
    fix(out, "run deploy/up of the same version as this program");
}

static void clock_check(const struct examined *examined, struct finding *out)
{
    int64_t apart = llabs((long long)(instant_now() - examined->server.now));
    found(out, apart <= CLOCK_MOST_MS, "this machine and the database are %" PRId64 " ms apart", apart);
    fix(out, "set the clocks of both machines by NTP; the database's time decides");
}

static void workers_check(const struct examined *examined, struct finding *out)
{
    const struct installation *installation = &examined->installation;
    for (size_t i = 0; i < installation->count; i++) {
        const struct supervised *process = &installation->processes[i];
        if (process->instance < 0 || supervised_is_ready(process, examined->server.reached))
            continue;
        found(out, false, "%s %s", process->name, process->answer.answered ? "has no database" : "does not answer");
        fix(out, "steward logs %s", process->name);
        return;
    }
    found(out, true, "each answers and has its database");
}

static void cities_check(const struct examined *examined, struct finding *out)
{
    found(out, examined->server.cities > 0, "%d with a pack", examined->server.cities);
    fix(out, "steward city load deploy/cities/tianchang");
}

static void calendars_check(const struct examined *examined, struct finding *out)
{
    const struct server_state *server = &examined->server;
    if (server->calendars > 0)
        found(out, !server_calendar_ends(server), "%d with a calendar, %s ends first, with %d", server->calendars,
              server->calendar_city, server->calendar_last);
    else if (server->calendars == 0)
        found(out, true, "no city has one: continuous time only");
    else
        found(out, false, "they cannot be read");
    fix(out, "steward calendar load --city %s COLLECTION/%d.yaml, typed from the notice of the November before",
        server->calendar_city, server->calendar_last + 1);
}

static void keys_check(const struct examined *examined, struct finding *out)
{
    char text[KEYS_TEXT_BYTES];
    server_keys_tell(&examined->server, text);
    found(out, server_keys_hold(&examined->server), "of commands: %s", text);
    fix(out, "steward logs tally-0 tells why they are not gone through each day");
}

static void letters_check(const struct examined *examined, struct finding *out)
{
    const struct notices_state *notices = &examined->notices;
    if (!notices->read)
        found(out, false, "they cannot be read: %s", notices->complaint);
    else if (notices->dead)
        found(out, false, "%" PRId64 " dead in the last %d days, most of them of %s over channel %s", notices->dead,
              DEAD_WITHIN_DAYS, notices->dead_city, notices->dead_channel);
    else
        found(out, true, "none was given up in the last %d days", DEAD_WITHIN_DAYS);
    fix(out, "steward notify list --city %s --state dead tells why; steward notify retry --city %s sends them again",
        notices->dead_city, notices->dead_city);
}

static void secrets_check(const struct examined *examined, struct finding *out)
{
    const struct notices_state *notices = &examined->notices;
    if (!notices->read)
        found(out, false, "packs cannot be read: %s", notices->complaint);
    else if (notices->lacking > 1)
        found(out, false, "%s; and %d more channels", notices->lacks, notices->lacking - 1);
    else if (notices->lacking)
        found(out, false, "%s", notices->lacks);
    else if (notices->channels)
        found(out, true, "there for each of %d active channels of cities that need one", notices->channels);
    else
        found(out, true, "no active channel of a city needs one");
    fix(out, "put it into %s, as docs/notify.md has it (run this as its owner, or as root)", notices->secrets);
}

static const struct check {
    const char *name;
    void (*run)(const struct examined *examined, struct finding *out);
    bool of_server; /* cannot be made where the database does not answer */
} checks[] = {
    {"settings", settings_check, false},
    {"disk", disk_check, false},
    {"processes", processes_check, false},
    {"sockets", sockets_check, false},
    {"database", database_check, false},
    {"server", server_check, true},
    {"durability", durability_check, true},
    {"migrations", migration_check, true},
    {"clock", clock_check, true},
    {"workers", workers_check, false},
    {"cities", cities_check, true},
    {"calendars", calendars_check, true},
    {"letters", letters_check, true},
    {"secrets", secrets_check, true},
    {"keys", keys_check, true},
};

/* One finding a city. */
static void night_check(const struct night *night, struct finding *out)
{
    char text[NIGHT_TEXT_BYTES];
    night_tell(night, text);
    found(out, night_holds(night), "%s", text);
    night_fix(night, out->fix, sizeof out->fix);
}

static void finding_print(const char *name, const struct finding *finding)
{
    printf("%-5s %-11s %s\n", finding->holds ? "ok" : "FAULT", name, finding->what);
    if (!finding->holds)
        printf("%17s fix: %s\n", "", finding->fix);
}

static json_t *finding_json(const char *name, const struct finding *finding)
{
    json_t *row = json_pack("{s:s, s:b, s:s}", "check", name, "holds", finding->holds, "found", finding->what);
    if (!finding->holds)
        json_object_set_new(row, "fix", json_string(finding->fix));
    return row;
}

/* Tells one finding; returns how many faults it is. */
static int finding_tell(const char *name, const struct finding *finding, json_t *rows)
{
    if (rows)
        json_array_append_new(rows, finding_json(name, finding));
    else
        finding_print(name, finding);
    return !finding->holds;
}

/* Makes every check; returns how many faults there are. */
static int checks_run(const struct examined *examined, json_t *rows)
{
    const struct nights *nights = &examined->nights;
    struct finding finding = {0};
    int faults = 0;
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        if (checks[i].of_server && !examined->server.reached)
            continue;
        finding = (struct finding){0};
        checks[i].run(examined, &finding);
        faults += finding_tell(checks[i].name, &finding, rows);
    }
    for (size_t i = 0; i < nights->count; i++) {
        night_check(&nights->nights[i], &finding);
        faults += finding_tell("figures", &finding, rows);
    }
    if (examined->server.reached && !nights->read) {
        found(&finding, false, "their nightly verification cannot be read: %s", nights->complaint);
        fix(&finding, "run deploy/up of the same version as this program");
        faults += finding_tell("figures", &finding, rows);
    }
    return faults;
}

int doctor_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options options = {
        .text = "Checks what the installation stands on, one line each, with a fix where it does not hold."};
    static struct examined examined;
    ctl_options_read(ctl, &options, argc, argv, NULL);
    if (!installation_read(&examined.installation, ctl))
        return CTL_FAILED;
    installation_ask_workers(&examined.installation, ASK_MS);
    server_ask(&examined.installation, &examined.server);
    if (examined.server.reached) {
        notices_ask(&examined.installation, &examined.notices);
        nights_ask(&examined.installation, &examined.nights);
    }
    json_t *rows = ctl->json ? json_array() : NULL;
    int faults = checks_run(&examined, rows);
    if (rows) {
        json_dumpf(rows, stdout, JSON_INDENT(2));
        putchar('\n');
    } else {
        printf("%s%d fault%s\n", faults ? "\n" : "", faults, faults == 1 ? "" : "s");
    }
    json_decref(rows);
    nights_clear(&examined.nights);
    return faults == 0 ? CTL_DONE : CTL_FAILED;
}
