#!/usr/bin/env python3
"""Prints the tables of Documentation/Triage.md: what the program makes of labelled messages.

    Benchmarks/triage/report.py .build/release/askwell NAME=FILE[,FILE…] …

For each column sensitivity, specificity, emergency recall and over-call with 95% intervals (Wilson), the share
of messages with a flag that are escalated and whose flag is named, and sensitivity and specificity by kind.
"""
import collections
import json
import math
import subprocess
import sys


def assess(askwell, files):
    """The messages of some files with the program's level and flags."""
    messages = [json.loads(line) for path in files for line in open(path, encoding="utf8") if line.strip()]
    lines = "".join(json.dumps({"id": n, "turns": m["turns"]}) + "\n" for n, m in enumerate(messages))
    result = subprocess.run([askwell, "triage", "--in", "jsonl"], input=lines.encode(), capture_output=True, check=True)
    for message, line in zip(messages, result.stdout.decode().splitlines(), strict=True):
        decision = json.loads(line)
        message["level"] = decision["level"]
        message["raised"] = {flag if isinstance(flag, str) else flag["id"] for flag in decision["flags"]}
    return messages


def share(messages, holds, interval=False):
    """How many of the messages it holds for, as text."""
    count, total = sum(map(holds, messages)), len(messages)
    if not total:
        return "–"
    text = f"{100 * count / total:.1f}% ({count}/{total})"
    if not interval:
        return text
    z, p = 1.96, count / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return f"{text}, {100 * (middle - half):.1f}–{100 * (middle + half):.1f}"


def table(first, columns, rows):
    print(f"| {first} | " + " | ".join(columns) + " |\n" + "|---" * (len(columns) + 1) + "|")
    for name, cells in rows:
        print(f"| {name} | " + " | ".join(cells) + " |")
    print()


def main():
    if len(sys.argv) < 3 or any("=" not in a for a in sys.argv[2:]):
        sys.exit(__doc__)
    columns = {}
    for argument in sys.argv[2:]:
        name, files = argument.split("=", 1)
        columns[name] = assess(sys.argv[1], files.split(","))
    ill = {name: [m for m in ms if m["expect"] != "none"] for name, ms in columns.items()}
    well = {name: [m for m in ms if m["expect"] == "none"] for name, ms in columns.items()}
    is_raised, is_emergency = (lambda m: m["level"] != "none"), (lambda m: m["level"] == "emergency")

    def row(name, pick, holds):
        return name, [share([m for m in ms if pick(m)], holds, True) for ms in columns.values()]

    table(
        "",
        [f"{name} ({len(ms)})" for name, ms in columns.items()],
        [
            row("sensitivity", lambda m: m["expect"] != "none", is_raised),
            row("specificity", lambda m: m["expect"] == "none", lambda m: not is_raised(m)),
            row("emergency recall", lambda m: m["expect"] == "emergency", is_emergency),
            row("emergency over-call", lambda m: m["expect"] != "emergency", is_emergency),
        ],
    )
    flags = [f"RF{n}" for n in range(1, 13)] + [f"EM{n}" for n in range(1, 5)]
    table(
        "flag: escalated / named",
        columns,
        [
            (flag, [" / ".join(share([m for m in ms if flag in m["flags"]], holds) for holds in
                    (is_raised, lambda m: flag in m["raised"])) for ms in columns.values()])
            for flag in flags
        ],
    )
    kinds = sorted({m["kind"] for ms in columns.values() for m in ms})
    table(
        "kind: sensitivity / specificity",
        columns,
        [
            (kind, [share([m for m in ill[name] if m["kind"] == kind], is_raised) + " / "
                    + share([m for m in well[name] if m["kind"] == kind], lambda m: not is_raised(m)) for name in columns])
            for kind in kinds
        ],
    )


if __name__ == "__main__":
    main()
