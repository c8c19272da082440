/* Keys and bodies of the steps. */
#include "services/ctl/import/steps.h"

#include <jansson.h>
#include <stdio.h>

#include "common/base/log.h"

#define NEVER INT64_C(253402300799999) /* 9999-12-31T23:59:59.999Z, the last time that a message may carry */

static const char *const names[STEPS] = {"submit", "dispatch", "sign", "handle", "verify", "close"};
static const char *const messages[STEPS] = {"ticket.submit", "ticket.dispatch", "ticket.sign",
                                            "ticket.handle", "ticket.verify",   "ticket.close"};

const char *step_message(enum step step)
{
    return messages[step];
}

int steps_of(const struct row *row)
{
    return row->is_closed ? STEPS : STEP_DISPATCH + 1;
}

void step_key(char out[KEY_BYTES_MAX + 1], const struct mapping *mapping, const struct row *row, enum step step)
{
    snprintf(out, KEY_BYTES_MAX + 1, "import:%s:%s:%s", mapping->city.code, row->key, names[step]);
}

void step_key_range(char from[KEY_BYTES_MAX + 1], char to[KEY_BYTES_MAX + 1], const struct mapping *mapping)
{
    snprintf(from, KEY_BYTES_MAX + 1, "import:%s:", mapping->city.code);
    snprintf(to, KEY_BYTES_MAX + 1, "import:%s;", mapping->city.code);
}

/* Adds a text where there is one. */
static void text_set(json_t *body, const struct row *row, enum mapping_text_of text)
{
    if (row->texts[text] && *row->texts[text])
        json_object_set_new(body, mapping_text_names[text], json_string(row->texts[text]));
}

static void submission_set(json_t *body, const struct row *row)
{
    json_object_set_new(body, "channel", json_string(row->channel));
    json_object_set_new(body, "category", json_string(row->category));
    json_object_set_new(body, "area", json_string(row->area));
    text_set(body, row, TEXT_TITLE);
    text_set(body, row, TEXT_DESCRIPTION);
    text_set(body, row, TEXT_ADDRESS);
    if (!row->has_place)
        return;
    json_object_set_new(body, "latitude", json_real(row->latitude));
    json_object_set_new(body, "longitude", json_real(row->longitude));
}

static void dispatch_set(json_t *body, const struct row *row)
{
    json_object_set_new(body, "organisation", json_string(row->organisation));
    if (row->has_due)
        json_object_set_new(body, "due", json_integer(row->due));
    else
        json_object_set_new(body, "no_limit", json_true());
    if (row->is_closed)
        json_object_set_new(body, "alert_after", json_integer(NEVER));
}

char *step_body(const struct mapping *mapping, const struct row *row, enum step step, int64_t ticket)
{
    json_t *body = json_object();
    bool closing = step == STEP_HANDLE || step == STEP_VERIFY || step == STEP_CLOSE;
    json_object_set_new(body, "city", json_string(mapping->city.code));
    json_object_set_new(body, "actor", json_string(mapping->actor));
    json_object_set_new(body, "at", json_integer(closing ? row->closed : row->reported));
    if (step == STEP_SUBMIT)
        submission_set(body, row);
    else
        json_object_set_new(body, "ticket", json_integer(ticket));
    if (step == STEP_DISPATCH)
        dispatch_set(body, row);
    if (step == STEP_HANDLE)
        text_set(body, row, TEXT_RESULT);
    if (step == STEP_CLOSE)
        text_set(body, row, TEXT_ANSWER);
    char *text = json_dumps(body, JSON_COMPACT | JSON_REAL_PRECISION(15));
    json_decref(body);
    if (!text)
        log_abort("a step of an import cannot be written as JSON");
    return text;
}
