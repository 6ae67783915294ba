"""From a chat window to the cited answer and the escalation and back: errbot, ngircd and a client on loopback.

Run in an environment with errbot and irc: ASKWELL=... INDEX=... python test_irc.py [TRANSCRIPT]
"""

import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOM = "#health"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Person:
    """A chat client in raw IRC."""

    def __init__(self, port: int, nick: str) -> None:
        self.nick = nick
        self.rest = b""
        self.log: list[tuple[str, str, str]] = []
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        self.write(f"NICK {nick}\r\nUSER {nick} 0 * :{nick}")
        self.until(lambda words: words[1] == "001")

    def write(self, line: str) -> None:
        self.socket.sendall(line.encode() + b"\r\n")

    def say(self, target: str, text: str) -> None:
        self.log.append((self.nick, target, text))
        self.write(f"PRIVMSG {target} :{text}")

    def lines(self, seconds: float):
        stop = time.monotonic() + seconds
        while time.monotonic() < stop:
            while b"\n" in self.rest:
                line, self.rest = self.rest.split(b"\n", 1)
                assert len(line) + 1 <= 512, f"{len(line)} bytes"
                text = line.rstrip(b"\r").decode("utf-8")
                if text.startswith("PING"):
                    self.write("PONG" + text[4:])
                    continue
                yield text
            self.socket.settimeout(0.1)
            try:
                piece = self.socket.recv(65536)
            except TimeoutError:
                continue
            assert piece, "the IRC server closed the connection"
            self.rest += piece

    def until(self, wanted, seconds: float = 30):
        for line in self.lines(seconds):
            if wanted(line.split(" ")):
                return line
        raise AssertionError("waited in vain")

    def messages(self, seconds: float, count: int) -> list[str]:
        """What the bot says from now on: at least `count` messages, then until it is quiet."""
        found: list[str] = []
        stop = time.monotonic() + seconds
        while time.monotonic() < stop:
            quiet = True
            for line in self.lines(1.5):
                words = line.split(" ", 3)
                if words[1] == "PRIVMSG":
                    sender = words[0][1:].split("!")[0]
                    self.log.append((sender, words[2], words[3][1:]))
                    found.append(words[3][1:])
                    quiet = False
            if quiet and len(found) >= count:
                return found
        raise AssertionError(f"expected {count} messages, got {found}")


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    port = free_port()
    (folder / "ngircd.conf").write_text(
        f"[Global]\nName = irc.test\nInfo = test\nListen = 127.0.0.1\nPorts = {port}\n"
        "[Limits]\nConnectRetry = 60\nMaxNickLength = 16\n[Options]\nIdent = no\nPAM = no\nDNS = no\n"
    )
    command = shlex.join([os.path.abspath(os.environ["ASKWELL"]), "serve", "--index", os.path.abspath(os.environ["INDEX"])])
    (folder / "data").mkdir()
    (folder / "config.py").write_text(
        "import logging\n"
        "BACKEND = 'IRC'\n"
        f"BOT_DATA_DIR = {str(folder / 'data')!r}\n"
        f"BOT_EXTRA_PLUGIN_DIR = {str(HERE / 'plugin')!r}\n"
        f"BOT_LOG_FILE = {str(folder / 'errbot.log')!r}\n"
        "BOT_LOG_LEVEL = logging.INFO\n"
        "BOT_ADMINS = ('admin!*@*',)\n"
        f"CHATROOM_PRESENCE = ({ROOM!r},)\n"
        "CHATROOM_FN = 'askwell'\n"
        "BOT_PREFIX = '!'\n"
        "CORE_PLUGINS = ('Help', 'ChatRoom')\n"
        "IRC_CHANNEL_RATE = None\nIRC_PRIVATE_RATE = None\n"
        "IRC_RECONNECT_ON_KICK = None\nIRC_RECONNECT_ON_DISCONNECT = None\n"
        f"BOT_IDENTITY = {{'nickname': 'askwell', 'server': '127.0.0.1', 'port': {port}}}\n"
        "DEFAULT_CONFIG = {}\n"
    )
    environment = {**os.environ, "ASKWELL_COMMAND": command, "ASKWELL_FORMAT": "irc", "ASKWELL_MAX_BYTES": "400"}
    children = [
        subprocess.Popen(
            [shutil.which("ngircd") or "/usr/sbin/ngircd", "--nodaemon", "--config", str(folder / "ngircd.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    ]
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        errbot = Path(sys.executable).parent / "errbot"
        children.append(
            subprocess.Popen(
                [str(errbot), "--config", str(folder / "config.py")],
                cwd=folder,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        person = Person(port, "robin")
        person.write(f"JOIN {ROOM}")
        if "askwell" not in person.until(lambda words: words[1] == "353"):
            person.until(lambda words: words[1] == "JOIN" and words[0].startswith(":askwell!"), 60)
        time.sleep(1)

        person.say(ROOM, "!ask is leaky gut a real diagnosis?")
        answer = person.messages(20, 1)
        assert any("Source:" in text for text in answer), answer

        person.say(ROOM, "!ask what is the capital of France")
        declined = person.messages(20, 1)
        assert not any("Source:" in text for text in declined), declined

        person.say("askwell", "there is blood in my stool")
        advice = person.messages(20, 1)
        assert "blood in my stool" in advice[0], advice

        person.say("askwell", "can they test for it?")
        follow_up = person.messages(20, 1)
        assert follow_up

        transcript = "\n".join(f"{target:8} <{sender}> {text}" for sender, target, text in person.log)
        assert all(len(text.encode()) <= 400 for sender, _, text in person.log if sender == "askwell")
        if len(sys.argv) > 1:
            Path(sys.argv[1]).write_text(transcript + "\n")
        print(f"ok      errbot over IRC: {len(person.log)} messages")
        if os.environ.get("VERBOSE"):
            print(transcript)
    except BaseException:
        log = folder / "errbot.log"
        print(log.read_text()[-4000:] if log.exists() else "no errbot log", file=sys.stderr)
        raise
    finally:
        for child in reversed(children):
            child.terminate()
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
