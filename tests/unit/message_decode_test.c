/* The decoder: each type of field, each fault, and the bounds of every field of every message. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "proto/message.h"

static json_t *json_of(const char *text)
{
    struct fault fault;
    json_t *json = message_parse(text, strlen(text), &fault);
    if (!json)
        fail_msg("%s: %s", text, fault.message);
    return json;
}

/* Decodes `text` as `id`; "" or the fault as "code field". */
static const char *decode(enum message_id id, const char *text, struct value *values)
{
    static char found[128];
    struct value own[MESSAGE_FIELDS_MAX];
    struct fault fault = {0};
    json_t *body = json_of(text);
    bool decoded = message_decode(message_type_at(id), body, values ? values : own, &fault);
    json_decref(body);
    snprintf(found, sizeof found, "%s%s%s", decoded ? "" : fault.code, decoded ? "" : " ", decoded ? "" : fault.field);
    assert_true(decoded || strlen(fault.message) > 0);
    return found;
}

#define SUBMIT(REST)                                                                                                   \
    decode(MESSAGE_ticket_submit,                                                                                      \
           "{\"city\":\"c\",\"actor\":\"a\",\"channel\":\"h\",\"category\":\"g\",\"area\":\"r\"" REST "}", NULL)

static void values_come_in_the_order_of_the_table(void **state)
{
    struct message_ticket_submit m;
    struct fault fault;
    (void)state;
    json_t *body = json_of("{\"longitude\":-0.5,\"title\":\"题\",\"city\":\"c\",\"actor\":\"a\",\"channel\":\"h\","
                           "\"category\":\"g\",\"area\":\"r-1._\",\"latitude\":31,\"at\":12}");
    assert_true(message_decode(message_type_at(MESSAGE_ticket_submit), body, (struct value *)&m, &fault));
    assert_string_equal(m.title.text, "题");
    assert_int_equal(m.title.length, 3);
    assert_string_equal(m.area.text, "r-1._");
    assert_true(m.latitude.number == 31.0 && m.longitude.number == -0.5);
    assert_int_equal(m.at.integer, 12);
    assert_true(m.at.present);
    assert_false(m.description.present);
    assert_false(m.address.present);
    json_decref(body);
}

static void fields_missing_and_unknown(void **state)
{
    (void)state;
    assert_string_equal(SUBMIT(",\"title\":\"t\""), "");
    assert_string_equal(SUBMIT(""), "missing_field title");
    assert_string_equal(SUBMIT(",\"title\":\"t\",\"titel\":\"t\""), "unknown_field titel");
    assert_string_equal(decode(MESSAGE_ticket_submit, "{}", NULL), "missing_field city");
    assert_string_equal(decode(MESSAGE_ticket_submit, "[]", NULL), "wrong_type ");
    assert_string_equal(decode(MESSAGE_service_status, "{}", NULL), "");
    assert_string_equal(decode(MESSAGE_service_status, "{\"city\":\"c\"}", NULL), "unknown_field city");
}

static void texts(void **state)
{
    (void)state;
    assert_string_equal(SUBMIT(",\"title\":5"), "wrong_type title");
    assert_string_equal(SUBMIT(",\"title\":true"), "wrong_type title");
    assert_string_equal(SUBMIT(",\"title\":null"), "wrong_type title");
    assert_string_equal(SUBMIT(",\"title\":{}"), "wrong_type title");
    assert_string_equal(SUBMIT(",\"title\":\"\""), "out_of_range title");
    assert_string_equal(SUBMIT(",\"title\":\"a\\u0000b\""), "wrong_type title");
    assert_string_equal(SUBMIT(",\"title\":\"t\",\"description\":\"\""), "");
}

static void codes(void **state)
{
    static const char *const bad[] = {"a b", "a/b", "é", "a\\u0000", "a\\n", "中"};
    char text[256];
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        snprintf(text, sizeof text, "{\"city\":\"%s\",\"after\":0}", bad[i]);
        assert_string_equal(decode(MESSAGE_log_read, text, NULL), "wrong_type city");
    }
    assert_string_equal(decode(MESSAGE_log_read, "{\"city\":\"\",\"after\":0}", NULL), "out_of_range city");
}

static void numbers(void **state)
{
    (void)state;
    assert_string_equal(SUBMIT(",\"title\":\"t\",\"latitude\":90.0"), "");
    assert_string_equal(SUBMIT(",\"title\":\"t\",\"latitude\":90.0001"), "out_of_range latitude");
    assert_string_equal(SUBMIT(",\"title\":\"t\",\"longitude\":-181"), "out_of_range longitude");
    assert_string_equal(SUBMIT(",\"title\":\"t\",\"longitude\":\"1\""), "wrong_type longitude");
    assert_string_equal(SUBMIT(",\"title\":\"t\",\"at\":1.0"), "wrong_type at");
    assert_string_equal(SUBMIT(",\"title\":\"t\",\"at\":253402300800000"), "out_of_range at");
    assert_string_equal(decode(MESSAGE_log_read, "{\"city\":\"c\",\"after\":9007199254740991}", NULL), "");
    assert_string_equal(decode(MESSAGE_log_read, "{\"city\":\"c\",\"after\":9007199254740992}", NULL),
                        "out_of_range after");
}

static void lists_of_codes(void **state)
{
    (void)state;
#define CALL_IN "{\"city\":\"c\",\"ticket\":1,\"actor\":\"a\",\"group\":"
    assert_string_equal(decode(MESSAGE_ticket_call_in, CALL_IN "[\"x\",\"y\"]}", NULL), "");
    assert_string_equal(decode(MESSAGE_ticket_call_in, CALL_IN "\"x\"}", NULL), "wrong_type group");
    assert_string_equal(decode(MESSAGE_ticket_call_in, CALL_IN "[]}", NULL), "out_of_range group");
    assert_string_equal(decode(MESSAGE_ticket_call_in, CALL_IN "[\"x\",\"x\"]}", NULL), "out_of_range group");
    assert_string_equal(decode(MESSAGE_ticket_call_in, CALL_IN "[\"x\",1]}", NULL), "wrong_type group");
    assert_string_equal(decode(MESSAGE_ticket_call_in, CALL_IN "[\"\"]}", NULL), "out_of_range group");
    assert_string_equal(decode(MESSAGE_ticket_call_in, CALL_IN "[\"a b\"]}", NULL), "wrong_type group");
}

static void booleans(void **state)
{
    (void)state;
#define FOLLOW_UP "{\"city\":\"c\",\"ticket\":1,\"actor\":\"a\",\"reached\":"
    assert_string_equal(decode(MESSAGE_ticket_follow_up, FOLLOW_UP "false}", NULL), "");
    assert_string_equal(decode(MESSAGE_ticket_follow_up, FOLLOW_UP "0}", NULL), "wrong_type reached");
    assert_string_equal(decode(MESSAGE_ticket_follow_up, FOLLOW_UP "\"true\"}", NULL), "wrong_type reached");
}

/* `count` codes, each another. */
static json_t *codes_new(int64_t count)
{
    json_t *codes = json_array();
    for (int64_t i = 0; i < count; i++)
        json_array_append_new(codes, json_sprintf("c%lld", (long long)i));
    return codes;
}

/* A body of the message in which each field has its smallest value, but for one of `length` bytes (texts). */
static json_t *body_with(const struct message_type *type, size_t which, int64_t extent)
{
    static char text[8192];
    json_t *body = json_object();
    for (size_t i = 0; i < type->field_count; i++) {
        const struct message_field *field = &type->fields[i];
        int64_t size = i == which ? extent : field->least;
        memset(text, 'a', sizeof text);
        json_t *value = field->type == FIELD_TEXT || field->type == FIELD_CODE ? json_stringn(text, (size_t)size)
                        : field->type == FIELD_BOOLEAN                         ? json_true()
                        : field->type == FIELD_NUMBER                          ? json_real((double)size)
                        : field->type == FIELD_CODES                           ? codes_new(size)
                                                                               : json_integer(size);
        json_object_set_new(body, field->name, value);
    }
    return body;
}

/* Every field of every command and query takes its bounds and refuses what is one beyond them. */
static void bounds_of_every_field(void **state)
{
    struct value values[MESSAGE_FIELDS_MAX];
    struct fault fault;
    (void)state;
    for (int id = 0; id < MESSAGE_COUNT; id++) {
        const struct message_type *type = message_type_at((enum message_id)id);
        for (size_t i = 0; i < type->field_count; i++) {
            const struct message_field *field = &type->fields[i];
            const int64_t extents[] = {field->least, field->most, field->least - 1, field->most + 1};
            bool text = field->type == FIELD_TEXT || field->type == FIELD_CODE || field->type == FIELD_CODES;
            for (size_t e = 0; e < 4 && field->type != FIELD_BOOLEAN; e++) {
                if (text && extents[e] < 0)
                    continue;
                json_t *body = body_with(type, i, extents[e]);
                bool decoded = message_decode(type, body, values, &fault);
                json_decref(body);
                if (decoded != (e < 2))
                    fail_msg("%s %s with %lld", type->name, field->name, (long long)extents[e]);
                if (!decoded) {
                    assert_string_equal(fault.code, "out_of_range");
                    assert_string_equal(fault.field, field->name);
                }
            }
        }
    }
}

static void names_of_messages(void **state)
{
    (void)state;
    for (int id = 0; id < MESSAGE_COUNT; id++) {
        const struct message_type *type = message_type_at((enum message_id)id);
        assert_ptr_equal(message_type_of(type->name, strlen(type->name)), type);
        assert_null(message_type_of(type->name, strlen(type->name) - 1));
        assert_int_equal(message_id_of(type), id);
    }
    assert_null(message_type_of("", 0));
    assert_null(message_type_of("ticket.submitted", 16));
}

static void texts_that_are_no_json(void **state)
{
    static const char *const bodies[] = {
        "", "{", "{\"a\":}", "{\"a\":1,\"a\":1}", "{\"a\":\"\xff\"}", "{\"a\":1e999}", "{} {}"};
    struct fault fault;
    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        assert_null(message_parse(bodies[i], strlen(bodies[i]), &fault));
        assert_string_equal(fault.code, "bad_json");
    }
}

/* What is told is whole UTF-8, however long the name that it quotes, and wherever it is cut. */
static void faults_are_cut_between_characters(void **state)
{
    char text[sizeof((struct fault *)NULL)->message + 300];
    struct fault fault;
    (void)state;
    for (size_t lead = 0; lead < 3; lead++) {
        memset(text, 'x', lead);
        text[lead] = '\0';
        while (strlen(text) < sizeof fault.message + 200)
            strncat(text, "字", sizeof text - strlen(text) - 1);
        assert_false(fault_set(&fault, "unknown_field", text, "no field '%s'", text));
        json_t *field = json_string(fault.field), *message = json_string(fault.message);
        assert_non_null(field); /* jansson takes no broken UTF-8 */
        assert_non_null(message);
        assert_in_range(strlen(fault.field), sizeof fault.field - 4, sizeof fault.field - 1);
        assert_in_range(strlen(fault.message), sizeof fault.message - 4, sizeof fault.message - 1);
        json_decref(field);
        json_decref(message);
    }
    fault_set(&fault, "code", NULL, "short 字");
    assert_string_equal(fault.message, "short 字");
    assert_string_equal(fault.field, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_come_in_the_order_of_the_table),
        cmocka_unit_test(fields_missing_and_unknown),
        cmocka_unit_test(texts),
        cmocka_unit_test(codes),
        cmocka_unit_test(numbers),
        cmocka_unit_test(booleans),
        cmocka_unit_test(lists_of_codes),
        cmocka_unit_test(bounds_of_every_field),
        cmocka_unit_test(names_of_messages),
        cmocka_unit_test(texts_that_are_no_json),
        cmocka_unit_test(faults_are_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
