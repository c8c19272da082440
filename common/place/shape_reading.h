/* What the files of this folder share: geometries are GEOS's, in degrees. Private to common/place. */
#ifndef COMMON_PLACE_SHAPE_READING_H
#define COMMON_PLACE_SHAPE_READING_H

#include <geos_c.h>

#include "common/city/record.h"
#include "common/place/shapes.h"

struct shape_reading {
    const struct pack *pack;
    struct shapes *shapes;
    struct place top;
    int *shape_of; /* of each area: 1 + its shape, or 0 */
};

static inline GEOSGeometry *shape_geos(const struct shape *shape)
{
    return (GEOSGeometry *)shape->geometry;
}

/* Reads the features of the document into reading->shapes. */
void shape_file_read(struct shape_reading *reading, const struct node *root);

/* Is each valid by itself, and do they fit together? */
void shapes_check(const struct shape_reading *reading);

#endif
