"""Every link inside the portal leads to a page that is there, and to an anchor on it."""

import posixpath
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from seedbed.exports import export_all
from seedbed.site.pages import create_files
from seedbed.site.views import INDEXES
from tests.helpers.sites import base_site, pages_of, site_of


@pytest.fixture(scope="module", params=["base", "empty"])
def portal(request):
    site = base_site() if request.param == "base" else site_of()
    files = {**export_all(site), **create_files(site)}
    return {page.uri: LexborHTMLParser(page.html) for page in pages_of(site)}, set(files)


def _inside(tree):
    for node in tree.css("a[href]"):
        parts = urlsplit(node.attributes["href"])
        if not parts.scheme and not parts.netloc:
            yield parts.path, parts.fragment


def test_every_link_leads_to_a_page(portal):
    pages, files = portal
    lost = {
        (uri, path)
        for uri, tree in pages.items()
        for path, _ in _inside(tree)
        if path and posixpath.normpath(posixpath.join(posixpath.dirname(uri), path)) not in {*pages, *files}
    }
    assert lost == set()


def test_every_anchor_is_on_its_page(portal):
    pages, _ = portal
    anchors = {uri: {node.attributes["id"] for node in tree.css("[id]")} for uri, tree in pages.items()}
    lost = {
        (uri, path, anchor)
        for uri, tree in pages.items()
        for path, anchor in _inside(tree)
        for target in [posixpath.normpath(posixpath.join(posixpath.dirname(uri), path)) if path else uri]
        if anchor and target in anchors and anchor not in anchors[target]
    }
    assert lost == set()


def test_every_index_is_made(portal):
    pages, _ = portal
    assert set(INDEXES) <= set(pages)


def test_every_heading_of_a_table_of_contents_is_on_its_page():
    for page in pages_of(base_site()):
        ids = {node.attributes["id"] for node in LexborHTMLParser(page.html).css("[id]")}
        assert {heading.id for heading in page.headings} <= ids, page.uri
