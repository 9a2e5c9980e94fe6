"""Time zones by their names in the IANA database, as the machine or the package tzdata holds it."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

NO_PLACES = frozenset({"Factory", "localtime", "posixrules"})
"""Files of the database that name no place, or another one on every machine."""
COPIES = ("posix/", "right/")
"""Folders in which some machines keep the same zones a second time, with and without leap seconds."""

CLOSE_ENOUGH = 0.75
"""Similarity from which a zone is offered: among six hundred names something is always a little alike."""


def zone_of(name: str, /) -> ZoneInfo | None:
    """The zone of a name; None where there is none."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - its import takes as long as that of half the records, and few ask

    if name in NO_PLACES or name.startswith(COPIES):
        return None
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):  # unknown; a folder, or too long; no name at all
        return None


def zone_meant(name: str, /) -> str | None:
    """The zone that was probably meant by a name that is none: spelled otherwise, or only its city."""
    from zoneinfo import available_timezones  # noqa: PLC0415 - see above

    if name in NO_PLACES:
        return None
    zones = sorted(zone for zone in available_timezones() if zone_of(zone))
    word = name.casefold().replace(" ", "_")
    known = {zone.rsplit("/", 1)[-1].casefold(): zone for zone in zones} | {zone.casefold(): zone for zone in zones}
    near = [word] if word in known else difflib.get_close_matches(word, known, n=1, cutoff=CLOSE_ENOUGH)
    return known[near[0]] if near else None
