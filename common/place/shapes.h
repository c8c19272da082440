/* grids.geojson: the shapes of a pack's areas.
 *
 * A GeoJSON FeatureCollection (RFC 7946) in WGS84; each feature is a Polygon or MultiPolygon whose properties.code is
 * the code of an area. Services do not read it: whoever loads a pack checks it, and PostGIS keeps the shapes.
 */
#ifndef COMMON_PLACE_SHAPES_H
#define COMMON_PLACE_SHAPES_H

#include <stdbool.h>
#include <stddef.h>

#include "common/city/pack.h"

/* What two shapes may overlap, and a shape may be outside of its parent's, in square metres: a strip of a metre along a
 * street of a hundred, as it comes about where neighbours are drawn one by one. */
#define SHAPE_TOLERANCE_M2 100.0

struct shape_geometry;

struct shape {
    int area;                        /* index in the pack */
    int line;                        /* of the feature */
    int number;                      /* of the feature, 0-based */
    struct shape_geometry *geometry; /* private */
};

/* Begin with all zero; shapes_clear frees what it holds. */
struct shapes {
    struct shape *items;
    size_t count, capacity;
    void *engine; /* private */
};

/* Reads and checks the file. False where something is wrong, each fault told with its line: no such file, an unknown or
 * doubled code, a geometry that is invalid, overlaps another of the same kind, or lies outside of the shape of its
 * nearest ancestor that has one. */
bool shapes_read(const struct pack *pack, const struct pack_text *text, struct shapes *out, struct pack_faults *faults);

/* The shape as WKB in hexadecimal digits; free() it. */
char *shape_hex(const struct shapes *shapes, size_t i);

void shapes_clear(struct shapes *shapes);

#endif
