"""Front matter: one form, cut at the right lines; everything that another reader would also take is refused."""

from __future__ import annotations

import pytest

from seedbed.repository.markdown_text import Split, split_front_matter


def test_the_halves_and_their_lines():
    split, problems = split_front_matter("---\na: 1\nb: 2\n---\nBody\n---\nmore\n", path="x.md")
    assert split == Split("a: 1\nb: 2\n", 2, "Body\n---\nmore\n", 5)
    assert problems == ()


def test_empty_halves():
    split, _ = split_front_matter("---\n---", path="x.md")
    assert split == Split("\n", 2, "", 3)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "front-matter"),
        ("\n---\na: 1\n---\n", "front-matter"),
        (" ---\na: 1\n---\n", "front-matter"),
        ("--- \na: 1\n---\n", "front-matter"),
        ("----\na: 1\n----\n", "front-matter"),
        ("title: x\n\nBody\n", "front-matter"),
        ("+++\na = 1\n+++\n", "front-matter"),
        ("<!-- -->\n---\na: 1\n---\n", "front-matter"),
        ("---\na: 1\n", "front-matter-end"),
        ("---\na: 1\n--- \n", "front-matter-end"),
        ("---\na: 1\n...\n", "front-matter-end"),
        ("---\na: 1\n ---\n", "front-matter-end"),
    ],
)
def test_every_other_form_is_refused(text, rule):
    split, problems = split_front_matter(text, path="x.md")
    assert split is None
    assert [(problem.rule, problem.line) for problem in problems] == [(rule, 1)]
