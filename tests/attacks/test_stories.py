"""Every attack is caught by the rules that must catch it, every honest change passes, no report commands anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from seedbed.gate.verdict import Answer, Verdict
from seedbed.reports import Format
from seedbed.reports.verdict import VERDICT_REPORTS, create_verdict_report
from seedbed.repository.objects import Objects
from tests.attacks.telling import KEYS, Story, Teller, load_stories
from tests.helpers.remembering import Attentive, Remembered

ATTACKS, HONEST = load_stories("attacks"), load_stories("honest")


@pytest.fixture(scope="module")
def teller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Teller, Objects]]:
    top = tmp_path_factory.mktemp("attacks") / "repo.git"
    told = Teller.begin(top, [*ATTACKS, *HONEST])
    with told.writer, Remembered(Attentive.open(top)) as objects:
        yield told, objects


@pytest.mark.parametrize("story", ATTACKS, ids=lambda story: story.id)
def test_attack_is_caught(story: Story, teller: tuple[Teller, Objects]):
    verdict = teller[0].verdict(story, teller[1])
    assert verdict.answer is Answer.FAIL, "the gate lets it through"
    assert {result.rule for result in verdict.blocking} == story.caught_by
    assert all(result.message and result.status.value == "fail" for result in verdict.blocking)
    assert_reports_command_nothing(verdict)


@pytest.mark.parametrize("story", HONEST, ids=lambda story: story.id)
def test_honest_change_passes(story: Story, teller: tuple[Teller, Objects]):
    verdict = teller[0].verdict(story, teller[1])
    assert [f"{one.rule} {one.path}:{one.line}: {one.message}" for one in verdict.blocking] == []
    assert verdict.answer is Answer.PASS


def assert_reports_command_nothing(verdict: Verdict) -> None:
    for form in VERDICT_REPORTS:
        text = create_verdict_report(verdict, format=form)
        assert text.replace("\n", "").isprintable()
        commands = [line for line in text.split("\n") if line.lstrip().startswith("::") or "##[" in line]
        known = ("::error ", "::warning ", "::notice ") if form is Format.GITHUB else ()
        assert all(line.startswith(known) for line in commands)


@pytest.mark.parametrize("stories", [ATTACKS, HONEST], ids=["attacks", "honest"])
def test_stories_are_told_once_and_whole(stories: list[Story]):
    assert [name for name, times in Counter(story.id for story in stories).items() if times > 1] == []
    for story in stories:
        assert story.told["title"], story.id
        assert story.told["does"], story.id
        assert set(story.told) <= KEYS, story.id
        assert bool(story.caught_by) is (story.kind == "attacks"), story.id


def test_there_are_as_many_honest_changes_as_attacks():
    assert len(ATTACKS) >= 100
    assert len(HONEST) >= len(ATTACKS)
