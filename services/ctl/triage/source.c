/* Chooses between the two kinds. */
#include "services/ctl/triage/source.h"

#include <stdio.h>
#include <string.h>

int source_open(struct source *source)
{
    if (source->csv)
        return source_csv_open(source);
    const char *city = ctl_city(source->ctl);
    if (!city)
        return CTL_FAILED;
    snprintf(source->city, sizeof source->city, "%s", city);
    return CTL_DONE;
}

void source_close(struct source *source)
{
    source_csv_close(source);
}

int source_read(struct source *source, const struct period *period, size_t most, struct examples *out)
{
    if (!source->csv)
        return source_store_read(source, period, most, out);
    int status = source_csv_read(source, period, out);
    examples_sort(out);
    if (status == CTL_DONE && out->count > most)
        examples_keep_newest(out, most);
    return status;
}
