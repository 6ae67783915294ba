#!/usr/bin/env python3
"""Count how common stems are in people's questions: makes Sources/Retrieval/Resources/chatter.tsv.

usage: chatter.py [--eval ../shared/eval] [--write]      (needs PyStemmer)

Reads the development queries of the five FAQ sets. A stem's share is its mean over the sets without
the one in which it is commonest, so that no set's topic gets into the table; stems below 4 in a
thousand and topic words (TOPICS) are left out. Without --write the table is compared with the file and the differences shown.
"""
import argparse
from evaluate_sets import FAQ, words, stem
from collections import Counter
import json

# Words that are common in these sets because of what they are about, taken out in review.
TOPICS = set(
    "blood bodi cancer corona coronavirus covid diseas eat eye food heart home hospit infect leg mail mask packag"
    " pain posit pregnant product sick sleep stomach surgeri surviv symptom travel treatment virus weight".split()
)
FILE = "Sources/Retrieval/Resources/chatter.tsv"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", default="../shared/eval")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    shares = []
    for name in FAQ:
        lines = [json.loads(line) for line in open(f"{options.eval}/{name}/queries.jsonl", encoding="utf-8")]
        counts = Counter()
        for line in lines:
            counts.update({stem(word) for word in words(line["text"])})
        shares.append({word: count / len(lines) for word, count in counts.items()})
    table = {}
    for word in set().union(*shares):
        values = sorted(share.get(word, 0) for share in shares)
        mean = sum(values[:-1]) / (len(values) - 1)
        if mean >= 0.004 and word not in TOPICS:
            table[word] = round(1000 * mean)
    text = "".join(f"{word}\t{table[word]}\n" for word in sorted(table))
    lines = open(FILE, encoding="utf-8").read().splitlines(keepends=True)
    header = "".join(line for line in lines if line[0] == "#")
    before = {line for line in lines if line[0] != "#"}
    after = set(text.splitlines(keepends=True))
    for line in sorted(before ^ after):
        print("-" if line in before else "+", line, end="")
    print(f"{len(after)} stems, {len(before & after)} as in the file")
    if options.write:
        open(FILE, "w", encoding="utf-8").write(header + text)


main()
