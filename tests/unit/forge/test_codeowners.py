"""CODEOWNERS: the last line decides, so control comes last, and no name that the forge would skip is written."""

import re
from fnmatch import fnmatch

import pytest

from seedbed.forge.codeowners import HEAD, MOST_BYTES, create_codeowners, find_gaps
from seedbed.forge.files import create_forge_files
from seedbed.records import Forge, Owner
from tests.helpers.records import agent, organization, person, unit
from tests.helpers.sites import catalogue_of

OFFICE = person("olga", unit="office", roles=("ai-office",), forge="olga")
GUARD = person("sam", unit="office", roles=("security",), forge="sam-sec")
ADA = person("ada", unit="it", forge="ada")
BEN = person("ben", unit="hr", forge="Ben")


def catalogue(*records, kind="github"):
    forge = Forge(kind=kind, url="https://forge.example/portal", branch="main")
    return catalogue_of(organization(forge=forge), *records)


WHOLE = catalogue(
    OFFICE,
    GUARD,
    ADA,
    BEN,
    unit("it"),
    unit("hr"),
    unit("office"),
    agent("sorter"),
    agent("mail", owner=Owner(unit="hr")),
)


def owners_of(path, text):
    """Whom the forge asks about a path: the last line that matches it, as GitHub reads the file."""
    found = None
    for line in text.splitlines():
        if line and not line.startswith("#"):
            pattern, *names = line.split()
            whole = pattern.removeprefix("/") + ("*" if pattern.endswith("/") else "")
            if pattern == "*" or fnmatch(path, whole):
                found = names
    return found


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("README.md", ["@olga"]),
        ("playbooks/first.md", ["@olga"]),
        ("catalog/agents/sorter/blueprint.yml", ["@ada"]),
        ("catalog/agents/mail/blueprint.yml", ["@Ben"]),
        ("catalog/agents/mail/deployments/it.yml", ["@ada"]),
        ("catalog/agents/sorter/measurements/hr.csv", ["@Ben"]),
        ("catalog/agents/sorter/deployments/office.yml", ["@olga", "@sam-sec"]),
        ("catalog/units/hr.yml", ["@Ben"]),
        ("catalog/demos/spring/bot.md", ["@olga"]),
        ("catalog/policy.yml", ["@olga"]),
        ("catalog/people/ada.yml", ["@olga"]),
        ("catalog/waivers/x.yml", ["@olga"]),
        (".github/CODEOWNERS", ["@olga"]),
        (".github/workflows/gate.yml", ["@olga"]),
    ],
)
def test_who_is_asked_about_a_path(path, names):
    assert owners_of(path, create_codeowners(WHOLE)) == names


def test_the_last_line_guards_the_file_itself():
    assert create_codeowners(WHOLE).splitlines()[-1] == "/.github/ @olga"


def test_every_line_has_an_owner_and_a_pattern_that_the_forge_knows():
    for line in create_codeowners(WHOLE).removeprefix(HEAD).splitlines():
        assert re.fullmatch(r"(?:\*|/[A-Za-z0-9._/*-]+)(?: @[A-Za-z0-9-]+)+", line)


def test_a_unit_without_accounts_falls_to_the_office():
    text = create_codeowners(catalogue(OFFICE, unit("it"), agent("sorter")))
    assert owners_of("catalog/agents/sorter/blueprint.yml", text) == ["@olga"]


@pytest.mark.parametrize("handle", ["a_b.c", "-ada", "ada-", "a--b", "x" * 40, "ada.okoye"])
def test_a_name_that_github_would_skip_is_not_written_but_told(handle):
    odd = catalogue(OFFICE, GUARD, person("ada", unit="it", forge=handle), unit("it"), agent("sorter"))
    assert handle not in create_codeowners(odd)
    assert [gap.path for gap in find_gaps(odd)] == ["catalog/people/ada.yml", "catalog/units/it.yml"]


@pytest.mark.parametrize(("kind", "handle"), [("gitlab", "a_b.c"), ("forgejo", "ada.okoye"), ("github", "ada_brook")])
def test_other_forges_know_other_names(kind, handle):
    odd = catalogue(OFFICE, GUARD, person("ada", unit="it", forge=handle), unit("it"), agent("sorter"), kind=kind)
    assert f"catalog/agents/sorter/{'.*' * (kind == 'forgejo')} @{handle}\n" in create_codeowners(odd)


def test_forgejo_reads_regular_expressions():
    text = create_codeowners(
        catalogue(OFFICE, ADA, unit("it"), agent("sorter"), kind="forgejo"),
    )
    assert text.removeprefix(HEAD).splitlines() == [
        ".* @olga",
        r"catalog/units/it\\.yml @ada",
        "catalog/agents/sorter/.* @ada",
        r"catalog/agents/[^/]*/deployments/it\\.yml @ada",
        r"catalog/agents/[^/]*/measurements/it\\.csv @ada",
        r"catalog/organization\\.yml @olga",
        "catalog/people/.* @olga",
        "catalog/platform/.* @olga",
        r"catalog/policy\\.yml @olga",
        "catalog/waivers/.* @olga",
        r"\\.forgejo/.* @olga",
    ]


@pytest.mark.parametrize(
    ("kind", "paths"),
    [
        ("github", {".github/CODEOWNERS", ".github/ISSUE_TEMPLATE/demo.yml"}),
        ("gitlab", {".gitlab/CODEOWNERS"}),
        ("forgejo", {".forgejo/CODEOWNERS", ".github/ISSUE_TEMPLATE/demo.yml"}),
        ("bitbucket", set()),
    ],
)
def test_each_forge_gets_what_it_reads(kind, paths):
    made = set(create_forge_files(catalogue(OFFICE, kind=kind)))
    assert {path for path in made if path.endswith(("CODEOWNERS", "demo.yml"))} == paths


def test_without_an_office_no_line_is_written():
    alone = catalogue(ADA, unit("it"))
    assert create_codeowners(alone) == HEAD
    assert [gap.message for gap in find_gaps(alone)] == [
        "nobody with the role ai-office has a handle on the forge",
        "nobody with the role security has a handle on the forge",
    ]


def test_an_empty_catalogue_is_no_trouble():
    assert create_codeowners(catalogue_of()) == HEAD


def test_a_file_that_github_would_not_read_is_made_shorter():
    many = [agent(f"a{number:05}-{'x' * 50}") for number in range(35_000)]
    text = create_codeowners(catalogue(OFFICE, ADA, unit("it"), *many))
    assert len(text.encode()) < MOST_BYTES
    assert text.splitlines()[-1] == "/.github/ @olga"
