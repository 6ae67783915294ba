"""Answers in chat rooms with `!ask ...`, and in private messages without any prefix."""

import json
import os
import shlex
import subprocess
import threading
from collections import OrderedDict, deque

from errbot import BotPlugin, botcmd

EARLIER_MESSAGES = 5
PEOPLE = 1000


class Askwell(BotPlugin):
    """One `askwell serve` for all rooms. A person's last messages stay in memory only."""

    def get_configuration_template(self):
        return {
            "COMMAND": os.environ.get("ASKWELL_COMMAND", "askwell serve --index /srv/faq/Index"),
            "FORMAT": os.environ.get("ASKWELL_FORMAT", "plain"),
            "MAX_BYTES": int(os.environ.get("ASKWELL_MAX_BYTES", "4000")),
        }

    def activate(self):
        self.lock = threading.Lock()
        self.child = None
        self.earlier = OrderedDict()
        super().activate()

    def deactivate(self):
        with self.lock:
            if self.child:
                self.child.stdin.close()
                self.child.wait()
        super().deactivate()

    @botcmd
    def ask(self, message, args):
        """Ask a question: !ask can it be repaired?"""
        yield from self.answer(message.frm, args)

    @botcmd
    def forget(self, message, args):
        """Forget what you have said so far."""
        self.earlier.pop(str(message.frm), None)
        return "Forgotten."

    def callback_message(self, message):
        is_command = message.body.startswith(self.bot_config.BOT_PREFIX)
        if message.is_direct and not is_command and message.frm != self.bot_identifier:
            for text in self.answer(message.frm, message.body):
                self.send(message.frm, text)

    def answer(self, person, question):
        """The messages to send, the advice to see a doctor first."""
        said = self.earlier.setdefault(str(person), deque(maxlen=EARLIER_MESSAGES))
        self.earlier.move_to_end(str(person))
        if len(self.earlier) > PEOPLE:
            self.earlier.popitem(last=False)
        config = self.config or self.get_configuration_template()
        render = {"format": config["FORMAT"], "max_bytes": config["MAX_BYTES"], "disclaimer": not said}
        reply = self.request(
            config["COMMAND"], {"question": question, "context": list(said), "render": render}
        )
        if "error" in reply:
            self.log.error("askwell: %s", reply["error"])
            return ["I can't answer: " + reply["error"]["message"]]
        said.append(question)
        return reply["result"]["messages"]

    def request(self, command, params):
        """One request, one line back; a server that has died is started again."""
        line = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "askwell/ask", "params": params})
        with self.lock:
            for _ in range(2):
                if self.child is None or self.child.poll() is not None:
                    self.child = subprocess.Popen(
                        shlex.split(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE
                    )
                try:
                    self.child.stdin.write(line.encode("utf-8", "replace") + b"\n")
                    self.child.stdin.flush()
                    answer = self.child.stdout.readline()
                except OSError:
                    answer = b""
                if answer:
                    return json.loads(answer)
                self.child.kill()
                self.child.wait()
        return {"error": {"message": "the answering program does not start."}}
