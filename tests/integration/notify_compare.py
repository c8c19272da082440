#!/usr/bin/env python3
"""Holds what receivers have taken against what was to be delivered.

  notify_compare.py DELIVERIES JOURNAL

Prints a line of JSON: sent (messages that arrived), deliveries, delivered, repeats (messages that arrived again under
their key), doubled_without_key (texts that arrived under two keys), lost, unsigned. Exit status 1 where one of the last
three is not 0.
"""
import collections
import json
import sys

deliveries = [json.loads(line) for line in open(sys.argv[1])]
journal = [json.loads(line) for line in open(sys.argv[2])]

arrived = collections.Counter((entry["where"].split("/")[0], entry["key"]) for entry in journal)
keys_of = collections.defaultdict(set)  # (channel, recipient's mailbox, text) → keys under which it arrived
for entry in journal:
    place = entry["where"].split("/")[0]
    mailbox = entry["to"][0] if place == "mail" else ""
    for line in entry["text"].split("\n"):
        start = line.find("ticket.")
        if start >= 0:
            keys_of[place, mailbox, line[start:].strip()].add(entry["key"])

lost = doubled = 0
for delivery in deliveries:
    channel = delivery["channel"]
    mailbox = ""
    if channel == "mail":
        mailbox = (delivery["recipient"] or "duty") + "@example.org"
    text = delivery["text"].replace("<", "＜") if channel == "feishu" else delivery["text"]
    keys = keys_of[channel, mailbox, text.strip()]
    lost += delivery["key"] not in keys
    doubled += len(keys) > 1
unsigned = sum(not entry["signed"] for entry in journal)
words = sum("<at" in line for entry in journal if entry["where"].startswith("feishu") for line in entry["text"].split("\n")[:-1])

result = {"what": "notify fault run", "deliveries": len(deliveries), "sent": len(journal),
          "delivered": len(deliveries) - lost, "messages": len(arrived), "repeats": len(journal) - len(arrived),
          "faults": sum(entry["answer"] not in ("none", "slow") for entry in journal),
          "doubled_without_key": doubled, "lost": lost, "unsigned": unsigned, "markup": words}
print(json.dumps(result))
sys.exit(lost > 0 or doubled > 0 or unsigned > 0 or words > 0 or not deliveries)
