/* Widths by the C library (wcwidth), which needs a UTF-8 locale: main sets it. */
#include "services/ctl/text.h"

#include <string.h>
#include <wchar.h>

/* Bytes and columns of the character at `text`; one that may not be shown as it is has *shown = false. */
static size_t character_at(const char *text, int *columns, int *shown)
{
    wchar_t wide;
    mbstate_t state = {0};
    size_t length = mbrtowc(&wide, text, strlen(text), &state);
    if (length == (size_t)-1 || length == (size_t)-2 || length == 0) {
        length = 1;
        *columns = -1;
    } else {
        *columns = wcwidth(wide);
    }
    *shown = *columns >= 0;
    if (!*shown)
        *columns = 1;
    return length;
}

int text_width(const char *text)
{
    int width = 0, columns, shown;
    while (*text) {
        text += character_at(text, &columns, &shown);
        width += columns;
    }
    return width;
}

char *text_clip(char *out, size_t size, const char *text, int columns)
{
    static const char dots[] = "…";
    int width = 0, next, shown;
    int room = columns && text_width(text) > columns ? columns - 1 : columns;
    size_t used = 0;
    while (*text) {
        size_t length = character_at(text, &next, &shown);
        if ((columns && width + next > room) || used + length + sizeof dots > size) {
            memcpy(out + used, dots, sizeof dots);
            return out;
        }
        memcpy(out + used, shown ? text : " ", shown ? length : 1);
        used += shown ? length : 1;
        width += next;
        text += length;
    }
    out[used] = '\0';
    return out;
}

size_t text_fit(const char *text, size_t most)
{
    size_t length = strlen(text);
    if (length <= most)
        return length;
    while (most > 0 && ((unsigned char)text[most] & 0xC0) == 0x80)
        most--;
    return most;
}
