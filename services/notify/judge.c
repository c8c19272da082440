/* HTTP first, then the code in the body. */
#include "services/notify/judge.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { SAID_BYTES = 120 };

/* Codes of robots that ask for patience, and those by which a message or its robot is refused for good; others are
 * tried again. WeCom: 45009 too often, 45033 too many at once; 40008, 44004, 40058: the message does not fit; 93000 the
 * key is none. DingTalk: 130101 too often; 300001, 300005: the token is none; 400013 the group is gone. Feishu:
 * 11232 too often; 19001 the hook is none; 9499 the message does not fit. */
static const struct {
    int64_t code;
    enum notify_kind kind;
    enum verdict verdict;
} codes[] = {
    {45009, NOTIFY_WECOM, VERDICT_OVERLOADED},     {45033, NOTIFY_WECOM, VERDICT_OVERLOADED},
    {40008, NOTIFY_WECOM, VERDICT_DEAD},           {44004, NOTIFY_WECOM, VERDICT_DEAD},
    {40058, NOTIFY_WECOM, VERDICT_DEAD},           {93000, NOTIFY_WECOM, VERDICT_DEAD},
    {130101, NOTIFY_DINGTALK, VERDICT_OVERLOADED}, {300001, NOTIFY_DINGTALK, VERDICT_DEAD},
    {300005, NOTIFY_DINGTALK, VERDICT_DEAD},       {400013, NOTIFY_DINGTALK, VERDICT_DEAD},
    {11232, NOTIFY_FEISHU, VERDICT_OVERLOADED},    {19001, NOTIFY_FEISHU, VERDICT_DEAD},
    {9499, NOTIFY_FEISHU, VERDICT_DEAD},
};

static enum verdict code_judge(enum notify_kind kind, int64_t code)
{
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (codes[i].kind == kind && codes[i].code == code)
            return codes[i].verdict;
    return VERDICT_RETRY;
}

/* What the receiver says of it, made fit for a log: one line of ASCII. */
static const char *said(const json_t *body, char out[SAID_BYTES])
{
    const char *text = json_string_value(json_object_get(body, "errmsg"));
    text = text ? text : json_string_value(json_object_get(body, "msg"));
    snprintf(out, SAID_BYTES, "%.100s", text ? text : "");
    for (char *c = out; *c; c++)
        if ((unsigned char)*c < ' ' || (unsigned char)*c >= 0x7f)
            *c = '?';
    return out;
}

static enum verdict body_judge(const struct notify_channel *channel, const char *field, const struct answer *answer,
                               char error[JUDGE_ERROR_BYTES])
{
    char text[SAID_BYTES];
    json_t *body = json_loadb(answer->body, answer->length, JSON_REJECT_DUPLICATES, NULL);
    json_t *code = json_object_get(body, field);
    enum verdict verdict = VERDICT_RETRY;
    if (!json_is_integer(code)) {
        snprintf(error, JUDGE_ERROR_BYTES, "the answer has no whole number '%s'", field);
    } else if (json_integer_value(code) == 0) {
        verdict = VERDICT_DELIVERED;
    } else {
        verdict = code_judge(channel->kind, json_integer_value(code));
        snprintf(error, JUDGE_ERROR_BYTES, "%s %" JSON_INTEGER_FORMAT " %s", field, json_integer_value(code),
                 said(body, text));
    }
    json_decref(body);
    return verdict;
}

static enum verdict status_judge(const struct notify_channel *channel, const struct answer *answer,
                                 char error[JUDGE_ERROR_BYTES])
{
    snprintf(error, JUDGE_ERROR_BYTES, "%s %ld", channel->kind == NOTIFY_EMAIL ? "SMTP" : "HTTP", answer->status);
    if (channel->kind == NOTIFY_EMAIL)
        return answer->status >= 500 ? VERDICT_DEAD : VERDICT_RETRY;
    if (answer->status == 429 || answer->status == 503)
        return VERDICT_OVERLOADED;
    return answer->status == 410 ? VERDICT_DEAD : VERDICT_RETRY;
}

int64_t answer_patience(const struct notify_channel *channel, const struct answer *answer)
{
    int64_t asked = answer->retry_after_ms > 0 ? answer->retry_after_ms : OVERLOADED_LEAST_MS;
    return asked < channel->most_ms ? asked : channel->most_ms;
}

enum verdict answer_judge(const struct notify_channel *channel, const struct answer *answer,
                          char error[JUDGE_ERROR_BYTES])
{
    static const char *const fields[] = {
        [NOTIFY_WECOM] = "errcode", [NOTIFY_DINGTALK] = "errcode", [NOTIFY_FEISHU] = "code"};
    error[0] = '\0';
    if (!answer->whole && channel->kind == NOTIFY_EMAIL && answer->status >= 400)
        return status_judge(channel, answer, error);
    if (!answer->whole) {
        snprintf(error, JUDGE_ERROR_BYTES, "%s", answer->failure);
        return VERDICT_RETRY;
    }
    if (channel->kind == NOTIFY_EMAIL)
        return VERDICT_DELIVERED;
    if (answer->status < 200 || answer->status > 299)
        return status_judge(channel, answer, error);
    const char *field = channel->kind == NOTIFY_WEBHOOK ? channel->answer_field : fields[channel->kind];
    return *field ? body_judge(channel, field, answer, error) : VERDICT_DELIVERED;
}
