/* Prints webhooks as they go out, for those that check them with others' libraries: a line of JSON each, with the
 * secret, the headers and the body. Texts and secrets of all sorts and lengths; the time is now, for receivers refuse
 * old ones.
 *
 *   webhook_print COUNT
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "common/base/instant.h"
#include "services/notify/compose.h"

enum { SECRET_LEAST = 16, SECRET_MOST = 64, TEXT_BYTES = 8192, SECRET_TEXT = 128 };

static const char *const pieces[] = {"电梯停运 ", "a", "\"quoted\" \\ ", "\n", "é", "<at user_id=\"all\">", "🚧",
                                     "{ticket}",  "\t"};

static void text_make(char out[TEXT_BYTES])
{
    uint32_t count = randombytes_uniform(200);
    size_t used = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < count; i++)
        used += (size_t)snprintf(out + used, TEXT_BYTES - used, "%s",
                                 pieces[randombytes_uniform(sizeof pieces / sizeof *pieces)]);
}

static void secret_make(char out[SECRET_TEXT])
{
    unsigned char bytes[SECRET_MOST];
    size_t length = SECRET_LEAST + randombytes_uniform(SECRET_MOST - SECRET_LEAST + 1);
    randombytes_buf(bytes, length);
    memcpy(out, "whsec_", sizeof "whsec_");
    sodium_bin2base64(out + 6, SECRET_TEXT - 6, bytes, length, sodium_base64_VARIANT_ORIGINAL);
}

static void webhook_print(const char *secret, const struct parcel *parcel)
{
    json_t *headers = json_object();
    for (size_t i = 0; i < sizeof parcel->headers / sizeof *parcel->headers; i++) {
        const char *colon = strchr(parcel->headers[i], ':');
        if (colon)
            json_object_setn_new(headers, parcel->headers[i], (size_t)(colon - parcel->headers[i]),
                                 json_string(colon + 2));
    }
    json_t *line = json_pack("{s:s, s:o, s:s}", "secret", secret, "headers", headers, "body", parcel->body);
    json_dumpf(line, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(line);
}

static bool webhook_make(int number)
{
    static const struct notify_channel channel = {
        .code = "hook", .kind = NOTIFY_WEBHOOK, .url_text = "https://example.cn/steward", .secret = "hook"};
    char secret_text[SECRET_TEXT], text[TEXT_BYTES], title[TEXT_BYTES], name[24], key[EFFECT_KEY_BYTES];
    char error[JUDGE_ERROR_BYTES];
    secret_make(secret_text);
    text_make(text);
    text_make(title);
    snprintf(name, sizeof name, "%d", number);
    effect_key("tianchang", name, "hook", "", key);
    char hook[] = "hook";
    struct secret secret = {.name = hook, .secret = secret_text};
    struct secrets secrets = {.entries = &secret, .entry_count = 1};
    struct letter_part part = {key, "clock.overdue", text, number};
    struct letter letter = {.city = "tianchang",
                            .key = key,
                            .title = title,
                            .recipient = "",
                            .now = instant_now(),
                            .parts = &part,
                            .part_count = 1};
    struct parcel parcel = {0};
    bool composed = letter_compose(&letter, &channel, &secrets, &parcel, error);
    if (composed)
        webhook_print(secret_text, &parcel);
    else
        fprintf(stderr, "webhook_print: %s\n", error);
    parcel_clear(&parcel);
    return composed;
}

int main(int argc, char **argv)
{
    int count = argc == 2 ? atoi(argv[1]) : 0;
    if (count <= 0 || sodium_init() < 0)
        return 2;
    for (int i = 1; i <= count; i++)
        if (!webhook_make(i))
            return 1;
    return 0;
}
