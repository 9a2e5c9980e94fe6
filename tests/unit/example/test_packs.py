"""Trees and packs of our own making, held against Git and against a naive folder."""

import subprocess
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.example.packfile import PackWriter, Splice, delta_of, object_id
from seedbed.example.trees import EMPTY, LARGEST_BLOCK, Trees, moved
from tests.helpers.git import Repo

OID = object_id(b"blob", b"")


@pytest.fixture
def packed(repo):
    with PackWriter(repo.top / ".git/objects/pack") as pack:
        yield repo, pack, Trees(pack)


def _naive(files):
    """The id of the tree with these files, by the book."""
    entries = {}
    for path, oid in files.items():
        name, slash, rest = path.partition("/")
        if slash:
            entries.setdefault(f"{name}/", {})[rest] = oid
        else:
            entries[name] = oid
    rows = []
    for key in sorted(entries, key=str.encode):
        value = entries[key]
        mode, oid = (b"40000", _naive(value)) if key.endswith("/") else (b"100644", value)
        rows.append(b"%s %s\0%s" % (mode, key.removesuffix("/").encode(), oid))
    return object_id(b"tree", b"".join(rows))


def _oid(number):
    return object_id(b"blob", b"%d" % number)


def _apply(base, delta):
    """A delta by the book."""
    place, sizes = 0, []
    for _ in range(2):
        size = shift = 0
        while True:
            byte = delta[place]
            place += 1
            size |= (byte & 127) << shift
            shift += 7
            if not byte & 128:
                break
        sizes.append(size)
    out = b""
    while place < len(delta):
        command = delta[place]
        place += 1
        if command & 128:
            numbers = []
            for bit in range(7):
                numbers.append(delta[place] if command >> bit & 1 else 0)
                place += command >> bit & 1
            start, size = int.from_bytes(numbers[:4], "little"), int.from_bytes(numbers[4:], "little")
            out += base[start : start + size]
        else:
            out += delta[place : place + command]
            place += command
    return sizes, out


@given(st.binary(max_size=400), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 9), st.binary(max_size=300))))
def test_a_delta_makes_the_new_text_from_the_old(base, cuts):
    splices, place = [], 0
    for start, length, new in sorted(cuts):
        if place <= start <= len(base):
            place = min(len(base), start + length)
            splices.append(Splice(start, place, new))
    expected, place = b"", 0
    for start, end, new in splices:
        expected, place = expected + base[place:start] + new, end
    expected += base[place:]
    assert _apply(base, delta_of(len(base), splices)) == ([len(base), len(expected)], expected)


def test_a_copy_of_more_than_sixteen_megabytes_is_made_in_pieces():
    base = bytes(0x1000005)
    assert _apply(base, delta_of(len(base), [Splice(len(base), len(base), b"x")]))[1] == base + b"x"


@pytest.mark.parametrize("seed", range(6))
def test_random_edits_make_the_trees_that_the_book_says(packed, seed):
    _, _, trees = packed
    rng, files, root = Random(seed), {}, EMPTY
    names = [f"{a}{b}" for a in ("a", "a-", "a.", "b0", "zz") for b in ("", "1", "x/y", "x/y2/z", "/deep")]
    for step in range(60):
        edits = {path: _oid(step) if rng.random() < 0.7 else None for path in rng.sample(names, rng.randint(1, 4))}
        edits = {path: oid for path, oid in edits.items() if oid is None or not _clashes(path, files | edits)}
        files = {path: oid for path, oid in (files | edits).items() if oid}
        root = trees.edited(root, edits)
        assert root.oid == (_naive(files) if files else EMPTY.oid)


def _clashes(path, files):
    """Whether a path is a folder of another one, or the other way round."""
    return any(
        (other != path and f"{other}/".startswith(f"{path}/")) or path.startswith(f"{other}/") for other in files
    )


def test_a_large_folder_with_its_history_reads_back_through_git(packed):
    repo, pack, trees = packed
    files = {f"agents/agent-{number:04}/blueprint.yml": OID for number in range(LARGEST_BLOCK * 5)}
    root = trees.edited(EMPTY, files)
    roots = [root.oid]
    for step in range(130):  # more than two chains of changes
        edits = {f"agents/agent-{step * 3:04}/deployments/u{step}.yml": OID, f"agents/new-{step}/blueprint.yml": OID}
        edits[f"agents/agent-{step * 3 + 1:04}/blueprint.yml"] = None
        files = {path: oid for path, oid in (files | edits).items() if oid}
        root = trees.edited(root, edits)
        roots.append(root.oid)
    pack.finish()
    assert root.oid == _naive(files)
    assert repo.git("ls-tree", "-r", "--name-only", root.oid.hex()).split("\n") == sorted(files, key=_git_order)
    repo.git("hash-object", "-w", "-t", "blob", "--stdin", text="")
    for oid in roots[::10]:
        repo.git("ls-tree", "-r", oid.hex())
    index = next((repo.top / ".git/objects/pack").glob("*.idx"))
    repo.git("verify-pack", str(index))


def _git_order(path):
    return path.encode()


def test_a_folder_moves_with_all_that_is_in_it(packed):
    _, _, trees = packed
    files = {"agents/old/blueprint.yml": _oid(1), "agents/old/deployments/a.yml": _oid(2), "agents/z/x": _oid(3)}
    root = trees.edited(EMPTY, files)
    after = trees.edited(root, {"agents/new/blueprint.yml": _oid(4)}, grafts=moved(root, "agents/old", "agents/new"))
    expected = {"agents/new/blueprint.yml": _oid(4), "agents/new/deployments/a.yml": _oid(2), "agents/z/x": _oid(3)}
    assert after.oid == _naive(expected)


def test_an_earlier_state_stays_what_it_was(packed):
    _, _, trees = packed
    before = trees.edited(EMPTY, {f"a/{number}": OID for number in range(300)})
    trees.edited(before, {"a/7": _oid(1)})
    assert trees.edited(before, {"b": OID}).oid == _naive({**{f"a/{number}": OID for number in range(300)}, "b": OID})


def test_an_empty_pack_leaves_no_file(tmp_path):
    with PackWriter(tmp_path) as pack:
        pack.finish()
    assert list(tmp_path.iterdir()) == []


def test_a_pack_that_was_not_finished_leaves_no_file(tmp_path):
    with PackWriter(tmp_path) as pack:
        Trees(pack).edited(EMPTY, {"a": OID})
    assert list(tmp_path.iterdir()) == []


def test_git_indexes_the_pack_as_we_do(tmp_path):
    repo = Repo.init(tmp_path / "repo")
    folder = repo.top / ".git/objects/pack"
    with PackWriter(folder) as pack:
        trees = Trees(pack)
        root = trees.edited(EMPTY, {f"dir/{number:03}": OID for number in range(400)})
        for number in range(60):
            root = trees.edited(root, {f"dir/{number:03}": _oid(number)})
        pack.finish()
    path = next(folder.glob("*.pack"))
    subprocess.run(["git", "index-pack", "-o", str(tmp_path / "git.idx"), str(path)], check=True, capture_output=True)
    assert (tmp_path / "git.idx").read_bytes() == path.with_suffix(".idx").read_bytes()
