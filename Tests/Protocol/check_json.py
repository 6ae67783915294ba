"""Malformed input: a public collection of JSON edge cases, and mutations of valid requests.

The collection is JSONTestSuite (github.com/nst/JSONTestSuite, MIT); JSON_TEST_SUITE names a clone.
"""

import json
import os
import random
import subprocess
from pathlib import Path

from harness import META, ROOT, Server, ask, converse, encode, run, skipped

FITTING = {-32700, -32600, -32601, -32602, -32022}


def check_replies(lines: list[bytes], payloads: list[bytes]) -> dict[str, int]:
    """Each payload was followed by a request with its number; gives how many had which outcome."""
    outcomes: dict[str, int] = {}
    expected = 0
    between: list[dict] = []
    for line in lines:
        line.decode("utf-8")
        message = json.loads(line)
        if message.get("id") != f"after-{expected}":
            between.append(message)
            continue
        assert "result" in message, (payloads[expected][:200], message)
        pieces = [piece for piece in payloads[expected].split(b"\n") if piece.strip(b" \t\r")]
        assert len(between) <= len(pieces), (payloads[expected][:200], between)
        for reply in between:
            if "error" in reply:
                assert reply["error"]["code"] in FITTING, (payloads[expected][:200], reply)
                key = str(reply["error"]["code"])
            else:
                key = "result"
            outcomes[key] = outcomes.get(key, 0) + 1
        if not between:
            outcomes["none"] = outcomes.get("none", 0) + 1
        between = []
        expected += 1
    assert expected == len(payloads), f"only {expected} of {len(payloads)} following requests answered"
    return outcomes


def play(payloads: list[bytes]) -> dict[str, int]:
    """Sends one payload at a time, each with a valid request behind it."""
    server = Server()
    lines: list[bytes] = []
    for number, payload in enumerate(payloads):
        server.send(payload + b"\n")
        server.send(encode({"jsonrpc": "2.0", "id": f"after-{number}", "method": "askwell/status"}))
        while True:
            line = server.line()
            assert line is not None, f"the server ended at {payload[:200]!r}"
            lines.append(line)
            if line.startswith(b'{"jsonrpc":"2.0","id":"after-%d"' % number):
                break
    assert server.end() == 0
    return check_replies(lines, payloads)


def suite() -> Path | None:
    places = [os.environ.get("JSON_TEST_SUITE"), str(ROOT / ".build-json-test-suite")]
    for place in places:
        if place and (Path(place) / "test_parsing").is_dir():
            return Path(place)
    clone = ROOT / ".build-json-test-suite"
    try:
        done = subprocess.run(
            ["git", "clone", "-q", "--depth", "1", "https://github.com/nst/JSONTestSuite", str(clone)],
            capture_output=True,
            timeout=60,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
        )
    except subprocess.TimeoutExpired:
        return None
    return clone if done.returncode == 0 else None


def the_public_edge_cases_get_one_fitting_reply_each():
    place = suite()
    if place is None:
        skipped("JSONTestSuite: no clone; set JSON_TEST_SUITE to one")
        return "skipped"
    files = sorted((place / "test_parsing").glob("*.json")) + sorted(
        (place / "test_transform").glob("*.json")
    )
    assert len(files) > 300, len(files)
    bare = [file.read_bytes() for file in files]
    # The same as a request's parameters: now a value that is accepted must be answered, by id.
    inside = [b'{"jsonrpc":"2.0","id":1,"method":"askwell/status","params":{"x":%b}}' % data for data in bare]
    counts = play(bare)
    within = play(inside)
    server = Server()
    wrong = []
    for file, data in zip(files, bare):
        if b"\n" in data or b"\r" in data or not file.name[:2] in ("y_", "n_"):
            continue
        server.send(b'{"jsonrpc":"2.0","id":1,"method":"askwell/status","params":{"x":%b}}\n' % data)
        reply = json.loads(server.line())
        accepted = "result" in reply
        if accepted != file.name.startswith("y_"):
            wrong.append(file.name)
    assert server.end() == 0
    assert wrong == [], wrong
    return f"{len(files)} files; bare {counts}, as parameters {within}"


def ten_thousand_mutations_of_valid_requests_do_no_harm():
    rng = random.Random(20260822)
    modern = {"jsonrpc": "2.0", "id": 3, "method": "tools/call"}
    modern["params"] = {"_meta": META, "name": "ask", "arguments": {"question": "can it be repaired"}}
    seeds = [
        encode(ask(1))[:-1],
        encode(ask("é\u2028😀", "there is \\ \" blood"))[:-1],
        encode(modern)[:-1],
        b'{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}',
        b'{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}',
        b'{"jsonrpc":"2.0","id":5,"method":"askwell/triage","params":{"turns":["no blood",{}],"today":"2026-01-01"}}',
        b'{"jsonrpc":"2.0","id":-1.0e0,"method":"askwell/search","params":{"query":"zonulin","limit":3}}',
        b'{"jsonrpc":"2.0","id":7,"method":"askwell/ask","params":{"question":"q","render":{"format":"irc","max_bytes":99}}}',
    ]
    pieces = [b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"null", b"1e999", b"\\ud800", b"\xff", b"\x00", b"-", b"0", b"\xe2\x80\xa8", b" ", b"true", b'"id":null,', b"9" * 30]

    def mutated(line: bytes) -> bytes:
        data = bytearray(line)
        for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
            place = rng.randrange(len(data) + 1)
            match rng.randrange(6):
                case 0 if data:
                    data[min(place, len(data) - 1)] = rng.randrange(256)
                case 1 if data:
                    del data[place : place + rng.choice((1, 1, 2, 10))]
                case 2:
                    data[place:place] = rng.choice(pieces)
                case 3 if data:
                    other = rng.randrange(len(data))
                    data[place:place] = data[other : other + rng.randrange(20)]
                case 4:
                    del data[place:]
                case _ if data:
                    data[min(place, len(data) - 1)] ^= 1 << rng.randrange(8)
        return bytes(data).replace(b"\n", b" ")

    payloads = [mutated(rng.choice(seeds)) for _ in range(10_000)]
    return str(play(payloads))


def numbers_beyond_every_type_are_refused_or_read():
    cases = {
        '"limit":1e999': -32602,
        '"limit":99999999999999999999': -32602,
        '"limit":-1': -32602,
        '"limit":2.5': -32602,
        '"limit":2.0': None,
        '"limit":"3"': -32602,
        '"limit":3,"limit":4': None,
        '"limit":null': None,
    }
    data = b"".join(
        b'{"jsonrpc":"2.0","id":%d,"method":"askwell/search","params":{"query":"zonulin",%b}}\n'
        % (number, member.encode())
        for number, member in enumerate(cases)
    )
    lines, _, _ = converse(data)
    for line, (member, code) in zip(lines, cases.items()):
        assert json.loads(line).get("error", {}).get("code") == code, (member, line)


run(
    [
        the_public_edge_cases_get_one_fitting_reply_each,
        ten_thousand_mutations_of_valid_requests_do_no_harm,
        numbers_beyond_every_type_are_refused_or_read,
    ]
)
