#!/usr/bin/env python3
"""Compare pruned search with adding every posting, on every question of every collection that is there.

  exactness.py [ASKWELL] [--data DIR] [--shared DIR]

Collections: each folder of ../shared/eval, with its own questions; S, M and K100 of --data with Q.txt there (as
Benchmarks/peers/run.py makes them). Each is indexed plainly and in full into a folder that goes away, and asked with
'askwell bench --check': the best 1, 10 and 100 passages must be the same, ties included. Exit status 1 when any differ. What is not
there is named as skipped."""
import argparse
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def collections(shared, data, work):
    """Name, corpus and a file with one question a line."""
    folders = sorted(glob.glob(os.path.join(shared, "*", "queries.jsonl")))
    if not folders:
        print("skipped: there is no collection in", shared)
    for path in folders:
        folder = os.path.dirname(path)
        name = os.path.basename(folder)
        corpus = next(iter(glob.glob(os.path.join(folder, "corpus.jsonl*"))), None)
        if corpus is None:
            print("skipped:", name, "has no corpus")
            continue
        queries = os.path.join(work, name + ".txt")
        with open(path, encoding="utf-8") as lines, open(queries, "w", encoding="utf-8") as out:
            for line in lines:
                out.write(re.sub(r"\s+", " ", json.loads(line)["text"]) + "\n")
        yield name, corpus, queries
    for name in ["S", "M", "K100"]:
        corpus, queries = os.path.join(data, name + ".jsonl"), os.path.join(data, "Q.txt")
        if os.path.exists(corpus) and os.path.exists(queries):
            yield name, corpus, queries
        else:
            print("skipped:", corpus, "is not there")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("askwell", nargs="?", default=os.path.join(ROOT, ".build", "release", "askwell"))
    ap.add_argument("--data", default=os.path.join(ROOT, ".build-bench", "data"))
    ap.add_argument("--shared", default=os.path.join(os.path.dirname(ROOT), "shared", "eval"))
    a = ap.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as work:
        for name, corpus, queries in collections(a.shared, a.data, work):
            for profile, flags in [("plain", ["--plain"]), ("full", [])]:
                index = os.path.join(work, "index")
                built = subprocess.run([a.askwell, "index", corpus, "--output", index, "--quiet", *flags],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                checked = subprocess.run([a.askwell, "bench", index, queries, "--check"], stdout=subprocess.PIPE,
                                         stderr=subprocess.PIPE)
                failed = built.returncode != 0 or checked.returncode != 0
                bad += failed
                print(name, profile, (checked.stdout or checked.stderr).decode().strip(), "FAILED" if failed else "",
                      flush=True)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
