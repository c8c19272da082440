-- Brings sums in, as rows in binary form.
copy rollup (city_id, cuboid, grain, level, day, a, cells) from stdin (format binary)
