#!/usr/bin/env python3
"""Fit the model that decides to answer or to decline, and measure it on articles left out of the fit.

usage: fit_answer_model.py [--askwell .build/release/askwell] [--write] [--also DIR]   (needs numpy and scipy)

Parts: the shipped article (its tuning questions; the held third is only measured), the three articles
of Tests/Answers/other in one index, the four of Tests/Answers/more and the three of Tests/Answers/later, each with its
follow-ups of Tests/Answers/followups, which it does not answer. To each come questions
on the other parts, which must be declined (a quarter as many as its own, three quarters of the weight). Each part is taken twice: alone
and, with half the weight, beside six pages of other parts ("+ 6").
Unanswerable questions that intents decline are left out. Answerable and unanswerable ones weigh the
same in sum; L2 0.01 on standardised features. Each part is measured with the coefficients fitted on
the others; --also measures articles of another folder, each NAME.html with NAME-answerable.jsonl and
NAME-unanswerable.jsonl, with the coefficients fitted on all parts. --write fits on all of them and replaces the numbers in
Sources/Retrieval/Resources/answer-model.tsv. A coefficient of exactly 0 hides its feature and
leaves it out of the fit.
"""
import argparse, glob, json, os, subprocess, tempfile, zlib
from concurrent.futures import ThreadPoolExecutor
import numpy as np
from scipy.optimize import minimize

MODEL = "Sources/Retrieval/Resources/answer-model.tsv"
INTENTS = {"small-talk", "language", "gibberish", "instruction", "dose", "product", "diagnosis"}
OTHER = [f"Tests/Answers/other/{name}.html" for name in ("gallstones", "iron-deficiency", "sleep-apnea")]
FOLLOWUPS = "followups/unanswerable"
MORE = ["shingles", "heel-pain", "thyroid", "vertigo"]
LATER = ["eczema", "gout", "sciatica"]


def read(path):
    return [json.loads(line) for line in open(f"Tests/Answers/{path}.jsonl" if "." not in path else path, encoding="utf-8")]


def features(askwell, index, question):
    command = [askwell, "explain", "--index", index, "--top", "0"]
    for message in question.get("context", []):
        command.append("--context=" + message)
    out = subprocess.run(command + ["--", question["question"]], check=True, capture_output=True, text=True).stdout
    lines = out[out.index("decision:"):].splitlines()[1:-1]
    return {line.split()[0]: float(line.split()[1]) for line in lines}


def base(name):
    return name.split(" +")[0].split(",")[0]


def auroc(yes, no):
    return ((yes[:, None] > no[None]) + 0.5 * (yes[:, None] == no[None])).mean()


def fit(parts):
    x = np.concatenate([part["x"] for part in parts])
    y = np.concatenate([part["y"] for part in parts])
    weight = np.concatenate([part["weight"] for part in parts])
    weight = weight * np.where(y == 1, 0.5 / weight[y == 1].sum(), 0.5 / weight[y == 0].sum())
    mean, deviation = x.mean(0), x.std(0) + 1e-9
    z = np.c_[np.ones(len(x)), (x - mean) / deviation]

    def loss(b):
        s = z @ b
        p = 1 / (1 + np.exp(-s))
        r = np.r_[0, b[1:]]
        return (weight * (np.logaddexp(0, s) - y * s)).sum() + 1e-2 * r @ r, z.T @ (weight * (p - y)) + 2e-2 * r

    b = minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B").x
    slope = b[1:] / deviation
    return b[0] - slope @ mean, slope


def measure(name, part, model):
    p = 1 / (1 + np.exp(-(model[0] + part["x"] @ model[1])))
    kinds = np.array(part["kinds"])
    yes, no = p[part["y"] == 1], p[(part["y"] == 0) & (kinds != "elsewhere")]
    loose = p[(part["y"] == 1) & np.isin(kinds, ["colloquial", "paraphrase"])]
    figures = [auroc(yes, no), (yes >= 0.5).mean(), (no < 0.5).mean(), (p[kinds == "near-topic"] < 0.5).mean(),
               ((yes >= 0.5).mean() + (no < 0.5).mean()) / 2, (loose >= 0.5).mean(), (p[kinds == "elsewhere"] < 0.5).mean() if "elsewhere" in kinds else np.nan]
    print(f"| {name} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |", flush=True)
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--askwell", default=".build/release/askwell")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--also")
    options = parser.parse_args()
    names = [line.split("\t")[0] for line in open(MODEL) if line[0] != "#"]
    names = [name for name in names if name not in ("intercept", "threshold")]
    left_out = {line.split("\t")[0] for line in open(MODEL) if line[0] != "#" and float(line.split("\t")[1]) == 0}
    work = tempfile.mkdtemp(prefix="answer-model-")
    yes, no = read("questions/answerable"), read("questions/unanswerable")
    more_yes, more_no = read("more/answerable"), read("more/unanswerable")
    split = lambda rows, part: [row for row in rows if row["split"] == part]
    sources = {"own": (["Corpus"], split(yes, "tune"), split(no, "tune")),
               "other three": (OTHER, read("other/answerable"), read("other/unanswerable"))}
    for name in MORE:
        of = lambda rows: [row for row in rows if row["doc"] == name + ".html"]
        sources[name] = ([f"Tests/Answers/more/{name}.html"], of(more_yes), of(more_no))
    later_yes, later_no = read("later/answerable"), read("later/unanswerable")
    for name in LATER:
        of = lambda rows: [row for row in rows if row["doc"] == name + ".html"]
        sources[name] = ([f"Tests/Answers/later/{name}.html"], of(later_yes), of(later_no))
    also = []
    for page in sorted(glob.glob(f"{options.also}/*.html")) if options.also else []:
        also.append(os.path.basename(page)[:-5])
        sources[also[-1]] = ([page], *(read(f"{page[:-5]}-{part}.jsonl") for part in ("answerable", "unanswerable")))
    sources["own, held"] = (["Corpus"], split(yes, "held"), split(no, "held"))
    followups = read(FOLLOWUPS)
    for name, (pages, _, unanswerable) in sources.items():
        titles = [os.path.basename(page) for page in pages] if name.split(",")[0] != "own" else ["leaky-gut.html"]
        if name != "own, held":
            unanswerable += [{**q, "kind": "follow-up"} for q in followups if q["doc"] in titles]
    parts = {}
    readable = ["Corpus", *OTHER] + [f"Tests/Answers/more/{n}.html" for n in MORE] + [f"Tests/Answers/later/{n}.html" for n in LATER]
    for name, (pages, answerable, unanswerable) in list(sources.items()):
        rest = sorted((page for page in readable if page not in pages), key=lambda page: zlib.crc32((name + page).encode()))
        sources[name + " + 6"] = (pages + rest[:6], answerable, unanswerable)
    for name, (pages, answerable, unanswerable) in sources.items():
        index = f"{work}/{name}"
        subprocess.run([options.askwell, "index", *pages, "--output", index], check=True, stdout=subprocess.DEVNULL)
        rows = [(q, 1, q["kind"]) for q in answerable]
        rows += [(q, 0, q["kind"]) for q in unanswerable if q["kind"] not in INTENTS]
        others = [q for other, (_, questions, _) in sources.items() if base(other) != base(name) and other not in also
                  and "+" not in other and "+" not in name for q in questions if not q.get("context")]
        others.sort(key=lambda q: zlib.crc32(q["question"].encode()))
        rows += [(q, 0, "elsewhere") for q in others[:max(12, len(answerable) // 4)]]
        share = 0.5 if "+" in name else 1.0
        with ThreadPoolExecutor(2) as pool:
            values = list(pool.map(lambda row: features(options.askwell, index, row[0]), rows))
        parts[name] = {"x": np.array([[0.0 if n in left_out else value.get(n, 0.0) for n in names] for value in values]),
                       "y": np.array([y for _, y, _ in rows]), "kinds": [kind for _, _, kind in rows],
                       "weight": np.array([0.75 if kind == "elsewhere" else share for _, _, kind in rows])}
    fitted = [name for name in parts if "held" not in name and name.split(" +")[0] not in also]
    print("| left out of the fit | AUROC | answered | declined | near-topic declined | balanced accuracy | colloquial and paraphrase answered | elsewhere declined |")
    print("|---|---|---|---|---|---|---|---|")
    figures = {}
    for name in parts:
        rest = [parts[other] for other in fitted if base(other) != base(name)]
        figures[name] = measure(name, parts[name], fit(rest))
    for label, group in (("the parts alone", [n for n in fitted if "+" not in n]), ("the parts + 6", [n for n in fitted if "+" in n]),
                         ("--also, alone", also), ("--also, + 6", [n + " + 6" for n in also])):
        if group:
            print(f"| **mean of {label}** | " + " | ".join(f"{np.mean([figures[n][i] for n in group]):.3f}" for i in range(7)) + " |")
    intercept, slope = fit([parts[name] for name in fitted])
    header = "".join(line for line in open(MODEL) if line[0] == "#")
    text = header + f"intercept\t{intercept:.4f}\n" + "".join(f"{n}\t{v:.4f}\n" for n, v in zip(names, slope)) + "threshold\t0.5000\n"
    print("\n" + text[len(header):], end="")
    if options.write:
        open(MODEL, "w").write(text)


if __name__ == "__main__":
    main()
