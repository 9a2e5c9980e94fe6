"""Secrets: keys, tokens and passwords that must never be in a repository, found in every text.

The patterns of detect-secrets, and our own for what they miss. Its filters are not used: one of them lets a comment in
the file switch the finding off, and the file is what is judged. Patterns only, no measure of randomness: identifiers
and addresses are as random as keys, and a gate that cries wolf is waived for good. A finding never repeats what it
found.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import Any

from seedbed.checks.context import Context
from seedbed.problems import Finding, Place, Problem, rule
from seedbed.repository.load import Source, Sources

NAMES = "password|passwd|passwort|secret|client.?secret|api.?key|access.?key|auth.?token"

LEAST_SHOWN = 6
"""So many characters of a secret name its kind and give nothing away."""

PIECE, OVERLAP = 2000, 500
"""Some patterns go over a line again from every letter; so much of it at once they cannot make slow."""

LONG = re.compile(r"[A-Za-z0-9+/_=.~%-]{16,}")
VERY_LONG = 24
DIGIT = frozenset(string.digits)
MARKS = ("PRIVATE KEY", "AGE-SECRET", "sk-", "gh", "gl", "xox", "xapp-", "AIza", "GOCSPX-", "pat_", "_authToken", "8Q~")
NAME_PARTS = ("passw", "secret", "key", "token", "bearer")
"""What the patterns below need somewhere in a text; other texts are not looked at, which saves most of the time."""

SERVICES = r"hv[sb]\.|dop_v1_|shpat_|dapi|lin_api_|ntn_|glsa_|sntrys_|tskey-|dp\.pt\.|ATATT3|NRAK-|PMAK-|_authToken="
VALUE = r"(?=[^\s\"'`]*[0-9])(?=[^\s\"'`]*[A-Za-z])[^\s\"'`<>{}$]{8,}"
"""Letters and digits together: a word alone is prose, a number alone is a count."""

OWN: tuple[tuple[str, str], ...] = (
    ("an Anthropic key", r"\bsk-ant-[A-Za-z0-9_-]{20,}"),
    ("an OpenAI key", r"\bsk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,}|\bsk-[A-Za-z0-9]{40,}"),
    ("a Google key", r"\bAIza[A-Za-z0-9_-]{35}|\bya29\.[A-Za-z0-9_-]{20,}|\bGOCSPX-[A-Za-z0-9_-]{20,}"),
    ("a GitHub token", r"\bgithub_pat_[A-Za-z0-9_]{30,}|\bgh[pousr]_[A-Za-z0-9]{30,}"),
    ("a GitLab token", r"\bgl(?:pat|dt|ft|rt|soat|cbt|imt|ptt|agent|oas)-[A-Za-z0-9_-]{20,}"),
    ("an AWS key id", r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b"),
    ("a Slack token", r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\bxapp-[0-9]-[A-Za-z0-9-]{10,}"),
    ("a model provider's key", r"\b(?:hf|gsk|r8)_[A-Za-z0-9]{30,}|\bxai-[A-Za-z0-9]{40,}|\bpplx-[A-Za-z0-9]{40,}"),
    ("a payment key", r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9]{24,}"),
    ("a package registry's token", r"\bnpm_[A-Za-z0-9]{36}|\bpypi-AgE[A-Za-z0-9_-]{50,}|\bdckr_pat_[A-Za-z0-9_-]{20,}"),
    ("a service's token", rf"\b(?:{SERVICES})[A-Za-z0-9_=.-]{{20,}}"),
    ("an Azure secret", r"\b[A-Za-z0-9_.~-]{3}8Q~[A-Za-z0-9_.~-]{31,34}|[?&]sig=[A-Za-z0-9%/+]{43,}"),
    ("a private key", r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----|\bAGE-SECRET-KEY-1[A-Z0-9]{50,}"),
    ("an authorisation header", r"(?i:\bbearer|\bbasic) +[A-Za-z0-9._~+/-]{24,}={0,2}(?![A-Za-z0-9])"),
    ("a password in an address", r"://[^\s:/@]+:[^\s/@]+@"),
    ("a password", rf"(?i:\b(?:{NAMES})\b)[\"'`]?\s*(?:is|=|:=|:)\s*[\"'`]?{VALUE}"),
)
"""What it is, in words, and its pattern."""

AWS_SECRET = re.compile(r"(?<![A-Za-z0-9/+._-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=._-])")
"""An AWS secret has no mark of its own; `_is_random` tells it from a path and from the id of a commit."""

PLUGINS = (
    ("artifactory", "ArtifactoryDetector"),
    ("aws", "AWSKeyDetector"),
    ("azure_storage_key", "AzureStorageKeyDetector"),
    ("basic_auth", "BasicAuthDetector"),
    ("discord", "DiscordBotTokenDetector"),
    ("github_token", "GitHubTokenDetector"),
    ("gitlab_token", "GitLabTokenDetector"),
    ("jwt", "JwtTokenDetector"),
    ("mailchimp", "MailchimpDetector"),
    ("openai", "OpenAIDetector"),
    ("private_key", "PrivateKeyDetector"),
    ("pypi_token", "PypiTokenDetector"),
    ("sendgrid", "SendGridDetector"),
    ("slack", "SlackDetector"),
    ("square_oauth", "SquareOAuthDetector"),
    ("stripe", "StripeDetector"),
    ("telegram_token", "TelegramBotTokenDetector"),
    ("twilio", "TwilioKeyDetector"),
)
"""The detectors of detect-secrets that know a form; those that measure randomness or need a keyword are left out."""

THEIR_WORDS = {
    "AWS Access Key": "an AWS key",
    "Basic Auth Credentials": "a password in an address",
    "JSON Web Token": "a JSON web token",
    "Private Key": "a private key",
    "Azure Storage Account access key": "an Azure secret",
}


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret stands and what it is; the text itself is kept only to keep it out of other messages."""

    place: Place
    what: str
    text: str


def check(context: Context, /) -> Iterator[Problem]:
    """Every text, whether its record can be used or not."""
    for source in context.sources.files.values():
        yield from secret(source)


@rule("secret", family="secrets")
def secret(source: Source, /) -> Iterator[Finding]:
    """A repository holds no keys, tokens, passwords or private keys.

    Git keeps what was ever committed, so a secret that reached a branch counts as known to everybody: make a new one
    at the place that issued it, then take it out of the file. A comment in the file cannot switch this rule off; a
    false alarm is waived by the AI office.
    """
    for one in find_secrets(source):
        message = f"this looks like {one.what} ({len(one.text)} characters)"
        yield Finding(one.place, message, "Revoke it where it was issued, then remove it here.")


def without_secrets(problems: Iterable[Problem], sources: Sources, /) -> Iterator[Problem]:
    """The same problems without the secrets that stand on their lines: other rules quote what they refuse."""
    found = list(problems)
    marked = {(problem.path, problem.line) for problem in found if problem.rule == "secret"}
    for problem in found:
        if problem.rule != "secret" and (problem.path, problem.line) in marked:
            line = sources.files[problem.path].text.split("\n")[problem.line - 1]
            yield replace(problem, message=_blackened(problem.message, line), fix="Remove the secret first.")
        else:
            yield problem


def _blackened(words: str, line: str) -> str:
    """Words without what they quote, and without whatever begins as a secret of the line does."""
    words = re.sub(r'"[^"]*"', '"…"', words)
    for piece in {piece for _, _, text in _in_line(line) for piece in text.split()}:
        words = re.sub(re.escape(piece[:LEAST_SHOWN]) + r"[^\s\"]*", "…", words, flags=re.IGNORECASE)
    return words


def find_secrets(source: Source, /) -> Iterator[Secret]:
    """Every secret in the text of a file; of several patterns that see the same one, the first names it."""
    lines = source.text.split("\n") if _may_hold_one(source.text) else []
    for number, line in enumerate(lines, start=1):
        if not _may_hold_one(line):
            continue
        end = 0
        for start, what, text in sorted(_in_line(line), key=lambda found: found[0]):
            if start >= end:
                end = start + len(text)
                yield Secret(Place(path=source.path, line=number, column=start + 1), what, text)


def _may_hold_one(text: str) -> bool:
    """Whether any pattern can match: a long random word, an address with a password, a mark or a name of a secret."""
    if any(_looks_random(word) for word in LONG.findall(text)) or ("://" in text and "@" in text):
        return True
    lowered = text.lower()
    return any(mark in text for mark in MARKS) or any(part in lowered for part in NAME_PARTS)


def _looks_random(word: str) -> bool:
    """Digits among letters, or letters of both cases in a very long word."""
    return not DIGIT.isdisjoint(word) or (len(word) >= VERY_LONG and not word.islower() and not word.isupper())


def _in_line(line: str) -> Iterator[tuple[int, str, str]]:
    """Where each match begins, what it is, and the match; a long line is searched piece by piece."""
    for start in range(0, max(1, len(line) - OVERLAP), PIECE - OVERLAP):
        yield from ((start + at, what, text) for at, what, text in _in_piece(line[start : start + PIECE]))


def _in_piece(line: str) -> Iterator[tuple[int, str, str]]:
    for what, pattern in _own():
        yield from ((match.start(), what, match[0]) for match in pattern.finditer(line))
    yield from ((m.start(), "an AWS secret", m[0]) for m in AWS_SECRET.finditer(line) if _is_random(m[0]))
    for plugin in _plugins():
        for text in plugin.analyze_string(line):
            what = THEIR_WORDS.get(plugin.secret_type, f"a secret ({plugin.secret_type})")
            yield max(0, line.find(text)), what, text


def _is_random(text: str) -> bool:
    kinds = (str.isupper, str.islower, str.isdigit)
    return all(any(kind(c) for c in text) for kind in kinds) and len(set(text)) >= len(text) // 2


@cache
def _own() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((what, re.compile(pattern)) for what, pattern in OWN)


@cache
def _plugins() -> tuple[Any, ...]:
    # Imported late: half a second that a command without a check need not pay.
    found = (getattr(import_module(f"detect_secrets.plugins.{module}"), name) for module, name in PLUGINS)
    return tuple(plugin() for plugin in found)
