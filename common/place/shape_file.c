/* From the document of a GeoJSON file, which is YAML too, to geometries. Members that GeoJSON does not know are passed
 * over, as its standard says. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/base/memory.h"
#include "common/place/shape_reading.h"

enum { FEATURES_MOST = 200000, POSITIONS_LEAST = 4, NUMBER_TEXT_MOST = 40 };

static const struct node *member(const struct node *map, const char *name)
{
    if (map->kind != NODE_MAP)
        return NULL;
    for (const struct node *entry = map->first; entry; entry = entry->next)
        if (strlen(name) == entry->key->length && memcmp(name, entry->key->text, entry->key->length) == 0)
            return entry;
    return NULL;
}

static bool text_is(const struct node *node, const char *text)
{
    return node && node->kind == NODE_TEXT && strlen(text) == node->length && !memcmp(text, node->text, node->length);
}

/* A list with at least `least` entries. */
static bool list_check(const struct place *place, const struct node *node, const char *name, int least, int *count)
{
    *count = 0;
    for (const struct node *entry = node->kind == NODE_LIST ? node->first : NULL; entry; entry = entry->next)
        ++*count;
    if (*count >= least)
        return true;
    place_fault(place, node->line, name, "has %d entries, expected a list of at least %d", *count, least);
    return false;
}

/* Degrees, as JSON writes numbers. */
static bool degrees_read(const struct node *node, double most, double *out)
{
    char *end;
    if (!node || node->kind != NODE_TEXT || !node->length || node->length > NUMBER_TEXT_MOST ||
        strspn(node->text, "0123456789+-.eE") != node->length)
        return false;
    *out = strtod(node->text, &end);
    return !*end && isfinite(*out) && fabs(*out) <= most;
}

static bool position_read(const struct place *place, const struct node *node, double out[2])
{
    const struct node *longitude = node->kind == NODE_LIST ? node->first : NULL;
    if (longitude && degrees_read(longitude, 180, &out[0]) && degrees_read(longitude->next, 90, &out[1]))
        return true;
    place_fault(place, node->line, "coordinates",
                "holds a position that is none, expected [longitude, latitude] in degrees of WGS84");
    return false;
}

static GEOSGeometry *ring_read(struct shape_reading *reading, const struct place *place, const struct node *node)
{
    int count;
    if (!list_check(place, node, "coordinates", POSITIONS_LEAST, &count))
        return NULL;
    double *positions = memory_new((size_t)count * 2, sizeof *positions), *next = positions;
    bool good = true;
    for (const struct node *entry = node->first; entry && good; entry = entry->next, next += 2)
        good = position_read(place, entry, next);
    const double *last = positions + 2 * ((size_t)count - 1);
    bool closed = good && positions[0] == last[0] && positions[1] == last[1];
    if (good && !closed)
        place_fault(place, node->line, "coordinates",
                    "has a ring that is not closed, expected the first position last");
    GEOSGeometry *ring = NULL;
    if (closed)
        ring = GEOSGeom_createLinearRing_r(
            reading->shapes->engine,
            GEOSCoordSeq_copyFromBuffer_r(reading->shapes->engine, positions, (unsigned)count, 0, 0));
    free(positions);
    return ring;
}

typedef GEOSGeometry *geometry_reader(struct shape_reading *reading, const struct place *place,
                                      const struct node *node);

/* Reads all entries of a list; NULL where one of them is faulty. */
static GEOSGeometry **parts_read(struct shape_reading *reading, const struct place *place, const struct node *node,
                                 geometry_reader *part_read, int *count)
{
    int read = 0;
    if (!list_check(place, node, "coordinates", 1, count))
        return NULL;
    GEOSGeometry **parts = memory_new((size_t)*count, sizeof(GEOSGeometry *));
    for (const struct node *entry = node->first; entry; entry = entry->next, read++)
        if (!(parts[read] = part_read(reading, place, entry)))
            break;
    if (read == *count)
        return parts;
    while (read-- > 0)
        GEOSGeom_destroy_r(reading->shapes->engine, parts[read]);
    free(parts);
    return NULL;
}

/* A list of rings: the first is the outer one. */
static GEOSGeometry *polygon_read(struct shape_reading *reading, const struct place *place, const struct node *node)
{
    int count;
    GEOSGeometry **rings = parts_read(reading, place, node, ring_read, &count);
    if (!rings)
        return NULL;
    GEOSGeometry *polygon = GEOSGeom_createPolygon_r(reading->shapes->engine, rings[0], rings + 1, (unsigned)count - 1);
    free(rings);
    return polygon;
}

static GEOSGeometry *polygons_read(struct shape_reading *reading, const struct place *place, const struct node *node)
{
    int count;
    GEOSGeometry **polygons = parts_read(reading, place, node, polygon_read, &count);
    if (!polygons)
        return NULL;
    GEOSGeometry *all =
        GEOSGeom_createCollection_r(reading->shapes->engine, GEOS_MULTIPOLYGON, polygons, (unsigned)count);
    free(polygons);
    return all;
}

static GEOSGeometry *geometry_read(struct shape_reading *reading, const struct place *place, const struct node *feature)
{
    const struct node *geometry = member(feature, "geometry");
    const struct node *coordinates = geometry ? member(geometry, "coordinates") : NULL;
    const struct node *type = geometry ? member(geometry, "type") : NULL;
    if (coordinates && text_is(type, "Polygon"))
        return polygon_read(reading, place, coordinates);
    if (coordinates && text_is(type, "MultiPolygon"))
        return polygons_read(reading, place, coordinates);
    place_fault(place, geometry ? geometry->line : feature->line, "geometry",
                "is none, expected a Polygon or MultiPolygon with its coordinates");
    return NULL;
}

/* The area that the feature is the shape of; -1 where it is none, or has one already. */
static int area_find(struct shape_reading *reading, const struct place *place, const struct node *feature)
{
    char quote[FAULT_QUOTE_BYTES];
    const struct node *properties = member(feature, "properties");
    const struct node *code = properties ? member(properties, "code") : NULL;
    if (!code || code->kind != NODE_TEXT) {
        place_fault(place, feature->line, "properties.code", "is missing, expected the code of an area of areas.yaml");
        return -1;
    }
    int area = pack_area_find(reading->pack, code->text, code->length);
    if (area < 0)
        place_fault(place, code->line, "properties.code",
                    "%s is unknown, expected the code of an existing area of areas.yaml",
                    fault_quote(code->text, code->length, quote));
    else if (reading->shape_of[area])
        place_fault(place, code->line, "properties.code", "\"%s\" has a shape already, in line %d", code->text,
                    reading->shapes->items[reading->shape_of[area] - 1].line);
    return area >= 0 && !reading->shape_of[area] ? area : -1;
}

static void feature_read(struct shape_reading *reading, const struct node *feature, int number)
{
    struct shapes *shapes = reading->shapes;
    struct place place = place_of_entry(&reading->top, "features", number);
    int area = area_find(reading, &place, feature);
    GEOSGeometry *geometry = geometry_read(reading, &place, feature);
    if (area < 0 || !geometry) {
        GEOSGeom_destroy_r(shapes->engine, geometry);
        return;
    }
    memory_reserve((void **)&shapes->items, &shapes->capacity, shapes->count + 1, sizeof *shapes->items);
    shapes->items[shapes->count++] = (struct shape){area, feature->line, number, (struct shape_geometry *)geometry};
    reading->shape_of[area] = (int)shapes->count;
}

void shape_file_read(struct shape_reading *reading, const struct node *root)
{
    const struct node *features = member(root, "features"), *crs = member(root, "crs");
    int count, number = 0;
    if (!text_is(member(root, "type"), "FeatureCollection") || !features) {
        place_fault(&reading->top, root->line, "type", "is not FeatureCollection with its features");
        return;
    }
    if (crs)
        place_fault(&reading->top, crs->line, "crs", "is not taken: positions are in WGS84, as RFC 7946 says");
    if (!list_check(&reading->top, features, "features", 1, &count))
        return;
    if (count > FEATURES_MOST)
        place_fault(&reading->top, features->line, "features", "has %d entries, expected at most %d", count,
                    FEATURES_MOST);
    for (const struct node *feature = features->first; feature && count <= FEATURES_MOST; feature = feature->next)
        feature_read(reading, feature, number++);
}
