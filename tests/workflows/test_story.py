"""The story of docs/story.md is told as it stands there: what the page promises is what the commands answer."""

import sys

import pytest

from scripts.story import PAGE, Block, missing, read_blocks, tell
from tests.helpers.warm import programs

pytestmark = pytest.mark.slow


def test_the_story_goes_as_the_page_tells_it(tmp_path, monkeypatch):
    """Only the last portal is built here: the builds have tests of their own."""
    monkeypatch.setattr(sys, "executable", str(programs() / "python"))
    for block, answer in tell(read_blocks(PAGE.read_text("utf-8")), tmp_path, builds=1):
        assert missing(block, answer) is None, answer
    page = (tmp_path / "site/agents/delivery-notes.html").read_text("utf-8")
    assert "Suppliers send their notes as data now" in page
    assert "Finance" in page


def test_a_command_that_fails_ends_the_story(tmp_path):
    told = tell([Block(commands="echo one\n"), Block(commands="false\necho two\n")], tmp_path)
    assert next(told)[1] == "one\n"
    with pytest.raises(RuntimeError, match="ended with 1"):
        list(told)


@pytest.mark.parametrize(("promise", "lost"), [(("a", "b"), None), (("b", "a"), "a"), (("c",), "c")])
def test_what_is_promised_is_looked_for_in_order(promise, lost):
    assert missing(Block(commands="", answer=promise), "a\nb\n") == lost
