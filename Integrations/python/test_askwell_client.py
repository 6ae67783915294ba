"""Run: ASKWELL=.build/release/askwell INDEX=Index python3 Integrations/python/test_askwell_client.py"""

import os
import signal
import threading
import unittest

from askwell_client import Askwell, AskwellError, AskwellGone

COMMAND = [os.environ.get("ASKWELL", "askwell")]
INDEX = os.environ.get("INDEX", "Index")


class ClientTests(unittest.TestCase):
    def setUp(self) -> None:
        self.bot = Askwell(INDEX, command=COMMAND)
        self.addCleanup(self.bot.close)

    def test_an_answer_is_cited(self) -> None:
        answer = self.bot.ask("Is leaky gut a real diagnosis?")
        self.assertEqual(answer["outcome"], "answer")
        citation = answer["citations"][0]
        self.assertTrue(citation["section"])
        first = citation.get("parts", [citation])[0]["quote"]
        self.assertIn(first.split("\n")[0][:20], answer["text"])

    def test_a_danger_sign_comes_first_in_the_messages(self) -> None:
        answer = self.bot.ask("there is blood in my stool", format="irc", max_bytes=300)
        self.assertEqual(answer["outcome"], "escalate")
        self.assertTrue(all(len(m.encode()) <= 300 for m in answer["messages"]))
        self.assertTrue(answer["messages"][0].startswith(answer["escalation"]["message"][:40]))

    def test_triage_search_and_status(self) -> None:
        self.assertEqual(self.bot.triage("I vomit blood")["level"], "escalate")
        self.assertEqual(self.bot.triage(["hello", "no blood"])["level"], "none")
        self.assertEqual(len(self.bot.search("zonulin", limit=2)), 2)
        self.assertTrue(self.bot.status()["ready"])

    def test_an_error_is_an_exception_with_its_code(self) -> None:
        with self.assertRaises(AskwellError) as caught:
            self.bot.ask("")
        self.assertEqual(caught.exception.code, -32602)
        with self.assertRaises(AskwellError) as caught:
            self.bot.call("askwell/none", {})
        self.assertEqual(caught.exception.code, -32601)

    def test_many_threads_share_one_process(self) -> None:
        expected = [self.bot.ask(f"question {n}")["text"] for n in range(40)]
        found: dict[int, str] = {}

        def ask(first: int) -> None:
            for n in range(first, 40, 8):
                found[n] = self.bot.ask(f"question {n}")["text"]

        threads = [threading.Thread(target=ask, args=(first,)) for first in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([found[n] for n in range(40)], expected)

    def test_a_killed_server_is_started_again(self) -> None:
        before = self.bot.ask("Can it be repaired?")
        process = self.bot._process
        assert process is not None
        process.child.send_signal(signal.SIGKILL)
        process.child.wait()
        self.assertEqual(self.bot.ask("Can it be repaired?"), before)

    def test_unusual_text_arrives(self) -> None:
        for text in ["line\u2028separator?", "a\u0085b?", "\ud83d cut emoji?", "nul\0?", "é" * 9000]:
            self.assertIn("outcome", self.bot.ask(text))

    def test_no_index_is_an_error_and_no_hang(self) -> None:
        with Askwell("/nowhere", command=COMMAND) as bot:
            with self.assertRaises((AskwellGone, AskwellError)):
                bot.ask("q")


if __name__ == "__main__":
    unittest.main()
