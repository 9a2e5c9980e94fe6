from selectolax.lexbor import LexborHTMLParser

from seedbed.problems import RULES, Rule, Severity
from seedbed.site.pages.rules import by_family, create
from tests.helpers.sites import site_of


def test_every_rule_has_its_anchor_and_its_words():
    (page,) = create(site_of())
    tree = LexborHTMLParser(page.html)
    assert {node.attributes["id"] for node in tree.css("h3")} == set(RULES)
    assert len(RULES) > 20


def test_rules_stand_by_family_and_their_docstring_is_rendered():
    rules = [
        Rule(id="b", family="zeta", severity=Severity.ERROR, text="Says `code`.\n\nAnd why."),
        Rule(id="a", family="zeta", severity=Severity.WARNING, text="A <b>rule</b>."),
        Rule(id="c", family="alpha", severity=Severity.ERROR, text="One."),
    ]
    found = by_family({rule.id: rule for rule in rules})
    assert [(family, [one.rule.id for one in group]) for family, group in found] == [
        ("alpha", ["c"]),
        ("zeta", ["a", "b"]),
    ]
    assert found[1][1][0].html == "<p>A &lt;b&gt;rule&lt;/b&gt;.</p>\n"
    assert found[1][1][1].html == "<p>Says <code>code</code>.</p>\n<p>And why.</p>\n"
