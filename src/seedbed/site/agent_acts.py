"""What a reader can do from an agent's page: copy it, add a month of figures, report an incident."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from seedbed.records import Status
from seedbed.site.profiles import Profile
from seedbed.site.proposals import VERSION, forge_of, incident_text, proposal_url, table_text
from seedbed.site.views import Site


class Drafts(Struct, frozen=True, kw_only=True):
    """Records that a reader may begin: made once, since they are alike for every agent."""

    incident: str
    table: str

    @classmethod
    def of(cls, site: Site) -> Drafts:
        """The drafts of a site."""
        return cls(incident=incident_text(site), table=table_text(site))


def agent_acts(site: Site, profile: Profile, drafts: Drafts, /) -> dict[str, Any]:
    """The addresses at which the forge begins each record, None where it has none, and the facts for the script."""
    folder, version = f"catalog/agents/{profile.agent.id}", profile.agent.version or VERSION
    forge = forge_of(site)
    table = drafts.table.replace(VERSION, version)
    return {
        "new_copy": proposal_url(forge, f"{folder}/deployments/UNIT.yml"),
        "new_incident": proposal_url(forge, f"{folder}/incidents/YYYY-MM-DD-WHAT.yml", drafts.incident),
        "new_table": proposal_url(forge, f"{folder}/measurements/UNIT.csv", table),
        "facts_for_copy": _facts(site, profile) if profile.agent.is_open and site.catalogue.units else None,
    }


def _facts(site: Site, profile: Profile) -> dict[str, Any]:
    """What the script needs to tell a unit what it lacks and to fill in its record."""
    agent = profile.agent
    live = [one.deployment.unit for one in profile.running if one.deployment.status is Status.LIVE]
    pages = {use.item: site.uri("platform", use.item) for use in agent.uses}
    return {
        "id": agent.id,
        "risk": str(agent.risk),
        "version": agent.version or "",
        "owner": agent.owner.unit,
        "sources": [[unit, site.name("units", unit)] for unit in live],
        "uses": [[item, site.name("platform", item), f"../{page}" if page else ""] for item, page in pages.items()],
    }
