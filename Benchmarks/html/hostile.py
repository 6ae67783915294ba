#!/usr/bin/env python3
"""Runs `askwell inspect --json` on malformed pages and reports crashes, slow runs, memory and stray output.

    hostile.py ASKWELL FOLDER...            folders of .html files, for example of make_bad_html.py
    hostile.py ASKWELL --tokenizer GITDIR   the inputs of html5lib-tests/tokenizer in a bare repository, which
                                            HTML5LIB_TESTS may name instead

A run is good when it ends with status 0, or with 65 and one line that names the file and the reason.
Anything else on standard error, more than --seconds of CPU or --megabytes of memory is listed.
The tokenizer's inputs are written to a temporary folder, each once.
"""
import argparse, collections, hashlib, json, os, resource, subprocess, sys, tempfile, time


def tokenizer_inputs(repository, folder):
    def git(*words):
        return subprocess.run(["git", "--git-dir=" + repository, *words], check=True, capture_output=True).stdout
    seen = set()
    for line in git("ls-tree", "-r", "-z", "HEAD", "tokenizer/").split(b"\0"):
        if not line.endswith(b".test"):
            continue
        data = json.loads(git("cat-file", "blob", line.split()[2].decode()))
        for test in next(iter(data.values())):
            text = test["input"]
            if test.get("doubleEscaped"):
                text = text.encode("latin-1", "backslashreplace").decode("unicode_escape", "replace")
            raw = text.encode("utf-8", "surrogatepass")
            if raw not in seen:
                seen.add(raw)
                with open(os.path.join(folder, hashlib.sha1(raw).hexdigest() + ".html"), "wb") as f:
                    f.write(raw)


def run(program, path):
    read, write = os.pipe()
    start = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(write, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
        os.execv(program, [program, "inspect", "--json", path])
    os.close(write)
    message = b""
    while chunk := os.read(read, 65536):
        message += chunk
    os.close(read)
    _, status, usage = os.wait4(pid, 0)
    return status, message, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, time.monotonic() - start


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("folders", nargs="*")
    ap.add_argument("--tokenizer", action="append", default=[])
    ap.add_argument("--seconds", type=float, default=2)
    ap.add_argument("--megabytes", type=float, default=512)
    args = ap.parse_args()
    program = os.path.abspath(args.program)
    if not args.tokenizer and os.environ.get("HTML5LIB_TESTS"):
        args.tokenizer = [os.environ["HTML5LIB_TESTS"]]
    with tempfile.TemporaryDirectory() as scratch:
        for repository in args.tokenizer:
            tokenizer_inputs(repository, scratch)
        files = []
        for folder in args.folders + ([scratch] if args.tokenizer else []):
            files += [os.path.join(folder, f) for f in sorted(os.listdir(folder)) if f.endswith(".html")]
        ends, reasons, bad = collections.Counter(), collections.Counter(), []
        slowest, largest = (0, ""), (0, "")
        for path in files:
            status, message, cpu, megabytes, _ = run(program, path)
            name = os.path.basename(path)
            slowest, largest = max(slowest, (cpu, name)), max(largest, (megabytes, name))
            code = os.waitstatus_to_exitcode(status)
            ends[code] += 1
            text = message.decode("utf-8", "replace").strip()
            if code == 65 and text.count("\n") == 0 and name in text:
                reasons[text.split("'")[-1].strip()[:60]] += 1
            elif code != 0 or text:
                bad.append("%s: status %d, standard error %r" % (name, code, text[:100]))
            if cpu > args.seconds:
                bad.append("%s: %.2f s of CPU" % (name, cpu))
            if megabytes > args.megabytes:
                bad.append("%s: %.0f MB" % (name, megabytes))
    print("%d files, ends %s" % (len(files), dict(sorted(ends.items()))))
    for reason, count in reasons.most_common():
        print("  refused %d: %s" % (count, reason))
    print("slowest %.2f s %s, largest %.0f MB %s" % (*slowest, *largest))
    for line in bad:
        print("BAD", line)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
