#!/usr/bin/env python3
"""What import_boston.sh holds an import against: the CSV, read without any code of Steward.

  import_compare.py FILE EVENTS FIGURES    row by row: organisation, due and closing time and the file's own label;
                                           and the figures of each department against a recomputation from the file
  import_compare.py --count FILE           how many rows it has
  import_compare.py --spoil FILE OUT       the file with rows between its own that cannot be taken, and one that can
  import_compare.py --rejects REJECTS      are those rows rejected, each for its reason
  import_compare.py --reverse FILE OUT     the file with its rows the other way round
  import_compare.py --multiply N FILE OUT  the file's rows N times, each under a key of its own
"""
import collections
import csv
import datetime
import gzip
import json
import sys
import zoneinfo

ZONE = zoneinfo.ZoneInfo("America/New_York")
SPOILT = [  # line to put in, what the reason must say
    ('s1,01/01/2015 12:20:09 AM,,,x,Open,a "stray" quote,t,s,r,y,q,ISD,,,,,,w', "broken quotes"),
    ('s2,01/01/2015 12:20:09 AM,,,x,Open,"never closed,t,s,r,y,q,ISD,,,,,,w', "is not closed before line"),
    ("s3,31/31/2015 12:20:09 AM,,,x,Open,,t,s,r,y,q,ISD,,,,,,w", "reported: '31/31/2015 12:20:09 AM'"),
    ("s4,01/01/2015 12:20:09 AM,,,x,Open,,t,s,r,y,q,ISD,,,,,,w", "channel 'w'"),
    ("s5,01/01/2015 12:20:09 AM", "has 2 cells, expected 19"),
    ("s6,01/01/2015 12:20:09 AM,,,x,Closed,,t,s,r,y,q,ISD,,,,,,w", "closed: is empty"),
]


def rows_of(path):
    opened = gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")
    with opened as stream:
        text = stream.read().decode("utf-8", "surrogateescape")
    return list(csv.DictReader(text.splitlines(True)))


def instant(text):
    """Milliseconds since the epoch; None for an empty cell."""
    if not text:
        return None
    local = datetime.datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=ZONE)
    return round(local.timestamp() * 1000)


def instant_of_database(text):
    return round(datetime.datetime.fromisoformat(text + ":00").timestamp() * 1000) if text else None


def events_of(path, kind):
    events = {}
    for line in open(path, encoding="utf-8"):
        key, found, due, done, organisation = line.rstrip("\n").split("|")
        name = key.split(":")[2]
        if found == kind:
            assert name not in events, f"row {name} has two events of kind {kind}"
            events[name] = (instant_of_database(due), instant_of_database(done), organisation)
    return events


def row_check(row, dispatched, closed, counts):
    key, department = row["CASE_ENQUIRY_ID"], row["Department"].replace("No Q", "no-q")
    due, done = instant(row["TARGET_DT"]), instant(row["CLOSED_DT"])
    assert dispatched[key][2] == department, f"row {key}: with {dispatched[key][2]}, expected {department}"
    assert dispatched[key][0] == due, f"row {key}: due {dispatched[key][0]}, expected {due}"
    if row["CASE_STATUS"] == "Open":
        assert key not in closed, f"row {key} is closed, expected it open"
        return 0
    assert closed[key][:2] == (due, done), f"row {key}: {closed[key]}, expected {(due, done)}"
    late = due is not None and closed[key][1] > closed[key][0]
    counts[department]["closed_without_limit" if due is None else "closed_late" if late else "closed_on_time"] += 1
    if due is None or not row["OnTime_Status"]:
        return 0
    assert late == (row["OnTime_Status"] == "OVERDUE"), f"row {key}: late is {late}, its label {row['OnTime_Status']}"
    return 1


def compare(path, events, figures):
    dispatched, closed = events_of(events, "3"), events_of(events, "7")
    rows, labels = rows_of(path), 0
    counts = collections.defaultdict(collections.Counter)
    for row in rows:
        labels += row_check(row, dispatched, closed, counts)
    assert len(dispatched) == len(rows), f"{len(dispatched)} rows dispatched, expected {len(rows)}"
    reported = {row["organisation"]: row for row in json.load(open(figures, encoding="utf-8"))["rows"]}
    for department, expected in counts.items():
        for figure in ("closed_on_time", "closed_late", "closed_without_limit"):
            found = reported[department][figure]
            assert found == expected[figure], f"{department} {figure}: {found}, expected {expected[figure]}"
    totals = sum(counts.values(), collections.Counter())
    print(f"{len(rows)} rows as in the file; {labels} labels agree, 0 differ; {len(counts)} departments as recomputed: "
          f"{totals['closed_on_time']} on time, {totals['closed_late']} late, "
          f"{totals['closed_without_limit']} without limit")


def records_of(path):
    """The records of a CSV as bytes, the names of its columns first."""
    records, quoted = [], False
    for line in open(path, "rb"):
        if quoted:
            records[-1] += line
        else:
            records.append(line)
        quoted ^= line.count(b'"') % 2 == 1
    return records


def spoil(path, out):
    records = records_of(path)
    good = b",".join([b"s7"] + records[1].split(b",")[1:])
    for at, (line, _) in enumerate(SPOILT):
        records.insert(20 * (at + 1), line.encode() + b"\r\n")
    open(out, "wb").writelines(records + [good])


def rejects_check(path):
    rejects = list(csv.DictReader(open(path, encoding="utf-8", newline="")))
    assert len(rejects) == len(SPOILT), f"{len(rejects)} rejects, expected {len(SPOILT)}"
    for at, (reject, (line, reason)) in enumerate(zip(rejects, SPOILT)):
        assert reject["row"] == str(20 * (at + 1)), f"row {reject['row']}, expected {20 * (at + 1)}"
        assert reject["record"] == line, f"record {reject['record']!r}, expected {line!r}"
        assert reason in reject["reason"], f"reason {reject['reason']!r}, expected {reason!r}"


def multiply(times, path, out):
    records = records_of(path)
    with open(out, "wb") as stream:
        stream.write(records[0])
        for turn in range(times):
            stream.writelines(b"m%d.%s" % (turn, record) for record in records[1:])


def reverse(path, out):
    records = records_of(path)
    open(out, "wb").writelines(records[:1] + records[:0:-1])


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--count", path]:
            print(len(rows_of(path)))
        case ["--spoil", path, out]:
            spoil(path, out)
        case ["--rejects", path]:
            rejects_check(path)
        case ["--reverse", path, out]:
            reverse(path, out)
        case ["--multiply", times, path, out]:
            multiply(int(times), path, out)
        case [path, events, figures]:
            compare(path, events, figures)
        case _:
            sys.exit(__doc__)
