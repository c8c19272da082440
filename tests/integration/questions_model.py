"""A city's entries as they are kept, and what figures come to by them: worked out here, entry by entry, without the code that
answers questions."""
import calendar
import json
import re
import subprocess
from datetime import date, timedelta
from fractions import Fraction

PERCENTILES = {"handling_p50": 50, "handling_p90": 90, "handling_p95": 95}
COUNTED_IN = {"handling_s": "closed", "solving_s": "closed", "stay_s": "stayed"}
BOUNDS = [int(60 * 2 ** Fraction(n, 2)) for n in range(39)]


def sql(text):
    out = subprocess.run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", "set search_path = steward", "-c",
                          f"select coalesce(json_agg(q), '[]') from ({text}) q"], capture_output=True, text=True, check=True)
    return json.loads(out.stdout)


# -- what the table of measures says ------------------------------------------------------------------------------------

def terms(text):
    """Names joined by + and -, with their signs."""
    return [(-1 if sign == "-" else 1, name) for sign, name in re.findall(r"([+-]?) *(\w+)", text)]


class Measures:
    def __init__(self, folder):
        text = open(f"{folder}/proto/measures.def", encoding="utf-8").read()
        text = text[text.index("clang-format off"):]
        self.codes = {name: int(code) for code, name in re.findall(r"^MEASURE\( *(\d+), \w+, +(\w+),", text, re.M)}
        self.kinds = {name: "count" for name in self.codes} | {name: "seconds" for name in COUNTED_IN}
        self.parts = {name: (terms(name), []) for name in self.kinds}
        for kind in ("RATE", "STOCK", "MEAN"):
            for name, part, whole in re.findall(rf'^{kind}\(\w+, +(\w+), +"[^"]*", +([^,]+), +([^,]+),', text, re.M):
                self.kinds[name] = kind.lower()
                self.parts[name] = ((terms(f"{part} - {whole}"), []) if kind == "STOCK" else (terms(part), terms(whole)))
        self.kinds |= {name: "percentile" for name in PERCENTILES}
        self.parts |= {name: ([], []) for name in PERCENTILES}


# -- times --------------------------------------------------------------------------------------------------------------

def time_of(unit, day):
    week = day.isocalendar()
    return {None: "", "day": f"{day}", "week": f"{week[0]}-W{week[1]:02}", "month": f"{day:%Y-%m}",
            "quarter": f"{day.year}-Q{(day.month + 2) // 3}", "year": f"{day.year}"}[unit]


def times_of(unit, span):
    days = (span[0] + timedelta(n) for n in range((span[1] - span[0]).days + 1))
    return list(dict.fromkeys(time_of(unit, day) for day in days))


def months_whole(span):
    return span[0].day == 1 and (span[1] + timedelta(1)).day == 1


def previous(span):
    if not months_whole(span):
        return span[0] - (span[1] - span[0]) - timedelta(1), span[0] - timedelta(1)
    months = (span[1].year - span[0].year) * 12 + span[1].month - span[0].month + 1
    first = span[0].year * 12 + span[0].month - 1 - months
    return date(first // 12, first % 12 + 1, 1), span[0] - timedelta(1)


def year_before(day):
    return date(day.year - 1, day.month, min(day.day, calendar.monthrange(day.year - 1, day.month)[1]))


def last_year(span):
    if months_whole(span):
        return year_before(span[0]), year_before(span[1] + timedelta(1)) - timedelta(1)
    return year_before(span[0]), year_before(span[1])


# -- a city and its entries ----------------------------------------------------------------------------------------------

class City:
    def __init__(self, code):
        self.code = code
        self.id = sql(f"select city_id from city where code = '{code}'")[0]["city_id"]
        table = {d: sql(f"select * from {d} where city_id = {self.id}") for d in ("organisation", "area", "category", "channel")}
        self.of = {d: {r[f"{d}_id"]: r for r in rows} for d, rows in table.items()}
        self.codes = {d: sorted(r["code"] for r in rows) for d, rows in table.items()} | {"urgency": list("1234")}
        self.levels = sorted({r["kind"] for r in table["area"]})
        states = sql("select * from lifecycle_state")
        self.states = {r["state"]: r["name"] for r in states}
        self.entries = sql(f"select day, organisation_id, area_id, category_id, channel_id, urgency, state, measures, handling_s, "
                           f"solving_s, stay_s from counted where city_id = {self.id} and until_pos is null")
        for entry in self.entries:
            entry["day"] = date.fromisoformat(entry["day"])
        self.days = [e["day"] for e in self.entries]

    def over(self, dimension, number):
        """A number and all above it."""
        while number:
            yield self.of[dimension][number]
            number = self.of[dimension][number]["parent_id"]

    def code_of(self, dimension, entry, level, top):
        """What the entry is called by in a row; None: it is in no row."""
        if dimension == "urgency":
            return str(entry["urgency"])
        if dimension == "state":
            return self.states[entry["state"]] if entry["state"] else "-"
        number = entry[f"{dimension}_id"]
        if dimension == "area":
            return next((a["code"] for a in self.over("area", number) if a["kind"] == level), None)
        if not number:
            return "-"
        if dimension == "category" and top:
            return list(self.over("category", number))[-1]["code"]
        return self.of[dimension][number]["code"]

    def chosen(self, entry, filters):
        for dimension, codes in filters.items():
            if dimension in ("area", "category"):
                if not any(o["code"] in codes for o in self.over(dimension, entry[f"{dimension}_id"])):
                    return False
            elif self.code_of(dimension, entry, "city", False) not in codes:
                return False
        return True


# -- sums -----------------------------------------------------------------------------------------------------------------

class Sums:
    """What some entries come to."""

    def __init__(self):
        self.flow, self.stock, self.handling = {}, {}, []

    def take(self, measures, entry, stock):
        into = self.stock if stock else self.flow
        for name, code in measures.codes.items():
            if entry["measures"] >> code & 1:
                into[name] = into.get(name, 0) + 1
        for name, measure in COUNTED_IN.items():
            if entry["measures"] >> measures.codes[measure] & 1:
                into[name] = into.get(name, 0) + (entry[name] or 0)
        if not stock and entry["measures"] >> measures.codes["closed"] & 1:
            self.handling.append(entry["handling_s"] or 0)

    def any(self, measures, name):
        """Is there anything of what a figure is made of?"""
        if name in PERCENTILES:
            return bool(self.handling)
        of = self.stock if measures.kinds[name] == "stock" else self.flow
        return any(of.get(term) for side in measures.parts[name] for _, term in side)

    def figure(self, measures, name):
        """Its part and whole, and its value (exact), which may be None."""
        if name in PERCENTILES:
            value = percentile(self.handling, PERCENTILES[name])
            return value, None, value
        of = self.stock if measures.kinds[name] == "stock" else self.flow
        part, whole = (sum(sign * of.get(term, 0) for sign, term in side) for side in measures.parts[name])
        if not measures.parts[name][1]:
            return part, None, part
        return part, whole, Fraction(part, whole) if whole else None


def percentile(seconds, percent):
    """The upper bound of the bucket that it falls into."""
    if not seconds:
        return None
    value = sorted(seconds)[-(-len(seconds) * percent // 100) - 1]
    return next((bound for bound in BOUNDS if value < bound), BOUNDS[-1])
