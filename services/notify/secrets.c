/* Read with the readers of packs, so that a slip of the pen is told with its line. */
#include "services/notify/secrets.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/memory.h"
#include "common/city/document.h"
#include "common/city/record.h"

enum { FILE_MOST = 4 * 1024 * 1024, ENTRIES_MOST = 10000, CONTACTS_MOST = 200000, VALUE_MOST = 500 };
enum { NAME, TOKEN, SECRET, USER, PASSWORD, ENTRY_FIELDS };
enum { CITY, PERSON, EMAIL, CONTACT_FIELDS };

static const struct field entry_fields[ENTRY_FIELDS] = {
    [NAME] = {"name", FIELD_CODE, REQUIRED, 64, NULL},
    [TOKEN] = {"token", FIELD_TEXT, OPTIONAL, VALUE_MOST, NULL},
    [SECRET] = {"secret", FIELD_TEXT, OPTIONAL, VALUE_MOST, NULL},
    [USER] = {"user", FIELD_TEXT, OPTIONAL, VALUE_MOST, NULL},
    [PASSWORD] = {"password", FIELD_TEXT, OPTIONAL, VALUE_MOST, NULL},
};
static const struct field contact_fields[CONTACT_FIELDS] = {
    [CITY] = {"city", FIELD_CODE, REQUIRED, 32, NULL},
    [PERSON] = {"person", FIELD_CODE, REQUIRED, 64, NULL},
    [EMAIL] = {"email", FIELD_TEXT, REQUIRED, 254, NULL},
};
static const struct field file_fields[] = {
    {"secrets", FIELD_LIST, REQUIRED, ENTRIES_MOST, NULL},
    {"contacts", FIELD_LIST, OPTIONAL, CONTACTS_MOST, NULL},
};

static char *value_keep(const struct value *value)
{
    return value->node ? memory_text(value->text, value->length) : memory_text("", 0);
}

static void entries_read(struct secrets *secrets, const struct place *top, const struct value *list)
{
    secrets->entries = memory_new((size_t)list->number + 1, sizeof *secrets->entries);
    for (const struct node *node = list->node ? list->node->first : NULL; node; node = node->next) {
        struct value values[ENTRY_FIELDS];
        struct place place = place_of_entry(top, "secrets", (int)secrets->entry_count);
        record_read(&place, node, entry_fields, ENTRY_FIELDS, values);
        if (values[NAME].node && secrets_find(secrets, values[NAME].text))
            place_fault(&place, node->line, "name", "\"%s\" is taken already", values[NAME].text);
        secrets->entries[secrets->entry_count++] =
            (struct secret){value_keep(&values[NAME]), value_keep(&values[TOKEN]), value_keep(&values[SECRET]),
                            value_keep(&values[USER]), value_keep(&values[PASSWORD])};
    }
}

static void contacts_read(struct secrets *secrets, const struct place *top, const struct value *list)
{
    secrets->contacts = memory_new((size_t)list->number + 1, sizeof *secrets->contacts);
    for (const struct node *node = list->node ? list->node->first : NULL; node; node = node->next) {
        struct value values[CONTACT_FIELDS];
        struct place place = place_of_entry(top, "contacts", (int)secrets->contact_count);
        record_read(&place, node, contact_fields, CONTACT_FIELDS, values);
        const struct value *email = &values[EMAIL];
        if (email->node && (!strchr(email->text, '@') || email->text[strcspn(email->text, " <>,\"")]))
            place_fault(&place, node->line, "email", "is no address of e-mail, expected name@host");
        secrets->contacts[secrets->contact_count++] =
            (struct contact){value_keep(&values[CITY]), value_keep(&values[PERSON]), value_keep(email)};
    }
}

/* The text of the file; NULL, told, where it cannot be read or others may read it. */
static char *text_read(const char *path, size_t *length, struct pack_faults *faults)
{
    struct stat status;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0 || fstat(file, &status) != 0) {
        pack_faults_add(faults, path, 0, "", "cannot be read: %s", strerror(errno));
    } else if (!S_ISREG(status.st_mode) || status.st_mode & 077) {
        pack_faults_add(faults, path, 0, "",
                        "has mode %04o, expected a file with mode 0600: only its owner may read it",
                        (unsigned)(status.st_mode & 07777));
    } else if (status.st_size > FILE_MOST) {
        pack_faults_add(faults, path, 0, "", "has more than %d bytes", FILE_MOST);
    } else {
        char *text = memory_new((size_t)status.st_size + 1, 1);
        ssize_t got = read(file, text, (size_t)status.st_size);
        *length = got > 0 ? (size_t)got : 0;
        close(file);
        return text;
    }
    if (file >= 0)
        close(file);
    return NULL;
}

struct secrets *secrets_read(const char *path, struct pack_faults *faults)
{
    size_t length = 0, before = faults->count + faults->more;
    char *text = text_read(path, &length, faults);
    struct document *document = text ? document_new(path, text, length, faults) : NULL;
    struct secrets *secrets = memory_new(1, sizeof *secrets);
    struct place top = {faults, path, ""};
    struct value lists[2] = {0};
    if (document)
        record_read(&top, document_root(document), file_fields, 2, lists);
    entries_read(secrets, &top, &lists[0]);
    contacts_read(secrets, &top, &lists[1]);
    document_destroy(&document);
    if (text)
        explicit_bzero(text, length);
    free(text);
    if (faults->count + faults->more != before)
        secrets_destroy(&secrets);
    return secrets;
}

static void secret_free(char *text)
{
    explicit_bzero(text, strlen(text));
    free(text);
}

void secrets_destroy(struct secrets **secrets)
{
    if (!*secrets)
        return;
    for (size_t i = 0; i < (*secrets)->entry_count; i++) {
        struct secret *entry = &(*secrets)->entries[i];
        free(entry->name);
        secret_free(entry->token);
        secret_free(entry->secret);
        free(entry->user);
        secret_free(entry->password);
    }
    for (size_t i = 0; i < (*secrets)->contact_count; i++) {
        free((*secrets)->contacts[i].city);
        free((*secrets)->contacts[i].person);
        free((*secrets)->contacts[i].email);
    }
    free((*secrets)->entries);
    free((*secrets)->contacts);
    free(*secrets);
    *secrets = NULL;
}

const struct secret *secrets_find(const struct secrets *secrets, const char *name)
{
    for (size_t i = 0; secrets && i < secrets->entry_count; i++)
        if (strcmp(secrets->entries[i].name, name) == 0)
            return &secrets->entries[i];
    return NULL;
}

bool secrets_for(const struct secrets *secrets, const struct notify_channel *channel, const struct secret **out,
                 char error[SECRETS_ERROR_BYTES])
{
    *out = *channel->secret ? secrets_find(secrets, channel->secret) : NULL;
    bool robot = channel->kind != NOTIFY_WEBHOOK && channel->kind != NOTIFY_EMAIL;
    if (*channel->secret && !*out)
        snprintf(error, SECRETS_ERROR_BYTES, "the secrets file has no entry %s", channel->secret);
    else if (robot && !(*out && *(*out)->token))
        snprintf(error, SECRETS_ERROR_BYTES, "the secret %s has no token", channel->secret);
    else
        return true;
    return false;
}

const char *secrets_email(const struct secrets *secrets, const char *city, const char *person)
{
    for (size_t i = 0; secrets && i < secrets->contact_count; i++)
        if (strcmp(secrets->contacts[i].person, person) == 0 && strcmp(secrets->contacts[i].city, city) == 0)
            return secrets->contacts[i].email;
    return NULL;
}
