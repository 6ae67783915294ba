"""What the checks in this folder share: running askwell, counting failures."""
import json
import os
import subprocess
import sys

ASKWELL = os.environ.get("ASKWELL", ".build/release/askwell")
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
failures = 0


def check(holds, what):
    global failures
    print(("ok      " if holds else "FAILED  ") + what)
    failures += not holds


def run(*arguments, status=None):
    done = subprocess.run([ASKWELL, *arguments], capture_output=True, text=True, cwd=ROOT)
    if status is not None and done.returncode != status:
        check(False, f"askwell {' '.join(arguments)}: status {done.returncode}, not {status}: {done.stderr}")
    return done


def report(*arguments, status=None):
    return json.loads(run("test", *arguments, "--json", "-", status=status).stdout)


def finish():
    sys.exit(1 if failures else 0)
