"""Records for tests: each maker gives a valid record, changed by what the test is about."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from seedbed import records


def organization(**changes: Any) -> records.Organization:
    facts = {"name": "Brook", "currency": "EUR", "functions": (), "programme_start": "2025-01-13"}
    return records.Organization(id="organization", path="catalog/organization.yml", **facts | changes)


def agent(record_id: str = "paper-sorter", **changes: Any) -> records.Agent:
    facts = {
        "name": record_id.replace("-", " ").capitalize(),
        "summary": "Hands over a pile of paper and gets back a sorted one.",
        "function": "it",
        "stage": records.Stage.VALIDATED,
        "risk": records.Risk.LOW,
        "owner": records.Owner(unit="it"),
        "origin": "built",
    }
    return records.Agent(id=record_id, path=f"catalog/agents/{record_id}/blueprint.yml", **facts | changes)


def deployment(record_id: str = "paper-sorter/it", **changes: Any) -> records.Deployment:
    name, unit = record_id.split("/")
    facts = {"agent": name, "unit": unit, "status": records.Status.LIVE}
    path = f"catalog/agents/{name}/deployments/{unit}.yml"
    return records.Deployment(id=record_id, path=path, **facts | changes)


def demo(record_id: str = "spring/bot", **changes: Any) -> records.Demo:
    event_id, _ = record_id.split("/")
    facts = {
        "event": event_id,
        "title": record_id.split("/")[1].capitalize(),
        "summary": "It drafts replies to frequent questions.",
        "team": ("Ada Okoye",),
        "unit": "it",
        "shows": records.Shows(video="https://media.brook.example/bot"),
        "body": "",
    }
    return records.Demo(id=record_id, path=f"catalog/demos/{record_id}.md", **facts | changes)


def event(record_id: str = "spring", **changes: Any) -> records.Event:
    facts = {"name": record_id.capitalize(), "kind": "demo-day", "starts": "2026-04-21", "place": "Hall 2"}
    return records.Event(id=record_id, path=f"catalog/demos/{record_id}/event.yml", **facts | changes)


def incident(record_id: str = "paper-sorter/2026-09-14-wrong-pile", **changes: Any) -> records.Incident:
    name, dated = record_id.split("/")
    facts = {
        "agent": name,
        "on": dated[:10],
        "title": "Sorted into the wrong pile",
        "unit": "it",
        "severity": records.Risk.LOW,
        "status": "open",
        "happened": "Forty letters went to the wrong desk.",
    }
    path = f"catalog/agents/{name}/incidents/{dated}.yml"
    return records.Incident(id=record_id, path=path, **facts | changes)


def month(period: str, **changes: Any) -> records.Measurement:
    """A month of 200 tasks that meets every usual bar."""
    facts = {
        "version": "1.0.0",
        "tasks": 200,
        "automated": 190,
        "judged": 60,
        "correct": 57,
        "human_minutes": 400,
        "method": "measured",
        "source": "desk report",
        "line": 2,
    }
    return records.Measurement(period=period, **facts | changes)


def person(record_id: str = "ada", **changes: Any) -> records.Person:
    facts = {"name": record_id.capitalize(), "unit": "it", "roles": ("supervisor",)}
    return records.Person(id=record_id, path=f"catalog/people/{record_id}.yml", **facts | changes)


def certificate(on: str, expires: str, **changes: Any) -> records.Certificate:
    return records.Certificate(
        **{"course": "basics", "level": records.Risk.LOW, "on": on, "expires": expires} | changes
    )


def platform_item(record_id: str = "plain-model", **changes: Any) -> records.PlatformItem:
    facts = {
        "kind": "model",
        "name": record_id.replace("-", " ").capitalize(),
        "status": "approved",
        "data_allowed": "internal",
        "access": "Everybody has it.",
    }
    return records.PlatformItem(id=record_id, path=f"catalog/platform/{record_id}.yml", **facts | changes)


def playbook(record_id: str = "first-steps", **changes: Any) -> records.Playbook:
    facts = {
        "title": record_id.replace("-", " ").capitalize(),
        "summary": "What to read before you try your first agent.",
        "order": 10,
        "stage": "awareness",
        "audience": ("staff",),
        "time": "20 minutes",
        "produces": ("request",),
        "body": "",
    }
    return records.Playbook(id=record_id, path=f"playbooks/{record_id}.md", **facts | changes)


def program(record_id: str = "fridays", **changes: Any) -> records.Program:
    facts = {
        "kind": "time",
        "name": record_id.capitalize(),
        "summary": "Two hours a week to try what one likes.",
        "starts": "2026-01-09",
    }
    return records.Program(id=record_id, path=f"catalog/programs/{record_id}.yml", **facts | changes)


def request(record_id: str = "faster-replies", **changes: Any) -> records.Request:
    facts = {
        "title": record_id.replace("-", " ").capitalize(),
        "unit": "it",
        "pain": records.Pain(tag="replies", hours_per_month=30, people=12),
        "status": "open",
        "body": "",
    }
    return records.Request(id=record_id, path=f"catalog/requests/{record_id}.md", **facts | changes)


def story(record_id: str = "2026-05-12-first-copy", **changes: Any) -> records.Story:
    facts = {"on": record_id[:10], "title": "The first copy", "kind": "win", "unit": "it", "body": ""}
    return records.Story(id=record_id, path=f"catalog/stories/{record_id}.md", **facts | changes)


def unit(record_id: str = "it", **changes: Any) -> records.Unit:
    facts = {"name": record_id.upper(), "function": "it"}
    return records.Unit(id=record_id, path=f"catalog/units/{record_id}.yml", **facts | changes)


def waiver(record_id: str = "old-reviews", **changes: Any) -> records.Waiver:
    facts = {
        "rule": "review-overdue",
        "subject": "paper-sorter",
        "reason": "The team moves house this month.",
        "approver": "cleo",
        "expires": "2026-12-31",
    }
    return records.Waiver(id=record_id, path=f"catalog/waivers/{record_id}.yml", **facts | changes)


def thresholds(**changes: Any) -> records.Thresholds:
    facts = {
        "accuracy": Fraction(4, 5),
        "automation": Fraction(9, 10),
        "net_output": Fraction(3, 10),
        "judged_tasks": 50,
        "measured_tasks": 100,
        "evidence_days": 90,
        "high_volume_tasks_per_month": 100,
    }
    return records.Thresholds(**facts | changes)


def policy(**changes: Any) -> records.Policy:
    facts = {
        "version": 1,
        "thresholds": thresholds(),
        "risk_floor": (),
        "approvals": {"low": ("owner", "ai-office"), "medium": ("owner",), "high": ("owner", "security")},
        "ladder": records.LadderMonths(medium_after_low_months=2, high_after_medium_months=3),
        "review_months": {"low": 12, "medium": 12, "high": 6},
        "adoption": records.AdoptionPolicy(
            crossing=Fraction(1, 10),
            acceleration=Fraction(3, 20),
            saturation=Fraction(3, 5),
            scaled=Fraction(2, 5),
            window_months=(18, 36),
            purgatory_months=12,
        ),
        "small_group": 5,
        "waiver_days": 90,
    }
    return records.Policy(id="policy", path="catalog/policy.yml", **facts | changes)
