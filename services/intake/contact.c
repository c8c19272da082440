/* Sealing costs a few µs each, so that it is done within the loop; its keys are made once an hour (seal.h). */
#include "services/intake/contact.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/contact/contact.h"
#include "common/contact/phone.h"
#include "common/contact/seal.h"
#include "common/store/queries.h"

enum { LOOK_AGAIN_US = 1000000 };

/* The columns of contact_insert, then those of contact_key_insert. */
struct columns {
    struct array city, ticket, anonymous, key, sealed, phone_index;
    struct array new_key, new_public, new_sealed;
};

struct contacts {
    char *folder;
    struct sealer *sealer;            /* NULL: no keys */
    int64_t looked_at;                /* monotonic µs: when keys were looked for last */
    int64_t stored_key;               /* the data key that is known to be in the database, or 0 */
    int64_t sent_key;                 /* the one that the batch under way stores, or 0 */
    const struct data_key *batch_key; /* of the batch under way: one for all of it; NULL: nothing was sealed yet */
    struct columns columns;
};

static void keys_look(struct contacts *contacts, int64_t now)
{
    char error[KEYS_ERROR_BYTES];
    if (contacts->sealer || (contacts->looked_at && now - contacts->looked_at < LOOK_AGAIN_US))
        return;
    contacts->looked_at = now;
    contacts->sealer = sealer_new(contacts->folder, error);
    if (!contacts->sealer)
        log_warning("contact data is refused until there are keys: %s", error);
}

struct contacts *contacts_new(const struct settings *settings)
{
    struct contacts *contacts = memory_new(1, sizeof *contacts);
    size_t size = strlen(settings->home) + sizeof "/keys";
    contacts->folder = memory_new(size, 1);
    snprintf(contacts->folder, size, "%s/keys", settings->home);
    keys_look(contacts, instant_monotonic());
    return contacts;
}

void contacts_destroy(struct contacts **contacts)
{
    struct array *arrays = (struct array *)&(*contacts)->columns;
    for (size_t i = 0; i < sizeof(struct columns) / sizeof *arrays; i++)
        array_clear(&arrays[i]);
    sealer_destroy(&(*contacts)->sealer);
    free((*contacts)->folder);
    free(*contacts);
    *contacts = NULL;
}

static bool data_given(const struct message_ticket_submit *m)
{
    return m->contact_name.present || m->contact_phone.present || m->contact_other.present;
}

bool contact_given(const struct message_ticket_submit *m)
{
    return data_given(m) || (m->anonymous.present && m->anonymous.boolean);
}

bool contact_check(struct contacts *contacts, const struct message_ticket_submit *m, int64_t *hash, struct fault *fault)
{
    char phone[PHONE_BYTES];
    if (!data_given(m))
        return true;
    keys_look(contacts, instant_monotonic());
    if (!contacts->sealer)
        return fault_set(fault, "no_contact_keys", m->contact_phone.present ? "contact_phone" : "contact_name",
                         "this installation has no keys for contact data: steward contact keys makes them");
    if (m->contact_phone.present && !phone_normalise(m->contact_phone.text, m->contact_phone.length, phone))
        return fault_set(fault, "out_of_range", "contact_phone", "contact_phone must be " PHONE_EXPECTED);
    *hash = sealer_hash(contacts->sealer, *hash);
    return true;
}

void contacts_start(struct contacts *contacts)
{
    struct columns *c = &contacts->columns;
    array_start(&c->city, ARRAY_INTEGER);
    array_start(&c->ticket, ARRAY_BIGINT);
    array_start(&c->anonymous, ARRAY_SMALLINT);
    array_start(&c->key, ARRAY_BIGINT);
    array_start(&c->sealed, ARRAY_BYTES);
    array_start(&c->phone_index, ARRAY_BYTES);
    contacts->sent_key = 0;
    contacts->batch_key = NULL;
}

static void text_take(char *out, size_t size, const struct value *value)
{
    snprintf(out, size, "%s", value->present ? value->text : "");
}

static void sealed_add(struct contacts *contacts, int32_t city_id, int64_t ticket_id,
                       const struct message_ticket_submit *m)
{
    struct columns *c = &contacts->columns;
    struct contact contact = {0};
    char text[CONTACT_TEXT_BYTES];
    unsigned char sealed[SEALED_BYTES_MOST], index[PHONE_INDEX_BYTES];
    text_take(contact.name, sizeof contact.name, &m->contact_name);
    text_take(contact.other, sizeof contact.other, &m->contact_other);
    if (m->contact_phone.present)
        phone_normalise(m->contact_phone.text, m->contact_phone.length, contact.phone);
    size_t length = contact_write(&contact, text);
    if (!contacts->batch_key)
        contacts->batch_key = sealer_key(contacts->sealer, instant_monotonic());
    array_add_integer(&c->key, contacts->batch_key->id);
    array_add_bytes(&c->sealed, sealed, sealer_seal(contacts->sealer, city_id, ticket_id, text, length, sealed));
    if (contact.phone[0]) {
        sealer_phone_index(contacts->sealer, city_id, contact.phone, index);
        array_add_bytes(&c->phone_index, index, sizeof index);
    } else {
        array_add_null(&c->phone_index);
    }
    contact_forget(&contact, sizeof contact);
    contact_forget(text, sizeof text);
}

void contact_add(struct contacts *contacts, int32_t city_id, int64_t ticket_id, const struct message_ticket_submit *m)
{
    struct columns *c = &contacts->columns;
    array_add_integer(&c->city, city_id);
    array_add_integer(&c->ticket, ticket_id);
    array_add_integer(&c->anonymous, m->anonymous.present && m->anonymous.boolean);
    if (data_given(m)) {
        sealed_add(contacts, city_id, ticket_id, m);
        return;
    }
    array_add_null(&c->key);
    array_add_null(&c->sealed);
    array_add_null(&c->phone_index);
}

/* The data key goes with every batch until one that held it is committed. */
static void key_send(struct contacts *contacts, struct store *store)
{
    struct columns *c = &contacts->columns;
    const struct data_key *key = contacts->batch_key;
    if (!key || key->id == contacts->stored_key)
        return;
    array_start(&c->new_key, ARRAY_BIGINT);
    array_start(&c->new_public, ARRAY_TEXT);
    array_start(&c->new_sealed, ARRAY_BYTES);
    array_add_integer(&c->new_key, key->id);
    array_add_text(&c->new_public, key->public_id, strlen(key->public_id));
    array_add_bytes(&c->new_sealed, key->sealed, sizeof key->sealed);
    struct parameter of[] = {P_ARRAY(&c->new_key), P_ARRAY(&c->new_public), P_ARRAY(&c->new_sealed)};
    store_send(store, &query_contact_key_insert, of, 3);
    contacts->sent_key = key->id;
}

void contacts_send(struct contacts *contacts, struct store *store)
{
    struct columns *c = &contacts->columns;
    if (!c->city.count)
        return;
    struct parameter of[] = {P_ARRAY(&c->city), P_ARRAY(&c->ticket), P_ARRAY(&c->anonymous),
                             P_ARRAY(&c->key),  P_ARRAY(&c->sealed), P_ARRAY(&c->phone_index)};
    key_send(contacts, store);
    store_send(store, &query_contact_insert, of, 6);
}

void contacts_done(struct contacts *contacts)
{
    if (contacts->sent_key)
        contacts->stored_key = contacts->sent_key;
}
