#!/usr/bin/env python3
"""make_shapefile.py PATH FIELD CODE,WEST,SOUTH,EAST,NORTH…: a Shapefile of rectangles, given in degrees near 117° E and
written in metres of UTM zone 50 N, as mapping offices keep them, so that it must be turned back. ESRI's technical
description of 1998."""
import math
import struct
import sys

A, F, SCALE = 6378137.0, 1 / 298.257223563, 0.9996  # WGS84 and UTM
E2 = F * (2 - F)
WKT = (
    'PROJCS["WGS_1984_UTM_Zone_50N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],'
    'PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)


def metres(longitude, latitude):
    """Snyder, Map Projections (1987), 8-9 and 8-10, to the fourth power: millimetres within a degree of 117° E."""
    phi, a = math.radians(latitude), math.radians(longitude - 117) * math.cos(math.radians(latitude))
    ep2, n = E2 / (1 - E2), A / math.sqrt(1 - E2 * math.sin(phi) ** 2)
    t, c = math.tan(phi) ** 2, E2 / (1 - E2) * math.cos(phi) ** 2
    m = A * (
        (1 - E2 / 4 - 3 * E2**2 / 64 - 5 * E2**3 / 256) * phi
        - (3 * E2 / 8 + 3 * E2**2 / 32 + 45 * E2**3 / 1024) * math.sin(2 * phi)
        + (15 * E2**2 / 256 + 45 * E2**3 / 1024) * math.sin(4 * phi)
        - 35 * E2**3 / 3072 * math.sin(6 * phi)
    )
    x = SCALE * n * (a + (1 - t + c) * a**3 / 6 + (5 - 18 * t + t * t + 72 * c - 58 * ep2) * a**5 / 120)
    y = SCALE * (m + n * math.tan(phi) * (a * a / 2 + (5 - t + 9 * c + 4 * c * c) * a**4 / 24))
    return 500000 + x, y


def header(words, box):
    return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, words) + struct.pack("<2i8d", 1000, 5, *box, 0, 0, 0, 0)


def main(path, field, *boxes):
    records, codes, everything = [], [], []
    for box in boxes:
        code, west, south, east, north = box.split(",")
        west, south, east, north = map(float, (west, south, east, north))
        ring = [metres(*p) for p in ((west, south), (west, north), (east, north), (east, south), (west, south))]
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        everything += ring
        codes.append(code)
        records.append(struct.pack("<i4d3i", 5, min(xs), min(ys), max(xs), max(ys), 1, 5, 0) + b"".join(struct.pack("<2d", *p) for p in ring))
    xs, ys = [x for x, _ in everything], [y for _, y in everything]
    bounds = (min(xs), min(ys), max(xs), max(ys))
    with open(path + ".shp", "wb") as shp, open(path + ".shx", "wb") as shx:
        at = 50
        shp.write(header(50 + sum(4 + len(r) // 2 for r in records), bounds))
        shx.write(header(50 + 4 * len(records), bounds))
        for number, record in enumerate(records, 1):
            shp.write(struct.pack(">2i", number, len(record) // 2) + record)
            shx.write(struct.pack(">2i", at, len(record) // 2))
            at += 4 + len(record) // 2
    with open(path + ".dbf", "wb") as dbf:
        dbf.write(struct.pack("<4BIHH20x", 3, 126, 1, 1, len(codes), 65, 65))
        dbf.write(struct.pack("<11sc4xBB14x", field.encode(), b"C", 64, 0) + b"\r")
        for code in codes:
            dbf.write(b" " + code.encode().ljust(64))
        dbf.write(b"\x1a")
    with open(path + ".prj", "w", encoding="ascii") as prj:
        prj.write(WKT)


main(*sys.argv[1:])
