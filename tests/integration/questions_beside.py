"""What questions set beside their figures: periods before, shares, ranks, orders, stocks by time, means, percentiles and
states. Asks random questions of steward report and works out each number a second time, here, entry by entry.
questions_beside.py QUESTIONS SEED"""
import calendar
import json
import math
import os
import random
import subprocess
import sys
from datetime import timedelta
from fractions import Fraction

from questions_model import PERCENTILES, City, Measures, Sums, last_year, previous, time_of, times_of

DIMENSIONS = ("organisation", "area", "category", "channel", "urgency")
UNITS = ("day", "week", "month", "quarter", "year")
# Of which less is better, as the city's people see it; of all others more is.
LOW = set("""late late_net returning reworking reopening repeating extending handling_mean solving_mean stay_mean handling_p50
    handling_p90 handling_p95 open open_overdue overdue closed_late returned reworked reopened merged extended dissatisfied
    urged supervised handling_s solving_s stay_s reported_in_late helped_late""".split())


def steward(*arguments):
    out = subprocess.run(["steward", "report", *arguments, "--json"], capture_output=True, text=True, check=False)
    assert out.returncode == 0, f"{' '.join(arguments)}: {out.stdout}{out.stderr}"
    return json.loads(out.stdout)


# -- questions ------------------------------------------------------------------------------------------------------------

class Question:
    def __init__(self, city, measures, chance):
        self.city, self.measures, self.chance = city, measures, chance
        self.unit = chance.choice((None, None, *UNITS))
        self.states = chance.random() < 0.2
        self.span = self.span_choose()
        self.level, self.top = chance.choice(city.levels), False
        if self.states:
            self.by = ["state", "organisation"][:chance.choice((1, 2))]
            self.names = ["stayed", "stay_s", "stay_mean"]
            few = {"organisation": 1} if chance.random() < 0.4 else {}
        else:
            self.by = chance.sample(DIMENSIONS, chance.choice((0, 1, 1, 2, 2)))
            self.top = "category" in self.by and chance.random() < 0.4
            few = {d: chance.choice((1, 2, 5)) for d in chance.sample(DIMENSIONS, chance.choice((0, 0, 0, 1, 2)))}
            self.names = ["open", "open_overdue", *chance.sample(("handling_mean", "solving_mean", *PERCENTILES), 2),
                          *chance.sample([n for n in measures.kinds if measures.kinds[n] in ("count", "rate", "seconds")], 4)]
        self.filters = {d: chance.sample(city.codes[d], min(n, len(city.codes[d]))) for d, n in few.items()}
        self.order = self.by + [self.unit] if self.unit else self.by[:]
        chance.shuffle(self.order)
        self.compare = chance.sample(("previous", "last_year", "share", "rank"), chance.choice((1, 2, 4)))
        self.spans = [self.span] + [{"previous": previous, "last_year": last_year}[c](self.span)
                                    for c in ("previous", "last_year") if c in self.compare]
        self.periods = [c for c in ("previous", "last_year") if c in self.compare]
        self.times = [times_of(self.unit, span) for span in self.spans]

    def span_choose(self):
        chance, days = self.chance, self.city.days
        first = chance.choice(days) + timedelta(chance.choice((0, 0, 1, -7, 30, -370)))
        last = first + timedelta(chance.choice((0, 6, 30, 45) if self.unit == "day" else (0, 10, 31, 100, 500)))
        if chance.random() < 0.5:
            first, last = first.replace(day=1), last.replace(day=calendar.monthrange(last.year, last.month)[1])
        return first, last

    def arguments(self):
        out = ["--city", self.city.code, "--from", str(self.span[0]), "--to", str(self.span[1]), "--by", ",".join(self.order)]
        out += ["--level", self.level] if "area" in self.by else []
        out += ["--category-level", "top"] if self.top else []
        for dimension, codes in self.filters.items():
            out += [f"--{dimension}", ",".join(codes)]
        return out + ["--measures", ",".join(self.names), "--compare", ",".join(self.compare)]

    def sums(self):
        """Of each row and of the total: its sums in each of the periods; None where the period has no such time."""
        rows, total = {}, [Sums() for _ in self.spans]
        for entry in self.city.entries:
            if not self.city.chosen(entry, self.filters):
                continue
            codes = {d: self.city.code_of(d, entry, self.level, self.top) for d in self.by}
            if self.states and codes["state"] == "-":
                continue
            for i, span in enumerate(self.spans):
                self.take(entry, codes, i, span, rows, total)
        return rows, total

    def take(self, entry, codes, i, span, rows, total):
        day = entry["day"]
        if day > span[1]:
            return
        if day >= span[0]:
            total[i].take(self.measures, entry, False)
        total[i].take(self.measures, entry, True)
        if None in codes.values():
            return
        now = self.times[i].index(time_of(self.unit, max(day, span[0])))
        for at in range(now, len(self.times[0])):
            key = tuple(self.times[0][at] if d == self.unit else codes[d] for d in self.order)
            row = rows.setdefault(key, [Sums() for _ in self.spans])
            if at == now and day >= span[0]:
                row[i].take(self.measures, entry, False)
            row[i].take(self.measures, entry, True)


def rounded(value, digits=6):
    """As C rounds: halves away from 0."""
    return math.copysign(math.floor(abs(value) * 10 ** digits + Fraction(1, 2)), value) / 10 ** digits


class Check:
    def __init__(self, question):
        self.question, self.measures, self.cells = question, question.measures, 0
        self.arguments = question.arguments()
        self.rows, self.total = question.sums()

    def same(self, found, expected, *where):
        near = isinstance(found, float) and expected is not None and math.isclose(found, expected, rel_tol=1e-8, abs_tol=2e-6)
        assert found == expected or near, f"report {' '.join(self.arguments)}: {where}: {found}, expected {expected}"
        self.cells += 1

    def told(self, name, figure):
        part, whole, value = figure
        if whole is None:
            return value
        if value is not None:
            value = rounded(value) if self.measures.kinds[name] == "rate" else int(rounded(value, 0))
        return {"part": part, "whole": whole, "value": value}

    def told_same(self, found, name, figure, *where):
        want = self.told(name, figure)
        if not isinstance(want, dict):
            self.same(found, want, *where, name)
            return
        for key, value in want.items():
            self.same(found[key], value, *where, name, key)

    def beside(self, found, name, now, was, *where):
        """What was, the difference, and that as a share of it."""
        self.told_same(found["was"], name, was, *where, "was")
        both = now[2] is not None and was[2] is not None
        difference = now[2] - was[2] if both else None
        if self.measures.kinds[name] == "rate":
            self.same(found["difference"], rounded(difference) if both else None, *where, name, "difference")
            return
        self.same(found["difference"], int(rounded(difference, 0)) if both else None, *where, name, "difference")
        change = rounded(Fraction(difference) / was[2]) if both and was[2] else None
        self.same(found["change"], change, *where, name, "change")

    def line(self, found, sums, where, ordinal):
        question = self.question
        for name in question.names:
            now = sums[0].figure(self.measures, name)
            self.told_same(found[name], name, now, where)
            for i, period in enumerate(question.periods, 1):
                if ordinal is not None and ordinal >= len(question.times[i]):
                    self.same(found[period][name]["was"], None, where, period, name, "no such time")
                    self.same(found[period][name]["difference"], None, where, period, name, "no such time")
                else:
                    self.beside(found[period][name], name, now, sums[i].figure(self.measures, name), where, period)

    def share(self, found, sums, where):
        for name in self.question.names:
            kind = self.measures.kinds[name]
            if kind not in ("count", "seconds", "stock") or (kind == "stock" and self.question.unit):
                assert name not in found["share"], f"{self.arguments}: a share of {name}"
                continue
            part, whole = (s[0].figure(self.measures, name)[2] for s in (sums, self.total))
            want = {"part": part, "whole": whole, "value": rounded(Fraction(part, whole)) if whole else None}
            for key, value in want.items():
                self.same(found["share"][name][key], value, where, "share", name, key)

    def ranks(self, rows):
        """How many of the same time are better, and one; of those that are there for the period that was asked for."""
        question = self.question
        at = question.order.index(question.unit) if question.unit else None
        for name in question.names:
            values = {}
            for key in rows:
                if self.there(key):
                    values.setdefault(key[at] if question.unit else "", []).append(self.value(key, name))
            for key, row in rows.items():
                mine = self.value(key, name) if self.there(key) else None
                rivals = [v for v in values.get(key[at] if question.unit else "", []) if v is not None]
                better = sum(v < mine if name in LOW else v > mine for v in rivals) if mine is not None else 0
                self.same(row["rank"][name], None if mine is None else better + 1, key, "rank", name)

    def there(self, key):
        return any(self.sums(key)[0].any(self.measures, name) for name in self.question.names)

    def value(self, key, name):
        return self.sums(key)[0].figure(self.measures, name)[2]

    def sums(self, key):
        return self.rows.get(key) or [Sums() for _ in self.question.spans]

    def codes_order(self, key):
        question, out = self.question, []
        for dimension, code in zip(question.order, key):
            if dimension == question.unit:
                out.append((question.times[0].index(code), b""))
            elif dimension == "state":
                out.append((next(n for n, name in question.city.states.items() if name == code), b""))
            else:
                out.append((0, code.encode()))
        return out

    def ordered(self, keys, sort, descending):
        keys = sorted(keys, key=self.codes_order, reverse=descending and not sort)
        if not sort:
            return keys
        some = [k for k in keys if self.value(k, sort) is not None]
        some.sort(key=lambda k: -self.value(k, sort) if descending else self.value(k, sort))
        return some + [k for k in keys if self.value(k, sort) is None]

    def run(self):
        question = self.question
        answer = steward(*self.arguments, "--top", "100000")
        rows = {tuple(row["row"].split("/")): row for row in answer["rows"]}
        assert len(rows) == len(answer["rows"]), f"{self.arguments}: a row twice"
        assert answer["left_out"] == 0
        for period, span in zip(question.periods, question.spans[1:]):
            assert answer["periods"][period] == {"from": str(span[0]), "to": str(span[1])}, f"{self.arguments}: {period}"
        for measure in answer["measures"]:
            self.same(measure.get("better") == "low", measure["name"] in LOW, measure["name"], "better")
        self.line(answer["total"], self.total, "total", None)
        if not question.order:
            assert not rows
            return
        for key, sums in self.rows.items():
            some = any(s.figure(self.measures, n)[0] or s.figure(self.measures, n)[1] for s in sums for n in question.names)
            assert key in rows or not some, f"{self.arguments}: row {key} is missing"
        at = question.order.index(question.unit) if question.unit else None
        for key, row in rows.items():
            ordinal = question.times[0].index(key[at]) if question.unit else None
            self.line(row, self.sums(key), key, ordinal)
            if "share" in question.compare:
                self.share(row, self.sums(key), key)
        if "rank" in question.compare:
            self.ranks(rows)
        self.top(answer, rows)

    def top(self, answer, rows):
        """The same once more, sorted and cut: its total and what is beside its rows stay as they are."""
        chance = self.question.chance
        sort, descending, top = chance.choice((None, *self.question.names)), chance.random() < 0.5, chance.choice((1, 3, 10))
        arguments = self.arguments + (["--sort", sort] if sort else []) + (["--descending"] if descending else [])
        cut = steward(*arguments, "--top", str(top))
        keys = self.ordered(rows, sort, descending)[:top]
        found = [tuple(row["row"].split("/")) for row in cut["rows"]]
        assert found == keys, f"{' '.join(arguments)} --top {top}: rows {found}, expected {keys}"
        assert cut["rows"] == [rows[key] for key in keys], f"{arguments} --top {top}: rows differ from those of all"
        assert cut["total"] == answer["total"], f"{arguments} --top {top}: another total"
        assert cut["left_out"] == max(len(rows) - top, 0), f"{arguments} --top {top}: left out {cut['left_out']}"


def main(count, seed):
    chance = random.Random(seed)
    measures = Measures(os.environ["STEWARD_SOURCE"])
    cities = [City("boston"), City("mini")]
    numbers = 0
    for turn in range(count):
        check = Check(Question(cities[turn % 2], measures, chance))
        check.run()
        numbers += check.cells
    print(f"{count} questions: {numbers} numbers, differences, shares and ranks as the entries have them, and orders")


main(int(sys.argv[1]), int(sys.argv[2]))
