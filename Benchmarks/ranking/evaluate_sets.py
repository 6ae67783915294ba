"""What the ranking scripts share: the sets' names, words and stems, reading judgments, nDCG@10."""
import math, re, unicodedata
from collections import defaultdict

FAQ = ["stackfaq", "covidfaq", "covidsim", "mqp", "meqsum"]


def qrels(path):
    grades = defaultdict(dict)
    for line in open(path, encoding="utf-8"):
        fields = line.split()
        if fields:
            grades[fields[0]][fields[-2]] = int(fields[-1])
    return grades


def ndcg(judged, found):
    gains = sorted((g for g in judged.values() if g > 0), reverse=True)[:10]
    ideal = sum(g / math.log2(i + 2) for i, g in enumerate(gains))
    return sum(max(0, judged.get(d, 0)) / math.log2(i + 2) for i, d in enumerate(found[:10])) / ideal


def words(text):
    text = "".join(c for c in unicodedata.normalize("NFKD", text).lower() if not unicodedata.combining(c))
    text = re.sub(r"(?<=[a-z])'(?=[a-z])", "", re.sub(r"'s\b", "", text.replace("\u2019", "'")))
    return re.findall(r"[a-z0-9]+", text)


def stem(word):
    import Stemmer  # PyStemmer; only some scripts need it
    if not _stems:
        _stems[""] = Stemmer.Stemmer("english")
    if word not in _stems:
        _stems[word] = _stems[""].stemWord(word)
    return _stems[word]


_stems = {}
