/* The clients of the bench. Each prints one JSON object and returns the process's exit status: 1 where something was
 * refused or is missing, for then its figures mean nothing. */
#ifndef TESTS_BENCH_CLIENTS_H
#define TESTS_BENCH_CLIENTS_H

#include "tests/bench/options.h"

/* Submits as fast as it goes: {"accepted","began","ended","rate","p50","p99"}; times in ms since the epoch, ms. */
int submit_run(const struct options *options);

/* Takes tickets through their whole life: {"lives","moves","rate","p50","p99"}; ms of a move. */
int lives_run(const struct options *options);

/* Submits at a steady rate and waits for the event of each dispatch: {"pushed","p50","p99","p999","most"}; ms. */
int push_run(const struct options *options);

/* Waits for overdue events: {"told","p50","p99","most"}; ms from the due time until the event is there. */
int overdue_run(const struct options *options);

/* Asks report, a question a line of the file of complaints: {"asked","found","p50","p99","most"}; ms. */
int ask_run(const struct options *options);

/* Gives orders to the whole city, one after another: {"orders","recipients","refused","p50","p99","most"}; ms until
 * each is durable. */
int orders_run(const struct options *options);

#endif
