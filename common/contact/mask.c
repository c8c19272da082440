#include "common/contact/mask.h"

#include <stdio.h>
#include <string.h>

enum { LEAST_FOR_ENDS = 10 }; /* digits: with fewer, three and four of them would show almost all */

void mask_name(const char *name, char out[MASK_BYTES])
{
    size_t first = *name ? 1 : 0;
    while (first && ((unsigned char)name[first] & 0xC0) == 0x80)
        first++;
    snprintf(out, MASK_BYTES, "%.*s**", (int)first, name);
}

void mask_phone(const char *phone, char out[MASK_BYTES])
{
    if (strncmp(phone, "+86", 3) == 0)
        phone += 3;
    size_t digits = strcspn(phone, ";");
    if (digits >= LEAST_FOR_ENDS)
        snprintf(out, MASK_BYTES, "%.3s****%.4s", phone, phone + digits - 4);
    else
        snprintf(out, MASK_BYTES, "****%.2s", digits >= 2 ? phone + digits - 2 : "");
}
