"""The examples of the pages in docs/ are run: an answer that differs from what a page says fails here."""

import doctest
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "figures.md"
SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
BLOCK = re.compile(r"^```pycon\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def sections() -> dict[str, str]:
    """The text of every section by its heading."""
    _, *parts = SECTION.split(PAGE.read_text("utf-8"))
    return dict(zip(parts[::2], parts[1::2], strict=True))


def failures(text: str) -> str:
    """What the examples of a text, run as one session, answer otherwise; '' when all is well."""
    examples = [example for block in BLOCK.findall(text) for example in doctest.DocTestParser().get_examples(block)]
    test = doctest.DocTest(examples, {"__name__": "docs"}, "docs", str(PAGE), 0, text)
    told: list[str] = []
    doctest.DocTestRunner(optionflags=FLAGS).run(test, out=told.append)
    return "".join(told)


@pytest.mark.parametrize("text", sections().values(), ids=sections())
def test_a_page_tells_what_is_computed(text):
    assert ">>>" in text, "a formula has a worked example"
    assert failures(text) == ""


def test_a_wrong_answer_is_found():
    assert "Expected:\n    3" in failures("```pycon\n>>> 1 + 1\n3\n```\n")
