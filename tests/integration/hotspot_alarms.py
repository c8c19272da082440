#!/usr/bin/env python3
"""How often the rule of `steward report hotspots --kind growth` (hotspot_growth.sql) raises an alarm where nothing has
changed: simulated weeks of a steady place, Poisson and more scattered than that (negative binomial).

usage: hotspot_alarms.py [TRIALS]: prints a line a mean; exit 1 where more than 1 in 300 is a false alarm, or where a
place whose complaints become five a day goes unseen."""
import math
import random
import sys

WEEKS, LEAST, THRESHOLD = 8, 5, 3.0
FALSE_MOST, SEEN_LEAST = 1 / 300, 0.99


def score(recent, history):
    weeks = len(history)
    mean = sum(history) / weeks
    variance = (sum(n * n for n in history) - sum(history) ** 2 / weeks) / (weeks - 1)
    return (recent - mean) / math.sqrt(max(mean, variance) * (1 + 1 / weeks) + 1)


def alarm(recent, history):
    return recent >= LEAST and score(recent, history) >= THRESHOLD


def poisson(chance, mean):
    if mean > 50:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    limit, count, product = math.exp(-mean), 0, chance.random()
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def week(chance, mean, scatter):
    """A count with this mean and a variance of `scatter` times the mean."""
    if scatter == 1:
        return poisson(chance, mean)
    return poisson(chance, chance.gammavariate(mean / (scatter - 1), scatter - 1))


def rate(chance, mean, scatter, trials, recent=None):
    alarms = 0
    for _ in range(trials):
        history = [week(chance, mean, scatter) for _ in range(WEEKS)]
        alarms += alarm(week(chance, recent or mean, scatter), history)
    return alarms / trials


def main():
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    chance = random.Random(20240101)
    failed = False
    print("a week  Poisson  variance 1.5x  2x       3x")
    for mean in (0.2, 0.5, 1, 2, 3, 5, 10, 20, 50, 200):
        rates = [rate(chance, mean, scatter, trials) for scatter in (1, 1.5, 2, 3)]
        print(f"{mean:6}  {rates[0]:.5f}  {rates[1]:.5f}        {rates[2]:.5f}  {rates[3]:.5f}")
        failed |= rates[0] > FALSE_MOST
    seen = rate(chance, 3, 1, 2000, 35)
    print(f"3 a week, then 35: seen in {100 * seen:.1f} %")
    return 1 if failed or seen < SEEN_LEAST else 0


if __name__ == "__main__":
    sys.exit(main())
