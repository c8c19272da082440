/* Hashing is FNV-1a with a last mix; each kind of feature starts from a number of its own, which is part of the format
 * of models. Values were chosen on March and April of the Boston requests, learnt from January and February. */
#include "services/dispatch/triage/feature.h"

#include <math.h>
#include <string.h>

enum kind {
    KIND_TITLE_GRAM = 1,
    KIND_DESCRIPTION_GRAM,
    KIND_TITLE,
    KIND_FIRST_WORD,
    KIND_AREA,
    KIND_CELL, /* and the two after it, one a scale */
    KIND_CHANNEL = 10,
    KIND_HOUR,
    KIND_WEEKDAY,
    KIND_PART_OF_WEEK,
    KIND_TITLE_AND_PLACE,
    KIND_TITLE_AND_CHANNEL,
    KIND_TITLE_AND_TIME,
};

enum { CELL_SCALES = 3, PLACES_MOST = CELL_SCALES + 16, TEXT_BYTES = 4 * FEATURE_DESCRIPTION_MOST + 8 };

static const double cell_degrees[CELL_SCALES] = {0.02, 0.005, 0.00125}; /* about 2 km, 500 m, 125 m north to south */

static const float weight_text = 1.0F; /* of all grams of a text together, in quadrature */
static const float weight_wording = 1.0F;
static const float weight_channel = 1.0F;
static const float weight_place = 0.3F;
static const float weight_together = 0.3F;
static const float weight_time = 0.2F;

/* Features being made. */
struct making {
    const struct feature_plan *plan;
    struct feature *out;
    size_t count;
};

/* -- hashing ----------------------------------------------------------------------------------------------------- */

static uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ (seed * UINT64_C(0x9e3779b97f4a7c15));
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ at[i]) * UINT64_C(0x100000001b3);
    hash = (hash ^ (hash >> 32)) * UINT64_C(0xd6e8feb86659fd93);
    return hash ^ (hash >> 32);
}

static uint64_t hash_text(enum kind kind, const char *text)
{
    return hash_bytes(kind, text, strlen(text));
}

static uint64_t hash_pair(uint64_t kind, uint64_t one, uint64_t other)
{
    uint64_t both = (one * UINT64_C(0xff51afd7ed558ccd) ^ (one >> 29)) + other;
    both = (both ^ (both >> 32)) * UINT64_C(0xd6e8feb86659fd93) + kind * UINT64_C(0x9e3779b97f4a7c15);
    return both ^ (both >> 31);
}

static void feature_add(struct making *making, uint64_t hash, float value)
{
    uint32_t row = (uint32_t)(hash & ((UINT64_C(1) << making->plan->hash_bits) - 1));
    making->out[making->count++] = (struct feature){row, value};
}

/* -- text -------------------------------------------------------------------------------------------------------- */

/* A text as it is looked at: folded, framed, and where its characters begin. */
struct folded {
    char bytes[TEXT_BYTES];
    size_t length;
    size_t starts[FEATURE_DESCRIPTION_MOST + 3]; /* of each character, and of the end */
    size_t characters;
};

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

static void folded_put(struct folded *folded, char byte)
{
    if (!is_continuation(byte))
        folded->starts[folded->characters++] = folded->length;
    folded->bytes[folded->length++] = byte;
}

/* White space and control characters, however many, are one space; none at the ends. */
static void text_fold(struct folded *folded, const char *text, size_t most)
{
    bool gap = false;
    folded->length = folded->characters = 0;
    folded_put(folded, '\x02');
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte <= ' ' || byte == 0x7f) {
            gap = folded->characters > 1;
            continue;
        }
        if ((!is_continuation(*text) && folded->characters + gap > most) || folded->length + 4 > TEXT_BYTES)
            break;
        if (gap)
            folded_put(folded, ' ');
        gap = false;
        folded_put(folded, byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : *text);
    }
    folded_put(folded, '\x03');
    folded->starts[folded->characters] = folded->length;
}

/* Long texts have more grams, not more weight. */
static void grams_add(struct making *making, enum kind kind, const struct folded *folded)
{
    size_t first = making->count;
    for (size_t size = 1; size <= making->plan->gram_most; size++)
        for (size_t i = 0; i + size <= folded->characters; i++)
            feature_add(making,
                        hash_bytes((uint64_t)kind << 8 | size, folded->bytes + folded->starts[i],
                                   folded->starts[i + size] - folded->starts[i]),
                        0);
    float value = weight_text / sqrtf((float)(making->count - first));
    for (size_t i = first; i < making->count; i++)
        making->out[i].value = value;
}

/* Of a folded text; whatever the locale. */
static bool is_of_word(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || (unsigned char)byte >= 0x80;
}

/* Bytes of the title, with its frame, up to the first that is neither letter, digit nor beyond ASCII. */
static size_t first_word_length(const struct folded *folded)
{
    size_t end = 1;
    while (end < folded->length && is_of_word(folded->bytes[end]))
        end++;
    return end;
}

/* Returns the hash of the whole title. */
static uint64_t title_add(struct making *making, const char *title)
{
    struct folded folded;
    text_fold(&folded, title, FEATURE_TITLE_MOST);
    grams_add(making, KIND_TITLE_GRAM, &folded);
    uint64_t whole = hash_bytes(KIND_TITLE, folded.bytes, folded.length);
    feature_add(making, whole, weight_wording);
    feature_add(making, hash_bytes(KIND_FIRST_WORD, folded.bytes, first_word_length(&folded)), weight_wording);
    return whole;
}

static void description_add(struct making *making, const char *description)
{
    struct folded folded;
    if (!making->plan->with_description || !description || !*description)
        return;
    text_fold(&folded, description, FEATURE_DESCRIPTION_MOST);
    grams_add(making, KIND_DESCRIPTION_GRAM, &folded);
}

/* -- place and time ---------------------------------------------------------------------------------------------- */

static size_t areas_hash(const char *area, uint64_t *out, size_t room)
{
    size_t count = 0;
    for (const char *at = area; *at && count < room; at++)
        if (at[1] == '.' || at[1] == '\0')
            out[count++] = hash_bytes(KIND_AREA, area, (size_t)(at + 1 - area));
    return count;
}

static size_t cells_hash(double latitude, double longitude, uint64_t out[CELL_SCALES])
{
    for (int i = 0; i < CELL_SCALES; i++)
        out[i] = hash_pair(KIND_CELL + (uint64_t)i, (uint64_t)(int64_t)floor(latitude / cell_degrees[i]),
                           (uint64_t)(int64_t)floor(longitude / cell_degrees[i]));
    return CELL_SCALES;
}

static void places_add(struct making *making, const struct triage_input *input, uint64_t title)
{
    uint64_t places[PLACES_MOST];
    size_t count = areas_hash(input->area, places, PLACES_MOST - CELL_SCALES);
    if (input->has_place)
        count += cells_hash(input->latitude, input->longitude, places + count);
    for (size_t i = 0; i < count; i++) {
        feature_add(making, places[i], weight_place);
        feature_add(making, hash_pair(KIND_TITLE_AND_PLACE, title, places[i]), weight_together);
    }
}

static void time_add(struct making *making, const struct triage_input *input, uint64_t title)
{
    if (input->hour < 0 || input->weekday < 0)
        return;
    int part = input->hour / 6 + (input->weekday >= 5 ? 10 : 0); /* quarter of a day, of a working day or not */
    uint64_t part_hash = hash_pair(KIND_PART_OF_WEEK, (uint64_t)part, 0);
    feature_add(making, hash_pair(KIND_HOUR, (uint64_t)input->hour, 0), weight_time);
    feature_add(making, hash_pair(KIND_WEEKDAY, (uint64_t)input->weekday, 0), weight_time);
    feature_add(making, part_hash, weight_time);
    feature_add(making, hash_pair(KIND_TITLE_AND_TIME, title, part_hash), weight_together);
}

size_t features_make(const struct feature_plan *plan, const struct triage_input *input,
                     struct feature out[FEATURES_MOST])
{
    struct making making = {plan, out, 0};
    uint64_t title = title_add(&making, input->title);
    uint64_t channel = hash_text(KIND_CHANNEL, input->channel);
    description_add(&making, input->description);
    feature_add(&making, channel, weight_channel);
    feature_add(&making, hash_pair(KIND_TITLE_AND_CHANNEL, title, channel), weight_together);
    places_add(&making, input, title);
    time_add(&making, input, title);
    return making.count;
}
