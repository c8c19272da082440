/* What the files that read notify.yaml share. Private to common/city. */
#ifndef COMMON_CITY_NOTIFY_READING_H
#define COMMON_CITY_NOTIFY_READING_H

#include "common/city/notify_file.h"
#include "common/city/reading.h"

extern const struct kind notify_languages[];
extern const struct kind notify_answers[]; /* yes 1, no 2 */

/* Reads the channels; `language` is that of those that name none. */
void notify_channels_read(struct reading *reading, struct notify *notify, const struct value *list,
                          enum notify_language language);

/* The index of the channel that a field names; -1, told, where there is none. */
int notify_channel_refer(const struct place *place, const struct notify *notify, const char *field,
                         const struct value *value);

/* Reads a duration in continuous time; what is absent is `otherwise` (ms). */
int64_t notify_duration(const struct value *value, int64_t otherwise);

#endif
