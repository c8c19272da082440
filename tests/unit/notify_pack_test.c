/* notify.yaml of a pack: what is taken, and what is refused, with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/city/notify_file.h"
#include "proto/lifecycle.h"
#include "services/notify/secrets.h"
#include "tests/unit/city_texts.h"

#define CHANNELS                                                                                                       \
    "channels:\n"                                                                                                      \
    "- {code: duty, kind: wecom, url: \"https://qyapi.weixin.qq.com/cgi-bin/webhook/send\", secret: duty}\n"           \
    "- {code: mail, kind: email, url: \"smtp://mail.example.org:587\", from: s@example.org, to: [d@example.org], "     \
    "language: en, rate: 5/s}\n"
#define TEMPLATES                                                                                                      \
    "templates:\n"                                                                                                     \
    "- {event: clock.overdue, text: \"{ticket} {title}\", importance: 30}\n"                                           \
    "- {event: clock.overdue, language: en, title: \"{ticket} is overdue\", text: \"{ticket}\\n{due}\"}\n"
#define ROUTES                                                                                                         \
    "routes:\n"                                                                                                        \
    "- {events: [clock.overdue], channel: duty, urgent: yes}\n"                                                        \
    "- {events: [clock.overdue], channel: mail, organisation: o1, area: a1, roles: [handler]}\n"

static struct pack *read_text(const char *notify, struct pack_faults *faults)
{
    struct pack_text texts[CITY_TEXTS + 1];
    struct pack *pack = NULL;
    city_texts_replace(texts, NULL, NULL, 0);
    texts[CITY_TEXTS] = (struct pack_text){PACK_NOTIFY, notify, strlen(notify)};
    pack_read_texts(texts, CITY_TEXTS + 1, &pack, faults);
    return pack;
}

/* Exactly one fault, with this line and these words in it. */
static void expect_fault(const char *text, int line, const char *part)
{
    struct pack_faults faults = {0};
    struct pack *pack = read_text(text, &faults);
    const struct pack_fault *fault = faults.items;
    if (pack || faults.count != 1 || fault->line != line || strcmp(fault->file, PACK_NOTIFY) != 0 ||
        !(strstr(fault->message, part) || strstr(fault->field, part))) {
        pack_faults_print(&faults, stderr);
        fail_msg("expected one fault in line %d with '%s'", line, part);
    }
    pack_faults_clear(&faults);
}

static void a_good_file_is_taken(void **state)
{
    struct pack_faults faults = {0};
    (void)state;
    struct pack *pack = read_text("language: zh\nquiet: 21:00–08:00\ngather: 5s\n" CHANNELS TEMPLATES ROUTES
                                  "digest: {at: \"08:30\", to: mail, title: \"{date}\", heading: \"{city} {count}\", "
                                  "department: \"{organisation}\", line: \"{ticket} {title} {due}\"}\n",
                                  &faults);
    pack_faults_print(&faults, stderr);
    assert_non_null(pack);
    const struct notify *notify = pack->notify;
    assert_int_equal(notify->channel_count, 2);
    assert_int_equal(notify->channels[0].rate, 20);
    assert_int_equal(notify->channels[0].rate_ms, 60000);
    assert_int_equal(notify->channels[1].rate, 5);
    assert_int_equal(notify->channels[1].rate_ms, 1000);
    assert_int_equal(notify->channels[1].url.port, 587);
    assert_true(notify->has_quiet);
    assert_int_equal(notify->quiet.open, 21 * 3600);
    assert_int_equal(notify->quiet.close, 32 * 3600);
    assert_int_equal(notify->gather_ms, 5000);
    assert_int_equal(notify->stale_ms, 3 * 86400000);
    assert_true(notify_route_takes(&notify->routes[0], EVENT_CLOCK_OVERDUE));
    assert_false(notify_route_takes(&notify->routes[0], ACTION_CLOSE));
    assert_true(notify->routes[0].urgent && !notify->routes[1].urgent);
    assert_int_equal(notify->routes[1].roles, ROLE_HANDLER);
    assert_int_equal(notify->digest.at, 8 * 3600 + 1800);
    assert_string_equal(notify_template_find(notify, EVENT_CLOCK_OVERDUE, NOTIFY_EN)->text, "{ticket}\n{due}");
    pack_destroy(&pack);
}

static void nobody_is_told_over_a_channel_that_is_not_active(void **state)
{
    struct pack_faults faults = {0};
    (void)state;
    struct pack *pack =
        read_text("channels:\n- {code: duty, kind: wecom, active: no, url: \"https://qyapi.weixin.qq.com/x\", secret: "
                  "duty}\n- {code: other, kind: wecom, active: yes, url: \"https://qyapi.weixin.qq.com/x\", secret: "
                  "duty}\n"
                  "templates:\n- {event: clock.overdue, text: \"{ticket}\"}\n"
                  "routes:\n- {events: [clock.overdue], channel: duty}\n- {events: [clock.overdue], channel: other}\n"
                  "digest: {at: \"08:30\", to: duty, title: \"{date}\", heading: \"{city} {count}\", "
                  "department: \"{organisation}\", line: \"{ticket} {title} {due}\"}\n",
                  &faults);
    pack_faults_print(&faults, stderr);
    assert_non_null(pack);
    assert_false(pack->notify->channels[0].active);
    assert_false(notify_route_takes(&pack->notify->routes[0], EVENT_CLOCK_OVERDUE));
    assert_true(notify_route_takes(&pack->notify->routes[1], EVENT_CLOCK_OVERDUE));
    assert_false(pack->notify->digest.wanted);
    pack_destroy(&pack);
}

static void a_pack_needs_none(void **state)
{
    struct pack_text texts[CITY_TEXTS];
    struct pack_faults faults = {0};
    struct pack *pack = NULL;
    (void)state;
    city_texts_replace(texts, NULL, NULL, 0);
    assert_true(pack_read_texts(texts, CITY_TEXTS, &pack, &faults));
    assert_null(pack->notify);
    pack_destroy(&pack);
}

static void unknown_fields_of_templates_are_told(void **state)
{
    (void)state;
    expect_fault(CHANNELS "templates:\n- {event: clock.overdue, text: \"{tickte}\"}\n"
                          "routes:\n- {events: [clock.overdue], channel: duty}\n",
                 5, "{tickte}");
    expect_fault(CHANNELS "templates:\n- event: clock.overdue\n  text: |\n    {ticket}\n    {nonsense}\n"
                          "routes:\n- {events: [clock.overdue], channel: duty}\n",
                 6, "{nonsense}");
    expect_fault(CHANNELS TEMPLATES ROUTES "digest: {at: \"08:30\", to: duty, title: t, heading: \"{ticket}\", "
                                           "department: d, line: l}\n",
                 10, "{ticket}");
}

static void unknown_names_are_told(void **state)
{
    (void)state;
    expect_fault(CHANNELS TEMPLATES "routes:\n- {events: [clock.overdue], channel: dity}\n", 8, "dity");
    expect_fault(CHANNELS TEMPLATES "routes:\n- {events: [clock.overdone], channel: duty}\n", 8, "clock.overdone");
    expect_fault(CHANNELS TEMPLATES "routes:\n- {events: [ticket.closed], channel: duty}\n", 8, "no template");
    expect_fault(CHANNELS TEMPLATES "routes:\n- {events: [clock.overdue], channel: duty, organisation: o9}\n", 8, "o9");
    expect_fault(CHANNELS TEMPLATES "routes:\n- {events: [clock.overdue], channel: duty, roles: [handler]}\n", 8,
                 "robot");
    expect_fault(CHANNELS TEMPLATES "routes:\n- {events: [clock.overdue], channel: mail, roles: [king]}\n", 8, "king");
    expect_fault(CHANNELS TEMPLATES ROUTES "digest: {at: \"8:30\", to: duty, title: t, heading: h, department: d, "
                                           "line: l}\n",
                 10, "8:30");
}

/* A file with this channel, which is refused. */
static void expect_channel_fault(const char *channel, const char *part)
{
    char text[2000];
    snprintf(text, sizeof text, "channels:\n- {%s}\n" TEMPLATES "routes:\n- {events: [clock.overdue], channel: c}\n",
             channel);
    expect_fault(text, 2, part);
}

static void bad_channels_are_told(void **state)
{
    (void)state;
    expect_channel_fault("code: c, kind: wecom, url: \"ftp://example.org/\", secret: s", "no address");
    expect_channel_fault("code: c, kind: wecom, url: \"https://u:p@example.org/\", secret: s", "user");
    expect_channel_fault("code: c, kind: wecom, url: \"smtp://example.org\", secret: s", "for e-mail");
    expect_channel_fault("code: c, kind: wecom, url: \"https://example.org/\"", "secret");
    expect_channel_fault("code: c, kind: wecom, url: \"https://example.org/\", secret: s, rate: 20/d", "rate");
    expect_channel_fault("code: c, kind: wecom, url: \"https://example.org/\", secret: s, rate: 0/m", "rate");
    expect_channel_fault("code: c, kind: wecom, url: \"https://example.org/\", secret: s, from: a@b.c", "from");
    expect_channel_fault("code: c, kind: wecom, url: \"https://example.org/\", secret: s, timeout: 1h", "timeout");
    expect_channel_fault("code: c, kind: wecom, url: \"https://example.org/\", secret: s, first: 1h", "most");
    expect_channel_fault("code: c, kind: pigeon, url: \"https://example.org/\", secret: s", "pigeon");
    expect_channel_fault("code: c, kind: email, url: \"smtp://example.org\", to: [a@b.c]", "from");
    expect_channel_fault("code: c, kind: email, url: \"smtp://example.org\", from: a@b.c, to: [\"a@b.c>\"]", "a@b.c>");
    expect_channel_fault("code: c, kind: email, url: \"https://example.org\", from: a@b.c, to: [a@b.c]", "for the web");
}

static void private_places_are_told(void **state)
{
    char allowed_place[] = "10.0.0.5:8080";
    char *const allowed[] = {allowed_place};
    struct pack_faults faults = {0};
    (void)state;
    struct pack *pack = read_text("channels:\n- {code: a, kind: webhook, url: \"http://10.0.0.5:8080/x\", secret: s}\n"
                                  "- {code: b, kind: webhook, url: \"http://0x7f.1/x\", secret: s}\n" TEMPLATES
                                  "routes:\n- {events: [clock.overdue], channel: a}\n",
                                  &faults);
    assert_non_null(pack);
    notify_places_check(pack->notify, allowed, 1, &faults);
    assert_int_equal(faults.count, 1);
    assert_int_equal(faults.items[0].line, 3);
    assert_non_null(strstr(faults.items[0].message, "private network"));
    notify_places_check(pack->notify, NULL, 0, &faults);
    assert_int_equal(faults.count, 3);
    pack_faults_clear(&faults);
    pack_destroy(&pack);
}

static void quiet_days_need_a_calendar(void **state)
{
    (void)state;
    expect_fault("quiet_days: yes\n" CHANNELS TEMPLATES ROUTES, 1, "calendar");
    expect_fault("quiet: 25:00-08:00\n" CHANNELS TEMPLATES ROUTES, 1, "25:00");
}

/* -- secrets --------------------------------------------------------------------------------------------------------
 */

static struct secrets *secrets_of(const char *text, mode_t mode, struct pack_faults *faults)
{
    char path[] = "/tmp/secrets.XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text));
    fchmod(file, mode);
    close(file);
    struct secrets *secrets = secrets_read(path, faults);
    unlink(path);
    return secrets;
}

static void secrets_are_read(void **state)
{
    struct pack_faults faults = {0};
    (void)state;
    struct secrets *secrets =
        secrets_of("secrets:\n- {name: duty, token: t}\n- {name: mail, user: u, password: p}\ncontacts:\n"
                   "- {city: c, person: p2, email: p2@example.org}\n",
                   0600, &faults);
    assert_non_null(secrets);
    assert_string_equal(secrets_find(secrets, "duty")->token, "t");
    assert_string_equal(secrets_find(secrets, "mail")->password, "p");
    assert_null(secrets_find(secrets, "other"));
    assert_string_equal(secrets_email(secrets, "c", "p2"), "p2@example.org");
    assert_null(secrets_email(secrets, "d", "p2"));
    secrets_destroy(&secrets);
}

static void expect_secrets_fault(const char *text, mode_t mode, int line, const char *part)
{
    struct pack_faults faults = {0};
    assert_null(secrets_of(text, mode, &faults));
    assert_int_equal(faults.count, 1);
    assert_int_equal(faults.items[0].line, line);
    if (!strstr(faults.items[0].message, part))
        fail_msg("expected '%s', found '%s'", part, faults.items[0].message);
    pack_faults_clear(&faults);
}

static void secrets_that_others_can_read_are_refused(void **state)
{
    (void)state;
    expect_secrets_fault("secrets:\n- {name: a}\n", 0644, 0, "0600");
    expect_secrets_fault("secrets:\n- {name: a}\n", 0640, 0, "0600");
    expect_secrets_fault("secrets:\n- {name: a}\n- {name: a}\n", 0600, 3, "taken");
    expect_secrets_fault("secrets:\n- {name: a, tokem: b}\n", 0600, 2, "tokem");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_file_is_taken),    cmocka_unit_test(nobody_is_told_over_a_channel_that_is_not_active),
        cmocka_unit_test(a_pack_needs_none),       cmocka_unit_test(unknown_fields_of_templates_are_told),
        cmocka_unit_test(unknown_names_are_told),  cmocka_unit_test(bad_channels_are_told),
        cmocka_unit_test(private_places_are_told), cmocka_unit_test(quiet_days_need_a_calendar),
        cmocka_unit_test(secrets_are_read),        cmocka_unit_test(secrets_that_others_can_read_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
