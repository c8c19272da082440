"""What Boston's departments said about duplicates when they closed a case, read from the closing texts of the file.

A case is marked where its closing text says that it is a duplicate ("Duplicate of Existing Case"), and named where the
text also gives the number of the other case: in full (101001236407), without its first digits (#1240827), or without
still one more (#407187). Which of the two was closed says nothing about which came first.
"""
import csv
import gzip
import re

MARK = re.compile('duplicat', re.IGNORECASE)
MOMENT = re.compile(r'\d{4}-\d\d-\d\d \S+')
NUMBER = re.compile(r'(?<!\d)\d{6,12}(?!\d)')
LEFT_OUT = ('', '10100', '101001')  # what clerks leave out of a number: all of this half-year begin so


def read(path):
    """All cases of the file, by number: {'marked': bool, 'named': number of another case of the file or None}."""
    opened = gzip.open if path.endswith('.gz') else open
    with opened(path, 'rt', encoding='utf-8', errors='replace', newline='') as file:
        closings = {row['CASE_ENQUIRY_ID']: row['CLOSURE_REASON'] for row in csv.DictReader(file)}
    return {case: {'marked': bool(MARK.search(text)), 'named': named_case(case, text, closings)}
            for case, text in closings.items()}


def named_case(case, text, cases):
    if not MARK.search(text):
        return None
    for number in NUMBER.findall(MOMENT.sub('', text)):
        for begin in LEFT_OUT:
            if begin + number in cases and begin + number != case:
                return begin + number
    return None


def groups(cases):
    """Cases that tell of one thing, by what was named, taken together: case → a case that stands for its group."""
    above = {}

    def top(case):
        while above.get(case, case) != case:
            case = above[case]
        return case

    for case, label in cases.items():
        if label['named']:
            above[top(case)] = top(label['named'])
    return {case: top(case) for case in cases}
