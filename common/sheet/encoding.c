/* UTF-8 is told from GB18030 by its own rules: text of the one is hardly ever valid in the other. */
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/log.h"
#include "common/base/memory.h"
#include "common/base/utf8.h"
#include "common/sheet/private.h"

/* A character of GB18030 has at most twice its bytes in UTF-8: one of 1 has 1, of 2 at most 3, of 4 at most 4. */
enum { GROWTH = 2 };

static bool gb18030_convert(struct bytes *bytes, size_t *stopped)
{
    iconv_t converter = iconv_open("UTF-8", "GB18030");
    if ((intptr_t)converter == -1)
        log_abort("iconv knows no GB18030");
    size_t room = bytes->length * GROWTH, left = bytes->length, free_room = room;
    char *text = memory_new(room + 1, 1), *in = bytes->text, *out = text;
    bool converted = iconv(converter, &in, &left, &out, &free_room) != (size_t)-1;
    iconv_close(converter);
    *stopped = bytes->length - left;
    if (!converted) {
        free(text);
        return false;
    }
    free(bytes->text);
    *bytes = (struct bytes){text, room - free_room};
    bytes->text[bytes->length] = '\0';
    return true;
}

static int line_of(const struct bytes *bytes, size_t at)
{
    int line = 1;
    for (size_t i = 0; i < at; i++)
        line += bytes->text[i] == '\n';
    return line;
}

bool encoding_mend(struct bytes *bytes, char error[SHEET_ERROR_BYTES])
{
    size_t stopped;
    if (bytes->length >= 2 && (memcmp(bytes->text, "\xff\xfe", 2) == 0 || memcmp(bytes->text, "\xfe\xff", 2) == 0)) {
        snprintf(error, SHEET_ERROR_BYTES, "is in UTF-16, expected CSV in UTF-8 or GB18030");
        return false;
    }
    const char *zero = memchr(bytes->text, '\0', bytes->length);
    if (zero) {
        snprintf(error, SHEET_ERROR_BYTES, "line %d holds a NUL byte, expected CSV",
                 line_of(bytes, (size_t)(zero - bytes->text)));
        return false;
    }
    if (bytes->length >= 3 && memcmp(bytes->text, "\xef\xbb\xbf", 3) == 0) {
        bytes->length -= 3;
        memmove(bytes->text, bytes->text + 3, bytes->length + 1);
    }
    if (utf8_valid(bytes->text, bytes->length) || gb18030_convert(bytes, &stopped))
        return true;
    snprintf(error, SHEET_ERROR_BYTES, "line %d is neither UTF-8 nor GB18030", line_of(bytes, stopped));
    return false;
}
