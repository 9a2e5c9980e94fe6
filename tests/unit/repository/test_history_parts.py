"""The parts of the history reader: streams may be cut anywhere, and what is read is told by its bytes alone."""

from __future__ import annotations

import io
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.repository.csv_text import HEADER
from seedbed.repository.file_rules import MOST_BYTES
from seedbed.repository.git import GitError
from seedbed.repository.history_blobs import FactIndex, MissingObjectsError, read_blobs
from seedbed.repository.history_chain import FEW, Chain, Known, parse_commits, parse_signatures
from seedbed.repository.history_changes import UNREADABLE, parse_differences
from seedbed.repository.history_facts import readers
from seedbed.repository.history_paths import RecordKind, foreign_layout, portal_layout

IDS = [f"{number:040x}" for number in range(1, 60)]


def cut(data, places):
    """The data in pieces, cut at these places."""
    ends = sorted({place % (len(data) + 1) for place in places} | {len(data)})
    return [data[start:end] for start, end in zip([0, *ends], ends, strict=False)]


COMMITS = (
    b"commit %b\n%b %b\0" % (IDS[0].encode(), IDS[1].encode(), IDS[2].encode())
    + "1767603600\0Åsa\0asa@b.example\0GitHub\0noreply@github.com\0Sort letters (#7)\0One\n\ncommit 1234\n\0\n".encode()
    + b"commit %b\n\0-5\0\xe5sa\0\0\0\0\0\0\n" % IDS[1].encode()
    + b"commit %b\n%b\x0099999999999999999999\0a\0b\0c\0d\0e\0f\0\n" % (IDS[2].encode(), IDS[3].encode())
)

DIFFERENCES = (
    b"%b\0:000000 100644 %b %b A\0a\nb.yml\0" % (IDS[0].encode(), b"0" * 40, IDS[5].encode())
    + b":100644 100755 %b %b M\0:100644\0" % (IDS[5].encode(), IDS[6].encode())
    + b"%b\0:100644 000000 %b %b D\0c.yml\0" % (IDS[1].encode(), IDS[5].encode(), b"0" * 40)
    + b":100644 120000 %b %b T\0caf\xe9.yml\0" % (IDS[5].encode(), IDS[6].encode())
    + b":100644 160000 %b %b T\0d\0" % (IDS[5].encode(), IDS[6].encode())
)

places = st.lists(st.integers(0, 2_000), max_size=12)


@given(places)
def test_commits_however_the_stream_is_cut(places):
    first, second, third = parse_commits(cut(COMMITS, places))
    assert (first.id, first.parents, first.date) == (IDS[0], [IDS[1], IDS[2]], 1_767_603_600)
    assert (first.author, first.committer) == (("Åsa", "asa@b.example"), ("GitHub", "noreply@github.com"))
    assert (first.subject, first.body) == ("Sort letters (#7)", "One\n\ncommit 1234\n")
    assert (second.id, second.parents, second.date, second.author) == (IDS[1], [], 0, ("\ufffdsa", ""))
    assert (third.parents, third.date) == ([IDS[3]], (1 << 62) - 1)


@given(places)
def test_differences_however_the_stream_is_cut(places):
    assert list(parse_differences(cut(DIFFERENCES, places))) == [
        (IDS[0].encode(), b"a\nb.yml", IDS[5].encode()),
        (IDS[0].encode(), b":100644", IDS[6].encode()),
        (IDS[1].encode(), b"c.yml", b""),
        (IDS[1].encode(), b"caf\xe9.yml", b""),
        (IDS[1].encode(), b"d", b""),
    ]


@given(places)
def test_signatures_however_the_stream_is_cut(places):
    data = f"commit {IDS[0]}\nÅsa\0asa@b.example\0\ncommit {IDS[1]}\n\0\0\n".encode()
    assert list(parse_signatures(cut(data, places))) == [(IDS[0], ("Åsa", "asa@b.example")), (IDS[1], ("", ""))]


def chain_of(ids):
    chain = Chain(width=20)
    for name in ids:
        chain.ids += bytes.fromhex(name)
        for column in chain.columns:
            column.append(0)
    return chain


@pytest.mark.parametrize("before", [0, FEW, 2 * FEW])
def test_a_commit_is_found_soon_and_late(before):
    known = Known(chain_of(IDS[:30]))
    for name in IDS[30 : 30 + before]:
        assert known.place(bytes.fromhex(name)) is None
    assert [known.place(bytes.fromhex(name)) for name in (IDS[0], IDS[29], IDS[30])] == [0, 29, None]


def test_an_id_is_not_found_across_two_others():
    raw = bytes(range(40))
    chain = chain_of([raw[:20].hex(), raw[20:].hex()])
    assert Known(chain).place(raw[10:30]) is None
    assert chain.find(raw[20:]) == 1


def batch(*blobs):
    return io.BytesIO(b"".join(b"%b blob %d\n%b\n" % (IDS[0].encode(), len(blob), blob) for blob in blobs))


BLUEPRINT = ord(RecordKind.BLUEPRINT)


def test_blobs_with_the_same_facts_share_a_place():
    index = FactIndex(5)
    blobs = batch(b"stage: idea\n", b"stage: [\n", b"# said otherwise\nstage: idea\n", b"stage: pilot\n")
    assert read_blobs(blobs, [BLUEPRINT] * 4, readers(""), index) == array("i", [5, UNREADABLE, 5, 6])
    assert [facts[0] for facts in index.new] == ["idea", "pilot"]


def test_a_blob_too_large_for_a_record_is_passed_by():
    large = b"stage: idea\n" + b"#" * (MOST_BYTES + 1)
    places = read_blobs(batch(large, b"stage: idea\n"), [BLUEPRINT] * 2, readers(""), FactIndex(0))
    assert list(places) == [UNREADABLE, 0]


def test_a_blob_that_is_missing_is_named():
    with pytest.raises(MissingObjectsError, match=f"object {IDS[3]} is missing from this clone"):
        read_blobs(io.BytesIO(f"{IDS[3]} missing\n".encode()), [BLUEPRINT], readers(""), FactIndex(0))


def test_a_blob_that_ends_too_soon_is_no_blob():
    with pytest.raises(GitError, match="ended in the middle"):
        read_blobs(io.BytesIO(b"1234 blob 20\nstage"), [BLUEPRINT], readers(""), FactIndex(0))


ROW = "2026-01,1.0.0,200,190,60,57,400,,,,,measured,desk"


@pytest.mark.parametrize(
    ("kind", "data", "facts"),
    [
        ("b", b"", None),
        ("b", b"stage: 1.10\nowner: {unit: it}\n", ("1.10", None, None, "it", None, None, None)),
        ("b", b"stage: [a, 1]\nrisk: ~\n", ('["a", "1"]', None, None, None, None, None, None)),
        ("b", b"formerly: [a, {b: c}, d]\n", (None, None, None, None, "a\nd", None, None)),
        ("b", b"stage: idea\nstage: pilot\n", None),
        ("b", b"stage: idea\n---\nstage: pilot\n", None),
        ("b", b"\xef\xbb\xbfstage: idea\r\n", ("idea", *(None,) * 6)),  # not our form, but it parses
        ("b", b"stage: \xff\n", None),
        ("d", b"status: live\ncopied_from: it\n", ("live", None, "it", None)),
        ("i", b"status: open\nunit: it\n", ("open", "it")),
        ("p", b"forge: ada\nemails: [a@b.example, c@d.example]\n", ("ada", "a@b.example\nc@d.example")),
        ("m", HEADER.encode(), (None, None)),
        ("m", f"{HEADER}\n".encode(), (None, None)),
        ("m", b"period,tasks\n", None),
        ("m", f"{HEADER}\n{ROW}\n2026-02\n".encode(), None),
        ("m", f'{HEADER}\n{ROW[:-4]}"open\n'.encode(), None),
        ("m", f"{HEADER}\r\n{ROW}\r\n".encode(), None),
        ("f", b"a: {b: {c: 7}}\n", ("7",)),
        ("f", b"a: text\n", (None,)),
        ("g", b"---\na: {b: {c: 7}}\n---\nBody\n", ("7",)),
        ("g", b"---\r\na: {b: {c: 7}}\r\n---\r\nBody\r\n", ("7",)),
        ("g", b"a: {b: {c: 7}}\n", None),
    ],
)
def test_what_a_version_states(kind, data, facts):
    assert readers("a.b.c")[ord(kind)](data) == facts


def test_a_table_is_known_by_its_rows():
    read = readers("")[ord("m")]
    tables = [f"{HEADER}\n{rows}".encode() for rows in (ROW, f"{ROW}\n", ROW.replace("190", "191"), f"{ROW}\n{ROW}")]
    periods, rows = zip(*map(read, tables), strict=True)
    assert set(periods) == {"2026-01"}
    assert rows[0] == rows[1] and len(set(rows)) == 3  # noqa: PT018 - one thought


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("catalog/agents/sorter/blueprint.yml", "b"),
        ("catalog/agents/sorter/deployments/it.yml", "d"),
        ("catalog/agents/sorter/measurements/it.csv", "m"),
        ("catalog/agents/sorter/incidents/2026-01-05-lost.yml", "i"),
        ("catalog/people/ada.yml", "p"),
        *(
            (path, None)
            for path in (
                "catalog/agents/sorter/recipe.md",
                "catalog/agents/Sorter/blueprint.yml",
                "catalog/agents/sorter/blueprint.yaml",
                "catalog/agents/sorter/deployments/it.yml/inside.yml",
                "catalog/agents/blueprint.yml",
                "catalog/units/it.yml",
                "agents/sorter/blueprint.yml",
                "catalog/agents/so\nrter/blueprint.yml",
            )
        ),
    ],
)
def test_records_of_a_portal(path, kind):
    assert portal_layout().find(path) == kind


@pytest.mark.parametrize("pattern", ["", "/", "/keps/*.yaml", "keps//x.yaml", "keps/", "../x.yaml", "keps/./x.yaml"])
def test_a_pattern_that_names_no_file_is_refused(pattern):
    with pytest.raises(ValueError, match="is no pattern of record files"):
        foreign_layout(pattern, "status")


@pytest.mark.parametrize(
    ("pattern", "path", "agent"),
    [
        ("keps/*/*/kep.yaml", "keps/sig-node/12-fast/kep.yaml", "sig-node/12-fast"),
        ("keps/*/*/kep.yaml", "keps/sig-node/kep.yaml", None),
        ("keps/*/*/kep.yaml", "keps/a/b/c/kep.yaml", None),
        ("keps/**/kep.yaml", "keps/kep.yaml", "keps"),
        ("keps/**/kep.yaml", "keps/a/b/c/kep.yaml", "a/b/c"),
        ("keps/sig-node/*.yaml", "keps/sig-node/12.yaml", "12"),
        ("*/server.yml", "sqlite/server.yml", "sqlite"),
        ("**/server.yml", "server.yml", "server.yml"),
        ("a[1]/*.yml", "a[1]/x.yml", "x"),
        ("a[1]/*.yml", "a1/x.yml", None),
        ("pages/20??-*.md", "pages/2026-first.md", "2026-first"),
    ],
)
def test_records_of_another_repository(pattern, path, agent):
    layout = foreign_layout(pattern, "status")
    assert (layout.locate(path).agent if layout.find(path) else None) == agent
    assert agent is None or path.startswith(layout.root)  # Git is asked about that folder and no other
