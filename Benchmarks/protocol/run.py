#!/usr/bin/env python3
"""Round trip and start-up of `askwell serve`, each beside its yardstick in the same run.

    Benchmarks/protocol/run.py [--trips 20000] [--starts 200]

Yardsticks: a C program that answers each line with one of the same size; a Swift hello-world built with
`-static-stdlib`; and, for `askwell/ask`, the answers' own time as `askwell bench --answers` gives it for the same
questions. The runs alternate and the best of five medians counts, because the machine is shared. Wanted: a round
trip of at most three echoes and the answer's own time, a start of at most three hello-worlds' CPU.
"""

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ASKWELL = os.environ.get("ASKWELL", str(ROOT / ".build/release/askwell"))
INDEX = os.environ.get("INDEX", str(ROOT / "Index"))
ROUNDS = 5
QUESTIONS = [
    "is leaky gut a real diagnosis?",
    "can they test for it",
    "can it be repaired",
    "what does zonulin do?",
    "is it the same as IBS?",
    "do painkillers loosen the gut wall?",
    "what is the capital of France",
    "there is blood in my stool",
]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--trips", type=int, default=20_000)
    options.add_argument("--starts", type=int, default=200)
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def build(source: Path, *command: str) -> str:
            target = folder / source.stem
            subprocess.run([*command, "-o", str(target), str(source)], check=True)
            return str(target)

        drive = build(HERE / "drive.c", "cc", "-O2")
        echo = build(HERE / "echo.c", "cc", "-O2")
        (folder / "hello.swift").write_text('print("hello")\n')
        hello = build(folder / "hello.swift", "swiftc", "-O", "-static-stdlib")

        def measure(mode: str, count: int, lines: list[str], *command: str) -> dict:
            requests = folder / "requests"
            requests.write_text("".join(line + "\n" for line in lines))
            done = subprocess.run(
                [drive, mode, str(count), str(requests), *command], check=True, capture_output=True, text=True
            )
            return json.loads(done.stdout)

        def answers(passes: int) -> float:
            """The median of an answer's own time, in microseconds."""
            questions = folder / "questions"
            questions.write_text("".join(text + "\n" for text in QUESTIONS))
            done = subprocess.run(
                [ASKWELL, "bench", INDEX, str(questions), str(passes), "--answers"],
                check=True, capture_output=True, text=True)
            return float(dict(line.split("\t") for line in done.stdout.splitlines())["median µs"])

        def native(number: int, method: str, params: dict) -> str:
            request = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
            return json.dumps(request, separators=(",", ":"))

        serve = [ASKWELL, "serve", "--index", INDEX]
        asks = [native(n, "askwell/ask", {"question": text}) for n, text in enumerate(QUESTIONS)]
        status = [native(1, "askwell/status", {})]
        for title, lines in (("askwell/ask", asks), ("askwell/status", status)):
            size = round(measure("trips", 200, lines, *serve)["reply_bytes"])
            ours, least, own = [], [], []
            for _ in range(ROUNDS):
                ours.append(measure("trips", wanted.trips, lines, *serve))
                least.append(measure("trips", wanted.trips, lines, echo, str(size)))
                own.append(answers(max(1, wanted.trips // len(QUESTIONS))) if title == "askwell/ask" else 0.0)
            best = min(ours, key=lambda run: run["p50_us"])
            floor = min(least, key=lambda run: run["p50_us"])
            beyond = (best["p50_us"] - min(own)) / floor["p50_us"]
            print(json.dumps({"what": title, "reply_bytes": size, "askwell": best, "echo": floor,
                              "answer_us": min(own), "echoes_beyond_the_answer": round(beyond, 2),
                              "met": beyond <= 3}), flush=True)
        discover = native(1, "server/discover", {"_meta": {
            "io.modelcontextprotocol/protocolVersion": "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities": {}}})
        runs: dict[str, list[dict]] = {}
        for _ in range(ROUNDS):
            for title, lines, command in (
                ("hello", [], [hello]),
                ("server/discover", [discover], serve),
                ("askwell/ask", asks[:1], serve),
            ):
                runs.setdefault(title, []).append(measure("starts", wanted.starts // ROUNDS, lines, *command))
        best = {title: min(found, key=lambda run: run["cpu_p50_ms"]) for title, found in runs.items()}
        for title in ("server/discover", "askwell/ask"):
            ratio = best[title]["cpu_p50_ms"] / best["hello"]["cpu_p50_ms"]
            print(json.dumps({"what": f"start to {title}", "askwell": best[title], "hello": best["hello"],
                              "cpu_ratio": round(ratio, 2), "met": ratio <= 3}), flush=True)


if __name__ == "__main__":
    main()
