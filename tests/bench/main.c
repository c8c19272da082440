/* steward-bench: the clients of the bench. Each prints one JSON object of what it saw; tests/bench/run makes the
 * installation, measures the limit and prints the line. */
#include <stdio.h>
#include <string.h>

#include "common/base/log.h"
#include "tests/bench/clients.h"

static const struct {
    const char *name;
    int (*run)(const struct options *options);
} clients[] = {
    {"submit", submit_run},   {"lives", lives_run}, {"push", push_run},
    {"overdue", overdue_run}, {"ask", ask_run},     {"orders", orders_run},
};

int main(int argc, char **argv)
{
    log_open("bench", 0, LOG_LEVEL_INFO);
    for (size_t i = 0; argc > 1 && i < sizeof clients / sizeof *clients; i++) {
        if (strcmp(argv[1], clients[i].name) != 0)
            continue;
        struct options options;
        options_read(&options, argc - 1, argv + 1);
        int status = clients[i].run(&options);
        options_forget(&options);
        return status;
    }
    fprintf(stderr, "usage: steward-bench submit|lives|push|overdue|ask|orders [OPTION…]\n");
    return 2;
}
