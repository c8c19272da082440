/* What a bench client is told on its command line. */
#ifndef TESTS_BENCH_OPTIONS_H
#define TESTS_BENCH_OPTIONS_H

#include <stddef.h>

#include "common/bus/client.h"
#include "common/service/settings.h"

struct options {
    struct settings *settings; /* of the installation in --home */
    const char *city, *complaints;
    double seconds;
    double rate;   /* complaints a second */
    size_t window; /* requests or lives under way */
    unsigned processes;
    size_t expect; /* how many events to wait for */
};

/* Reads the command line and the installation's settings; ends the process where they do not fit. */
void options_read(struct options *options, int argc, char **argv);
void options_forget(struct options *options);

/* A client of one service of the installation. */
struct bus_client *options_client(const struct options *options, const char *service, size_t window);

#endif
