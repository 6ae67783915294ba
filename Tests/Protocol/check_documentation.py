"""Runs every example of Documentation/LineProtocol.md against the index."""

import json
import os
import re

from harness import ROOT, Server, run

PAGE = ROOT / "Documentation" / "LineProtocol.md"


def fits(expected, found, place="") -> None:
    if isinstance(expected, str) and expected.endswith("…"):
        assert expected == "…" or (isinstance(found, str) and found.startswith(expected[:-1])), (place, found)
    elif isinstance(expected, dict):
        assert isinstance(found, dict), (place, found)
        for name, value in expected.items():
            assert name in found, f"{place}.{name} is missing in {found}"
            fits(value, found[name], f"{place}.{name}")
    elif isinstance(expected, list):
        assert isinstance(found, list) and len(found) >= len(expected), (place, found)
        assert not (expected == [] and found), (place, found)
        for number, value in enumerate(expected):
            fits(value, found[number], f"{place}[{number}]")
    else:
        assert expected == found and type(expected) is type(found), (place, expected, found)


def every_example_is_true() -> str:
    blocks = re.findall(r"```protocol\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert blocks
    count = 0
    for block in blocks:
        server = Server(os.environ.get("SHIPPED_INDEX", str(ROOT / "Index")))
        for line in block.splitlines():
            mark, text = line[0], line[2:]
            assert mark in "→←", line
            if mark == "→":
                server.send(text.encode() + b"\n")
            else:
                fits(json.loads(text), json.loads(server.line()))
                count += 1
        server.child.stdin.close()
        assert server.line() is None, "an answer that the page does not show"
        assert server.child.wait(2) == 0
    return f"{count} answers in {len(blocks)} examples"


run([every_example_is_true])
