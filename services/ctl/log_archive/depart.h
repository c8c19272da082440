/* A range leaves the database: detached, written, read back, dropped. */
#ifndef SERVICES_CTL_LOG_ARCHIVE_DEPART_H
#define SERVICES_CTL_LOG_ARCHIVE_DEPART_H

#include "services/ctl/log_archive/archivist.h"

/* Takes a range whose archiving has begun to its end, from wherever it is: range->state says. Its file stands in
 * `folder`, unless it is written already; detaching waits for readers of before for at most `patience` milliseconds.
 * False, told on stderr, where it does not get there; it can be done again at any time. */
bool range_depart(struct archivist *archivist, struct log_range *range, const char *folder, int64_t patience);

#endif
