/* A message of e-mail: RFC 5322, its words in UTF-8 by RFC 2047, its text in base64. */
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/base/memory.h"
#include "services/notify/compose.h"
#include "services/notify/merge.h"

enum { WORD_BYTES = 42, LINE_BYTES = 57 }; /* of text in one encoded word and one line: 75 and 76 when encoded */

struct mail {
    char *bytes;
    size_t length, capacity;
};

static void mail_add(struct mail *mail, const char *text)
{
    size_t length = strlen(text);
    memory_reserve((void **)&mail->bytes, &mail->capacity, mail->length + length + 1, 1);
    memcpy(mail->bytes + mail->length, text, length + 1);
    mail->length += length;
}

static void header_add(struct mail *mail, const char *name, const char *value)
{
    mail_add(mail, name);
    mail_add(mail, ": ");
    mail_add(mail, value);
    mail_add(mail, "\r\n");
}

static void base64_add(struct mail *mail, const char *bytes, size_t length)
{
    char text[128];
    sodium_bin2base64(text, sizeof text, (const unsigned char *)bytes, length, sodium_base64_VARIANT_ORIGINAL);
    mail_add(mail, text);
}

/* In words of whole characters, each on a line of its own. */
static void subject_add(struct mail *mail, const char *subject)
{
    size_t left = strlen(subject);
    mail_add(mail, "Subject:");
    do {
        size_t word = text_cut(subject, left, WORD_BYTES);
        mail_add(mail, " =?UTF-8?B?");
        base64_add(mail, subject, word);
        mail_add(mail, "?=\r\n");
        subject += word;
        left -= word;
    } while (left);
}

static void date_add(struct mail *mail, int64_t now)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[64];
    time_t second = (time_t)(now / 1000);
    struct tm utc;
    gmtime_r(&second, &utc);
    snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d +0000", days[utc.tm_wday], utc.tm_mday,
             months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
    header_add(mail, "Date", text);
}

static void text_add(struct mail *mail, const char *text)
{
    char *lines = memory_new(strlen(text) * 2 + 1, 1);
    size_t length = 0;
    for (; *text; text++) {
        if (*text == '\n')
            lines[length++] = '\r';
        lines[length++] = *text;
    }
    for (size_t at = 0; at < length; at += LINE_BYTES) {
        base64_add(mail, lines + at, length - at < LINE_BYTES ? length - at : LINE_BYTES);
        mail_add(mail, "\r\n");
    }
    free(lines);
}

char *mail_compose(const struct letter *letter, const struct notify_channel *channel, const char *to, const char *text,
                   size_t *length)
{
    struct mail mail = {0};
    char identifier[400];
    const char *host = strrchr(channel->from, '@');
    snprintf(identifier, sizeof identifier, "<%s@%s>", letter->key, host ? host + 1 : "steward");
    date_add(&mail, letter->now);
    header_add(&mail, "From", channel->from);
    header_add(&mail, "To", to);
    subject_add(&mail, *letter->title ? letter->title : "Steward");
    header_add(&mail, "Message-ID", identifier);
    header_add(&mail, "X-Steward-Key", letter->key);
    header_add(&mail, "Auto-Submitted", "auto-generated"); /* RFC 3834: nobody's absence answers it */
    if (letter->urgent)
        header_add(&mail, "Importance", "high");
    header_add(&mail, "MIME-Version", "1.0");
    header_add(&mail, "Content-Type", "text/plain; charset=utf-8");
    header_add(&mail, "Content-Transfer-Encoding", "base64");
    mail_add(&mail, "\r\n");
    text_add(&mail, text);
    *length = mail.length;
    return mail.bytes;
}
