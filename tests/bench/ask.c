/* Asks questions, one after the other, and times each: lines of a file, the name of the message, a tab and its JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "tests/bench/clients.h"
#include "tests/bench/histogram.h"

enum { DEADLINE_MS = 60000, QUESTION_BYTES = 2000 };

struct tally {
    struct histogram waits;
    unsigned asked, found; /* questions; those with a ticket in the answer */
    int64_t longest;       /* µs */
    char slowest[QUESTION_BYTES];
    bool refused;
};

static void slowest_keep(struct tally *tally, const char *name, const char *body, int64_t took)
{
    if (took <= tally->longest)
        return;
    tally->longest = took;
    snprintf(tally->slowest, sizeof tally->slowest, "%s %s", name, body);
}

static void question_ask(struct bus_client *client, const char *name, const char *body, struct tally *tally)
{
    struct bus_answer answer;
    int64_t sent = instant_monotonic();
    bus_client_call(client, name, NULL, instant_now() + DEADLINE_MS, body, &answer);
    int64_t took = instant_monotonic() - sent;
    histogram_add(&tally->waits, took);
    slowest_keep(tally, name, body, took);
    tally->asked++;
    if (answer.status == REPLY_OK) {
        tally->found += strstr(answer.body, "\"ticket\"") != NULL;
        return;
    }
    tally->refused = true;
    fprintf(stderr, "steward-bench: a question was not answered: %s %s: %s\n", name, body, answer.body);
}

int ask_run(const struct options *options)
{
    static struct tally tally;
    char *line = NULL;
    size_t size = 0;
    FILE *questions = fopen(options->complaints, "r");
    if (!questions) {
        perror(options->complaints);
        return 1;
    }
    struct bus_client *client = options_client(options, "report", 1);
    while (!tally.refused && getline(&line, &size, questions) > 0) {
        line[strcspn(line, "\n")] = '\0';
        char *body = strchr(line, '\t');
        if (body) {
            *body++ = '\0';
            question_ask(client, line, body, &tally);
        }
    }
    fprintf(stderr, "bench: the slowest: %s\n", tally.slowest);
    printf("{\"asked\":%u,\"found\":%u,\"p50\":%.2f,\"p99\":%.2f,\"most\":%.2f}\n", tally.asked, tally.found,
           histogram_quantile(&tally.waits, 0.5), histogram_quantile(&tally.waits, 0.99),
           (double)tally.waits.most / 1000);
    bus_client_destroy(&client);
    free(line);
    fclose(questions);
    return tally.refused || tally.asked == 0;
}
