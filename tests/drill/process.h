/* Finding the processes of one installation, by /proc. Nothing outside the installation's home is ever found. */
#ifndef TESTS_DRILL_PROCESS_H
#define TESTS_DRILL_PROCESS_H

#include <stddef.h>
#include <sys/types.h>

enum { PROCESSES_MAX = 64 };

/* Processes that run as `service` of the installation in `home`: as that instance, or in order of their instance where
 * it is negative. Returns how many. */
size_t process_find_service(const char *home, const char *service, int instance, pid_t out[PROCESSES_MAX]);

/* The installation's postmaster; 0 where none runs. */
pid_t process_find_postmaster(const char *home);

/* The backends of a postmaster that serve a client, in order of process id. Returns how many. */
size_t process_find_backends(pid_t postmaster, pid_t out[PROCESSES_MAX]);

#endif
