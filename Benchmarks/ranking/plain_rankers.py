#!/usr/bin/env python3
"""How hard the project's own questions are: what plain rankers reach on them.

usage: plain_rankers.py [--askwell .build/release/askwell] [--also DIR]      (needs numpy and PyStemmer)

Cosine of TF-IDF vectors (1 + ln tf, ln((1 + N) / (1 + df)) + 1) over the passages that `askwell inspect` shows,
headings before the text: Snowball stems without stop words; character 3- to 5-grams within words; and the mean of both,
where stems that no passage has count in the question's norm as the rarest would. Follow-ups get the message before them
in front. A hit counts as in evaluate_questions.py; AUROC is that of the first passage's cosine.
"""
import argparse, glob, json, math, os, subprocess
from collections import Counter
import numpy as np
from ablation_articles import LATER, MORE, OTHER, PAGES, TESTS, grams, squeezed, stems


class Cosine:
    def __init__(self, texts, parts, unknown=False):
        self.parts, self.unknown = parts, unknown
        counts = [Counter(parts(t)) for t in texts]
        df = Counter(x for c in counts for x in c)
        self.idf = {x: math.log((1 + len(texts)) / (1 + d)) + 1 for x, d in df.items()}
        self.rarest = math.log(1 + len(texts)) + 1
        self.postings = {}
        for i, c in enumerate(counts):
            for x, v in self.unit(c).items():
                self.postings.setdefault(x, []).append((i, v))
        self.count = len(texts)

    def unit(self, counts):
        v = {x: (1 + math.log(n)) * self.idf.get(x, self.rarest if self.unknown else 0) for x, n in counts.items()}
        norm = math.sqrt(sum(w * w for w in v.values())) or 1
        return {x: w / norm for x, w in v.items()}

    def __call__(self, text):
        score = np.zeros(self.count)
        for x, w in self.unit(Counter(self.parts(text))).items():
            for i, v in self.postings.get(x, ()):
                score[i] += w * v
        return score


def measure(shown, answerable, unanswerable):
    texts = [" ".join([*p["section"], p["question"] or "", p["text"]]) for p in shown["passages"]]
    whole = [squeezed(p["text"]) + " " + squeezed(" ".join(p["section"] + [p["question"] or ""])) for p in shown["passages"]]
    plain, grammed, known = Cosine(texts, stems), Cosine(texts, lambda t: list(grams(t).elements())), Cosine(texts, stems, True)
    rankers = {"stems": plain, "n-grams": grammed, "half and half": lambda t: (known(t) + grammed(t)) / 2}
    result = {}
    for name, ranker in rankers.items():
        rows, low = [], []
        for question in answerable + unanswerable:
            score = ranker(" ".join(question.get("context", [])[-1:] + [question["question"]]))
            order = np.lexsort((np.arange(len(score)), -score))[:3]
            if question in unanswerable:
                low.append(score[order[0]])
            else:
                right = [any(squeezed(s) in whole[i] for s in question["passages"]) for i in order]
                rows.append((right[0], any(right), score[order[0]]))
        rows, low = np.array(rows, float), np.array(low)
        higher = rows[:, 2][:, None]
        result[name] = [*rows[:, :2].mean(0), ((higher > low) + 0.5 * (higher == low)).mean()]
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--askwell", default=".build/release/askwell")
    parser.add_argument("--also")
    options = parser.parse_args()
    lines = lambda path: [json.loads(line) for line in open(path, encoding="utf-8")]
    sets = {}
    for split in ("tune", "held"):
        sets[f"own, {split}"] = (PAGES["own"], *([q for q in lines(f"{TESTS}questions/{part}.jsonl") if q["split"] == split]
                                                 for part in ("answerable", "unanswerable")))
    for folder, names in (("other", OTHER), ("more", MORE), ("later", LATER)):
        for name in names:
            of = [[q for q in lines(f"{TESTS}{folder}/{part}.jsonl") if q.get("doc", name + ".html") == name + ".html"]
                  for part in ("answerable", "unanswerable")]
            sets[name] = (PAGES[name], *of)
    for page in sorted(glob.glob(f"{options.also}/*.html")) if options.also else []:
        sets[os.path.basename(page)[:-5]] = (page, *(lines(f"{page[:-5]}-{part}.jsonl") for part in ("answerable", "unanswerable")))
    print("| questions | ranker | span@1 | span@3 | AUROC |\n|---|---|---|---|---|")
    for name, (page, yes, no) in sets.items():
        shown = json.loads(subprocess.run([options.askwell, "inspect", page, "--json"], check=True, capture_output=True).stdout)
        for ranker, figures in measure(shown, yes, no).items():
            print(f"| {name} | {ranker} | " + " | ".join(f"{f:.3f}" for f in figures) + " |", flush=True)


if __name__ == "__main__":
    main()
