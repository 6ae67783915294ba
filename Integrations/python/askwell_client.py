"""A client for `askwell serve`: one process, many threads, standard library only.

    with Askwell(index="/srv/faq/Index") as bot:
        answer = bot.ask("Is leaky gut a real diagnosis?")
        print(answer["text"])

A process that has died is started again by the next call; the call that saw it die is repeated
once, which is safe because asking changes nothing.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import threading
from collections.abc import Sequence
from concurrent.futures import Future, TimeoutError as FutureTimeout
from typing import Any, Literal, TypedDict, cast

Format = Literal["plain", "markdown", "irc", "slack"]


class Confidence(TypedDict):
    level: Literal["high", "medium", "low"]
    value: float
    threshold: float


class _Place(TypedDict):
    uri: str
    doc: str
    title: str
    passage: str
    section: list[str]
    quote: str
    start: int
    end: int


class Citation(_Place, total=False):
    question: str
    parts: list[dict[str, Any]]
    url: str
    author: str
    published: str
    modified: str


class Escalation(TypedDict):
    level: Literal["escalate", "emergency"]
    message: str
    flags: list[dict[str, Any]]
    citations: list[Citation]


class _Answer(TypedDict):
    v: int
    outcome: Literal["answer", "abstain", "escalate"]
    answered: bool
    text: str
    confidence: Confidence
    citations: list[Citation]
    alternatives: list[dict[str, Any]]
    index: dict[str, str]
    disclaimer: str


class Answer(_Answer, total=False):
    """The answer object, version 1."""

    reason: str
    escalation: Escalation
    see_a_doctor: Citation
    best_sentence: dict[str, int]
    messages: list[str]
    hits: list[dict[str, Any]]


class Triage(TypedDict):
    v: int
    level: Literal["none", "escalate", "emergency"]
    flags: list[dict[str, Any]]


class AskwellError(Exception):
    """The server answered with an error."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        super().__init__(message)
        self.code = code
        self.data = data


class AskwellGone(Exception):
    """The server ended before it answered."""


class _Process:
    """One run of the server; answers find their callers by id."""

    def __init__(self, command: list[str]) -> None:
        self.child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        self.waiting: dict[int, Future[Any]] = {}
        self.lock = threading.Lock()
        self.is_gone = False
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.child.stdout is not None
        # Lines end at \n and nowhere else: read bytes, never text.
        with open(self.child.stdout.fileno(), "rb", closefd=False) as stream:
            for line in stream:
                message = json.loads(line)
                with self.lock:
                    future = self.waiting.pop(message.get("id"), None)
                if future is None:
                    continue
                if "error" in message:
                    error = message["error"]
                    future.set_exception(
                        AskwellError(error["code"], error["message"], error.get("data"))
                    )
                else:
                    future.set_result(message["result"])
        with self.lock:
            self.is_gone = True
            abandoned, self.waiting = list(self.waiting.values()), {}
        for future in abandoned:
            future.set_exception(AskwellGone("askwell serve ended"))

    def send(self, number: int, method: str, params: dict[str, Any]) -> Future[Any]:
        future: Future[Any] = Future()
        request = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
        line = json.dumps(request, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        with self.lock:
            if self.is_gone:
                raise AskwellGone("askwell serve ended")
            self.waiting[number] = future
        try:
            assert self.child.stdin is not None
            with _write_lock:
                view = memoryview(line)
                while view:
                    view = view[self.child.stdin.write(view) :]
        except OSError as error:
            with self.lock:
                self.waiting.pop(number, None)
                self.is_gone = True
            raise AskwellGone("askwell serve ended") from error
        return future


_write_lock = threading.Lock()


class Askwell:
    """A running `askwell serve`, shared by any number of threads."""

    def __init__(
        self,
        index: str | None = None,
        *,
        command: Sequence[str] = ("askwell",),
        config: str | None = None,
        timeout: float = 30,
    ) -> None:
        self._command = [*command, "serve"]
        if index is not None:
            self._command += ["--index", index]
        if config is not None:
            self._command += ["--config", config]
        self._timeout = timeout
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._process: _Process | None = None

    def __enter__(self) -> Askwell:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self,
        question: str,
        *,
        context: Sequence[str] = (),
        format: Format | None = None,
        max_bytes: int | None = None,
        disclaimer: bool = True,
        today: str | None = None,
        debug: bool = False,
    ) -> Answer:
        """Asks; with `format` or `max_bytes` the answer also has `messages` to send as they are."""
        params: dict[str, Any] = {"question": question}
        if context:
            params["context"] = list(context)
        if format is not None or max_bytes is not None:
            params["render"] = {"format": format, "max_bytes": max_bytes, "disclaimer": disclaimer}
        if today is not None:
            params["today"] = today
        if debug:
            params["debug"] = True
        return cast(Answer, self.call("askwell/ask", params))

    def triage(self, turns: str | Sequence[str], *, today: str | None = None) -> Triage:
        """Looks for danger signs in one message or in a conversation's messages."""
        params: dict[str, Any] = {"turns": [turns] if isinstance(turns, str) else list(turns)}
        if today is not None:
            params["today"] = today
        return cast(Triage, self.call("askwell/triage", params))

    def search(self, query: str, *, limit: int = 10) -> list[dict[str, Any]]:
        """The best passages, without a decision whether they answer."""
        result = self.call("askwell/search", {"query": query, "limit": limit})
        return cast("list[dict[str, Any]]", result["hits"])

    def status(self) -> dict[str, Any]:
        """The server's version and index."""
        return cast("dict[str, Any]", self.call("askwell/status", {}))

    def call(self, method: str, params: dict[str, Any]) -> Any:
        """Any method; raises `AskwellError`, `AskwellGone` or `TimeoutError`."""
        for attempt in (1, 2):
            try:
                future = self._running().send(next(self._numbers), method, params)
                return future.result(self._timeout)
            except FutureTimeout:
                raise TimeoutError(f"no answer within {self._timeout} s") from None
            except AskwellGone:
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Ends the server; it answers first what it has read."""
        with self._lock:
            process, self._process = self._process, None
        if process is None or process.child.stdin is None:
            return
        try:
            process.child.stdin.close()
            process.child.wait(2)
        except (OSError, subprocess.TimeoutExpired):
            process.child.kill()
            process.child.wait()

    def _running(self) -> _Process:
        with self._lock:
            if self._process is None or self._process.is_gone:
                if self._process is not None:
                    self._process.child.kill()
                    self._process.child.wait()
                self._process = _Process(self._command)
            return self._process


if __name__ == "__main__":
    import sys

    with Askwell(sys.argv[1]) as bot:
        print(bot.ask(" ".join(sys.argv[2:]))["text"])
