/* Reading a zone of the system's. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/time/zone.h"

enum { NAME_MOST = 64 };

static const char folder[] = "/usr/share/zoneinfo";

static bool name_valid(const char *name)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
    size_t length = strlen(name);
    return length >= 1 && length <= NAME_MOST && *name != '/' && !name[strspn(name, allowed)];
}

struct zone *zone_read(const char *name, const char **fault)
{
    char path[sizeof folder + NAME_MOST + 1];
    *fault = "is not known, expected an IANA name such as Asia/Shanghai";
    if (!name_valid(name))
        return NULL;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *bytes = memory_new(ZONE_FILE_MOST + 1, 1);
    size_t length = fread(bytes, 1, ZONE_FILE_MOST + 1, file);
    fclose(file);
    struct zone *zone = zone_new(bytes, length, fault);
    free(bytes);
    return zone;
}
