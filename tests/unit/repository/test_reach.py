import pytest

from seedbed.repository.git import Git
from seedbed.repository.objects import Objects
from seedbed.repository.reach import GitReach, MemoryReach, Overlay
from seedbed.repository.tree import Entry

FILES = {"catalog/policy.yml": b"a", "catalog/agents/x/recipe.md": b"b", "README.md": b"c"}


@pytest.fixture(params=["git", "git below a folder", "memory", "overlay"])
def reach(request, repo):
    prefix = "portal/" if "folder" in request.param else ""
    if "git" in request.param:
        repo.commit({f"{prefix}{path}": data for path, data in FILES.items()} | {"else.txt": "x"} if prefix else FILES)
        with Objects(Git.open(repo.top)) as objects:
            yield GitReach(objects, repo.git("rev-parse", "HEAD^{tree}"), prefix)
    elif request.param == "memory":
        yield MemoryReach(FILES)
    else:
        below = MemoryReach(FILES | {"catalog/gone.md": b"x"})
        yield Overlay(below, {"catalog/gone.md": None})


def test_every_reach_answers_alike(reach):
    assert dict(reach.names("catalog")) == {"policy.yml": False, "agents": True}
    assert dict(reach.names("")) == {"catalog": True, "README.md": False}
    assert dict(reach.names("catalog/agents/x")) == {"recipe.md": False}
    assert dict(reach.names("catalog/nothing")) == {}
    assert dict(reach.names("README.md")) == {}
    found = reach.find("catalog/agents/x/recipe.md")
    assert (found.path, found.mode) == ("catalog/agents/x/recipe.md", "100644")
    assert reach.read(found) == b"b"
    assert reach.find("catalog/agents") is None
    assert reach.find("catalog/agents/x/../x/recipe.md") is None
    assert {entry.path for entry in reach.entries()} == {"catalog/policy.yml", "catalog/agents/x/recipe.md"}
    assert reach.search(["b", "nothing"], ["catalog/agents/*/recipe.md"]) == {"catalog/agents/x/recipe.md"}
    assert reach.search(["a"], ["catalog/agents/*/recipe.md"]) == set()
    assert reach.search(["a", "b"], ["catalog/*.yml", "catalog/agents/*/recipe.md"]) == set(FILES) - {"README.md"}
    assert reach.search([], ["catalog/*.yml"]) == reach.search(["a"], []) == set()


def test_an_overlay_adds_replaces_and_removes():
    over = Overlay(
        MemoryReach(FILES),
        {
            "catalog/policy.yml": None,
            "catalog/agents/y/recipe.md": Entry("catalog/agents/y/recipe.md", "100644", 1, "1"),
            "catalog/agents/x/recipe.md": Entry("catalog/agents/x/recipe.md", "100755", 1, "2"),
        },
    )
    assert dict(over.names("catalog")) == {"agents": True}
    assert dict(over.names("catalog/agents")) == {"x": True, "y": True}
    assert over.find("catalog/policy.yml") is None
    assert over.find("catalog/agents/x/recipe.md").mode == "100755"
    assert sorted(entry.path for entry in over.entries()) == [
        "catalog/agents/x/recipe.md",
        "catalog/agents/y/recipe.md",
    ]


def test_folders_are_read_once_and_only_when_asked_for(repo, monkeypatch):
    repo.commit({f"catalog/agents/a{number}/recipe.md": "x" for number in range(50)})
    with Objects(Git.open(repo.top)) as objects:
        reach = GitReach(objects, repo.git("rev-parse", "HEAD^{tree}"))
        opened = []
        folder = objects.folder
        monkeypatch.setattr(objects, "folder", lambda oid: opened.append(oid) or folder(oid))
        for _ in range(3):
            assert reach.find("catalog/agents/a7/recipe.md")
        assert len(opened) == len(("", "catalog", "agents", "a7"))
