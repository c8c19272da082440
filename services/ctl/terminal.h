/* The terminal on stdout: is it one, how large is it, and its colours. */
#ifndef SERVICES_CTL_TERMINAL_H
#define SERVICES_CTL_TERMINAL_H

#include <stdbool.h>

enum ink { INK_PLAIN, INK_BOLD, INK_FAINT, INK_RED, INK_GREEN, INK_YELLOW, INK_BLUE };

/* Is stdout a terminal? */
bool terminal_is(void);

/* Its size; 100 by 40 where stdout is none. */
void terminal_size(int *columns, int *rows);

/* The escape sequence that sets a colour; "" where stdout is no terminal or NO_COLOR is set. */
const char *terminal_ink(enum ink ink);

/* -- a command that runs until it is ended ------------------------------------------------------------------- */

/* From now on ^C, SIGTERM and SIGHUP do not kill the process but make terminal_ended true. */
void terminal_watch_end(void);
bool terminal_ended(void);

/* Takes the whole window: its other screen, no cursor, keys as they are typed. terminal_restore gives it back; it is
 * also done when the process exits. */
void terminal_take(void);
void terminal_restore(void);

/* The key that was typed, or 0; never waits. Only between take and restore. */
int terminal_key(void);

#endif
