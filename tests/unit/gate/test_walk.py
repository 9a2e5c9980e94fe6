import pytest

from seedbed.gate.verdict import Answer
from seedbed.gate.walk import BadPolicyError
from seedbed.reports import Format
from seedbed.reports.verdict import create_verdict_report
from tests.helpers.gate_stories import FIRST, SORTER, Edit, GitStory, blocking, said, story

POLICY = "catalog/policy.yml"


def test_an_idea_is_retired_in_one_step():
    verdict = story(
        {
            SORTER: Edit(
                "stage: idea", "stage: retired\nended: {reason: Nobody needs it any more., data: None was kept.}"
            )
        }
    )
    assert said(verdict, "stage-step") == ["pass paper-sorter: idea → retired"]


def test_two_steps_at_once_block():
    verdict = story({FIRST: Edit("stage: production", "stage: idea")})
    assert said(verdict, "stage-step") == ["pass first-reply: production → idea"]
    up = story(
        {FIRST: Edit("stage: pilot", "stage: production")}, base={FIRST: Edit("stage: production", "stage: pilot")}
    )
    assert blocking(up) >= {"stage-step"}
    assert up.answer is Answer.FAIL


def test_nothing_changed_passes():
    assert story({}).answer is Answer.PASS


@pytest.mark.parametrize("policy", [None, "", "version: 1\n", "a: [\n", "\ufeffversion: 1\n"])
def test_without_a_policy_nothing_is_judged(policy):
    with pytest.raises(BadPolicyError, match=r"policy\.yml"):
        story({}, base={POLICY: policy})


def test_the_verdict_names_what_it_rests_on(repo):
    told = GitStory.begin(repo)
    head = told.commit({SORTER: Edit("Paper sorter", "Letter sorter")})
    verdict = told.verdict()
    assert (verdict.base, verdict.head) == (repo.git("rev-parse", "main"), head)
    assert verdict.policy == repo.git("rev-parse", f"main:{POLICY}")


def test_a_file_that_main_has_changed_too_is_a_conflict(repo):
    told = GitStory.begin(repo)
    told.commit({SORTER: Edit("Paper sorter", "Letter sorter")})
    told.commit({SORTER: Edit("risk: low", "risk: medium")}, on="main")
    assert "change-conflict" in blocking(told.verdict())


def test_hostile_text_stays_on_its_line():
    verdict = story({SORTER: Edit("name: Paper sorter", 'name: "x\\n::error::pwn \\u202e"')})
    text = create_verdict_report(verdict, format=Format.TEXT)
    assert "\u202e" not in text
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())
