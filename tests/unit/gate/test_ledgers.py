"""What happened stays told."""

import pytest

from tests.helpers.gate_stories import (
    ADA,
    BEN,
    CLEO,
    DORA,
    FIRST,
    SORTER,
    TABLE,
    Add,
    Edit,
    GitStory,
    base_files,
    blocking,
    said,
    story,
)

INCIDENT = "catalog/agents/first-reply/incidents/2026-09-14-wrong-price.yml"
BILLING = "catalog/agents/first-reply/deployments/billing.yml"
ROW = "2026-10,1.2.0,1000,970,120,119,3700,,,,,measured,x\n"


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Add(ROW), "pass first-reply/support: 1 row added"),
        (Add(ROW + ROW), "pass first-reply/support: 2 rows added"),
        (Edit("980,880", "980,900"), "fail first-reply/support: the row of 2026-08 was edited"),
        (
            Edit("2026-08,1.1.0,980,880,110,96,4200,31.50,,,12,sampled,desk report\n", ""),
            "fail first-reply/support: the row of 2026-08 was removed",
        ),
        (Edit("desk report\n2026-09", "desk report \n2026-09"), None),
    ],
)
def test_rows_are_only_appended(step, expected):
    verdict = story({TABLE: step}, author=ADA)
    assert expected is None or said(verdict, "rows-kept") == [expected]
    assert (verdict.answer == "pass") is bool(expected and expected.startswith("pass"))


def test_rows_changed_round_are_told(base_text):
    head, first, second, third = base_text(TABLE).splitlines(keepends=True)
    verdict = story({TABLE: head + first + third + second}, author=ADA)
    assert "rows-kept" in blocking(verdict)


def test_an_old_month_is_shown_and_blocks_nothing(base_text):
    table = base_text(TABLE).splitlines(keepends=True)[0] + "2026-03,1.2.0,10,9,5,5,60,,,,,measured,x\n"
    verdict = story({TABLE: table}, base={TABLE: None}, author=ADA)
    assert said(verdict, "rows-late") == [
        "warning first-reply/support: the row of 2026-03 is reported 234 days after its month"
    ]
    assert "rows-late" not in blocking(verdict)


@pytest.mark.parametrize(
    ("version", "is_good"), [("1.2.0", True), ("1.1.0", True), ("1.3.0", False), ("1.10.0", False)]
)
def test_a_row_is_of_a_version_that_is_there(version, is_good):
    verdict = story({TABLE: Add(ROW.replace("1.2.0", version))}, author=ADA)
    assert ("rows-version" not in blocking(verdict)) is is_good


PLANNED = {BILLING: Edit("status: live", "status: planned")}
BUSY = {"catalog/agents/paper-sorter/deployments/finance.yml": "status: planned\n"}


@pytest.mark.parametrize(
    ("change", "base", "is_good"),
    [
        ({INCIDENT: None}, {}, False),
        ({TABLE: None}, {}, False),
        ({BILLING: None}, {}, False),
        ({BILLING: None}, PLANNED, True),
        ({SORTER: None}, {}, True),
        ({SORTER: None}, {SORTER: Edit("stage: idea", "stage: prototype")}, False),
        ({SORTER: None}, BUSY, False),
        ({SORTER: None} | dict.fromkeys(BUSY), BUSY, False),
        ({path: None for path in base_files() if path.startswith("catalog/agents/first-reply/")}, {}, False),
    ],
)
def test_what_may_be_deleted(change, base, is_good):
    assert ("record-removed" not in blocking(story(change, base=base))) is is_good


def rename(new, *, formerly="[reply-helper, first-reply]", without=()):
    """first-reply moves to another folder."""
    old = "catalog/agents/first-reply/"
    files = {path: data for path, data in base_files().items() if path.startswith(old)}
    moved = {path.replace("first-reply/", f"{new}/"): data for path, data in files.items() if path not in without}
    blueprint = f"catalog/agents/{new}/blueprint.yml"
    moved[blueprint] = moved[blueprint].replace(b"[reply-helper]", formerly.encode())
    refer = {
        "catalog/demos/spring-day/reply-bot.md": Edit("first-reply", new),
        "catalog/requests/faster-replies.md": Edit("answered_by: first-reply", f"answered_by: {new}"),
        "catalog/stories/2026-05-12-first-copy.md": Edit("first-reply", new),
    }
    return dict.fromkeys(files) | moved | refer


def test_a_declared_rename_takes_everything_along():
    assert story(rename("quick-reply")).answer == "pass"


def test_a_rename_that_leaves_something_behind():
    for left in (TABLE, INCIDENT):
        assert "record-removed" in blocking(story(rename("quick-reply", without={left})))


def test_a_rename_that_is_not_declared_is_a_removal():
    assert {"record-removed", "stage-entry"} <= blocking(story(rename("quick-reply", formerly="[reply-helper]")))


def test_a_rename_cannot_edit_on_the_way():
    change = rename("quick-reply")
    table = TABLE.replace("first-reply", "quick-reply")
    change[table] = change[table].replace(b"980,880", b"980,980")
    assert "rows-kept" in blocking(story(change))
    change = rename("quick-reply")
    blueprint = "catalog/agents/quick-reply/blueprint.yml"
    change[blueprint] = change[blueprint].replace(b"risk: medium", b"risk: low")
    assert "risk-floor" in blocking(story(change))


def test_a_rename_of_the_agent_of_others():
    assert "owner-edits" in blocking(story(rename("quick-reply"), author=BEN))


def test_a_renamed_agent_that_others_still_name():
    change = {path: step for path, step in rename("quick-reply").items() if "stories" not in path}
    assert "reference-agent" in blocking(story(change))


def test_a_former_id_is_not_given_away_again(base_text):
    verdict = story({"catalog/agents/reply-helper/blueprint.yml": base_text(SORTER)}, author=DORA)
    assert said(verdict, "id-reused") == ["fail reply-helper: reply-helper is a former id of first-reply"]


def test_an_id_of_the_past_is_not_given_away_again(repo, base_text):
    told = GitStory.begin(repo, base={"catalog/agents/old-one/blueprint.yml": base_text(SORTER)})
    told.commit({"catalog/agents/old-one/blueprint.yml": None}, on="main")
    told.repo.git("checkout", "--quiet", "change")
    told.repo.git("reset", "--quiet", "--hard", "main")
    told.commit({"catalog/agents/old-one/blueprint.yml": base_text(SORTER)})
    assert "id-reused" in blocking(told.verdict(author=DORA))


def test_a_new_id_is_new(base_text):
    verdict = story({"catalog/agents/new-one/blueprint.yml": base_text(SORTER)}, author=DORA)
    assert verdict.answer == "pass"
    assert said(verdict, "id-reused") == ["pass new-one: the id is new"]


RECORDED = Add("recorded: {source: old register, validated: 2025-01-01}\n")


@pytest.mark.parametrize("author", [ADA, CLEO])
def test_dates_of_an_older_register_come_with_the_record(author):
    assert "recorded-first" in blocking(story({FIRST: RECORDED}, author=author))
    changed = {FIRST: Edit("2025-01-01", "2024-01-01")}
    assert "recorded-first" in blocking(story(changed, base={FIRST: RECORDED}, author=author))
    gone = {FIRST: Edit(RECORDED.text, "")}
    assert "recorded-first" not in blocking(story(gone, base={FIRST: RECORDED}, author=author))


@pytest.mark.parametrize(("author", "is_good"), [(DORA, False), (CLEO, True)])
def test_only_the_office_imports(base_text, author, is_good):
    text = base_text(SORTER) + "recorded: {source: old register}\n"
    verdict = story({"catalog/agents/new-one/blueprint.yml": text}, author=author)
    assert ("recorded-first" not in blocking(verdict)) is is_good


@pytest.mark.parametrize(
    ("step", "author", "is_good"),
    [
        (Edit("severity: high", "severity: low"), ADA, False),
        (Edit("severity: high", "severity: low"), CLEO, True),
        (Edit("One draft quoted", "No draft quoted"), ADA, False),
        (Edit("the customer noticed.", "the customer noticed. Twice."), ADA, True),
        (Edit("from the sources.", "from every source."), ADA, True),
    ],
)
def test_an_incident_is_not_talked_down(step, author, is_good):
    base = {INCIDENT: Edit("severity: low", "severity: high")}
    assert ("incident-kept" not in blocking(story({INCIDENT: step}, base=base, author=author))) is is_good
