#!/usr/bin/env python3
"""Count the instructions of building and searching under callgrind and compare them with the counts kept.

  instructions.py [ASKWELL]            exit status 1 when a count has risen by more than 5 %
  instructions.py [ASKWELL] --record   keep the counts of this build (Benchmarks/instructions.tsv)

Counts hardly depend on the machine's load, so a regression shows where times tell nothing. The collection and the
questions are made here, always the same. They do depend on the compiler and on the vector instructions that valgrind offers."""
import argparse
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
KEPT = os.path.join(HERE, "instructions.tsv")
# What is counted, and the symbols whose own instructions it sums; none: all of the process.
SEARCH = [("search, process", None), ("search, adding postings", "askwell_add"),
          ("search, decoding blocks", "askwell_decode_block"), ("search, scanning scores", "askwell_scan")]
BUILD = [("build, process", None), ("build, finding words", "9TokenizerO4scan"),
         ("build, looking words up", "9WordTableV6insert"), ("build, writing lists", "askwell_encode_list")]
BOUND = 1.05


def numbers(seed):
    state = seed
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield state >> 33


def make(corpus, queries):
    """20,000 passages of 40 words and 100 questions of 6; word n comes about as often as 1/n."""
    random = numbers(1)

    def word():
        size = 1 << (next(random) % 14)
        rank = size + next(random) % size
        return "".join("aeioutnrslkmdp"[rank >> 4 * i & 7] + "bcdfghmnprstvwkl"[rank >> 4 * i & 15] for i in range(4))

    with open(corpus, "w") as out:
        for number in range(20_000):
            out.write('{"id":"r%d","text":"%s"}\n' % (number, " ".join(word() for _ in range(40))))
    with open(queries, "w") as out:
        for _ in range(100):
            out.write(" ".join(word() for _ in range(6)) + "\n")


def count(wanted, work, *command):
    out = os.path.join(work, "callgrind.out")
    subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=" + out, *command], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    shown = subprocess.run(["callgrind_annotate", "--threshold=100", out], check=True, stdout=subprocess.PIPE).stdout
    total, own = 0, []
    for line in shown.decode(errors="replace").splitlines():
        found = re.match(r"\s*([\d,]+)(?: \([ \d.]+%\))?\s+(.*)", line)
        if not found:
            continue
        value = int(found[1].replace(",", ""))
        if "PROGRAM TOTALS" in found[2]:
            total = value
        else:
            own.append((value, found[2]))
    return {name: total if symbol is None else sum(v for v, text in own if symbol in text) for name, symbol in wanted}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("askwell", nargs="?", default=os.path.join(ROOT, ".build", "release", "askwell"))
    ap.add_argument("--record", action="store_true")
    a = ap.parse_args()
    with tempfile.TemporaryDirectory() as work:
        corpus, queries, index = (os.path.join(work, name) for name in ["c.jsonl", "q.txt", "index"])
        make(corpus, queries)
        # Valgrind trips over the compiler's debug information and needs names only.
        askwell = os.path.join(work, "askwell")
        subprocess.run(["objcopy", "--strip-debug", a.askwell, askwell], check=True)
        counts = count(BUILD, work, askwell, "bench", index, "--build", corpus, "--threads", "1")
        counts.update(count(SEARCH, work, askwell, "bench", index, queries, "3"))
    if a.record:
        with open(KEPT, "w") as out:
            out.write("# Instructions of Benchmarks/instructions.py, made by it with --record: what, count.\n")
            for name, value in counts.items():
                out.write(f"{name}\t{value}\n")
    with open(KEPT) as lines:
        kept = dict(line.rstrip("\n").split("\t") for line in lines if not line.startswith("#"))
    bad = 0
    for name, value in counts.items():
        before = int(kept.get(name, 0))
        risen = value > before * BOUND
        bad += risen
        print(f"{name}\t{value}\t{value / max(1, before):.3f} of the kept count" + ("\tRISEN" if risen else ""))
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
