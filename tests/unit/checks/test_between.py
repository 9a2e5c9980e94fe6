"""What holds between rules: waivers, broken neighbours, bounded work, and pages that the site really has."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from seedbed.checks import FAMILIES, check
from seedbed.checks.fields import field_of
from seedbed.checks.markdown import headings, inlines, parse_blocks, section
from seedbed.checks.pages import PAGES
from seedbed.checks.references import FIELDS
from seedbed.checks.waivers import covers
from seedbed.gate.results import GATE_RULES
from seedbed.kinds import KIND
from seedbed.problems import RULES, Problem, Severity
from seedbed.records import Waiver
from seedbed.repository.load import load_sources
from seedbed.repository.tree import MemoryTree, WorkingTree
from seedbed.resources import load_schema
from seedbed.site.views import URIS
from tests.helpers.portals import BASE, CASES, TODAY, check_case

FILES = {entry.path: (BASE / entry.path).read_bytes() for entry in WorkingTree(BASE).entries()}
WAIVER = Waiver(id="w", path="w.yml", rule="risk-floor", subject="a", reason="", approver="x", expires="2026-12-31")


def problems_of(files: dict[str, str | bytes]) -> list[tuple[str, str]]:
    result = check(load_sources(MemoryTree(FILES | files)), today=TODAY)
    return [(problem.path, problem.rule) for problem in result.problems]


class TestWaivers:
    CASE = CASES / "waiver-rule/good/error-becomes-a-warning"

    def test_a_standing_waiver_turns_an_error_into_a_warning_that_names_it(self):
        result = check_case(self.CASE)
        (problem,) = result.problems
        assert (result.errors, result.warnings, problem.severity) == (0, 1, Severity.WARNING)
        assert problem.message.endswith("(waived until 2026-12-31 by catalog/waivers/low-for-now.yml)")

    def test_an_expired_waiver_covers_nothing(self):
        result = check_case(CASES / "waiver-expired/bad/yesterday")
        assert {p.rule for p in result.problems if p.severity is Severity.ERROR} == {"risk-floor"}

    @pytest.mark.parametrize(
        ("path", "rule", "is_covered"),
        [
            ("catalog/agents/a/blueprint.yml", "risk-floor", True),
            ("catalog/agents/a/deployments/u.yml", "risk-floor", True),
            ("catalog/agents/ab/blueprint.yml", "risk-floor", False),
            ("catalog/units/a.yml", "risk-floor", False),
            ("catalog/agents/a/blueprint.yml", "risk", False),
        ],
    )
    def test_an_agent_as_subject_covers_its_folder(self, path, rule, is_covered):
        problem = Problem(rule=rule, severity=Severity.ERROR, path=path, line=1, column=1, message="m")
        assert covers(WAIVER, problem) is is_covered

    def test_a_path_as_subject_covers_that_file_alone(self):
        waiver = replace(WAIVER, subject="catalog/units/a.yml")
        problem = Problem(
            rule="risk-floor", severity=Severity.ERROR, path="catalog/units/a.yml", line=1, column=1, message="m"
        )
        assert covers(waiver, problem)
        assert not covers(waiver, replace(problem, path="catalog/units/a.yml.yml"))

    def test_a_waiver_with_an_error_of_its_own_covers_nothing(self):
        waiver = (self.CASE / "catalog/waivers/low-for-now.yml").read_text().replace("cleo-ruiz", "ben-sato")
        blueprint = (self.CASE / "catalog/agents/first-reply/blueprint.yml").read_text()
        result = check(
            load_sources(
                MemoryTree(
                    FILES
                    | {"catalog/waivers/low-for-now.yml": waiver, "catalog/agents/first-reply/blueprint.yml": blueprint}
                )
            ),
            today=TODAY,
        )
        assert result.errors == 2


class TestBrokenNeighbours:
    @pytest.mark.parametrize("path", sorted(FILES))
    def test_one_broken_file_makes_no_error_anywhere_else(self, path):
        """Take each record in turn: the others stay right, whatever they have to do with it."""
        result = check(load_sources(MemoryTree(FILES | {path: "\xff: [".encode("latin-1")})), today=TODAY)
        assert {p.path for p in result.problems if p.severity is Severity.ERROR} == {path}

    def test_an_empty_portal_and_an_empty_tree(self):
        assert [problem.rule for problem in check(load_sources(MemoryTree({})), today=TODAY).problems] == [
            "portal-files"
        ] * 2

    def test_without_policy_and_organisation_nothing_that_needs_them_is_judged(self):
        files = {
            path: data for path, data in FILES.items() if path.split("/")[1] not in {"policy.yml", "organization.yml"}
        }
        result = check(load_sources(MemoryTree(files)), today=TODAY)
        assert [problem.rule for problem in result.problems] == ["portal-files"] * 2


class TestReferences:
    def test_every_field_of_the_table_is_in_its_schema(self):
        for kind, named in FIELDS.items():
            for path in named:
                steps = tuple(0 if part == "*" else part for part in path.split("."))
                assert field_of(steps, load_schema(kind)), f"{kind} has no {path}"

    def test_every_target_is_a_kind(self):
        targets = {target for named in FIELDS.values() for target in named.values()}
        assert targets - {"function"} <= set(KIND)

    def test_a_circle_of_many_units_is_found_in_one_walk(self):
        ring = {f"catalog/units/u{n}.yml": f"name: u\nfunction: it\npart_of: u{(n + 1) % 3000}\n" for n in range(3000)}
        tail = {f"catalog/units/t{n}.yml": f"name: t\nfunction: it\npart_of: t{n + 1}\n" for n in range(2000)}
        tail["catalog/units/t2000.yml"] = "name: t\nfunction: it\npart_of: u0\n"
        found = problems_of(ring | tail)
        assert len(found) == 3000
        assert {rule for _, rule in found} == {"reference-circle"}

    def test_many_missing_names_are_all_told(self):
        demo = FILES["catalog/demos/spring-day/reply-bot.md"].decode()
        files = {
            f"catalog/demos/spring-day/d{n}.md": demo.replace("agent: first-reply", f"agent: first-reply-{n}")
            for n in range(400)
        }
        found = problems_of(files)
        assert [rule for _, rule in found] == ["reference-agent"] * 400


class TestMarkdown:
    def test_sections_end_at_the_next_of_their_level(self):
        blocks = parse_blocks("## A\n\n### B\n\n1. x\n\n## C\n\n1. y\n")
        assert [heading.text for heading in headings(blocks)] == ["A", "B", "C"]
        assert sum(token.type == "ordered_list_open" for token in section(blocks, "A")) == 1
        assert section(blocks, "Nothing") == []

    def test_lines_of_inline_text(self):
        blocks = parse_blocks("a\nb [x](y)\n\n| c |\n|---|\n| [d](e) |\n\n> - [f](g)\n")
        links = [(one.token.attrGet("href"), one.line) for one in inlines(blocks) if one.token.type == "link_open"]
        assert links == [("y", 2), ("e", 6), ("g", 8)]

    @pytest.mark.parametrize(
        "body",
        [
            "[" * 30_000,
            "![" * 20_000,
            "<" * 40_000,
            "<a " * 20_000,
            "> " * 20_000,
            "- " * 20_000,
            "*a " * 20_000,
            "`" * 40_000,
            "[a](b " * 10_000,
            "<!--" * 20_000,
            "|" * 20_000 + "\n" + "-|" * 10_000 + "\n",
            "&#x200b;" * 20_000,
            "# x\n" * 20_000,
        ],
        ids=lambda body: body[:6].strip(),
    )
    def test_hostile_bodies_end(self, body):
        """What takes a square of its length would take minutes here; the findings of a body are bounded too."""
        page = FILES["playbooks/first-steps.md"].decode() + "\n" + body + "\n"
        assert len(problems_of({"playbooks/first-steps.md": page})) <= 310


def test_pages_are_those_of_the_site():
    by_shelf = {KIND_OF_SHELF[shelf]: uri.replace(".html", ".md") for shelf, uri in URIS.items()}
    assert by_shelf == PAGES


def test_every_family_is_asked():
    asked = {family.__name__.rpartition(".")[2] for family in FAMILIES}
    named = {rule.family for rule in RULES.values() if rule.id not in GATE_RULES}
    assert {"organization", "references", "secrets", "waivers"} <= asked
    assert named - asked == {"reading", "schema", "text"}


KIND_OF_SHELF = {
    "agents": "agent",
    "units": "unit",
    "people": "person",
    "platform": "platform-item",
    "requests": "request",
    "stories": "story",
    "playbooks": "playbook",
    "events": "event",
    "demos": "demo",
}
