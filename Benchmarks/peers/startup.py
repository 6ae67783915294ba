#!/usr/bin/env python3
"""CPU time of whole askwell processes beside the least a Swift program takes.

    Benchmarks/peers/startup.py [--askwell PATH] [--runs 31]

Builds a Swift hello-world with -static-stdlib, then runs it, `askwell --version` and `askwell ask "can it be
repaired"` by turns. A child's own user and system time comes from wait4; the median and the least are given, and
the ratio of the medians to the hello-world's, which is what to compare: absolute times drift with the machine."""
import argparse
import json
import os
import statistics
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HELLO = 'print("hello")\n'


def build_hello(folder):
    """The path of the compiled hello-world, or None where there is no Swift compiler."""
    os.makedirs(folder, exist_ok=True)
    source, program = os.path.join(folder, "hello.swift"), os.path.join(folder, "hello")
    if not os.path.exists(program):
        with open(source, "w") as f:
            f.write(HELLO)
        try:
            done = subprocess.run(["swiftc", "-O", "-static-stdlib", "-o", program, source], capture_output=True, text=True)
        except FileNotFoundError:
            return None
        if done.returncode:
            sys.stderr.write(done.stderr[-1000:])
            return None
    return program


def once(command, nowhere):
    """Run a command; (CPU ms, exit status). Spawned without copying this process, so its size costs nothing."""
    actions = [(os.POSIX_SPAWN_DUP2, nowhere, fd) for fd in (0, 1, 2)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    return (usage.ru_utime + usage.ru_stime) * 1e3, os.waitstatus_to_exitcode(status)


def measure(askwell, folder, runs=31):
    """Rows of {what, cpu_ms, least_ms, ratio, exit}, the hello-world first if there is one."""
    askwell = os.path.abspath(askwell)
    jobs = {"askwell --version": [askwell, "--version"],
            'askwell ask "can it be repaired"': [askwell, "ask", "can it be repaired"]}
    hello = build_hello(folder)
    if hello:
        jobs = dict({"Swift hello-world, -static-stdlib": [hello]}, **jobs)
    times, exits = {what: [] for what in jobs}, {}
    nowhere = os.open(os.devnull, os.O_RDWR)
    try:
        for turn in range(runs + 2):
            for what, command in jobs.items():
                cpu, exits[what] = once(command, nowhere)
                if turn >= 2:  # the first two warm the file cache
                    times[what].append(cpu)
    finally:
        os.close(nowhere)
    base = statistics.median(next(iter(times.values()))) if hello else None
    return [{"what": what, "cpu_ms": round(statistics.median(t), 2), "least_ms": round(min(t), 2),
             "ratio": round(statistics.median(t) / base, 2) if base else None, "exit": exits[what]}
            for what, t in times.items()]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--askwell", default=os.path.join(ROOT, ".build", "release", "askwell"))
    ap.add_argument("--runs", type=int, default=31)
    ap.add_argument("--json", action="store_true", help="one JSON line a program")
    a = ap.parse_args()
    if not os.access(a.askwell, os.X_OK):
        sys.exit("startup.py: there is no program %s; `swift build -c release --static-swift-stdlib` makes it" % a.askwell)
    for row in measure(a.askwell, os.path.join(ROOT, ".build-bench", "startup"), a.runs):
        if a.json:
            print(json.dumps(row))
        else:
            print("%-34s %6.2f ms CPU (least %.2f)%s  exit %d" % (
                row["what"], row["cpu_ms"], row["least_ms"],
                "  %.2f x hello" % row["ratio"] if row["ratio"] else "", row["exit"]))


if __name__ == "__main__":
    main()
