/* What was sealed opens with the secret key, for its ticket, unchanged, and not otherwise; keys change without loss. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/contact/open.h"
#include "common/contact/seal.h"

enum { CITY = 7, TICKET = 4711 };

static char folder[64], error[KEYS_ERROR_BYTES];

static int folder_make(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "%s", "/tmp/contact.XXXXXX");
    return mkdtemp(folder) && keys_make(folder, error) ? 0 : -1;
}

static void path_of(char out[128], const char *name)
{
    snprintf(out, 128, "%s/%s", folder, name);
}

static int folder_remove(void **state)
{
    static const char *const names[] = {"contact.public", "contact.secret", "contact.index"};
    char path[128];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        path_of(path, names[i]);
        unlink(path);
    }
    return rmdir(folder);
}

/* One row of contact and of contact_key, as the database would hold it. */
struct stored {
    struct data_key key;
    unsigned char sealed[SEALED_BYTES_MOST];
    size_t length;
};

static void contact_seal(struct sealer *sealer, int64_t now, struct stored *out)
{
    struct contact contact = {"张三丰", "+8613812345678", "晚上七点以后"};
    char text[CONTACT_TEXT_BYTES];
    size_t length = contact_write(&contact, text);
    out->key = *sealer_key(sealer, now);
    out->length = sealer_seal(sealer, CITY, TICKET, text, length, out->sealed);
    assert_null(memmem(out->sealed, out->length, "138", 3));
}

static bool contact_open(struct opener *opener, const struct stored *stored, int64_t ticket, struct contact *out)
{
    struct sealed_contact sealed = {
        CITY,           ticket,        stored->key.id, stored->key.public_id, stored->key.sealed, SEALED_KEY_BYTES,
        stored->sealed, stored->length};
    return opener_open(opener, &sealed, out);
}

static void opens(void **state)
{
    (void)state;
    struct sealer *sealer = sealer_new(folder, error);
    struct opener *opener = opener_new(folder, error);
    struct contact contact;
    struct stored stored, other;
    contact_seal(sealer, 0, &stored);
    assert_true(contact_open(opener, &stored, TICKET, &contact));
    assert_string_equal(contact.name, "张三丰");
    assert_string_equal(contact.phone, "+8613812345678");
    assert_string_equal(contact.other, "晚上七点以后");
    assert_false(contact_open(opener, &stored, TICKET + 1, &contact)); /* of another ticket */
    other = stored;
    other.sealed[other.length - 1] ^= 1;
    assert_false(contact_open(opener, &other, TICKET, &contact));
    other = stored;
    other.length = 20;
    assert_false(contact_open(opener, &other, TICKET, &contact));
    other = stored;
    other.key.sealed[50] ^= 1;
    assert_false(contact_open(opener, &other, TICKET, &contact));
    contact_seal(sealer, 0, &other); /* the same twice looks different */
    assert_memory_not_equal(stored.sealed, other.sealed, stored.length);
    sealer_destroy(&sealer);
    opener_destroy(&opener);
}

static void keys_change(void **state)
{
    (void)state;
    struct sealer *sealer = sealer_new(folder, error);
    struct opener *opener = opener_new(folder, error);
    struct contact contact;
    struct stored before, after;
    struct data_key anew;
    contact_seal(sealer, 0, &before);
    assert_int_equal(sealer_key(sealer, INT64_C(3599) * 1000000)->id, before.key.id);
    assert_true(keys_renew(folder, error));
    contact_seal(sealer, INT64_C(3601) * 1000000, &after); /* an hour later: with the new public key */
    assert_true(after.key.id != before.key.id);
    assert_string_not_equal(after.key.public_id, before.key.public_id);
    assert_true(contact_open(opener, &before, TICKET, &contact));
    assert_true(contact_open(opener, &after, TICKET, &contact)); /* the opener reads its keys again */
    assert_true(opener_rekey(opener, before.key.public_id, before.key.sealed, SEALED_KEY_BYTES, &anew));
    assert_string_equal(anew.public_id, opener_newest(opener));
    anew.id = before.key.id;
    before.key = anew;
    assert_true(keys_renew(folder, error)); /* the first secret key is gone now */
    opener_destroy(&opener);
    opener = opener_new(folder, error);
    assert_true(contact_open(opener, &before, TICKET, &contact));
    sealer_destroy(&sealer);
    opener_destroy(&opener);
}

static void indices(void **state)
{
    (void)state;
    struct sealer *sealer = sealer_new(folder, error);
    unsigned char one[PHONE_INDEX_BYTES], same[PHONE_INDEX_BYTES], other[PHONE_INDEX_BYTES];
    sealer_phone_index(sealer, CITY, "+8613812345678", one);
    sealer_phone_index(sealer, CITY, "+8613812345678", same);
    assert_memory_equal(one, same, sizeof one);
    sealer_phone_index(sealer, CITY, "+8613812345679", other);
    assert_memory_not_equal(one, other, sizeof one);
    sealer_phone_index(sealer, CITY + 1, "+8613812345678", other);
    assert_memory_not_equal(one, other, sizeof one);
    assert_int_equal(sealer_hash(sealer, 5), sealer_hash(sealer, 5));
    assert_true(sealer_hash(sealer, 5) != sealer_hash(sealer, 6) && sealer_hash(sealer, 5) != 5);
    sealer_destroy(&sealer);
}

static void files(void **state)
{
    (void)state;
    char path[128];
    struct stat status;
    struct key_public before, after;
    assert_true(keys_public_read(folder, &before, error));
    assert_true(keys_make(folder, error)); /* what is there stays */
    assert_true(keys_public_read(folder, &after, error));
    assert_string_equal(before.id, after.id);
    path_of(path, "contact.secret");
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    chmod(path, 0640);
    assert_null(opener_new(folder, error));
    assert_non_null(strstr(error, "its owner only"));
    chmod(path, 0600);
    FILE *file = fopen(path, "w");
    fputs("# nothing\n0123\n", file);
    fclose(file);
    assert_null(opener_new(folder, error));
    assert_non_null(strstr(error, "64 hexadecimal digits"));
    unlink(path);
    assert_null(opener_new(folder, error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(opens, folder_make, folder_remove),
        cmocka_unit_test_setup_teardown(keys_change, folder_make, folder_remove),
        cmocka_unit_test_setup_teardown(indices, folder_make, folder_remove),
        cmocka_unit_test_setup_teardown(files, folder_make, folder_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
