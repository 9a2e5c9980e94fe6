"""Counts of people, guarded: figures about small groups point at persons."""

from __future__ import annotations

from seedbed.site.language import ENGLISH, Language
from seedbed.site.views import Site

GUARD_WITHOUT_POLICY = 5
"""The guard of a portal whose policy is missing or broken: absence of a rule must not lift it."""


def small_group(site: Site, /) -> int:
    """The least size of a group whose count may be shown."""
    policy = site.catalogue.policy
    return policy.small_group if policy else GUARD_WITHOUT_POLICY


def people(count: int, /, *, guard: int, language: Language = ENGLISH) -> str:
    """`12 people`, or `fewer than 5 people` below the guard."""
    if count < guard:
        return language.say("fewer than {guard} people", guard=guard)
    return language.counted(count, "person", "people")
