/* Weights are invented but of the usual shape: few categories and places make most of the complaints (Zipf), Mondays
 * are worst, Sundays calm, summer and winter busy, mornings and afternoons have a peak each. */
#include "tests/bench/history/plan.h"

#include <math.h>
#include <stdlib.h>

#include "common/base/memory.h"
#include "common/time/date.h"
#include "proto/lifecycle.h"

enum { HOURS = 24, DAY_MS = 86400000, HOUR_MS = 3600000 };

static const double weekday_weights[7] = {1.25, 1.12, 1.06, 1.04, 1.02, 0.8, 0.71};
static const double month_weights[12] = {1.05, 0.85, 0.95, 0.95, 1.0, 1.1, 1.2, 1.15, 1.0, 0.9, 0.9, 0.95};
static const double hour_weights[HOURS] = {4,  3,  2,  2,  2,  4,  10, 25, 60, 80, 75, 55,
                                           40, 42, 60, 65, 60, 50, 40, 38, 34, 26, 16, 8};

struct chance chance_of(const struct plan *plan, uint64_t number)
{
    return (struct chance){(plan->seed + 1) * UINT64_C(0x9E3779B97F4A7C15) ^ number * UINT64_C(0xD1342543DE82EF95)};
}

double chance_draw(struct chance *chance) /* splitmix64 */
{
    uint64_t z = chance->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

int chance_among(struct chance *chance, const struct chances *chances)
{
    double draw = chance_draw(chance) * chances->upto[chances->count - 1];
    int low = 0, high = chances->count - 1;
    while (low < high) {
        int middle = (low + high) / 2;
        if (draw < chances->upto[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return chances->index[low];
}

static void chances_add(struct chances *chances, int index, double weight)
{
    size_t count = (size_t)chances->count + 1;
    chances->upto = memory_resize(chances->upto, count, sizeof *chances->upto);
    chances->index = memory_resize(chances->index, count, sizeof *chances->index);
    chances->upto[count - 1] = weight + (count > 1 ? chances->upto[count - 2] : 0);
    chances->index[count - 1] = index;
    chances->count = (int)count;
}

static void chances_clear(struct chances *chances)
{
    free(chances->upto);
    free(chances->index);
}

/* Small categories only; each has its season. */
static void categories_make(struct plan *plan)
{
    const struct pack *pack = plan->pack;
    for (int c = 0, rank = 0; c < pack->category_count; c++) {
        bool small = true;
        for (int other = 0; other < pack->category_count; other++)
            small &= pack->categories[other].parent != c;
        if (!small)
            continue;
        struct chance chance = chance_of(plan, UINT64_C(1) << 40 | (uint64_t)c);
        double weight = pow(1 + 60 * chance_draw(&chance), -1.1), phase = chance_draw(&chance) * SEASONS;
        for (int season = 0; season < SEASONS; season++)
            chances_add(&plan->categories[season], c, weight * (1 + 0.5 * sin((season + phase) * 0.5236)));
        rank++;
    }
}

static void areas_make(struct plan *plan)
{
    const struct pack *pack = plan->pack;
    for (int a = 0; a < pack->area_count; a++) {
        struct chance chance = chance_of(plan, UINT64_C(2) << 40 | (uint64_t)a);
        int kind = pack->areas[a].kind;
        double weight = kind == AREA_GRID ? 1 : kind == AREA_ESTATE ? 0.6 : kind == AREA_COMMUNITY ? 0.2 : 0;
        if (weight > 0)
            chances_add(&plan->areas, a, weight * pow(1 + 20 * chance_draw(&chance), -0.7));
    }
}

static int person_with(const struct pack *pack, unsigned role, int organisation, int32_t day)
{
    for (int p = 0; p < pack->person_count; p++)
        if (organisation < 0 ? pack_person_roles(pack, p, -1, day) & role
                             : pack_person_serves(pack, p, role, organisation, day))
            return p;
    return -1;
}

static void people_make(struct plan *plan)
{
    const struct pack *pack = plan->pack;
    int32_t day = plan->first_day + plan->days;
    plan->handlers = memory_new((size_t)pack->organisation_count, sizeof *plan->handlers);
    plan->heads = memory_new((size_t)pack->organisation_count, sizeof *plan->heads);
    for (int o = 0; o < pack->organisation_count; o++) {
        plan->handlers[o] = person_with(pack, ROLE_HANDLER, o, day);
        plan->heads[o] = person_with(pack, ROLE_HEAD, o, day);
    }
    plan->operator= person_with(pack, ROLE_OPERATOR, -1, day);
    plan->dispatcher = person_with(pack, ROLE_DISPATCHER, -1, day);
    plan->resident = person_with(pack, ROLE_RESIDENT, -1, day);
    plan->grid_worker = person_with(pack, ROLE_GRID_WORKER, -1, day);
}

static int month_number(int32_t day)
{
    int month = 1;
    while (month < 12 && day >= date_of(date_year(day), month + 1, 1))
        month++;
    return month - 1;
}

static double day_weight(const struct plan *plan, int d)
{
    struct chance chance = chance_of(plan, UINT64_C(3) << 40 | (uint64_t)d);
    int32_t day = plan->first_day + d;
    double growth = 0.9 + 0.2 * d / plan->days;
    return growth * weekday_weights[date_weekday(day)] * month_weights[month_number(day)] *
           (0.9 + 0.2 * chance_draw(&chance));
}

static void days_make(struct plan *plan)
{
    double sum = 0, upto = 0;
    plan->came = memory_new((size_t)plan->days + 1, sizeof *plan->came);
    for (int d = 0; d < plan->days; d++)
        sum += day_weight(plan, d);
    for (int d = 0; d < plan->days; d++) {
        plan->came[d] = (int64_t)(upto / sum * (double)plan->tickets);
        upto += day_weight(plan, d);
    }
    plan->came[plan->days] = plan->tickets;
}

void plan_make(struct plan *plan)
{
    static const double channel_weights[] = {30, 28, 14, 9, 8, 5, 3, 1.5, 1, 0.5};
    categories_make(plan);
    areas_make(plan);
    for (int c = 0; c < plan->pack->channel_count; c++)
        chances_add(&plan->channels, c, c < 10 ? channel_weights[c] : 0.5);
    people_make(plan);
    days_make(plan);
}

void plan_clear(struct plan *plan)
{
    for (int season = 0; season < SEASONS; season++)
        chances_clear(&plan->categories[season]);
    chances_clear(&plan->areas);
    chances_clear(&plan->channels);
    free(plan->handlers);
    free(plan->heads);
    free(plan->came);
}

/* Which part of a day has gone, where that part of its complaints has come. */
static int64_t part_of_day(double part)
{
    double sum = 0, upto = 0;
    for (int hour = 0; hour < HOURS; hour++)
        sum += hour_weights[hour];
    int hour = 0;
    for (; hour < HOURS - 1 && upto + hour_weights[hour] <= part * sum; hour++)
        upto += hour_weights[hour];
    return hour * (int64_t)HOUR_MS + (int64_t)((part * sum - upto) / hour_weights[hour] * HOUR_MS);
}

int64_t plan_received(const struct plan *plan, int64_t i)
{
    int low = 0, high = plan->days - 1; /* the last day before which not more have come */
    while (low < high) {
        int middle = (low + high + 1) / 2;
        if (plan->came[middle] <= i)
            low = middle;
        else
            high = middle - 1;
    }
    int64_t of_day = plan->came[low + 1] - plan->came[low];
    double part = ((double)(i - plan->came[low]) + 0.5) / (double)of_day;
    return (plan->first_day + low) * (int64_t)DAY_MS - plan->zone_ms + part_of_day(part);
}
