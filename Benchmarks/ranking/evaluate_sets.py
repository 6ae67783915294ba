"""What the ranking scripts share: the sets' names, reading judgments, nDCG@10."""
import math
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
