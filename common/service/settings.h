/* An installation's settings: settings.yaml in its home folder (STEWARD_HOME). */
#ifndef COMMON_SERVICE_SETTINGS_H
#define COMMON_SERVICE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

/* How many workers of each service there are. */
struct settings_services {
    unsigned intake, dispatch, deadline, report, relay;
    unsigned contact; /* 1 where an older file does not name it */
    unsigned notify;  /* 1 where an older file does not name it */
    unsigned tally;   /* 1 where an older file does not name it */
};

/* Of the service that sends messages out of the installation. */
struct settings_notify {
    char *secrets; /* file of secrets; NULL: keys/secrets.yaml in the home folder */
    char **allow;  /* places within private networks that messages may go to: "host:port" */
    unsigned allow_count;
};

/* For how long the keys of commands are kept. */
struct settings_command_keys {
    unsigned *days; /* 1 or more; NULL: SETTINGS_KEY_DAYS */
};

enum { SETTINGS_KEY_DAYS = 30, SETTINGS_KEY_DAYS_MAX = 36500 };

struct settings {
    char *database; /* libpq connection string or URL of the installation's own login */
    char *run;      /* folder of the ZeroMQ sockets */
    struct settings_services services;
    struct settings_notify notify;
    struct settings_command_keys command_keys;
    char *home; /* the folder that they were read from */
};

/* The home folder: `given` if not NULL, else STEWARD_HOME, else /var/lib/steward for root and ~/.steward for others.
 * Valid until the next call. */
const char *settings_home(const char *given);

/* Reads `home`/settings.yaml. NULL, with one sentence on what is wrong in `error`, where it does not fit. */
struct settings *settings_read(const char *home, char *error, size_t size);
void settings_destroy(struct settings **settings);

/* Writes where the file of notify's secrets is. Returns `out`. */
enum { SETTINGS_PATH_BYTES = 4200 };
const char *settings_secrets_path(const struct settings *settings, char out[SETTINGS_PATH_BYTES]);

/* For how many days the key of a command is kept at least. */
unsigned settings_key_days(const struct settings *settings);

/* How many workers of `service` there are; 0 for a name that is none. */
int settings_workers(const struct settings *settings, const char *service);

#endif
