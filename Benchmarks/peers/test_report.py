"""Run with: python3 -m unittest discover Benchmarks/peers"""
import os
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import report  # noqa: E402
import startup  # noqa: E402


def engine(name, p50, p99, cpu=1.0):
    return {"engine": name, "build": {"cpu_s": cpu, "mb_per_cpu_s": 10 / cpu, "peak_mb": 20, "bytes_per_passage": 70},
            "cold": {"cpu_ms": 5}, "warm": {"p50_us": p50, "p90_us": p99, "p99_us": p99, "peak_mb": 12, "questions": 1000}}


def figures():
    corpora = {}
    for name, passages, us in (("K1", 1_000, 5), ("M", 36_868, 20), ("L", 1_000_000, 250)):
        corpora[name] = {"measured": "2026-11-23", "commit": "abc", "passages": passages, "text_bytes": 10_000_000,
                         "load": [0.5, 1.0], "engines": [engine("tantivy", us * 4, us * 9, 4.0), engine("askwell", us, us * 3),
                                                         engine("pisa-maxscore", us * 3, us * 8, 5.0)]}
    return {"machine": {"processor": "P", "cores": 2, "memory_gib": 24, "system": "S"}, "corpora": corpora}


class Numbers(unittest.TestCase):
    def test_three_digits_are_kept(self):
        self.assertEqual([report.digits(x) for x in (0.012345, 1.2345, 123.4, 98765.4, 0, None)],
                         [0.0123, 1.23, 123, 98765, 0, None])

    def test_a_missing_figure_is_a_dash(self):
        self.assertEqual([report.cell(x) for x in (None, 1234.5, 0.5)], ["–", "1,234", "0.5"])


class Tables(unittest.TestCase):
    def test_bounds_divide_by_the_peer_of_the_same_corpus(self):
        found = {(q, c): (round(value, 3), ok) for q, c, _, value, _, _, ok in report.bounds(figures())}
        self.assertEqual(found["build, MB of text a CPU second", "M"], (4.0, True))
        self.assertEqual(found["warm p50", "M"], (0.333, True))
        self.assertEqual(found["warm p50, growth", "K1 to L"], (50.0, False))

    def test_a_bound_without_its_peer_is_left_out(self):
        self.assertNotIn(("warm p50", "L"), [(b[0], b[1]) for b in report.bounds(figures())])

    def test_a_page_without_markers_stays_as_it_is(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "p.md")
            for page, wanted in (("text\n", "text\n"),
                                 ("a\n<!-- tables -->\nold\n<!-- /tables -->\nb\n", "a\n<!-- tables -->\n\nnew\n<!-- /tables -->\nb\n")):
                with open(path, "w") as f:
                    f.write(page)
                report.insert(path, "new")
                with open(path) as f:
                    self.assertEqual(f.read(), wanted)


class Plot(unittest.TestCase):
    def test_the_plot_is_well_formed_and_the_same_each_time(self):
        one = report.plot(figures())
        self.assertEqual(one, report.plot(figures()))
        labels = [t.text for t in ET.fromstring(one).iter("{http://www.w3.org/2000/svg}text")]
        self.assertEqual(labels.count("PISA MaxScore"), 2)

    def test_no_figures_give_an_empty_plot(self):
        ET.fromstring(report.plot({"corpora": {}}))

    def test_labels_keep_their_distance_and_their_order(self):
        places = report.spread([(50, "b"), (49, "a"), (51, "c"), (200, "d")], 10, 0, 205)
        self.assertEqual(places, {"a": 40, "b": 50, "c": 60, "d": 200})
        edge = sorted(report.spread([(300, "a"), (300, "b")], 10, 0, 300).values())
        self.assertEqual(edge, [290, 300])


class Startup(unittest.TestCase):
    def test_a_child_gives_its_time_and_status(self):
        nowhere = os.open(os.devnull, os.O_RDWR)
        try:
            cpu, status = startup.once(["/bin/sh", "-c", "exit 3"], nowhere)
        finally:
            os.close(nowhere)
        self.assertEqual(status, 3)
        self.assertLess(cpu, 1000)


if __name__ == "__main__":
    unittest.main()
