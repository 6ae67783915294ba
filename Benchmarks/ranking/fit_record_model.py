#!/usr/bin/env python3
"""Fit the model that decides to answer or to decline in collections of records.

usage: fit_record_model.py [--askwell .build/release/askwell] [--eval ../shared/eval] [--write]   (needs numpy and scipy)

The five public FAQ sets, development halves: up to 150 questions of each whose first record is judged right
should be answered; 40 questions of each other set, asked of it, should be declined (the two on covid are not
asked of each other). Each set is measured with the coefficients fitted on the other four. --write fits on all five
and replaces the numbers in Sources/Retrieval/Resources/answer-model-records.tsv.
"""
import argparse, json, os, subprocess, tempfile
from concurrent.futures import ThreadPoolExecutor
import numpy as np
from evaluate_sets import FAQ, qrels
from fit_answer_model import auroc, features, fit

MODEL = "Sources/Retrieval/Resources/answer-model-records.tsv"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--askwell", default=".build/release/askwell")
    parser.add_argument("--eval", default="../shared/eval")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    names = [line.split("\t")[0] for line in open(MODEL) if line[0] != "#"]
    names = [name for name in names if name not in ("intercept", "threshold")]
    work, questions, right = tempfile.mkdtemp(prefix="record-model-"), {}, {}
    for name in FAQ:
        folder = f"{options.eval}/{name}"
        corpus = f"{folder}/corpus.jsonl" + ("" if os.path.exists(f"{folder}/corpus.jsonl") else ".gz")
        subprocess.run([options.askwell, "index", corpus, "--output", f"{work}/{name}"], check=True, stdout=subprocess.DEVNULL)
        found = subprocess.run([options.askwell, "search", "--index", f"{work}/{name}", "--queries", f"{folder}/queries.jsonl"],
                               check=True, capture_output=True, text=True).stdout
        first = {}
        for line in found.splitlines():
            first.setdefault(line.split()[0], line.split()[2])
        grades = qrels(f"{folder}/qrels.tsv")
        questions[name] = [json.loads(line) for line in open(f"{folder}/queries.jsonl", encoding="utf-8")]
        right[name] = [q for q in questions[name] if grades.get(q["id"], {}).get(first.get(q["id"]), 0) > 0][:150]
    parts = {}
    for name in FAQ:
        others = [q for other in FAQ if other != name and not (other[:5] == name[:5] == "covid") for q in questions[other][:40]]
        rows = [(q, 1) for q in right[name]] + [(q, 0) for q in others]
        with ThreadPoolExecutor(2) as pool:
            values = list(pool.map(lambda row: features(options.askwell, f"{work}/{name}", {"question": row[0]["text"]}), rows))
        parts[name] = {"x": np.array([[value.get(n, 0.0) for n in names] for value in values]), "y": np.array([y for _, y in rows]), "weight": np.ones(len(rows))}
    print("| left out of the fit | AUROC | answered | declined | balanced accuracy |\n|---|---|---|---|---|")
    for name in FAQ:
        intercept, slope = fit([parts[other] for other in FAQ if other != name])
        p, y = 1 / (1 + np.exp(-(intercept + parts[name]["x"] @ slope))), parts[name]["y"]
        answered, declined = (p[y == 1] >= 0.5).mean(), (p[y == 0] < 0.5).mean()
        print(f"| {name} | {auroc(p[y == 1], p[y == 0]):.3f} | {answered:.3f} | {declined:.3f} | {(answered + declined) / 2:.3f} |")
    intercept, slope = fit(list(parts.values()))
    header = "".join(line for line in open(MODEL) if line[0] == "#")
    text = header + f"intercept\t{intercept:.4f}\n" + "".join(f"{n}\t{v:.4f}\n" for n, v in zip(names, slope)) + "threshold\t0.5000\n"
    print("\n" + text[len(header):], end="")
    if options.write:
        open(MODEL, "w").write(text)


if __name__ == "__main__":
    main()
