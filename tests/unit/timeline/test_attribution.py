"""Who a signature belongs to."""

from __future__ import annotations

import pytest

from seedbed.timeline.attribution import Attribution, People
from seedbed.timeline.mailmap import parse_mailmap

PEOPLE = People(by_email={"ada@brook.example": "ada"}, by_account={"adaokoye": "ada", "cy": "cy-ro"})
MAILMAP = parse_mailmap("Bo Lind <bo@brook.example> <bo@home.example>\n<ada@brook.example> <ada@home.example>\n")

SIGNATURES = {
    "a catalogued address": (("A. Okoye", "Ada@Brook.example"), "ada"),
    "a mapped address": (("A. Okoye", "ada@home.example"), "ada"),
    "an account on the forge": (("x", "17+AdaOkoye@users.noreply.github.com"), "ada"),
    "an account without a number": (("x", "cy@users.noreply.git.example.org"), "cy-ro"),
    "an account at GitLab": (("x", "123-cy@users.noreply.gitlab.com"), "cy-ro"),
    "an account that nobody has": (("Dee", "9+dee@users.noreply.github.com"), "Dee"),
    "somebody whom the mailmap names": (("Bobby", "bo@home.example"), "Bo Lind"),
    "somebody unknown": (("Zoë Lambert", "zoe@else.example"), "Zoë Lambert"),
    "no name": (("", "zoe@else.example"), "zoe"),
    "neither name nor address": (("", ""), None),
    "GitHub for somebody": (("GitHub", "noreply@github.com"), None),
    "GitLab for somebody": (("GitLab", "noreply@gitlab.com"), None),
    "GitHub's web": (("web-flow", "no-reply@github.com"), None),
    "somebody called GitHub": (("GitHub", "gita@hub.example"), "GitHub"),
    "an app of GitHub": (("dependabot[bot]", "1+dependabot[bot]@users.noreply.github.com"), "dependabot[bot]"),
    "an app by its address alone": (("Counts", "1+count[bot]@users.noreply.github.com"), "Counts [bot]"),
    "a bot by its name": (("Renovate Bot", "renovate@brook.example"), "Renovate Bot [bot]"),
    "no bot, but a Mr Abbot": (("Jo Abbot", "jo@brook.example"), "Jo Abbot"),
    "no bot, but a robotics team": (("Botany and robotics", "rob@brook.example"), "Botany and robotics"),
}


@pytest.mark.parametrize(("signature", "name"), SIGNATURES.values(), ids=SIGNATURES)
def test_signatures(signature, name):
    assert Attribution(MAILMAP, PEOPLE).name(signature) == name


def test_a_catalogued_bot_goes_by_its_id():
    people = People(by_email={"bot@brook.example": "count-collector"})
    assert Attribution(MAILMAP, people).name(("count[bot]", "bot@brook.example")) == "count-collector"
