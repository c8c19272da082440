/* Does proto/messages.def make sense, alone and beside proto/lifecycle.def? */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "proto/generate/tables.h"

static bool message_is_request(const struct message *message)
{
    return message->kind == KIND_COMMAND || message->kind == KIND_QUERY;
}

/* Each field once, limits the right way round, nested JSON only on the way back. */
static bool fields_sound(const struct message *message)
{
    for (const struct field *field = message->fields; field->name; field++) {
        bool nested = field->type == TYPE_OBJECT || field->type == TYPE_ARRAY;
        bool counted = field->type == TYPE_TEXT || field->type == TYPE_CODE || field->type == TYPE_ARRAY;
        if (field->least > field->most || (counted && field->least < 0) || (nested && message_is_request(message)))
            return false;
        for (const struct field *before = message->fields; before < field; before++)
            if (strcmp(before->name, field->name) == 0)
                return false;
    }
    return true;
}

static const struct message *message_find(enum message_kind kind, const char *name)
{
    for (size_t i = 0; i < message_count; i++)
        if (messages[i].kind == kind && strcmp(messages[i].name, name) == 0)
            return &messages[i];
    return NULL;
}

static void every_message_is_sound(void **context)
{
    (void)context;
    for (size_t i = 0; i < message_count; i++) {
        const struct message *message = &messages[i];
        assert_true(fields_sound(message));
        assert_ptr_equal(message_find(message->kind, message->name), message); /* else the name is there twice */
        if (message_is_request(message)) {
            assert_non_null(message_reply(message));
            assert_string_equal(message_reply(message)->service, message->service);
        }
    }
}

static void every_reply_has_its_request(void **context)
{
    (void)context;
    for (size_t i = 0; i < message_count; i++) {
        bool asked = messages[i].kind != KIND_REPLY;
        for (size_t j = 0; j < message_count && !asked; j++)
            asked = message_is_request(&messages[j]) && message_reply(&messages[j]) == &messages[i];
        assert_true(asked);
    }
}

static void every_action_has_its_command(void **context)
{
    (void)context;
    for (size_t i = 0; i < lifecycle.action_count; i++) {
        char name[64];
        snprintf(name, sizeof name, "ticket.%s", lifecycle.actions[i].name);
        assert_non_null(message_find(KIND_COMMAND, name));
    }
}

static void every_move_begins_alike(void **context)
{
    (void)context;
    static const char *const fields[] = {"city", "ticket", "actor", "reason", "at"};
    size_t moves = 0;
    for (size_t i = 0; i < message_count; i++) {
        bool move = messages[i].kind == KIND_COMMAND && strncmp(messages[i].name, "ticket.", strlen("ticket.")) == 0;
        if (!move || strcmp(messages[i].service, "dispatch") != 0)
            continue;
        moves++;
        for (size_t j = 0; j < sizeof fields / sizeof fields[0]; j++) {
            assert_non_null(messages[i].fields[j].name);
            assert_string_equal(messages[i].fields[j].name, fields[j]);
        }
    }
    assert_int_equal(moves, lifecycle.action_count - 1); /* all but submit, which is intake's */
}

static void unsound_fields_are_seen(void **context)
{
    (void)context;
    static const struct field twice[] = {
        {.name = "a", .type = TYPE_BOOLEAN, .most = 1}, {.name = "a", .type = TYPE_BOOLEAN, .most = 1}, {.name = NULL}};
    static const struct field swapped[] = {{.name = "a", .type = TYPE_INTEGER, .least = 2, .most = 1}, {.name = NULL}};
    static const struct field negative[] = {{.name = "a", .type = TYPE_TEXT, .least = -1, .most = 1}, {.name = NULL}};
    static const struct field nested[] = {{.name = "a", .type = TYPE_OBJECT}, {.name = NULL}};
    const struct field *const all[] = {twice, swapped, negative, nested};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        struct message broken = {.kind = KIND_COMMAND, .name = "broken", .fields = all[i]};
        assert_false(fields_sound(&broken));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_message_is_sound),       cmocka_unit_test(every_reply_has_its_request),
        cmocka_unit_test(every_action_has_its_command), cmocka_unit_test(every_move_begins_alike),
        cmocka_unit_test(unsound_fields_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
