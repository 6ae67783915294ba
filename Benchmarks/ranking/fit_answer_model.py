#!/usr/bin/env python3
"""Fit the model that decides to answer or to decline, and measure it.

usage: fit_answer_model.py [--askwell .build/release/askwell] [--write]    (needs numpy and scipy)

Fits on the tuning questions of Tests/Answers/questions (indexed: Corpus), on all of
Tests/Answers/other (indexed: its three pages), and on a third of each side's answerable questions
asked of the other side's index, where they must be declined. With --removed W, each answerable question
is also asked of its pages without the passages that answer it (cut out of the source), and counts W of
a written unanswerable one, since what is left may still answer in part; it did not help. Answerable and
unanswerable questions weigh the same in sum; L2 0.001 on standardised features. The held third of the questions is only
measured. --write replaces Sources/Retrieval/Resources/answer-model.tsv's numbers.
"""
import argparse, json, os, subprocess, tempfile
import numpy as np
from scipy.optimize import minimize

MODEL = "Sources/Retrieval/Resources/answer-model.tsv"


def read(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def features(askwell, index, question):
    command = [askwell, "explain", "--index", index, "--top", "0"]
    for message in question.get("context", []):
        command.append("--context=" + message)
    out = subprocess.run(command + ["--", question["question"]], check=True, capture_output=True, text=True).stdout
    lines = out[out.index("decision:"):].splitlines()[1:-1]
    return {line.split()[0]: float(line.split()[1]) for line in lines}


def without_answer(askwell, pages, question, folder):
    """An index of the pages without the passages that hold one of the question's answers."""
    gold = [" ".join(text.split()) for text in question["passages"]]
    paths = []
    for page, passages in pages.items():
        source = open(page, encoding="utf-8").read().encode()
        cuts = [p["source"] for p in passages if any(g in " ".join(p["text"].split()) for g in gold)]
        for start, end in sorted(cuts, reverse=True):
            source = source[:start] + source[end:]
        paths.append(f"{folder}/{os.path.basename(page)}")
        open(paths[-1], "wb").write(source)
    subprocess.run([askwell, "index", *paths, "--output", f"{folder}/index"], check=True, stdout=subprocess.DEVNULL)
    return f"{folder}/index"


def inspected(askwell, paths):
    return {path: json.loads(subprocess.run([askwell, "inspect", path, "--json"], check=True, capture_output=True).stdout)["passages"]
            for path in paths}


def auroc(scores, labels):
    a, b = scores[labels == 1][:, None], scores[labels == 0][None]
    return ((a > b) + 0.5 * (a == b)).mean()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--askwell", default=".build/release/askwell")
    parser.add_argument("--removed", type=float, default=0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    names = [line.split("\t")[0] for line in open(MODEL) if line[0] != "#"]
    names = [name for name in names if name not in ("intercept", "threshold")]
    work = tempfile.mkdtemp(prefix="answer-model-")
    pages = [f"Tests/Answers/other/{name}.html" for name in ("gallstones", "iron-deficiency", "sleep-apnea")]
    for index, paths in (("own", ["Corpus"]), ("other", pages)):
        subprocess.run([options.askwell, "index", *paths, "--output", f"{work}/{index}"], check=True, stdout=subprocess.DEVNULL)
    own = [(q, 1) for q in read("Tests/Answers/questions/answerable.jsonl")]
    own += [(q, 0) for q in read("Tests/Answers/questions/unanswerable.jsonl")]
    other = [(q, 1) for q in read("Tests/Answers/other/answerable.jsonl")]
    other += [(q, 0) for q in read("Tests/Answers/other/unanswerable.jsonl")]
    tune = [pair for pair in own if pair[0]["split"] == "tune"]
    held = [pair for pair in own if pair[0]["split"] == "held"]
    parts = {"own": ("own", tune), "other": ("other", other),
             "other's asked here": ("own", [(q, 0) for q, y in other if y][::3]),
             "ours asked there": ("other", [(q, 0) for q, y in tune if y][::3]), "held": ("own", held)}
    data = {}
    for part, (index, pairs) in parts.items():
        rows = [features(options.askwell, f"{work}/{index}", q) for q, _ in pairs]
        data[part] = (np.array([[row.get(n, 0.0) for n in names] for row in rows]), np.array([y for _, y in pairs]))
    removals = [("own, answer removed", ["Corpus/leaky-gut.html"], tune), ("other, answer removed", pages, other)]
    for part, paths, pairs in removals if options.removed > 0 else []:
        source, rows = inspected(options.askwell, paths), []
        for question in [q for q, y in pairs if y]:
            with tempfile.TemporaryDirectory() as folder:
                index = without_answer(options.askwell, source, question, folder)
                rows.append(features(options.askwell, index, question))
        data[part] = (np.array([[row.get(n, 0.0) for n in names] for row in rows]), np.zeros(len(rows), int))
    fitted = [part for part in data if part != "held"]
    x = np.concatenate([data[part][0] for part in fitted])
    y = np.concatenate([data[part][1] for part in fitted])
    weight = np.concatenate([np.full(len(data[part][1]), options.removed if "removed" in part else 1.0) for part in fitted])
    weight *= np.where(y == 1, 0.5 / weight[y == 1].sum(), 0.5 / weight[y == 0].sum())
    mean, deviation = x.mean(0), x.std(0) + 1e-9
    z = np.c_[np.ones(len(x)), (x - mean) / deviation]

    def loss(b):
        s = z @ b
        p = 1 / (1 + np.exp(-s))
        r = np.r_[0, b[1:]]
        return (weight * (np.logaddexp(0, s) - y * s)).sum() + 1e-3 * r @ r, z.T @ (weight * (p - y)) + 2e-3 * r

    b = minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B").x
    slope = b[1:] / deviation
    intercept = b[0] - slope @ mean
    for part, (x, y) in data.items():
        p = 1 / (1 + np.exp(-(intercept + x @ slope)))
        line = f"{part:20} n {len(y):4}  declined {(p[y == 0] < 0.5).mean():.3f}"
        if (y == 1).any():
            line += f"  answered {(p[y == 1] >= 0.5).mean():.3f}  AUROC {auroc(p, y):.3f}"
        print(line)
    header = "".join(line for line in open(MODEL) if line[0] == "#")
    text = header + f"intercept\t{intercept:.4f}\n" + "".join(f"{n}\t{v:.4f}\n" for n, v in zip(names, slope)) + "threshold\t0.5000\n"
    print(text[len(header):], end="")
    if options.write:
        open(MODEL, "w").write(text)


main()
