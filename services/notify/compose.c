/* Robots get a text with the key in its last line, for they have nothing else to know a repeat by; webhooks get JSON
 * that is signed; e-mail has its Message-ID. Addresses of robots end in a secret, so no address is ever logged. */
#include "services/notify/compose.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "services/notify/merge.h"

enum { URL_BYTES = URL_MOST + 2000, FOOTER_BYTES = EFFECT_KEY_BYTES + 8, SLACK_BYTES = 16 };

size_t letter_room(const struct notify_channel *channel)
{
    return notify_text_most(channel->kind) - FOOTER_BYTES - SLACK_BYTES;
}

/* NULL where not all of it has room: the channel has become another since the letter was put together. */
static char *letter_text(const struct letter *letter, const struct notify_channel *channel)
{
    size_t taken;
    const char **texts = memory_new(letter->part_count, sizeof *texts);
    for (size_t i = 0; i < letter->part_count; i++)
        texts[i] = letter->parts[i].text;
    char *text = texts_merge(texts, letter->part_count, letter_room(channel), &taken);
    free(texts);
    if (taken == letter->part_count)
        return text;
    free(text);
    return NULL;
}

static void body_take(struct parcel *out, json_t *json)
{
    out->body = json_dumps(json, JSON_COMPACT);
    out->length = strlen(out->body);
    json_decref(json);
    snprintf(out->headers[0], sizeof out->headers[0], "Content-Type: application/json; charset=utf-8");
}

static char *url_new(const struct notify_channel *channel)
{
    char *url = memory_new(URL_BYTES, 1);
    snprintf(url, URL_BYTES, "%s", channel->url_text);
    return url;
}

static void url_add(char *url, const char *name, const char *value)
{
    size_t used = strlen(url);
    snprintf(url + used, URL_BYTES - used, "%c%s=", strchr(url, '?') ? '&' : '?', name);
    percent_encode(value, url, URL_BYTES);
}

/* The text with its key; in Feishu's markup is made harmless: a title must not call a whole group. */
static char *robot_text(const struct letter *letter, const struct notify_channel *channel, const char *text)
{
    size_t used = strlen(text), size = used * 3 + FOOTER_BYTES + 64, at = 0;
    char *out = memory_new(size, 1);
    bool feishu = channel->kind == NOTIFY_FEISHU;
    for (size_t i = 0; i < used; i++)
        at += (size_t)snprintf(out + at, size - at, feishu && text[i] == '<' ? "＜" : "%c", text[i]);
    at += (size_t)snprintf(out + at, size - at, "\n[%s]", letter->key);
    if (feishu && channel->mention_all && letter->urgent)
        snprintf(out + at, size - at, "<at user_id=\"all\"></at>");
    return out;
}

static void wecom_compose(const struct letter *letter, const struct notify_channel *channel,
                          const struct secret *secret, const char *plain, struct parcel *out)
{
    char *text = robot_text(letter, channel, plain);
    json_t *content = json_pack("{s:s}", "content", text);
    if (channel->mention_all && letter->urgent)
        json_object_set_new(content, "mentioned_list", json_pack("[s]", "@all"));
    body_take(out, json_pack("{s:s, s:o}", "msgtype", "text", "text", content));
    out->url = url_new(channel);
    url_add(out->url, "key", secret->token);
    free(text);
}

static void dingtalk_compose(const struct letter *letter, const struct notify_channel *channel,
                             const struct secret *secret, const char *plain, struct parcel *out)
{
    char sign[SIGN_BYTES], now[24];
    char *text = robot_text(letter, channel, plain);
    body_take(out, json_pack("{s:s, s:{s:s}, s:{s:b}}", "msgtype", "text", "text", "content", text, "at", "isAtAll",
                             channel->mention_all && letter->urgent));
    out->url = url_new(channel);
    url_add(out->url, "access_token", secret->token);
    if (*secret->secret) {
        snprintf(now, sizeof now, "%" PRId64, letter->now);
        sign_dingtalk(secret->secret, letter->now, sign);
        url_add(out->url, "timestamp", now);
        size_t used = strlen(out->url);
        snprintf(out->url + used, URL_BYTES - used, "&sign=%s", sign);
    }
    free(text);
}

static void feishu_compose(const struct letter *letter, const struct notify_channel *channel,
                           const struct secret *secret, const char *plain, struct parcel *out)
{
    char sign[SIGN_BYTES], now[24];
    char *text = robot_text(letter, channel, plain);
    json_t *body = json_pack("{s:s, s:{s:s}}", "msg_type", "text", "content", "text", text);
    if (*secret->secret) {
        snprintf(now, sizeof now, "%" PRId64, letter->now / 1000);
        sign_feishu(secret->secret, letter->now / 1000, sign);
        json_object_set_new(body, "timestamp", json_string(now));
        json_object_set_new(body, "sign", json_string(sign));
    }
    body_take(out, body);
    out->url = url_new(channel);
    size_t used = strlen(out->url);
    if (used && out->url[used - 1] != '/')
        snprintf(out->url + used, URL_BYTES - used, "/");
    percent_encode(secret->token, out->url, URL_BYTES);
    free(text);
}

static json_t *parts_json(const struct letter *letter)
{
    json_t *parts = json_array();
    for (size_t i = 0; i < letter->part_count; i++) {
        const struct letter_part *part = &letter->parts[i];
        json_t *json = json_pack("{s:s, s:s, s:s}", "key", part->key, "event", part->event, "text", part->text);
        if (part->ticket)
            json_object_set_new(json, "ticket", json_integer(part->ticket));
        json_array_append_new(parts, json);
    }
    return parts;
}

static bool webhook_compose(const struct letter *letter, const struct notify_channel *channel,
                            const struct secret *secret, const char *text, struct parcel *out, char *error)
{
    char sign[SIGN_BYTES];
    body_take(out,
              json_pack("{s:s, s:I, s:{s:s, s:s, s:s, s:s, s:b, s:o}}", "type", "steward.notice", "timestamp",
                        (json_int_t)letter->now, "data", "city", letter->city, "recipient", letter->recipient, "title",
                        letter->title, "text", text, "urgent", letter->urgent, "parts", parts_json(letter)));
    out->url = url_new(channel);
    if (!sign_webhook(secret->secret, letter->key, letter->now / 1000, out->body, out->length, sign)) {
        snprintf(error, JUDGE_ERROR_BYTES, "the secret %s is not whsec_ and base64 of 16 bytes or more", secret->name);
        return false;
    }
    snprintf(out->headers[1], sizeof out->headers[1], "webhook-id: %s", letter->key);
    snprintf(out->headers[2], sizeof out->headers[2], "webhook-timestamp: %" PRId64, letter->now / 1000);
    snprintf(out->headers[3], sizeof out->headers[3], "webhook-signature: %s", sign);
    return true;
}

static void recipient_add(struct parcel *out, const char *address)
{
    out->to[out->to_count++] = memory_text(address, strlen(address));
}

static char *recipients_join(const struct parcel *out)
{
    size_t size = 1, used = 0;
    for (int i = 0; i < out->to_count; i++)
        size += strlen(out->to[i]) + 4;
    char *text = memory_new(size, 1);
    for (int i = 0; i < out->to_count; i++)
        used += (size_t)snprintf(text + used, size - used, "%s%s", i ? ",\r\n " : "", out->to[i]);
    return text;
}

static bool email_compose(const struct letter *letter, const struct notify_channel *channel,
                          const struct secrets *secrets, const struct secret *secret, const char *text,
                          struct parcel *out, char *error)
{
    const char *address = *letter->recipient ? secrets_email(secrets, letter->city, letter->recipient) : NULL;
    if (*letter->recipient && !address) {
        snprintf(error, JUDGE_ERROR_BYTES, "the secrets file has no e-mail of %s", letter->recipient);
        return false;
    }
    out->to = memory_new((size_t)channel->to_count + 1, sizeof *out->to);
    if (address)
        recipient_add(out, address);
    for (int i = 0; !address && i < channel->to_count; i++)
        recipient_add(out, channel->to[i]);
    char *to = recipients_join(out);
    out->body = mail_compose(letter, channel, to, text, &out->length);
    free(to);
    out->url = url_new(channel);
    out->from = memory_text(channel->from, strlen(channel->from));
    if (secret && *secret->user) {
        out->user = memory_text(secret->user, strlen(secret->user));
        out->password = memory_text(secret->password, strlen(secret->password));
    }
    return true;
}

static bool parcel_fill(const struct letter *letter, const struct notify_channel *channel,
                        const struct secrets *secrets, const char *text, struct parcel *out, char *error)
{
    static void (*const robots[])(const struct letter *, const struct notify_channel *, const struct secret *,
                                  const char *, struct parcel *) = {
        [NOTIFY_WECOM] = wecom_compose, [NOTIFY_DINGTALK] = dingtalk_compose, [NOTIFY_FEISHU] = feishu_compose};
    const struct secret *secret;
    if (!secrets_for(secrets, channel, &secret, error))
        return false;
    if (channel->kind == NOTIFY_EMAIL)
        return email_compose(letter, channel, secrets, secret, text, out, error);
    if (channel->kind == NOTIFY_WEBHOOK)
        return webhook_compose(letter, channel, secret, text, out, error);
    robots[channel->kind](letter, channel, secret, text, out);
    return true;
}

bool letter_compose(const struct letter *letter, const struct notify_channel *channel, const struct secrets *secrets,
                    struct parcel *out, char error[JUDGE_ERROR_BYTES])
{
    char *text = letter_text(letter, channel);
    memset(out, 0, sizeof *out);
    bool composed = text && parcel_fill(letter, channel, secrets, text, out, error);
    if (!text)
        snprintf(error, JUDGE_ERROR_BYTES, "the channel takes shorter messages than when this one was put together");
    free(text);
    return composed;
}

void parcel_clear(struct parcel *parcel)
{
    for (int i = 0; i < parcel->to_count; i++)
        free(parcel->to[i]);
    free(parcel->to);
    free(parcel->url);
    free(parcel->body);
    free(parcel->from);
    free(parcel->user);
    free(parcel->password);
    memset(parcel, 0, sizeof *parcel);
}
