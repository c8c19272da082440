/* Models: what was saved is what is loaded, and nothing else is: every byte counts. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/base/memory.h"
#include "services/dispatch/triage/model.h"

static char path[] = "/tmp/steward-triage-test-XXXXXX";

static int file_make(void **state)
{
    (void)state;
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    return close(descriptor);
}

static int file_remove(void **state)
{
    (void)state;
    return unlink(path);
}

/* Three organisations, weights that differ. */
static struct triage *some_model(void)
{
    struct model_header *header = memory_new(1, sizeof *header);
    strcpy(header->city, "mini");
    strcpy(header->from, "2026-01-01");
    strcpy(header->to, "2026-04-30");
    header->tickets = 1234;
    header->plan = (struct feature_plan){FEATURE_BITS_LEAST, 3, 1};
    header->label_count = 3;
    strcpy(header->labels[0], "water");
    strcpy(header->labels[1], "roads");
    strcpy(header->labels[2], "parks");
    header->calibration.count = 2;
    header->calibration.steps[0] = (struct calibration_step){0.25, 0.2};
    header->calibration.steps[1] = (struct calibration_step){0.75, 0.9};
    struct triage *triage = model_new(header);
    for (size_t i = 0; i < model_weight_count(header); i++)
        triage->weights[i] = (float)((int)(i * 7919 % 2001) - 1000) / 500.0F;
    free(header);
    return triage;
}

static const struct triage_input lamp = {.title = "路灯不亮 Street Lamp out",
                                         .description = "三天了",
                                         .area = "baita.3",
                                         .channel = "app",
                                         .has_place = true,
                                         .latitude = 32.68,
                                         .longitude = 119.0,
                                         .hour = 21,
                                         .weekday = 6};

static char *file_read(size_t *length)
{
    struct stat status;
    int descriptor = open(path, O_RDONLY);
    assert_int_equal(fstat(descriptor, &status), 0);
    char *bytes = memory_new((size_t)status.st_size, 1);
    assert_int_equal(read(descriptor, bytes, (size_t)status.st_size), status.st_size);
    close(descriptor);
    *length = (size_t)status.st_size;
    return bytes;
}

static void file_write(const char *bytes, size_t length)
{
    int descriptor = open(path, O_WRONLY | O_TRUNC);
    assert_int_equal(write(descriptor, bytes, length), length);
    close(descriptor);
}

static void is_refused(const char *why)
{
    struct fault fault = {0};
    struct triage *triage = triage_load(path, &fault);
    assert_null(triage);
    assert_string_equal(fault.code, "bad_model");
    if (why && !strstr(fault.message, why))
        fail_msg("expected \"%s\", was told: %s", why, fault.message);
}

static void saved_is_loaded(void **state)
{
    struct fault fault;
    struct triage_proposal before[TRIAGE_PROPOSALS], after[TRIAGE_PROPOSALS];
    struct triage *triage = some_model();
    (void)state;
    assert_true(triage_save(triage, path, &fault));
    struct triage *loaded = triage_load(path, &fault);
    assert_non_null(loaded);
    struct triage_origin origin = triage_origin(loaded);
    assert_string_equal(origin.city, "mini");
    assert_string_equal(origin.from, "2026-01-01");
    assert_string_equal(origin.to, "2026-04-30");
    assert_int_equal(origin.tickets, 1234);
    assert_int_equal(origin.organisations, 3);
    assert_int_equal(triage_propose(triage, &lamp, before), 3);
    assert_int_equal(triage_propose(loaded, &lamp, after), 3);
    for (int i = 0; i < TRIAGE_PROPOSALS; i++) {
        assert_string_equal(before[i].organisation, after[i].organisation);
        assert_true(before[i].confidence == after[i].confidence);
        assert_true(i == 0 || after[i].confidence <= after[i - 1].confidence);
    }
    triage_destroy(&loaded);
    triage_destroy(&triage);
    assert_null(triage);
}

static void every_byte_counts(void **state)
{
    size_t length;
    struct fault fault;
    struct triage *triage = some_model();
    (void)state;
    assert_true(triage_save(triage, path, &fault));
    triage_destroy(&triage);
    char *bytes = file_read(&length);
    for (size_t i = 0; i < length; i += i < 1200 ? 1 : 13) {
        bytes[i] ^= (char)(1 << i % 8);
        file_write(bytes, length);
        is_refused(NULL);
        bytes[i] ^= (char)(1 << i % 8);
    }
    file_write(bytes, length);
    triage = triage_load(path, &fault);
    assert_non_null(triage);
    triage_destroy(&triage);
    free(bytes);
}

static void every_length_counts(void **state)
{
    size_t length;
    struct fault fault;
    struct triage *triage = some_model();
    (void)state;
    assert_true(triage_save(triage, path, &fault));
    triage_destroy(&triage);
    char *bytes = file_read(&length);
    for (size_t i = 0; i < sizeof(struct model_header); i += 509) {
        file_write(bytes, i);
        is_refused("shorter than a model's header");
    }
    file_write(bytes, sizeof(struct model_header));
    is_refused("not as many bytes");
    file_write(bytes, length - 1);
    is_refused("not as many bytes");
    bytes = memory_resize(bytes, length + 1, 1);
    bytes[length] = '\0';
    file_write(bytes, length + 1);
    is_refused("not as many bytes");
    free(bytes);
}

static void rubbish_is_refused(void **state)
{
    char bytes[2 * sizeof(struct model_header)];
    uint32_t seed = 1;
    (void)state;
    for (int round = 0; round < 50; round++) {
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (char)((seed = seed * 1664525 + 1013904223) >> 24);
        file_write(bytes, sizeof bytes);
        is_refused("does not begin like a model");
    }
}

/* What is well sealed but wrong: a few bytes of the header, each told by its own sentence. */
#define SPOIL(field, text, why)                                                                                        \
    {                                                                                                                  \
        offsetof(struct model_header, field), text, sizeof(text) - 1, why                                              \
    }

static void wrong_fields_are_told(void **state)
{
    static const double falling = 0.1, certain = 1;
    static const struct {
        size_t offset;
        const void *bytes;
        size_t length;
        const char *why;
    } cases[] = {
        SPOIL(city, "\0\0\0\0", "the city's code is none"),
        SPOIL(city[20], "x", "the city's code is none"),
        SPOIL(to, "2026-02-29", "the period is none"),
        SPOIL(from, "2026-05-01", "the period is none"),
        SPOIL(tickets, "\0\0\0\0\0\0\0\0", "the number of tickets is none"),
        SPOIL(tickets, "\xff\xff\xff\xff\xff\xff\xff\xff", "the number of tickets is none"),
        SPOIL(version, "\x02", "of another version of the format"),
        SPOIL(order_mark, "\x01\x02\x03\x04", "another byte order"),
        SPOIL(plan.gram_most, "\x07", "gram_most is not 1 to 6"),
        SPOIL(plan.with_description, "\x02", "with_description is not 0 or 1"),
        SPOIL(calibration.count, "\0", "the table of confidence does not rise"),
        SPOIL(calibration.count, "\x41", "the table of confidence does not rise"),
        {offsetof(struct model_header, calibration.steps[1].confidence), &falling, sizeof falling, "does not rise"},
        {offsetof(struct model_header, calibration.steps[1].confidence), &certain, sizeof certain, "does not rise"},
        SPOIL(labels[2], "water", "an organisation is there twice"),
        SPOIL(labels[3], "more", "an organisation's code is none"),
        SPOIL(labels[1], "a b", "an organisation's code is none"),
    };
    struct fault fault;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct triage *triage = some_model();
        memcpy((char *)&triage->header + cases[i].offset, cases[i].bytes, cases[i].length);
        assert_true(triage_save(triage, path, &fault));
        is_refused(cases[i].why);
        triage_destroy(&triage);
    }
}

static void wrong_weights_are_told(void **state)
{
    struct fault fault;
    struct triage *triage = some_model();
    (void)state;
    triage->weights[77] = 1.0F / 0.0F;
    assert_true(triage_save(triage, path, &fault));
    is_refused("a weight is not a finite number");
    triage_destroy(&triage);
}

/* A header that asks for more than there is must not be believed before the file's size is looked at. */
static void large_claims_are_refused(void **state)
{
    size_t length;
    struct fault fault;
    struct triage *triage = some_model();
    (void)state;
    assert_true(triage_save(triage, path, &fault));
    triage_destroy(&triage);
    char *bytes = file_read(&length);
    uint32_t bits[] = {FEATURE_BITS_MOST, FEATURE_BITS_MOST + 1, 0, 31, 64, UINT32_MAX};
    for (size_t i = 0; i < sizeof bits / sizeof *bits; i++) {
        memcpy(bytes + offsetof(struct model_header, plan.hash_bits), &bits[i], sizeof bits[i]);
        file_write(bytes, length);
        is_refused(i == 0 ? "not as many bytes" : "hash_bits is not 10 to 22");
    }
    free(bytes);
}

static void no_file_is_no_model(void **state)
{
    struct fault fault;
    (void)state;
    assert_null(triage_load("/tmp/steward-triage-nothing/x.model", &fault));
    assert_string_equal(fault.code, "no_model");
    assert_null(triage_load("/tmp", &fault));
    assert_string_equal(fault.code, "bad_model");
    assert_non_null(strstr(fault.message, "it is no file"));
    struct triage *triage = some_model();
    assert_false(triage_save(triage, "/tmp/steward-triage-nothing/x.model", &fault));
    assert_string_equal(fault.code, "not_written");
    triage_destroy(&triage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saved_is_loaded),          cmocka_unit_test(every_byte_counts),
        cmocka_unit_test(every_length_counts),      cmocka_unit_test(rubbish_is_refused),
        cmocka_unit_test(wrong_fields_are_told),    cmocka_unit_test(wrong_weights_are_told),
        cmocka_unit_test(large_claims_are_refused), cmocka_unit_test(no_file_is_no_model),
    };
    return cmocka_run_group_tests(tests, file_make, file_remove);
}
