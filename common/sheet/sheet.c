/* What a file is, its first bytes tell: its name may lie. */
#include "common/sheet/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/memory.h"
#include "common/sheet/private.h"

enum { BLOCK = 65536, MAGIC_BYTES = 4 };

bool bytes_read(int descriptor, struct bytes *out)
{
    size_t capacity = 0;
    *out = (struct bytes){0};
    for (;;) {
        memory_reserve((void **)&out->text, &capacity, out->length + BLOCK + 1, 1);
        ssize_t got = read(descriptor, out->text + out->length, BLOCK);
        if (got > 0)
            out->length += (size_t)got;
        out->text[out->length] = '\0';
        if (got == 0)
            return true;
        bool large = out->length > SHEET_BYTES_MOST;
        if ((got < 0 && errno != EINTR) || large) {
            int reason = large ? EFBIG : errno;
            free(out->text);
            *out = (struct bytes){0};
            errno = reason;
            return false;
        }
    }
}

static struct sheet *csv_read(int descriptor, char error[SHEET_ERROR_BYTES])
{
    struct bytes bytes;
    if (!bytes_read(descriptor, &bytes)) {
        snprintf(error, SHEET_ERROR_BYTES, "cannot be read: %s", strerror(errno));
        return NULL;
    }
    struct sheet *sheet = encoding_mend(&bytes, error) ? rows_parse(&bytes, error) : NULL;
    free(bytes.text);
    return sheet;
}

/* The first row is the sheet's name. */
static struct sheet *xlsx_read(int descriptor, const char *name, char error[SHEET_ERROR_BYTES])
{
    struct bytes bytes;
    if (!workbook_read(descriptor, name, &bytes, error))
        return NULL;
    struct sheet *sheet = rows_parse(&bytes, error);
    free(bytes.text);
    if (!sheet)
        return NULL;
    sheet->name = sheet->rows[0].cells[0].text;
    sheet->row_count--;
    memmove(sheet->rows, sheet->rows + 1, (size_t)sheet->row_count * sizeof *sheet->rows);
    return sheet;
}

static struct sheet *descriptor_read(int descriptor, const char *name, char error[SHEET_ERROR_BYTES])
{
    char magic[MAGIC_BYTES] = {0};
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        snprintf(error, SHEET_ERROR_BYTES, "is no file");
        return NULL;
    }
    bool magical = pread(descriptor, magic, sizeof magic, 0) == sizeof magic;
    if (magical && memcmp(magic, "PK\x03\x04", sizeof magic) == 0)
        return xlsx_read(descriptor, name, error);
    if (magical && memcmp(magic, "\xd0\xcf\x11\xe0", sizeof magic) == 0)
        snprintf(error, SHEET_ERROR_BYTES,
                 "is a workbook of the old kind (.xls) or one with a password, expected .xlsx");
    else if (name)
        snprintf(error, SHEET_ERROR_BYTES, "is a CSV file, which has no sheets to be named");
    else
        return csv_read(descriptor, error);
    return NULL;
}

struct sheet *sheet_read(const char *path, const char *name, char error[SHEET_ERROR_BYTES])
{
    char reason[SHEET_ERROR_BYTES] = "";
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    struct sheet *sheet = NULL;
    if (descriptor < 0) {
        snprintf(reason, sizeof reason, "cannot be opened: %s", strerror(errno));
    } else {
        sheet = descriptor_read(descriptor, name, reason);
        close(descriptor);
    }
    if (!sheet)
        snprintf(error, SHEET_ERROR_BYTES, "%.200s: %.300s", path, reason);
    return sheet;
}
