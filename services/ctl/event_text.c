/* Events as lines: the names come from the table of the lifecycle. */
#include "services/ctl/event_text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "services/ctl/field.h"
#include "services/ctl/terminal.h"
#include "services/ctl/text.h"

enum { LINE_BYTES = 1024, NOTE_BYTES = 512 };

struct event_name {
    const char *kind, *chinese;
};

static const struct event_name names[] = {
#define ACTION(code, id, name, event, chinese, reason, meaning) {event, chinese},
#include "proto/lifecycle.def"
#define FACT(code, id, event, chinese, meaning) {event, chinese},
#include "proto/lifecycle.def"
};

const char *event_name_zh(const json_t *event)
{
    const char *kind = field_text(event, "kind");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].kind, kind) == 0)
            return names[i].chinese;
    return kind;
}

static void append(char *out, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));

static void append(char *out, size_t size, const char *format, ...)
{
    size_t used = strlen(out);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(out + used, size - used, format, arguments);
    va_end(arguments);
    out[text_fit(out, size - 1)] = '\0';
}

/* Codes of a list, between commas. */
static void list_append(char *out, size_t size, const char *name, const json_t *list)
{
    append(out, size, "  %s:", name);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *code = json_string_value(json_array_get(list, i));
        append(out, size, "%s%s", i ? "," : " ", code ? code : "…");
    }
}

/* What else the move carried: "reason: …; answer: …". */
static void data_append(char *out, size_t size, json_t *data)
{
    const char *name;
    const json_t *value;
    char note[NOTE_BYTES];
    json_object_foreach(data, name, value)
    {
        if (json_is_string(value))
            append(out, size, "  %s: %s", name, text_clip(note, sizeof note, json_string_value(value), 60));
        else if (json_is_boolean(value))
            append(out, size, "  %s: %s", name, json_is_true(value) ? "yes" : "no");
        else if (json_is_integer(value))
            append(out, size, "  %s: %lld", name, (long long)json_integer_value(value));
        else if (json_is_real(value))
            append(out, size, "  %s: %.3g", name, json_real_value(value));
        else if (json_is_array(value))
            list_append(out, size, name, value);
    }
}

char *event_text(char *out, size_t size, const json_t *event)
{
    const char *kind = field_text(event, "kind");
    const char *point = strchr(kind, '.');
    out[0] = '\0';
    if (field_present(event, "ticket"))
        append(out, size, "ticket %-8lld ", (long long)field_integer(event, "ticket"));
    append(out, size, "%s %s", strncmp(kind, "ticket.", 7) == 0 && point ? point + 1 : kind, event_name_zh(event));
    if (*field_text(event, "state") && strncmp(kind, "ticket.", 7) == 0)
        append(out, size, " → %s", field_text(event, "state"));
    if (*field_text(event, "organisation"))
        append(out, size, "  %s", field_text(event, "organisation"));
    if (strncmp(kind, "ticket.", 7) == 0)
        append(out, size, "  by %s", *field_text(event, "actor") ? field_text(event, "actor") : "rule");
    if (field_true(event, "late"))
        append(out, size, "  late");
    data_append(out, size, json_object_get(event, "data"));
    return out;
}

void event_line_print(const json_t *event, bool dated)
{
    char line[LINE_BYTES], time[MOMENT_BYTES];
    int64_t at = field_integer(event, "at");
    bool overdue = strcmp(field_text(event, "kind"), "clock.overdue") == 0;
    printf("%s%8lld  %s%s  %s%s%s\n", terminal_ink(INK_FAINT), (long long)field_integer(event, "position"),
           dated ? moment_text(time, at) : moment_clock(time, at), terminal_ink(INK_PLAIN),
           overdue ? terminal_ink(INK_RED) : "", event_text(line, sizeof line, event), terminal_ink(INK_PLAIN));
}
