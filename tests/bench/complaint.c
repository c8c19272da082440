/* One line of the file becomes one complaint for each channel. */
#include "tests/bench/complaint.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"

enum { COLUMNS = 6 };

static const char *const channels[] = {"app", "12345", "grid"};

static void file_refuse(const char *file, int line, const char *expected)
{
    fprintf(stderr, "steward-bench: %s:%d: expected %s\n", file, line, expected);
    exit(2);
}

static void complaint_add(struct complaints *complaints, const char *city, const char *channel, char *const *columns)
{
    json_t *body = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "city", city, "actor", "operator", "channel",
                             channel, "category", columns[0], "area", columns[1], "title", columns[3], "description",
                             columns[4], "address", columns[5]);
    struct complaint *complaint = &complaints->items[complaints->count++];
    complaint->body = json_dumps(body, JSON_COMPACT);
    complaint->length = complaint->body ? strlen(complaint->body) : 0;
    complaint->handler = memory_text(columns[2], strlen(columns[2]));
    json_decref(body);
}

/* Splits a line at its tabs, in place; how many columns there are. */
static int line_split(char *line, char *columns[COLUMNS])
{
    int count = 0;
    line[strcspn(line, "\n")] = '\0';
    for (char *column; (column = strsep(&line, "\t"));) {
        if (count == COLUMNS)
            return COLUMNS + 1;
        columns[count++] = column;
    }
    return count;
}

void complaints_read(struct complaints *complaints, const char *file, const char *city)
{
    FILE *input = fopen(file, "re");
    if (!input)
        file_refuse(file, 0, "a file that can be read");
    char *line = NULL, *columns[COLUMNS];
    size_t size = 0, capacity = 0, channel_count = sizeof channels / sizeof *channels;
    *complaints = (struct complaints){0};
    for (int number = 1; getline(&line, &size, input) > 0; number++) {
        if (line[0] == '#')
            continue;
        if (line_split(line, columns) != COLUMNS)
            file_refuse(file, number, "six columns");
        memory_reserve((void **)&complaints->items, &capacity, complaints->count + channel_count,
                       sizeof *complaints->items);
        for (size_t i = 0; i < channel_count; i++)
            complaint_add(complaints, city, channels[i], columns);
    }
    if (complaints->count == 0)
        file_refuse(file, 0, "at least one complaint");
    free(line);
    fclose(input);
}

void complaints_forget(struct complaints *complaints)
{
    for (size_t i = 0; i < complaints->count; i++) {
        free(complaints->items[i].handler);
        free(complaints->items[i].body);
    }
    free(complaints->items);
}
