"""The forms that keys, tokens and passwords have, each with signs by which a text without it is known at once.

The patterns of detect-secrets, and our own for what they miss. Forty patterns over every line of an inventory took a
second; a look for their signs takes a twentieth of it. A test makes texts from every pattern and holds its signs to
them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from importlib import import_module
from itertools import chain
from types import ModuleType
from typing import Any, TypeAlias

from msgspec import Struct

Match: TypeAlias = tuple[int, str, str]
"""Where it begins in the line, what it is in words, the text itself."""

RUN = ""
"""The sign of a form that has no letters of its own: a long run of what keys are made of, with a hyphen only behind a
dot or colon, since slugs are as long.
"""
ADDRESS, ACCOUNT = "://", "@"
LOGIN = f"{ADDRESS}…{ACCOUNT}"
"""The sign of an account in an address: an @ somewhere behind what begins an address, since addresses are frequent."""

NETWORK = "requests"
"""The library with which detect-secrets asks the network."""

RUNS = re.compile(r"[\w+/]{32}|:[\w-]{35}|\.[\w-]{27}")
LEAST_RUN = 28

NAMES = "password|passwd|passwort|secret|client.?secret|api.?key|access.?key|auth.?token"
SERVICES = (
    *("hvs.", "hvb.", "dop_v1_", "shpat_", "dapi", "lin_api_", "ntn_", "glsa_", "sntrys_", "tskey-", "dp.pt."),
    *("ATATT3", "NRAK-", "PMAK-", "_authToken="),
)
GITLAB = ("pat", "dt", "ft", "rt", "soat", "cbt", "imt", "ptt", "agent", "oas")
VALUE = r"(?=[^\s\"'`]*[0-9])(?=[^\s\"'`]*[A-Za-z])[^\s\"'`<>{}$]{8,}"
"""Letters and digits together: a word alone is prose, a number alone is a count."""
CREDENTIAL = r"[A-Za-z0-9._~+/-]{24,}={0,2}(?![A-Za-z0-9])"

OWN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("an Anthropic key", r"\bsk-ant-[A-Za-z0-9_-]{20,}", ("sk-ant-",)),
    ("an OpenAI key", r"\bsk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,}|\bsk-[A-Za-z0-9]{40,}", ("sk-",)),
    (
        "a Google key",
        r"\bAIza[A-Za-z0-9_-]{35}|\bya29\.[A-Za-z0-9_-]{20,}|\bGOCSPX-[A-Za-z0-9_-]{20,}",
        ("AIza", "ya29.", "GOCSPX-"),
    ),
    (
        "a GitHub token",
        r"\bgithub_pat_[A-Za-z0-9_]{30,}|\bgh[pousr]_[A-Za-z0-9]{30,}",
        ("github_pat_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
    ),
    ("a GitLab token", rf"\bgl(?:{'|'.join(GITLAB)})-[A-Za-z0-9_-]{{20,}}", tuple(f"gl{kind}-" for kind in GITLAB)),
    ("an AWS key id", r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b", ("AKIA", "ASIA", "ABIA", "ACCA")),
    ("a Slack token", r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\bxapp-[0-9]-[A-Za-z0-9-]{10,}", ("xox", "xapp-")),
    (
        "a model provider's key",
        r"\b(?:hf|gsk|r8)_[A-Za-z0-9]{30,}|\bxai-[A-Za-z0-9]{40,}|\bpplx-[A-Za-z0-9]{40,}",
        ("hf_", "gsk_", "r8_", "xai-", "pplx-"),
    ),
    (
        "a payment key",
        r"\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9]{24,}",
        ("k_live_", "k_test_", "whsec_"),
    ),
    (
        "a package registry's token",
        r"\bnpm_[A-Za-z0-9]{36}|\bpypi-AgE[A-Za-z0-9_-]{50,}|\bdckr_pat_[A-Za-z0-9_-]{20,}",
        ("npm_", "pypi-AgE", "dckr_pat_"),
    ),
    ("a service's token", rf"\b(?:{'|'.join(map(re.escape, SERVICES))})[A-Za-z0-9_=.-]{{20,}}", SERVICES),
    (
        "an Azure secret",
        r"\b[A-Za-z0-9_.~-]{3}8Q~[A-Za-z0-9_.~-]{31,34}|[?&]sig=[A-Za-z0-9%/+]{43,}",
        ("8Q~", "sig="),
    ),
    (
        "a private key",
        r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----|\bAGE-SECRET-KEY-1[A-Z0-9]{50,}",
        ("PRIVATE KEY", "AGE-SECRET-KEY-1"),
    ),
    (
        "an authorisation header",
        rf"(?i:\bbearer) +{CREDENTIAL}|(?i:\bbasic) +(?=[a-z._~+/-]*[A-Z0-9]){CREDENTIAL}",
        ("bearer", "basic", "bas\u0131c"),  # a small i without its dot counts as an I
    ),
    ("a password in an address", r"://[^\s:/@]+:[^\s/@]+@", (LOGIN,)),
    (
        "a password",
        rf"(?i:\b(?:{NAMES})\b)[\"'`]?\s*(?:is|=|:=|:)\s*[\"'`]?{VALUE}",
        ("passw", "secret", "key", "token"),
    ),
)
"""What it is, in words, its pattern, its signs."""

AWS_SECRET = re.compile(r"(?<![A-Za-z0-9/+._-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=._-])")
"""An AWS secret has no mark of its own; `_is_random` tells it from a path and from the id of a commit."""

PLUGINS = (
    ("artifactory", "ArtifactoryDetector", ("AKC", "AP")),
    ("aws", "AWSKeyDetector", ("A3T", "ABIA", "ACCA", "AKIA", "ASIA", "aws")),
    ("azure_storage_key", "AzureStorageKeyDetector", ("AccountKey=",)),
    ("basic_auth", "BasicAuthDetector", (LOGIN,)),
    ("discord", "DiscordBotTokenDetector", (RUN,)),
    ("github_token", "GitHubTokenDetector", ("ghp_", "gho_", "ghu_", "ghs_", "ghr_")),
    ("gitlab_token", "GitLabTokenDetector", (*(f"gl{kind}-" for kind in GITLAB), "GR1348941")),
    ("jwt", "JwtTokenDetector", ("eyJ",)),
    ("mailchimp", "MailchimpDetector", (RUN,)),
    ("openai", "OpenAIDetector", ("T3BlbkFJ",)),
    ("private_key", "PrivateKeyDetector", ("PRIVATE KEY", "PuTTY-User-Key-File-2")),
    ("pypi_token", "PypiTokenDetector", ("pypi-AgE",)),
    ("sendgrid", "SendGridDetector", ("SG.",)),
    ("slack", "SlackDetector", ("xox", "hooks.slack.com")),
    ("square_oauth", "SquareOAuthDetector", ("sq0csp-",)),
    ("stripe", "StripeDetector", ("k_live_",)),
    ("telegram_token", "TelegramBotTokenDetector", (RUN,)),
    ("twilio", "TwilioKeyDetector", (RUN,)),
)
"""The detectors of detect-secrets that know a form, with signs; those that measure randomness or need a keyword are
left out."""

THEIR_WORDS = {
    "AWS Access Key": "an AWS key",
    "Basic Auth Credentials": "a password in an address",
    "JSON Web Token": "a JSON web token",
    "Private Key": "a private key",
    "Azure Storage Account access key": "an Azure secret",
}


class Form(Struct, frozen=True):
    """One form of secrets: how to search a line for it, and texts of which every match holds one.

    A sign in small letters counts in capitals too.
    """

    search: Callable[[str], Iterator[Match]]
    signs: tuple[str, ...]


class Forms:
    """Several forms, ready to be looked for."""

    def __init__(self, forms: Iterable[Form]) -> None:
        """Keep their signs together: those in small letters, those that count as they are, and the run."""
        self.forms = tuple(forms)
        signs = dict.fromkeys(sign for form in self.forms for sign in form.signs)
        self.small = tuple(filter(str.islower, signs))
        self.exact = tuple(sign for sign in signs if sign not in {RUN, LOGIN} and not sign.islower())
        self.has_runs, self.has_logins = RUN in signs, LOGIN in signs

    def within(self, text: str, /) -> Forms:
        """Those that a text may hold. A text that holds none is by far the most frequent."""
        found = self._signs_in(text)
        return Forms(form for form in self.forms if not found.isdisjoint(form.signs)) if found else NO_FORMS

    def among(self, texts: Iterable[str], /) -> Forms:
        """Those that any of many texts may hold, told from their different words: an inventory repeats its words."""
        words = set(chain.from_iterable(map(str.split, texts)))
        found = self._signs_in("\n".join((*words, ACCOUNT)))  # an account stands behind an address: a set has no order
        found.update(sign for sign in (*self.small, *self.exact) if " " in sign)
        return Forms(form for form in self.forms if not found.isdisjoint(form.signs))

    def _signs_in(self, text: str) -> set[str]:
        folded = text.lower() if text.isascii() else text.casefold()
        found = {sign for sign in self.small if sign in folded}
        found.update([sign for sign in self.exact if sign in text])
        if self.has_runs and any(map(RUNS.search, long_words(text, least=LEAST_RUN))):
            found.add(RUN)
        if self.has_logins and ACCOUNT in text.partition(ADDRESS)[2]:
            found.add(LOGIN)
        return found

    def search(self, line: str, /) -> Iterator[Match]:
        """Every match in a line; of several that see the same text, the first names it."""
        return (match for form in self.forms for match in form.search(line))


NO_FORMS = Forms(())


def long_words(text: str, /, *, least: int) -> Sequence[str]:
    """The words of a text that have at least so many letters; hardly any text holds one."""
    words = text.split()
    return [word for word in words if len(word) >= least] if max(map(len, words), default=0) >= least else ()


@cache
def all_forms() -> Forms:
    """Every form."""
    own = (Form(partial(_by_pattern, what, re.compile(pattern)), signs) for what, pattern, signs in OWN)
    theirs = (Form(partial(_by_plugin, module, name), signs) for module, name, signs in PLUGINS)
    return Forms((*own, Form(_by_randomness, (RUN,)), *theirs))


def _by_pattern(what: str, pattern: re.Pattern[str], line: str) -> Iterator[Match]:
    return ((match.start(), what, match[0]) for match in pattern.finditer(line))


def _by_randomness(line: str) -> Iterator[Match]:
    return ((match.start(), "an AWS secret", match[0]) for match in AWS_SECRET.finditer(line) if _is_random(match[0]))


def _by_plugin(module: str, name: str, line: str) -> Iterator[Match]:
    plugin = _plugin(module, name)
    for text in plugin.analyze_string(line):
        what = THEIR_WORDS.get(plugin.secret_type, f"a secret ({plugin.secret_type})")
        yield max(0, line.find(text)), what, text


def _is_random(text: str) -> bool:
    kinds = (str.isupper, str.islower, str.isdigit)
    return all(any(kind(c) for c in text) for kind in kinds) and len(set(text)) >= len(text) // 2


@cache
def _plugin(module: str, name: str) -> Any:
    # Imported late: a tenth of a second that texts without a sign need not pay.
    with _no_requests():
        return getattr(import_module(f"detect_secrets.plugins.{module}"), name)()


@contextmanager
def _no_requests() -> Iterator[None]:
    """While plugins are imported, an empty module stands for the library with which they can ask the network.

    They would try out what they found where it was issued. This check never asks them to; so that it never can, and
    since the library takes longer to load than all plugins, they do not get it.
    """
    if NETWORK in sys.modules:
        yield
        return
    sys.modules[NETWORK] = ModuleType(NETWORK)
    try:
        yield
    finally:
        del sys.modules[NETWORK]
