"""The content security policy of a page."""

import hashlib
from base64 import b64encode

import pytest

from seedbed.site.content_policy import header_words, policy_words, script_hashes, with_policy

HEAD = '<!doctype html><html><head><meta charset="utf-8">{}</head><body></body></html>'


def hash_of(text):
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


@pytest.mark.parametrize(
    ("html", "bodies"),
    [
        ("<p>none</p>", []),
        ("<script>a()</script>", ["a()"]),
        ("<script>\n a(1 < 2)\n</script><script>b()</script>", ["\n a(1 < 2)\n", "b()"]),
        ("<script>a()</script><script>a()</script>", ["a()"]),
        ('<script src="x.js"></script>', []),
        ('<script id="__config" type="application/json">{"a": 1}</script>', []),
        ('<script type="module">é()</script>', ["é()"]),
        ("<SCRIPT>a()</SCRIPT>", ["a()"]),
    ],
)
def test_scripts_inside_a_page_are_allowed_by_their_hash(html, bodies):
    assert script_hashes(html) == tuple(map(hash_of, bodies))


def test_the_policy_allows_the_site_and_nothing_else():
    words = policy_words(["sha256-x"])
    assert "default-src 'none'" in words
    assert "script-src 'self' 'sha256-x';" in words
    assert "unsafe" not in words
    assert "http" not in words
    assert header_words([]).endswith("frame-ancestors 'self'")


def test_the_policy_stands_before_the_first_script():
    page = with_policy(HEAD.format("<script>a()</script>"))
    assert page.index("Content-Security-Policy") < page.index("<script>")
    assert hash_of("a()") in page


@pytest.mark.parametrize("html", ["<html><head></head></html>", HEAD.format('<meta charset="utf-8">')])
def test_a_page_that_begins_otherwise_is_refused(html):
    with pytest.raises(ValueError, match="meta charset"):
        with_policy(html)
