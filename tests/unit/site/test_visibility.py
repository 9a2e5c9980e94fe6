"""What a site may say about an agent, by its visibility."""

import pytest

from seedbed.site.views import NOT_SHOWN
from seedbed.site.visibility import is_withheld, may_name, may_tell, named, told_agents
from tests.helpers.records import agent
from tests.helpers.sites import site_of

SITE = site_of(agent("open"), agent("brief", visibility="summary"), agent("hidden", visibility="none"))


@pytest.mark.parametrize(
    ("agent_id", "nameable", "tellable"),
    [("open", True, True), ("brief", True, False), ("hidden", False, False), ("unknown", False, False)],
)
def test_visibility_of_an_agent(agent_id, nameable, tellable):
    assert (may_name(SITE, agent_id), may_tell(SITE, agent_id)) == (nameable, tellable)


def test_lists_hold_only_what_may_be_shown():
    assert named(SITE, ["hidden", "brief", "open", "unknown"]) == ["brief", "open"]
    assert [one.id for one in told_agents(SITE)] == ["open"]


@pytest.mark.parametrize(
    ("subject", "withheld"),
    [
        ("hidden", True),
        ("brief", True),
        ("open", False),
        ("hidden/it", True),
        ("catalog/agents/hidden/blueprint.yml", True),
        ("catalog/agents/hidden/deployments/it.yml", True),
        ("catalog/agents/open/recipe.md", False),
        ("catalog/agents/broken/blueprint.yml", False),
        ("catalog/units/hidden.yml", False),
    ],
)
def test_is_withheld_follows_the_agent_of_a_subject(subject, withheld):
    assert is_withheld(SITE, subject) is withheld


def test_a_hidden_agent_is_not_named_where_others_point_at_it():
    assert SITE.name("agents", "hidden") == NOT_SHOWN
