/* steward contact keys, steward contact rekey: the keys of contact data (docs/privacy.md).
 *
 * Contact data is sealed with data keys, and those with the public key: to change that, only the data keys are sealed
 * anew. An interrupted change is finished by the next before a new one begins, so that no key goes that is still used.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "common/contact/open.h"
#include "common/store/queries.h"
#include "services/ctl/call.h"
#include "services/ctl/command.h"

struct rekey {
    char folder[4200];
    struct opener *opener;
    struct store *store;
    long long resealed;
};

static void folder_find(const struct ctl *ctl, char *out, size_t size)
{
    snprintf(out, size, "%s/keys", settings_home(ctl->home));
}

static int keys_tell(const struct ctl *ctl, const char *folder, long long resealed)
{
    struct key_public key;
    char error[KEYS_ERROR_BYTES];
    if (!keys_public_read(folder, &key, error))
        return ctl_fail("%s", error);
    if (ctl->json) {
        json_t *reply = json_pack("{s:s, s:s, s:I}", "folder", folder, "key", key.id, "resealed", (json_int_t)resealed);
        call_print(reply);
        json_decref(reply);
    } else {
        printf("contact data is sealed with the key %s in %s", key.id, folder);
        if (resealed >= 0)
            printf("; %lld data keys sealed anew", resealed);
        putchar('\n');
    }
    return CTL_DONE;
}

int contact_keys_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options options = {
        .text =
            "Makes the keys of contact data, where there are none.\vWho loses them loses the contact data: keep a copy "
            "of the folder apart from copies of the database."};
    char folder[4200], error[KEYS_ERROR_BYTES];
    ctl_options_read(ctl, &options, argc, argv, NULL);
    folder_find(ctl, folder, sizeof folder);
    if (!keys_make(folder, error))
        return ctl_fail("%s", error);
    return keys_tell(ctl, folder, -1);
}

/* -- rekey ------------------------------------------------------------------------------------------------------- */

static int store_fail(const struct rekey *rekey)
{
    return ctl_fail("the data keys cannot be changed: %s", store_error(rekey->store)->message);
}

/* Seals what contact_keys_other gave anew; false, told, where one does not open. */
static bool rows_reseal(struct rekey *rekey, struct array *ids, struct array *seals)
{
    struct data_key key;
    array_start(ids, ARRAY_BIGINT);
    array_start(seals, ARRAY_BYTES);
    for (int row = 0; row < store_rows(rekey->store, 0); row++) {
        size_t length;
        const char *public_id = store_text(rekey->store, 0, row, 1, NULL);
        const char *sealed = store_text(rekey->store, 0, row, 2, &length);
        if (!opener_rekey(rekey->opener, public_id, (const unsigned char *)sealed, length, &key)) {
            ctl_fail("a data key is sealed with the key %s, whose secret key is not in %s: nothing more was changed",
                     public_id, rekey->folder);
            return false;
        }
        array_add_integer(ids, store_integer(rekey->store, 0, row, 0));
        array_add_bytes(seals, key.sealed, sizeof key.sealed);
    }
    return true;
}

/* Seals all with the newest key that is not. */
static int all_reseal(struct rekey *rekey)
{
    struct array ids = {0}, seals = {0};
    const char *newest = opener_newest(rekey->opener);
    struct parameter key[] = {P_TEXT(newest, strlen(newest))};
    int status = CTL_FAILED;
    for (;;) {
        if (!store_run(rekey->store, &query_contact_keys_other, key, 1)) {
            store_fail(rekey);
            break;
        }
        int count = store_rows(rekey->store, 0);
        if (!count)
            status = CTL_DONE;
        if (!count || !rows_reseal(rekey, &ids, &seals))
            break;
        struct parameter of[] = {P_ARRAY(&ids), key[0], P_ARRAY(&seals)};
        if (!store_run(rekey->store, &query_contact_key_reseal, of, 3)) {
            store_fail(rekey);
            break;
        }
        rekey->resealed += count;
    }
    array_clear(&ids);
    array_clear(&seals);
    return status;
}

static int opener_renew(struct rekey *rekey)
{
    char error[KEYS_ERROR_BYTES];
    opener_destroy(&rekey->opener);
    rekey->opener = opener_new(rekey->folder, error);
    return rekey->opener ? CTL_DONE : ctl_fail("%s", error);
}

static int rekey_steps(struct rekey *rekey)
{
    char error[KEYS_ERROR_BYTES];
    int status = opener_renew(rekey);
    if (status == CTL_DONE)
        status = all_reseal(rekey); /* of an earlier change */
    if (status == CTL_DONE && !keys_renew(rekey->folder, error))
        status = ctl_fail("%s", error);
    if (status == CTL_DONE)
        status = opener_renew(rekey);
    return status == CTL_DONE ? all_reseal(rekey) : status;
}

int contact_rekey_run(struct ctl *ctl, int argc, char **argv)
{
    static const struct ctl_options options = {
        .text =
            "Makes a new pair of keys and seals the data keys of all contact data with it.\vThe services take the new "
            "keys up by themselves. The secret key of before stays in the file until the next change, for what was "
            "sealed meanwhile."};
    struct rekey rekey = {0};
    ctl_options_read(ctl, &options, argc, argv, NULL);
    const struct settings *settings = ctl_settings(ctl);
    if (!settings)
        return CTL_FAILED;
    folder_find(ctl, rekey.folder, sizeof rekey.folder);
    rekey.store = store_new(
        &(struct store_options){.conninfo = settings->database, .role = "steward_contact", .application = "steward"});
    int status = rekey_steps(&rekey);
    opener_destroy(&rekey.opener);
    store_destroy(&rekey.store);
    return status == CTL_DONE ? keys_tell(ctl, rekey.folder, rekey.resealed) : status;
}
