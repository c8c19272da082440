#!/usr/bin/env python3
"""evaluate.py FILE PAIRS - how good ticket.duplicates is on the imported Boston file: one JSON line a threshold.

Asks the very statement of the service (ticket_duplicates.sql) for the later case of every named pair, for every case
that was marked as a duplicate, and for a sample of all others; counts only candidates that came earlier, as on the day
of submission. PAIRS is written: a line a candidate, for fit.py. The weights were fitted on January to April and have not
seen May and June, which are told apart. docs/duplicates.md says what the fields mean.
"""
import json
import os
import subprocess
import sys

import labels

SAMPLE = 6000  # unmarked cases
THRESHOLDS = [n / 100 for n in range(40, 96, 5)]
FIRST_DAY_OF_MAY = 1430452800000  # ms since the epoch
TYPES = ('integer, bigint, text, text, text, integer, integer, double precision, double precision, timestamptz, '
         'bigint, double precision')


def ask(sql):
    run = subprocess.run(['psql', '-XAtq', '-v', 'ON_ERROR_STOP=1'], input=sql, text=True, check=True,
                         stdout=subprocess.PIPE)
    return run.stdout.splitlines()


def tickets():
    """Case → (ticket, received in ms)."""
    rows = ask("select split_part(key, ':', 3), ticket_id, instant_message(received_at) from complaint")
    return {case: (int(ticket), int(received)) for case, ticket, received in (row.split('|') for row in rows)}


def cases_asked(cases, group, at):
    """The later ones of named pairs, all marked ones, and a sample of the others that is the same each time."""
    sizes = {}
    first = {}
    for case in cases:
        sizes[group[case]] = sizes.get(group[case], 0) + 1
        if group[case] not in first or at[case][1] < at[first[group[case]]][1]:
            first[group[case]] = case
    grouped = [case for case in cases if sizes[group[case]] > 1]
    later = [case for case in grouped if first[group[case]] != case]
    marked = [case for case in cases if cases[case]['marked'] and case not in set(later)]
    others = sorted((case for case in cases if not cases[case]['marked'] and sizes[group[case]] == 1),
                    key=lambda case: hash_of(case))
    return later, marked, others[:SAMPLE], len(others)


def hash_of(case):
    return int(case) * 2654435761 % 2**32


def candidates_of(asked, at):
    """The statement's answers, best first, earlier ones only."""
    source = os.environ['STEWARD_SOURCE'] + '/common/store/sql/report/ticket_duplicates.sql'
    with open(source, encoding='utf-8') as file:
        sql = ["set search_path = steward, public; select city_id from city where code = 'boston' \\gset\n"
               f'prepare duplicates ({TYPES}) as {file.read()};\n']
    for case in asked:
        sql.append(f'execute duplicates (:city_id, {at[case][0]}, null, null, null, null, null, null, null, null, 20, 0);\n')
    answers = [json.loads(line)['candidates'] for line in ask(''.join(sql)) if line]
    return [[one for one in answer if one['received'] <= at[case][1]] for case, answer in zip(asked, answers)]


def share(part, whole):
    return round(part / whole, 3) if whole else None


def figures(months, threshold, rows, weight):
    """rows: kind, [(score, hit)]; weight: how many unmarked cases one of the sample stands for."""
    proposed = {kind: [[one for one in found if one[0] >= threshold][:10] for k, found in rows if k == kind]
                for kind in ('later', 'marked', 'other')}
    later = proposed['later']
    count = sum(len(found) for found in later)
    right = sum(hit for found in later for _, hit in found)
    any_of = {kind: sum(1 for found in lists if found) for kind, lists in proposed.items()}
    told = any_of['later'] + any_of['marked']
    others = any_of['other'] * weight
    return {'bench': 'duplicates-boston', 'months': months, 'threshold': threshold, 'named': len(later),
            'recall': share(sum(any(hit for _, hit in found) for found in later), len(later)),
            'recall_first': share(sum(bool(found) and found[0][1] for found in later), len(later)),
            'precision': share(right, count), 'proposals_each': share(count, len(later)),
            'marked': len(proposed['marked']), 'marked_proposed': share(any_of['marked'], len(proposed['marked'])),
            'others': len(proposed['other']), 'others_proposed': share(any_of['other'], len(proposed['other'])),
            'marked_among_proposed': share(told, told + others)}


def main():
    cases = labels.read(sys.argv[1])
    group = labels.groups(cases)
    at = tickets()
    cases = {case: label for case, label in cases.items() if case in at}
    case_of = {ticket: case for case, (ticket, _) in at.items()}
    later, marked, others, all_others = cases_asked(cases, group, at)
    kinds = ['later'] * len(later) + ['marked'] * len(marked) + ['other'] * len(others)
    asked = later + marked + others
    rows = {'01-04': [], '05-06': []}
    with open(sys.argv[2], 'w', encoding='utf-8') as pairs:
        for kind, case, found in zip(kinds, asked, candidates_of(asked, at)):
            hits = [kind == 'later' and group[case_of[one['ticket']]] == group[case] for one in found]
            for one, hit in zip(found, hits):
                pairs.write(json.dumps({'kind': kind, 'case': case, 'at': at[case][1], 'hit': hit, **one}) + '\n')
            months = '01-04' if at[case][1] < FIRST_DAY_OF_MAY else '05-06'
            rows[months].append((kind, [(one['score'], hit) for one, hit in zip(found, hits)]))
    for months, of_months in rows.items():
        for threshold in THRESHOLDS:
            print(json.dumps(figures(months, threshold, of_months, all_others / len(others))))


if __name__ == '__main__':
    main()
