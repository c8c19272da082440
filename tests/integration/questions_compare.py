"""Asks random questions of steward report and compares the answers with a plain GROUP BY over counted; then opens every
number of some of them. questions_compare.py QUESTIONS SEED"""
import json
import os
import random
import re
import subprocess
import sys

UNITS = {"day": "day::text", "week": "to_char(day, 'IYYY-\"W\"IW')", "month": "to_char(day, 'YYYY-MM')",
         "quarter": "to_char(day, 'YYYY-\"Q\"Q')", "year": "to_char(day, 'YYYY')"}
DIMENSIONS = ("organisation", "area", "category", "channel", "urgency")
LEVELS = {"mini": ("city", "street", "community", "estate"), "boston": ("city", "street", "community")}
SPANS = {"mini": (("2026-01-01", "2099-12-31"), ("2026-01-15", "2099-03-14")),
         "boston": (("2015-01-01", "2015-06-30"), ("2015-01-17", "2015-04-09"), ("2015-02-01", "2015-02-28"),
                    ("2015-03-05", "2015-03-20"), ("2014-12-15", "2016-12-31"))}


def sql(text):
    out = subprocess.run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", "set search_path = steward", "-c",
                          f"select coalesce(json_agg(q), '[]') from ({text}) q"], capture_output=True, text=True, check=True)
    return json.loads(out.stdout)


def steward(*arguments):
    out = subprocess.run(["steward", *arguments, "--json"], capture_output=True, text=True, check=False)
    assert out.returncode == 0, f"{' '.join(arguments)}: {out.stdout}{out.stderr}"
    return json.loads(out.stdout)


def measures_def(folder):
    """Names and formulas as the table of measures has them, read anew."""
    text = open(f"{folder}/proto/measures.def", encoding="utf-8").read()
    text = text[text.index("clang-format off"):]
    found = {"MEASURE": {}, "RATE": {}, "STOCK": {}, "MEAN": {}}
    for code, name in re.findall(r'^MEASURE\( *(\d+), \w+, +(\w+),', text, re.M):
        found["MEASURE"][name] = int(code)
    for kind in ("RATE", "STOCK", "MEAN"):
        for name, part, whole in re.findall(rf'^{kind}\(\w+, +(\w+), +"[^"]*", +([^,]+), +([^,]+),', text, re.M):
            found[kind][name] = (part.strip(), whole.strip())
    return found


class City:
    def __init__(self, code):
        self.code = code
        self.id = sql(f"select city_id from city where code = '{code}'")[0]["city_id"]
        self.codes = {d: [r["code"] for r in sql(f"select code from {d} where city_id = {self.id} order by code")]
                      for d in ("organisation", "area", "category", "channel")}
        self.codes["urgency"] = ["1", "2", "3", "4"]


def entries(city, level, top):
    """Each entry with its codes: the area over it of the level, the topmost category."""
    return f"""
      (with recursive over as (
          select area_id, area_id as over_id from area where city_id = {city.id}
          union all select o.area_id, a.parent_id from over o join area a on a.city_id = {city.id} and a.area_id = o.over_id
          where a.parent_id is not null
       ), leveled as (
          select o.area_id, a.code from over o join area a on a.city_id = {city.id} and a.area_id = o.over_id
          where a.kind = '{level}'
       ), above as (
          select category_id, category_id as over_id, parent_id from category where city_id = {city.id}
          union all select v.category_id, g.category_id, g.parent_id from above v
          join category g on g.city_id = {city.id} and g.category_id = v.parent_id
       )
       select c.*, coalesce(o.code, '-') as organisation, l.code as area, h.code as channel,
              g.code as category, c.urgency::text as urgency_code
       from counted c
       left join organisation o on o.city_id = c.city_id and o.organisation_id = c.organisation_id
       left join leveled l on l.area_id = c.area_id
       left join channel h on h.city_id = c.city_id and h.channel_id = c.channel_id
       left join above t on t.category_id = c.category_id and {'t.parent_id is null' if top else 't.over_id = t.category_id'}
       left join category g on g.city_id = c.city_id and g.category_id = t.over_id
       where c.city_id = {city.id} and c.until_pos is null)"""


def selected(city, filters):
    parts = []
    for dimension, codes in filters.items():
        listed = ", ".join(f"'{code}'" for code in codes)
        if dimension in ("area", "category"):
            parts.append(f"""{dimension}_id in (with recursive below as (
                select {dimension}_id from {dimension} where city_id = {city.id} and code in ({listed})
                union select x.{dimension}_id from {dimension} x join below b on x.parent_id = b.{dimension}_id
                where x.city_id = {city.id}) select {dimension}_id from below)""")
        elif dimension == "urgency":
            parts.append(f"urgency_code in ({listed})")
        else:
            parts.append(f"{dimension} in ({listed})")
    return " and ".join(parts) or "true"


class Question:
    def __init__(self, city, found, chance):
        self.city, self.found = city, found
        self.by = chance.sample(DIMENSIONS, chance.choice((0, 1, 1, 2, 2, 2)))
        self.unit = chance.choice((None, None, *UNITS))
        self.level = chance.choice(LEVELS[city.code])
        self.top = "category" in self.by and chance.random() < 0.4
        self.filters = {d: chance.sample(city.codes[d], min(len(city.codes[d]), chance.choice((1, 1, 2, 5))))
                        for d in chance.sample(DIMENSIONS, chance.choice((0, 0, 1, 1, 2)))}
        self.span = chance.choice(SPANS[city.code])
        if self.unit in ("day", "week"):  # stocks have a row for each: of decades they are more than are answered
            self.span = self.span if self.span[1] < "2020" else ("2026-01-01", "2027-12-31")
        names = [n for kind in found.values() for n in kind] + ["handling_s", "solving_s", "handling_p50", "handling_p90"]
        self.measures = chance.sample(names, 6)
        if self.by or self.unit:
            self.order = self.by + [self.unit] if self.unit else self.by
            chance.shuffle(self.order)
        else:
            self.order = []

    def arguments(self):
        out = ["--city", self.city.code, "--from", self.span[0], "--to", self.span[1]]
        out += ["--by", ",".join(self.order)] if self.order else ["--by", ""]
        out += ["--level", self.level] if "area" in self.by else []
        out += ["--category-level", "top"] if self.top else []
        for dimension, codes in self.filters.items():
            out += [f"--{dimension}", ",".join(codes)]
        return out

    def keys(self):
        return [UNITS[k] if k == self.unit else "urgency_code" if k == "urgency" else k for k in self.order]

    def column(self, name):
        """A measure or sum of seconds over rows of entries."""
        if name in ("handling_s", "solving_s"):
            return f"coalesce(sum({name}) filter (where measures & 64 <> 0), 0)"
        if name == "stay_s":
            return f"coalesce(sum(stay_s) filter (where measures & {1 << 42} <> 0), 0)"
        return f"count(*) filter (where measures & {1 << self.found['MEASURE'][name]} <> 0)"

    def formula(self, text):
        return re.sub(r"\w+", lambda word: self.column(word.group()), text)

    def expected(self, total=False):
        """By row, each measure as (part, whole) or a number."""
        keys = [] if total else self.keys()
        columns, stocks = [], []
        for name in self.measures:
            if name in self.found["STOCK"]:
                came, went = self.found["STOCK"][name]
                stocks.append(f"{self.formula(came)} - {self.formula(went)} as {name}")
            elif name in self.found["RATE"] or name in self.found["MEAN"]:
                part, whole = self.found.get("RATE").get(name) or self.found["MEAN"][name]
                columns.append(f"array[{self.formula(part)}, {self.formula(whole)}] as {name}")
            elif name.startswith("handling_p"):
                columns.append(f"percentile_disc(0.{name[-2:]}) within group (order by handling_bucket(handling_s)) "
                               f"filter (where measures & 64 <> 0) as {name}")
            else:
                columns.append(f"{self.column(name)} as {name}")
        out = self.rows(keys, columns, f"day between '{self.span[0]}' and '{self.span[1]}'")
        if stocks and not (self.unit and not total):
            for key, row in self.rows(keys, stocks, f"day <= '{self.span[1]}'").items():
                out.setdefault(key, {}).update(row)
        return out

    def rows(self, keys, columns, days):
        key = " || '/' || ".join(keys) or "''"
        group = f"group by {', '.join(keys)}" if keys else ""
        some = " and ".join(f"{k} is not null" for k in keys) or "true"
        rows = sql(f"select {key} as key{''.join(', ' + c for c in columns)} from {entries(self.city, self.level, self.top)} e "
                   f"where {days} and {selected(self.city, self.filters)} and {some} {group}")
        return {r.pop("key"): r for r in rows}


BOUNDS = [60 * 2 ** (n / 2) for n in range(39)]


def same(name, found, expected):
    if isinstance(expected, list):
        value = found["value"]
        right = [found["part"], found["whole"]] == [int(x) for x in expected]
        return right and (value is None) == (int(expected[1]) == 0)
    if name.startswith("handling_p"):
        return found is None if expected is None else abs(found - int(BOUNDS[min(expected, 38)])) <= 1
    return found == int(expected)


def empty(name, question):
    if name in question.found["RATE"] or name in question.found["MEAN"]:
        return [0, 0]
    return None if name.startswith("handling_p") else 0


def compare(question):
    asked = question.arguments() + ["--measures", ",".join(question.measures), "--top", "100000"]
    answer = steward("report", *asked)
    rows, cells = {r["row"]: r for r in answer["rows"]}, 0
    unit_stocks = question.unit and set(question.measures) & set(question.found["STOCK"])
    expected = question.expected() if question.order else {}
    assert set(expected) <= set(rows), f"{asked}: rows missing: {sorted(set(expected) - set(rows))[:5]}"
    for key, row in rows.items():
        for name in question.measures:
            if unit_stocks and name in question.found["STOCK"]:
                continue
            want = expected.get(key, {}).get(name, empty(name, question))
            assert same(name, row[name], want), f"{asked}: {key} {name}: {row[name]}, expected {want}"
            cells += 1
    total = next(iter(question.expected(total=True).values()), {})
    for name in question.measures:
        want = total.get(name, empty(name, question))
        assert same(name, answer["total"][name], want), f"{asked}: total {name}: {answer['total'][name]}, expected {want}"
    return answer, cells


def number(value, of):
    if isinstance(value, dict):
        return value[of]
    return value


def opened(question, name, row, of):
    """How many entries a number lists, page by page."""
    arguments, after, count = question.arguments() + ["--measure", name, "--limit", "400"], None, 0
    arguments += ["--row", row] if row else []
    arguments += ["--of", of] if of else []
    seen = set()
    while True:
        page = steward("report", "tickets", *arguments, *(["--after", after] if after else []))
        count += len(page["tickets"])
        seen |= {(t["position"], t["ticket"], t["day"]) for t in page["tickets"]}
        after = page.get("next")
        if not after:
            return count


def open_all(question, answer, most):
    cells = 0
    for row in answer["rows"][:most] + [answer["total"]]:
        for name in question.measures:
            value = row[name]
            if name.endswith("_s") or name.startswith("handling_p"):
                continue
            ratio = isinstance(value, dict)
            for of in ("part", "whole") if ratio and name in question.found["RATE"] else ("whole",) if ratio else (None,):
                want = number(value, of)
                found = opened(question, name, row.get("row"), of)
                assert found == want, f"{question.arguments()} {row.get('row')} {name} {of}: lists {found}, says {want}"
                cells += 1
    return cells


def main(count, seed):
    chance = random.Random(seed)
    found = measures_def(os.environ["STEWARD_SOURCE"])
    cities = [City("boston"), City("mini")]
    cells = numbers = 0
    sources = {}
    for turn in range(count):
        question = Question(cities[turn % 2], found, chance)
        answer, compared = compare(question)
        cells += compared
        sources[answer["source"]] = sources.get(answer["source"], 0) + 1
        if turn % 10 == 0:
            numbers += open_all(question, answer, 5)
    print(f"{count} questions ({', '.join(f'{n} from {s}' for s, n in sorted(sources.items()))}): {cells} numbers as a plain "
          f"GROUP BY has them; {numbers} numbers opened, each list as long as it says")


main(int(sys.argv[1]), int(sys.argv[2]))
