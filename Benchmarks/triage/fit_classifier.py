#!/usr/bin/env python3
"""Fits the weights of the message classifier: Sources/Triage/Resources/classifier.tsv.

    python -m venv V && V/bin/pip install -r Benchmarks/triage/requirements.txt
    V/bin/python Benchmarks/triage/fit_classifier.py            # writes the table
    V/bin/python Benchmarks/triage/fit_classifier.py --leave-out messages-f,messages-g SCORES.jsonl

One-against-the-rest logistic regressions (L2, liblinear) over the presence of runs of one to three
words within a sentence, each scaled by its inverse document frequency. They are fitted to the labelled
messages of Tests/Answers/triage and, as harmless ones, to the questions about the articles, all written
for this project. With --leave-out, each named set is
scored by a model fitted to everything but it; the scores are written a line a message.
"""
import argparse
import json
import re
import unicodedata
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[2]
MESSAGES = ROOT / "Tests/Answers/triage"
TABLE = ROOT / "Sources/Triage/Resources/classifier.tsv"
SETTINGS = Path(__file__).with_name("classifier-settings.json")
FLAGS = [f"EM{n}" for n in range(1, 5)] + [f"RF{n}" for n in range(1, 13)]
CLASSES = ["alarm", "emergency"] + FLAGS
# Inverse strength of the regularisation and the least weight kept, both chosen by hand.
STRENGTH = 0.02
LEAST = 0.05
# The most that a turn among several takes from a score, as in MessageClassifier.swift.
GREATEST_LOSS = 1.0


def settings():
    return json.loads(SETTINGS.read_text())


COURTESY = set(settings()["courtesy"].split())


def fold(text):
    """Folds as the program does: lower case, no accents, straight quotes."""
    text = text.replace("\u2019", "'").replace("\u2018", "'").lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def features(message):
    """The runs of one to three words of a message, each once; `<` and `>` are a sentence's ends."""
    found = set()
    for turn in message["turns"]:
        for sentence in re.split(r"[.!?|\n;]+", fold(turn)):
            words = re.findall(r"[a-z0-9']+", sentence)
            if all(word in COURTESY for word in words):
                continue
            words = ["<", *words, ">"]
            for size in (1, 2, 3):
                for start in range(len(words) - size + 1):
                    found.add(" ".join(words[start:start + size]))
    return sorted(found - {"<", ">"})


def label(message, name):
    if name == "alarm":
        return int(message["expect"] != "none")
    if name == "emergency":
        return int(message["expect"] == "emergency")
    return int(name in message.get("flags", []))


def fit(train):
    """The features, their weights per class and the biases."""
    vectorizer = TfidfVectorizer(analyzer=features, binary=True, min_df=2, norm=None)
    matrix = vectorizer.fit_transform(train)
    weights = np.zeros((matrix.shape[1], len(CLASSES)))
    biases = np.zeros(len(CLASSES))
    for number, name in enumerate(CLASSES):
        model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=3000, random_state=0)
        model.fit(matrix, [label(m, name) for m in train])
        weights[:, number] = model.coef_[0] * vectorizer.idf_
        biases[number] = model.intercept_[0]
    return vectorizer.vocabulary_, weights, biases


def score(model, message):
    """The scores of all classes as the program adds them where no rule fired."""
    vocabulary, weights, biases = model
    total = biases.copy()
    seen = set()
    for turn in message["turns"]:
        rows = [vocabulary[f] for f in features({"turns": [turn]}) if f in vocabulary]
        rows = [row for row in rows if row not in seen]
        seen.update(rows)
        part = weights[rows].sum(axis=0)
        total += part if len(message["turns"]) == 1 else np.maximum(part, -GREATEST_LOSS)
    return total


def load():
    sets = {}
    for path in sorted(MESSAGES.glob("*.jsonl")):
        sets[path.stem] = [json.loads(line) for line in path.open(encoding="utf8") if line.strip()]
    return sets


def questions():
    """The project's questions about its articles: what people ask who report nothing."""
    found = []
    for path in sorted((*ROOT.glob("Tests/Answers/questions/*.jsonl"), *ROOT.glob("Tests/Answers/more/*.jsonl"))):
        for line in path.open(encoding="utf8"):
            if line.strip():
                found.append({"turns": [json.loads(line)["question"]], "expect": "none", "flags": []})
    return found


def entries(values, least=0.0):
    return " ".join(f"{name}:{value:.2f}" for name, value in zip(CLASSES, values) if abs(value) >= least)


def write(model):
    vocabulary, weights, biases = model
    setting = settings()
    lines = [
        "# What runs of words weigh for the red flags: feature, then class:weight in log-odds.",
        "# Source: fitted by Benchmarks/triage/fit_classifier.py to the messages of Tests/Answers/triage,",
        "# which were written for this project; 2026-11-24. A weight under "
        f"{LEAST} is left out. `<` and `>` are a sentence's ends.",
        "=bias\t" + entries(biases),
    ]
    for kind in ("threshold", "rule", "withheld"):
        value = setting[kind]
        lines.append(f"={kind}\t" + entries([value.get(name, value["flag"]) for name in CLASSES]))
    lines.append("=courtesy\t" + " ".join(sorted(COURTESY)))
    for feature in sorted(vocabulary):
        row = entries(weights[vocabulary[feature]], LEAST)
        if row:
            lines.append(f"{feature}\t{row}")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf8")
    print(f"{len(lines) - 8} features, {TABLE.stat().st_size} bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--leave-out", help="sets to score by models that have not seen them")
    parser.add_argument("--extra", action="append", default=[], help="another file to score by the model of all sets")
    parser.add_argument("scores", nargs="?", help="where the scores go")
    options = parser.parse_args()
    sets = load()
    if not options.leave_out:
        write(fit([m for name in sets for m in sets[name]] + questions()))
        return
    with open(options.scores, "w", encoding="utf8") as out:
        for held in options.leave_out.split(","):
            model = fit([m for name in sets if name != held for m in sets[name]] + questions())
            for message in sets[held]:
                out.write(json.dumps({"set": held, "id": message["id"], "scores": [round(float(v), 3) for v in score(model, message)]}) + "\n")
        if options.extra:
            model = fit([m for name in sets for m in sets[name]] + questions())
            for path in options.extra:
                for message in map(json.loads, open(path, encoding="utf8")):
                    out.write(json.dumps({"set": path, "id": message["id"], "scores": [round(float(v), 3) for v in score(model, message)]}) + "\n")


if __name__ == "__main__":
    main()
