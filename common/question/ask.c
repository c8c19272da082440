#include "common/question/ask.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "common/base/memory.h"

enum { ADD_MOST = 1024 };

void ask_begin(struct ask *ask)
{
    ask->used = ask->parameter_count = ask->array_count = 0;
}

void ask_add(struct ask *ask, const char *format, ...)
{
    va_list arguments;
    memory_reserve((void **)&ask->text, &ask->capacity, ask->used + ADD_MOST, 1);
    va_start(arguments, format);
    int length = vsnprintf(ask->text + ask->used, ADD_MOST, format, arguments);
    va_end(arguments);
    if (length < 0 || length >= ADD_MOST)
        log_abort("a piece of a statement is too long");
    ask->used += (size_t)length;
}

static int parameter_add(struct ask *ask, struct parameter parameter)
{
    if (ask->parameter_count == STORE_PARAMETERS_MAX)
        log_abort("too many parameters");
    ask->parameters[ask->parameter_count++] = parameter;
    return (int)ask->parameter_count;
}

int ask_number(struct ask *ask, int64_t number)
{
    return parameter_add(ask, number == (int32_t)number ? P_INTEGER(number) : P_BIGINT(number));
}

int ask_ids(struct ask *ask, const int32_t *ids, size_t count)
{
    if (ask->array_count == ASK_ARRAYS_MOST)
        log_abort("too many lists");
    struct array *array = &ask->arrays[ask->array_count++];
    array_start(array, ARRAY_INTEGER);
    for (size_t i = 0; i < count; i++)
        array_add_integer(array, ids[i]);
    return parameter_add(ask, P_ARRAY(array));
}

int ask_send(struct ask *ask, struct store *store)
{
    struct query query = {.name = "", .sql = ask->text};
    return store_send(store, &query, ask->parameters, ask->parameter_count);
}

void ask_clear(struct ask *ask)
{
    for (size_t i = 0; i < ASK_ARRAYS_MOST; i++)
        array_clear(&ask->arrays[i]);
    free(ask->text);
    memset(ask, 0, sizeof *ask);
}
