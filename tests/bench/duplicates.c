/* Asks for duplicates, one question after the other, and times each: the questions are the lines of a file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "tests/bench/clients.h"
#include "tests/bench/histogram.h"

enum { DEADLINE_MS = 60000 };

struct tally {
    struct histogram waits;
    unsigned asked, proposed; /* questions; those with a candidate */
    bool refused;
};

static void question_ask(struct bus_client *client, const char *body, struct tally *tally)
{
    struct bus_answer answer;
    int64_t sent = instant_monotonic();
    bus_client_call(client, "ticket.duplicates", NULL, instant_now() + DEADLINE_MS, body, &answer);
    histogram_add(&tally->waits, instant_monotonic() - sent);
    tally->asked++;
    if (answer.status == REPLY_OK) {
        tally->proposed += strstr(answer.body, "\"ticket\"") != NULL;
        return;
    }
    tally->refused = true;
    fprintf(stderr, "steward-bench: a question was not answered: %s\n", answer.body);
}

int duplicates_run(const struct options *options)
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
        question_ask(client, line, &tally);
    }
    printf("{\"asked\":%u,\"proposed\":%u,\"p50\":%.2f,\"p99\":%.2f,\"most\":%.2f}\n", tally.asked, tally.proposed,
           histogram_quantile(&tally.waits, 0.5), histogram_quantile(&tally.waits, 0.99),
           (double)tally.waits.most / 1000);
    bus_client_destroy(&client);
    free(line);
    fclose(questions);
    return tally.refused || tally.asked == 0;
}
