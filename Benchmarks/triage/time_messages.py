#!/usr/bin/env python3
"""Times triage of messages of 28 to 32 words: the median of their CPU times, in microseconds.

    Benchmarks/triage/time_messages.py .build/release/askwell [OTHER …] [--messages 40] [--repeats 1500]

Each message of Tests/Answers/triage of that length, evenly sampled, is sent REPEATS times to one process; the
CPU time of a process without messages is taken off. Programs take turns, so that they meet the same load.
"""
import argparse
import glob
import json
import os
import resource
import statistics
import subprocess


def cpu_seconds(program, lines):
    """CPU time of `program triage --in jsonl` over some bytes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, "triage", "--in", "jsonl"], input=lines, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def sample(count):
    """Lines of protocol with one message of 28 to 32 words each."""
    folder = os.path.join(os.path.dirname(__file__), "../../Tests/Answers/triage")
    found = []
    for path in sorted(glob.glob(os.path.join(folder, "messages-*.jsonl"))):
        for line in open(path, encoding="utf8"):
            turns = json.loads(line)["turns"]
            if 28 <= len(" ".join(turns).split()) <= 32:
                found.append(json.dumps({"id": str(len(found)), "turns": turns}) + "\n")
    return [line.encode() for line in found[:: max(1, len(found) // count)][:count]]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("programs", nargs="+")
    parser.add_argument("--messages", type=int, default=40)
    parser.add_argument("--repeats", type=int, default=1500)
    options = parser.parse_args()
    idle = {program: min(cpu_seconds(program, b"") for _ in range(5)) for program in options.programs}
    times = {program: [] for program in options.programs}
    for message in sample(options.messages):
        for program in options.programs:
            seconds = cpu_seconds(program, message * options.repeats) - idle[program]
            times[program].append(seconds / options.repeats * 1e6)
    for program, values in times.items():
        values.sort()
        print(
            f"{program}: {len(values)} messages, median {statistics.median(values):.0f} µs, "
            f"mean {statistics.mean(values):.0f}, 90% within {values[int(0.9 * len(values))]:.0f}"
        )


if __name__ == "__main__":
    main()
