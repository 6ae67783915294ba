#!/usr/bin/env python3
"""What `askwell index --update` costs beside a full build, and whether it gives the same bytes.

    Benchmarks/update.py ASKWELL CORPUS.jsonl [--share 0.01] [--runs 9] [--threads 1]

A share of the records, picked by a fixed seed, is changed in place (words of another record are put at the end of the
text), or a third each of it is changed, removed and added before another record. Full builds and updates alternate;
times are user and system CPU of the whole process, and the wall clock. Index and notes are compared byte for byte.
Needs nothing but Python; the work folder (--work) takes some ten times the corpus's size."""
import argparse
import filecmp
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def edited(lines, share, mode):
    """The lines after the change."""
    pick = random.Random(7)
    chosen = set(pick.sample(range(len(lines)), max(3, round(share * len(lines)))))
    result = []
    for number, line in enumerate(lines):
        if number not in chosen:
            result.append(line)
            continue
        record = json.loads(line)
        other = json.loads(lines[pick.randrange(len(lines))])
        kind = "changed" if mode == "changed" else pick.choice(["changed", "removed", "added"])
        if kind == "added":
            new = dict(other, id="new-%d" % number)
            result += [json.dumps(new, ensure_ascii=False), line]
        elif kind == "changed":
            words = other.get("text", "").split()
            record["text"] = record.get("text", "") + " " + " ".join(words[:12])
            result.append(json.dumps(record, ensure_ascii=False))
    return result


def cpu_of(command):
    """CPU and wall milliseconds of a command, by the kernel's account of the child."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = (time.perf_counter() - start) * 1000
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit("update.py: %s: exit status %d" % (" ".join(command), child.returncode))
    return (usage.ru_utime + usage.ru_stime) * 1000, wall


def copy(base, index):
    shutil.rmtree(index, ignore_errors=True)
    shutil.copytree(base, index)


def measure(a, work, name, options, mode, lines):
    corpus = os.path.join(work, "corpus.jsonl")
    base, index, full = (os.path.join(work, n) for n in ("base", "updated", "full"))
    build = [a.askwell, "index", corpus, "--quiet", "--threads", str(a.threads), *options, "--output"]
    with open(corpus, "w", encoding="utf-8") as f:
        f.writelines(line + "\n" for line in lines)
    cpu_of([*build, base])
    with open(corpus, "w", encoding="utf-8") as f:
        f.writelines(line + "\n" for line in edited(lines, a.share, mode))
    updates, builds = [], []
    for _ in range(a.runs):
        shutil.rmtree(full, ignore_errors=True)
        builds.append(cpu_of([*build, full]))
        copy(base, index)
        updates.append(cpu_of([*build, index, "--update"]))
    same = all(filecmp.cmp(os.path.join(index, n), os.path.join(full, n), shallow=False)
               for n in ("askwell.index", "askwell.sources"))
    ratios = [u[0] / b[0] for u, b in zip(updates, builds)]
    print("%-13s %-24s %8.1f %8.1f %7.1f%% %9.1f %9.1f  %s" % (
        name, mode, statistics.median(u[0] for u in updates), statistics.median(b[0] for b in builds),
        100 * statistics.median(ratios), statistics.median(u[1] for u in updates),
        statistics.median(b[1] for b in builds), "same bytes" if same else "DIFFERENT BYTES"), flush=True)
    return same


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("askwell")
    ap.add_argument("corpus")
    ap.add_argument("--share", type=float, default=0.01)
    ap.add_argument("--runs", type=int, default=9)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--work", help="an existing folder; otherwise a temporary one")
    a = ap.parse_args()
    a.askwell = os.path.abspath(a.askwell)
    with open(a.corpus, encoding="utf-8") as f:
        lines = f.read().splitlines()
    print("%-13s %-24s %8s %8s %8s %9s %9s" % ("ranking", "change", "update", "build", "share", "wall", "wall"))
    good = True
    with tempfile.TemporaryDirectory(dir=a.work) as work:
        for name, options in (("plain", ["--plain"]), ("full", [])):
            for mode in ("changed", "changed, removed, added"):
                good &= measure(a, work, name, options, mode, lines)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
