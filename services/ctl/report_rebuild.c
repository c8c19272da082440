/* steward report rebuild: the figures of a city counted anew from its log. */
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "common/audit/rebuild.h"
#include "services/ctl/command.h"

/* COPY is for the owner only where rows have a policy. */
static struct store *store_open(struct ctl *ctl, const char *role)
{
    struct store *store = store_new(&(struct store_options){
        .conninfo = ctl_settings(ctl)->database, .role = role, .application = "steward", .by_index = true});
    store_connect(store);
    if (store_wait(store, 10000) == STORE_IDLE)
        return store;
    ctl_fail("no connection to the database: %s", store_error(store)->message);
    store_destroy(&store);
    return NULL;
}

static void progress_tell(int64_t done, int64_t of)
{
    static int told = -1;
    int percent = (int)(done * 100 / of);
    if (percent == told || !isatty(STDERR_FILENO))
        return;
    told = percent;
    fprintf(stderr, "\r%d %% of %" PRId64 " ticket numbers%s", percent, of, done >= of ? "\n" : "");
}

static int rebuild(struct ctl *ctl, const struct rebuild_stores *stores)
{
    struct rebuilt rebuilt;
    char error[320];
    if (!figures_rebuild(stores, ctl->city_id, progress_tell, &rebuilt, error, sizeof error))
        return ctl_fail("the figures are as they were: %s", error);
    double seconds = (double)(rebuilt.read_us + rebuilt.sum_us) / 1e6;
    if (ctl->json)
        printf("{\"city\":\"%s\",\"position\":%" PRId64 ",\"events\":%" PRId64 ",\"tickets\":%" PRId64
               ",\"entries\":%" PRId64 ",\"cells\":%" PRId64 ",\"count_s\":%.1f,\"sum_s\":%.1f}\n",
               ctl->city_code, rebuilt.position, rebuilt.events, rebuilt.tickets, rebuilt.entries, rebuilt.cells,
               (double)rebuilt.read_us / 1e6, (double)rebuilt.sum_us / 1e6);
    else
        printf("%s: %" PRId64 " events of %" PRId64 " tickets up to position %" PRId64 " count as %" PRId64
               " entries, in %" PRId64 " cells; %.1f s, of which %.1f s for the sums\n",
               ctl->city_code, rebuilt.events, rebuilt.tickets, rebuilt.position, rebuilt.entries, rebuilt.cells,
               seconds, (double)rebuilt.sum_us / 1e6);
    return CTL_DONE;
}

int report_rebuild_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options line = {
        .text =
            "Counts the figures of a city anew from its log: after its log was brought in from elsewhere, or where "
            "steward report verify finds differences.\v"
            "Until it is done everybody sees the figures that were there before; one that ends early changes nothing. "
            "Frozen periods stay as they are."};
    ctl_options_read(ctl, &line, argc, argv, NULL);
    if (!ctl_city(ctl))
        return CTL_FAILED;
    struct rebuild_stores stores = {store_open(ctl, NULL),
                                    {store_open(ctl, "steward_tally"), store_open(ctl, "steward_tally")}};
    int result = stores.writer && stores.readers[0] && stores.readers[1] ? rebuild(ctl, &stores) : CTL_FAILED;
    store_destroy(&stores.writer);
    store_destroy(&stores.readers[0]);
    store_destroy(&stores.readers[1]);
    return result;
}
