#!/usr/bin/env python3
"""Opens every passage's link in headless Chromium and looks for its highlight.

    check_fragments.py ASKWELL PAGE.html...

A copy of the page gets `::target-text` in one colour and a screenshot of the whole page is taken of `file://copy#fragment`.
A link counts when that colour shows; that it shows at the right words follows from the maker's check that its first match is the
passage, and is not measured here. Needs chromium and Pillow. Exit status 1 when a directive highlights nothing.
"""
import json, os, subprocess, sys, tempfile
from PIL import Image

COLOUR = (255, 0, 255)
STYLE = "<style>::target-text{background:#f0f!important;color:#f0f!important}</style>"


def coloured(path):
    image = Image.open(path).convert("RGB")
    return dict((c, n) for n, c in image.getcolors(1 << 24) or []).get(COLOUR, 0)


def main():
    program, pages = sys.argv[1], sys.argv[2:]
    found = tried = anchors = 0
    for page in pages:
        report = json.loads(subprocess.run([program, "inspect", "--json", page], check=True, capture_output=True).stdout)
        with tempfile.TemporaryDirectory() as folder:
            copy = os.path.join(folder, "page.html")
            text = open(page, encoding="utf-8", errors="replace").read()
            with open(copy, "w", encoding="utf-8") as f:
                f.write(text.replace("</head>", STYLE + "</head>", 1))
            for passage in report["passages"]:
                fragment = passage["fragment"] or ""
                if ":~:" not in fragment:
                    anchors += 1
                    print("anchor only", passage["id"])
                    continue
                shot = os.path.join(folder, "shot.png")
                subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                                "--window-size=1000,9000", "--screenshot=" + shot, "file://" + copy + "#" + fragment],
                               capture_output=True, timeout=60)
                tried += 1
                if os.path.exists(shot) and coloured(shot) > 0:
                    found += 1
                else:
                    print("not highlighted", passage["id"], fragment[:90])
                if os.path.exists(shot):
                    os.remove(shot)
    print("%d of %d links highlight text; %d passages have an anchor only" % (found, tried, anchors))
    sys.exit(0 if found == tried else 1)


if __name__ == "__main__":
    main()
