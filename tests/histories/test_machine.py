"""Repositories grown by random acts: the timeline equals the oracle's, and reading on equals reading anew. Always."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.helpers.examples import examples
from tests.histories.machine import Growing

TestGrowing = Growing.TestCase
TestGrowing.settings = settings(
    max_examples=examples(5),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
