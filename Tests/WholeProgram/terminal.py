"""The REPL on a terminal: Ctrl-C drops the line, the line editor works, Ctrl-D leaves.

usage: Tests/WholeProgram/terminal.py PROGRAM INDEX
"""

import os
import pty
import select
import signal
import sys
import time

LIMIT = 20  # seconds, for a machine under load


def main(program: str, index: str) -> int:
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm"
        os.execv(program, [program, "chat", "--index", index])
    seen = b""

    def wait_for(text: bytes) -> None:
        nonlocal seen
        end = time.monotonic() + LIMIT
        while text not in seen:
            if time.monotonic() > end or not select.select([terminal], [], [], LIMIT)[0]:
                os.kill(child, signal.SIGKILL)
                sys.exit(f"no {text!r} within {LIMIT} s; the screen has {seen[-600:]!r}")
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                sys.exit(f"the program ended before {text!r}; the screen has {seen[-600:]!r}")
        seen = seen[seen.index(text) + len(text) :]

    wait_for(b"> ")
    os.write(terminal, b"half a quest\x03")
    wait_for(b"^C")
    wait_for(b"> ")
    os.write(terminal, b"what is zonulin?\x01\x0b" + b"there is blood in my stool\r")
    wait_for(b"doctor")
    wait_for(b"> ")
    os.write(terminal, b"\x04")
    wait_for(b"\n")
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
