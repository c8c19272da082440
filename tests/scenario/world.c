#include "tests/scenario/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/identifier.h"
#include "common/base/instant.h"
#include "common/base/memory.h"
#include "common/bus/client.h"
#include "proto/message.h"

enum { OWNERS = OWNER_EVERY, PATIENCE_MS = 10000 };

struct world {
    struct settings *settings;
    struct bus_client *clients[OWNERS]; /* by enum message_service; made when first needed */
};

static const char *const names[OWNERS] = {
    [OWNER_INTAKE] = "intake",   [OWNER_DISPATCH] = "dispatch", [OWNER_REPORT] = "report", [OWNER_RELAY] = "relay",
    [OWNER_CONTACT] = "contact", [OWNER_NOTIFY] = "notify",     [OWNER_TALLY] = "tally"};

struct world *world_new(void)
{
    char error[1024];
    struct world *world = memory_new(1, sizeof *world);
    world->settings = settings_read(settings_home(NULL), error, sizeof error);
    if (!world->settings) {
        fprintf(stderr, "no installation to test: %s\n", error);
        exit(2);
    }
    return world;
}

void world_destroy(struct world **world)
{
    if (!*world)
        return;
    for (int i = 0; i < OWNERS; i++)
        bus_client_destroy(&(*world)->clients[i]);
    settings_destroy(&(*world)->settings);
    free(*world);
    *world = NULL;
}

const struct settings *world_settings(const struct world *world)
{
    return world->settings;
}

static struct bus_client *client_of(struct world *world, enum message_service owner)
{
    struct bus_client **client = &world->clients[owner == OWNER_EVERY ? OWNER_REPORT : owner];
    const char *service = names[owner == OWNER_EVERY ? OWNER_REPORT : owner];
    if (!*client)
        *client = bus_client_new(&(struct bus_client_options){.run = world->settings->run,
                                                              .service = service,
                                                              .workers = settings_workers(world->settings, service),
                                                              .window = 1});
    return *client;
}

struct world_reply world_ask(struct world *world, const char *name, const char *key, json_t *body)
{
    char own[IDENTIFIER_BYTES];
    struct bus_answer answer;
    const struct message_type *type = message_type_of(name, strlen(name));
    char *text = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    if (!type || !text) {
        fprintf(stderr, "%s cannot be sent\n", name);
        exit(2);
    }
    identifier_new(own);
    if (!key && type->is_command)
        key = own;
    bus_client_call(client_of(world, type->owner), name, key, instant_now() + PATIENCE_MS, text, &answer);
    free(text);
    return (struct world_reply){answer.status, json_loadb(answer.body, answer.length, 0, NULL)};
}

void world_reply_clear(struct world_reply *reply)
{
    json_decref(reply->body);
    reply->body = NULL;
}

const char *world_reply_error(const struct world_reply *reply, const char *part)
{
    const char *text = json_string_value(json_object_get(json_object_get(reply->body, "error"), part));
    return text ? text : "";
}

int64_t world_reply_number(const struct world_reply *reply, const char *name)
{
    return json_integer_value(json_object_get(reply->body, name));
}
