/* An import as a whole: many rows under way, what is done counted in the order of the file. */
#ifndef SERVICES_CTL_IMPORT_RUN_H
#define SERVICES_CTL_IMPORT_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "services/ctl/import/checkpoint.h"
#include "services/ctl/import/flight.h"
#include "services/ctl/import/progress.h"
#include "services/ctl/import/records.h"
#include "services/ctl/import/rejects.h"

struct run_counts {
    int64_t rows;         /* records that this run is through with */
    int64_t acknowledged; /* of these: stored, be it now or by an import before */
    int64_t rejected;
    int64_t closed, open;  /* of those acknowledged */
    int64_t cut;           /* of those acknowledged: with a text that was cut off */
    int64_t agree, differ; /* closed rows with a limit and a label: does the label say what the times say */
};

struct run_options {
    struct route route;
    struct records *records;
    struct rejects *rejects;
    const char *checkpoint_path;
    struct checkpoint checkpoint; /* where it goes on; all zero but `source` at the beginning */
    size_t window;                /* rows under way */
    struct import_progress *progress;
    bool (*ended)(void); /* has somebody asked to end it */
};

enum run_end { RUN_DONE, RUN_INTERRUPTED, RUN_FAILED };

/* Runs it to its end. RUN_FAILED: one sentence in `error`; like RUN_INTERRUPTED it leaves a checkpoint. RUN_DONE
 * removes it. */
enum run_end run_import(struct run_options *options, struct run_counts *out, char *error, size_t size);

#endif
