"""The theme without its icons gives MkDocs the very files that it would find among all of them."""

from __future__ import annotations

import importlib.util

import jinja2
import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import Files

from tests.helpers.building import ROOT

SPEC = importlib.util.spec_from_file_location("theme_files", ROOT / "hooks/theme_files.py")
assert SPEC
assert SPEC.loader
theme_files = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(theme_files)

FILES = ("main.html", "assets/a.css", "assets/.draft/b.css", ".icons/c.svg", "assets/.d.css")


@pytest.fixture
def folders(tmp_path):
    for folder in ("own", "base"):
        for name in FILES:
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(folder)
    (tmp_path / "base/only.js").write_text("")
    return [tmp_path / "own", tmp_path / "base"]


def test_hidden_folders_are_passed_by_and_hidden_files_are_not(folders):
    listed = theme_files.Visible(folders).list_templates()
    assert listed == ["assets/.d.css", "assets/a.css", "main.html", "only.js"]
    everything = jinja2.FileSystemLoader(folders).list_templates()
    assert listed == [name for name in everything if not any(part.startswith(".") for part in name.split("/")[:-1])]


def test_what_is_hidden_can_still_be_taken_in(folders):
    environment = jinja2.Environment(loader=theme_files.Visible(folders), autoescape=True)
    assert environment.get_template(".icons/c.svg").render() == "own"


def test_the_files_of_the_theme_are_those_that_mkdocs_finds(tmp_path):
    found = []
    for quickly in (False, True):
        config = load_config(None, site_name="x", theme={"name": "material"}, docs_dir=str(tmp_path))
        if quickly:
            theme_files.list_quickly(config.theme)
        files = Files([])
        files.add_files_from_theme(config.theme.get_env(), config)
        found.append([(file.src_uri, file.abs_src_path) for file in files])
    assert found[0] == found[1]
    assert len(found[0]) > 20


def test_a_loader_of_another_kind_is_left_alone():
    class Theme:
        def get_env(self):
            return jinja2.Environment(loader=jinja2.DictLoader({"a": "b"}), autoescape=True)

    theme = Theme()
    theme_files.list_quickly(theme)
    assert theme.get_env().list_templates() == ["a"]
