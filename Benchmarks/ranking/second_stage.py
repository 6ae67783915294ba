#!/usr/bin/env python3
"""What each feature of the second stage is worth, and whether other weights would be better.

usage: second_stage.py [--askwell .build/release/askwell] [--held]      (needs numpy)

Asks the answerable questions of Tests/Answers of four pages, each indexed alone, with
`askwell explain --top 25`, and scores the listed features anew. Prints, over the tuning questions and
the three other articles, how the share of questions whose first passage holds an answer changes when a
feature is left out (95% interval of a paired bootstrap over the questions, each article weighing the
same, 10,000 samples, seed 1). Then coordinate steps (times 0.5 and 1.5) search better weights on three
articles and are measured on the fourth: a gain there would be a reason to change the weights in
CollectionProfile.swift. --held measures the weights as they are on the held third as well.
"""
import argparse, json, re, subprocess, tempfile
import numpy as np

PAGES = {"own": "Corpus/leaky-gut.html"}
PAGES.update({n: f"Tests/Answers/other/{n}.html" for n in ("gallstones", "iron-deficiency", "sleep-apnea")})


def read(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def squeezed(text):
    return " ".join(text.split())


def explained(askwell, index, question):
    command = [askwell, "explain", "--index", index, "--top", "25"]
    command += ["--context=" + message for message in question.get("context", [])]
    lines = subprocess.run(command + ["--", question["question"]], check=True, capture_output=True, text=True).stdout
    found = []
    for line in lines[: lines.index("decision:")].splitlines():
        if match := re.match(r"\d+\. (\S+)  ", line):
            found.append((match[1], {}))
        elif found and (match := re.match(r" {5}(\w+) (-?[\d.]+) adds (-?[\d.]+)$", line)):
            found[-1][1][match[1]] = (float(match[2]), float(match[3]))
    return found


def collect(askwell, index, passages, questions):
    """For each question, the candidates' features as one dictionary and whether each is right."""
    rows = []
    for question in questions:
        gold = [squeezed(text) for text in question["passages"]]
        candidates = explained(askwell, index, question)
        right = [any(g in passages[key] for g in gold) for key, _ in candidates]
        rows.append(([features for _, features in candidates], np.array(right, bool)))
    return rows


def first_is_right(rows, factors):
    values = []
    for candidates, right in rows:
        scores = [sum(adds * factors.get(name, 1) for name, (_, adds) in c.items()) for c in candidates]
        values.append(float(bool(scores) and right[int(np.argmax(scores))]))
    return np.array(values)


def macro(data, factors, articles):
    return np.mean([first_is_right(data[a], factors).mean() for a in articles])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--askwell", default=".build/release/askwell")
    parser.add_argument("--held", action="store_true")
    options = parser.parse_args()
    work, data = tempfile.mkdtemp(prefix="second-stage-"), {}
    own = read("Tests/Answers/questions/answerable.jsonl")
    other = read("Tests/Answers/other/answerable.jsonl")
    for name, page in PAGES.items():
        index = f"{work}/{name}"
        subprocess.run([options.askwell, "index", page, "--output", index], check=True, stdout=subprocess.DEVNULL)
        shown = json.loads(subprocess.run([options.askwell, "inspect", page, "--json"], check=True, capture_output=True).stdout)
        passages = {p["id"]: squeezed(" ".join([p["text"], *p["section"], p["question"] or ""])) for p in shown["passages"]}
        questions = [q for q in own if q["split"] == "tune"] if name == "own" else [q for q in other if q["doc"] == name + ".html"]
        data[name] = collect(options.askwell, index, passages, questions)
        if name == "own" and options.held:
            held = collect(options.askwell, index, passages, [q for q in own if q["split"] == "held"])
            print(f"held third: first passage right {first_is_right(held, {}).mean():.3f}")
    articles, random = list(PAGES), np.random.default_rng(1)
    names = sorted({n for rows in data.values() for candidates, _ in rows for c in candidates for n in c})
    base = {a: first_is_right(data[a], {}) for a in articles}
    print("as shipped: " + "  ".join(f"{a} {base[a].mean():.3f}" for a in articles) + f"  macro {macro(data, {}, articles):.4f}")
    print("| left out | macro | change (95 %) |\n|---|---|---|")
    for name in names:
        samples, means = np.zeros(10_000), []
        for article in articles:
            difference = base[article] - first_is_right(data[article], {name: 0})
            samples -= difference[random.integers(0, len(difference), (10_000, len(difference)))].mean(1) / len(articles)
            means.append(base[article].mean() - difference.mean())
        low, high = np.percentile(samples, [2.5, 97.5])
        print(f"| {name} | {np.mean(means):.4f} | {samples.mean():+.4f} ({low:+.4f} to {high:+.4f}) |")
    before, after = [], []
    for left_out in articles:
        fitted = [a for a in articles if a != left_out]
        factors, best = {}, macro(data, {}, fitted)
        for name in names * 2:
            for step in (0.5, 1.5):
                tried = {**factors, name: factors.get(name, 1) * step}
                value = macro(data, tried, fitted)
                if value > best + 0.001:
                    factors, best = tried, value
        before.append(base[left_out].mean())
        after.append(first_is_right(data[left_out], factors).mean())
        print(f"fitted without {left_out}: {before[-1]:.3f} -> {after[-1]:.3f}", {n: round(f, 3) for n, f in factors.items()})
    print(f"left-one-out macro: {np.mean(before):.4f} as shipped, {np.mean(after):.4f} fitted")


main()
