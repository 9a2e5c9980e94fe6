"""The published page and the README say what the stories say."""

from seedbed.gate.results import GATE_RULES
from tests.attacks.page import PAGE, README, SENTENCE, create_page, create_sentence
from tests.attacks.telling import load_stories

MEND = "Run: python -m tests.attacks.page"
WITHOUT = frozenset({"change-form", "change-breaks", "change-path", "rows-late"})
"""Rules that hand on what the checks find under the checks' own names, and one that only advises."""


def test_the_page_is_current():
    assert PAGE.read_text("utf-8") == create_page(), MEND


def test_the_readme_is_current():
    assert [SENTENCE.sub(create_sentence(), README.read_text("utf-8"))] == [README.read_text("utf-8")], MEND
    assert SENTENCE.search(README.read_text("utf-8"))


def test_every_rule_of_the_gate_is_attacked():
    tried = {rule for story in load_stories("attacks") for rule in story.caught_by}
    assert set(GATE_RULES) - tried == WITHOUT
