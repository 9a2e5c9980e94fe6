"""When the clock of replication runs: small histories, each in one line of prose."""

from datetime import date

import pytest

from seedbed.metrics.lives import end_of_day, lives_of
from seedbed.metrics.replication.spells import Basis, Ending, Spell, Wait, wait_of
from tests.helpers.chronicle import seconds, timeline_of

TODAY = end_of_day(date(2026, 12, 31))

BORN = """
    2026-01-01 letters added by it
    2026-01-01 letters is pilot
    2026-01-01 letters in it live
"""

HISTORIES = {
    "validated, copied after 40 days": (
        BORN + "2026-03-01 letters is validated\n2026-04-10 letters in hr live from it",
        [("replicated", 40)],
    ),
    "validated, nobody copied it": (BORN + "2026-03-01 letters is validated", [("waiting", 305)]),
    "never validated": (BORN, []),
    "from pilot to production without validation": (
        BORN + "2026-03-01 letters is production\n2026-03-11 letters in hr live",
        [("replicated", 10)],
    ),
    "validated, then production: one clock": (
        BORN + "2026-03-01 letters is validated\n2026-03-08 letters is production\n2026-03-11 letters in hr live",
        [("replicated", 10)],
    ),
    "copied twice: the first counts": (
        BORN + "2026-03-01 letters is validated\n2026-03-11 letters in hr live\n2026-03-21 letters in legal live",
        [("replicated", 10)],
    ),
    "the owner's own deployment is no copy": (
        BORN + "2026-03-01 letters is validated\n2026-03-11 letters in it paused\n2026-03-12 letters in it live",
        [("waiting", 305)],
    ),
    "a planned copy stops nothing, going live does": (
        BORN + "2026-03-01 letters is validated\n2026-03-11 letters in hr planned\n2026-03-31 letters in hr live",
        [("replicated", 30)],
    ),
    "demoted while waiting": (
        BORN + "2026-03-01 letters is validated\n2026-03-11 letters is pilot",
        [("demoted", 10)],
    ),
    "suspended while waiting": (
        BORN + "2026-03-01 letters is validated\n2026-03-11 letters is suspended",
        [("suspended", 10)],
    ),
    "retired while waiting": (
        BORN + "2026-03-01 letters is validated\n2026-03-11 letters is retired",
        [("retired", 10)],
    ),
    "removed while waiting": (
        BORN + "2026-03-01 letters is validated\n2026-03-11 letters removed",
        [("removed", 10)],
    ),
    "re-validated, then copied: each spell for itself": (
        BORN
        + """2026-03-01 letters is validated
        2026-03-11 letters is pilot
        2026-05-01 letters is validated
        2026-05-21 letters in hr live""",
        [("demoted", 10), ("replicated", 20)],
    ),
    "copied, demoted and re-validated: nobody copies first twice": (
        BORN
        + """2026-03-01 letters is validated
        2026-03-11 letters in hr live
        2026-04-01 letters is pilot
        2026-05-01 letters is validated
        2026-06-01 letters in legal live""",
        [("replicated", 10)],
    ),
    "copied in the commit that validates": (
        BORN + "2026-03-01 letters is validated\n2026-03-01 letters in hr live",
        [("replicated", 0)],
    ),
    "copied in the commit that demotes": (
        BORN + "2026-03-01 letters is validated\n2026-03-11 letters is pilot\n2026-03-11 letters in hr live",
        [("demoted", 10)],
    ),
    "validated in the evening, copied the next morning: one midnight": (
        BORN + "2026-03-01z letters is validated\n2026-03-02 letters in hr live",
        [("replicated", 1)],
    ),
    "owner moved to the unit that had copied": (
        BORN + "2026-03-01 letters is validated\n2026-03-11 letters in hr live\n2026-03-21 letters owned by hr",
        [("replicated", 10)],
    ),
    "owner moved first: its copy is the owner's own": (
        BORN
        + """2026-03-01 letters is validated
        2026-03-11 letters owned by hr
        2026-03-21 letters in hr live
        2026-03-31 letters in legal live""",
        [("replicated", 30)],
    ),
    "owner moved in the commit of the copy": (
        BORN + "2026-03-01 letters is validated\n2026-03-11 letters owned by hr\n2026-03-11 letters in hr live",
        [("waiting", 305)],
    ),
    "owner moved away: what ran there before is no new copy": (
        BORN + "2026-03-01 letters is validated\n2026-03-11 letters owned by hr",
        [("waiting", 305)],
    ),
    "renamed while waiting": (
        BORN + "2026-03-01 letters is validated\n2026-03-11 post was letters\n2026-03-31 post in hr live from it",
        [("replicated", 30)],
    ),
    "a word that is no stage says nothing": (
        BORN + "2026-03-01 letters is validated\n2026-03-11 letters is valdated\n2026-03-31 letters in hr live",
        [("replicated", 30)],
    ),
    "born validated, not by an import": (
        "2026-03-01 letters added by it\n2026-03-01 letters is validated\n2026-03-11 letters in hr live",
        [("replicated", 10)],
    ),
}

EARLY = {
    "copied before validated": BORN + "2026-02-01 letters in hr live\n2026-03-01 letters is validated",
    "copied at pilot, not validated yet": BORN + "2026-02-01 letters in hr live",
    "copied early by one, later by another": BORN
    + "2026-02-01 letters in hr live\n2026-03-01 letters is validated\n2026-03-11 letters in legal live",
    "born validated together with its copy": "2026-03-01 letters added by it\n2026-03-01 letters is validated\n"
    "2026-03-01 letters in hr live",
    "born validated with a copy that has ended": "2026-03-01 letters added by it\n2026-03-01 letters is validated\n"
    "2026-03-01 letters in hr ended",
}


def wait(text: str) -> Wait:
    [life] = lives_of(timeline_of(text))
    return wait_of(life)


def shown(spells: tuple[Spell, ...]) -> list[tuple[str, int]]:
    return [(spell.ending.value, spell.days(TODAY)) for spell in spells]


@pytest.mark.parametrize(("text", "expected"), HISTORIES.values(), ids=HISTORIES)
def test_the_clock_runs(text, expected):
    found = wait(text)
    assert (shown(found.spells), found.basis, found.is_early) == (expected, Basis.OBSERVED, False)


@pytest.mark.parametrize("text", EARLY.values(), ids=EARLY)
def test_an_early_copy_is_counted_and_has_no_lag(text):
    found = wait(text)
    assert (found.spells, found.basis, found.is_early) == ((), Basis.OBSERVED, True)


def test_a_copy_made_while_demoted_is_early_for_the_next_validation():
    found = wait(
        BORN
        + """2026-03-01 letters is validated
        2026-03-11 letters is pilot
        2026-03-21 letters in hr live
        2026-05-01 letters is validated"""
    )
    assert (shown(found.spells), found.is_early) == ([("demoted", 10)], True)


def test_a_spell_names_its_commits_its_copier_and_what_held_at_its_start():
    found = wait(
        BORN
        + """2026-02-01 letters risk low
        2026-03-01 letters is validated
        2026-03-05 letters risk high
        2026-03-06 letters owned by legal
        2026-03-11 letters in hr live from it"""
    )
    noon = 43_200
    assert found.counted == Spell(
        agent="letters",
        start=seconds("2026-03-01") + noon,
        start_commit="2026-03-01",
        owner="it",
        risk="low",
        ending=Ending.REPLICATED,
        end=seconds("2026-03-11") + noon,
        end_commit="2026-03-11",
        unit="hr",
    )
    assert (found.first.source, found.first.is_stated, found.first.is_inborn) == ("it", False, False)


def test_removed_and_returned_is_another_life_with_another_clock():
    lives = lives_of(
        timeline_of(
            BORN
            + """2026-03-01 letters is validated
            2026-03-11 letters removed
            2026-05-01 letters added by it
            2026-05-01 letters is validated
            2026-05-08 letters in hr live"""
        )
    )
    assert [shown(wait_of(life).spells) for life in lives] == [[("removed", 10)], [("replicated", 7)]]


IMPORT = "2026-01-01 import\n2026-01-01 letters added by it\n"

UNKNOWN = {
    "imported as validated, copied later": IMPORT + "2026-01-01 letters is validated\n2026-02-01 letters in hr live",
    "imported as pilot, validated and copied later": IMPORT
    + "2026-01-01 letters is pilot\n2026-02-01 letters is validated\n2026-03-01 letters in hr live",
    "imported with its copies": IMPORT + "2026-01-01 letters is production\n2026-01-01 letters in hr live",
    "validation stated, the day of its copy not": IMPORT
    + """2026-01-01 letters states validated 2024-06-01
    2026-01-01 letters is validated
    2026-01-01 letters in hr live""",
    "validation stated and over when it came": "2026-01-01 letters added by it\n"
    "2026-01-01 letters states validated 2024-06-01\n2026-01-01 letters is suspended",
}


@pytest.mark.parametrize("text", UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_past_stays_out_of_the_lag(text):
    found = wait(text)
    assert (found.basis, found.spells, found.is_early) == (Basis.UNKNOWN, (), False)


def test_an_import_of_prototypes_hides_nothing():
    found = wait(IMPORT + "2026-01-01 letters is prototype\n2026-02-01 letters is validated")
    assert (found.basis, shown(found.spells)) == (Basis.OBSERVED, [("waiting", 333)])


DECLARED = {
    "both days stated": (
        IMPORT
        + """2026-01-01 letters states validated 2024-06-01
        2026-01-01 letters is validated
        2026-01-01 letters in hr states live 2024-07-01
        2026-01-01 letters in hr live""",
        [("replicated", 30)],
    ),
    "stated, and copied under our eyes": (
        IMPORT
        + """2026-01-01 letters states validated 2025-12-22
        2026-01-01 letters is validated
        2026-01-11 letters in hr live""",
        [("replicated", 20)],
    ),
    "stated, and still waiting": (
        IMPORT + "2026-01-01 letters states validated 2025-12-31\n2026-01-01 letters is production",
        [("waiting", 365)],
    ),
    "stated, and retired under our eyes": (
        IMPORT
        + """2026-01-01 letters states validated 2025-12-22
        2026-01-01 letters is validated
        2026-01-11 letters is retired""",
        [("retired", 20)],
    ),
    "stated for a copy that has ended since": (
        IMPORT
        + """2026-01-01 letters states validated 2024-06-01
        2026-01-01 letters is validated
        2026-01-01 letters in hr states live 2024-07-01
        2026-01-01 letters in hr ended""",
        [("replicated", 30)],
    ),
    "stated to lie after the commit that states it": (
        """2026-01-01 letters added by it
        2026-01-01 letters states validated 2030-01-01
        2026-01-01 letters is validated
        2026-01-11 letters in hr live""",
        [("replicated", 10)],
    ),
    "validation seen, the day of the copy stated": (
        BORN + "2026-03-01 letters is validated\n"
        "2026-04-30 letters in hr states live 2026-03-11\n2026-04-30 letters in hr live",
        [("replicated", 10)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), DECLARED.values(), ids=DECLARED)
def test_stated_days_make_a_lag_that_is_kept_apart(text, expected):
    found = wait(text)
    assert (found.basis, shown(found.spells), found.is_early) == (Basis.DECLARED, expected, False)


def test_a_copy_stated_before_the_validation_is_early_too():
    found = wait(
        IMPORT
        + """2026-01-01 letters states validated 2024-06-01
        2026-01-01 letters is validated
        2026-01-01 letters in hr states live 2024-05-31
        2026-01-01 letters in hr live"""
    )
    assert (found.basis, found.spells, found.is_early) == (Basis.DECLARED, (), True)
