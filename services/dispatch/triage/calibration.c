/* Pool adjacent violators over the observations in order of score. */
#include "services/dispatch/triage/calibration.h"

#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

struct pool {
    double score_sum;
    size_t count, right;
};

static int observation_compare(const void *a, const void *b)
{
    const struct observation *one = a, *other = b;
    if (one->score != other->score)
        return one->score < other->score ? -1 : 1;
    return (int)one->right - (int)other->right;
}

static double pool_confidence(const struct pool *pool)
{
    return ((double)pool->right + 1) / ((double)pool->count + 2);
}

static void pool_join(struct pool *into, const struct pool *pool)
{
    into->score_sum += pool->score_sum;
    into->count += pool->count;
    into->right += pool->right;
}

/* Pools of at least `least` observations each; equal scores are never parted. What is left at the top joins the last.
 */
static size_t pools_cut(struct pool *pools, const struct observation *observations, size_t count, size_t least)
{
    size_t whole = 0;
    struct pool pool = {0};
    for (size_t i = 0; i < count; i++) {
        pool_join(&pool, &(struct pool){observations[i].score, 1, observations[i].right});
        if (pool.count < least || (i + 1 < count && observations[i + 1].score == observations[i].score))
            continue;
        pools[whole++] = pool;
        pool = (struct pool){0};
    }
    if (pool.count && whole)
        pool_join(&pools[whole - 1], &pool);
    else if (pool.count)
        pools[whole++] = pool;
    return whole;
}

/* Joins each pool with the one before it as long as it is worth no more. */
static size_t pools_settle(struct pool *pools, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        pools[kept++] = pools[i];
        while (kept > 1 && pool_confidence(&pools[kept - 1]) <= pool_confidence(&pools[kept - 2])) {
            pool_join(&pools[kept - 2], &pools[kept - 1]);
            kept--;
        }
    }
    return kept;
}

void calibration_fit(struct calibration *out, struct observation *observations, size_t count)
{
    size_t least = count / CALIBRATION_STEPS_MOST + 1;
    least = least > CALIBRATION_STEP_LEAST ? least : CALIBRATION_STEP_LEAST;
    memset(out, 0, sizeof *out);
    qsort(observations, count, sizeof *observations, observation_compare);
    struct pool *pools = memory_new(count + 1, sizeof *pools);
    out->count = (uint32_t)pools_settle(pools, pools_cut(pools, observations, count, least));
    for (size_t i = 0; i < out->count; i++)
        out->steps[i] =
            (struct calibration_step){pools[i].score_sum / (double)pools[i].count, pool_confidence(&pools[i])};
    free(pools);
}

double calibration_confidence(const struct calibration *calibration, double score)
{
    const struct calibration_step *steps = calibration->steps;
    size_t i = 0;
    while (i < calibration->count && steps[i].score < score)
        i++;
    if (i == 0)
        return calibration->count ? steps[0].confidence : 0;
    if (i == calibration->count)
        return steps[i - 1].confidence;
    double share = (score - steps[i - 1].score) / (steps[i].score - steps[i - 1].score);
    return steps[i - 1].confidence + share * (steps[i].confidence - steps[i - 1].confidence);
}

bool calibration_valid(const struct calibration *calibration)
{
    double score = -1, confidence = 0;
    if (calibration->count < 1 || calibration->count > CALIBRATION_STEPS_MOST || calibration->reserved)
        return false;
    for (size_t i = 0; i < calibration->count; i++) {
        const struct calibration_step *step = &calibration->steps[i];
        if (!(step->score > score && step->score <= 1 && step->confidence > confidence && step->confidence < 1))
            return false;
        score = step->score;
        confidence = step->confidence;
    }
    return true;
}
