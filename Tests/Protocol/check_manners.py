"""Life cycle, framing and load of `askwell serve`, as a program from outside."""

import json
import random
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from harness import ASKWELL, INDEX, META, Server, ask, converse, encode, run, writer


def ids(lines):
    return [json.loads(line).get("id") for line in lines]


def the_end_of_input_ends_the_program_at_once():
    server = Server()
    server.request("askwell/status")
    start = time.monotonic()
    assert server.end() == 0
    milliseconds = (time.monotonic() - start) * 1000
    assert milliseconds < 500
    return f"{milliseconds:.1f} ms"


def everything_that_was_sent_before_the_end_is_answered():
    lines, errors, status = converse(b"".join(encode(ask(n)) for n in range(100)))
    assert sorted(ids(lines)) == list(range(100))
    assert (errors, status) == (b"", 0)


def nothing_but_protocol_is_written():
    lines, errors, status = converse(b"")
    assert (lines, errors, status) == ([], b"", 0)
    lines, _, _ = converse(b"garbage\n\n   \n\r\n" + encode(ask(1)))
    for line in lines:
        assert json.loads(line)["jsonrpc"] == "2.0"
        assert line.startswith(b"{") and b"\r" not in line


def ids_come_back_with_their_type():
    wanted = [0, "0", "", -1, 2**63 - 1, -(2**63), "listen-1", "\u2028", "\U0001f600", "a\nb"]
    lines, _, _ = converse(b"".join(encode(ask(number)) for number in wanted))
    found = ids(lines)
    assert sorted(map(repr, found)) == sorted(map(repr, wanted)), found


def newlines_are_only_0a():
    texts = ["a\u2028b", "a\u2029b", "a\u0085b", "a\x0bb", "a\x0cb", "a\rb"]
    lines, _, _ = converse(b"".join(encode(ask(n, text)) for n, text in enumerate(texts)))
    assert sorted(ids(lines)) == list(range(len(texts)))
    lines, _, _ = converse(encode(ask(1)).replace(b"\n", b"\r\n") + encode(ask(2)))
    assert ids(lines) == [1, 2]


def a_byte_order_mark_a_lone_surrogate_and_nul_are_survived():
    data = b"\xef\xbb\xbf" + encode(ask(1))
    data += b'{"jsonrpc":"2.0","id":2,"method":"askwell/ask","params":{"question":"cut \\ud83d"}}\n'
    data += b'{"jsonrpc":"2.0","id":3,"method":"askwell/ask","params":{"question":"\\u0000"}}\n'
    lines, _, _ = converse(data)
    assert ids(lines) == [1, 2, 3]
    for line in lines:
        line.decode("utf-8")


def each_malformed_line_gets_one_fitting_error():
    cases = [
        (b'{"jsonrpc":"2.0","id":1', -32700, None),
        (b"\xff\xfe", -32700, None),
        (b'{"a":"\xff"}', -32700, None),
        (b"[" * 100_000, -32700, None),
        (b"[]", -32600, None),
        (b'[{"jsonrpc":"2.0","id":1,"method":"ping"}]', -32600, None),
        (b'{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600, None),
        (b'{"jsonrpc":"2.0","id":1.5,"method":"ping"}', -32600, None),
        (b'{"jsonrpc":"2.0","id":9}', -32600, 9),
        (b'{"jsonrpc":"2.0","id":9,"method":"tools/list"}', -32602, 9),
        (b'{"jsonrpc":"2.0","id":9,"method":"askwell/none"}', -32601, 9),
        (b'{"jsonrpc":"2.0","id":9,"method":"askwell/ask"}', -32602, 9),
        (b'{"jsonrpc":"2.0","id":9,"method":"askwell/ask","params":[]}', -32602, 9),
    ]
    for line, code, number in cases:
        lines, _, status = converse(line + b"\n" + encode(ask("after")))
        first = json.loads(lines[0])
        assert first["error"]["code"] == code, (line[:80], first)
        assert first.get("id") == number and ("id" in first) == (number is not None)
        assert ids(lines)[1:] == ["after"] and status == 0


def notifications_and_responses_are_never_answered():
    quiet = [
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "method": "askwell/ask", "params": {"question": "q"}},
        {"jsonrpc": "2.0", "method": "unknown", "params": [1, 2]},
        {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 77}},
        {"jsonrpc": "2.0", "id": 1, "result": {}},
        {"jsonrpc": "2.0", "id": 1, "error": {"code": 1, "message": "m"}},
    ]
    lines, _, _ = converse(b"".join(encode(message) for message in quiet) + encode(ask(5)))
    assert ids(lines) == [5]


def a_line_over_four_mebibytes_is_one_error():
    long = b'{"jsonrpc":"2.0","id":1,"method":"askwell/ask","params":{"question":"' + b"x" * (5 << 20)
    lines, _, _ = converse(long + b'"}}\n' + encode(ask(2)))
    first = json.loads(lines[0])
    assert first["error"]["code"] == -32600 and "id" not in first
    assert ids(lines)[1:] == [2]


def the_first_reply_needs_no_index():
    with tempfile.TemporaryDirectory() as folder:
        broken = Path(folder) / "Index"
        shutil.copytree(INDEX, broken)
        for file in broken.iterdir():
            file.write_bytes(b"not an index")
        server = Server(str(broken))
        discovered = server.request("server/discover", {"_meta": META})
        assert "supportedVersions" in discovered["result"]
        answer = server.request("askwell/ask", {"question": "q"})
        assert answer["error"]["code"] == -32603, answer
        assert server.request("askwell/status")["result"]["ready"] is False
        assert server.end() == 65
        missing = subprocess.run(
            [ASKWELL, "serve", "--index", folder + "/none"], input=b"", capture_output=True, timeout=5
        )
        assert missing.returncode == 66 and missing.stdout == b""
        assert missing.stderr.count(b"\n") == 1


def a_termination_signal_ends_it_quietly():
    for sent in (signal.SIGTERM, signal.SIGINT):
        server = Server()
        server.request("askwell/status")
        server.child.send_signal(sent)
        status = server.child.wait(2)
        assert status == 0, status
        assert server.child.stderr.read() == b""


def a_closed_output_ends_it_quietly():
    server = Server()
    server.request("askwell/status")
    server.child.stdout.close()
    server.send(encode(ask(1)))
    assert server.child.wait(2) == 0
    assert server.child.stderr.read() == b""


def a_full_disk_is_an_error_with_status_74():
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [ASKWELL, "serve", "--index", INDEX],
            input=encode(ask(1)),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=10,
        )
    assert done.returncode == 74, done
    assert done.stderr.count(b"\n") == 1


def a_thousand_requests_in_flight_get_a_thousand_answers():
    server = Server()
    questions = ["can it be repaired", "what is the capital of France", "there is blood in my stool"]
    single = {}
    for question in questions:
        single[question] = server.request("askwell/ask", {"question": question})["result"]
    data = b"".join(encode(ask(n, questions[n % 3])) for n in range(10_000, 11_000))
    thread = writer(server, data)
    lines = server.lines()
    thread.join()
    assert sorted(ids(lines)) == list(range(10_000, 11_000))
    for line in lines:
        message = json.loads(line)
        assert message["result"] == single[questions[message["id"] % 3]]
    assert server.child.wait(2) == 0


def a_client_that_writes_all_before_it_reads_is_no_deadlock():
    server = Server()
    for n in range(1000):
        server.send(encode(ask(n)))
    found = [json.loads(server.line())["id"] for _ in range(1000)]
    assert sorted(found) == list(range(1000))
    assert server.end() == 0


def a_reader_that_stalls_for_ten_seconds_loses_nothing_and_grows_nothing():
    server = Server()
    server.request("askwell/ask", {"question": "warm up"})
    before = server.resident_kb()
    # Answers of five kilobytes that cost little: 250 MB, if the server took all the requests.
    count = 50_000
    requests = ({"jsonrpc": "2.0", "id": n, "method": "tools/list", "params": {"_meta": META}} for n in range(count))
    thread = writer(server, b"".join(map(encode, requests)))
    peak = 0
    stop = time.monotonic() + 10
    while time.monotonic() < stop:
        peak = max(peak, server.resident_kb())
        time.sleep(0.1)
    assert thread.is_alive(), "the server read on though nobody took its answers"
    lines = server.lines()
    thread.join()
    assert sorted(ids(lines)) == list(range(count))
    assert server.child.wait(2) == 0
    assert peak - before < 40_000, f"{before} kB grew to {peak} kB"
    return f"resident {before} kB before, {peak} kB at most, {count} answers"


def garbage_from_a_client_that_does_not_read_grows_nothing():
    server = Server()
    before = server.resident_kb()
    thread = writer(server, b"]\n" * 3_000_000)
    peak = 0
    for _ in range(20):
        peak = max(peak, server.resident_kb())
        time.sleep(0.1)
    assert thread.is_alive()
    server.child.kill()
    thread.join()
    assert peak - before < 30_000, f"{before} kB grew to {peak} kB"
    return f"resident {before} kB before, {peak} kB at most"


def a_client_that_dies_inside_a_line_is_an_ordinary_end():
    lines, errors, status = converse(encode(ask(1)) + encode(ask(2))[:-20])
    assert ids(lines) == [1] and (errors, status) == (b"", 0)
    server = Server()
    server.send(encode(ask(1))[:-20])
    server.child.stdout.close()
    server.child.stdin.close()
    assert server.child.wait(2) == 0


def a_killed_server_can_be_started_again_at_once():
    expected = None
    for _ in range(5):
        server = Server()
        for n in range(200):
            server.send(encode(ask(n)))
        server.line()
        server.child.send_signal(signal.SIGKILL)
        assert server.child.wait() == -9
        server.child.stdin.close()
        again = Server()
        answer = again.request("askwell/ask", {"question": "can it be repaired"})["result"]
        assert expected in (None, answer)
        expected = answer
        assert again.end() == 0


def cancelled_requests_are_not_answered_twice_and_others_are():
    rng = random.Random(1)
    data = b""
    cancelled = set()
    for n in range(2000):
        data += encode(ask(n))
        if rng.random() < 0.3:
            victim = rng.randrange(n + 1)
            cancelled.add(victim)
            data += encode(
                {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": victim}}
            )
    lines, _, status = converse(data)
    found = ids(lines)
    assert status == 0 and len(found) == len(set(found))
    assert set(range(2000)) - set(found) <= cancelled
    return f"{2000 - len(found)} of {len(cancelled)} cancelled in time"


def another_index_is_taken_over_under_load():
    page = "<!doctype html><html lang=en><title>{0}</title><body><main><article><h1>{0}</h1>{1}</article>"
    body = "<h2>What is a quokka?</h2><p>A quokka is a small marsupial number {0} that lives on islands.</p>" * 3
    with tempfile.TemporaryDirectory() as folder:
        corpus, index = Path(folder) / "corpus", Path(folder) / "Index"
        corpus.mkdir()

        def build(n):
            (corpus / "quokka.html").write_text(page.format("The quokka", body.format(n)))
            subprocess.run(
                [ASKWELL, "index", str(corpus), "--output", str(index)],
                check=True,
                capture_output=True,
                timeout=60,
            )

        build(0)
        server = Server(str(index))
        seen = []
        failures = []
        stop = threading.Event()

        def load():
            while not stop.is_set():
                answer = server.request("askwell/ask", {"question": "what is a quokka?"})
                if "result" not in answer:
                    failures.append(answer)
                    return
                name = answer["result"]["index"]["id"]
                text = answer["result"]["text"]
                if not seen or seen[-1] != (name, text):
                    seen.append((name, text))

        thread = threading.Thread(target=load)
        thread.start()
        for n in range(1, 6):
            build(n)
            deadline = time.monotonic() + 10
            while len(seen) < n + 1 and time.monotonic() < deadline:
                time.sleep(0.01)
        shutil.rmtree(index)
        time.sleep(0.1)
        stop.set()
        thread.join()
        assert not failures, failures
        assert len(seen) == 6, seen
        assert len({name for name, _ in seen}) == 6
        after = server.request("askwell/ask", {"question": "what is a quokka?"})
        assert after["result"]["index"]["id"] == seen[-1][0], "a removed index must not stop the server"
        assert server.end() == 0


def the_same_question_has_the_same_bytes():
    first, _, _ = converse(encode(ask(1)))
    second, _, _ = converse(encode(ask(1)))
    assert first == second


run(
    [
        the_end_of_input_ends_the_program_at_once,
        everything_that_was_sent_before_the_end_is_answered,
        nothing_but_protocol_is_written,
        ids_come_back_with_their_type,
        newlines_are_only_0a,
        a_byte_order_mark_a_lone_surrogate_and_nul_are_survived,
        each_malformed_line_gets_one_fitting_error,
        notifications_and_responses_are_never_answered,
        a_line_over_four_mebibytes_is_one_error,
        the_first_reply_needs_no_index,
        a_termination_signal_ends_it_quietly,
        a_closed_output_ends_it_quietly,
        a_full_disk_is_an_error_with_status_74,
        a_thousand_requests_in_flight_get_a_thousand_answers,
        a_client_that_writes_all_before_it_reads_is_no_deadlock,
        a_reader_that_stalls_for_ten_seconds_loses_nothing_and_grows_nothing,
        garbage_from_a_client_that_does_not_read_grows_nothing,
        a_client_that_dies_inside_a_line_is_an_ordinary_end,
        a_killed_server_can_be_started_again_at_once,
        cancelled_requests_are_not_answered_twice_and_others_are,
        another_index_is_taken_over_under_load,
        the_same_question_has_the_same_bytes,
    ]
)
