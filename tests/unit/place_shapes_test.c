/* grids.geojson: what is refused and where, what shapes may do to each other, and the form that PostGIS takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/place/shapes.h"
#include "tests/unit/city_texts.h"

#define AREAS                                                                                                          \
    "areas:\n- {code: a, name: A, kind: city}\n- {code: s1, name: S1, kind: street, parent: a}\n"                      \
    "- {code: s2, name: S2, kind: street, parent: a}\n- {code: c1, name: C1, kind: community, parent: s1}\n"           \
    "- {code: g1, name: G1, kind: grid, parent: c1, qr: QR-1}\n- {code: g2, name: G2, kind: grid, parent: c1}\n"       \
    "- {code: a1, name: A1, kind: lane, parent: a}\n"

#define FILE_OF(FEATURES) "{\"type\": \"FeatureCollection\", \"name\": \"x\", \"features\": [\n" FEATURES "\n]}\n"
#define FEATURE(CODE, TYPE, COORDINATES)                                                                               \
    "{\"type\": \"Feature\", \"properties\": {\"code\": \"" CODE "\", \"n\": 1}, \"geometry\": {\"type\": \"" TYPE     \
    "\", \"coordinates\": " COORDINATES "}}"
/* From west, south to east, north, in hundredths of a degree from 119 E, 32 N. */
#define BOX(W, S, E, N)                                                                                                \
    "[[[119.0" #W ",32.0" #S "],[119.0" #E ",32.0" #S "],[119.0" #E ",32.0" #N "],[119.0" #W ",32.0" #N "],[119.0" #W  \
    ",32.0" #S "]]]"
#define SHAPE(CODE, W, S, E, N) FEATURE(CODE, "Polygon", BOX(W, S, E, N))

static struct pack *pack_new(void)
{
    struct pack_text texts[CITY_TEXTS];
    struct pack_faults faults = {0};
    struct pack *pack;
    city_texts_replace(texts, "areas.yaml", AREAS, strlen(AREAS));
    for (int i = 0; i < CITY_TEXTS; i++)
        if (!strcmp(texts[i].name, "organisations.yaml"))
            texts[i] = (struct pack_text){texts[i].name, "organisations: [{code: o1, name: O, kind: centre}]\n", 51};
        else if (!strcmp(texts[i].name, "people.yaml"))
            texts[i] = (struct pack_text){texts[i].name, "people: [{code: p, name: P, roles: [operator]}]\n", 48};
        else if (!strcmp(texts[i].name, "routing.yaml"))
            texts[i] = (struct pack_text){texts[i].name, "rules: [{category: '*', area: '*', organisation: o1}]\n", 54};
    bool read = pack_read_texts(texts, CITY_TEXTS, &pack, &faults);
    pack_faults_print(&faults, stderr);
    assert_true(read);
    return pack;
}

static void expect(const char *text, const char *expected)
{
    struct pack *pack = pack_new();
    struct shapes shapes = {0};
    struct pack_faults faults = {0};
    char *told = NULL;
    size_t length;
    bool read = shapes_read(pack, &(struct pack_text){PACK_SHAPES, text, strlen(text)}, &shapes, &faults);
    FILE *stream = open_memstream(&told, &length);
    pack_faults_print(&faults, stream);
    fclose(stream);
    assert_string_equal(told, expected);
    assert_int_equal(read, !*expected);
    free(told);
    pack_faults_clear(&faults);
    shapes_clear(&shapes);
    pack_destroy(&pack);
}

static void good_shapes_are_taken(void **state)
{
    (void)state;
    expect(FILE_OF(SHAPE("s1", 0, 0, 6, 6) ",\n" SHAPE("g1", 1, 1, 2, 2) ",\n" SHAPE("g2", 2, 1, 3, 2) ",\n" FEATURE(
               "s2", "MultiPolygon", "[" BOX(6, 0, 7, 6) "," BOX(8, 0, 9, 6) "]")),
           "");
    struct pack *pack = pack_new();
    struct shapes shapes = {0};
    struct pack_faults faults = {0};
    const char *text = FILE_OF(FEATURE("g1", "Polygon", "[[[0,0],[1,0],[1,1],[0,0]]]"));
    assert_true(shapes_read(pack, &(struct pack_text){PACK_SHAPES, text, strlen(text)}, &shapes, &faults));
    char *hex = shape_hex(&shapes, 0);
    assert_string_equal(hex,
                        "0103000000010000000400000000000000000000000000000000000000000000000000F03F0000000000000000"
                        "000000000000F03F000000000000F03F00000000000000000000000000000000");
    free(hex);
    shapes_clear(&shapes);
    pack_destroy(&pack);
}

static void features_are_checked(void **state)
{
    (void)state;
    expect("{\"type\": \"Feature\"}\n", "grids.geojson:1: type: is not FeatureCollection with its features\n");
    expect("{\"type\": \"FeatureCollection\", \"features\": []}",
           "grids.geojson:1: features: has 0 entries, expected a list of at least 1\n");
    expect(
        FILE_OF(SHAPE("gone", 1, 1, 2, 2) ",\n" SHAPE("g1", 1, 1, 2, 2) ",\n" SHAPE(
            "g1", 2, 1, 3,
            2) ",\n{\"type\": \"Feature\", \"properties\": null, \"geometry\": null},\n" FEATURE("g2", "Point",
                                                                                                 "[1,2]")),
        "grids.geojson:2: features[1].properties.code: \"gone\" is unknown, expected the code of an existing area of "
        "areas.yaml\n"
        "grids.geojson:4: features[3].properties.code: \"g1\" has a shape already, in line 3\n"
        "grids.geojson:5: features[4].geometry: is none, expected a Polygon or MultiPolygon with its coordinates\n"
        "grids.geojson:5: features[4].properties.code: is missing, expected the code of an area of areas.yaml\n"
        "grids.geojson:6: features[5].geometry: is none, expected a Polygon or MultiPolygon with its coordinates\n");
    expect("{\"type\": \"FeatureCollection\", \"crs\": {\"type\": \"name\"},\n\"features\": "
           "[" SHAPE("g1", 1, 1, 2, 2) "]}",
           "grids.geojson:1: crs: is not taken: positions are in WGS84, as RFC 7946 says\n");
}

#define NO_POSITION                                                                                                    \
    "features[1].coordinates: holds a position that is none, expected [longitude, latitude] in degrees of WGS84\n"

static void positions_are_checked(void **state)
{
    (void)state;
    expect(FILE_OF(FEATURE("g1", "Polygon", "[[[0,0],[1,0],[0,0]]]")),
           "grids.geojson:2: features[1].coordinates: has 3 entries, expected a list of at least 4\n");
    expect(
        FILE_OF(FEATURE("g1", "Polygon", "[[[0,0],[1,0],\n[1,1],[0,1]]]")),
        "grids.geojson:2: features[1].coordinates: has a ring that is not closed, expected the first position last\n");
    expect(FILE_OF(FEATURE("g1", "Polygon", "[[[0,0],[1,0],\n[1,91],[0,0]]]")), "grids.geojson:3: " NO_POSITION);
    expect(FILE_OF(FEATURE("g1", "Polygon", "[[[0,0],[1,0],[181,1],[0,0]]]")), "grids.geojson:2: " NO_POSITION);
    expect(FILE_OF(FEATURE("g1", "Polygon", "[[[0,0],[1,0],[nan,1],[0,0]]]")), "grids.geojson:2: " NO_POSITION);
    expect(FILE_OF(FEATURE("g1", "Polygon", "[[[0,0],[1,0],[1],[0,0]]]")), "grids.geojson:2: " NO_POSITION);
    expect(FILE_OF(FEATURE("g1", "Polygon", "[[0,0],[1,0],[1,1],[0,0]]")),
           "grids.geojson:2: features[1].coordinates: has 2 entries, expected a list of at least 4\n");
    expect(FILE_OF(FEATURE("g1", "Polygon", "7")),
           "grids.geojson:2: features[1].coordinates: has 0 entries, expected a list of at least 1\n");
}

static void shapes_fit_together(void **state)
{
    (void)state;
    expect(FILE_OF(FEATURE("g1", "Polygon", "[[[0,0],[1,1],[1,0],[0,1],[0,0]]]")),
           "grids.geojson:2: features[1].geometry: \"g1\" is not valid: Self-intersection[0.5 0.5]\n");
    /* 0.001° × 0.01° at 32.015° N: 94.28 m × 1111.95 m */
    expect(FILE_OF(SHAPE("g1", 10, 1, 20, 2) ",\n" SHAPE("g2", 19, 1, 29, 2)),
           "grids.geojson:3: features[2].geometry: \"g2\" overlaps \"g1\" of line 2 by 104838 m², expected at most "
           "100\n");
    expect(FILE_OF(SHAPE("g1", 10, 1, 200001, 2) ",\n" SHAPE("g2", 20, 1, 29, 2)), ""); /* a sliver of 1 cm */
    expect(FILE_OF(SHAPE("g1", 1, 1, 2, 2) ",\n" SHAPE("a1", 1, 1, 2, 2)), "");         /* of another kind */
    /* c1 has no shape: the nearest above that has one counts */
    expect(FILE_OF(SHAPE("g1", 1, 1, 3, 2) ",\n" SHAPE("s1", 1, 1, 2, 2)),
           "grids.geojson:2: features[1].geometry: \"g1\" lies outside of \"s1\" of line 3 by 1048383 m², expected at "
           "most 100\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_shapes_are_taken),
        cmocka_unit_test(features_are_checked),
        cmocka_unit_test(positions_are_checked),
        cmocka_unit_test(shapes_fit_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
