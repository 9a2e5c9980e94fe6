"""Compiled templates are kept beside the engine's modules, and never stand for something that has changed."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import jinja2
import pytest

from seedbed.site.language import ENGLISH, language_of
from tests.helpers.building import ROOT

SPEC = importlib.util.spec_from_file_location("compiled", ROOT / "hooks/compiled.py")
assert SPEC
assert SPEC.loader
compiled = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(compiled)


@pytest.fixture
def render(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Renders `page.html` in a fresh environment with the cache; tells the text and how often it compiled."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    compile_ = jinja2.Environment.compile

    def rendered(text: str, *, digest: str = "d", place: str = "templates") -> tuple[str, int]:
        (tmp_path / "templates").mkdir(exist_ok=True)
        (tmp_path / "templates/page.html").write_text(text)
        environment = jinja2.Environment(loader=jinja2.FileSystemLoader(tmp_path / "templates"), autoescape=True)
        environment.bytecode_cache = compiled.Compiled(tmp_path / "kept", digest, (tmp_path / place,))
        made: list[object] = []
        monkeypatch.setattr(jinja2.Environment, "compile", lambda *args: made.append(args) or compile_(*args))
        return environment.get_template("page.html").render(), len(made)

    return rendered


def test_a_template_is_compiled_once(render) -> None:
    assert [render("a"), render("a")] == [("a", 1), ("a", 0)]


def test_a_changed_template_is_compiled_again(render) -> None:
    assert [render("a"), render("b")] == [("a", 1), ("b", 1)]


def test_changed_filters_compile_again(render) -> None:
    assert [render("a"), render("a", digest="e")] == [("a", 1), ("a", 1)]


@pytest.mark.parametrize("damage", [b"", b"x", b"\n", b"d\n\xff\xff"])
def test_a_damaged_file_is_compiled_again(render, tmp_path: Path, damage: bytes) -> None:
    render("a")
    (kept,) = (tmp_path / "kept").iterdir()
    kept.write_bytes(kept.read_bytes().partition(b"\n")[0] + damage)
    assert render("a") == ("a", 1)


def test_the_templates_of_a_portal_are_not_kept(render, tmp_path: Path) -> None:
    assert [render("a", place="elsewhere"), render("a", place="elsewhere")] == [("a", 1), ("a", 1)]
    assert not (tmp_path / "kept").exists()


def test_nothing_is_kept_where_python_keeps_nothing(render, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    render("a")
    assert not (tmp_path / "kept").exists()


def test_the_digest_tells_the_engine_from_the_theme() -> None:
    plain, escaping = jinja2.Environment(), jinja2.Environment(autoescape=True)  # noqa: S701 - nothing is rendered
    assert compiled.digest_of(plain, ENGLISH) != compiled.digest_of(escaping, ENGLISH)


def test_the_digest_tells_languages_apart() -> None:
    plain = jinja2.Environment()  # noqa: S701 - nothing is rendered
    assert compiled.digest_of(plain, ENGLISH) != compiled.digest_of(plain, language_of("de"))
