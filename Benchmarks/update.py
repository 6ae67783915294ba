#!/usr/bin/env python3
"""What `askwell index --update` costs beside a full build, and whether it gives the same bytes.

    Benchmarks/update.py ASKWELL CORPUS.jsonl [--share 0.01] [--runs 9] [--threads 1]
    Benchmarks/update.py ASKWELL CORPUS.jsonl --fuzz 200 [--records 2000]

A share of the records, picked by a fixed seed, is changed in place (words of another record are put at the end of the
text), or a third each of it is changed, removed and added before another record. Full builds and updates alternate;
times are user and system CPU of the whole process, and the wall clock. Index and notes are compared byte for byte.
--fuzz makes random edits instead, one upon the other, and compares each updated index and its notes with those of a
full build: records are changed, cut, emptied, removed, copied, added, moved and shuffled, lines damaged, files split,
empty lines put in. The edits follow from the round's number.

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


def random_edit(lines, pick, spare):
    """The lines after a few edits of any kind; `spare` has records to add."""
    lines = list(lines)

    def record(at):
        try:
            return json.loads(lines[at])
        except ValueError:
            return None

    for _ in range(pick.choice([0, 1, 1, 2, 5, 20, 100])):
        if len(lines) < 20:
            break
        at = pick.randrange(len(lines))
        kind = pick.choice(["words", "words", "cut", "empty", "title", "remove", "remove-many", "copy", "add", "add", "add-many",
                            "move", "swap", "damage", "blank", "same-id"])
        found = record(at)
        if kind in ("words", "cut", "empty", "title", "same-id") and not isinstance(found, dict):
            continue
        if kind == "words":
            other = pick.choice(spare).get("text", "").split()
            start = pick.randrange(len(other) + 1)
            found["text"] = found.get("text", "") + " " + " ".join(other[start:start + pick.randrange(1, 30)])
        elif kind == "cut":
            words = found.get("text", "").split()
            found["text"] = " ".join(words[:pick.randrange(len(words) + 1)])
        elif kind == "empty":
            found["text"] = ""
        elif kind == "title":
            found["title"] = " ".join(pick.choice(spare).get("text", "x").split()[:pick.randrange(1, 9)]) + pick.choice(["", "?"])
        elif kind == "same-id":
            other = record(pick.randrange(len(lines)))
            found["id"] = other["id"] if isinstance(other, dict) else "x"
        elif kind == "remove":
            del lines[at]
        elif kind == "remove-many":
            del lines[at:at + pick.randrange(1, 200)]
        elif kind == "copy":
            lines.insert(pick.randrange(len(lines)), lines[at])
        elif kind in ("add", "add-many"):
            for _ in range(1 if kind == "add" else pick.randrange(1, 150)):
                new = dict(pick.choice(spare), id="new-%d" % pick.randrange(1 << 40))
                lines.insert(at, json.dumps(new, ensure_ascii=pick.random() < .5))
        elif kind == "move":
            lines.insert(pick.randrange(len(lines)), lines.pop(at))
        elif kind == "swap":
            end = min(len(lines), at + pick.randrange(2, 60))
            part = lines[at:end]
            pick.shuffle(part)
            lines[at:end] = part
        elif kind == "damage":
            lines[at] = lines[at][:pick.randrange(len(lines[at]) + 1)]
        elif kind == "blank":
            lines.insert(at, pick.choice(["", " ", "\t"]))
        if kind in ("words", "cut", "empty", "title", "same-id"):
            lines[at] = json.dumps(found, ensure_ascii=False)
    return lines


def fuzz(a, work, lines):
    """Rounds of edits and updates; the number of those whose files were not those of a full build."""
    spare = [json.loads(line) for line in lines[a.records:a.records + 4000]] or [json.loads(line) for line in lines]
    bad = 0
    for name, options in (("plain", ["--plain"]), ("full", [])):
        corpus = os.path.join(work, "fuzz")
        index, full = os.path.join(work, "updated-" + name), os.path.join(work, "whole-" + name)
        now, refused = lines[:a.records], 0
        for number in range(a.fuzz):
            pick = random.Random("%s %d" % (name, number))
            if number % 25 == 0 or len(now) < 20:
                now = lines[:a.records]
            edited_lines = random_edit(now, pick, spare)
            if name == "plain":
                # A line that is no record ends a plain build: such rounds must end alike and change nothing.
                edited_lines = [line for line in edited_lines if line.strip()]
            shutil.rmtree(corpus, ignore_errors=True)
            os.mkdir(corpus)
            ends = sorted([0, len(edited_lines)] + [pick.randrange(len(edited_lines) + 1) for _ in range(number % 3)])
            for part, (start, end) in enumerate(zip(ends, ends[1:])):
                with open(os.path.join(corpus, "%d.jsonl" % part), "w", encoding="utf-8", newline="") as f:
                    f.write(pick.choice(["\n", "\r\n"]).join(edited_lines[start:end]) + pick.choice(["", "\n"]))
            statuses = []
            for folder, more in ((index, ["--update"]), (full, [])):
                done = subprocess.run([a.askwell, "index", corpus, "--quiet", *options, "--output", folder, *more,
                                       "--threads", str(1 + number % 2)], stderr=subprocess.PIPE)
                statuses.append((done.returncode, done.stderr))
            if statuses[0] != statuses[1] or not all(
                    filecmp.cmp(os.path.join(index, n), os.path.join(full, n), shallow=False)
                    for n in ("askwell.index", "askwell.sources")):
                bad += 1
                print("%s, round %d: an update and a build differ: %s" % (name, number, statuses), flush=True)
            if statuses[1][0] == 0:
                now = edited_lines
            else:
                refused += 1
                now = [line for line in edited_lines if line in set(now)]
        print("%s: %d rounds of edits, %d refused by both, %d different" % (name, a.fuzz, refused, bad), flush=True)
    return bad


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
    ap.add_argument("--fuzz", type=int, metavar="ROUNDS")
    ap.add_argument("--records", type=int, default=2000, help="records that --fuzz begins with")
    ap.add_argument("--work", help="an existing folder; otherwise a temporary one")
    a = ap.parse_args()
    a.askwell = os.path.abspath(a.askwell)
    with open(a.corpus, encoding="utf-8") as f:
        lines = f.read().splitlines()
    if a.fuzz:
        with tempfile.TemporaryDirectory(dir=a.work) as work:
            sys.exit(1 if fuzz(a, work, lines) else 0)
    print("%-13s %-24s %8s %8s %8s %9s %9s" % ("ranking", "change", "update", "build", "share", "wall", "wall"))
    good = True
    with tempfile.TemporaryDirectory(dir=a.work) as work:
        for name, options in (("plain", ["--plain"]), ("full", [])):
            for mode in ("changed", "changed, removed, added"):
                good &= measure(a, work, name, options, mode, lines)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
