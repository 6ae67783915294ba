#!/usr/bin/env python3
"""Opens every passage's link in headless Chromium and compares what is highlighted with the passage's place.

    check_fragments.py ASKWELL PAGE.html...
    check_fragments.py ASKWELL --folder FOLDER --every 6 --pages 30     every sixth page of a folder, by name

A copy of the page gets `::target-text` in one colour, no scripts, and an empty `<i>` where each passage's source range begins. All else is
transparent: without its style sheets, a saved page's parts lie over each other, and what is highlighted may be painted over.
The passage's text is looked for at that mark in the browser's own tree; its boxes are where colour has to show, and nowhere
else. A link is exact when at least 95 % of the boxes' area is coloured and at most 5 % of the colour lies outside.
Needs chromium and Pillow. Exit status 1 when less than --share of the passages are exact.
"""
import argparse, base64, collections, io, json, os, re, subprocess, sys, tempfile, time
from PIL import Image, ImageChops

STYLE = ("<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\">"
         "<style>*{background:transparent!important;color:transparent!important;border-color:transparent!important;opacity:1!important;"
         "animation:none!important;transition:none!important}img,svg,video,iframe{opacity:0!important}"
         "::target-text{background:#f0f!important;color:#f0f!important}</style>")
SCALE = 0.25
LOCATE = r"""
((mark, wanted) => {
  const space = /[\s\u00ad\u200b\u2060\ufeff]/;
  const skipped = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TITLE', 'TEXTAREA', 'OPTION']);
  const nodes = [], starts = [], offsets = [], parts = [];
  let count = 0, at = -1;
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, n =>
    n.nodeType == 1 && skipped.has(n.tagName) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  for (let n = walker.nextNode(); n; n = walker.nextNode()) {
    if (n.nodeType == 1) { if (n.dataset && n.dataset.mark == mark) at = count; continue; }
    const own = [];
    let text = '';
    for (let i = 0; i < n.data.length; i++) if (!space.test(n.data[i])) { own.push(i); text += n.data[i]; }
    if (!text) continue;
    nodes.push(n); starts.push(count); offsets.push(own); parts.push(text);
    count += text.length;
  }
  const all = parts.join(''), text = [...wanted].filter(c => !space.test(c)).join('');
  let best = -1;
  for (let i = all.indexOf(text); i >= 0; i = all.indexOf(text, i + 1))
    if (best < 0 || Math.abs(i - at) < Math.abs(best - at)) best = i;
  const boxes = [];
  if (best >= 0) for (let k = 0; k < nodes.length; k++) {
    const from = Math.max(best, starts[k]) - starts[k], to = Math.min(best + text.length, starts[k] + offsets[k].length) - starts[k];
    if (from >= to) continue;
    const range = document.createRange();
    range.setStart(nodes[k], offsets[k][from]);
    range.setEnd(nodes[k], offsets[k][to - 1] + 1);
    for (const r of range.getClientRects()) boxes.push([r.left, r.top, r.width, r.height]);
  }
  return {found: best >= 0, boxes};
})(%s, %s)
"""


class Browser:
    """Chromium spoken to over two pipes."""

    def __init__(self):
        ours, theirs = os.pipe(), os.pipe()
        self.out, self.inp, self.number, self.buffer = ours[1], theirs[0], 0, b""

        def connect():
            copies = os.dup(ours[0]), os.dup(theirs[1])
            os.dup2(copies[0], 3)
            os.dup2(copies[1], 4)
        self.process = subprocess.Popen(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe",
             "--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=1000,800"], preexec_fn=connect,
            close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(ours[0])
        os.close(theirs[1])
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")
        # A tall window, so that nothing scrolls on its own; small pixels, so that pictures stay small.
        self.call("Emulation.setDeviceMetricsOverride", width=1000, height=6000, deviceScaleFactor=SCALE, mobile=False)

    def call(self, method, wait=None, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        result = event = None
        while result is None or (wait and event is None):
            while b"\0" not in self.buffer:
                chunk = os.read(self.inp, 1 << 20)
                if not chunk:
                    raise RuntimeError("the browser went away")
                self.buffer += chunk
            line, self.buffer = self.buffer.split(b"\0", 1)
            data = json.loads(line)
            if data.get("id") == self.number:
                if "error" in data:
                    raise RuntimeError(str(data["error"]))
                result = data["result"]
            elif wait and result is not None and data.get("method") == wait:
                event = data
            elif wait and data.get("method") == wait:
                event = data
        return result

    def close(self):
        self.process.terminate()
        self.process.wait()


def marked_copy(path, report):
    raw = open(path, "rb").read()
    encoding = report["encoding"].lower().removesuffix("-bom")
    if raw.startswith(b"\xef\xbb\xbf"):
        raw, encoding = raw[3:], "utf-8"
    source = raw.decode("cp1252" if "1252" in encoding else encoding, "replace").encode()
    starts = collections.defaultdict(list)
    for number, passage in enumerate(report["passages"]):
        starts[passage["source"][0]].append(number)
    out, last = [], 0
    for place in sorted(starts):
        out.append(source[last:place])
        out += [b"<i data-mark=%d></i>" % n for n in starts[place]]
        last = place
    out.append(source[last:])
    text = b"".join(out).decode("utf-8", "replace")
    head = re.search(r"<head[^>]*>", text)
    at = head.end() if head else 0
    # The copy is UTF-8 whatever the page was.
    return text[:at] + '<meta charset="utf-8">' + STYLE + text[at:]


def colour(picture):
    red, green, blue = picture.convert("RGB").split()
    mask = ImageChops.multiply(red.point(lambda v: 255 * (v > 150)), blue.point(lambda v: 255 * (v > 150)))
    return ImageChops.multiply(mask, green.point(lambda v: 255 * (v < 140)))


def judge(browser, address, number, passage):
    """Says what became of one link: exact, none, partly, elsewhere, unseen (no box on the page) or lost (no such text)."""
    browser.call("Page.navigate", url="about:blank", wait="Page.loadEventFired")
    browser.call("Page.navigate", url=address + "#" + passage["fragment"], wait="Page.loadEventFired")
    time.sleep(0.15)
    script = LOCATE % (json.dumps(str(number)), json.dumps(passage["text"]))
    place = browser.call("Runtime.evaluate", expression=script, returnByValue=True)["result"]["value"]
    if not place["found"]:
        return "lost"
    boxes = [b for b in place["boxes"] if b[2] >= 2 and b[3] >= 4]
    if not boxes:
        return "unseen"
    data = browser.call("Page.captureScreenshot", format="png")["data"]
    mask = colour(Image.open(io.BytesIO(base64.b64decode(data))))
    total = mask.histogram()[255]
    if total == 0:
        return "none"
    wanted = hit = 0
    for x, y, w, h in boxes:
        row = int((y + h / 2) * SCALE)
        columns = [int((x + w * (i + 0.5) / 8) * SCALE) for i in range(8)]
        inside = [c for c in columns if 0 <= c < mask.width and 0 <= row < mask.height]
        wanted += w * h
        if inside:
            hit += w * h * sum(mask.getpixel((c, row)) > 0 for c in inside) / len(inside)
    for x, y, w, h in boxes:
        mask.paste(0, tuple(int(v) for v in ((x - 8) * SCALE, (y - 8) * SCALE, (x + w + 8) * SCALE + 1, (y + h + 8) * SCALE + 1)))
    outside = mask.histogram()[255]
    if hit >= 0.95 * wanted and outside <= 0.05 * total:
        return "exact"
    return "elsewhere" if hit < 0.05 * wanted else "partly"


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("files", nargs="*")
    ap.add_argument("--folder")
    ap.add_argument("--every", type=int, default=1)
    ap.add_argument("--pages", type=int, default=1000)
    ap.add_argument("--per-page", type=int, default=1000, help="open at most so many links a page, spread evenly")
    ap.add_argument("--share", type=float, default=0.97)
    args = ap.parse_args()
    files = list(args.files)
    if args.folder:
        names = sorted(n for n in os.listdir(args.folder) if n.endswith(".html"))
        files += [os.path.join(args.folder, n) for n in names[::args.every][:args.pages]]
    browser, ends = Browser(), collections.Counter()
    for page in files:
        done = subprocess.run([args.program, "inspect", "--json", page], capture_output=True)
        if done.returncode:
            print("not read:", page)
            continue
        report = json.loads(done.stdout)
        with tempfile.TemporaryDirectory() as folder:
            copy = os.path.join(folder, "page.html")
            with open(copy, "w", encoding="utf-8") as f:
                f.write(marked_copy(page, report))
            chosen = list(enumerate(report["passages"]))
            step = max(1, -(-len(chosen) // args.per_page))
            for number, passage in chosen[::step]:
                end = "anchor only"
                if ":~:" in (passage["fragment"] or ""):
                    end = judge(browser, "file://" + copy, number, passage)
                ends[end] += 1
                if end != "exact":
                    print("%s: %s %s #%s" % (end, os.path.basename(page)[:12], passage["kind"], (passage["fragment"] or "")[:110]), flush=True)
    browser.close()
    total = sum(ends.values())
    print("%d pages, %d passages: %s; exact %.1f %%" % (
        len(files), total, ", ".join("%s %d" % e for e in sorted(ends.items())), 100 * ends["exact"] / max(1, total)))
    sys.exit(0 if ends["exact"] >= args.share * total else 1)


if __name__ == "__main__":
    main()
