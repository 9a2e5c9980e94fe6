"""Text from records never becomes markup: every free text of every kind of record is hostile here, unchecked.

Which texts are free is read from the schemas: those without a closed set of values and without a pattern, and the
addresses, whose pattern a site must not lean on. A new field is hostile in this test as soon as it is in its schema.
"""

import copy
import re

import pytest
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from seedbed.catalogue import build_catalogue
from seedbed.problems import Problem, Severity
from seedbed.repository.load import Sources, load_sources
from seedbed.repository.tree import WorkingTree
from seedbed.site.page import Page
from seedbed.site.pages import create_files
from seedbed.site.views import Site
from tests.helpers.portals import BASE, TODAY
from tests.helpers.sites import pages_of

MARK = "zqz"
EVIL = f"{MARK}\"><script>alert(1)</script><img src=x onerror=alert(1)>{{{{7*7}}}}{{% raw %}}' onclick=alert(1) zqx='"
EVIL_ADDRESS = "javascript:alert(1)//https://"
EVIL_BODY = f"""{EVIL}

[one](javascript:alert(1)) [two](JaVaScRiPt:alert(1)) [three](data:text/html,x) [four](  java&#x09;script:alert(1))
![five](javascript:alert(1)) <javascript:alert(1)> [six][ref] <svg onload=alert(1)> <a href="javascript:alert(1)">x</a>

[ref]: vbscript:alert(1)

```mermaid
flowchart LR
  a["{EVIL.replace('"', "'")}"] --> b[<script>alert(1)</script>]
```

```html
<script>alert(1)</script>
```

| {EVIL} |
|---|
| <iframe src=javascript:alert(1)> |
"""
ADDRESS = "^https://"
SCHEMES = re.compile(r"[a-z][a-z0-9+.-]*:")
ALLOWED = ("https:", "mailto:")
OWN_WORDS = {"governance/rules.html", "definitions.html"}
"""Pages that hold no word of any record."""
OWN_SCRIPT = re.compile(
    r'<script src="(\.\./)*assets/seedbed/[a-z0-9-]+\.js"( defer(="")?)?></script>'
    r'|<img class="sb-slide__mark" src="(\.\./)*assets/seedbed/mark\.svg" alt="" width="72" height="72">'
)

WHOLE = frozenset({"present.html", "diffusion/present.html", "embed.html"})
"""Pages that are whole documents of their own; their heads hold what the frame of the portal holds otherwise."""


def _poison(value, schema, common):
    """The value with every free text replaced, as its schema tells which those are."""
    if "$ref" in schema:
        schema = common["definitions"][schema["$ref"].rpartition("/")[2]]
    for part in schema.get("allOf", ()):
        schema = {**common["definitions"][part["$ref"].rpartition("/")[2]], **schema} if "$ref" in part else schema
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        return {key: _poison(one, properties.get(key, {}), common) for key, one in value.items()}
    if isinstance(value, list):
        return [_poison(one, schema.get("items", {}), common) for one in value]
    if not isinstance(value, str) or "enum" in schema:
        return value
    pattern = schema.get("pattern")
    if pattern is None:
        return EVIL
    return EVIL_ADDRESS if pattern.startswith(ADDRESS) else value


def _poisoned(source, schemas):
    changes = {}
    if source.kind.schema and source.rows == ():
        data = _poison(copy.deepcopy(source.data), schemas(source.kind.schema), schemas("common"))
        changes["document"] = replace(source.document, data=data)
    if source.rows:
        changes["rows"] = tuple(replace(row, data={**row.data, "source": EVIL}) for row in source.rows)
    if source.body:
        changes["body"] = EVIL_BODY
    return replace(source, **changes)


@pytest.fixture(scope="module")
def pages(schema):
    sources = load_sources(WorkingTree(BASE))
    poisoned = Sources(files={path: _poisoned(source, schema) for path, source in sources.files.items()})
    problems = [
        Problem(rule=rule, severity=severity, path=EVIL, line=1, column=1, message=EVIL, fix=EVIL)
        for rule, severity in [("yaml-syntax", Severity.ERROR), ("review-overdue", Severity.WARNING), (EVIL, "warning")]
    ]
    site = Site(catalogue=build_catalogue(poisoned), problems=problems, today=TODAY, commit=None)
    bare = [Page(uri=uri, title="", summary="", body=text) for uri, text in create_files(site).items() if uri in WHOLE]
    return {page.uri: page for page in (*pages_of(site), *bare)}


def test_every_kind_of_page_is_there(pages):
    folders = {uri.split("/")[0] for uri in pages if "/" in uri}
    assert folders >= {"agents", "demos", "requests", "playbooks", "platform", "people", "stories", "programs"}
    assert folders >= {"governance", "news"}


def test_hostile_text_is_shown_as_text(pages):
    silent = {uri for uri, page in pages.items() if MARK not in LexborHTMLParser(page.html).text()}
    assert silent <= OWN_WORDS


def test_no_hostile_text_becomes_an_element(pages):
    for uri, page in pages.items():
        names = "script, iframe, object, embed, base, style, img"
        found = LexborHTMLParser(page.html).css(names if uri in WHOLE else f"{names}, meta, link")
        assert [node.html for node in found if not OWN_SCRIPT.fullmatch(node.html)] == [], uri


def test_no_hostile_text_becomes_a_handler(pages):
    for uri, page in pages.items():
        for node in LexborHTMLParser(page.html).css("*"):
            assert [name for name in node.attributes if name.startswith("on") or name in {"zqx", "style"}] == [], uri


def test_no_address_leaves_by_another_scheme(pages):
    for uri, page in pages.items():
        for node in LexborHTMLParser(page.html).css("[href], [src], [action], [formaction], [data]"):
            for name in ("href", "src", "action", "formaction", "data"):
                target = re.sub(r"[\s\x00-\x20]", "", node.attributes.get(name) or "").lower()
                scheme = SCHEMES.match(target)
                assert scheme is None or scheme[0] in ALLOWED, f"{uri}: {target}"


def test_no_hostile_text_is_read_as_a_template(pages):
    for uri, page in pages.items():
        assert f"{MARK}49" not in page.html, uri
        assert "{{7*7}}" in page.html or uri in OWN_WORDS, uri


def test_no_id_is_used_twice(pages):
    for uri, page in pages.items():
        ids = [node.attributes["id"] for node in LexborHTMLParser(page.html).css("[id]")]
        assert len(ids) == len(set(ids)), uri
