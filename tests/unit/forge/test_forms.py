"""The forge's files: valid for the forge, current in this repository, and harmless whatever the records are called."""

import json
import subprocess
import sys
from pathlib import Path

import yaml

from seedbed.checks import check
from seedbed.forge.files import create_forge_files
from seedbed.forge.forms import FORMS, MOST_CHOICES, create_issue_forms
from seedbed.forge.own import find_own
from seedbed.repository.load import load_sources
from seedbed.repository.tree import WorkingTree
from tests.helpers.portals import TODAY
from tests.helpers.records import agent, event, unit
from tests.helpers.sites import catalogue_of

ROOT = Path(__file__).parents[3]
TEMPLATE = ROOT / "src/seedbed/portal_template/dot-github"
OWN = {"install", "workflows/ci.yml"}
"""What this repository has for itself."""

HOSTILE = 'x"]\n- type: input\n${{ secrets.X }} : # '


def files_below(folder):
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def test_this_repository_runs_the_workflows_that_it_gives_away():
    ours, given = files_below(ROOT / ".github"), files_below(TEMPLATE)
    made = {path.removeprefix(".github/") for path in create_forge_files(catalogue_of())}
    assert set(ours) == set(given) | made | OWN
    assert {name for name in given if name not in OWN and ours[name].read_bytes() != given[name].read_bytes()} == set()


def test_the_files_of_this_repository_follow_from_its_catalogue():
    catalogue = check(load_sources(WorkingTree(ROOT)), today=TODAY).catalogue
    assert {path: (ROOT / path).read_text("utf-8") for path in create_forge_files(catalogue)} == create_forge_files(
        catalogue
    )


def test_rulesets_are_json():
    assert all(json.loads(path.read_bytes())["enforcement"] == "active" for path in TEMPLATE.glob("rulesets/*.json"))


def valid(tmp_path, files):
    for path, text in files.items():
        (tmp_path / Path(path).name).write_text(text, "utf-8")
    tool = str(Path(sys.executable).with_name("check-jsonschema"))
    paths = [str(tmp_path / f"{form}.yml") for form in FORMS]
    command = [tool, "--builtin-schema", "vendor.github-issue-forms", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout


def test_forms_are_valid_for_the_forge_whatever_records_are_called(tmp_path):
    catalogue = catalogue_of(
        unit("it", name=HOSTILE), event("spring", name="None"), agent("a", name="é" * 300), agent("b", name="true")
    )
    files = create_issue_forms(catalogue)
    assert valid(tmp_path, files) == (True, "ok -- validation done\n")
    for form in FORMS:
        read = yaml.safe_load(files[f".github/ISSUE_TEMPLATE/{form}.yml"])
        assert read["labels"] == ["seedbed-form"]
        for field in read["body"]:
            options = field["attributes"].get("options", [])
            assert len(set(options)) == len(options)
            assert all(isinstance(option, str) and len(option) <= 100 for option in options)


def test_an_empty_catalogue_still_has_forms(tmp_path):
    assert valid(tmp_path, create_issue_forms(catalogue_of()))[0]


def test_a_long_list_is_asked_for_as_text():
    catalogue = catalogue_of(*(unit(f"u{number}") for number in range(MOST_CHOICES + 1)))
    body = yaml.safe_load(create_issue_forms(catalogue)[".github/ISSUE_TEMPLATE/request.yml"])["body"]
    assert next(field for field in body if field.get("id") == "unit")["type"] == "input"


def test_every_question_is_asked_once_in_a_form_and_forms_can_be_told_apart():
    asked = {form.id: [field.label for field in form.fields] for form in FORMS.values()}
    assert all(len(set(labels)) == len(labels) for labels in asked.values())
    for one, labels in asked.items():
        assert not any(set(labels) <= set(others) for other, others in asked.items() if other != one)


BOT = {"login": "github-actions[bot]"}
SIGN = "<!-- seedbed:gate -->"


def own(*pages):
    return find_own(pages, marker="seedbed:gate", by="github-actions[bot]")


def test_the_bot_finds_its_own_comment_and_nobody_elses():
    forged = {"id": 1, "user": {"login": "mallory"}, "body": f"{SIGN}\nAll is well."}
    quoted = {"id": 2, "user": BOT, "body": f"> {SIGN}\nsomebody quoted it"}
    mine = {"id": 3, "user": BOT, "body": f"{SIGN}\nVerdict"}
    assert own([[forged, quoted], [mine]]) == 3
    assert own([forged, quoted]) is None


def test_an_issue_is_known_by_its_number_and_a_pull_request_is_none():
    issue = {"id": 900, "number": 7, "user": BOT, "body": SIGN}
    assert own([issue | {"pull_request": {}}, issue]) == 7


def test_odd_answers_of_a_forge_hold_nothing():
    assert (
        own([None, 4, {"id": 1}, {"id": True, "user": BOT, "body": SIGN}, {"id": 1, "user": None, "body": SIGN}])
        is None
    )
