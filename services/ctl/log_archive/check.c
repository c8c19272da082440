#include "services/ctl/log_archive/check.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/store/queries.h"
#include "services/ctl/ctl.h"
#include "services/ctl/log_archive/lines.h"
#include "services/ctl/log_archive/manifest.h"

static bool sum_differs(const struct lines_sum *sum, int64_t first, int64_t last, const char *hash)
{
    return sum->first != first || sum->last != last || sum->events != last - first + 1 || strcmp(sum->hash, hash) != 0;
}

/* Says in one sentence what is found in the file; true where it is wrong. */
static bool file_judge(const char *file, int64_t first, int64_t last, const char *hash, char finding[LINES_ERROR_BYTES])
{
    struct manifest manifest;
    struct lines_sum sum;
    if (!lines_read(file, NULL, NULL, &sum, finding) || !manifest_read(&manifest, file, finding))
        return true;
    bool differs = sum_differs(&sum, first, last, hash),
         manifest_differs = sum_differs(&manifest.sum, first, last, hash);
    manifest_clear(&manifest);
    snprintf(finding, LINES_ERROR_BYTES, "%s",
             differs            ? "the file does not hold what went"
             : manifest_differs ? "the manifest does not say what went"
                                : "the file and its manifest agree");
    return differs || manifest_differs;
}

static json_t *range_judge(const struct store *store, int row)
{
    char finding[LINES_ERROR_BYTES];
    bool wrong = false;
    int64_t first = store_integer(store, 0, row, 1), last = store_integer(store, 0, row, 2);
    const char *file = store_text(store, 0, row, 4, NULL);
    if (!*file)
        snprintf(finding, sizeof finding, "on its way, not in a file yet");
    else if (access(file, R_OK) != 0)
        snprintf(finding, sizeof finding, "the file is not at hand");
    else
        wrong = file_judge(file, first, last, store_text(store, 0, row, 5, NULL), finding);
    return json_pack("{s:s, s:I, s:I, s:s, s:s, s:s, s:b}", "city", store_text(store, 0, row, 0, NULL), "first",
                     (json_int_t)first, "last", (json_int_t)last, "state", store_text(store, 0, row, 3, NULL), "file",
                     file, "finding", finding, "wrong", wrong);
}

bool archives_check(struct store *store, const struct parameter *city, json_t **out)
{
    if (!store_run(store, &query_verify_archives, city, 1)) {
        ctl_fail("archives cannot be checked: %s", store_error(store)->message);
        return false;
    }
    *out = json_array();
    for (int row = 0; row < store_rows(store, 0); row++)
        json_array_append_new(*out, range_judge(store, row));
    return true;
}
