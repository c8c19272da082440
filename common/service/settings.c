/* settings.yaml, read by libcyaml against this schema. */
#include "common/service/settings.h"

#include <cyaml/cyaml.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/base/memory.h"

enum { WORKERS_MAX = 16, SERVICE_COUNT = 8, ALLOW_MAX = 256 };

static const char *const service_names[SERVICE_COUNT] = {"intake", "dispatch", "deadline", "report",
                                                         "relay",  "contact",  "notify",   "tally"};

/* The first thing that libcyaml has to say is what is wrong; further down it says in which field. */
struct complaint {
    char *text;
    size_t size;
    bool placed;
};

static void complaint_take(cyaml_log_t level, void *context, const char *format, va_list arguments)
{
    char line[256];
    struct complaint *complaint = context;
    size_t used = strlen(complaint->text);
    vsnprintf(line, sizeof line, format, arguments);
    line[strcspn(line, "\n")] = '\0';
    const char *place = strstr(line, "in mapping field");
    if (level < CYAML_LOG_ERROR || complaint->placed || (used && !place))
        return;
    snprintf(complaint->text + used, complaint->size - used, "%s%s", used ? ", " : "", used ? place : line);
    complaint->placed = used > 0;
}

static const cyaml_schema_field_t service_fields[] = {
    CYAML_FIELD_UINT("intake", CYAML_FLAG_DEFAULT, struct settings_services, intake),
    CYAML_FIELD_UINT("dispatch", CYAML_FLAG_DEFAULT, struct settings_services, dispatch),
    CYAML_FIELD_UINT("deadline", CYAML_FLAG_DEFAULT, struct settings_services, deadline),
    CYAML_FIELD_UINT("report", CYAML_FLAG_DEFAULT, struct settings_services, report),
    CYAML_FIELD_UINT("relay", CYAML_FLAG_DEFAULT, struct settings_services, relay),
    CYAML_FIELD_UINT("contact", CYAML_FLAG_OPTIONAL, struct settings_services, contact),
    CYAML_FIELD_UINT("notify", CYAML_FLAG_OPTIONAL, struct settings_services, notify),
    CYAML_FIELD_UINT("tally", CYAML_FLAG_OPTIONAL, struct settings_services, tally),
    CYAML_FIELD_END};

static const cyaml_schema_value_t place_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 300),
};

static const cyaml_schema_field_t notify_fields[] = {
    CYAML_FIELD_STRING_PTR("secrets", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct settings_notify, secrets, 1,
                           4000),
    CYAML_FIELD_SEQUENCE("allow", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct settings_notify, allow,
                         &place_schema, 0, ALLOW_MAX),
    CYAML_FIELD_END};

static const cyaml_schema_field_t command_keys_fields[] = {
    CYAML_FIELD_UINT_PTR("days", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct settings_command_keys, days),
    CYAML_FIELD_END};

static const cyaml_schema_field_t settings_fields[] = {
    CYAML_FIELD_STRING_PTR("database", CYAML_FLAG_POINTER, struct settings, database, 1, 2048),
    CYAML_FIELD_STRING_PTR("run", CYAML_FLAG_POINTER, struct settings, run, 1, 100),
    CYAML_FIELD_MAPPING("services", CYAML_FLAG_DEFAULT, struct settings, services, service_fields),
    CYAML_FIELD_MAPPING("notify", CYAML_FLAG_OPTIONAL, struct settings, notify, notify_fields),
    CYAML_FIELD_MAPPING("command_keys", CYAML_FLAG_OPTIONAL, struct settings, command_keys, command_keys_fields),
    CYAML_FIELD_END};

static const cyaml_schema_value_t settings_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct settings, settings_fields),
};

static cyaml_config_t config_of(struct complaint *complaint)
{
    return (cyaml_config_t){.log_fn = complaint_take,
                            .log_ctx = complaint,
                            .log_level = CYAML_LOG_ERROR,
                            .mem_fn = cyaml_mem,
                            .flags = CYAML_CFG_NO_ALIAS};
}

const char *settings_home(const char *given)
{
    static char home[4096];
    const char *variable = getenv("STEWARD_HOME");
    const char *own = getenv("HOME");
    if (given && *given)
        snprintf(home, sizeof home, "%s", given);
    else if (variable && *variable)
        snprintf(home, sizeof home, "%s", variable);
    else if (geteuid() == 0 || !own)
        snprintf(home, sizeof home, "/var/lib/steward");
    else
        snprintf(home, sizeof home, "%s/.steward", own);
    return home;
}

struct settings *settings_read(const char *home, char *error, size_t size)
{
    char path[4200], text[512] = "";
    struct complaint complaint = {text, sizeof text, false};
    cyaml_config_t config = config_of(&complaint);
    struct settings *settings = NULL;
    snprintf(path, sizeof path, "%s/settings.yaml", home);
    cyaml_err_t result = cyaml_load_file(path, &config, &settings_schema, (cyaml_data_t **)&settings, NULL);
    if (result == CYAML_OK && settings) {
        if (!settings->services.contact)
            settings->services.contact = 1;
        if (!settings->services.notify)
            settings->services.notify = 1;
        if (!settings->services.tally)
            settings->services.tally = 1;
        for (size_t i = 0; i < SERVICE_COUNT; i++)
            if (settings_workers(settings, service_names[i]) < 1 ||
                settings_workers(settings, service_names[i]) > WORKERS_MAX) {
                snprintf(error, size, "%s: services: %s needs 1 to %d workers", path, service_names[i], WORKERS_MAX);
                settings_destroy(&settings);
                return NULL;
            }
        if (settings_key_days(settings) < 1 || settings_key_days(settings) > SETTINGS_KEY_DAYS_MAX) {
            snprintf(error, size, "%s: command_keys: days must be 1 to %d", path, SETTINGS_KEY_DAYS_MAX);
            settings_destroy(&settings);
            return NULL;
        }
        settings->home = memory_text(home, strlen(home));
        return settings;
    }
    snprintf(error, size, "%s: %s", path, text[0] ? text : result == CYAML_OK ? "is empty" : cyaml_strerror(result));
    return NULL;
}

void settings_destroy(struct settings **settings)
{
    struct complaint complaint = {(char[8]){""}, 8, false};
    cyaml_config_t config = config_of(&complaint);
    if (*settings)
        free((*settings)->home);
    if (*settings)
        cyaml_free(&config, &settings_schema, *settings, 0);
    *settings = NULL;
}

unsigned settings_key_days(const struct settings *settings)
{
    return settings->command_keys.days ? *settings->command_keys.days : SETTINGS_KEY_DAYS;
}

const char *settings_secrets_path(const struct settings *settings, char out[SETTINGS_PATH_BYTES])
{
    if (settings->notify.secrets)
        snprintf(out, SETTINGS_PATH_BYTES, "%s", settings->notify.secrets);
    else
        snprintf(out, SETTINGS_PATH_BYTES, "%s/keys/secrets.yaml", settings->home);
    return out;
}

int settings_workers(const struct settings *settings, const char *service)
{
    const struct settings_services *of = &settings->services;
    const unsigned counts[SERVICE_COUNT] = {of->intake, of->dispatch, of->deadline, of->report,
                                            of->relay,  of->contact,  of->notify,   of->tally};
    for (size_t i = 0; i < SERVICE_COUNT; i++)
        if (strcmp(service_names[i], service) == 0)
            return (int)counts[i];
    return 0;
}
