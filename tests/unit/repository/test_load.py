"""The loader: every file becomes a source or a problem, and none of them hides the next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.kinds import KIND, KINDS
from seedbed.repository.load import load_sources, parse_source
from seedbed.repository.tree import REGULAR, Entry, MemoryTree

UNIT = "catalog/units/a.yml"


class LockedTree:
    """A disk that gives no file."""

    def entries(self) -> Iterator[Entry]:
        yield Entry(UNIT, REGULAR, 3)
        yield Entry("catalog/units/b.yml", REGULAR, 3)

    def read(self, entry: Entry, /) -> bytes:
        raise PermissionError(13, "Permission denied")


def problems_of(files: dict[str, str | bytes]) -> list[tuple[str, int, int, str]]:
    return [(p.path, p.line, p.column, p.rule) for p in load_sources(MemoryTree(files)).problems]


def test_sources_are_in_path_order_and_found_by_kind_and_id():
    sources = load_sources(MemoryTree({"catalog/units/b.yml": "name: b", UNIT: "name: a", "playbooks/p.md": "x"}))
    assert list(sources.files) == [UNIT, "catalog/units/b.yml", "playbooks/p.md"]
    assert [source.id for source in sources.of("unit")] == ["a", "b"]
    assert sources.get(KIND["unit"], "b").data == {"name": "b"}
    assert sources.get(KIND["unit"], "B/../a") is None


def test_a_file_that_the_disk_does_not_give_is_a_problem_and_not_the_end():
    sources = load_sources(LockedTree())
    assert [(p.path, p.rule) for p in sources.problems] == [
        (UNIT, "file-unreadable"),
        ("catalog/units/b.yml", "file-unreadable"),
    ]
    assert "Permission denied" in next(sources.problems).message


def test_a_broken_file_does_not_hide_the_next():
    assert problems_of({UNIT: b"\xff", "catalog/units/b.yml": "a: [", "catalog/units/c.yml": "a: 1\na: 2"}) == [
        (UNIT, 1, 1, "file-encoding"),
        ("catalog/units/b.yml", 1, 5, "yaml-syntax"),
        ("catalog/units/c.yml", 2, 1, "yaml-duplicate-key"),
    ]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        # columns count characters, not bytes
        ("n: ä\nm: ö ".encode() + b"\xe9", [(2, 6, "file-encoding")]),
        (b"\xef\xbb\xbfname: a\n", [(1, 1, "file-line-ends")]),
        (b"name: a\r\nfunction: b\r\n", [(1, 8, "file-line-ends")]),
        (b"name: a\x00b\n", [(1, 8, "file-characters")]),
        ("name: a\u2028b\n".encode(), [(1, 8, "file-characters")]),
        ("name: a\x85b\n".encode(), [(1, 8, "file-characters")]),
        ("name: \ufeffa\n".encode(), [(1, 7, "file-characters")]),
        # and what stands further down is told too
        (b"name: a\r\nname: b\r\n", [(1, 8, "file-line-ends"), (2, 1, "yaml-duplicate-key")]),
    ],
)
def test_bytes_that_are_no_clean_text(data, found):
    source = parse_source(data, path=UNIT, kind=KIND["unit"], record_id="a")
    assert [(p.line, p.column, p.rule) for p in source.problems] == found


def test_front_matter_and_body_keep_the_lines_of_the_file():
    text = "---\ntitle: x\nunit: y\n---\nBody\n"
    source = parse_source(text.encode(), path="playbooks/p.md", kind=KIND["playbook"], record_id="p")
    assert (source.body, source.body_line) == ("Body\n", 5)
    assert (source.place("unit").line, source.key_place("unit").column) == (3, 1)


@pytest.mark.parametrize(
    ("path", "mend"),
    [
        ("catalog/units/a.yaml", "catalog/units/a.yml"),
        ("catalog/units/A_b c.YML", "catalog/units/a-b-c.yml"),
        ("Catalog/units/a.yml", "catalog/units/a.yml"),
        ("catalog/agents/Big Agent/Blueprint.yml", "catalog/agents/big-agent/blueprint.yml"),
    ],
)
def test_a_stray_file_is_told_its_right_name(path, mend):
    (problem,) = load_sources(MemoryTree({path: "x"})).problems
    assert problem.fix == f"Rename it to {mend}."


def test_names_of_strays_are_safe_to_print():
    (problem,) = load_sources(MemoryTree({"catalog/units/\x1b[31m\u202e\n.yml": "x"})).problems
    assert problem.path == "catalog/units/\\x1b[31m\\u202e\\n.yml"


def test_twins_are_told_once_and_the_one_in_lower_case_is_right():
    found = problems_of({"catalog/units/a.yml": "x", "catalog/units/A.yml": "x"})
    assert [row[0] for row in found if row[3] == "path-twin"] == ["catalog/units/A.yml"]


def test_twin_folders_are_told_once_and_not_for_each_file_in_them():
    found = problems_of({"catalog/units/a.yml": "x", "catalog/Units/a.yml": "x", "catalog/Units/b.yml": "x"})
    assert [row[0] for row in found if row[3] == "path-twin"] == ["catalog/Units"]


def test_a_letter_in_two_encodings_makes_twins():
    found = problems_of({"catalog/units/e\u0301.yml": "x", "catalog/units/\u00e9.yml": "x"})
    assert [row[3] for row in found].count("path-twin") == 1


@given(st.sampled_from(KINDS), st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_no_bytes_make_it_raise(kind, data):
    source = parse_source(data, path="x", kind=kind, record_id="x")
    assert source.problems or source.text == data.decode()
