"""Reports of askwell under real readers: a JUnit parser, prove, a browser; and what an edit shows."""
import os
import re
import shutil
import subprocess
import tempfile

from junitparser import JUnitXml

from common import HERE, ROOT, check, finish, report, run

INDEX = os.environ.get("INDEX", ROOT + "/Index")
SUITE = HERE + "/mixed.yaml"
OUT = os.environ.get("REPORTS") or tempfile.mkdtemp(prefix="askwell-reports-")

# One failing run in every form.
result = run("test", "--index", INDEX, SUITE, "--quiet", "--junit", f"{OUT}/j.xml",
             "--tap", f"{OUT}/t.tap", "--html", f"{OUT}/h.html", status=1)
data = report("--index", INDEX, SUITE, status=1)
counts = data["counts"]
check((counts["passed"], counts["failed"], counts["tolerated"], counts["skipped"]) == (2, 1, 1, 1),
      f"counts {counts}")

xml = JUnitXml.fromfile(f"{OUT}/j.xml")
cases = [case for suite in xml for case in suite]
failed = [case for case in cases if any(type(r).__name__ == "Failure" for r in case.result)]
skipped = [case for case in cases if any(type(r).__name__ == "Skipped" for r in case.result)]
check(len(cases) == xml.tests == 7, f"JUnit: {len(cases)} test cases")
check(len(failed) == xml.failures == 2, f"JUnit: {len(failed)} failures (a test and a threshold)")
check(len(skipped) == 2, f"JUnit: {len(skipped)} skipped (one tolerated)")

tap = subprocess.run(["prove", "--exec", "cat", f"{OUT}/t.tap"], capture_output=True, text=True)
check(tap.returncode != 0 and "Failed 2/7" in tap.stdout, "prove finds two of seven failing")
run("test", "--index", INDEX, SUITE, "--quiet", "--name", "capital", "--tap", f"{OUT}/ok.tap", status=0)
tap = subprocess.run(["prove", "--exec", "cat", f"{OUT}/ok.tap"], capture_output=True, text=True)
check(tap.returncode == 0 and "Result: PASS" in tap.stdout, "prove passes what passes")

# An edit of one answer in a copy of the corpus shows as that difference and no other visible one.
suite = f"{OUT}/edit.yaml"
with open(suite, "w", encoding="utf-8") as file:
    file.write("description: edit\ntests:\n")
    for question in ["Is leaky gut a real medical diagnosis?", "Can doctors test for leaky gut?",
                     "Can the gut lining be repaired?", "What is zonulin?", "What are tight junctions?",
                     "What is the capital of France?", "there is blood in my stool"]:
        file.write(f"  - {{question: \"{question}\", assert: {{not-contains: xyzzy}}}}\n")
shutil.copytree(ROOT + "/Corpus", f"{OUT}/corpus", dirs_exist_ok=True)
page = f"{OUT}/corpus/leaky-gut.html"
text = open(page, encoding="utf-8").read()
run("index", f"{OUT}/corpus", "--output", f"{OUT}/before", "--quiet", status=0)
edited = text.replace("A protein named zonulin is one of the main controls.",
                      "A protein called zonulin is among the main controls.")
check(edited != text, "the sentence to edit is in the corpus")
open(page, "w", encoding="utf-8").write(edited)
run("index", f"{OUT}/corpus", "--output", f"{OUT}/after", "--quiet", status=0)
base = f"{OUT}/base.jsonl"
run("test", "--index", f"{OUT}/before", suite, "-q", "--baseline", base, "--record", status=0)
same = report("--index", f"{OUT}/before", suite, "--baseline", base, status=0)
check(same["baseline"]["differences"] == [], "the same index differs in nothing")
after = report("--index", f"{OUT}/after", suite, "--baseline", base, status=1)
visible = [d for d in after["baseline"]["differences"] if d["class"] not in ("rank", "confidence only")]
check([(d["class"], d["test"]) for d in visible] == [("text edited", "What is zonulin?")],
      f"the edit shows as one difference: {[(d['class'], d['test']) for d in visible]}")
run("test", "--index", f"{OUT}/after", suite, "-q", "--baseline", base, "--html", f"{OUT}/diff.html", status=1)
note = run("test", "--index", f"{OUT}/after", suite, "-q", "--baseline", base, "--record", status=0).stderr
check("accepting 1 text edited" in note, f"--record says what it accepts: {note.strip()}")

chromium = shutil.which("chromium") or shutil.which("chromium-browser")
if not chromium:
    print("SKIPPED  no chromium; the page was not opened in a browser")
else:
    for name in ("h", "diff"):
        done = subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--enable-logging=stderr", f"--user-data-dir={OUT}/profile", "--window-size=1100,1400",
             f"--screenshot={OUT}/{name}.png", f"file://{OUT}/{name}.html"],
            capture_output=True, text=True, timeout=120)
        errors = re.findall(r".*CONSOLE.*", done.stderr)
        check(os.path.exists(f"{OUT}/{name}.png") and not errors, f"{name}.html in a browser: {errors}")
if not os.environ.get("REPORTS"):
    shutil.rmtree(OUT)
finish()
