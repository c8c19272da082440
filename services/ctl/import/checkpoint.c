/* One line of numbers. */
#include "services/ctl/import/checkpoint.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>
#include <zlib.h>

enum { BEGINNING_BYTES = 1024 * 1024, BLOCK_BYTES = 16 * 1024, PATH_BYTES = 4200 };

/* The checksum of a file's size and first megabyte. */
static bool file_checksum(const char *path, uint32_t *out)
{
    unsigned char block[BLOCK_BYTES];
    uLong sum = crc32(0, NULL, 0);
    size_t read = 0, length;
    FILE *stream = fopen(path, "rb");
    if (!stream)
        return false;
    while (read < BEGINNING_BYTES && (length = fread(block, 1, sizeof block, stream)) > 0) {
        sum = crc32(sum, block, (uInt)length);
        read += length;
    }
    bool fine = !ferror(stream) && fseek(stream, 0, SEEK_END) == 0;
    long size = ftell(stream);
    fclose(stream);
    *out = (uint32_t)crc32(sum, (const unsigned char *)&size, sizeof size);
    return fine;
}

bool checkpoint_source_read(const char *file, const char *mapping, struct checkpoint_source *out)
{
    return file_checksum(file, &out->file) && file_checksum(mapping, &out->mapping);
}

bool checkpoint_read(const char *path, const struct checkpoint_source *source, struct checkpoint *out)
{
    FILE *stream = fopen(path, "r");
    if (!stream)
        return false;
    int fields = fscanf(stream,
                        "steward-import 1 %" SCNu32 " %" SCNu32 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64
                        " %" SCNd64 " %" SCNd64 " %40s",
                        &out->source.file, &out->source.mapping, &out->number, &out->last, &out->end, &out->taken,
                        &out->rejected, &out->rejects_bytes, out->key);
    fclose(stream);
    return fields == 9 && out->source.file == source->file && out->source.mapping == source->mapping;
}

bool checkpoint_write(const char *path, const struct checkpoint *checkpoint)
{
    char part[PATH_BYTES];
    snprintf(part, sizeof part, "%s.part", path);
    FILE *stream = fopen(part, "w");
    if (!stream)
        return false;
    fprintf(stream,
            "steward-import 1 %" PRIu32 " %" PRIu32 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64
            " %" PRId64 " %s\n",
            checkpoint->source.file, checkpoint->source.mapping, checkpoint->number, checkpoint->last, checkpoint->end,
            checkpoint->taken, checkpoint->rejected, checkpoint->rejects_bytes,
            *checkpoint->key ? checkpoint->key : "-");
    bool fine = fflush(stream) == 0 && fdatasync(fileno(stream)) == 0;
    return fclose(stream) == 0 && fine && rename(part, path) == 0;
}
