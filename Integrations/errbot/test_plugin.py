"""The plugin in errbot's own test backend.

Run: ASKWELL=... INDEX=... pytest Integrations/errbot/test_plugin.py
"""

import os
import shlex

import pytest

pytest_plugins = ["errbot.backends.test"]
extra_plugin_dir = os.path.join(os.path.dirname(os.path.abspath(__file__)), "plugin")


@pytest.fixture
def bot(testbot):
    command = shlex.join([os.environ["ASKWELL"], "serve", "--index", os.environ["INDEX"]])
    testbot.inject_mocks("Askwell", {})
    plugin = testbot.bot.plugin_manager.get_plugin_obj_by_name("Askwell")
    plugin.config = {"COMMAND": command, "FORMAT": "irc", "MAX_BYTES": 400}
    return testbot


def test_an_answer_names_its_source(bot):
    bot.push_message("!ask is leaky gut a real diagnosis?")
    said = bot.pop_message()
    while "Source:" not in said:
        said = bot.pop_message()
    assert "Source:" in said


def test_a_danger_sign_is_answered_with_advice_first(bot):
    bot.push_message("!ask there is blood in my stool")
    assert "blood in my stool" in bot.pop_message()


def test_a_follow_up_knows_what_was_said(bot):
    plugin = bot.bot.plugin_manager.get_plugin_obj_by_name("Askwell")
    bot.push_message("!ask is leaky gut a real diagnosis?")
    bot.pop_message()
    assert list(plugin.earlier.values())[0][0] == "is leaky gut a real diagnosis?"
    bot.push_message("!forget")
    while bot.pop_message() != "Forgotten.":  # the rest of the answer
        pass
    assert not plugin.earlier


def test_a_killed_server_is_started_again(bot):
    plugin = bot.bot.plugin_manager.get_plugin_obj_by_name("Askwell")
    first = plugin.answer("someone", "can it be repaired?")
    plugin.child.kill()
    plugin.child.wait()
    plugin.earlier.clear()
    assert plugin.answer("someone", "can it be repaired?") == first
