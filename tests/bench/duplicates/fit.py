#!/usr/bin/env python3
"""fit.py PAIRS - the weights of ticket_duplicates.sql from the candidates that evaluate.py wrote: one JSON line.

Logistic regression of "both cases are in one named group" on the evidence, over January to April: the candidates of the
later case of each named pair, and of the sample of unmarked cases, which count as no duplicates although some are.
No weight may be below zero, for more evidence must never make a score less. Boston's cases have no description, and
their titles mostly repeat the type; so what text is worth cannot be learnt there and is set: TEXT of the sum. The others
are fitted beside it, by Newton's method with halved steps on the log-likelihood with a small ridge, and all are divided
by their sum.
"""
import json
import math
import sys

from evaluate import FIRST_DAY_OF_MAY

TEXT = 0.25
RIDGE = 1.0
NAMES = ('near', 'recent', 'same_category', 'near_category', 'same_address', 'same_area')


def evidence(one):
    """As in ticket_duplicates.sql: each from 0 to 1. The text comes last."""
    told = one['evidence']
    near = max(told['same_address'], 0.5 * told['same_area'])
    if 'distance_m' in told:
        near = math.exp(-told['distance_m'] / 50)
    recent = max(0.0, 1 - math.log(1 + told['hours_apart'] / 24) / math.log(61))
    text = min(1.0, told['text_similarity'] / 0.6)
    return [1.0, near, recent] + [float(told[name]) for name in NAMES[2:]] + [text]


def read(path):
    """Distinct evidence → [how often not, how often in one group]: most candidates look alike."""
    seen = {}
    with open(path, encoding='utf-8') as file:
        for line in file:
            one = json.loads(line)
            if one['at'] < FIRST_DAY_OF_MAY and one['kind'] != 'marked':
                seen.setdefault(tuple(round(x, 2) for x in evidence(one)), [0, 0])[one['hit']] += 1
    return [(x, counts[0], counts[1]) for x, counts in seen.items()]


def likelihood(rows, weights):
    total = -RIDGE * sum(w * w for w in weights[1:-1]) / 2
    for x, misses, hits in rows:
        z = sum(a * b for a, b in zip(weights, x))
        total -= hits * math.log1p(math.exp(-z)) + misses * math.log1p(math.exp(z))
    return total


def slopes(rows, weights, free):
    """Gradient and negative Hessian of the likelihood in the free weights."""
    gradient = [-RIDGE * weights[i] if i else 0.0 for i in free]
    bend = [[RIDGE * (i == j and i > 0) for j in free] for i in free]
    for x, misses, hits in rows:
        p = 1 / (1 + math.exp(-sum(a * b for a, b in zip(weights, x))))
        step, width = hits - (hits + misses) * p, (hits + misses) * p * (1 - p)
        for a, i in enumerate(free):
            gradient[a] += step * x[i]
            for b, j in enumerate(free):
                bend[a][b] += width * x[i] * x[j]
    return gradient, bend


def solve(matrix, right):
    rows = [line[:] + [value] for line, value in zip(matrix, right)]
    for i in range(len(rows)):
        best = max(range(i, len(rows)), key=lambda r: abs(rows[r][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for r in range(len(rows)):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
    return [line[-1] / line[i] for i, line in enumerate(rows)]


def fit(rows, text):
    weights = [-8.0] + [1.0] * len(NAMES) + [text]
    best = likelihood(rows, weights)
    for _ in range(25):
        everything = list(range(len(weights) - 1))
        gradient, _ = slopes(rows, weights, everything)
        free = [i for i in everything if i == 0 or weights[i] > 0 or gradient[i] > 0]
        gradient, bend = slopes(rows, weights, free)
        step = solve(bend, gradient)
        length = 1.0
        while length > 1e-3:
            tried = weights[:]
            for i, s in zip(free, step):
                tried[i] = weights[i] + length * s if i == 0 else max(0.0, weights[i] + length * s)
            if likelihood(rows, tried) > best + 1e-6:
                break
            length /= 2
        else:
            return weights
        weights, best = tried, likelihood(rows, tried)
    return weights


def main():
    rows = read(sys.argv[1])
    text = 2.0
    for _ in range(6):
        weights = fit(rows, text)
        text = TEXT / (1 - TEXT) * sum(weights[1:-1])
    total = sum(weights[1:])
    told = {name: round(w / total, 3) for name, w in zip(NAMES + ('text',), weights[1:])}
    print(json.dumps({'bench': 'duplicates-fit', 'candidates': sum(a + b for _, a, b in rows),
                      'in_one_group': sum(b for _, _, b in rows), **told}))


if __name__ == '__main__':
    main()
