#!/usr/bin/env python3
"""Hurt askwell's index and its builds on purpose.

  safety.py damage ASKWELL CORPUS.jsonl QUERIES.txt [COUNT]   random damages of an index: no crash, no hang
  safety.py kill   ASKWELL CORPUS.jsonl QUERIES.txt [COUNT]   kill -9 at random moments of a build: the old index serves

Each run of `damage` changes 1 to 64 random bytes (or cuts the file), then answers questions and verifies. Exit status 1
when anything went wrong; the seed is fixed."""
import os
import random
import signal
import subprocess
import sys
import tempfile
import time


# Ways to build, by turns: one of them puts postings aside on disk all the time.
BUILDS = [[], ["--memory", "1"], ["--threads", "1", "--memory", "1"]]


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)


def damage(askwell, corpus, queries, count):
    rng = random.Random(1)
    bad = refused = served = 0
    with tempfile.TemporaryDirectory() as folder:
        run(askwell, "bench", folder, "--build", corpus).check_returncode()
        path = os.path.join(folder, "askwell.index")
        with open(path, "rb") as file:
            sound = file.read()
        for number in range(count):
            places = []
            with open(path, "r+b") as file:
                if rng.random() < 0.05:
                    file.truncate(rng.randrange(len(sound)))
                for _ in range(rng.choice([1, 1, 4, 64])):
                    place = rng.randrange(len(sound))
                    places.append(place)
                    file.seek(place)
                    file.write(bytes([rng.randrange(256)]))
            for command in (("bench", folder, queries, "1"), ("verify", "--index", folder)):
                status = run(askwell, *command).returncode
                if status not in (0, 65):
                    bad += 1
                    print("damage", number, command[0], "status", status, "places", places[:4])
                refused += status == 65
                served += status == 0
            with open(path, "r+b") as file:
                if os.path.getsize(path) != len(sound):
                    file.write(sound)
                for place in places:
                    file.seek(place)
                    file.write(sound[place:place + 1])
                file.truncate(len(sound))
    print(f"{count} damages: {refused} runs refused by name, {served} served, {bad} went wrong")
    return bad


def kill(askwell, corpus, queries, count):
    rng = random.Random(2)
    bad = finished = 0
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        run(askwell, "bench", folder, "--build", corpus).check_returncode()
        length = time.monotonic() - began
        path = os.path.join(folder, "askwell.index")
        with open(path, "rb") as file:
            old = file.read()
        for number in range(count):
            build = subprocess.Popen([askwell, "bench", folder, "--build", corpus, *BUILDS[number % len(BUILDS)]])
            time.sleep(rng.random() * length * 1.2)
            build.send_signal(signal.SIGKILL)
            finished += build.wait() == 0
            with open(path, "rb") as file:
                same = file.read() == old
            names = sorted(os.listdir(folder))
            litter = [n for n in names if not n.startswith(("askwell.index", "askwell.sources"))]
            served = run(askwell, "bench", folder, queries, "1").returncode == 0
            if not same or litter or not served:
                bad += 1
                print("kill", number, "same", same, "litter", litter, "served", served)
    print(f"{count} kills ({finished} builds had ended): {bad} went wrong")
    return bad


if __name__ == "__main__":
    mode, askwell, corpus, queries = sys.argv[1:5]
    count = int(sys.argv[5]) if len(sys.argv) > 5 else 200
    sys.exit(1 if {"damage": damage, "kill": kill}[mode](askwell, corpus, queries, count) else 0)
