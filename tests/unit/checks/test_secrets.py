"""Secrets: what is found, what is not taken for one, and that nothing repeats or hides it. All of them are invented."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.checks import check
from seedbed.checks.secret_forms import AWS_SECRET, OWN, PLUGINS, RUN, Form, Forms, _plugin, all_forms
from seedbed.checks.secrets import find_secrets
from seedbed.kinds import KIND
from seedbed.problems import Severity
from seedbed.repository.load import load_sources, parse_source
from seedbed.repository.tree import MemoryTree
from tests.helpers.examples import examples
from tests.helpers.portals import TODAY

A = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF3hJ5kM7nP9rS1uV3xY5zA7cD9fG1iJ3lM5oP7qR9tU1wX3yZ"
"""Letters and digits to make tokens of; they stand in pieces here so that no scanner takes this file for a leak."""

TOKENS = {
    "an Anthropic key": "sk-" + f"ant-api03-{A[:40]}",
    "an OpenAI key": "sk-" + f"proj-{A[:40]}",
    "a Google key": "AI" + f"za{A[:35]}",
    "a GitHub token": "gh" + f"p_{A[:36]}",
    "a fine-grained GitHub token": "github" + f"_pat_{A[:22]}_{A[:59]}",
    "a GitLab token": "gl" + f"pat-{A[:20]}",
    "an AWS key id": "AK" + "IAIOSFODNN7EXAMPLE",
    "an AWS secret": "wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY",
    "a Slack token": "xo" + f"xb-123456789012-{A[:12]}",
    "a Hugging Face token": "h" + f"f_{A[:34]}",
    "a Stripe key": "sk" + f"_live_{A[:24]}",
    "an npm token": "np" + f"m_{A[:36]}",
    "a Vault token": "hv" + f"s.{A[:24]}",
    "an Azure secret": f"{A[:3]}8Q~{A[:34]}",
    "a private key": "-----BEGIN " + "OPENSSH PRIVATE KEY-----",
    "an encrypted private key": "-----BEGIN ENCRYPTED " + "PRIVATE KEY-----",
    "a bearer header": f"Authorization: Bearer {A[:40]}",
    "a JSON web token": "eyJ" + f"hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.{A[:20]}",
    "a password in an address": "postgres://app:" + "s3cret-pass@db.example/x",
    "a password in a sentence": "password: " + "Tr0ub4dor-and-3",
    "a client secret": "client_secret=" + A[:20],
    "a SendGrid key": "SG" + f".{A[:22]}.{A[:43]}",
    "a Twilio key": "SK" + "0123456789abcdef" * 2,
    "a Square token": "sq0csp-" + A[:43],
}

HARMLESS = [
    "See commit 1b4f0e9851971998e732078544c96b36c3d01ced and https://code.example/tree/1b4f0e9851971998e732078544c96b36",
    "https://chat.example/archives/C0123456789/p1700000000000000 and 0f8fad5b-d9cb-469f-a165-70867728950e",
    "Put the key into API_KEY; `token: <your token>`, `password = ${PASSWORD}`, secret: {{ vault }}",
    "The secret is to measure. Password: ask the desk. Token budget: 2,000,000 a person.",
    "tokens: 2000000, input_tokens, output_tokens, access key cards, an API key each",
    "sk-learn, AIzawa, ghp, xoxo, hf_model, github_pattern and bearer of good news about basic authentication",
    "catalog/agents/Contract-Clause-Finder/deployments/Legal-And-Compliance-2026/measurements/table",
    "mailto:desk@example.com, 12:30:45, a:b@c",
    "The quick brown fox jumps over the lazy dog. " * 20,
]


def found_in(text: str):
    source = parse_source(f"name: x\n# {text}\n".encode(), path="catalog/units/a.yml", kind=KIND["unit"], record_id="a")
    return list(find_secrets(source))


@pytest.mark.parametrize("what", TOKENS)
def test_found_once_at_its_place(what):
    (secret,) = found_in(f"see {TOKENS[what]}")
    assert secret.place.line == 2
    assert secret.place.column >= 3


@pytest.mark.parametrize("text", HARMLESS)
def test_not_taken_for_a_secret(text):
    assert found_in(text) == []


@pytest.mark.parametrize("comment", ["pragma: allowlist secret", "pragma: allowlist nextline secret", "gitleaks:allow"])
def test_no_comment_switches_it_off(comment):
    assert len(found_in(f"{TOKENS['a GitHub token']}  # {comment}")) == 1


def test_several_on_one_line_are_each_found():
    line = " ".join(TOKENS[what] for what in ("a GitHub token", "an AWS key id", "a GitLab token"))
    assert [secret.what for secret in found_in(line)] == ["a GitHub token", "an AWS key id", "a GitLab token"]


@pytest.mark.parametrize("what", TOKENS)
def test_no_message_repeats_it(what):
    token = TOKENS[what].replace('"', "")
    for key in ("name", "function", "lead", "surprise", f'"{token}"'):
        result = check(load_sources(MemoryTree({"catalog/units/a.yml": f'{key}: "{token}"\n'})), today=TODAY)
        assert "secret" in {problem.rule for problem in result.problems}
        said = "".join(p.message + p.fix for p in result.problems).lower()
        assert longest_common_part(token.lower(), said) < 12


def test_a_file_that_cannot_be_parsed_is_searched_too():
    tree = MemoryTree({"catalog/units/a.yml": f"a: [\n{TOKENS['an AWS key id']}\n", "catalog/people/b.yml": "x: *y"})
    result = check(load_sources(tree), today=TODAY)
    assert ("secret", Severity.ERROR, 2) in {(p.rule, p.severity, p.line) for p in result.problems}


@pytest.mark.parametrize("text", ["://" + ":" * 50_000, "/" * 50_000, "eyJ" * 20_000, "-" * 50_000, "a1" * 50_000])
def test_hostile_lines_are_searched_in_bounded_steps(text):
    """A pattern that goes back and forth over such a line would not end in the lifetime of the test run."""
    assert isinstance(found_in(text), list)


THEIRS = [
    (pattern, signs) for module, name, signs in PLUGINS for pattern in getattr(_plugin(module, name), "denylist", ())
]
PATTERNS = [*((re.compile(pattern), signs) for _, pattern, signs in OWN), (AWS_SECRET, (RUN,)), *THEIRS]


@pytest.mark.parametrize(("pattern", "signs"), PATTERNS, ids=range(len(PATTERNS)))
def test_every_match_of_a_pattern_shows_a_sign_of_it(pattern: re.Pattern[str], signs: tuple[str, ...]) -> None:
    form = Form(iter, signs)
    alone, in_a_crowd = Forms([form]), Forms([*all_forms().forms, form])

    @settings(max_examples=examples(10))
    @given(st.from_regex(pattern))
    def shows(text: str) -> None:
        for forms in (alone, in_a_crowd):
            assert form in forms.within(text).forms
            assert form in forms.among(["one", text, "two@example.org"]).forms

    shows()


@given(st.lists(st.sampled_from([*TOKENS.values(), "-----BEGIN PRIVATE KEY-----", "a@b", "https://c"]), max_size=5))
def test_many_texts_together_may_hold_what_each_of_them_may(texts: list[str]) -> None:
    together = set(all_forms().among(texts).forms)
    assert all(together.issuperset(all_forms().within(text).forms) for text in texts)


@given(
    st.lists(st.sampled_from([*TOKENS.values(), *HARMLESS, "key", "AC", "://", "\u017fecret: a1b2c3d4"]), max_size=5)
)
def test_looking_for_signs_first_changes_nothing(words: list[str]) -> None:
    line = " ".join(words)
    assert list(all_forms().within(line).search(line)) == list(all_forms().search(line))


def longest_common_part(token: str, text: str) -> int:
    parts = (token[start : start + 12] for start in range(len(token) - 11))
    return 12 if any(part in text for part in parts if re.search(r"[0-9]", part)) else 0


LOAD_ALL = """
import sys
from seedbed.checks.secret_forms import PLUGINS, _plugin

for module, name, _ in PLUGINS:
    _plugin(module, name)
print(*sorted({"requests", "urllib3", "http.client"} & sys.modules.keys()))
"""


def test_no_plugin_can_ask_the_network():
    done = subprocess.run([sys.executable, "-c", LOAD_ALL], check=True, capture_output=True, text=True)
    assert done.stdout.split() == []
