"""The prose of a draft: the parts that its kind must have, each with a mark where a person writes."""

from __future__ import annotations

from collections.abc import Mapping

RECIPE = """\
## What it does

TODO: two or three sentences on what a person hands over and gets back, and what it does not do.

## Before you start

- TODO: each access, licence, document or agreement that a unit needs first, with where to get it.

## Steps

1. TODO: the first thing that a person of the new unit does.
2. TODO: the next one, up to the first live task. Somebody who has never seen the agent must be able to follow.

## Oversight

TODO: who looks at the output, how much of it, how often, and what they look for.

## When it fails

TODO: how anybody stops it, who is told, and how the work goes on without it.
"""

DEMO = """\
## What was built

TODO: what it does and for whom, what surprised you, and what is still missing.

## How it works

TODO: put your own boxes and arrows below: where work comes in, what the agent does, who looks at it, what comes out.

```mermaid
flowchart LR
    work[What comes in] --> agent[What the agent does]
    agent --> person[Who looks at it]
    person --> result[What comes out]
```
"""

REQUEST = """\
## What hurts today

TODO: who does the work, how often, how long it takes, and what goes wrong.

## What would be better

TODO: what you would hand over and what you would like to get back.
"""

STORY = """\
TODO: what happened, who did it, and what others can take from it. Under 200 words.
"""

PLAYBOOK = """\
## When

TODO: the moment at which somebody needs this page.

## Who

TODO: who acts, and who decides.

## Steps

1. TODO: the first step, in the words you would use to a colleague.

## Checklist

- [ ] TODO: something that one can see to be done.

## What it looks like when it works

TODO: what people say and do then.

## Traps

- TODO: what usually goes wrong.

## Records it produces

- TODO: which records are made or changed.
"""

BODIES: Mapping[str, str] = {"demo": DEMO, "request": REQUEST, "story": STORY, "playbook": PLAYBOOK}
"""The bodies of the kinds with front matter."""
