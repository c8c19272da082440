/* The channels of notify.yaml. What is wrong with an address is told here; whether it may be one of a private network,
 * only the installation knows (notify_places_check). */
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/city/notify_reading.h"

enum { CHANNELS_MOST = 200, TO_MOST = 50, ADDRESS_MOST = 254 };
enum {
    CODE,
    KIND,
    ACTIVE,
    URL,
    SECRET,
    FROM,
    TO,
    LANGUAGE,
    RATE,
    MENTION,
    ATTEMPTS,
    FIRST,
    MOST,
    TIMEOUT,
    ANSWER,
    FIELDS
};

static const struct kind kinds[] = {{"wecom", NOTIFY_WECOM, "企业微信"}, {"dingtalk", NOTIFY_DINGTALK, "钉钉"},
                                    {"feishu", NOTIFY_FEISHU, "飞书"},   {"webhook", NOTIFY_WEBHOOK, "网络接口"},
                                    {"email", NOTIFY_EMAIL, "邮件"},     {NULL, 0, NULL}};
static const struct kind mentions[] = {{"all", 1, "所有人"}, {NULL, 0, NULL}};

static const struct field fields[FIELDS] = {
    [CODE] = {"code", FIELD_CODE, REQUIRED, PACK_CODE_MOST, NULL},
    [KIND] = {"kind", FIELD_KIND, REQUIRED, 0, kinds},
    [ACTIVE] = {"active", FIELD_KIND, OPTIONAL, 0, notify_answers},
    [URL] = {"url", FIELD_TEXT, REQUIRED, URL_MOST, NULL},
    [SECRET] = {"secret", FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL},
    [FROM] = {"from", FIELD_TEXT, OPTIONAL, ADDRESS_MOST, NULL},
    [TO] = {"to", FIELD_LIST, OPTIONAL, TO_MOST, NULL},
    [LANGUAGE] = {"language", FIELD_KIND, OPTIONAL, 0, notify_languages},
    [RATE] = {"rate", FIELD_TEXT, OPTIONAL, 16, NULL},
    [MENTION] = {"mention", FIELD_KIND, OPTIONAL, 0, mentions},
    [ATTEMPTS] = {"attempts", FIELD_COUNT, OPTIONAL, NOTIFY_ATTEMPTS_MOST, NULL},
    [FIRST] = {"first", FIELD_LIMIT, OPTIONAL, 0, NULL},
    [MOST] = {"most", FIELD_LIMIT, OPTIONAL, 0, NULL},
    [TIMEOUT] = {"timeout", FIELD_LIMIT, OPTIONAL, 0, NULL},
    [ANSWER] = {"answer", FIELD_CODE, OPTIONAL, PACK_CODE_MOST, NULL},
};
static const struct field to_field = {"to", FIELD_TEXT, REQUIRED, ADDRESS_MOST, NULL};
static const struct listing listing = {"channels", CHANNELS_MOST, fields, FIELDS};

/* What a channel of a kind does unless told: what the makers of the robots allow, and what a server can be asked for.
 */
static const struct {
    int rate;
    int64_t rate_ms;
    size_t text_most; /* bytes */
} usual[] = {
    [NOTIFY_WECOM] = {20, 60000, 2048},     /* text, in bytes of UTF-8: developer.work.weixin.qq.com, group robots */
    [NOTIFY_DINGTALK] = {20, 60000, 16384}, /* a message has at most 20,000 bytes */
    [NOTIFY_FEISHU] = {100, 60000, 16384},  /* and 5 a second; a request has at most 20 KB */
    [NOTIFY_WEBHOOK] = {600, 60000, 16384}, [NOTIFY_EMAIL] = {60, 60000, 65536},
};

size_t notify_text_most(enum notify_kind kind)
{
    return usual[kind].text_most;
}

const char *notify_kind_name(enum notify_kind kind)
{
    return kind_name(kinds, (int)kind);
}

int64_t notify_duration(const struct value *value, int64_t otherwise)
{
    return value->node ? value->limit.milliseconds : otherwise;
}

/* "20/m": so many in a second, a minute or an hour. */
static bool rate_parse(const char *text, struct notify_channel *channel)
{
    char *end;
    long count = strtol(text, &end, 10);
    int64_t span = strcmp(end, "/s") == 0   ? 1000
                   : strcmp(end, "/m") == 0 ? 60000
                   : strcmp(end, "/h") == 0 ? 3600000
                                            : 0;
    if (*text < '0' || *text > '9' || !span || count < 1 || count > NOTIFY_RATE_MOST)
        return false;
    channel->rate = (int)count;
    channel->rate_ms = span;
    return true;
}

static bool mail_address_valid(const char *text)
{
    const char *at = strrchr(text, '@');
    return at && at > text && at[1] && at - text <= 64 && !strchr(at, '_') && at[1] != '.' &&
           !text[strcspn(text, " <>\"(),;:\\[]\r\n")] && strchr(text, '@') == at;
}

static const char *mail_address_keep(struct reading *reading, const struct place *place, const char *field,
                                     const struct value *value)
{
    if (value->node && !mail_address_valid(value->text))
        place_fault(place, value->node->line, field, "\"%.60s\" is no address of e-mail, expected name@host",
                    value->text);
    return reading_keep(reading, value);
}

static void to_read(struct reading *reading, const struct place *place, const struct value *list,
                    struct notify_channel *channel)
{
    if (!list->node)
        return;
    channel->to = memory_new((size_t)list->number, sizeof *channel->to);
    reading_keep_memory(reading, channel->to);
    for (const struct node *node = list->node->first; node; node = node->next) {
        struct value value;
        value_read(place, node, &to_field, &value);
        channel->to[channel->to_count++] = mail_address_keep(reading, place, "to", &value);
    }
}

static bool kind_is_mail(const struct notify_channel *channel)
{
    return channel->kind == NOTIFY_EMAIL;
}

static void url_check(struct reading *reading, const struct place *place, const struct value *value,
                      struct notify_channel *channel)
{
    const char *fault;
    channel->url_text = reading_keep(reading, value);
    if (!value->node)
        return;
    fault = url_read(channel->url_text, strlen(channel->url_text), &channel->url);
    if (fault) {
        place_fault(place, value->node->line, "url", "%s", fault);
        return;
    }
    bool mail = channel->url.scheme == URL_SMTP || channel->url.scheme == URL_SMTPS;
    if (channel->kind && mail != kind_is_mail(channel))
        place_fault(place, value->node->line, "url", "is for %s, expected %s", mail ? "e-mail" : "the web",
                    mail ? "http:// or https://" : "smtp:// or smtps://");
    if (mail && *channel->url.path && strcmp(channel->url.path, "/") != 0)
        place_fault(place, value->node->line, "url", "has a path, expected a server and its port");
}

/* What fits one kind of channel only. */
static void kind_check(const struct place *place, const struct node *node, const struct value *values,
                       const struct notify_channel *channel)
{
    static const struct {
        int field;
        unsigned kinds;
    } only[] = {{FROM, 1u << NOTIFY_EMAIL},
                {TO, 1u << NOTIFY_EMAIL},
                {ANSWER, 1u << NOTIFY_WEBHOOK},
                {MENTION, 1u << NOTIFY_WECOM | 1u << NOTIFY_DINGTALK | 1u << NOTIFY_FEISHU}};
    if (!channel->kind)
        return;
    for (size_t i = 0; i < sizeof only / sizeof *only; i++)
        if (values[only[i].field].present && !(only[i].kinds & 1u << channel->kind))
            place_fault(place, node->line, fields[only[i].field].name, "is nothing for a channel of kind %s",
                        notify_kind_name(channel->kind));
    if (kind_is_mail(channel) && !values[FROM].present)
        place_fault(place, node->line, "from", "is missing, e-mail needs a sender");
    if (!kind_is_mail(channel) && !values[SECRET].present)
        place_fault(place, node->line, "secret", "is missing, expected the name of an entry of the secrets file");
}

static void pace_read(const struct place *place, const struct value *values, struct notify_channel *channel)
{
    if (channel->kind) {
        channel->rate = usual[channel->kind].rate;
        channel->rate_ms = usual[channel->kind].rate_ms;
    }
    if (values[RATE].node && !rate_parse(values[RATE].text, channel))
        place_fault(place, values[RATE].node->line, "rate",
                    "\"%s\" is no rate, expected a number up to %d and /s, /m or /h: 20/m", values[RATE].text,
                    NOTIFY_RATE_MOST);
    channel->attempts = values[ATTEMPTS].node && values[ATTEMPTS].number ? values[ATTEMPTS].number : 10;
    channel->first_ms = notify_duration(&values[FIRST], 2000);
    channel->most_ms = notify_duration(&values[MOST], INT64_C(900000));
    channel->timeout_ms = notify_duration(&values[TIMEOUT], 15000);
    if (channel->most_ms < channel->first_ms)
        place_fault(place, channel->line, "most", "is less than `first`, expected the longest pause between two tries");
    if (channel->timeout_ms > 120000)
        place_fault(place, channel->line, "timeout", "is too long, expected at most 2m");
}

static void channel_read(struct reading *reading, struct notify *notify, const struct node *node, int index,
                         enum notify_language language)
{
    struct value values[FIELDS];
    struct place place = place_of_entry(&reading->top, listing.name, index);
    struct notify_channel *channel = &notify->channels[index];
    record_read(&place, node, fields, FIELDS, values);
    channel->line = node->line;
    channel->code = reading_keep(reading, &values[CODE]);
    if (values[CODE].node && notify_channel_find(notify, channel->code, strlen(channel->code)) < index)
        place_fault(&place, values[CODE].node->line, "code", "\"%s\" is taken already", channel->code);
    channel->kind = (enum notify_kind)values[KIND].number;
    channel->active = !values[ACTIVE].node || values[ACTIVE].number == 1;
    channel->secret = reading_keep(reading, &values[SECRET]);
    channel->from = mail_address_keep(reading, &place, "from", &values[FROM]);
    channel->answer_field = reading_keep(reading, &values[ANSWER]);
    channel->language = values[LANGUAGE].node ? (enum notify_language)values[LANGUAGE].number : language;
    channel->mention_all = values[MENTION].node != NULL;
    to_read(reading, &place, &values[TO], channel);
    url_check(reading, &place, &values[URL], channel);
    kind_check(&place, node, values, channel);
    pace_read(&place, values, channel);
}

void notify_channels_read(struct reading *reading, struct notify *notify, const struct value *list,
                          enum notify_language language)
{
    int count = list->node ? list->number : 0, index = 0;
    notify->channels = memory_new((size_t)count + 1, sizeof *notify->channels);
    reading_keep_memory(reading, notify->channels);
    for (const struct node *node = list->node ? list->node->first : NULL; node; node = node->next, index++) {
        notify->channel_count = index + 1;
        channel_read(reading, notify, node, index, language);
    }
}

int notify_channel_find(const struct notify *notify, const char *code, size_t length)
{
    for (int i = 0; i < notify->channel_count; i++)
        if (notify->channels[i].code && strlen(notify->channels[i].code) == length &&
            memcmp(notify->channels[i].code, code, length) == 0)
            return i;
    return -1;
}

int notify_channel_refer(const struct place *place, const struct notify *notify, const char *field,
                         const struct value *value)
{
    char quote[FAULT_QUOTE_BYTES];
    int index = value->node ? notify_channel_find(notify, value->text, value->length) : -1;
    if (value->node && index < 0)
        place_fault(place, value->node->line, field, "%s is unknown, expected the code of a channel of this file",
                    fault_quote(value->text, value->length, quote));
    return index;
}

void notify_places_check(const struct notify *notify, char *const *allowed, size_t count, struct pack_faults *faults)
{
    for (int i = 0; notify && i < notify->channel_count; i++) {
        const struct notify_channel *channel = &notify->channels[i];
        char where[URL_PLACE_BYTES];
        url_place(&channel->url, where);
        struct place top = {faults, PACK_NOTIFY, ""}, place = place_of_entry(&top, listing.name, i);
        if (url_private(&channel->url) && !url_allowed(where, allowed, count))
            place_fault(&place, channel->line, "url",
                        "%s is within a private network, expected a public address, or %s in the list notify.allow of "
                        "settings.yaml",
                        where, where);
    }
}
