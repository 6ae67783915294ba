#!/usr/bin/env python3
"""Scores `askwell gaps` on questions labelled with the one missing topic that each is about.

usage: score_gaps.py [ASKWELL [gaps.tsv]]

Prints for each split the number of topics and groups, B-cubed precision, recall and F1 (each question's
own group against its own topic, averaged), and the same over pairs of questions.
"""
import collections
import itertools
import json
import subprocess
import sys
import tempfile

ROOT = __file__.rsplit("/", 3)[0]
ASKWELL = sys.argv[1] if len(sys.argv) > 1 else ROOT + "/.build/release/askwell"
TABLE = sys.argv[2] if len(sys.argv) > 2 else ROOT + "/Tests/RegressionTests/Fixtures/gaps.tsv"


def f1(precision, recall):
    return 2 * precision * recall / max(1e-12, precision + recall)


rows = [line.rstrip("\n").split("\t") for line in open(TABLE, encoding="utf-8") if line[0] != "#"][1:]
print("split    questions topics groups   B3 P   B3 R  B3 F1  pair P pair R pair F1")
for split in dict.fromkeys(row[0] for row in rows):
    topics = {(row[2], row[3]): row[1] for row in rows if row[0] == split}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as log:
        for question, follows in topics:
            record = {"v": 1, "question": question, "outcome": "abstain", "reason": "no-answer"}
            if follows:
                record["follows"] = follows
            log.write(json.dumps(record) + "\n")
        log.flush()
        out = subprocess.run([ASKWELL, "gaps", log.name, "--json", "--limit", "0"],
                             capture_output=True, text=True, check=True).stdout
    groups = [[(q["question"], q.get("follows", "")) for q in json.loads(line)["questions"]]
              for line in out.splitlines()]
    group = {question: number for number, members in enumerate(groups) for question in members}
    assert set(group) == set(topics)
    sizes = collections.Counter(topics.values())
    precision = recall = 0
    for members in groups:
        own = collections.Counter(topics[question] for question in members)
        for topic, count in own.items():
            precision += count * count / len(members) / len(topics)
            recall += count * count / sizes[topic] / len(topics)
    both = said = meant = 0
    for a, b in itertools.combinations(topics, 2):
        same, joined = topics[a] == topics[b], group[a] == group[b]
        both, said, meant = both + (same and joined), said + joined, meant + same
    pair = both / max(1, said), both / max(1, meant)
    print(f"{split:8} {len(topics):9} {len(sizes):6} {len(groups):6}   {precision:.3f}  {recall:.3f}"
          f"  {f1(precision, recall):.3f}   {pair[0]:.3f}  {pair[1]:.3f}  {f1(*pair):.3f}")
