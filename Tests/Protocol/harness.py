"""Starts `askwell serve` and talks to it in raw lines. Used by the checks beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ASKWELL = os.environ.get("ASKWELL", str(ROOT / ".build/release/askwell"))
INDEX = os.environ.get("INDEX", str(ROOT / "Index"))

META = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
}


class Server:
    """A running server; `request` waits for its answer, `send` does not."""

    def __init__(self, index: str = INDEX, *arguments: str) -> None:
        self.child = subprocess.Popen(
            [ASKWELL, "serve", "--index", index, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
        )
        self.rest = b""
        self.number = 0

    def send(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[self.child.stdin.write(view) :]

    def line(self) -> bytes | None:
        """The next line without its end, or None at the end of the output."""
        while b"\n" not in self.rest:
            piece = os.read(self.child.stdout.fileno(), 1 << 16)
            if not piece:
                return None
            self.rest += piece
        line, self.rest = self.rest.split(b"\n", 1)
        return line

    def request(self, method: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        self.number += 1
        self.send(encode({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params or {}}))
        answer = json.loads(self.line() or b"{}")
        assert answer.get("id") == self.number, f"asked {self.number}, got {answer}"
        return answer

    def lines(self) -> list[bytes]:
        """All lines to the end; the input must be closed or written by another thread."""
        found = []
        while (line := self.line()) is not None:
            found.append(line)
        return found

    def end(self, within: float = 2.0) -> int:
        """Closes the input; the exit status, which must come soon."""
        self.child.stdin.close()
        status = self.child.wait(within)
        self.child.stdout.close()
        self.child.stderr.close()
        return status

    def resident_kb(self) -> int:
        for line in Path(f"/proc/{self.child.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
        return 0


def encode(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def ask(number: Any, question: str = "is leaky gut a real diagnosis?") -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "method": "askwell/ask", "params": {"question": question}}


def converse(data: bytes, index: str = INDEX, within: float = 120) -> tuple[list[bytes], bytes, int]:
    """Output lines, standard error and exit status for an input."""
    done = subprocess.run(
        [ASKWELL, "serve", "--index", index], input=data, capture_output=True, timeout=within
    )
    lines = done.stdout.split(b"\n")
    assert lines.pop() == b"", "the output ends inside a line"
    return lines, done.stderr, done.returncode


def writer(server: Server, data: bytes, close: bool = True) -> threading.Thread:
    def write() -> None:
        try:
            server.send(data)
            if close:
                server.child.stdin.close()
        except (OSError, ValueError):
            pass

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    return thread


def run(checks: list[Callable[[], str | None]]) -> None:
    """Runs the checks, says what each found, and ends with 1 if one failed."""
    failed = 0
    only = sys.argv[1:]
    for check in checks:
        name = check.__name__.replace("_", " ")
        if only and not any(word in name for word in only):
            continue
        start = time.monotonic()
        try:
            note = check()
        except Exception:
            failed += 1
            print(f"FAILED  {name}\n{traceback.format_exc()}", flush=True)
        else:
            seconds = time.monotonic() - start
            print(f"ok      {name} ({seconds:.1f} s){': ' + note if note else ''}", flush=True)
    sys.exit(1 if failed else 0)


def skipped(what: str) -> None:
    print(f"SKIPPED {what}", flush=True)
