"""`seedbed new`: where drafts go, what they refuse, and the questions of a terminal."""

import json

import pytest

from seedbed.kinds import KIND

DAY = ("--today", "2026-11-20")
NAMES_NOBODY = ("reference-", "waiver-rule", "waiver-subject")
"""Rules about names of other records: a draft says `todo` where it cannot know one."""

IDS = {
    "organization": "",
    "policy": "",
    "recipe": "paper-sorter",
    "deployment": "paper-sorter/support",
    "measurement": "first-reply/billing",
    "incident": "paper-sorter/lost-page",
    "demo": "spring-day/new-bot",
    "story": "it-works",
}


@pytest.mark.parametrize("kind", KIND)
def test_a_draft_of_every_kind_leaves_only_what_a_person_must_fill_in(command, portal, kind):
    for path in ("catalog/organization.yml", "catalog/policy.yml"):
        if KIND[kind].template == path:
            (portal / path).unlink()
    made = command("new", kind, *filter(None, [IDS.get(kind, "something-new")]), "--no-ask", *DAY)
    assert made.code == 0
    paths = made.out.split()
    found = json.loads(command("check", *paths, "--format", "json", *DAY).out)["problems"]
    rules = {problem["rule"] for problem in found if not problem["rule"].startswith(NAMES_NOBODY)}
    assert rules == (set() if kind == "policy" else {"draft-placeholder"})
    assert f"Fill in what is marked TODO, then: seedbed check {paths[0]}" in made.err


def test_a_yaml_draft_names_its_schema(command, portal):
    command("new", "deployment", "paper-sorter/support", "--no-ask")
    text = (portal / "catalog/agents/paper-sorter/deployments/support.yml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../../schemas/deployment.json\n")


def test_new_leaves_a_record_alone(command, portal):
    before = (portal / "catalog/units/finance.yml").read_bytes()
    ended = command("new", "unit", "finance", "--no-ask")
    assert (ended.code, ended.out) == (2, "")
    assert "catalog/units/finance.yml is there already" in ended.err
    assert (portal / "catalog/units/finance.yml").read_bytes() == before


def test_new_writes_all_files_or_none(command, portal):
    (portal / "catalog/agents/half").mkdir()
    (portal / "catalog/agents/half/recipe.md").write_text("## Steps\n")
    assert command("new", "agent", "half", "--no-ask").code == 2
    assert not (portal / "catalog/agents/half/blueprint.yml").exists()


def test_new_does_not_write_through_a_link(command, portal, tmp_path):
    (tmp_path / "outside").mkdir()
    (portal / "catalog/requests/faster-replies.md").unlink()
    (portal / "catalog/requests").rmdir()
    (portal / "catalog/requests").symlink_to(tmp_path / "outside")
    ended = command("new", "request", "escape", "--no-ask")
    assert (ended.code, list((tmp_path / "outside").iterdir())) == (2, [])
    assert "catalog/requests is a link" in ended.err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["unit", "../escape"], "'../escape' cannot name a record of kind unit"),
        (["unit", "Upper"], "'Upper' cannot name"),
        (["unit", "a" * 65], "at most 64"),
        (["deployment", "paper-sorter"], "due is AGENT/UNIT"),
        (["agent", ""], "name the new record: seedbed new agent AGENT"),
        (["policy", "second"], "a portal has one policy"),
        (["unit", "it", "--set", "nme=x"], "there is no field nme. Did you mean name?"),
        (["unit", "it", "--set", "name"], "Write it as field=value"),
        (["unit", "it", "--set", "appetite=9"], "appetite"),
        (["unit", "it", "--set", "headcount=many"], "headcount"),
        (["unit", "it", "--set", "pains=reports"], "Set each of them, as in pains.0.tag="),
        (["unit", "it", "--set", "pains.1.tag=reports"], "Number the entries of a list from 0"),
        (["agent", "x", "--set", "stage=pilot", "--set", "risk=prohibited"], "stage"),
        (["recipe", "paper-sorter", "--set", "name=x"], "leave --set out"),
        (["unit", "it", "--period", "2026-01"], "there is no field period"),
    ],
)
def test_new_refuses_what_cannot_be(command, portal, arguments, reason):
    ended = command("new", *arguments, "--no-ask")
    assert (ended.code, ended.out) == (2, "")
    assert reason in ended.err
    assert ended.err.count("\n") == 1


def test_settings_fill_the_draft(command, portal):
    settings = ["name=IT: desk", "function=it", "headcount=31", "pains.0.tag=tickets", "pains.0.hours_per_month=12.5"]
    assert command("new", "unit", "it", "--no-ask", *(part for text in settings for part in ("--set", text))).code == 0
    assert command("check", "catalog/units/it.yml", *DAY).out == "no problems in 1 record\n"


def test_a_later_stage_asks_for_more(command, portal):
    made = command("new", "agent", "late", "--no-ask", "--set", "stage=pilot", "--set", "affects=customers,public")
    text = (portal / made.out.split()[0]).read_text("utf-8")
    assert "affects: [customers, public]" in text
    assert "\n  supervisor: todo\n" in text
    assert "\n  prompting: " in text


def test_json_names_what_was_written(command, portal):
    made = json.loads(command("new", "agent", "sorter", "--no-ask", "--format", "json").out)
    assert made["written"] == ["catalog/agents/sorter/blueprint.yml", "catalog/agents/sorter/recipe.md"]


def test_quiet_prints_only_the_path(command, portal):
    assert command("new", "unit", "it", "--no-ask", "--quiet") == (0, "catalog/units/it.yml\n", "")


class TestMeasurements:
    PATH = "catalog/agents/first-reply/measurements/support.csv"

    def test_a_month_is_added_at_the_end(self, command, portal):
        before = (portal / self.PATH).read_text("utf-8")
        made = command("new", "measurement", "first-reply/support", "--no-ask", "--period", "2026-11", *DAY)
        after = (portal / self.PATH).read_text("utf-8")
        assert (made.code, made.out) == (0, f"{self.PATH}\n")
        assert after.startswith(before)
        assert after.removeprefix(before).startswith("2026-11,")

    def test_a_month_that_is_there_is_not_added_again(self, command, portal):
        ended = command("new", "measurement", "first-reply/support", "--no-ask", "--period", "2026-10")
        assert (ended.code, ended.err.count("has a row for 2026-10")) == (2, 1)

    def test_periods_never_fall(self, command, portal):
        ended = command("new", "measurement", "first-reply/support", "--no-ask", "--period", "2020-01")
        assert (ended.code, ended.err.count("periods never fall")) == (2, 1)

    def test_the_month_before_is_proposed(self, command, portal):
        command("new", "measurement", "first-reply/billing", "--no-ask", *DAY)
        text = (portal / "catalog/agents/first-reply/measurements/billing.csv").read_text("utf-8")
        assert text.splitlines()[1].startswith("2026-10,1.")


class TestQuestions:
    def test_answers_fill_the_draft(self, command, portal, monkeypatch):
        given = iter(["IT desk\n", "it\n"])
        monkeypatch.setattr("seedbed.cli.shell.sys.stdin", _Lines(given))
        ended = command("new", "unit", "it", "--ask")
        assert (ended.code, ended.out) == (0, "catalog/units/it.yml\n")
        assert "The unit's name.\nname [It]: " in ended.err
        assert command("check", "catalog/units/it.yml", *DAY).code == 0

    def test_an_empty_answer_takes_the_proposal_or_leaves_the_mark(self, command, portal, monkeypatch):
        monkeypatch.setattr("seedbed.cli.shell.sys.stdin", _Lines(iter(["\n", "\n"])))
        assert command("new", "unit", "legal", "--ask").code == 0
        text = (portal / "catalog/units/legal.yml").read_text("utf-8")
        assert "name: Legal\n" in text
        assert "function: todo\n" in text

    def test_a_wrong_answer_is_asked_for_again(self, command, portal, monkeypatch):
        monkeypatch.setattr("seedbed.cli.shell.sys.stdin", _Lines(iter(["IT\n", "financ\n", "finance\n"])))
        ended = command("new", "unit", "it", "--ask")
        assert "nothing here is called financ. Did you mean finance?" in ended.err
        assert "function: finance\n" in (portal / "catalog/units/it.yml").read_text("utf-8")

    def test_an_answer_can_bring_further_questions(self, command, portal, monkeypatch):
        replies = ["Fetcher\n", "\n", "\n", "\n", "\n", "\n", "vendor\n", "Northlight\n"]
        monkeypatch.setattr("seedbed.cli.shell.sys.stdin", _Lines(iter(replies)))
        assert command("new", "agent", "fetcher", "--ask").code == 0
        assert "vendor: Northlight\n" in (portal / "catalog/agents/fetcher/blueprint.yml").read_text("utf-8")

    def test_an_end_of_input_writes_nothing(self, command, portal, monkeypatch):
        monkeypatch.setattr("seedbed.cli.shell.sys.stdin", _Lines(iter(["IT\n"])))
        assert command("new", "unit", "it", "--ask").code == 130
        assert not (portal / "catalog/units/it.yml").exists()


class _Lines:
    """Standard input that is no terminal."""

    def __init__(self, lines):
        self.lines = lines

    def isatty(self):
        return False

    def readline(self):
        return next(self.lines, "")
