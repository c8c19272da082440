/* What a life leaves in each table but the log. */
#include "tests/bench/history/rows.h"

#include <stdio.h>

#include "common/base/instant.h"

void instant_or_null(struct rows *out, int64_t instant)
{
    if (instant == NO_INSTANT)
        rows_null(out);
    else
        rows_instant(out, instant);
}

static int32_t organisation_id(const struct plan *plan, int organisation)
{
    return organisation < 0 ? 0 : plan->pack->organisations[organisation].id;
}

static void complaint_write(struct rows *out, const struct life *life, const struct plan *plan)
{
    const struct pack *pack = plan->pack;
    const char *area = pack->areas[life->area].name, *category = pack->categories[life->category].name;
    char key[40], title[600], description[800], address[300];
    snprintf(key, sizeof key, "02000000-%012llx-%010llx", (unsigned long long)life->ticket_id,
             (unsigned long long)(life->chance.state & 0xFFFFFFFFFF));
    snprintf(title, sizeof title, "%s%s", area, category);
    snprintf(description, sizeof description, "%s附近反映：%s，已有%d天，影响居民生活，请尽快派人到现场处理。", area,
             category, 1 + (int)(life->i % 9));
    snprintf(address, sizeof address, "%s%d幢%d单元", area, 1 + (int)(life->i % 37), 1 + (int)(life->i % 4));
    rows_row(out, 13);
    rows_integer(out, pack->city_id);
    rows_big(out, life->ticket_id);
    rows_text(out, key);
    rows_big(out, life->i);
    rows_integer(out, pack->channels[life->channel].id);
    rows_integer(out, pack->categories[life->category].id);
    rows_integer(out, pack->areas[life->area].id);
    rows_integer(out, pack->version);
    rows_instant(out, life->received_at);
    rows_text(out, title);
    rows_text(out, description);
    rows_text(out, address);
    rows_integer(out, pack->people[life->reporter].id);
}

static void progress_write(struct rows *out, const struct life *life, const struct plan *plan)
{
    if (life->version == 1)
        return; /* its row comes with its first move */
    int organisation = life->task_count ? life->tasks[life->task_count - 1].organisation : -1;
    rows_row(out, 10);
    rows_integer(out, plan->pack->city_id);
    rows_big(out, life->ticket_id);
    rows_integer(out, life->version);
    rows_small(out, life->state);
    rows_small(out, life->task_count);
    rows_small(out, life->returns);
    rows_integer(out, organisation_id(plan, organisation));
    rows_small(out, life->task_count);
    rows_small(out, life->task_count);
    rows_integer(out, 0);
}

static void standing_write(struct rows *out, const struct life *life, const struct plan *plan)
{
    if (!life->sorted && !life->urges)
        return;
    rows_row(out, 11);
    rows_integer(out, plan->pack->city_id);
    rows_big(out, life->ticket_id);
    rows_integer(out, plan->pack->categories[life->now_category].id);
    rows_integer(out, plan->pack->areas[life->area].id);
    rows_small(out, life->urgency);
    rows_small(out, life->urges);
    rows_small(out, 0);
    rows_integer(out, 0);
    rows_big(out, 0);
    rows_integer(out, 0);
    rows_big(out, life->merged_into);
}

static void task_write(struct rows *out, const struct life *life, const struct plan *plan)
{
    for (int t = 0; t < life->task_count; t++) {
        const struct life_task *task = &life->tasks[t];
        rows_row(out, 14);
        rows_integer(out, plan->pack->city_id);
        rows_big(out, life->ticket_id);
        rows_small(out, t + 1);
        rows_integer(out, organisation_id(plan, task->organisation));
        rows_small(out, task->state);
        if (task->handler >= 0)
            rows_integer(out, plan->pack->people[task->handler].id);
        else
            rows_null(out);
        rows_instant(out, task->opened_at);
        instant_or_null(out, task->signed_at);
        instant_or_null(out, task->handled_at);
        instant_or_null(out, task->finished_at);
        if (task->handled_at != NO_INSTANT)
            rows_text(out, "已派人到现场处理完毕，并安排专人巡查，防止问题再次发生。");
        else
            rows_null(out);
        rows_small(out, 1);
        rows_small(out, task->extensions);
        rows_big(out, task->extended_ms);
    }
}

static void clock_write(struct rows *out, const struct life *life, const struct plan *plan)
{
    for (int t = 0; t < life->task_count; t++) {
        const struct life_task *task = &life->tasks[t];
        bool armed = task->stopped_at == NO_INSTANT && task->raised_at == NO_INSTANT;
        rows_row(out, 19);
        rows_integer(out, plan->pack->city_id);
        rows_big(out, life->ticket_id);
        rows_small(out, t + 1);
        rows_small(out, t + 1);
        rows_small(out, CLOCK_HANDLING);
        rows_integer(out, organisation_id(plan, task->organisation));
        rows_integer(out, plan->pack->version);
        rows_integer(out, 1 + (task->extensions > 0) + (task->stopped_at != NO_INSTANT));
        rows_small(out, LIMIT_CONTINUOUS);
        rows_big(out, task->limit_ms + task->extended_ms);
        rows_instant(out, task->opened_at);
        rows_instant(out, task->opened_at);
        rows_bigs(out, (int64_t[]){0, INT64_MIN, INT64_MIN, INT64_MIN}, 4);
        rows_instant(out, task->due_at);
        rows_instant(out, task->due_at);
        instant_or_null(out, task->stopped_at);
        rows_bigs(out, &task->due_at, 1);
        instant_or_null(out, armed ? task->due_at : NO_INSTANT);
        rows_small(out, life->urgency);
    }
}

/* Of clocks that run: what dispatch goes on from. */
static void clock_entry_write(struct rows *out, const struct life *life, const struct plan *plan)
{
    for (int t = 0; t < life->task_count; t++) {
        const struct life_task *task = &life->tasks[t];
        if (task->stopped_at != NO_INSTANT)
            continue;
        rows_row(out, 12);
        rows_integer(out, plan->pack->city_id);
        rows_big(out, life->ticket_id);
        rows_small(out, t + 1);
        rows_integer(out, 1);
        rows_small(out, 1);
        rows_instant(out, task->opened_at);
        rows_integer(out, 2);
        rows_small(out, LIMIT_CONTINUOUS);
        rows_big(out, task->limit_ms + task->extended_ms);
        rows_instant(out, task->due_at);
        rows_integer(out, plan->pack->version);
        rows_integer(out, organisation_id(plan, task->organisation));
    }
}

static void alert_write(struct rows *out, const struct life *life, const struct plan *plan)
{
    for (int t = 0; t < life->task_count; t++) {
        const struct life_task *task = &life->tasks[t];
        if (task->raised_at == NO_INSTANT)
            continue;
        rows_row(out, 7);
        rows_integer(out, plan->pack->city_id);
        rows_big(out, life->ticket_id);
        rows_small(out, t + 1);
        rows_small(out, 1);
        rows_small(out, 2);
        rows_instant(out, task->due_at);
        rows_instant(out, task->raised_at);
    }
}

const struct table tables[] = {
    {"complaint",
     "city_id, ticket_id, key, request_hash, channel_id, category_id, area_id, pack_version, received_at, title, "
     "description, address, reporter_id",
     complaint_write},
    {"progress", "city_id, ticket_id, version, state, task_id, returns, organisation_id, tasks, clocks, marks",
     progress_write},
    {"standing",
     "city_id, ticket_id, category_id, area_id, urgency, urges, calls, asked_by, asked_ms, agreed_by, merged_into",
     standing_write},
    {"task",
     "city_id, ticket_id, task_id, organisation_id, state, handler_id, opened_at, signed_at, handled_at, finished_at, "
     "result, role, extensions, extended_ms",
     task_write},
    {"clock",
     "city_id, ticket_id, clock_id, task_id, kind, organisation_id, pack_version, version, limit_kind, limit_ms, "
     "started_at, settled_at, used_ms, due_at, late_from, stopped_at, steps, next_at, urgency",
     clock_write},
    {"clock_entry",
     "city_id, ticket_id, clock_id, entry, change, at, version, limit_kind, limit_ms, due_at, pack_version, "
     "organisation_id",
     clock_entry_write},
    {"alert", "city_id, ticket_id, clock_id, step, kind, due_at, raised_at", alert_write},
    {"event",
     "city_id, pos, kind, from_state, to_state, task_id, version, actor_id, organisation_id, area_id, category_id, "
     "channel_id, ticket_id, at, due_at, done_at, data",
     NULL},
};
const int table_count = sizeof tables / sizeof *tables;
