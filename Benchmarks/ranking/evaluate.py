#!/usr/bin/env python3
"""Index and search the public sets with askwell, and score the runs.

usage: evaluate.py [--askwell .build/release/askwell] [--eval ../shared/eval] [--work DIR] [SET ...]

Python's standard library only. Prints nDCG@10 and P@1 for each set and the macro means of the five
FAQ sets and the four document sets. Unjudged documents count as wrong, also for medquad, of whose
documents only a pool was judged. Runs stay in DIR as SET.run, for
../shared/tools/score_run.py, which also compares two runs by a paired bootstrap.
"""
import argparse, gzip, json, math, os, shutil, subprocess, tempfile
from collections import defaultdict

FAQ = ["stackfaq", "covidfaq", "covidsim", "mqp", "meqsum"]
DOCUMENTS = ["nfcorpus", "cranfield", "med", "vaswani"]


def qrels(path):
    grades = defaultdict(dict)
    for line in open(path, encoding="utf-8"):
        fields = line.split()
        if fields:
            grades[fields[0]][fields[-2]] = int(fields[-1])
    return grades


def score(grades, run):
    ndcg, first = [], []
    for query, judged in grades.items():
        gains = sorted((g for g in judged.values() if g > 0), reverse=True)[:10]
        if not gains:
            continue
        found = run.get(query, [])
        ideal = sum(g / math.log2(i + 2) for i, g in enumerate(gains))
        ndcg.append(sum(max(0, judged.get(d, 0)) / math.log2(i + 2) for i, d in enumerate(found[:10])) / ideal)
        first.append(1.0 if found and judged.get(found[0], 0) > 0 else 0.0)
    return sum(ndcg) / len(ndcg), sum(first) / len(first)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--askwell", default=".build/release/askwell")
    parser.add_argument("--eval", default="../shared/eval")
    parser.add_argument("--work", default=tempfile.mkdtemp(prefix="ranking-"))
    parser.add_argument("sets", nargs="*", default=FAQ + DOCUMENTS + ["medquad"])
    options = parser.parse_args()
    os.makedirs(options.work, exist_ok=True)
    results = {}
    for name in options.sets:
        folder = os.path.join(options.eval, name)
        corpus = os.path.join(folder, "corpus.jsonl")
        if not os.path.exists(corpus):
            corpus += ".gz"
        index = os.path.join(options.work, name)
        subprocess.run([options.askwell, "index", corpus, "--output", index], check=True, stdout=subprocess.DEVNULL)
        output = subprocess.run([options.askwell, "search", "--index", index, "--queries",
                                 os.path.join(folder, "queries.jsonl")], check=True, capture_output=True, text=True).stdout
        with open(os.path.join(options.work, name + ".run"), "w") as file:
            file.write(output)
        shutil.rmtree(index)
        grades = qrels(os.path.join(folder, "qrels.tsv"))
        run = defaultdict(list)
        for line in output.splitlines():
            fields = line.split()
            run[fields[0]].append(fields[2])
        results[name] = score(grades, run)
        print(f"{name:10} nDCG@10 {results[name][0]:.4f}  P@1 {results[name][1]:.4f}", flush=True)
    for title, group in (("five FAQ sets", FAQ), ("four document sets", DOCUMENTS)):
        if all(name in results for name in group):
            means = [sum(results[name][i] for name in group) / len(group) for i in (0, 1)]
            print(f"macro of the {title}: nDCG@10 {means[0]:.4f}  P@1 {means[1]:.4f}")


main()
