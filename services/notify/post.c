/* libcurl's multi interface, driven by our epoll and its one timer. */
#include "services/notify/post.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "common/base/instant.h"
#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/city/address.h"
#include "common/city/url.h"

enum { CONNECT_MS = 5000, EVENTS_AT_ONCE = 64, TURNS_MOST = 8, RETRY_AFTER_MOST = 86400 };

struct post {
    CURLM *multi;
    int epoll;
    int64_t wake; /* monotonic µs */
    int flights;
    struct post_options options;
    struct errand *errands; /* all that are under way */
};

/* One parcel under way. */
struct errand {
    struct post *post;
    struct errand *next, **link;
    struct parcel parcel;
    struct curl_slist *headers, *recipients;
    CURL *easy;
    void *flight;
    bool place_allowed;
    size_t read_at; /* of the body of an e-mail */
    char place[URL_PLACE_BYTES], refused[ADDRESS_TEXT_BYTES], error[CURL_ERROR_SIZE];
    char *answer;
    size_t answer_length;
};

/* -- libcurl's wishes ---------------------------------------------------------------------------------------------- */

static int socket_watch(CURL *easy, curl_socket_t socket, int what, void *context, void *known)
{
    struct post *post = context;
    struct epoll_event event = {.data.fd = socket};
    (void)easy;
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(post->epoll, EPOLL_CTL_DEL, socket, NULL);
        return 0;
    }
    event.events = (what & CURL_POLL_IN ? (uint32_t)EPOLLIN : 0) | (what & CURL_POLL_OUT ? (uint32_t)EPOLLOUT : 0);
    if (epoll_ctl(post->epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event) != 0)
        epoll_ctl(post->epoll, known ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event);
    curl_multi_assign(post->multi, socket, post);
    return 0;
}

static int timer_set(CURLM *multi, long milliseconds, void *context)
{
    struct post *post = context;
    (void)multi;
    post->wake = milliseconds < 0 ? INT64_MAX : instant_monotonic() + (int64_t)milliseconds * 1000;
    return 0;
}

/* The gate: the last moment before a connection, when what a name was resolved to is known. */
static curl_socket_t socket_open(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct errand *errand = context;
    char text[ADDRESS_TEXT_BYTES], place[URL_PLACE_BYTES];
    struct sockaddr *to = &address->addr;
    (void)purpose;
    address_print(to, text);
    const char *port = strrchr(errand->place, ':');
    snprintf(place, sizeof place, to->sa_family == AF_INET6 ? "[%s]%s" : "%s%s", text, port);
    bool allowed = errand->place_allowed || address_public(to) ||
                   url_allowed(place, errand->post->options.allowed, errand->post->options.allowed_count);
    if (!allowed) {
        memcpy(errand->refused, text, sizeof errand->refused);
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t answer_take(char *bytes, size_t size, size_t count, void *context)
{
    struct errand *errand = context;
    size_t length = size * count;
    if (errand->answer_length + length > POST_ANSWER_MOST)
        return 0; /* who answers with more has not understood what it was sent */
    errand->answer = memory_resize(errand->answer, errand->answer_length + length + 1, 1);
    memcpy(errand->answer + errand->answer_length, bytes, length);
    errand->answer_length += length;
    errand->answer[errand->answer_length] = '\0';
    return length;
}

static size_t mail_give(char *out, size_t size, size_t count, void *context)
{
    struct errand *errand = context;
    size_t left = errand->parcel.length - errand->read_at, room = size * count;
    size_t length = left < room ? left : room;
    memcpy(out, errand->parcel.body + errand->read_at, length);
    errand->read_at += length;
    return length;
}

/* -- parcels out --------------------------------------------------------------------------------------------------- */

static void http_set(struct errand *errand)
{
    CURL *easy = errand->easy;
    for (size_t i = 0; i < sizeof errand->parcel.headers / sizeof *errand->parcel.headers; i++)
        if (*errand->parcel.headers[i])
            errand->headers = curl_slist_append(errand->headers, errand->parcel.headers[i]);
    errand->headers = curl_slist_append(errand->headers, "Expect:");
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, errand->headers);
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, errand->parcel.body);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)errand->parcel.length);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "Steward/" STEWARD_VERSION);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
}

static void mail_set(struct errand *errand)
{
    CURL *easy = errand->easy;
    char from[300], to[300];
    snprintf(from, sizeof from, "<%.254s>", errand->parcel.from);
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, from);
    for (int i = 0; i < errand->parcel.to_count; i++) {
        snprintf(to, sizeof to, "<%.254s>", errand->parcel.to[i]);
        errand->recipients = curl_slist_append(errand->recipients, to);
    }
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, errand->recipients);
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)errand->parcel.length);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, mail_give);
    curl_easy_setopt(easy, CURLOPT_READDATA, errand);
    curl_easy_setopt(easy, CURLOPT_USE_SSL, (long)(errand->parcel.user ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    if (errand->parcel.user) {
        curl_easy_setopt(easy, CURLOPT_USERNAME, errand->parcel.user);
        curl_easy_setopt(easy, CURLOPT_PASSWORD, errand->parcel.password);
    }
}

static void common_set(struct errand *errand, int64_t timeout_ms)
{
    CURL *easy = errand->easy;
    curl_easy_setopt(easy, CURLOPT_URL, errand->parcel.url);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https,smtp,smtps");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)timeout_ms);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)(timeout_ms < CONNECT_MS ? timeout_ms : CONNECT_MS));
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, socket_open);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, errand);
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L); /* one that is kept was opened past another errand's gate */
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, answer_take);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, errand);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, errand->error);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, errand);
}

void post_send(struct post *post, struct parcel *parcel, const struct notify_channel *channel, void *flight)
{
    struct errand *errand = memory_new(1, sizeof *errand);
    errand->post = post;
    errand->parcel = *parcel;
    memset(parcel, 0, sizeof *parcel);
    errand->flight = flight;
    url_place(&channel->url, errand->place);
    errand->place_allowed = url_allowed(errand->place, post->options.allowed, post->options.allowed_count);
    errand->easy = curl_easy_init();
    if (!errand->easy)
        log_abort("out of memory for a transfer");
    common_set(errand, channel->timeout_ms);
    if (channel->kind == NOTIFY_EMAIL)
        mail_set(errand);
    else
        http_set(errand);
    errand->next = post->errands;
    errand->link = &post->errands;
    if (errand->next)
        errand->next->link = &errand->next;
    post->errands = errand;
    post->flights++;
    curl_multi_add_handle(post->multi, errand->easy);
}

/* -- parcels back -------------------------------------------------------------------------------------------------- */

static void errand_end(struct errand *errand)
{
    struct post *post = errand->post;
    curl_multi_remove_handle(post->multi, errand->easy);
    curl_easy_cleanup(errand->easy);
    curl_slist_free_all(errand->headers);
    curl_slist_free_all(errand->recipients);
    parcel_clear(&errand->parcel);
    free(errand->answer);
    *errand->link = errand->next;
    if (errand->next)
        errand->next->link = errand->link;
    post->flights--;
    free(errand);
}

/* What failed, without what libcurl's own words may hold of the address. */
static void errand_report(struct errand *errand, CURLcode code)
{
    char failure[160];
    struct answer answer = {.whole = code == CURLE_OK, .failure = failure, .body = "", .length = errand->answer_length};
    curl_off_t retry_after = 0; /* seconds; libcurl has worked out those of a date */
    curl_easy_getinfo(errand->easy, CURLINFO_RESPONSE_CODE, &answer.status);
    curl_easy_getinfo(errand->easy, CURLINFO_RETRY_AFTER, &retry_after);
    answer.retry_after_ms = (retry_after < RETRY_AFTER_MOST ? retry_after : RETRY_AFTER_MOST) * 1000;
    if (errand->answer)
        answer.body = errand->answer;
    answer.refused_here = errand->refused[0] != '\0';
    if (answer.refused_here)
        snprintf(failure, sizeof failure, "%.60s is not allowed: it is no public address, nor in notify.allow",
                 errand->refused);
    else
        snprintf(failure, sizeof failure, "%s", code == CURLE_OK ? "" : curl_easy_strerror(code));
    errand->post->options.returned(errand->post->options.context, errand->flight, &answer);
}

static void returns_take(struct post *post)
{
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(post->multi, &left))) {
        struct errand *errand = NULL;
        CURLcode code = message->data.result;
        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&errand);
        errand_report(errand, code);
        errand_end(errand);
    }
}

static void sockets_act(struct post *post)
{
    struct epoll_event events[EVENTS_AT_ONCE];
    int running, count = epoll_wait(post->epoll, events, EVENTS_AT_ONCE, 0);
    for (int i = 0; i < count; i++) {
        uint32_t what = events[i].events;
        int action = (what & (EPOLLIN | EPOLLHUP) ? CURL_CSELECT_IN : 0) | (what & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
                     (what & EPOLLERR ? CURL_CSELECT_ERR : 0);
        curl_multi_socket_action(post->multi, events[i].data.fd, action, &running);
    }
}

void post_turn(struct post *post)
{
    int running;
    if (!post->flights)
        return;
    for (int turn = 0; turn < TURNS_MOST && post->wake <= instant_monotonic(); turn++) {
        post->wake = INT64_MAX;
        curl_multi_socket_action(post->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    }
    sockets_act(post);
    returns_take(post);
}

int post_flights(const struct post *post)
{
    return post->flights;
}

int post_descriptor(const struct post *post)
{
    return post->epoll;
}

int64_t post_wake(const struct post *post)
{
    return post->flights ? post->wake : INT64_MAX;
}

struct post *post_new(const struct post_options *options)
{
    struct post *post = memory_new(1, sizeof *post);
    post->options = *options;
    post->wake = INT64_MAX;
    post->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0 || !(post->multi = curl_multi_init()) || post->epoll < 0)
        log_abort("the post does not open: %s", strerror(errno));
    curl_multi_setopt(post->multi, CURLMOPT_SOCKETFUNCTION, socket_watch);
    curl_multi_setopt(post->multi, CURLMOPT_SOCKETDATA, post);
    curl_multi_setopt(post->multi, CURLMOPT_TIMERFUNCTION, timer_set);
    curl_multi_setopt(post->multi, CURLMOPT_TIMERDATA, post);
    curl_multi_setopt(post->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)POST_FLIGHTS_MOST);
    return post;
}

void post_destroy(struct post **post)
{
    if (!*post)
        return;
    for (struct errand *errand = (*post)->errands, *next; errand; errand = next) {
        next = errand->next;
        errand_end(errand);
    }
    curl_multi_cleanup((*post)->multi);
    curl_global_cleanup();
    close((*post)->epoll);
    free(*post);
    *post = NULL;
}
