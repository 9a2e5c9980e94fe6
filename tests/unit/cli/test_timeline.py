"""`seedbed timeline`: what is printed, what stands beside it, and what is refused with the mend."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft7Validator

from seedbed.resources import shared_path
from tests.helpers.git import Repo
from tests.helpers.histories import START, Writer
from tests.helpers.scripts import write_case

AGENTS = "catalog/agents"
CASE = {
    "commits": [
        {"says": "Add", "agents": {"sorter": {"stage": "idea", "owner": {"unit": "it"}}, "filer": {"stage": "idea"}}},
        {
            "says": "Merge pull request #7 from brook/pilot",
            "at": "2026-02-01T10:00:00+00:00",
            "by": "Bo Lind <bo@brook.example>",
            "brought_by": "Cy Ro <cy@brook.example>",
            "moved": {"sorter": "post-sorter"},
            "agents": {"post-sorter": {"stage": "pilot", "owner": {"unit": "it"}, "formerly": ["sorter"]}},
            "copies": {"post-sorter/hr": {"status": "live", "version": "0.1.0", "copied_from": "it"}},
            "measured": {"post-sorter/hr": ["2026-01"]},
            "incidents": {"post-sorter/2026-01-30-lost": {"status": "open", "unit": "hr"}},
        },
        {
            "says": "Bring in the old register (#8)",
            "at": "2026-03-01T10:00:00+00:00",
            "agents": {"scanner": {"stage": "production", "recorded": {"source": "x", "validated": "2024-05-06"}}},
        },
        {"says": "Correct", "at": "2026-03-02T10:00:00+00:00", "agents": {"filer": "null"}},
    ]
}

TEXT = """\
2026-01-05 09:00  filer  added  Ada Okoye
2026-01-05 09:00  filer  stage: none → idea  Ada Okoye
2026-01-05 09:00  sorter  added  Ada Okoye
2026-01-05 09:00  sorter  stage: none → idea  Ada Okoye
2026-01-05 09:00  sorter  owner: none → it  Ada Okoye
2026-02-01 10:00  post-sorter  renamed, formerly sorter  #7 Bo Lind, merged by Cy Ro
2026-02-01 10:00  post-sorter  stage: idea → pilot  #7 Bo Lind, merged by Cy Ro
2026-02-01 10:00  post-sorter  copy in hr: none → live, copied from it  #7 Bo Lind, merged by Cy Ro
2026-02-01 10:00  post-sorter  version in hr: none → 0.1.0  #7 Bo Lind, merged by Cy Ro
2026-02-01 10:00  post-sorter  incident 2026-01-30-lost in hr: none → open  #7 Bo Lind, merged by Cy Ro
2026-02-01 10:00  post-sorter  measured in hr: none → 2026-01  #7 Bo Lind, merged by Cy Ro
2026-03-01 10:00  scanner  added  #8 Ada Okoye
2024-05-06        scanner  stage: none → validated (declared, not observed)  #8 Ada Okoye
2026-03-01 10:00  scanner  stage: none → production  #8 Ada Okoye
2026-03-02 10:00  filer  removed  Ada Okoye
"""


@pytest.fixture
def top(tmp_path, monkeypatch):
    """A repository with a history, which is also the current folder."""
    write_case(CASE, tmp_path / "repo")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path / "repo")
    return tmp_path / "repo"


@pytest.fixture
def said(command, top):
    """What the command says, as lines; it must end well."""

    def say(*arguments):
        ended = command("timeline", "--today", "2026-04-01", *arguments)
        assert ended.code == 0, ended.err
        return ended.out.splitlines()

    return say


def lines(*numbers):
    every = TEXT.splitlines()
    return [every[number] for number in numbers]


def test_every_event_is_a_line(command, top):
    assert command("timeline", "--today", "2026-04-01") == (0, TEXT, "")


@pytest.mark.parametrize("agent", ["sorter", "post-sorter"])
def test_an_agent_by_any_of_its_ids(said, agent):
    assert said(agent) == lines(*range(2, 11))


@pytest.mark.parametrize(
    ("span", "numbers"),
    [
        (("--since", "2026-03-01"), (11, 13, 14)),
        (("--until", "2026-01-05"), (0, 1, 2, 3, 4, 12)),  # a declared day counts as the day that it states
        (("--since", "2026-03-01", "--until", "2026-03-01"), (11, 13)),
        (("--since", "2026-02-01", "--until", "2026-02-28", "scanner"), ()),
    ],
)
def test_days(said, span, numbers):
    assert said(*span) == lines(*numbers)


def test_the_history_of_an_older_commit(said, top):
    assert said("--at", "main~2") == TEXT.splitlines()[:11]


def test_json_has_the_promised_shape_and_the_same_events(command, top):
    ended = command("timeline", "--format", "json", "--today", "2026-04-01")
    schema = json.loads((shared_path("schemas") / "output" / "timeline.json").read_text("utf-8"))
    events = json.loads(ended.out)
    Draft7Validator(schema).validate(events)
    assert len(events) == len(TEXT.splitlines())
    assert events[6] == {
        "at": "2026-02-01T10:00:00Z",
        "commit": Repo(top).git("rev-parse", "main~2"),
        "kind": "stage",
        "agent": "post-sorter",
        "unit": None,
        "from": "idea",
        "to": "pilot",
        "change": 7,
        "author": "Bo Lind",
        "merged_by": "Cy Ro",
        "declared": False,
    }
    assert {event["kind"] for event in events} < set(schema["items"]["properties"]["kind"]["enum"])


@pytest.mark.parametrize("below", ["", "catalog", "catalog/agents/scanner"])
def test_the_nearest_portal_of_a_larger_repository_is_read(command, tmp_path, monkeypatch, below):
    write_case(CASE, tmp_path / "larger", prefix="tools/portal/")
    Repo(tmp_path / "larger").git("checkout", "--quiet", "--force", "main")
    monkeypatch.chdir(tmp_path / "larger" / "tools" / "portal" / below)
    assert command("timeline", "--no-cache", "--today", "2026-04-01") == (0, TEXT, "")
    monkeypatch.chdir(tmp_path)
    named = command("timeline", "--no-cache", "--today", "2026-04-01", "--root", "larger/tools/portal")
    assert named == (0, TEXT, "")


@pytest.mark.parametrize(("form", "out"), [("text", ""), ("json", "[]\n")])
def test_an_unborn_branch_has_no_events(command, tmp_path, form, out):
    Repo.init(tmp_path / "new")
    ended = command("timeline", "--root", tmp_path / "new", "--format", form)
    assert ended == (0, out, "there is no commit on this branch yet: nothing has happened\n")


NOTES = {
    "no record": (("--records", "keps/*.yaml", "--field", "x"), "4 commits and no file in them that matches keps/*"),
    "no such field": (
        ("--records", f"{AGENTS}/*/blueprint.yml", "--field", "stade"),
        "none of these records has a field 'stade'",
    ),
    "an empty span": (("--since", "2030-01-01"), "nothing happened from 2030-01-01 to the last day"),
}


@pytest.mark.parametrize(("arguments", "words"), NOTES.values(), ids=NOTES)
def test_why_there_is_nothing(command, top, arguments, words):
    ended = command("timeline", *arguments)
    assert (ended.code, words in ended.err) == (0, True), ended.err
    assert command("timeline", *arguments, "--quiet").err == ""


def test_a_field_of_foreign_records_by_its_name(said):
    told = said("--records", f"{AGENTS}/*/blueprint.yml", "--field", "owner.unit", "post-sorter")
    assert told[-1].startswith("2026-02-01 10:00  post-sorter  owner.unit: none → it  #7")


REFUSED = {
    "an unknown agent": (("post-sortar",), "the history tells of no agent 'post-sortar': did you mean post-sorter?"),
    "a quite unknown agent": (("x",), "the history tells of no agent 'x': seedbed timeline lists them all."),
    "a pattern alone": (("--records", "keps/*.yaml"), "--records and --field belong together"),
    "a field alone": (("--field", "status"), "--records and --field belong together"),
    "a pattern of nothing": (("--records", "keps/", "--field", "x"), "'keps/' is no pattern of record files"),
    "no day": (("--since", "yesterday"), "'yesterday' is no day. Write it as YYYY-MM-DD."),
    "days that change places": (("--since", "2026-02-01", "--until", "2026-01-01"), "Exchange them."),
    "no commit": (("--at", "nowhere"), "'nowhere' names no commit here."),
    "no folder": (("--root", "nowhere"), "nowhere is no folder. Name the repository with --root DIR."),
    "no such form": (("--format", "sarif"), "sarif"),
}


@pytest.mark.parametrize(("arguments", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(command, top, arguments, words):
    ended = command("timeline", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err


def test_a_folder_outside_git_is_refused(command, tmp_path):
    ended = command("timeline", "--root", tmp_path)
    assert ended.code == 2
    assert "is in no Git repository. Run `git init` there, or name the portal with --root." in ended.err


def test_a_shallow_clone_is_refused_in_one_line(command, top, tmp_path):
    Repo(tmp_path).git("clone", "--quiet", "--depth=1", top.as_uri(), str(tmp_path / "shallow"))
    ended = command("timeline", "--root", tmp_path / "shallow")
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert f"Run: git -C {tmp_path / 'shallow'} fetch --unshallow (in a workflow: fetch-depth: 0" in ended.err


def test_what_a_reader_of_dates_must_know_stands_beside_the_answer(command, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    broken = {f"{AGENTS}/a{n}/blueprint.yml": b"stage: [\n" for n in range(12)}
    grown = {f"{AGENTS}/b{n}/blueprint.yml": b"stage: pilot\n" for n in range(11)}
    with Writer.init(tmp_path / "repo") as writer:
        first = writer.commit(broken)
        writer.point("main", writer.commit(broken | grown, parents=[first], at=START + 4_000_000_000))
    ended = command("timeline", "--root", tmp_path / "repo", "--today", "2026-02-01")
    words = ended.err.splitlines()
    assert words[:2] == [
        "1 commit had a date that cannot be right; the dates around it were used",
        "1 commit brought in many agents at once: their life before is unknown",
    ]
    assert words[-1] == "and 2 more versions of records cannot be read"
    assert len(words) == 13
    asked = command("timeline", "b7", "--root", tmp_path / "repo", "--today", "2026-02-01")
    assert asked.err.splitlines() == words[:2]  # of one agent only what is its own


def test_a_rewritten_branch_says_how_many_published_dates_moved(command, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    trees = [{f"{AGENTS}/sorter/blueprint.yml": f"stage: s{n}\n".encode()} for n in range(40)]
    with Writer.init(tmp_path / "repo") as writer:
        marks = [0]
        for number, tree in enumerate(trees):
            marks.append(writer.commit(tree, parents=marks[-1:] if number else [], at=START + number))
        writer.point("main", marks[-1])
        writer.sync()
        command("timeline", "--root", tmp_path / "repo", "--quiet")
        writer.point("main", writer.commit(trees[-1], parents=marks[37:38], at=START + 100))
    ended = command("timeline", "--root", tmp_path / "repo")
    assert ended.err == (
        "the branch was rewritten: 3 commits left it, 3 events that had been told moved to another date or went\n"
    )
