#!/usr/bin/env python3
"""What each ingredient of the first stage is worth on the five FAQ sets, with intervals.

usage: ablation.py [--eval ../shared/eval]      (needs numpy, scipy and PyStemmer)

The formula of Documentation/Ranking.md written out in numpy, without quantising, built up step by
step. Each step is compared with the one before by a paired bootstrap over all queries of the sets
(10,000 samples, each set weighing the same, seed 1). The chatter table that a set is measured with is
learned on the other four. Measured on the development halves only.
"""
import argparse, json, math, os
from collections import Counter, defaultdict
import numpy as np, scipy.sparse as sp
from evaluate_sets import FAQ, qrels, ndcg, stem, words

DATA = "Sources/Retrieval/Resources/"
STOP = {line.strip() for line in open(DATA + "stop-words.txt") if line[0] != "#"}


def stems(text):
    return [stem(w) for w in words(text) if w not in STOP]


def grams(text):
    counts = Counter()
    for word in words(text):
        padded = f"_{word}_"
        for n in (3, 4, 5):
            counts.update(padded[i:i + n] for i in range(len(padded) - n + 1))
    return counts


def matrix(rows, vocabulary, grow):
    pointers, columns, values = [0], [], []
    for row in rows:
        for term, value in row.items():
            if grow:
                vocabulary.setdefault(term, len(vocabulary))
            if term in vocabulary:
                columns.append(vocabulary[term])
                values.append(float(value))
        pointers.append(len(columns))
    return pointers, columns, values


def build(parts, width):
    return sp.csr_matrix((parts[2], parts[1], parts[0]), shape=(len(parts[0]) - 1, width))


def synonyms():
    table = defaultdict(dict)
    for name in ("general", "health"):
        for line in open(f"{DATA}synonyms-{name}.tsv"):
            if line[0] == "#":
                continue
            relation, left, right, _ = line.rstrip("\n").split("\t")
            left, right = [[p.strip() for p in side.split(",")] for side in (left, right)]
            pairs = [(a, b, 1.0) for a in left + right for b in left + right if a != b]
            if relation in ("kind", "near"):
                there = 1.0 if relation == "kind" else 0.5
                pairs = [p for a in left for b in right for p in ((a, b, there), (b, a, 0.5))]
            for a, b, weight in pairs:
                source, target = tuple(stems(a)), tuple(stems(b))
                if len(source) == 1 and len(words(a)) > 1 or not source or source == target:
                    continue
                table[source][target] = max(weight, table[source].get(target, 0))
    return table


def chatter(folder, sets):
    shares = []
    for name in sets:
        counts, lines = Counter(), [json.loads(l) for l in open(f"{folder}/{name}/queries.jsonl")]
        for line in lines:
            counts.update({stem(w) for w in words(line["text"])})
        shares.append({w: c / len(lines) for w, c in counts.items()})
    table = {}
    for word in set().union(*shares):
        values = sorted(s.get(word, 0) for s in shares)
        mean = sum(values[:-1]) / (len(values) - 1)
        if mean >= 0.004:
            table[word] = mean
    return table


def damping(table, length, word):
    share = table.get(word, 0)
    growth = min(1, max(0, (length - 4) / 8))
    return max(0.001, min(1, -math.log(share) / math.log(1000))) ** growth if share else 1.0


def spellings(vocabulary, word):
    trigrams = lambda w: Counter(f"_{w}_"[i:i + 3] for i in range(len(w)))
    own, found = trigrams(word), []
    for other in vocabulary:
        if other[0] == word[0] and abs(len(other) - len(word)) <= 4 and len(other) >= 4:
            likeness = 2 * sum((own & trigrams(other)).values()) / (len(own) + len(trigrams(other)))
            if likeness >= 0.6:
                found.append((likeness, other))
    found.sort(reverse=True)
    return [f for f in found[:4] if f[0] >= found[0][0] - 0.15]


def steps(folder, name, table):
    documents = [json.loads(l) for l in open(f"{folder}/{name}/corpus.jsonl")]
    grades = qrels(f"{folder}/{name}/qrels.tsv")
    queries = [json.loads(l) for l in open(f"{folder}/{name}/queries.jsonl")]
    queries = [q for q in queries if any(g > 0 for g in grades[q["id"]].values())]
    n, vocabulary = len(documents), {}
    parts = [matrix([Counter(stems(d[field])) for d in documents], vocabulary, True) for field in ("title", "text")]
    title, text = (build(p, len(vocabulary)) for p in parts)
    idf_of = lambda df: np.log(1 + (n - df + 0.5) / (df + 0.5))
    df = np.asarray(((title + text) > 0).sum(0)).ravel()

    def bm25(m, idf):
        length = np.asarray(m.sum(1)).ravel()
        mean = length[length > 0].mean() if length.any() else 1
        m = m.tocoo()
        weight = m.data * 2.2 / (m.data + 1.2 * (0.25 + 0.75 * length[m.row] / mean)) * idf[m.col]
        return sp.csr_matrix((weight, (m.row, m.col)), shape=m.shape)

    idf = idf_of(df)
    own = bm25(title, idf_of(np.asarray((title > 0).sum(0)).ravel()))
    shared, body = bm25(title, idf), bm25(text, idf)
    surface = sorted({w for d in documents for w in words(d["title"] + " " + d["text"]) if w not in STOP})
    common = chatter(folder, [s for s in FAQ if s != name])

    def weights(damped, expanded, respelt):
        rows, ideals = [], []
        for query in queries:
            sequence = stems(query["text"])
            row = {w: (1 + math.log(f)) * (damping(common, len(sequence), w) if damped else 1) for w, f in Counter(sequence).items()}
            ideals.append(sum(v * (idf[vocabulary[w]] if w in vocabulary else idf_of(0)) for w, v in row.items()) + 1e-9)
            added = {}
            if respelt:
                for word in set(words(query["text"])):
                    s = stem(word)
                    if len(word) >= 4 and word not in STOP and s not in vocabulary and s not in common and (s,) not in table:
                        for likeness, other in spellings(surface, word):
                            added[stem(other)] = max(added.get(stem(other), 0), likeness ** 2 * row[s])
            if expanded:
                for i in range(len(sequence)):
                    for length in range(1, min(4, len(sequence) - i) + 1):
                        phrase = tuple(sequence[i:i + length])
                        for target, weight in table.get(phrase, {}).items():
                            for t in target:
                                if t not in row:
                                    added[t] = max(added.get(t, 0), 0.3 * weight / len(target) * min(row[w] for w in phrase))
            rows.append({**added, **row})
        return build(matrix(rows, vocabulary, False), len(vocabulary)), np.array(ideals)[:, None]

    raw = build(matrix([Counter(stems(q["text"])) for q in queries], vocabulary, False), len(vocabulary))
    plain, ideal = weights(False, False, False)
    damped, damped_ideal = weights(True, False, False)
    wide, _ = weights(True, True, False)
    full, _ = weights(True, True, True)
    gram_vocabulary = {}
    g = build(matrix([grams(d["title"]) for d in documents], gram_vocabulary, True), len(gram_vocabulary))
    gq = build(matrix([grams(q["text"]) for q in queries], gram_vocabulary, False), g.shape[1])
    gram_idf = sp.diags(idf_of(np.asarray((g > 0).sum(0)).ravel()))
    unit = lambda m: sp.diags(1 / np.maximum(np.sqrt(np.asarray(m.multiply(m).sum(1)).ravel()), 1e-9)) @ m
    for m in (g, gq):
        m.data = 1 + np.log(m.data)
    cosine = (unit(gq @ gram_idf) @ unit(g @ gram_idf).T).toarray()
    growth = np.array([min(1, max(0, (len(stems(q["text"])) - 2) / 6)) for q in queries])[:, None]
    both = lambda q: (q @ shared.T).toarray() + 0.3 * (q @ body.T).toarray()
    gram = (0.1 + 0.25 * growth) * cosine
    yield "title BM25, idf of titles, raw query tf", (raw @ own.T).toarray()
    yield "idf over title and text, query tf 1 + ln tf", (plain @ shared.T).toarray()
    yield "+ 0.3 x text BM25", both(plain) / ideal
    yield "+ chatter damping", both(damped) / damped_ideal
    yield "+ character n-grams of the title", both(damped) / damped_ideal + gram
    yield "+ synonyms", both(wide) / damped_ideal + gram
    yield "+ spelling of unknown words", both(full) / damped_ideal + gram
    yield None, (documents, queries, grades)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", default="../shared/eval")
    folder = parser.parse_args().eval
    table, scores = synonyms(), defaultdict(dict)
    for name in FAQ:
        made = list(steps(folder, name, table))
        documents, queries, grades = made.pop()[1]
        ids = [d["id"] for d in documents]
        for label, score in made:
            values = []
            for row, query in zip(score, queries):
                order = sorted(np.nonzero(row > 0)[0], key=lambda d: (row[d], ids[d]), reverse=True)[:10]
                values.append(ndcg(grades[query["id"]], [ids[d] for d in order]))
            scores[label][name] = np.array(values)
    random, previous = np.random.default_rng(1), None
    print("| step | " + " | ".join(FAQ) + " | macro | change (95 %) |\n|" + "---|" * (len(FAQ) + 3))
    for label, by_set in scores.items():
        change = ""
        if previous:
            samples = np.zeros(10_000)
            for name in FAQ:
                difference = by_set[name] - previous[name]
                picks = random.integers(0, len(difference), (10_000, len(difference)))
                samples += difference[picks].mean(1) / len(FAQ)
            low, high = np.percentile(samples, [2.5, 97.5])
            change = f"{samples.mean():+.4f} ({low:+.4f} to {high:+.4f})"
        means = [by_set[name].mean() for name in FAQ]
        print(f"| {label} | " + " | ".join(f"{m:.4f}" for m in means) + f" | {np.mean(means):.4f} | {change} |")
        previous = by_set


main()
