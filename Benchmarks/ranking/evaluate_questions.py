#!/usr/bin/env python3
"""Ask the project's own questions and measure what comes first and what is declined.

usage: evaluate_questions.py [--askwell .build/release/askwell] [--kinds] [--beside] [--also DIR]

Python's standard library only. Indexes the shipped page alone, with the three other pages, and those
alone, the four of Tests/Answers/more in two pairs, the three of Tests/Answers/later each alone, and each page of the
folder --also alone (NAME.html with NAME-answerable.jsonl and NAME-unanswerable.jsonl). --beside adds each set once more
with six pages of the others in its index. A hit counts when its text or the headings
above it hold one of the question's marked spans.
"answered" and "declined" are the program's decisions, intents' rules and escalations included; balanced
accuracy is their mean, AUROC that of the confidence.
"""
import argparse, glob, json, os, re, subprocess, tempfile, zlib
from collections import defaultdict

OTHER = [f"Tests/Answers/other/{name}.html" for name in ("gallstones", "iron-deficiency", "sleep-apnea")]

LATER = ["eczema", "gout", "sciatica"]
MORE = [f"Tests/Answers/more/{name}.html" for name in ("shingles", "heel-pain", "thyroid", "vertigo")]


def read(folder, split):
    def part(name):
        lines = [json.loads(line) for line in open(f"Tests/Answers/{folder}/{name}.jsonl", encoding="utf-8")]
        return [line for line in lines if line.get("split", split) == split]
    return part("answerable"), part("unanswerable")


def of_page(folder, name):
    return [[q for q in part if q["doc"] == name + ".html"] for part in read(folder, "tune")]


def beside(page):
    return [[json.loads(line) for line in open(f"{page[:-5]}-{part}.jsonl", encoding="utf-8")] for part in ("answerable", "unanswerable")]


def ask(askwell, index, questions):
    lines = [json.dumps({"id": q["id"], "question": q["question"], "context": q.get("context", [])}) for q in questions]
    command = [askwell, "pipe", "--index", index, "--in", "jsonl", "--debug"]
    output = subprocess.run(command, input="\n".join(lines) + "\n", check=True, capture_output=True, text=True).stdout
    return {reply["id"]: reply for reply in map(json.loads, output.splitlines())}


def squeezed(text):
    return re.sub(r"\s+", " ", text)


def measure(askwell, index, answerable, unanswerable):
    replies = ask(askwell, index, answerable + unanswerable)
    by_kind = defaultdict(list)
    for question in answerable:
        reply = replies[question["id"]]
        hits = [squeezed(hit["text"]) + " " + squeezed(" ".join(hit["section"])) for hit in reply.get("hits", [])]
        right = [any(squeezed(span) in hit for span in question["passages"]) for hit in hits]
        by_kind[question["kind"]].append((any(right[:1]), any(right[:3]), reply["answered"]))
    declined = defaultdict(list)
    for question in unanswerable:
        declined[question["kind"]].append(not replies[question["id"]]["answered"])
    value = lambda q: replies[q["id"]]["confidence"]["value"]
    low = [value(q) for q in unanswerable]
    pairs = [(value(q) > v) + 0.5 * (value(q) == v) for q in answerable for v in low]
    return by_kind, declined, sum(pairs) / len(pairs)


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--askwell", default=".build/release/askwell")
    parser.add_argument("--kinds", action="store_true")
    parser.add_argument("--beside", action="store_true")
    parser.add_argument("--also")
    options = parser.parse_args()
    print("| questions | span@1 | span@3 | AUROC | answered | declined | near-topic declined | balanced accuracy |\n" + "|---" * 8 + "|")
    details = []
    sets = [(label, pages, *read(folder, split)) for label, pages, folder, split in (
        ("shipped article, tune", ["Corpus"], "questions", "tune"),
        ("shipped article, held", ["Corpus"], "questions", "held"),
        ("held, with the three other articles in the index", ["Corpus", *OTHER], "questions", "held"),
        ("three other articles, in one index", OTHER, "other", "tune"),
        ("shingles and heel pain (tune), in one index", MORE[:2], "more", "tune"),
        ("thyroid and vertigo (held), in one index", MORE[2:], "more", "held"),
    )]
    sets += [(name, [f"Tests/Answers/later/{name}.html"], *of_page("later", name)) for name in LATER]
    for page in sorted(glob.glob(f"{options.also}/*.html")) if options.also else []:
        sets.append((os.path.basename(page)[:-5], [page], *beside(page)))
    readable = ["Corpus", *OTHER, *MORE, *(f"Tests/Answers/later/{name}.html" for name in LATER)]
    for label, pages, *questions in list(sets) if options.beside else []:
        rest = sorted((page for page in readable if page not in pages), key=lambda page: zlib.crc32((label + page).encode()))
        if len(pages) < 4:
            sets.append((label + " + 6", pages + rest[:6], *questions))
    for label, pages, answerable, unanswerable in sets:
        with tempfile.TemporaryDirectory() as index:
            subprocess.run([options.askwell, "index", *pages, "--output", index + "/index"], check=True, stdout=subprocess.DEVNULL)
            by_kind, declined, auroc = measure(options.askwell, index + "/index", answerable, unanswerable)
        first, third, answered = (mean(row[i] for rows in by_kind.values() for row in rows) for i in range(3))
        refused = mean(value for values in declined.values() for value in values)
        figures = [first, third, auroc, answered, refused, mean(declined["near-topic"]), (answered + refused) / 2]
        print(f"| {label} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |")
        details.append(f"{label}: " + ", ".join(f"{kind} {mean(row[0] for row in rows):.2f}" for kind, rows in sorted(by_kind.items())))
    if options.kinds:
        print("\nspan@1 by kind\n" + "\n".join(details))


main()
