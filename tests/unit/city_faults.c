/* Texts of city_texts.h, with changes on top. */
#include "tests/unit/city_faults.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/city_texts.h"

enum { TEXTS_MOST = CITY_TEXTS + 16 };

static size_t text_put(struct pack_text *texts, size_t count, struct pack_text change)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(texts[i].name, change.name) == 0) {
            texts[i] = change;
            return count;
        }
    assert_true(count < TEXTS_MOST);
    texts[count] = change;
    return count + 1;
}

struct pack *changed_pack_read(const struct pack_text *changes, size_t count, const char *expected)
{
    struct pack_text texts[TEXTS_MOST];
    size_t text_count = CITY_TEXTS, told_length = 0;
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    char *told = NULL;
    city_texts_replace(texts, NULL, NULL, 0);
    for (size_t i = 0; i < count; i++)
        text_count = text_put(texts, text_count, changes[i]);
    bool read = pack_read_texts(texts, text_count, &pack, &faults);
    FILE *stream = open_memstream(&told, &told_length);
    pack_faults_print(&faults, stream);
    fclose(stream);
    pack_faults_clear(&faults);
    assert_string_equal(told, expected);
    free(told);
    assert_int_equal(read, !*expected);
    assert_int_equal(pack != NULL, read);
    return pack;
}

void expect_faults(const char *file, const char *text, size_t length, const char *expected)
{
    struct pack *pack = changed_pack_read(&(struct pack_text){file, text, length}, 1, expected);
    pack_destroy(&pack);
}
