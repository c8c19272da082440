/* A city's events as they happen, in order and without holes: from relay's feed, and from report (log.read) where the
 * feed has lost some. */
#ifndef SERVICES_CTL_STREAM_H
#define SERVICES_CTL_STREAM_H

#include <jansson.h>
#include <stdint.h>

#include "services/ctl/ctl.h"

struct stream;

enum { STREAM_FROM_NOW = -1 };

/* Follows the events after position `after`, or those from now on. NULL, told on stderr, where report does not say
 * where the log is. */
struct stream *stream_open(struct ctl *ctl, int64_t after);
void stream_close(struct stream **stream);

/* The next event, waiting up to `milliseconds` for it; NULL where none came. Valid until the next call. */
const json_t *stream_next(struct stream *stream, int milliseconds);

/* The newest position that is known of, and that of the last event that stream_next gave. */
int64_t stream_head(const struct stream *stream);
int64_t stream_position(const struct stream *stream);

#endif
