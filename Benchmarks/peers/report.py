"""Tables and the growth plot from the kept figures; no measuring here, and the same figures give the same bytes."""
import math
import os

NAMES = {"askwell": "askwell", "askwell-full": "askwell, full ranking", "tantivy": "tantivy 0.27",
         "pisa": "PISA block-max WAND", "pisa-maxscore": "PISA MaxScore", "lucene": "Lucene 10.4",
         "bm25s": "bm25s", "bm25s-numba": "bm25s, numba", "fts5": "SQLite FTS5", "sklearn": "scikit-learn TF-IDF",
         "limit": "yardstick, packed", "limit-raw": "yardstick, unpacked"}
ORDER = list(NAMES)
GROWTH = ["K1", "K10", "K100", "L", "XL"]  # one series: the first lines of the largest


def kept(row):
    """What of a row of peers.py is kept: figures, no paths, few digits."""
    build, warm = row.get("build"), row.get("warm")
    out = {"engine": row["peer"]}
    if build:
        out["build"] = {"cpu_s": digits(build["build_cpu_s"]), "wall_s": digits(build["build_s"]),
                        "peak_mb": digits(build["rss_peak_kb"] / 1024), "index_bytes": int(build["index_bytes"]),
                        "bytes_per_passage": digits(build["bytes_per_passage"]),
                        "mb_per_cpu_s": digits(row["text_bytes"] / 1e6 / max(build["build_cpu_s"], 1e-6))}
    for stage in ("cold", "cold_evicted"):
        if row.get(stage):
            out[stage] = {"cpu_ms": digits(row[stage]["cpu_ms"]), "wall_ms": digits(row[stage]["process_ms"])}
    if warm:
        out["warm"] = {k: digits(warm[k]) for k in ("p50_us", "p90_us", "p99_us", "mean_us", "empty_us") if k in warm}
        out["warm"].update(questions=int(warm["n"]), spread=warm.get("p50_spread"),
                           peak_mb=digits(warm["rss_peak_kb"] / 1024))
    if row.get("agree"):
        out["agreement"] = {"with": row["agree"]["with"], "top10": row["agree"]["top10"], "top1": row["agree"]["top1"]}
    return out


def digits(x, n=3):
    """A number rounded to n significant digits, whole above 10^n."""
    if x is None or x == 0:
        return x
    y = round(x, max(0, n - 1 - math.floor(math.log10(abs(x)))))
    return int(y) if y == int(y) else y


# ---------------------------------------------------------------- tables

def tables(figures):
    """The comparison, the bounds and the start-up times, in Markdown."""
    here = figures["machine"]
    out = ["Machine: %s, %s cores, %s GiB, %s. Queries: 1,000 consumer questions, top 10, one thread, CPU clock; "
           "`Benchmarks/peers/run.py` makes these tables." % (
               here["processor"], here["cores"], here["memory_gib"], here["system"])]
    for name in sorted(figures["corpora"], key=lambda n: figures["corpora"][n]["passages"]):
        out.append(corpus_table(name, figures["corpora"][name]))
    out += [t for t in (bounds_table(figures), startup_table(figures.get("startup"))) if t]
    return "\n\n".join(out) + "\n"


def corpus_table(name, corpus):
    out = ["### %s: %s passages, %s MB of text" % (name, thousands(corpus["passages"]), cell(corpus["text_bytes"] / 1e6)), "",
           "| engine | build CPU s | MB of text a CPU s | build peak MB | index bytes a passage | cold process, CPU ms "
           "| p50 µs | p90 µs | p99 µs | serving peak MB |", "|---|" + "---:|" * 9]
    for row in ranked(corpus["engines"]):
        b, c, w = row.get("build", {}), row.get("cold", {}), row.get("warm", {})
        mark = "" if w.get("questions", 1000) >= 1000 else " (first %d questions)" % w["questions"]
        out.append("| %s%s | %s |" % (label(row["engine"]), mark, " | ".join(cell(x) for x in (
            b.get("cpu_s"), b.get("mb_per_cpu_s"), b.get("peak_mb"), b.get("bytes_per_passage"), c.get("cpu_ms"),
            w.get("p50_us"), w.get("p90_us"), w.get("p99_us"), w.get("peak_mb")))))
    load = corpus.get("load")
    out += ["", "Measured %s at %s%s." % (corpus["measured"], corpus["commit"],
                                          ", load average %.1f to %.1f" % tuple(load) if load else "")]
    return "\n".join(out)


# What askwell has promised: quantity, corpus, path of the figure, the engine it is divided by, the comparison, bound.
BOUNDS = [
    ("build, MB of text a CPU second", "M", "build.mb_per_cpu_s", "tantivy", ">=", 3),
    ("build, MB of text a CPU second", "L", "build.mb_per_cpu_s", "tantivy", ">=", 3),
    ("build, peak memory", "M", "build.peak_mb", "tantivy", "<=", 1),
    ("build, peak memory", "L", "build.peak_mb", "tantivy", "<=", 1),
    ("index bytes a passage", "M", "build.bytes_per_passage", None, "<=", 82),
    ("index bytes a passage", "L", "build.bytes_per_passage", None, "<=", 82),
    ("cold process, CPU", "M", "cold.cpu_ms", "tantivy", "<=", 0.2),
    ("cold process, CPU", "L", "cold.cpu_ms", "tantivy", "<=", 0.2),
    ("warm p50", "S", "warm.p50_us", "pisa-maxscore", "<=", 0.75),
    ("warm p50", "M", "warm.p50_us", "pisa-maxscore", "<=", 0.5),
    ("warm p99", "M", "warm.p99_us", "pisa-maxscore", "<=", 0.5),
    ("warm p50", "L", "warm.p50_us", "lucene", "<=", 0.6),
    ("warm p99", "L", "warm.p99_us", "lucene", "<=", 0.5),
    ("serving, peak MB", "M", "warm.peak_mb", None, "<=", 20),
    ("serving, peak memory", "L", "warm.peak_mb", "tantivy", "<=", 1),
]


def bounds(figures):
    """(quantity, corpus, what it is measured against, value, comparison, bound, kept) for each bound that was measured."""
    out = []
    for quantity, corpus, path, peer, sign, bound in BOUNDS:
        ours, theirs = figure(figures, corpus, "askwell", path), figure(figures, corpus, peer, path) if peer else 1
        if ours is None or not theirs:
            continue
        value = ours / theirs
        out.append((quantity, corpus, peer, value, sign, bound, value >= bound if sign == ">=" else value <= bound))
    small, large = (figure(figures, c, "askwell", "warm.p50_us") for c in ("K1", "L"))
    if small and large:
        out.append(("warm p50, growth", "K1 to L", None, large / small, "<=", 40, large / small <= 40))
    for row in figures.get("startup") or []:
        if row["what"].startswith("askwell ask") and row["ratio"] and row["exit"] < 64:
            out.append(("CPU of `askwell ask`, over a Swift hello-world", "shipped", None, row["ratio"], "<=", 3, row["ratio"] <= 3))
    return out


def bounds_table(figures):
    rows = bounds(figures)
    if not rows:
        return ""
    out = ["### Bounds", "", "| quantity | corpus | over | askwell | bound | kept |", "|---|---|---|---:|---:|---|"]
    for quantity, corpus, peer, value, sign, bound, ok in rows:
        out.append("| %s | %s | %s | %s | %s %s | %s |" % (
            quantity, corpus, label(peer) if peer else "", cell(value), "≥" if sign == ">=" else "≤", cell(bound), "yes" if ok else "**no**"))
    return "\n".join(out)


def startup_table(rows):
    if not rows:
        return ""
    out = ["### Start-up", "", "| program | CPU ms, median | least | over hello-world |", "|---|---:|---:|---:|"]
    for row in rows:
        what = row["what"] + ("" if row["exit"] < 64 else " (failed, exit %d)" % row["exit"])
        out.append("| %s | %s | %s | %s |" % (what, cell(row["cpu_ms"]), cell(row["least_ms"]), cell(row["ratio"])))
    return "\n".join(out)


def figure(figures, corpus, engine, path):
    for row in figures["corpora"].get(corpus, {}).get("engines", []):
        if row["engine"] == engine:
            for key in path.split("."):
                row = (row or {}).get(key)
            return row
    return None


def ranked(rows):
    return sorted(rows, key=lambda r: (ORDER.index(r["engine"]) if r["engine"] in ORDER else len(ORDER), r["engine"]))


def label(engine):
    return NAMES.get(engine, engine)


def cell(x):
    if x is None:
        return "–"
    x = digits(x)
    return thousands(x) if isinstance(x, int) else ("%f" % x).rstrip("0").rstrip(".")


def thousands(n):
    return format(n, ",")


def insert(path, text, name="tables"):
    """Put text between the page's marker lines; a page without them, or no page, is left as it is."""
    begin, end = "<!-- %s -->\n" % name, "<!-- /%s -->" % name
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8") as f:
        page = f.read()
    before, opened, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if opened and closed:
        with open(path, "w", encoding="utf-8") as f:
            f.write(before + begin + "\n" + text + "\n" + end + after)


# ---------------------------------------------------------------- the plot

# Colours that stay apart for colour-blind readers, one for light paper and one for dark, and a dash pattern.
STYLE = {"askwell": ("#b3261e", "#ff8a80", ""), "askwell-full": ("#b3261e", "#ff8a80", "7 4"),
         "lucene": ("#0b5394", "#6fb1f0", ""), "pisa-maxscore": ("#00796b", "#4dd0b1", ""),
         "tantivy": ("#8a5a00", "#e0ae4a", ""), "limit": ("#5f6368", "#a8adb3", "2 4"),
         "limit-raw": ("#5f6368", "#a8adb3", "8 3 2 3")}
OTHER = ("#7b3fa0", "#cf9bef", "4 3")
WIDTH, HEIGHT, TOP, BOTTOM, LEFT, PANEL, GAP = 1120, 490, 104, 52, 62, 326, 226


def plot(figures):
    """Time a question against the number of passages, both axes logarithmic: the median and the 99th percentile."""
    corpora = [figures["corpora"][c] for c in GROWTH if c in figures["corpora"]]
    engines = ranked({r["engine"]: r for c in corpora for r in c["engines"] if r.get("warm")}.values())
    series = {e["engine"]: [(c["passages"], r["warm"]["p50_us"], r["warm"]["p99_us"]) for c in corpora
                            for r in c["engines"] if r["engine"] == e["engine"] and r.get("warm")] for e in engines}
    out = [head(series)]
    if series:
        xs = [x for points in series.values() for x, _, _ in points]
        ys = [y for points in series.values() for _, *p in points for y in p]
        x0, x1 = math.log10(min(xs)), max(math.log10(max(xs)), math.log10(min(xs)) + 1)
        y0, y1 = math.floor(math.log10(min(ys))), max(math.ceil(math.log10(max(ys))), 1)
        for column, (title, which) in enumerate((("Median", 1), ("99th percentile", 2))):
            out.append(panel(LEFT + column * (PANEL + GAP), title, series, which, x0, x1, y0, y1))
    return "\n".join(out) + "\n</svg>\n"


def panel(left, title, series, which, x0, x1, y0, y1):
    bottom = HEIGHT - BOTTOM
    x = lambda v: left + (math.log10(v) - x0) / (x1 - x0) * PANEL
    y = lambda v: bottom - (math.log10(v) - y0) / (y1 - y0) * (bottom - TOP)
    out = ['<text class="t" x="%d" y="%d">%s</text>' % (left, TOP - 14, title)]
    for power in range(y0, y1 + 1):
        out.append('<path class="g" d="M%d %.1fH%d"/>' % (left, y(10 ** power), left + PANEL))
        out.append('<text class="a" x="%d" y="%.1f" text-anchor="end">%s</text>' % (left - 8, y(10 ** power) + 4, duration(power)))
    for v in sorted({p[0] for points in series.values() for p in points}):
        out.append('<path class="g" d="M%.1f %dV%d"/>' % (x(v), TOP, bottom))
        out.append('<text class="a" x="%.1f" y="%d" text-anchor="middle">%s</text>' % (x(v), bottom + 18, count(v)))
    out.append('<text class="a" x="%d" y="%d" text-anchor="middle">passages</text>' % (left + PANEL // 2, bottom + 38))
    ends = spread([(y(points[-1][which]), name) for name, points in series.items()], 17, TOP, bottom)
    for name, points in reversed(series.items()):  # the first series on top
        at = [(x(p[0]), y(p[which])) for p in points]
        kind = css(name)
        out.append('<polyline class="l %s" points="%s"/>' % (kind, " ".join("%.1f,%.1f" % p for p in at)))
        out += ['<circle class="d %s" cx="%.1f" cy="%.1f" r="3"/>' % (kind, a, b) for a, b in at]
        out.append('<path class="k %s" d="M%.1f %.1fL%.1f %.1f"/>' % (kind, at[-1][0] + 4, at[-1][1], left + PANEL + 16, ends[name]))
        out.append('<text class="n %s" x="%d" y="%.1f">%s</text>' % (kind, left + PANEL + 20, ends[name] + 4, label(name)))
    return "\n".join(out)


def spread(wanted, apart, low, high):
    """Heights in the order of the wanted ones, at least `apart` from each other, as near to them as that allows."""
    groups = []  # names, and the sum of (wanted height - offset in the group): the best top is that sum over the count
    for place, name in sorted(wanted):
        names, total = [name], place
        while groups and groups[-1][1] / len(groups[-1][0]) + apart * len(groups[-1][0]) > total / len(names):
            above, sum_above = groups.pop()
            total += sum_above - apart * len(above) * len(names)
            names = above + names
        groups.append((names, total))
    places = {n: total / len(names) + apart * i for names, total in groups for i, n in enumerate(names)}
    limit = low
    for name in places:
        places[name] = limit = max(places[name], limit)
        limit += apart
    limit = high
    for name in reversed(list(places)):
        places[name] = limit = min(places[name], limit)
        limit -= apart
    return places


def head(series):
    light, dark = [], []
    for name in series:
        day, night, dash = STYLE.get(name, OTHER)
        kind = css(name)
        light.append(".%s{stroke:%s;fill:%s}.l.%s{stroke-dasharray:%s}" % (kind, day, day, kind, dash or "none"))
        dark.append(".%s{stroke:%s;fill:%s}" % (kind, night, night))
    return """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="t d">
<title id="t">Time to answer a question, by number of passages</title>
<desc id="d">%s</desc>
<style>
text{font:13px system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif}
.b{fill:#ffffff}.h,.t{fill:#1b1d1f}.a{fill:#50555a}.g{stroke:#dfe2e5;fill:none}
.h{font-size:16px;font-weight:600}.t{font-weight:600}
%s
.l{fill:none;stroke-width:2;stroke-linejoin:round}.l.e-askwell{stroke-width:3.2}.d{stroke:none}.k{fill:none;stroke-width:1;opacity:.55}
.n{stroke:none}.n.e-askwell{font-weight:700}
@media (prefers-color-scheme:dark){.b{fill:#15181b}.h,.t{fill:#eceff1}.a{fill:#aeb5bb}.g{stroke:#343a40}%s
.l,.k,.g{fill:none}.d,.n{stroke:none}}
</style>
<rect class="b" width="%d" height="%d" rx="8"/>
<text class="h" x="%d" y="34">Time to answer a question, by number of passages</text>
<text class="a" x="%d" y="54">CPU time of one thread from question to ten passages; both axes logarithmic; less is better</text>""" % (
        WIDTH, HEIGHT, WIDTH, HEIGHT, describe(series), "\n".join(light), "".join(dark), WIDTH, HEIGHT, LEFT, LEFT)


def describe(series):
    return "; ".join("%s: %s" % (label(name), ", ".join("%s passages %s µs median and %s µs at the 99th percentile" % (
        thousands(n), cell(a), cell(b)) for n, a, b in points)) for name, points in series.items())


def css(name):
    return "e-" + "".join(c if c.isalnum() else "-" for c in name)


def duration(power):
    return "%d µs" % 10 ** power if 0 <= power < 3 else "%d ms" % 10 ** (power - 3) if 3 <= power < 6 else (
        "%d s" % 10 ** (power - 6) if power >= 6 else "%g µs" % 10.0 ** power)


def count(n):
    return "%d M" % (n // 1_000_000) if n >= 1_000_000 else "%d k" % (n // 1000) if n >= 1000 else str(n)
