/* Makes options of a message's fields, and a message of what was typed. What a field may hold is not judged here:
 * the table's own decoder does. */
#include "services/ctl/message_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "services/ctl/batch.h"
#include "services/ctl/call.h"
#include "services/ctl/export.h"
#include "services/ctl/moment.h"

/* The sentence of each field, by message, in the order of its table. */
#define COMMAND(id, ...)                          static const char *const sentences_##id[] = {
#define QUERY(id, ...)                            static const char *const sentences_##id[] = {
#define REPLY(id, ...)                            static const char *const __attribute__((unused)) reply_sentences_##id[] = {
#define EVENT(id, ...)                            static const char *const __attribute__((unused)) event_sentences_##id[] = {
#define FIELD(name, type, need, least, most, doc) doc,
#define END(id)                                                                                                        \
    NULL                                                                                                               \
    }                                                                                                                  \
    ;
#include "proto/messages.def"

static const char *const *const sentences[MESSAGE_COUNT] = {
#define COMMAND(id, ...) sentences_##id,
#define QUERY(id, ...)   sentences_##id,
#include "proto/messages.def"
};

enum { FIELD_KEY = 1000, KEY_KEY = 999, DOC_BYTES = 300 };

/* One command line being read. */
struct line {
    struct ctl *ctl;
    const struct message_type *type;
    char *values[MESSAGE_FIELDS_MAX]; /* as typed; borrowed from argv */
    bool given[MESSAGE_FIELDS_MAX];
    const char *key;
    char docs[MESSAGE_FIELDS_MAX][DOC_BYTES];
    char names[MESSAGE_FIELDS_MAX][64];
    struct argp_option options[MESSAGE_FIELDS_MAX + 2];
    int ticket;      /* index of the field that is the argument, or -1 */
    json_t *tickets; /* all that were named, where the command takes several */
    struct export export;
};

static const char *placeholder(enum field_type type)
{
    switch (type) {
    case FIELD_CODE:
        return "CODE";
    case FIELD_INTEGER:
        return "N";
    case FIELD_NUMBER:
        return "DEGREES";
    case FIELD_BOOLEAN:
        return "yes|no";
    case FIELD_TIME:
        return "TIME";
    case FIELD_CODES:
        return "CODE,CODE…";
    default:
        return "TEXT";
    }
}

static void option_add(struct line *line, size_t i, size_t at)
{
    const struct message_field *field = &line->type->fields[i];
    const char *sentence = sentences[message_id_of(line->type)][i];
    snprintf(line->docs[i], DOC_BYTES, "%s%s", sentence, field->need == NEED_REQUIRED ? " (needed)" : "");
    snprintf(line->names[i], sizeof line->names[i], "%s", field->name);
    for (char *c = line->names[i]; *c; c++)
        if (*c == '_')
            *c = '-';
    line->options[at] = (struct argp_option){.name = line->names[i],
                                             .key = FIELD_KEY + (int)i,
                                             .arg = placeholder(field->type),
                                             .flags = field->type == FIELD_BOOLEAN ? OPTION_ARG_OPTIONAL : 0,
                                             .doc = line->docs[i]};
}

static void options_make(struct line *line)
{
    size_t count = 0;
    line->ticket = -1;
    for (size_t i = 0; i < line->type->field_count; i++)
        if (strcmp(line->type->fields[i].name, "ticket") == 0 || strcmp(line->type->fields[i].name, "delivery") == 0 ||
            strcmp(line->type->fields[i].name, "order") == 0 || strcmp(line->type->fields[i].name, "report") == 0)
            line->ticket = (int)i;
        else if (strcmp(line->type->fields[i].name, "city") != 0)
            option_add(line, i, count++);
    if (line->type->is_command)
        line->options[count] =
            (struct argp_option){.name = "key",
                                 .key = KEY_KEY,
                                 .arg = "KEY",
                                 .doc = "idempotency key: the same key with the same fields is done once"};
}

/* A move of tickets may be asked for of many at once. */
static bool many_taken(const struct line *line)
{
    return line->type->is_command && line->ticket >= 0 && strcmp(line->type->fields[line->ticket].name, "ticket") == 0;
}

static bool ticket_needed(const struct line *line)
{
    return line->type->fields[line->ticket].need == NEED_REQUIRED;
}

/* What --help calls the arguments. */
static const char *arguments_text(const struct line *line)
{
    if (line->ticket < 0)
        return NULL;
    if (line->type->fields[line->ticket].type == FIELD_CODE)
        return "NAME";
    return many_taken(line) ? "NUMBER…" : ticket_needed(line) ? "NUMBER" : "[NUMBER]";
}

static void ticket_take(struct line *line, char *arg, struct argp_state *state)
{
    char *end;
    long long number = strtoll(arg, &end, 10);
    if (state->arg_num > 0 && (*end || number < 1))
        argp_error(state, "ticket: '%s' is no number of a ticket", arg);
    json_array_append_new(line->tickets, json_integer(number));
    if (state->arg_num > 0)
        return;
    line->given[line->ticket] = true;
    line->values[line->ticket] = arg;
}

static error_t line_parse(int key, char *arg, struct argp_state *state)
{
    struct line *line = state->input;
    if (key >= FIELD_KEY && key < FIELD_KEY + (int)line->type->field_count) {
        line->given[key - FIELD_KEY] = true;
        line->values[key - FIELD_KEY] = arg;
    } else if (key == KEY_KEY) {
        size_t length = strlen(arg);
        if (length < 1 || length > KEY_BYTES_MAX || strchr(arg, ' '))
            argp_error(state, "key: must have 1 to %d bytes and no space", KEY_BYTES_MAX);
        line->key = arg;
    } else if (key == ARGP_KEY_ARG && line->ticket >= 0 && (state->arg_num == 0 || many_taken(line))) {
        ticket_take(line, arg, state);
    } else if (key == ARGP_KEY_NO_ARGS && line->ticket >= 0 && ticket_needed(line)) {
        argp_error(state, "%s: its %s is needed", line->type->fields[line->ticket].name, arguments_text(line));
    } else {
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static json_t *boolean_value(const char *text)
{
    if (!text || strcmp(text, "yes") == 0 || strcmp(text, "true") == 0)
        return json_true();
    return strcmp(text, "no") == 0 || strcmp(text, "false") == 0 ? json_false() : NULL;
}

static json_t *number_value(enum field_type type, const char *text)
{
    char *end;
    if (type == FIELD_NUMBER) {
        double number = strtod(text, &end);
        return *text && !*end ? json_real(number) : NULL;
    }
    long long number = strtoll(text, &end, 10);
    return *text && !*end ? json_integer(number) : NULL;
}

/* Codes between commas. */
static json_t *codes_value(const char *text)
{
    json_t *codes = json_array();
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, ",");
        json_array_append_new(codes, json_stringn(at, length));
        at += length;
        at += *at == ',';
    }
    return codes;
}

/* The value as JSON; where it cannot be read it stays the text it is, and the table's check tells what was expected. */
static json_t *value_json(const struct message_field *field, const char *text)
{
    int64_t time;
    json_t *value = NULL;
    if (field->type == FIELD_TIME && !moment_parse(text ? text : "", &time))
        ctl_fail("%s: '%s' is no time: expected 2024-10-15T09:30 in the city's time zone, or milliseconds since 1970",
                 field->name, text ? text : "");
    if (field->type == FIELD_BOOLEAN)
        value = boolean_value(text);
    else if (field->type == FIELD_TIME)
        value = moment_parse(text, &time) ? json_integer(time) : NULL;
    else if (field->type == FIELD_INTEGER || field->type == FIELD_NUMBER)
        value = number_value(field->type, text);
    else if (field->type == FIELD_CODES)
        value = codes_value(text ? text : "");
    return value ? value : json_string(text ? text : "");
}

/* CTL_DONE, or CTL_USAGE with the field told. */
static int body_check(const struct message_type *type, json_t *body)
{
    struct value values[MESSAGE_FIELDS_MAX];
    struct fault fault;
    if (message_decode(type, body, values, &fault))
        return CTL_DONE;
    ctl_fail("%s: %s", fault.field[0] ? fault.field : type->name, fault.message);
    return CTL_USAGE;
}

/* The body of what was typed; a text that is no UTF-8 is told here, as JSON cannot hold it. */
static int body_make(const struct line *line, const char *city, json_t *body)
{
    json_object_set_new(body, "city", json_string(city));
    for (size_t i = 0; i < line->type->field_count; i++) {
        const struct message_field *field = &line->type->fields[i];
        if (!line->given[i])
            continue;
        json_t *value = value_json(field, line->values[i]);
        if (!value) {
            ctl_fail("%s: must be UTF-8", field->name);
            return CTL_USAGE;
        }
        json_object_set_new(body, field->name, value);
    }
    return CTL_DONE;
}

static int reply_export(struct line *line, const struct message_command *command, const json_t *message,
                        const json_t *reply)
{
    struct export_table *table = memory_new(1, sizeof *table);
    command->tabulate(table, message, reply);
    int status = export_write(&line->export, table);
    free(table);
    return status;
}

static int reply_show(struct line *line, const struct message_command *command, const json_t *message,
                      const json_t *reply)
{
    if (export_asked(&line->export))
        return reply_export(line, command, message, reply);
    if (!line->ctl->json)
        return command->print(reply);
    call_print(reply);
    return CTL_DONE;
}

static int line_run(struct line *line, const struct message_command *command)
{
    json_t *reply = NULL, *body = json_object();
    const char *city = ctl_city(line->ctl);
    int status = city ? body_make(line, city, body) : CTL_FAILED;
    if (status == CTL_DONE && command->complete)
        command->complete(body);
    if (status == CTL_DONE)
        status = body_check(line->type, body);
    if (status == CTL_DONE && command->converse)
        status = command->converse(line->ctl, body);
    else if (status == CTL_DONE && json_array_size(line->tickets) > 1)
        status = batch_run(line->ctl, line->type, line->key, body, line->tickets, command->print);
    else if (status == CTL_DONE &&
             (status = call(line->ctl, line->type, line->key, json_incref(body), &reply)) == CTL_DONE)
        status = reply_show(line, command, body, reply);
    json_decref(body);
    json_decref(reply);
    return status;
}

int message_command_run(struct ctl *ctl, const struct message_command *command, int argc, char **argv)
{
    struct line *line = memory_new(1, sizeof *line);
    line->ctl = ctl;
    line->type = command->type;
    line->tickets = json_array();
    options_make(line);
    struct ctl_options options = {
        .options = line->options, .parse = line_parse, .arguments = arguments_text(line), .text = command->text};
    line->export.map = command->map;
    ctl->export = command->tabulate || command->converse ? &line->export : NULL;
    ctl_options_read(ctl, &options, argc, argv, line);
    int status = line_run(line, command);
    json_decref(line->tickets);
    free(line);
    return status;
}
