#!/usr/bin/env python3
"""What each technique for articles is worth, and what its constants could be, with intervals.

usage: ablation_articles.py [--askwell .build/release/askwell]      (needs numpy and PyStemmer)

Both stages of Documentation/Ranking.md for articles written out in Python, without quantising, over the
passages that `askwell inspect` shows of eleven pages, each alone. Everything is on; then one thing at a
time is taken away or set otherwise. "tune" is the mean over the shipped article's tuning questions, the
three articles of Tests/Answers/other, two of Tests/Answers/more and the three of Tests/Answers/later; "held" over the shipped article's
held third and the two others. Shown: the share of questions whose first passage (and one of whose first
three) holds an answer, and the change of the first with the 95% interval of a paired bootstrap over the
questions, each article weighing the same, 10,000 samples, seed 1. Follow-ups are ranked with their
context, not rewritten.
"""
import argparse, itertools, json, math, re, subprocess
from collections import Counter, defaultdict
from multiprocessing import Pool
import numpy as np
from evaluate_sets import stem, words

DATA, TESTS = "Sources/Retrieval/Resources/", "Tests/Answers/"
OTHER, MORE = ["gallstones", "iron-deficiency", "sleep-apnea"], ["shingles", "heel-pain", "thyroid", "vertigo"]
LATER = ["eczema", "gout", "sciatica"]
PAGES = {"own": "Corpus/leaky-gut.html", **{n: f"{TESTS}other/{n}.html" for n in OTHER}, **{n: f"{TESTS}more/{n}.html" for n in MORE},
         **{n: f"{TESTS}later/{n}.html" for n in LATER}}
TUNE, HELD = ["own, tune", *OTHER, "shingles", "heel-pain", *LATER], ["own, held", "thyroid", "vertigo"]
WEIGHTS = dict(first=1, coverage=1.2, sentence=0.5, title=0.1, titleCovered=0.1, proximity=0.1, isAnswer=0.02,
               listWanted=0.05, polarAnswer=0.02, defines=0.8, isStub=-0.25)
FULL = dict(lay=True, concepts=True, within=0.5, transparent=True, inflections=True, names=True, group=0.45, synonym=0.45, specific=True, cap=0.8, form=0.8, spelling=True, spoken=True, growth=0.6, told=0.5,
            context=0.7, subject=0.5, grams=(0.1, 0.25), title=0.7, outline=0.5, second=True, without=None)
STOP = {line.strip() for line in open(DATA + "stop-words.txt") if line[0] != "#"}
SUFFIXES = sorted(set("""ational fulness ization isation ousness iveness ability ibility ement ments ation ition ingly iness ical
    ment ness ance ence ancy ency able ible less ious eous ator ist ism ity ous ive ful ant ent ion ize ise ary ory ial al ic or
    er est ier iest th ed en ly y i e""".split()), key=len, reverse=True)
PRONOUNS = set("""it its that this these those they them their there one ones he she him her then same else so too also instead
    former latter both neither either""".split())
JOINTS = {"and", "but", "or", "so", "then", "also"}
FRAGMENTS = set("only just even in for with without during after before at on".split())
AUXILIARIES = set("is are can could do does did should would will has have am may was were".split())
SEVERAL = set("""list signs symptoms causes reasons examples types kinds things factors ways conditions diseases steps all which
    options treatments foods complications""".split())
TRANSPARENT = set("""i me my mine you your we us our he him his she her them someon somebodi peopl realli so veri just actual even
    some all im ur u kind lot bit littl total complet quit""".split())
NAMING = {"known", "called", "termed", "named"}
COPULAS = {"is", "are", "means", "mean", "refers", "describes"}


def stems(text):
    return [stem(w) for w in words(text) if w not in STOP]


def squeezed(text):
    return " ".join(text.split())


def shares(name):
    return {l.split("\t")[0]: int(l.split("\t")[1]) / 1000 for l in open(DATA + name) if l[0] != "#"}


LEARNED, SPOKEN = shares("chatter.tsv"), shares("chatter-spoken.tsv")


def rows(name):
    for line in open(f"{DATA}synonyms-{name}.tsv"):
        if line[0] != "#":
            relation, left, right, _ = line.rstrip("\n").split("\t")
            yield relation, [p.strip() for p in left.split(",")], [p.strip() for p in right.split(",")]


def keyed(phrase):
    kept = tuple(s for s in phrase if s not in TRANSPARENT)
    return kept if len(phrase) > 1 and len(kept) > 1 else tuple(phrase)


def synonyms(setting):
    table = defaultdict(dict)
    keep = keyed if setting["transparent"] else tuple
    for name in ["general", "health"] + ["lay"] * setting["lay"] + ["concepts"] * setting["concepts"]:
        for relation, left, right in rows(name):
            if relation == "inflection":
                continue
            pairs = [(a, b, 1.0) for a in left + right for b in left + right if a != b]
            if relation in ("kind", "near", "lay"):
                there, back = {"kind": (1, 0.5), "near": (0.5, 0.5), "lay": (1, 0.3)}[relation]
                pairs = [p for a in left for b in right for p in ((a, b, there), (b, a, back))]
            if relation == "group":
                pairs = [(a, b, 1.0 if a in left and b in right else setting["group"]) for a, b, _ in pairs]
            for a, b, weight in pairs:
                source, target = keep(stems(a)), keep(stems(b))
                if not source or len(source) > 4 or source == target or len(source) == 1 and len(words(a)) > 1:
                    continue
                table[source][target] = max(weight, table[source].get(target, 0))
    return table


def root(s):
    if len(s) < 5 or not s.isalpha():
        return s
    ending = next((e for e in SUFFIXES if s.endswith(e) and len(s) - len(e) >= 4), "")
    r = s[: len(s) - len(ending)]
    if len(r) > 4 and r[-1] in "aeiouy":
        r = r[:-1]
    return r[:-1] if len(r) > 4 and r[-1] == r[-2] else r


def grams(text):
    counts = Counter()
    for word in words(text):
        padded = f"_{word}_"
        for n in (3, 4, 5):
            counts.update(padded[i:i + n] for i in range(len(padded) - n + 1))
    return counts


def edits(a, b, limit):
    if abs(len(a) - len(b)) > limit:
        return None
    d = [[i + j if not i or not j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            d[i][j] = min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                d[i][j] = min(d[i][j], d[i - 2][j - 2] + 1)
    return d[-1][-1] if d[-1][-1] <= limit else None


def sentences(text):
    for line in re.split(r"[\n\t]", text):
        start = 0
        for end in re.finditer(r"[.!?]+[\"')\]\u2019\u201d.!?]*(?= +[^a-z ])", line):
            i = end.start()
            if not (line[i] == "." and i and line[i - 1].isalpha() and (i == 1 or line[i - 2] in " .")):
                yield line[start:end.end()].strip()
                start = end.end()
        if line[start:].strip():
            yield line[start:].strip()


class Passage:
    def __init__(self, shown, page_title):
        headings = list(shown["section"])
        self.kind, self.text = shown["kind"], shown["text"]
        if shown["question"]:
            title = shown["question"]
        elif self.kind == "tableRow" and shown["parts"]:
            start, end = shown["parts"][0]["range"]
            title = self.text.encode()[start:end].decode()
        else:
            title = headings.pop() if headings else ""
        body = shown["search"] or self.text
        self.title, self.body = stems(title), stems(body)
        self.title_set, self.outline = set(self.title), set(stems("\n".join(headings + [page_title])))
        self.any = self.title_set | self.outline | set(self.body)
        self.surface = words(title) + words(body) + words(page_title) + words(" ".join(headings))
        self.grams = grams(title) + grams(body)
        self.sentences = [(words(s), set(stems(s))) for s in sentences(self.text)]
        self.whole = squeezed(self.text) + " " + squeezed(" ".join(shown["section"] + [shown["question"] or ""]))


class Index:
    def __init__(self, shown, setting):
        self.setting = setting
        self.passages = [Passage(p, shown["metadata"]["title"]) for p in shown["passages"]]
        self.chatter = {**LEARNED, **{w: max(s, LEARNED.get(w, 0)) for w, s in SPOKEN.items()}} if setting["spoken"] else LEARNED
        n = self.count = len(self.passages)
        df = Counter(s for p in self.passages for s in p.any)
        near = Counter(s for p in self.passages for s in p.title_set | set(p.body))
        formula = lambda d: math.log(1 + (n - d + 0.5) / (d + 0.5))
        self.idfs, self.unknown = {s: formula(min(df[s], max(1, near[s]))) for s in df}, formula(0)
        titles, bodies = [np.mean([len(x) for x in side if x]) for side in zip(*((p.title, p.body) for p in self.passages))]
        bm25 = lambda f, length, mean: f * 2.2 / (f + 1.2 * (0.25 + 0.75 * length / mean)) if f else 0
        gram_df = Counter(g for p in self.passages for g in p.grams)
        self.gram_idf = {g: formula(d) for g, d in gram_df.items()}
        for p in self.passages:
            t, b = Counter(p.title), Counter(p.body)
            p.impact = {s: setting["title"] * bm25(min(t[s], 2), len(p.title), titles) + bm25(b[s], len(p.body), bodies)
                        + setting["outline"] * (s in p.outline) for s in p.any}
            norm = math.sqrt(sum(self.gram_idf[g] ** 2 for g in p.grams)) or 1
            p.gram_vector = {g: (1 + math.log(min(f, 3))) * self.gram_idf[g] / norm for g, f in p.grams.items()}
        self.surface = {w: stem(w) for p in self.passages for w in p.surface if w not in STOP}
        self.forms = defaultdict(set)
        for s in self.idfs:
            self.forms[root(s)].add(s)
        joined = defaultdict(set)
        for relation, left, right in rows("concepts"):
            if relation == "inflection" and setting["inflections"]:
                roots = [root(stem(w)) for w in left + right]
                for r in roots:
                    joined[r] |= set().union(*(self.forms.get(x, set()) for x in roots))
        for r, members in joined.items():
            self.forms[r] |= members

    def idf(self, s):
        return self.idfs.get(s, self.unknown)

    def specificity(self, s):
        share = self.chatter.get(s)
        return max(0.001, min(1, -math.log(share) / math.log(1000))) if share else 1.0

    def spellings(self, word):
        if not 4 <= len(word) <= 40:
            return []
        limit, found = 1 if len(word) < 5 else 2 if len(word) < 9 else 3, []
        trigrams = lambda w: Counter(f"_{w}_"[i:i + 3] for i in range(len(w)))
        for other in self.surface:
            same = other[0] == word[0]
            distance = edits(word, other, limit if same else 1)
            likeness = 0 if distance is None else 1 - distance / max(len(word), len(other))
            if distance is None and same and min(len(word), len(other)) >= 5 and abs(len(word) - len(other)) <= 4:
                a, b = trigrams(word), trigrams(other)
                likeness = 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))
            if likeness >= 0.6:
                found.append((likeness, other))
        found.sort(key=lambda f: (-f[0], f[1]))
        return [f for f in found if f[0] >= found[0][0] - 0.15][:4]


class Question:
    """Terms: stem -> [weight, origin, quality, sources]."""

    def __init__(self, index, text, context, table):
        o, self.index, self.terms = index.setting, index, {}
        self.words, self.stems = words(text), stems(text)
        n, idf, specific = len(self.stems), index.idf, index.specificity
        asked = None
        if n >= 12 and o["told"] < 1:
            parts = [p for line in text.split("\n") for p in re.split(r"(?<=[.!?])\s+", line) if p.strip()]
            asking = [p for p in parts if p.endswith("?")]
            if asking and len(asking) < len(parts):
                asked = {s for p in asking for s in stems(p)}
        growth = max(o["growth"], min(1, max(0, (n - 4) / 8)))
        for s, f in Counter(self.stems).items():
            weight = (1 + math.log(f)) * specific(s) ** growth * (o["told"] if asked is not None and s not in asked else 1)
            self.add(s, weight, "word", 1, [])
        self.ideal = sum(t[0] * idf(s) for s, t in self.terms.items())
        if o["spelling"]:
            for word in dict.fromkeys(self.words):
                s = stem(word)
                if word in STOP or s in index.idfs or s in index.chatter or (s,) in table:
                    continue
                cuts = [c for c in range(3, len(word) - 2) if word[:c] in index.surface and word[c:] in index.surface]
                if len(word) >= 6 and cuts:
                    cut = max(cuts, key=lambda c: min(c, len(word) - c))
                    for part in (word[:cut], word[cut:]):
                        self.add(stem(part), 0.8 * self.terms[s][0], "spelling", 0.5, [s])
                else:
                    for likeness, other in index.spellings(word):
                        self.add(stem(other), self.terms[s][0] * likeness ** 2, "spelling", likeness, [s])
        for s, term in list(self.terms.items()):
            for other in sorted(index.forms.get(root(s), ())) if o["form"] else ():
                if other not in self.terms:
                    self.add(other, o["form"] * term[0] * min(1, idf(s) / max(1e-9, idf(other))), "form", 0.8, term[3] or [s])
        if o["synonym"]:
            self.add_synonyms(table)
        self.add_context(context)
        self.ideal = max(self.ideal, 1e-9)
        vector = {g: (1 + math.log(f)) * index.gram_idf[g] for g, f in grams(text).items() if g in index.gram_idf}
        norm = math.sqrt(sum(v * v for v in vector.values())) or 1
        short, long = o["grams"]
        self.grams = {g: v / norm * (short + (long - short) * min(1, max(0, (n - 2) / 6))) for g, v in vector.items()}

    def add(self, s, weight, origin, quality, sources):
        if s in self.terms:
            term = self.terms[s]
            self.terms[s] = [max(term[0], weight), term[1], max(term[2], quality), term[3] + sources]
        else:
            self.terms[s] = [weight, origin, quality, sources]

    def add_synonyms(self, table):
        o, idf, found = self.index.setting, self.index.idf, []
        looked = [(tuple(self.stems), 1)] + ([(keyed(self.stems), 2)] if o["transparent"] else [])
        for sequence, least in looked:
            for i in range(len(sequence)):
                for phrase in (sequence[i:i + length] for length in range(least, min(4, len(sequence) - i) + 1)):
                    weight = min(self.terms[s][0] for s in phrase)
                    targets = {t: w for t, w in table.get(phrase, {}).items() if all(s in self.index.idfs for s in t)}
                    found += [(target, there, weight, list(phrase)) for target, there in targets.items()]
        longest = Counter()
        for _, _, _, phrase in found:
            for s in phrase:
                longest[s] = max(longest[s], len(phrase))
        found = [(target, there * (o["within"] if all(longest[s] > len(phrase) for s in phrase) else 1), weight, phrase)
                 for target, there, weight, phrase in found]
        for s, term in self.terms.items():
            if term[1] == "spelling":
                found += [(target, there, term[0], term[3]) for target, there in table.get((s,), {}).items()]
        for target, there, weight, sources in found:
            if not all(s in self.index.idfs for s in target):
                continue
            for s in target:
                if s in sources or s in self.terms and self.terms[s][1] == "word":
                    continue
                damped = self.index.specificity(s) if o["specific"] else 1
                value = o["synonym"] * there / len(target) * weight * damped
                if o["cap"]:
                    least = min(self.terms[z][0] * idf(z) for z in sources if z in self.terms)
                    value = min(value, o["cap"] * there / len(target) * least / max(1e-9, idf(s)))
                self.add(s, value, "synonym", there / len(target) * damped, sources)

    def add_context(self, context):
        o, own = self.index.setting, self.words
        points = any(w in PRONOUNS for w in own)
        leans = len(own) <= 6 or own[0] in JOINTS or len(own) <= 14 and points
        if not context or not leans or not o["context"]:
            return
        weight = o["context"]
        beginning = next((w for w in own if w not in JOINTS), "only")
        has_subject = any(t[1] == "word" and s in self.index.idfs and self.index.specificity(s) >= 0.6 for s, t in self.terms.items())
        if has_subject and not points and beginning not in FRAGMENTS:
            weight *= o["subject"]
        for message in context[-3:][::-1]:
            for s in dict.fromkeys(stems(message)):
                if s not in self.terms:
                    value = weight * self.index.specificity(s)
                    self.add(s, value, "context", 1, [])
                    self.ideal += 0.5 * value * self.index.idf(s)
            weight *= 0.5


class Cover:
    def __init__(self, question):
        self.words = {s: [t[0] * question.index.idf(s) * question.index.specificity(s), [], []]
                      for s, t in question.terms.items() if t[1] in ("word", "context")}
        self.total = sum(w[0] for w in self.words.values())
        for s, (_, origin, quality, sources) in question.terms.items():
            for source in sources:
                if source in self.words:
                    self.words[source][2 if origin in ("spelling", "form") else 1].append((s, quality))

    def share(self, found):
        def credit(s, word):
            if s in found:
                return 1
            return max([min(0.6, sum(q for z, q in word[1] if z in found))] + [q for z, q in word[2] if z in found])
        return sum(w[0] * credit(s, w) for s, w in self.words.items()) / self.total if self.total > 0 else 0


def features(question, cover, passage, first):
    index, own = question.index, question.words
    near = [(a, b) for a, b in zip(question.stems, question.stems[1:]) if min(index.specificity(a), index.specificity(b)) >= 0.5][:40]
    places = defaultdict(list)
    for place, s in enumerate(passage.title + passage.body):
        places[s].append(place)
    together = sum(any(i != j and abs(i - j) <= 4 for i in places.get(a, ()) for j in places.get(b, ())) for a, b in near)
    credit = {"synonym": 0.7, "form": 0.8}
    masses = {s: index.idf(s) * index.specificity(s) for s in passage.title_set}
    covered = sum(m * credit.get(question.terms[s][1], 1) for s, m in masses.items() if s in question.terms)
    pairs = set(zip(own, own[1:]))
    several = any(w in SEVERAL for w in own) or ("what", "are") in pairs
    definition = ("what", "are") in pairs and len(own) <= 5 or "whats" in own or {("what", "is"), ("what", "does")} & pairs \
        or any(w in ("mean", "means", "meaning", "define", "definition") for w in own)
    is_answer, is_list = (passage.kind == kind for kind in ("questionAnswer", "list"))
    topic = {s for s in question.stems if index.specificity(s) >= 0.9}
    defines = False
    if definition and topic and len(question.stems) <= 6:
        for sentence, _ in passage.sentences:
            for place, word in enumerate(sentence if index.setting["names"] else []):
                if word in NAMING:
                    rest = list(itertools.dropwhile(lambda w: w in ("as", "a", "an", "the"), sentence[place + 1:]))
                    defines |= {stem(w) for w in rest[:len(topic)]} == topic
            missing = set(topic)
            for place, word in enumerate(sentence[:14]):
                if not missing:
                    defines |= word in COPULAS
                    break
                missing.discard(stem(word))
                if place >= 2 and len(missing) == len(topic):
                    break
    return dict(first=first, coverage=cover.share(passage.any), sentence=max([cover.share(s) for _, s in passage.sentences], default=0),
                title=cover.share(passage.title_set), titleCovered=covered / sum(masses.values()) if masses else 0,
                proximity=together / len(near) if near else 0, isAnswer=is_answer, listWanted=is_list and several,
                polarAnswer=is_answer and bool(own) and own[0] in AUXILIARIES, defines=defines,
                isStub=passage.kind == "caption" or passage.text.endswith(":") and len(passage.body) < 25)


def ranked(index, question, table):
    q = Question(index, question["question"], question.get("context", []), table)
    weighted = [(s, t[0] * index.idf(s) / q.ideal) for s, t in q.terms.items() if s in index.idfs]
    scored = []
    for place, p in enumerate(index.passages):
        score = sum(w * p.impact[s] for s, w in weighted if s in p.impact) + sum(w * p.gram_vector[g] for g, w in q.grams.items() if g in p.gram_vector)
        if score > 0:
            scored.append((score, place))
    scored.sort(key=lambda x: (-x[0], x[1]))
    if index.setting["second"]:
        cover = Cover(q)
        weights = {n: w for n, w in WEIGHTS.items() if n != index.setting["without"]}
        weights.update(index.setting.get("weights", {}))
        again = []
        for score, place in scored[:25]:
            values = features(q, cover, index.passages[place], score)
            again.append((sum(w * values[n] for n, w in weights.items()), place))
        scored = sorted(again, key=lambda x: (-x[0], x[1]))
    return [index.passages[place] for _, place in scored[:3]]


def measure(job):
    """For each part: whether the first, and whether one of the first three passages, is right."""
    setting, shown, parts = job
    setting = {**FULL, **setting}
    table, indexes, result = synonyms(setting), {}, {}
    for part, questions in parts.items():
        page = part.split(",")[0]
        index = indexes.setdefault(page, Index(shown[page], setting))
        rows = []
        for question in questions:
            right = [any(squeezed(g) in p.whole for g in question["passages"]) for p in ranked(index, question, table)]
            rows.append((any(right[:1]), any(right)))
        result[part] = np.array(rows, float)
    return result


SETTINGS = {
    "everything": {}, "without the second stage": dict(second=False), "without synonyms": dict(synonym=0),
    "without the lay rows": dict(lay=False), "without the table of concepts": dict(concepts=False, inflections=False),
    "without irregular forms": dict(inflections=False), "nothing may stand within a phrase": dict(transparent=False),
    "words of a phrase mean the same by themselves": dict(within=1), "... nothing": dict(within=0), "a name defines nothing": dict(names=False),
    "groups 0.3": dict(group=0.3), "groups 0.6": dict(group=0.6), "synonyms whatever their specificity": dict(specific=False),
    "without word forms": dict(form=0), "without spelling": dict(spelling=False), "without n-grams": dict(grams=(0, 0)),
    "without chatter of speech": dict(spoken=False), "short questions undamped": dict(growth=0),
    "stories taken whole": dict(told=1), "without context": dict(context=0), "context whole beside a subject": dict(subject=1),
    **{f"second stage without {name}": dict(without=name) for name in WEIGHTS},
    "cap 0.4": dict(cap=0.4), "no cap": dict(cap=0), "forms 0.5": dict(form=0.5), "forms 1": dict(form=1),
    "synonyms 0.3": dict(synonym=0.3), "synonyms 0.6": dict(synonym=0.6), "told words 0.25": dict(told=0.25),
    "context 0.5": dict(context=0.5), "context 1": dict(context=1), "title 1": dict(title=1), "outline 0.25": dict(outline=0.25),
    "coverage 0.6": dict(weights=dict(coverage=0.6)), "coverage 2": dict(weights=dict(coverage=2)),
    "best sentence 0.3": dict(weights=dict(sentence=0.3)), "best sentence 0.8": dict(weights=dict(sentence=0.8)),
    "defines 0.4": dict(weights=dict(defines=0.4)),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--askwell", default=".build/release/askwell")
    options = parser.parse_args()
    read = lambda path: [json.loads(line) for line in open(f"{TESTS}{path}/answerable.jsonl", encoding="utf-8")]
    show = lambda page: json.loads(subprocess.run([options.askwell, "inspect", page, "--json"], check=True, capture_output=True).stdout)
    shown = {name: show(page) for name, page in PAGES.items()}
    own, rest = read("questions"), read("other") + read("more") + read("later")
    parts = {f"own, {split}": [q for q in own if q["split"] == split] for split in ("tune", "held")}
    parts.update({name: [q for q in rest if q["doc"] == name + ".html"] for name in OTHER + MORE + LATER})
    random = np.random.default_rng(1)
    print("| setting | tune first | first three | change (95 %) | held first | first three | change (95 %) |\n|---|---|---|---|---|---|---|")
    with Pool(2) as pool:
        base = None
        for name, result in zip(SETTINGS, pool.imap(measure, [(s, shown, parts) for s in SETTINGS.values()])):
            base, cells = base or result, []
            for group in (TUNE, HELD):
                cells += [f"{np.mean([result[part][:, column].mean() for part in group]):.4f}" for column in (0, 1)]
                samples = np.zeros(10_000)
                for part in group:
                    difference = result[part][:, 0] - base[part][:, 0]
                    samples += difference[random.integers(0, len(difference), (10_000, len(difference)))].mean(1) / len(group)
                low, high = np.percentile(samples, [2.5, 97.5])
                cells.append(f"{samples.mean():+.4f} ({low:+.4f} to {high:+.4f})" if result is not base else "")
            print(f"| {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
