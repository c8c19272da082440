/* Reading a model strictly, and writing it. */
#include "services/dispatch/triage/model.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/memory.h"
#include "common/time/date.h"

static const char magic[8] = "STWTRIAG";

size_t model_weight_count(const struct model_header *header)
{
    return ((size_t)1 << header->plan.hash_bits) * header->label_count;
}

struct triage *model_new(const struct model_header *header)
{
    struct triage *triage = memory_new(1, sizeof *triage);
    triage->header = *header;
    memcpy(triage->header.magic, magic, sizeof magic);
    triage->header.version = MODEL_VERSION;
    triage->header.order_mark = MODEL_ORDER_MARK;
    triage->weights = memory_new(model_weight_count(header), sizeof *triage->weights);
    return triage;
}

void triage_destroy(struct triage **triage)
{
    if (*triage) {
        free((*triage)->weights);
        free(*triage);
    }
    *triage = NULL;
}

struct triage_origin triage_origin(const struct triage *triage)
{
    const struct model_header *header = &triage->header;
    return (struct triage_origin){header->city, header->from, header->to, (int64_t)header->tickets,
                                  (int)header->label_count};
}

bool triage_path(char out[TRIAGE_PATH_BYTES], const char *home, const char *city)
{
    return snprintf(out, TRIAGE_PATH_BYTES, "%s/models/%s.model", home, city) < TRIAGE_PATH_BYTES;
}

/* -- checksum: eight bytes at a time, for there are megabytes; both parts are multiples of four ------------------- */

static uint64_t checksum_go_on(uint64_t sum, const void *bytes, size_t length)
{
    const char *at = bytes;
    uint64_t word = 0;
    for (; length; at += sizeof word, length -= length < sizeof word ? length : sizeof word) {
        word = 0;
        memcpy(&word, at, length < sizeof word ? length : sizeof word);
        sum = (sum ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        sum ^= sum >> 29;
    }
    return sum;
}

static uint64_t checksum_of(const struct model_header *header, const float *weights)
{
    size_t from = offsetof(struct model_header, checksum) + sizeof header->checksum;
    uint64_t sum = checksum_go_on(1, (const char *)header + from, sizeof *header - from);
    return checksum_go_on(sum, weights, model_weight_count(header) * sizeof *weights);
}

/* -- checks ------------------------------------------------------------------------------------------------------ */

/* Is it a code of 1 to size - 1 bytes, and zero behind it? */
static bool code_valid(const char *text, size_t size)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    size_t length = strnlen(text, size);
    if (length == 0 || length == size || strspn(text, allowed) != length)
        return false;
    for (size_t i = length; i < size; i++)
        if (text[i])
            return false;
    return true;
}

static bool day_valid(const char day[MODEL_DAY_BYTES], int32_t *date)
{
    return code_valid(day, MODEL_DAY_BYTES) && date_parse(day, strlen(day), date);
}

static const char *labels_complain(const struct model_header *header)
{
    static const char none[MODEL_CODE_BYTES];
    if (header->label_count < MODEL_LABELS_LEAST || header->label_count > MODEL_LABELS_MOST)
        return "the number of organisations is not 2 to 256";
    for (uint32_t i = 0; i < MODEL_LABELS_MOST; i++) {
        if (i >= header->label_count ? memcmp(header->labels[i], none, sizeof none) != 0
                                     : !code_valid(header->labels[i], MODEL_CODE_BYTES))
            return "an organisation's code is none";
        for (uint32_t j = 0; j < i && i < header->label_count; j++)
            if (strcmp(header->labels[i], header->labels[j]) == 0)
                return "an organisation is there twice";
    }
    return NULL;
}

/* What is wrong with the header, or NULL. */
static const char *header_complain(const struct model_header *header)
{
    int32_t from, to;
    if (memcmp(header->magic, magic, sizeof magic) != 0)
        return "it does not begin like a model";
    if (header->order_mark != MODEL_ORDER_MARK)
        return "it is from a machine of another byte order";
    if (header->version != MODEL_VERSION)
        return "it is of another version of the format; train it again";
    if (!code_valid(header->city, MODEL_CITY_BYTES))
        return "the city's code is none";
    if (!day_valid(header->from, &from) || !day_valid(header->to, &to) || from > to)
        return "the period is none";
    if (header->tickets < 1 || header->tickets > INT64_MAX)
        return "the number of tickets is none";
    if (header->plan.hash_bits < FEATURE_BITS_LEAST || header->plan.hash_bits > FEATURE_BITS_MOST)
        return "hash_bits is not 10 to 22";
    if (header->plan.gram_most < 1 || header->plan.gram_most > FEATURE_GRAMS_MOST)
        return "gram_most is not 1 to 6";
    if (header->plan.with_description > 1)
        return "with_description is not 0 or 1";
    if (!calibration_valid(&header->calibration))
        return "the table of confidence does not rise";
    return labels_complain(header);
}

static const char *weights_complain(const struct triage *triage)
{
    size_t count = model_weight_count(&triage->header);
    for (size_t i = 0; i < count; i++)
        if (!isfinite(triage->weights[i]))
            return "a weight is not a finite number";
    return checksum_of(&triage->header, triage->weights) != triage->header.checksum ? "its checksum is wrong" : NULL;
}

/* -- reading ----------------------------------------------------------------------------------------------------- */

static bool bytes_read(int descriptor, void *into, size_t length)
{
    char *at = into;
    while (length) {
        ssize_t got = read(descriptor, at, length);
        if (got <= 0)
            return false;
        at += got;
        length -= (size_t)got;
    }
    return true;
}

/* Reads and checks; what is wrong, or NULL with *out made. */
static const char *model_take(int descriptor, struct triage **out)
{
    struct model_header header;
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        return "it is no file";
    if (!bytes_read(descriptor, &header, sizeof header))
        return "it is shorter than a model's header";
    const char *complaint = header_complain(&header);
    if (complaint)
        return complaint;
    if ((uint64_t)status.st_size != sizeof header + model_weight_count(&header) * sizeof(float))
        return "it has not as many bytes as its header says";
    *out = model_new(&header);
    if (!bytes_read(descriptor, (*out)->weights, model_weight_count(&header) * sizeof(float)))
        complaint = "it cannot be read to its end";
    else
        complaint = weights_complain(*out);
    if (complaint)
        triage_destroy(out);
    return complaint;
}

struct triage *triage_load(const char *path, struct fault *fault)
{
    struct triage *triage = NULL;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        fault_set(fault, errno == ENOENT ? "no_model" : "bad_model", NULL, "%s: %s", path, strerror(errno));
        return NULL;
    }
    const char *complaint = model_take(descriptor, &triage);
    if (complaint)
        fault_set(fault, "bad_model", NULL, "%s: %s", path, complaint);
    close(descriptor);
    return triage;
}

/* -- writing ----------------------------------------------------------------------------------------------------- */

static bool bytes_write(int descriptor, const void *from, size_t length)
{
    const char *at = from;
    while (length) {
        ssize_t put = write(descriptor, at, length);
        if (put <= 0)
            return false;
        at += put;
        length -= (size_t)put;
    }
    return true;
}

static bool model_write(const struct triage *triage, int descriptor)
{
    struct model_header header = triage->header;
    header.checksum = checksum_of(&header, triage->weights);
    return bytes_write(descriptor, &header, sizeof header) &&
           bytes_write(descriptor, triage->weights, model_weight_count(&header) * sizeof(float)) &&
           fchmod(descriptor, 0644) == 0 && fsync(descriptor) == 0;
}

bool triage_save(const struct triage *triage, const char *path, struct fault *fault)
{
    char part[TRIAGE_PATH_BYTES + 16];
    snprintf(part, sizeof part, "%s.part.XXXXXX", path);
    int descriptor = mkostemp(part, O_CLOEXEC);
    if (descriptor < 0)
        return fault_set(fault, "not_written", NULL, "%s: %s", part, strerror(errno));
    bool written = model_write(triage, descriptor);
    written = close(descriptor) == 0 && written;
    if (written && rename(part, path) == 0)
        return true;
    fault_set(fault, "not_written", NULL, "%s: %s", path, strerror(errno));
    unlink(part);
    return false;
}
