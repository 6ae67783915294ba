#!/usr/bin/env python3
"""Answers a file of questions on a Spark cluster: one `askwell pipe` per partition.

    spark-submit answer.py ASKWELL INDEX QUESTIONS OUTPUT [PARTITIONS]

QUESTIONS holds one JSON object a line, `{"id": ..., "question": ...}`; OUTPUT becomes a folder of answer
lines in the same order. ASKWELL (the binary) and INDEX (a folder) lie at the same path on every node.
"""

import json
import shlex
import sys
import time

from pyspark.sql import SparkSession


def main() -> None:
    program, index, questions, output = sys.argv[1:5]
    spark = SparkSession.builder.appName("askwell").getOrCreate()
    partitions = int(sys.argv[5]) if len(sys.argv) > 5 else spark.sparkContext.defaultParallelism * 4
    command = shlex.join([program, "pipe", "--index", index, "--in", "jsonl"])
    start = time.monotonic()
    lines = spark.sparkContext.textFile(questions, partitions)
    # checkCode: without it a program that fails yields an empty partition and no error.
    answers = lines.pipe(command, checkCode=True)
    answers.saveAsTextFile(output)
    written = spark.sparkContext.textFile(output)
    outcomes = written.map(lambda line: json.loads(line).get("outcome", "error")).countByValue()
    asked = lines.count()
    assert sum(outcomes.values()) == asked, f"{asked} questions, {sum(outcomes.values())} answers"
    print(json.dumps({"questions": asked, "outcomes": dict(outcomes), "partitions": lines.getNumPartitions(),
                      "seconds": round(time.monotonic() - start, 1)}))
    spark.stop()


if __name__ == "__main__":
    main()
