/* A list of cities, each with its model as its file was when last looked at. */
#include "services/dispatch/proposer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/time/date.h"
#include "common/time/zone.h"

enum { LOOK_US = 1000000, HOUR_MS = 3600000, SECOND_MS = 1000 };

/* What tells one file from another. */
struct file_mark {
    ino_t node;
    off_t size;
    struct timespec changed;
};

struct city_model {
    char city[PACK_CITY_CODE_MOST + 1];
    char timezone[64];
    struct zone *zone;     /* of the timezone; NULL where that is not known here */
    struct triage *triage; /* or NULL */
    struct file_mark mark; /* of the file that was read last, well or not */
    bool looked;
    int64_t look_at;    /* when to look at the file again: monotonic µs */
    struct fault fault; /* why there is none, or why the newest file is not used */
};

struct proposer {
    char *home;
    struct city_model *models;
    size_t count, capacity;
};

struct proposer *proposer_new(const char *home)
{
    struct proposer *proposer = memory_new(1, sizeof *proposer);
    proposer->home = memory_text(home, strlen(home));
    return proposer;
}

void proposer_destroy(struct proposer **proposer)
{
    if (*proposer) {
        for (size_t i = 0; i < (*proposer)->count; i++) {
            triage_destroy(&(*proposer)->models[i].triage);
            zone_destroy(&(*proposer)->models[i].zone);
        }
        free((*proposer)->models);
        free((*proposer)->home);
        free(*proposer);
    }
    *proposer = NULL;
}

static struct city_model *model_find(const struct proposer *proposer, const char *city)
{
    for (size_t i = 0; i < proposer->count; i++)
        if (strcmp(proposer->models[i].city, city) == 0)
            return &proposer->models[i];
    return NULL;
}

static struct city_model *model_of(struct proposer *proposer, const char *city)
{
    struct city_model *model = model_find(proposer, city);
    if (model)
        return model;
    memory_reserve((void **)&proposer->models, &proposer->capacity, proposer->count + 1, sizeof *proposer->models);
    model = &proposer->models[proposer->count++];
    *model = (struct city_model){0};
    snprintf(model->city, sizeof model->city, "%s", city);
    return model;
}

/* -- the file ---------------------------------------------------------------------------------------------------- */

static struct file_mark mark_of(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return (struct file_mark){0};
    return (struct file_mark){status.st_ino, status.st_size, status.st_mtim};
}

static bool mark_same(const struct file_mark *one, const struct file_mark *other)
{
    return one->node == other->node && one->size == other->size && one->changed.tv_sec == other->changed.tv_sec &&
           one->changed.tv_nsec == other->changed.tv_nsec;
}

static void model_read(struct city_model *model, const char *path)
{
    struct fault fault = {0};
    struct triage *triage = triage_load(path, &fault);
    if (triage && strcmp(triage_origin(triage).city, model->city) != 0) {
        fault_set(&fault, "bad_model", NULL, "%s: it is for the city '%s'", path, triage_origin(triage).city);
        triage_destroy(&triage);
    }
    model->fault = fault;
    if (triage) {
        struct triage_origin origin = triage_origin(triage);
        triage_destroy(&model->triage);
        model->triage = triage;
        log_info("proposals by a new model city=%s from=%s to=%s tickets=%lld", model->city, origin.from, origin.to,
                 (long long)origin.tickets);
    } else if (strcmp(fault.code, "no_model") == 0) {
        triage_destroy(&model->triage); /* taken away: no more proposals */
    } else {
        log_warning("a model cannot be used city=%s: %s", model->city, fault.message);
    }
}

static void model_look(const struct proposer *proposer, struct city_model *model)
{
    char path[TRIAGE_PATH_BYTES];
    int64_t now = instant_monotonic();
    if (model->looked && now < model->look_at)
        return;
    model->look_at = now + LOOK_US;
    if (!triage_path(path, proposer->home, model->city))
        return;
    struct file_mark mark = mark_of(path);
    if (model->looked && mark_same(&mark, &model->mark))
        return;
    model->looked = true;
    model->mark = mark;
    model_read(model, path);
}

/* -- asking ------------------------------------------------------------------------------------------------------ */

static void zone_look(struct city_model *model, const char *timezone)
{
    const char *why;
    if (strcmp(model->timezone, timezone) == 0)
        return;
    zone_destroy(&model->zone);
    snprintf(model->timezone, sizeof model->timezone, "%s", timezone);
    model->zone = zone_read(timezone, &why);
}

static void time_fill(const struct city_model *model, int64_t at, struct triage_input *input)
{
    input->hour = input->weekday = TRIAGE_UNKNOWN;
    if (!model->zone || at < 0)
        return;
    int64_t local = at + (int64_t)zone_offset(model->zone, at / SECOND_MS) * SECOND_MS;
    int64_t hours = local / HOUR_MS; /* since a Thursday's midnight */
    input->hour = (int)(hours % 24);
    input->weekday = date_weekday((int32_t)(hours / 24));
}

int proposer_ask(struct proposer *proposer, const struct pack *pack, struct triage_input *input, int64_t at,
                 struct triage_proposal proposals[TRIAGE_PROPOSALS])
{
    struct city_model *model = model_of(proposer, pack->code);
    model_look(proposer, model);
    if (!model->triage)
        return 0;
    zone_look(model, pack->timezone);
    time_fill(model, at, input);
    int kept = 0, count = triage_propose(model->triage, input, proposals);
    for (int i = 0; i < count; i++)
        if (pack_organisation_find(pack, proposals[i].organisation, strlen(proposals[i].organisation)) >= 0)
            proposals[kept++] = proposals[i];
    return kept;
}

bool proposer_origin(const struct proposer *proposer, const struct pack *pack, struct triage_origin *origin,
                     const char **why)
{
    const struct city_model *model = model_find(proposer, pack->code);
    *why = model ? model->fault.message : "";
    if (!model || !model->triage)
        return false;
    *origin = triage_origin(model->triage);
    return true;
}
