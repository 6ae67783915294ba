"""Measures of askwell against ir-measures and pytrec-eval-terrier, to four digits.

Runs on the small set beside this file always, and on the sets of ../shared/eval where they are.
"""
import json
import os
import tempfile

import ir_measures
import pytrec_eval
from ir_measures import AP, RR, P, R, nDCG

from common import HERE, ROOT, check, finish, report, run

NAMES = {"mrr": RR @ 10, "ndcg": nDCG @ 10, "map": AP, "p-at-1": P @ 1,
         "recall-at-10": R @ 10, "recall-at-100": R @ 100}
TREC = {"ndcg": "ndcg_cut_10", "map": "map", "p-at-1": "P_1", "recall-at-10": "recall_10",
        "recall-at-100": "recall_100"}


def compare(name, corpus, queries, qrels):
    with tempfile.TemporaryDirectory() as folder:
        run("index", corpus, "--output", folder + "/index", "--quiet", status=0)
        result = report("--index", folder + "/index", "--queries", queries, "--qrels", qrels,
                        "--save-run", folder + "/run")
        ranking = {}
        for line in open(folder + "/run", encoding="utf-8"):
            query, _, document, _, score, _ = line.split()
            ranking.setdefault(query, {})[document] = float(score)
    asked = {json.loads(line)["id"] for line in open(queries, encoding="utf-8") if line.strip()}
    judged = {}
    for line in open(qrels, encoding="utf-8"):
        query, document, grade = line.split()
        judged.setdefault(query, {})[document] = int(grade)
    judged = {q: d for q, d in judged.items() if q in asked and any(g > 0 for g in d.values())}
    ours = {m["name"]: m["value"] for m in result["suites"][0]["measures"]}
    theirs = ir_measures.calc_aggregate(list(NAMES.values()), judged, ranking)
    for key, measure in NAMES.items():
        check(abs(ours[key] - theirs[measure]) < 5e-5,
              f"{name} {key}: askwell {ours[key]:.6f}, ir-measures {theirs[measure]:.6f}")
    scored = pytrec_eval.RelevanceEvaluator(judged, set(TREC.values())).evaluate(ranking)
    for key, measure in TREC.items():
        value = sum(scored.get(q, {}).get(measure, 0) for q in judged) / len(judged)
        check(abs(ours[key] - value) < 5e-5,
              f"{name} {key}: askwell {ours[key]:.6f}, pytrec-eval {value:.6f}")


small = HERE + "/small"
compare("small", f"{small}/corpus.jsonl", f"{small}/queries.jsonl", f"{small}/qrels.tsv")
shared = os.environ.get("SHARED_EVAL", os.path.join(ROOT, "..", "shared", "eval"))
if not os.path.isdir(shared):
    print("SKIPPED  ../shared/eval is not there; only the small set was compared")
else:
    for name in sorted(os.listdir(shared)):
        folder = os.path.join(shared, name)
        if os.path.isfile(f"{folder}/corpus.jsonl") and os.path.getsize(f"{folder}/corpus.jsonl") < 2e6:
            compare(name, f"{folder}/corpus.jsonl", f"{folder}/queries.jsonl", f"{folder}/qrels.tsv")
finish()
