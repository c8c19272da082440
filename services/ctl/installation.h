/* An installation as it stands on this machine: its folder, its settings, and the processes that s6 supervises for it.
 *
 * The folder is laid out by deploy/up: service/NAME is one supervised process, log/NAME/current what it says.
 */
#ifndef SERVICES_CTL_INSTALLATION_H
#define SERVICES_CTL_INSTALLATION_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/service/settings.h"
#include "services/ctl/ctl.h"

enum { PROCESS_NAME_BYTES = 48, INSTALLATION_PROCESSES_MAX = 128 };

/* What service.status says of one worker. */
struct worker_answer {
    bool answered;
    bool database; /* is it connected to PostgreSQL */
    int64_t commands, batches, refused, lag;
};

/* One process that should run: a worker of a service, or PostgreSQL. */
struct supervised {
    char name[PROCESS_NAME_BYTES]; /* folder below service/: "intake-0" */
    char service[PROCESS_NAME_BYTES];
    int instance;    /* -1: PostgreSQL */
    bool supervised; /* does an s6-supervise hold it */
    bool up;
    int64_t process; /* its id; 0 while it is down */
    int64_t since;   /* ms since the epoch: up or down since */
    int restarts;    /* how often it ended since its supervision began; s6 counts to 100 */
    char ended[32];  /* how it ended last: "exit 1", "signal SIGSEGV"; empty where it never did */
    struct worker_answer answer;
};

struct installation {
    char home[4096];
    const struct settings *settings; /* the ctl's */
    struct supervised processes[INSTALLATION_PROCESSES_MAX];
    size_t count; /* PostgreSQL first, where the installation has its own */
};

/* Reads what should run in the ctl's installation, and what does. False, told on stderr, where there is none or its
 * settings do not fit. */
bool installation_read(struct installation *installation, struct ctl *ctl);

/* Reads anew from s6 how each process is. */
void installation_read_processes(struct installation *installation);

/* Asks every worker how it is, all at once, for at most `milliseconds`. */
void installation_ask_workers(struct installation *installation, int milliseconds);

/* A worker is ready that runs, answers and has its database. Of PostgreSQL itself only `database` can tell. */
bool supervised_is_ready(const struct supervised *process, bool database);

/* What the server says of itself (server_state.c). */
/* What the last pass through the keys of commands has left. */
struct keys_state {
    bool read, passed;          /* can it be told; was there a pass? then: */
    int64_t kept, forgotten;    /* keys */
    int64_t oldest_at, done_at; /* ms since the epoch; of the oldest kept, where there is one */
};

struct server_state {
    bool reached;
    char complaint[256]; /* why it was not reached */
    char version[64], encoding[32], ctype[64];
    int64_t number; /* 150020 */
    bool fsync, full_page_writes, synchronous;
    int64_t now;            /* ms since the epoch */
    char migration[128];    /* newest change deployed, or empty */
    int cities;             /* with a pack */
    int calendars;          /* cities that have one; -1: they cannot be read */
    char calendar_city[33]; /* whose years end first, where there are calendars */
    int calendar_last;      /* its last year */
    struct keys_state keys;
};

/* Does the year after the last that is loaded begin within two months? Its table is in the notice of the November
 * before, and limits that reach into it cannot be counted. */
bool server_calendar_ends(const struct server_state *server);

/* Were the keys of commands gone through within the last three days, or is there nothing to say yet? (server_keys.c) */
bool server_keys_hold(const struct server_state *server);

/* "1203 kept, the oldest of 2026-10-20 08:00:01; 34 forgotten 2026-11-22 03:10:00". */
enum { KEYS_TEXT_BYTES = 160 };
void server_keys_tell(const struct server_state *server, char out[KEYS_TEXT_BYTES]);

/* Asks the database of the settings, as the installation's own login. */
void server_ask(const struct installation *installation, struct server_state *out);

/* What keeps people from being told (installation_notices.c). */
enum { DEAD_WITHIN_DAYS = 7 };
struct notices_state {
    bool read;
    char complaint[256]; /* why it was not */
    int64_t dead;        /* dead letters of the last days; of which most are of: */
    char dead_city[33], dead_channel[65];
    int channels;       /* of all cities, those that are active and need a secret */
    int lacking;        /* of them without theirs; the first is: */
    char lacks[300];    /* "tianchang, channel duty: the secrets file has no entry duty" */
    char secrets[4200]; /* the file */
};

/* Asks the database of the settings for dead letters and packs, and reads the file of secrets. */
void notices_ask(const struct installation *installation, struct notices_state *out);

/* What the last night's verification of a city's figures has found (installation_nights.c). */
enum { NIGHT_TEXT_BYTES = 480 };
struct night {
    char city[33];
    bool verified;                    /* ever; then: */
    char night[16], from[16], to[16]; /* which night it was, and the days looked at */
    char at[24];                      /* in the city's own time */
    int64_t position, differences;
    char first[256]; /* of the differences */
    int ago;         /* how many nights; never verified: since the city was loaded */
};
struct nights {
    bool read;
    char complaint[256];  /* why they were not */
    struct night *nights; /* by the cities' codes */
    size_t count;
};

/* Asks the database of the settings. To be cleared. */
void nights_ask(const struct installation *installation, struct nights *out);
void nights_clear(struct nights *nights);

/* Did it find no difference, and was it within the last two nights? */
bool night_holds(const struct night *night);

/* In words: what it has found, and what to do where it does not hold. */
void night_tell(const struct night *night, char out[NIGHT_TEXT_BYTES]);
void night_fix(const struct night *night, char *out, size_t size);
json_t *nights_json(const struct nights *nights);

/* -- supervision.c: s6's own programs ------------------------------------------------------------------------- */

/* Fills supervised, up, process, since, restarts and ended of the process called `name`. */
void supervision_read(const char *home, struct supervised *out);

/* Tells the supervisor of `name` to bring its process down for good. False where there is no supervisor. */
bool supervision_bring_down(const char *home, const char *name);

/* Ends the supervision as a whole; false where it was not running. */
bool supervision_end(const char *home);

/* Ends the supervisors of one process and its log, where the supervision as a whole was killed and left them behind. */
void supervision_end_orphan(const char *home, const char *name);

#endif
