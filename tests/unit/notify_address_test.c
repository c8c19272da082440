/* Which addresses a message may go to, and what is taken for an address of a channel at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/city/address.h"
#include "common/city/url.h"

static bool is_public(const char *host)
{
    struct sockaddr_storage address;
    if (!address_parse(host, strlen(host), &address))
        fail_msg("%s is not taken for an address", host);
    return address_public((const struct sockaddr *)&address);
}

static void private_addresses_are_known(void **state)
{
    static const char *const hosts[] = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "017700000001",
        "127.1",
        "0177.0.0.1",
        "::",
        "::1",
        "[::1]",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:a9fe:a9fe",
        "::127.0.0.1",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:db8::1",
        "2001::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "3fff::1",
        "100::1",
    };
    (void)state;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (is_public(hosts[i]))
            fail_msg("%s is taken for public", hosts[i]);
}

static void public_addresses_are_let_through(void **state)
{
    static const char *const hosts[] = {
        "1.1.1.1",        "9.255.255.255",   "11.0.0.0",         "100.63.255.255", "100.128.0.0",     "126.255.255.255",
        "128.0.0.0",      "169.253.1.1",     "172.15.0.1",       "172.32.0.0",     "192.167.255.255", "192.169.0.0",
        "198.17.0.1",     "198.20.0.1",      "223.255.255.255",  "134744072",      "2606:4700::1111", "2400:3200::1",
        "::ffff:8.8.8.8", "2002:808:808::1", "64:ff9b::808:808",
    };
    (void)state;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        if (!is_public(hosts[i]))
            fail_msg("%s is taken for private", hosts[i]);
}

static void names_are_no_addresses(void **state)
{
    static const char *const hosts[] = {"example.org", "fee.de", "1.2.3.4.example.org", "", "localhost", "1.2.3.4.5"};
    struct sockaddr_storage address;
    (void)state;
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
        assert_false(address_parse(hosts[i], strlen(hosts[i]), &address));
}

static void expect_url(const char *text, int scheme, const char *place, const char *path)
{
    struct url url;
    char found[URL_PLACE_BYTES];
    const char *fault = url_read(text, strlen(text), &url);
    if (fault)
        fail_msg("%s %s", text, fault);
    assert_int_equal(url.scheme, scheme);
    assert_string_equal(url_place(&url, found), place);
    assert_string_equal(url.path, path);
}

static void urls_are_read(void **state)
{
    (void)state;
    expect_url("https://qyapi.weixin.qq.com/cgi-bin/webhook/send", URL_HTTPS, "qyapi.weixin.qq.com:443",
               "/cgi-bin/webhook/send");
    expect_url("http://Example.ORG:8080/a?b=c", URL_HTTP, "example.org:8080", "/a?b=c");
    expect_url("SMTP://mail.example.org", URL_SMTP, "mail.example.org:25", "");
    expect_url("smtps://[2606:4700::1111]:4650", URL_SMTPS, "[2606:4700::1111]:4650", "");
    expect_url("https://[2606:4700::1111]", URL_HTTPS, "[2606:4700::1111]:443", "");
}

static void bad_urls_are_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "example.org",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "http://",
        "http:///path",
        "http://user:secret@example.org/",
        "http://example.org@10.0.0.1/",
        "http://exa mple.org/",
        "http://example.org\\@10.0.0.1/",
        "http://example.org/#fragment",
        "http://example.org:0/",
        "http://example.org:65536/",
        "http://example.org:/",
        "http://example.org:80a/",
        "http://[::1/",
        "http://[1.2.3.4]/",
        "http://[fe80::1%eth0]/",
        "http://例子.cn/",
        "http://example.org?x=1",
        "http://a\nb/",
    };
    struct url url;
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!url_read(texts[i], strlen(texts[i]), &url))
            fail_msg("%s is taken", texts[i]);
}

static void expect_private(const char *text, bool expected)
{
    struct url url;
    assert_null(url_read(text, strlen(text), &url));
    if (url_private(&url) != expected)
        fail_msg("%s: expected %s", text, expected ? "private" : "public");
}

static void private_hosts_are_known(void **state)
{
    (void)state;
    expect_private("http://127.0.0.1/", true);
    expect_private("http://2130706433/", true);
    expect_private("http://[::ffff:127.0.0.1]/", true);
    expect_private("http://localhost:80/", true);
    expect_private("http://LOCALHOST./", true);
    expect_private("http://a.localhost/", true);
    expect_private("http://metadata.google.internal/", true);
    expect_private("http://printer.local/", true);
    expect_private("http://127.0.0.1./", true);
    expect_private("https://oapi.dingtalk.com/robot/send", false);
    expect_private("https://notlocal/", false);
    expect_private("https://8.8.8.8/", false);
}

static void lists_allow(void **state)
{
    char one[] = "127.0.0.1:8080", two[] = "mail.internal:25";
    char *const allowed[] = {one, two};
    (void)state;
    assert_true(url_allowed("127.0.0.1:8080", allowed, 2));
    assert_true(url_allowed("MAIL.internal:25", allowed, 2));
    assert_false(url_allowed("127.0.0.1:80", allowed, 2));
    assert_false(url_allowed("127.0.0.1:8080", allowed, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(private_addresses_are_known),
        cmocka_unit_test(public_addresses_are_let_through),
        cmocka_unit_test(names_are_no_addresses),
        cmocka_unit_test(urls_are_read),
        cmocka_unit_test(bad_urls_are_refused),
        cmocka_unit_test(private_hosts_are_known),
        cmocka_unit_test(lists_allow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
