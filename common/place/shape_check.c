/* What must hold of shapes: each is valid, none overlaps another of its kind, none leaves the area that it is in. */
#include <math.h>
#include <stdlib.h>

#include "common/base/memory.h"
#include "common/place/shape_reading.h"

/* Metres of a degree of latitude, on a sphere of the earth's mean radius: far better than the tolerance needs. */
#define DEGREE_M 111195.0

struct pairing {
    const struct shape_reading *reading;
    const struct shape *shape;
};

static double square_metres(const struct shape_reading *reading, const GEOSGeometry *geometry)
{
    double square_degrees = 0, south = 0, north = 0;
    if (!geometry || !GEOSArea_r(reading->shapes->engine, geometry, &square_degrees) || square_degrees <= 0)
        return 0;
    GEOSGeom_getYMin_r(reading->shapes->engine, geometry, &south);
    GEOSGeom_getYMax_r(reading->shapes->engine, geometry, &north);
    return square_degrees * DEGREE_M * DEGREE_M * cos((south + north) / 2 * M_PI / 180);
}

static void shape_fault(const struct shape_reading *reading, const struct shape *shape, const char *what,
                        const struct shape *other, double metres)
{
    struct place place = place_of_entry(&reading->top, "features", shape->number);
    place_fault(&place, shape->line, "geometry", "\"%s\" %s \"%s\" of line %d by %.0f m², expected at most %.0f",
                reading->pack->areas[shape->area].code, what, reading->pack->areas[other->area].code, other->line,
                metres, SHAPE_TOLERANCE_M2);
}

/* False where it is not valid by itself, which is told. */
static bool shape_valid(const struct shape_reading *reading, const struct shape *shape)
{
    GEOSContextHandle_t engine = reading->shapes->engine;
    if (GEOSisValid_r(engine, shape_geos(shape)) == 1)
        return true;
    char *reason = GEOSisValidReason_r(engine, shape_geos(shape));
    struct place place = place_of_entry(&reading->top, "features", shape->number);
    place_fault(&place, shape->line, "geometry", "\"%s\" is not valid: %s", reading->pack->areas[shape->area].code,
                reason ? reason : "it cannot be computed");
    GEOSFree_r(engine, reason);
    return false;
}

/* Told of each shape whose box meets that of pairing->shape. */
static void pair_check(void *item, void *context)
{
    const struct pairing *pairing = context;
    const struct shape_reading *reading = pairing->reading;
    const struct shape *shape = pairing->shape, *other = item;
    const struct pack_area *areas = reading->pack->areas;
    if (other >= shape || areas[other->area].kind != areas[shape->area].kind ||
        pack_area_within(reading->pack, shape->area, other->area) ||
        pack_area_within(reading->pack, other->area, shape->area))
        return;
    GEOSGeometry *common = GEOSIntersection_r(reading->shapes->engine, shape_geos(shape), shape_geos(other));
    double metres = square_metres(reading, common);
    GEOSGeom_destroy_r(reading->shapes->engine, common);
    if (metres > SHAPE_TOLERANCE_M2)
        shape_fault(reading, shape, "overlaps", other, metres);
}

static void overlaps_check(const struct shape_reading *reading)
{
    GEOSContextHandle_t engine = reading->shapes->engine;
    struct shapes *shapes = reading->shapes;
    GEOSSTRtree *tree = GEOSSTRtree_create_r(engine, 10);
    for (size_t i = 0; i < shapes->count; i++)
        GEOSSTRtree_insert_r(engine, tree, shape_geos(&shapes->items[i]), &shapes->items[i]);
    for (size_t i = 0; i < shapes->count; i++) {
        struct pairing pairing = {reading, &shapes->items[i]};
        GEOSSTRtree_query_r(engine, tree, shape_geos(&shapes->items[i]), pair_check, &pairing);
    }
    GEOSSTRtree_destroy_r(engine, tree);
}

/* The shape of the nearest ancestor that has one, or NULL. */
static const struct shape *ancestor_shape(const struct shape_reading *reading, int area)
{
    for (area = reading->pack->areas[area].parent; area >= 0; area = reading->pack->areas[area].parent)
        if (reading->shape_of[area])
            return &reading->shapes->items[reading->shape_of[area] - 1];
    return NULL;
}

static void ancestors_check(const struct shape_reading *reading)
{
    for (size_t i = 0; i < reading->shapes->count; i++) {
        const struct shape *shape = &reading->shapes->items[i];
        const struct shape *over = ancestor_shape(reading, shape->area);
        if (!over)
            continue;
        GEOSGeometry *outside = GEOSDifference_r(reading->shapes->engine, shape_geos(shape), shape_geos(over));
        double metres = square_metres(reading, outside);
        GEOSGeom_destroy_r(reading->shapes->engine, outside);
        if (metres > SHAPE_TOLERANCE_M2)
            shape_fault(reading, shape, "lies outside of", over, metres);
    }
}

void shapes_check(const struct shape_reading *reading)
{
    bool valid = true;
    for (size_t i = 0; i < reading->shapes->count; i++)
        valid &= shape_valid(reading, &reading->shapes->items[i]);
    if (!valid)
        return; /* what is not valid cannot be compared */
    overlaps_check(reading);
    ancestors_check(reading);
}
