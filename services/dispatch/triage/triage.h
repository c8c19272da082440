/* Triage: which organisation should have a ticket, proposed from what is known when it comes in — its text, place,
 * channel and hour — by a model learnt from past tickets (docs/triage.md). Nothing here decides anything. Pure, but for
 * reading the model's file.
 */
#ifndef SERVICES_DISPATCH_TRIAGE_TRIAGE_H
#define SERVICES_DISPATCH_TRIAGE_TRIAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/message.h"

enum { TRIAGE_PROPOSALS = 3, TRIAGE_PATH_BYTES = 4096, TRIAGE_UNKNOWN = -1 };

/* What is known of a ticket. Texts end with NUL and are UTF-8. */
struct triage_input {
    const char *title;
    const char *description; /* or NULL; used only by a model that has learnt from descriptions */
    const char *area;        /* its code; each beginning of it before a dot is a wider place */
    const char *channel;     /* its code */
    bool has_place;
    double latitude, longitude; /* degrees, WGS84 */
    int hour;                   /* 0 … 23 in the city's time zone, or TRIAGE_UNKNOWN */
    int weekday;                /* 0 Monday … 6 Sunday, or TRIAGE_UNKNOWN */
};

struct triage_proposal {
    const char
        *organisation; /* its code when the model learnt it: the pack may no longer have it; owned by the model */
    double confidence; /* 0 … 1: how often a proposal with such a score was right among tickets kept back */
};

/* What a model says of itself. */
struct triage_origin {
    const char *city, *from, *to; /* its city's code, and the first and last day (YYYY-MM-DD) of its tickets */
    int64_t tickets;
    int organisations;
};

struct triage;

/* Where the model of a city is kept: HOME/models/CITY.model. False where that is too long. */
bool triage_path(char out[TRIAGE_PATH_BYTES], const char *home, const char *city);

/* Reads a model. NULL, with `fault` telling what is wrong (code no_model where there is no file, else bad_model),
 * where the file is not, byte by byte, what triage_save has written. The caller's, for triage_destroy. */
struct triage *triage_load(const char *path, struct fault *fault);

/* Writes the model beside `path` and puts it there in one step, so that a reader finds the old one or the new one. */
bool triage_save(const struct triage *triage, const char *path, struct fault *fault);

void triage_destroy(struct triage **triage);

struct triage_origin triage_origin(const struct triage *triage);

/* The likeliest organisations, best first, with falling confidence; returns how many (the model may know only two). */
int triage_propose(const struct triage *triage, const struct triage_input *input,
                   struct triage_proposal proposals[TRIAGE_PROPOSALS]);

#endif
