/* Shapes from a text, and as PostGIS takes them. */
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/place/shape_reading.h"

bool shapes_read(const struct pack *pack, const struct pack_text *text, struct shapes *out, struct pack_faults *faults)
{
    size_t before = faults->count + faults->more;
    struct shape_reading reading = {.pack = pack,
                                    .shapes = out,
                                    .top = {.faults = faults, .file = text->name},
                                    .shape_of = memory_new((size_t)pack->area_count, sizeof(int))};
    out->engine = GEOS_init_r();
    struct document *document = document_new(text->name, text->text, text->length, faults);
    if (document)
        shape_file_read(&reading, document_root(document));
    document_destroy(&document);
    shapes_check(&reading);
    free(reading.shape_of);
    pack_faults_sort(faults);
    return faults->count + faults->more == before;
}

char *shape_hex(const struct shapes *shapes, size_t i)
{
    size_t length;
    GEOSWKBWriter *writer = GEOSWKBWriter_create_r(shapes->engine);
    unsigned char *hex = GEOSWKBWriter_writeHEX_r(shapes->engine, writer, shape_geos(&shapes->items[i]), &length);
    char *copy = memory_text((const char *)hex, length);
    GEOSFree_r(shapes->engine, hex);
    GEOSWKBWriter_destroy_r(shapes->engine, writer);
    return copy;
}

void shapes_clear(struct shapes *shapes)
{
    for (size_t i = 0; i < shapes->count; i++)
        GEOSGeom_destroy_r(shapes->engine, shape_geos(&shapes->items[i]));
    free(shapes->items);
    if (shapes->engine)
        GEOS_finish_r(shapes->engine);
    *shapes = (struct shapes){0};
}
