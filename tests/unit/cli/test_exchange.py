"""`seedbed import`, `seedbed export`, `seedbed example`: files that come in, go out, and are made up."""

import inspect
import json

import pytest

from seedbed.cli import example
from seedbed.cli.export import FORMATS
from seedbed.example import Options
from seedbed.exports import EXPORTS
from tests.helpers.git import Repo

DAY = ("--today", "2026-11-20")
MAPPING = """\
register: {name: Office list, family: office}
columns: {title: Title, unit: Unit}
identity: {key: [title]}
units:
  - {name: unit, function: {constant: finance}}
agent:
  name: title
  summary: {text: "Hands over work on {title} and gets it back done."}
  function: {constant: finance}
  stage: {constant: idea}
  risk: {constant: low}
  origin: {constant: built}
"""


def _bring(portal, rows, mapping=MAPPING):
    (portal.parent / "list.csv").write_text("Title,Unit\n" + "".join(f"{row}\n" for row in rows), "utf-8")
    (portal.parent / "map.yml").write_text(mapping, "utf-8")
    return ["import", "table", "../list.csv", "--map", "../map.yml"]


class TestExport:
    def test_the_formats_are_those_of_the_engine(self):
        assert set(FORMATS) == set(EXPORTS)

    @pytest.mark.parametrize("name", FORMATS)
    def test_an_export_writes_what_it_names(self, command, portal, name):
        ended = command("export", name, "out", *DAY)
        paths = ended.out.split()
        assert (ended.code, bool(paths)) == (0, True)
        assert all((portal / path).is_file() for path in paths)

    def test_an_export_replaces_an_earlier_one(self, command, portal):
        first = command("export", "feed", "out", "--url", "https://portal.example", *DAY)
        assert command("export", "feed", "out", *DAY) == first
        assert "https://portal.example/" not in (portal / "out/feed.xml").read_text("utf-8")

    def test_programs_get_the_history_of_a_repository(self, command, portal):
        Repo.init(portal).commit({}, message="Begin (#4)")
        command("export", "api", "out", *DAY)
        history = json.loads((portal / "out/api/v1/agents/first-reply.json").read_text("utf-8"))["history"]
        assert {event["change"] for event in history} == {4}

    @pytest.mark.parametrize(("name", "code"), [("api", 2), ("csv", 0), ("feed", 0)])
    def test_a_shallow_clone_hands_on_what_needs_no_history(self, command, portal, tmp_path, name, code):
        repo = Repo.init(portal)
        repo.commit({})
        repo.commit({"note.txt": "more"})
        Repo(tmp_path).git("clone", "--quiet", "--depth=1", f"file://{portal}", "shallow")
        ended = command("export", name, "out", "--root", tmp_path / "shallow", *DAY)
        assert (ended.code, "fetch --unshallow" in ended.err) == (code, code == 2)

    def test_bad_records_are_not_handed_on(self, command, portal):
        (portal / "catalog/units/it.yml").write_text("name: IT\n")
        ended = command("export", "api", "out", *DAY)
        assert (ended.code, ended.out, (portal / "out").exists()) == (1, "", False)
        assert "schema-required" in ended.err

    def test_an_export_does_not_write_through_a_link(self, command, portal, tmp_path):
        (portal / "out").mkdir()
        (tmp_path / "else").mkdir()
        (portal / "out/api").symlink_to(tmp_path / "else")
        assert command("export", "api", "out", *DAY).code == 2
        assert list((tmp_path / "else").iterdir()) == []


class TestImport:
    def test_a_table_becomes_records_that_pass(self, command, portal):
        ended = command(*_bring(portal, ["Tax letters,Tax", "Payment runs,Treasury"]))
        assert (ended.code, ended.err) == (0, "Next: seedbed check, then commit the new records.\n"), ended
        assert "2 rows = 2 entries + 0 named below" in ended.out
        assert command("check", *DAY).code == 0

    def test_a_dry_run_writes_nothing(self, command, portal):
        before = sorted(portal.rglob("*"))
        ended = command(*_bring(portal, ["Tax letters,Tax"]), "--dry-run", "--format", "json")
        assert (ended.code, json.loads(ended.out)["states"]["created"]) == (0, 1)
        assert sorted(portal.rglob("*")) == before

    def test_the_report_is_written_where_it_was_asked_for(self, command, portal):
        command(*_bring(portal, ["Tax letters,Tax"]), "--report", "../report.json", "--quiet")
        assert json.loads((portal.parent / "report.json").read_text("utf-8"))["rows"] == 1

    def test_a_second_import_changes_nothing(self, command, portal):
        arguments = _bring(portal, ["Tax letters,Tax"])
        command(*arguments)
        assert "0 created, 0 updated, 1 unchanged" in command(*arguments).out

    def test_a_mapping_with_mistakes_is_refused_with_all_of_them(self, command, portal):
        ended = command(
            *_bring(portal, ["Tax letters,Tax"], mapping=MAPPING.replace("Title,", "Titel,") + "colour: red\n")
        )
        assert (ended.code, ended.out) == (2, "")
        assert "colour" in ended.err
        assert ended.err.endswith("seedbed: nothing was imported\n")

    def test_a_column_that_is_not_there_is_shown_in_the_mapping(self, command, portal):
        ended = command(*_bring(portal, ["Tax letters,Tax"], mapping=MAPPING.replace("title: Title", "title: Titel")))
        assert ended.code == 2
        assert "../map.yml:2:" in ended.err

    @pytest.mark.parametrize(
        ("file", "content"), [("../map.yml", b"\xff\xfe"), ("../list.csv", None), ("../map.yml", None)]
    )
    def test_files_that_cannot_be_read_are_refused(self, command, portal, file, content):
        arguments = _bring(portal, ["Tax letters,Tax"])
        (portal / file).unlink() if content is None else (portal / file).write_bytes(content)
        ended = command(*arguments)
        assert (ended.code, ended.err.count("\n")) == (2, 1)


class TestExample:
    def test_the_options_are_those_of_the_engine(self):
        taken = inspect.signature(example.example).parameters
        assert {name: str(taken[name].default) for name in Options.__slots__} == {
            name: str(getattr(Options(), name)) for name in Options.__slots__
        }

    def test_an_example_is_a_portal_that_passes(self, command, tmp_path):
        size = ["--agents", "6", "--units", "4", "--months", "6"]
        made = json.loads(command("example", tmp_path / "small", *size, "--format", "json").out)
        checked = command("check", "--root", tmp_path / "small", *DAY)
        assert (checked.code, made["agents"] > 0) == (0, True)
        assert json.loads((tmp_path / "small.truth.json").read_text("utf-8"))["head"] == made["head"]

    def test_sizes_that_cannot_be_are_refused(self, command, tmp_path):
        ended = command("example", tmp_path / "none", "--agents", "0")
        assert (ended.code, (tmp_path / "none").exists()) == (2, False)
        assert "agents is 0; it must lie between" in ended.err
