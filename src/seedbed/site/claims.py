"""What an agent's owner claims beside what the units reached that copied it, and how the claim went over the months."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from statistics import median

from markupsafe import Markup

from seedbed.records import Measurement
from seedbed.site.charts import sparkline
from seedbed.site.profiles import Profile
from seedbed.site.views import Site


def copies_reached(site: Site, profile: Profile, /) -> str:
    """Half of the copies' accuracies, and whether that keeps up with the claim; '' where no copy may be told of."""
    claim, proof = profile.evidence.accuracy if profile.evidence else None, profile.proof
    told = (one.output for one in profile.running if one.output and proof and one.output.unit != proof.unit)
    reached = [one.evidence.accuracy for one in told if one.evidence.accuracy is not None]
    if claim is None or not reached:
        return ""
    language = site.language
    half, lowest = median(reached), min(reached)
    counted = language.plural(len(reached), "{count} copy measured its own", "{count} copies measured their own")
    facts = {"copies": counted, "half": language.percent(half), "low": language.percent(lowest)}
    if len(reached) == 1:
        return language.say("{copies}: {half}, against the {claim} here.", claim=language.percent(claim), **facts)
    return language.say(
        "{copies}: half of them reach {half} or more, against the {claim} here; the lowest {low}.",
        claim=language.percent(claim),
        **facts,
    )


def accuracy_trend(site: Site, rows: Sequence[Measurement], /) -> Markup:
    """The accuracy of these months as a line, oldest first; '' with fewer than two that were judged."""
    judged = [row for row in rows if row.judged]
    if len(judged) < 2:
        return Markup("")
    shares = [Fraction(row.correct, row.judged) for row in judged]
    language = site.language
    says = language.say(
        "Accuracy from {first} in {from_month} to {last} in {to_month}",
        first=language.percent(shares[0]),
        from_month=language.month(judged[0].period),
        last=language.percent(shares[-1]),
        to_month=language.month(judged[-1].period),
    )
    return sparkline(shares, says=says)
