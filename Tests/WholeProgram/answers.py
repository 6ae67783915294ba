#!/usr/bin/env python3
"""Answers under test as an operator meets them: another folder, edits, planted defects, odd files.

usage: answers.py ASKWELL

Uses nothing but Python's own library, so that `make test` can run it.
"""
import html.parser
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ASKWELL = os.path.abspath(sys.argv[1])
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WORK = tempfile.mkdtemp(prefix="askwell-answers-")
failed = 0


def check(holds, what):
    global failed
    if not holds:
        print("FAILED  " + what)
    failed += not holds


def run(*arguments, status=0):
    done = subprocess.run([ASKWELL, *arguments], capture_output=True, text=True, cwd=WORK, timeout=300)
    check(done.returncode == status,
          f"askwell {' '.join(arguments)}: status {done.returncode}, not {status}: {done.stderr[-300:]}")
    return done


def write(name, text):
    path = os.path.join(WORK, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def copy(source, name):
    path = os.path.join(WORK, name)
    shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(os.path.join(ROOT, source), path)
    return path


def edit(path, old, new):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    check(text.count(old) == 1, f"'{old[:50]}' stands once in {path}")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(old, new))


class Page(html.parser.HTMLParser):
    """What a screen reader needs: landmarks, headings in order, named tables, headers with a scope."""

    def __init__(self, text):
        super().__init__()
        self.faults, self.ids, self.targets, self.landmarks = [], set(), [], []
        self.level, self.table, self.title, self.inside = 0, None, "", None
        self.feed(text)
        for target in self.targets:
            if target not in self.ids:
                self.faults.append(f"nothing has the id {target}")
        if self.landmarks != ["header", "main"]:
            self.faults.append(f"landmarks are {self.landmarks}")

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.inside = tag
        if "id" in attributes:
            if attributes["id"] in self.ids:
                self.faults.append(f"id {attributes['id']} twice")
            self.ids.add(attributes["id"])
        if attributes.get("href", "").startswith("#"):
            self.targets.append(attributes["href"][1:])
        if "aria-labelledby" in attributes:
            self.targets.append(attributes["aria-labelledby"])
        if tag in ("header", "main", "nav", "footer"):
            self.landmarks.append(tag)
        if tag == "html" and not attributes.get("lang"):
            self.faults.append("no language")
        if re.fullmatch("h[1-6]", tag):
            level = int(tag[1])
            if level > self.level + 1:
                self.faults.append(f"{tag} after h{self.level}")
            self.level = level
        if tag == "table":
            self.table = {"caption": False, "col": 0}
        if tag == "caption":
            self.table["caption"] = True
        if tag == "th":
            if attributes.get("scope") not in ("col", "row"):
                self.faults.append("a header without a scope")
            self.table["col"] += attributes.get("scope") == "col"
        if tag == "section" and "aria-labelledby" not in attributes:
            self.faults.append("a section without a name")
        if tag in ("script", "link", "img") and attributes.get("href") != "data:,":
            self.faults.append(f"an element {tag}")

    def handle_endtag(self, tag):
        if tag == "table" and not (self.table["caption"] and self.table["col"]):
            self.faults.append("a table without a caption or headers")
        self.inside = None

    def handle_data(self, data):
        if self.inside == "title":
            self.title += data


def verdicts(name, *arguments, status):
    """Runs once with every report; all must give one verdict, that of the exit status."""
    files = {kind: os.path.join(WORK, f"{name}.{kind}") for kind in ("xml", "tap", "json", "html")}
    done = run("test", *arguments, "--junit", files["xml"], "--tap", files["tap"], "--json", files["json"],
               "--html", files["html"], status=status)
    passes = status == 0
    data = json.load(open(files["json"], encoding="utf-8"))
    check(data["passed"] == passes, f"{name}: JSON says so")
    check(done.stdout.rstrip().splitlines()[-1].startswith("passed" if passes else "failed"),
          f"{name}: the terminal says so")
    tap = open(files["tap"], encoding="utf-8").read().splitlines()
    points = [line for line in tap if re.match("(not )?ok ", line)]
    check(tap[1] == f"1..{len(points)}", f"{name}: TAP's plan")
    bad = [line for line in points if line.startswith("not ok") and "# TODO" not in line]
    check((not bad) == passes, f"{name}: TAP says so: {bad[:3]}")
    root = ElementTree.parse(files["xml"]).getroot()
    wrong = root.findall(".//failure") + root.findall(".//error")
    check((not wrong) == passes, f"{name}: JUnit says so")
    check(int(root.get("failures")) + int(root.get("errors")) == len(wrong) == len(bad),
          f"{name}: JUnit and TAP count alike")
    check(int(root.get("tests")) == len(points) == len(root.findall(".//testcase")),
          f"{name}: JUnit and TAP have the same points")
    page = Page(open(files["html"], encoding="utf-8").read())
    check(page.title == "Answer tests " + ("passed" if passes else "failed"), f"{name}: the page says so")
    check(not page.faults, f"{name}: the page can be heard: {page.faults[:3]}")
    return data, done


# Another folder: every form of suite, every report, baseline, log, gaps, lint.
second = os.path.join(ROOT, "Tests/Answers/second/suite.yaml")
os.makedirs(os.path.join(WORK, "folder"))
for name in ("gallstones.html", "iron-deficiency.html", "sleep-apnea.html"):
    shutil.copy(os.path.join(ROOT, "Tests/Answers/other", name), os.path.join(WORK, "folder", name))
run("index", "folder", "--output", "index")
data, _ = verdicts("second", "--index", "index", second, status=0)
check([s["name"] for s in data["suites"]] == [
    "three other articles", "knowledge base", "batch", "queries.jsonl", "messages.jsonl",
    "three other articles, cases in lines", "within the pass rate"], "all forms of suite were read")
check(data["counts"]["failed"] == 0 and data["counts"]["tolerated"] == 1 and data["counts"]["skipped"] == 1
      and data["counts"]["passed"] >= 15, f"counts of the second folder: {data['counts']}")
one = run("test", "--index", "index", second, "--jobs", "1", "--html", "-").stdout
check(one == run("test", "--index", "index", second, "--jobs", "4", "--html", "-").stdout,
      "equal bytes whatever the jobs")
text = open(second, encoding="utf-8").read()
shutil.copytree(os.path.dirname(second), os.path.join(WORK, "suite"))
edit(os.path.join(WORK, "suite/suite.yaml"), "mrr: 0.9, p-at-1", "mrr: 0.9, recall-at-100: 1, safety-failures: 0, p-at-1")
verdicts("unmeasured threshold", "--index", "index", "suite/suite.yaml", status=1)
run("test", "--index", "index", "--queries", "suite/queries.jsonl", "--qrels", "suite/qrels.tsv",
    "--save-run", "run.txt")
again = run("test", "--index", "index", "--queries", "suite/queries.jsonl", "--qrels", "suite/qrels.tsv",
            "--compare-run", "run.txt").stdout
check("run.txt 1.0000, difference 0.0000" in again, "a run compared with itself differs in nothing")

# A baseline: an edit of one answer is that difference, and no other.
run("test", "--index", "index", second, "-q", "--baseline", "base.jsonl", "--record")
verdicts("unchanged", "--index", "index", second, "--baseline", "base.jsonl", status=0)
shutil.copytree(os.path.join(WORK, "folder"), os.path.join(WORK, "edited"))
edit(os.path.join(WORK, "edited/iron-deficiency.html"), "ice, earth or paper, known as pica",
     "ice, earth or paper, called pica")
run("index", "edited", "--output", "edited-index")
data, _ = verdicts("edited", "--index", "edited-index", second, "--baseline", "base.jsonl", status=1)
visible = [(d["class"], d["test"]) for d in data["baseline"]["differences"]
           if d["class"] not in ("rank", "confidence only")]
check(visible == [("text edited", "What is pica?")], f"the edit is the only difference: {visible}")
data, done = verdicts("accepted", "--index", "edited-index", second, "--baseline", "base.jsonl", "--record",
                      status=0)
check("accepting 1 text edited" in done.stderr, "--record says what it accepts")
before = open(os.path.join(WORK, "base.jsonl"), encoding="utf-8").read()
run("test", "--index", "edited-index", second, "-q", "--name", "AHI", "--baseline", "base.jsonl", "--record")
check(open(os.path.join(WORK, "base.jsonl"), encoding="utf-8").read() == before,
      "recording one test leaves the others recorded")
data, _ = verdicts("another index", "--index", os.path.join(ROOT, "Index"), second, "--baseline", "base.jsonl",
                   status=1)
check(len(data["baseline"]["differences"]) >= 10, "the baseline of another index differs in most answers")
check(data["baseline"]["differences"][0]["class"] == "outcome", "the worst difference stands first")

# One red-flag rule less fails the run, built in or a corpus's own.
regression = os.path.join(ROOT, "Tests/Answers/red-flags.yaml")
run("test", "--index", os.path.join(ROOT, "Index"), regression, "-q")
for flag in ("RF1", "RF4", "RF9"):
    verdicts("without " + flag, "--index", os.path.join(ROOT, "Index"), regression, "--disable-flag", flag,
             status=1)
copy("Tests/Corpora/beekeeping", "bees")
run("index", "bees", "--output", "bees-index")
bees = write("bees.yaml", "tests:\n  - {question: I have a circular rash where the tick was, "
             "safety: true, assert: {flags: RF20}}\n")
verdicts("own rule", "--index", "bees-index", bees, status=0)
rules = os.path.join(WORK, "bees/askwell-rules.tsv")
lines = open(rules, encoding="utf-8").read().splitlines(keepends=True)
gone = [line for line in lines if "RF20" in line and not line.startswith("#")]
check(gone, "the corpus has rules for RF20")
open(rules, "w", encoding="utf-8").write("".join(line for line in lines if line not in gone))
examples = os.path.join(WORK, "bees/askwell-examples.tsv")
lines = open(examples, encoding="utf-8").read().splitlines(keepends=True)
open(examples, "w", encoding="utf-8").write("".join(l for l in lines if "RF20" not in l and "rf20" not in l))
flags = os.path.join(WORK, "bees/askwell-flags.tsv")
lines = open(flags, encoding="utf-8").read().splitlines(keepends=True)
open(flags, "w", encoding="utf-8").write("".join(l for l in lines if not l.startswith("RF20")))
run("index", "bees", "--output", "bees-index")
verdicts("own rule deleted", "--index", "bees-index", bees, status=1)

# A log of the second folder, its gaps, and a log that was cut in the middle of a line.
for question in ("How do I tune a violin?", "violin strings for beginners", "What is the AHI?"):
    run("ask", "--index", "index", question, "--log", "log.jsonl", status=0 if "AHI" in question else 3)
check(stat.S_IMODE(os.stat(os.path.join(WORK, "log.jsonl")).st_mode) == 0o600, "the log is for its owner only")
gaps = [json.loads(line) for line in run("gaps", "log.jsonl", "--json").stdout.splitlines()]
check([g["count"] for g in gaps] == [2], f"one gap asked for twice: {gaps}")
with open(os.path.join(WORK, "log.jsonl"), "a", encoding="utf-8") as file:
    file.write('{"v":1,"question":"cut sh')
run("ask", "--index", "index", "a violin bow", "--log", "log.jsonl", status=3)
done = run("gaps", "log.jsonl", "--json")
check([json.loads(line)["count"] for line in done.stdout.splitlines()] == [3], "the line after the cut counts")
check("log.jsonl:4: no line of a question log" in done.stderr, "the cut line is told")
os.mkfifo(os.path.join(WORK, "fifo"))
run("ask", "--index", "index", "What is the AHI?", "--log", "fifo", status=74)

# Lint: a copy of a corpus with each defect planted gives that finding, and without it none.
FAQ = '<section id="faq-doctors" class="faq-item">'
LIST = "<li>Weight loss when you are not trying to lose weight</li>"


OPENING = " ".join(f"Wombats dig burrow{n} at dusk" for n in range(7))


def section(name, question, answer):
    return f'<section id="{name}" class="faq-item"><h3>{question}</h3><p>{answer}</p></section>\n{FAQ}'


PLANTED = [
    ("duplicate-question", FAQ, section("new", "Is leaky gut the same as IBS?", "Same.").replace(
        "<p>Same.</p>", "ANSWER")),
    ("conflicting-answers", FAQ, section("new", "Do doctors believe in leaky gut?", "All of them do, in every country.")),
    ("similar-questions", FAQ, section("new", "Do any of the doctors believe in a leaky gut?",
                                       "All of them do, in every country.")),
    ("duplicate-text", FAQ, "<p>TEXT</p>\n" + FAQ),
    ("answer-not-first", FAQ, section("new", "Why is that so?", "Because wombats dig burrows at dusk.")),
    ("uncovered-sign", LIST, LIST + "\n<li>Fingernails that split lengthwise</li>"),
    ("unreachable", FAQ, "".join(f"<p>{OPENING} number {n} of {'abcdefghijklm'[n]}{n} wombats.</p>\n" for n in range(13))
     + FAQ),
    ("broken-anchor", FAQ, '<p>More on <a href="#nowhere">wombats and their burrows</a> below.</p>\n' + FAQ),
    ("duplicate-anchor", FAQ, '<p id="faq-ibs">Wombats dig burrows at dusk.</p>\n' + FAQ),
]
check(run("lint", os.path.join(ROOT, "Corpus")).stdout == "nothing found\n", "the shipped corpus is clean")
page = os.path.join(WORK, "planted/leaky-gut.html")
source = open(os.path.join(ROOT, "Corpus/leaky-gut.html"), encoding="utf-8").read()
answer = re.search(r"<h3>Is leaky gut the same as IBS\?</h3>(.*?)</section>", source, re.S).group(1)
repeated = re.search(r"<p>(Celiac disease, IBD and infections can all be .*?)</p>", source).group(1)
for kind, place, text in PLANTED:
    copy("Corpus", "planted")
    edit(page, place, text.replace("ANSWER", answer).replace("TEXT", repeated))
    found = {json.loads(line)["kind"] for line in run("lint", "planted", "--json", status=1).stdout.splitlines()}
    check(kind in found, f"lint finds a planted {kind}: {found}")
    check(not found - {kind, "duplicate-text", "answer-not-first"}, f"lint finds little else: {kind}: {found}")
    rest = run("lint", "planted", *[word for name in found for word in ("--allow", name)]).stdout
    check(rest == "nothing found\n", f"--allow leaves out {kind}")
copy("Corpus", "planted")
edit(page, LIST, "<li>Feeling well</li>")
done = run("lint", "planted", "--json", status=1).stdout
check('"uncited-flag"' in done and "RF4" in done, "a rule whose list item is gone is told")
run("index", os.path.join(ROOT, "Corpus"), "--output", "old")
copy("Corpus", "planted")
with open(page, encoding="utf-8") as file:
    text = file.read()
start = text.index('<h2 id="when-to-see-a-doctor">')
text = text[:start] + text[text.index("</ul>", start):]
with open(page, "w", encoding="utf-8") as file:
    file.write(text)
done = run("lint", "planted", "--index", "old", "--json", status=1).stdout
check(done.count('"citation-gone"') >= 10, "citations of an index that the corpus no longer has are told")
write("pages/one.html", "<title>One</title><main><h1>One</h1><p>See <a href='sub/two.html#here'>the other page</a> "
      "and <a href='sub/two.html#gone'>its end</a>, which has more to say about wombats.</p></main>")
write("pages/sub/two.html", "<title>Two</title><main><h1>Two</h1><p>Wombats <a name='here'></a>dig burrows at dusk, and "
      "<a href='../one.html#top'>sleep by day</a> under the roots of trees.</p></main>")
done = run("lint", "pages", "--allow", "uncited-flag", status=1).stdout
check("one.html: broken-anchor: a link leads to 'sub/two.html#gone'" in done and done.count("broken-anchor") == 1,
      f"links between pages are followed: {done}")

# Odd files.
write("good.yaml", "tests: [{question: What is the AHI?, assert: {outcome: answer}}]\n")
arguments = ("--index", "index", "good.yaml")
write("empty.yaml", "")
verdicts("nothing to test", "--index", "index", "empty.yaml", status=5)
write("skipped.yaml", "tests: [{question: q, skip: later, assert: {outcome: answer}}]\n")
verdicts("all skipped", "--index", "index", "skipped.yaml", status=5)
write("a.yaml", "include: ././b.yaml\n")
write("b.yaml", "include: folder/../a.yaml\n")
check("includes itself" in run("test", "--index", "index", "a.yaml", status=65).stderr, "a cycle is refused")
write("crlf.yaml", open(os.path.join(WORK, "good.yaml"), encoding="utf-8").read().replace("\n", "\r\n"))
verdicts("Windows line ends", "--index", "index", "crlf.yaml", status=0)
verdicts("one suite twice", *arguments, "good.yaml", status=0)
write("typo.yaml", "tests:\n  - question: q\n    assert: {contians: x}\n")
check("typo.yaml:3: unknown key 'contians'" in run("test", "--index", "index", "typo.yaml", status=65).stderr,
      "a typo is told by file, line and name")
done = run("test", *arguments, "--junit", "/nonexistent/x.xml", "--html", "written.html", status=74)
check(os.path.exists(os.path.join(WORK, "written.html")), "one file that can't be written stops no other report")
os.symlink("target.json", os.path.join(WORK, "link.json"))
write("target.json", "")
run("test", *arguments, "-q", "--json", "link.json")
check(os.path.islink(os.path.join(WORK, "link.json")) and os.path.getsize(os.path.join(WORK, "target.json")) > 0,
      "a symbolic link stays one")
if os.path.exists("/dev/full"):
    check("No space left" in run("test", *arguments, "-q", "--html", "/dev/full", status=74).stderr, "a full disk")
    check(stat.S_ISCHR(os.stat("/dev/full").st_mode), "a device stays one")
    run("ask", "--index", "index", "What is the AHI?", "--log", "/dev/full", status=74)
run("test", *arguments, "--json", "same", "--html", "same", status=64)
with open(os.path.join(WORK, "cut.jsonl"), "w", encoding="utf-8") as file:
    file.write(before[:300])
check("cut.jsonl:2" in run("test", *arguments, "--baseline", "cut.jsonl", status=65).stderr, "a cut baseline is refused")

shutil.rmtree(WORK)
print(f"answers under test: {'all as expected' if not failed else f'{failed} failed'}")
sys.exit(1 if failed else 0)
