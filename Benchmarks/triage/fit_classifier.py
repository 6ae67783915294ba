#!/usr/bin/env python3
"""Fits the weights of the message classifier: Sources/Triage/Resources/classifier.tsv.

    python -m venv V && V/bin/pip install -r Benchmarks/triage/requirements.txt
    V/bin/python Benchmarks/triage/fit_classifier.py                # writes the table
    V/bin/python Benchmarks/triage/fit_classifier.py --leave-out messages-f,messages-g
    V/bin/python Benchmarks/triage/fit_classifier.py --score messages-e1

Two steps for each class, one against the rest. First a logistic regression (L2, liblinear) over stems,
pairs of neighbouring stems and first letters, as tf-idf with vectors of length 1. Then a second one adds
up its score, taken out of fold, the rules that fired or were only mentioned, and how long the message is, since in a long
story more rules fire by chance; it is fitted to those sets alone that nobody who wrote rules had read, the public questions among them, since rules are always right
on what they were written from. Labelled messages come from Tests/Answers/triage and, as harmless ones, from the questions about the
articles; all were written for this project. What people ask about the rest of medicine comes from public
questions in ../shared/eval, which stay there: Tests/Answers/triage/real-labels.tsv has what they are
labelled as. Without that folder the table comes out with more false alarms about other organs. Sets named
as held in classifier-settings.json, and the last quarter of the public questions (`real-held`), are never
fitted.

What the rules say comes from the program (`askwell triage --explain`); libstemmer is the library that the
program uses. With --leave-out, each named set is scored by a model fitted to everything but it, with
--score by the model of everything; what is printed are sensitivity, specificity, emergency recall and
emergency over-call at the shipped thresholds.
"""
import argparse
import ctypes
import ctypes.util
import hashlib
import json
import re
import subprocess
import unicodedata
from pathlib import Path

import numpy as np
import scipy.sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[2]
MESSAGES = ROOT / "Tests/Answers/triage"
TABLE = ROOT / "Sources/Triage/Resources/classifier.tsv"
EVALUATION = ROOT.parent / "shared/eval"
# Questions to doctors' sites, if they are there: files of a public repository (see site-labels.tsv), and the key of their text.
SITES = {"ehealthforum": ("ehealthforumQAs", "question"), "icliniq": ("icliniqQAs", "question_text"), "questiondoctor": ("questionDoctorQAs", "question_text")}
# A set of public questions: its files, and the key of their text.
PUBLIC = {"mqp": ("queries", "text"), "mqp-corpus": ("corpus", "title"), "meqsum": ("queries", "text"), "covidfaq": ("queries", "text")}
SETTINGS = json.loads(Path(__file__).with_name("classifier-settings.json").read_text())
FLAGS = [f"EM{n}" for n in range(1, 5)] + [f"RF{n}" for n in range(1, 13)]
CLASSES = ["alarm", "emergency"] + FLAGS
COURTESY = set(SETTINGS["courtesy"].split())
# Inverse strengths of the regularisation: of the words, of the rules. Chosen by hand from 3, 10, 30 and .1,
# .3, 1 on messages-f to messages-l, each scored by a model that had not seen it.
STRENGTH, RULE_STRENGTH = 30, 0.3
FOLDS = 5
# How much the length of a message may count beside a rule.
LENGTH_SCALE = 0.5
# The least weights kept, of alarms and of single flags, in units of the undivided sum (its divisor is 20 to 60).
LEAST, LEAST_FLAG = 0.6, 3.0


class Stemmer:
    """Snowball's English stemmer from the library that the program links."""

    def __init__(self):
        self.library = ctypes.CDLL(ctypes.util.find_library("stemmer"))
        self.library.sb_stemmer_new.restype = ctypes.c_void_p
        self.library.sb_stemmer_stem.restype = ctypes.c_void_p
        self.library.sb_stemmer_stem.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
        self.library.sb_stemmer_length.argtypes = [ctypes.c_void_p]
        self.handle = self.library.sb_stemmer_new(b"english", b"UTF_8")
        self.known = {}

    def __call__(self, word):
        if word not in self.known:
            data = word.encode()
            pointer = self.library.sb_stemmer_stem(self.handle, data, len(data))
            length = self.library.sb_stemmer_length(self.handle)
            self.known[word] = ctypes.string_at(pointer, length).decode()
        return self.known[word]


STEM = Stemmer()


def fold(text):
    """Folds as the program does: lower case, no accents, straight quotes."""
    text = text.replace("\u2019", "'").replace("\u2018", "'").lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def sentences(turn):
    """The sentences of a turn as lists of words; those of greetings and thanks alone are left out."""
    for sentence in re.split(r"[.!?|\n;]+", fold(turn)):
        words = [word.replace("'", "") for word in re.findall(r"[a-z0-9']+", sentence)]
        words = [word for word in words if word]
        if not all(word in COURTESY for word in words):
            yield words


def features_of(words):
    """The features of a sentence; `<` and `>` are its ends, `~` begins the first letters of a longer word."""
    stems = ["<", *map(STEM, words), ">"]
    found = set(stems[1:-1])
    found.update(" ".join(pair) for pair in zip(stems, stems[1:]))
    found.update("~" + word[:4] for word in words if len(word) > 5)
    return found


def features(message):
    return sorted({f for turn in message["turns"] for words in sentences(turn) for f in features_of(words)})


def rule_features(message):
    fired, mentioned, denied = message["fired"], message["mentioned"], message["denied"]
    found = {f"@fired {rule}" for rule, _ in fired} | {f"@flag {flag}" for _, flag in fired}
    found |= {f"@mentioned {rule}" for rule, _ in mentioned} | {f"@denied {rule}" for rule, _ in denied}
    if fired:
        found.add("@any")
    if any(flag.startswith("EM") for _, flag in fired):
        found.add("@emergency")
    if mentioned and not fired:
        found.add("@mentioned")
    if denied and not fired and not mentioned:
        found.add("@denied")
    return sorted(found)


def length_features(message):
    """How many words the longest turn has, as ramps between each two lengths, alone and where a rule fired. They go up to
    a half, which is as good as a stronger regularisation: whole ones cost real questions more than they brought."""
    count = max([sum(map(len, sentences(turn))) for turn in message["turns"]], default=0)
    lengths = SETTINGS["lengths"]
    ramps = [min(1.0, max(0.0, (count - low) / (high - low))) for low, high in zip(lengths, lengths[1:])]
    return [LENGTH_SCALE * share * holds for share in ramps for holds in (1, bool(message["fired"]))]


LENGTH_NAMES = [f"@words {low}{when}" for low in SETTINGS["lengths"][:-1] for when in ("", " any")]


def length_matrix(messages):
    return scipy.sparse.csr_matrix([length_features(message) for message in messages])


def parts(message):
    """The message's turns, if several, and its sentences, as messages of their own."""
    turns = message["turns"] if len(message["turns"]) > 1 else []
    return [{"turns": [t]} for t in turns if any(sentences(t))], [
        {"words": words} for turn in message["turns"] for words in sentences(turn)
    ]


def label(message, name):
    if name == "alarm":
        return int(message["expect"] != "none")
    if name == "emergency":
        return int(message["expect"] == "emergency")
    return int(name in message.get("flags", []))


def labels(messages, name):
    return np.array([label(m, name) for m in messages])


def message_weights(messages, wanted, setting="real-weights"):
    """What each message counts. Those marked as critical for safety and the rules' examples count more. Of the public
    questions one in twenty has a flag: unweighted they would teach that people with a sign don't write like that.
    The first step's were chosen from (1, 1), (5, .5) and (8, .3) on `real-held`; the second's, `real-rule-weights`, from
    none, (8, .3), (3, .3), (8, 1), (3, 1) and (1, 1) on a quarter of the questions to doctors' sites that was left out."""
    flagged, harmless = SETTINGS[setting]
    is_real = np.array([m["set"] == "real" for m in messages])
    is_critical = np.array([m.get("safety", False) for m in messages])
    weights = np.where(is_critical, SETTINGS["safety-weight"], 1.0)
    return np.where(is_real, np.where(wanted == 1, flagged, harmless), weights)


def analyzer(message):
    return sorted(features_of(message["words"])) if "words" in message else features(message)


class Model:
    """Words' and rules' weights for all classes."""

    def __init__(self, train):
        """Fits both steps; `train` has the rules' findings."""
        unread = [i for i, m in enumerate(train) if m["set"] in SETTINGS["unread-by-rules"]]
        fold_of = [self.fold_number(m) for m in train]
        out_of_fold = np.zeros((len(train), len(CLASSES)))
        for number in range(FOLDS):
            inside = [i for i in unread if fold_of[i] == number]
            outside = [m for i, m in enumerate(train) if fold_of[i] != number or i not in set(inside)]
            vectorizer, models = self.fit_words(outside)
            matrix = vectorizer.transform([train[i] for i in inside])
            for column, model in enumerate(models):
                out_of_fold[inside, column] = model.decision_function(matrix)
        self.words, models = self.fit_words(train)
        self.rules = CountVectorizer(analyzer=rule_features, binary=True, min_df=3)
        outsiders = [train[i] for i in unread]
        rules = scipy.sparse.hstack([self.rules.fit_transform(outsiders), length_matrix(outsiders)]).tocsr()
        self.word_weights = np.zeros((len(self.words.vocabulary_), len(CLASSES)))
        self.rule_weights = np.zeros((len(self.rules.vocabulary_) + len(LENGTH_NAMES), len(CLASSES)))
        self.biases = np.zeros(len(CLASSES))
        for column, name in enumerate(CLASSES):
            both = scipy.sparse.hstack([scipy.sparse.csr_matrix(out_of_fold[unread, column][:, None]), rules]).tocsr()
            second = LogisticRegression(C=RULE_STRENGTH, solver="liblinear", max_iter=3000, random_state=0)
            wanted = labels(outsiders, name)
            second.fit(both, wanted, sample_weight=message_weights(outsiders, wanted, "real-rule-weights"))
            trust = second.coef_[0][0]
            self.word_weights[:, column] = models[column].coef_[0] * trust
            self.biases[column] = models[column].intercept_[0] * trust + second.intercept_[0]
            self.rule_weights[:, column] = second.coef_[0][1:]

    @staticmethod
    def fold_number(message):
        """A fold by the text's first words, so that twins stay together."""
        start = " ".join(fold(message["turns"][0]).split()[:2])
        return int(hashlib.md5(start.encode()).hexdigest(), 16) % FOLDS

    @staticmethod
    def fit_words(train):
        vectorizer = TfidfVectorizer(analyzer=analyzer, binary=True, min_df=2, norm="l2")
        matrix = vectorizer.fit_transform(train)
        models = []
        for name in CLASSES:
            wanted = labels(train, name)
            model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=3000, random_state=0)
            models.append(model.fit(matrix, wanted, sample_weight=message_weights(train, wanted)))
        return vectorizer, models

    def scores(self, messages):
        """The scores of all classes, a row a message, as the program adds them."""
        result = self.words.transform(messages) @ self.word_weights + self.biases
        for row, message in enumerate(messages):
            for part, discount in zip(parts(message), ("turn", "sentence")):
                if part:
                    best = (self.words.transform(part) @ self.word_weights + self.biases).max(axis=0)
                    result[row] = np.maximum(result[row], best - setting(discount))
        rules = scipy.sparse.hstack([self.rules.transform(messages), length_matrix(messages)]).tocsr()
        return result + rules @ self.rule_weights

    def write(self):
        frequencies = self.words.idf_
        lines = [
            "# What stems and rules weigh for the red flags: feature, then its idf and class:weight in log-odds.",
            "# The words' sum is divided by the root of the sum of their squared idf.",
            "# Source: fitted by Benchmarks/triage/fit_classifier.py to the messages of Tests/Answers/triage,",
            f"# which were written for this project; {SETTINGS['date']}. Small weights are left out.",
            "=bias\t" + entries(self.biases),
        ]
        lines += [f"={kind}\t" + entries(setting(kind)) for kind in ("threshold", "turn", "sentence")]
        lines.append("=lengths\t" + " ".join(map(str, SETTINGS["lengths"])))
        lines.append("=courtesy\t" + " ".join(sorted(COURTESY)))
        places = self.rules.vocabulary_ | {name: len(self.rules.vocabulary_) + n for n, name in enumerate(LENGTH_NAMES)}
        for feature in sorted(places):
            scale = LENGTH_SCALE if feature in LENGTH_NAMES else 1
            row = entries(self.rule_weights[places[feature]] * scale, 0.05, 0.1)
            if row:
                lines.append(f"{feature}\t{row}")
        for feature in sorted(self.words.vocabulary_):
            index = self.words.vocabulary_[feature]
            row = entries(self.word_weights[index] * frequencies[index], LEAST, LEAST_FLAG)
            lines.append(f"{feature}\tidf:{frequencies[index]:.2f} {row}".rstrip())
        TABLE.write_text("\n".join(lines) + "\n", encoding="utf8")
        print(f"{len(self.words.vocabulary_)} features, {TABLE.stat().st_size} bytes")


def setting(kind):
    return np.array([SETTINGS[kind].get(name, SETTINGS[kind]["flag"]) for name in CLASSES])


def entries(values, least=0.0, least_flag=None):
    return " ".join(
        f"{name}:{value:.2f}"
        for name, value in zip(CLASSES, values)
        if abs(value) >= (least if name in ("alarm", "emergency") or least_flag is None else least_flag)
    )


def load(askwell, sites):
    """All messages by set, and the questions about the articles as a set of harmless ones."""
    sets = {}
    for path in sorted(MESSAGES.glob("*.jsonl")):
        sets[path.stem] = [json.loads(line) for line in path.open(encoding="utf8") if line.strip()]
    asked = []
    for path in sorted((*ROOT.glob("Tests/Answers/questions/*.jsonl"), *ROOT.glob("Tests/Answers/more/*.jsonl"))):
        asked += [json.loads(line)["question"] for line in path.open(encoding="utf8") if line.strip()]
    sets["questions"] = [{"turns": [question], "expect": "none", "flags": []} for question in asked]
    sets |= public_questions()
    if sites:
        sets["real"] += site_questions(Path(sites), "fitted")
        sets["sites-held"] = site_questions(Path(sites), "held")
    else:
        print("without the questions to doctors' sites: the table will differ")
    sets["examples"] = examples()
    sets["denials"] = denials()
    for name, messages in sets.items():
        for message in messages:
            message["set"] = name
        read_rules(messages, askwell)
    return sets


def examples():
    """The rules' own examples, which a clinician reviews: what fires a rule, and what only names its sign."""
    flags = {}
    for line in rows(TABLE.with_name("rules.tsv")):
        flags[line[0]] = line[1]
    found = []
    for rule, sign, text in rows(TABLE.with_name("examples.tsv")):
        flag = flags[rule]
        expect = "none" if sign == "-" else "emergency" if flag.startswith("EM") else "escalate"
        turns = text.split(" // ")
        found.append({"turns": turns, "expect": expect, "flags": [flag] if sign == "+" else [], "safety": True})
    return found


def denials():
    """Signs on their own, stated and denied in the plainest ways: what is denied must never raise an alarm."""
    signs = {
        "RF1": ["blood in my stool", "bloody stools", "blood when I wipe", "bleeding from the bottom", "rectal bleeding", "blood on the paper", "blood in the toilet"],
        "RF2": ["black stool", "black tarry stools", "tarry stools", "melena"],
        "RF3": ["blood in my vomit", "vomiting of blood", "coffee ground vomit", "blood in the vomit"],
        "RF4": ["weight loss", "unexplained weight loss", "unintended weight loss"],
        "RF5": ["severe stomach pain", "severe abdominal pain", "constant belly pain"],
        "RF6": ["stomach pain at night", "pain that wakes me up", "belly pain at night", "belly pain waking me up", "pain waking me in the night"],
        "RF7": ["fever with diarrhoea", "fever and diarrhea", "fever with stomach pain"],
        "RF8": ["dehydration", "signs of dehydration"],
        "RF9": ["trouble swallowing", "difficulty swallowing", "pain when swallowing"],
        "RF10": ["persistent vomiting", "constant vomiting", "vomiting for three days"],
        "RF11": ["diarrhoea for a month", "constipation for three weeks", "change in bowel habits for six weeks", "diarrhea for weeks"],
        "RF12": ["family history of coeliac disease", "family history of bowel cancer", "family history of Crohn's disease"],
        "EM1": ["chest pain", "shortness of breath", "trouble breathing", "numbness on one side"],
        "EM2": ["heavy bleeding", "fainting spells"],
        "EM3": ["suicidal thoughts", "thoughts of suicide", "thoughts of self-harm"],
        "EM4": ["confusion", "seizures", "drowsiness and confusion"],
    }
    denied = SETTINGS["denied-forms"]
    stated = SETTINGS["stated-forms"]
    found = []
    for flag, names in signs.items():
        expect = "emergency" if flag.startswith("EM") else "escalate"
        for name in names:
            found += [{"turns": [form.format(name)], "expect": "none", "flags": []} for form in denied]
            # "No fever but fever with diarrhoea" says nothing.
            for form in stated:
                if not set(form.split()) & set(name.split()) & {"fever", "pain", "blood", "weight", "loss", "family"}:
                    found.append({"turns": [form.format(name)], "expect": expect, "flags": [flag]})
    return found


def rows(path):
    """The lines of a table as lists of their fields."""
    lines = path.read_text(encoding="utf8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def public_questions():
    """The labelled public questions: the first three quarters of each set, and the last as `real-held`.

    Neighbours are often two wordings of one question, so the sets are cut and not shuffled."""
    labels = {}
    for name, number, expect, flags in rows(MESSAGES / "real-labels.tsv"):
        labels[name, number] = (expect, flags.split())
    found = {"real": [], "real-held": []}
    for name, (file, key) in PUBLIC.items():
        path = EVALUATION / name.removesuffix("-corpus") / f"{file}.jsonl"
        if not path.exists():
            print(f"without {path.name} of {name}: the table will differ")
            continue
        questions = [json.loads(line) for line in path.open(encoding="utf8")]
        for number, row in enumerate(questions):
            expect, flags = labels.get((name, row["id"]), ("none", []))
            if expect != "?":
                part = "real" if number < len(questions) * 3 // 4 else "real-held"
                found[part].append({"id": row["id"], "turns": [row[key]], "expect": expect, "flags": flags})
    return found


def site_questions(folder, wanted):
    """The labelled questions to doctors' sites of one part; what isn't listed was not read and is left out."""
    texts = {name: json.loads((folder / f"{file}.json").read_text(encoding="utf8")) for name, (file, _) in SITES.items()}
    found = []
    for name, number, part, expect, flags in rows(MESSAGES / "site-labels.tsv"):
        if part == wanted and expect != "?":
            text = " ".join(texts[name][int(number)][SITES[name][1]].split())
            found.append({"id": f"{name}-{number}", "turns": [text], "expect": expect, "flags": flags.split()})
    return found


def read_rules(messages, askwell):
    """Adds the rules that fired and those only mentioned to each message."""
    lines = "".join(json.dumps({"id": n, "turns": m["turns"]}) + "\n" for n, m in enumerate(messages))
    shown = subprocess.run(
        [askwell, "triage", "--in", "jsonl", "--explain"], input=lines.encode(), capture_output=True, check=True
    )
    number = 0
    fired, mentioned, denied = [], [], []
    for line in shown.stdout.decode("utf8", "replace").split("\n"):
        columns = line.split("\t")
        if columns[0] == "fired":
            fired.append(tuple(columns[1:3]))
        elif columns[0] == "only mentioned":
            mentioned.append(tuple(columns[1:3]))
        elif columns[0] == "only denied":
            denied.append(tuple(columns[1:3]))
        elif columns[0] == "level":
            messages[number].update(fired=fired, mentioned=mentioned, denied=denied)
            fired, mentioned, denied = [], [], []
            number += 1
    if number != len(messages):
        raise SystemExit(f"{askwell} explained {number} of {len(messages)} messages")


def report(name, messages, scores, out):
    """Prints what the thresholds make of a set, and writes the scores."""
    holds = scores >= setting("threshold")
    alarm, emergency = holds[:, 0] | holds[:, 1], holds[:, 1]
    ill, grave = labels(messages, "alarm") == 1, labels(messages, "emergency") == 1

    def share(part, whole):
        return f"{100 * (part & whole).sum() / max(1, whole.sum()):5.1f} ({(part & whole).sum()}/{whole.sum()})"

    print(
        f"{name}: sensitivity {share(alarm, ill)}  specificity {share(~alarm, ~ill)}"
        f"  emergency {share(emergency, grave)}  over-call {share(emergency, ~grave)}",
        flush=True,
    )
    if out:
        for message, row in zip(messages, scores):
            out.write(json.dumps({"set": name, "id": message["id"], "scores": [round(float(v), 3) for v in row]}) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--askwell", default=str(ROOT / ".build/release/askwell"), help="the program")
    parser.add_argument("--sites", help="a checkout of the questions to doctors' sites that site-labels.tsv names")
    parser.add_argument("--leave-out", help="sets to score by models that have not seen them")
    parser.add_argument("--score", help="sets to score by the model of all the others and those fitted")
    parser.add_argument("--scores", help="where the scores go, a line a message")
    options = parser.parse_args()
    sets = load(options.askwell, options.sites)
    fitted = [name for name in sets if name not in [*SETTINGS["held"], "real-held", "sites-held"]]
    out = open(options.scores, "w", encoding="utf8") if options.scores else None
    for held in (options.leave_out or "").split(",") if options.leave_out else []:
        model = Model([m for name in fitted if name != held for m in sets[name]])
        report(held, sets[held], model.scores(sets[held]), out)
    if options.leave_out:
        return
    model = Model([m for name in fitted for m in sets[name]])
    if options.score:
        for name in options.score.split(","):
            report(name, sets[name], model.scores(sets[name]), out)
    else:
        model.write()


if __name__ == "__main__":
    main()
