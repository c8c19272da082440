/* An event of the log as one line. */
#ifndef SERVICES_CTL_EVENT_TEXT_H
#define SERVICES_CTL_EVENT_TEXT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Writes "ticket 12  signed 签收 → in_progress  by urban.handler  (urban)  reason: …" of an event as in messages.def,
 * without its time, into `out`; returns out. */
char *event_text(char *out, size_t size, const json_t *event);

/* Prints the event as a line: position and time, then its text. `dated`: with the day. */
void event_line_print(const json_t *event, bool dated);

/* The event's name in Chinese ("签收"), or its kind. */
const char *event_name_zh(const json_t *event);

#endif
