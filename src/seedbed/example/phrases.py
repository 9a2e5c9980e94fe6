"""The sentences from which recipes, oversight, incidents and stories are put together.

Placeholders: {one} and {many} name the subject of a card. Tables are keyed by the kind of work.
"""

from __future__ import annotations

STEPS: dict[str, tuple[str, str, str]] = {
    "drafting": (
        "Put five {many} that people still praise beside the prompt, with one line each on why they are good.",
        "Write down what must never be promised or named in a {one}; the agent gets the list word for word.",
        "Let two people who write {many} every week mark each draft: sent as it was, mended, thrown away.",
    ),
    "summarising": (
        "Agree on the five headings that every page has, and on what goes under none of them.",
        "Give it ten {many} of which a page by hand exists, and lay both pages side by side.",
        "Ask a reader who was not involved what they would decide after the page alone.",
    ),
    "classifying": (
        "Write each type of {many} down with two examples and one near miss.",
        "Take last month's {many} and the types people gave them; where two people differ, mend the list first.",
        "Let it sort beside a person for a week. Count only the cases in which both looked at the same text.",
    ),
    "extracting": (
        "List the fields of a {one} with their format, and say what an empty field means.",
        "Collect forty {many}, ten of them badly scanned, and type the right values in by hand.",
        "Load its table into the test system; whatever the system refuses counts as wrong.",
    ),
    "answering": (
        "Name the pages that are the only source on {many}; throw out copies and old editions.",
        "Collect sixty real questions with the answers your best colleague gave.",
        "Have it show the passage under each answer. An answer without a passage counts as wrong.",
    ),
    "checking": (
        "Turn the checklist for {many} into single yes-or-no questions.",
        "Plant thirty known errors in old {many} and see how many it finds, and what it finds that is none.",
        "Show findings to the author only, until false alarms are under one in ten.",
    ),
    "converting": (
        "Agree on one target layout and keep it beside the prompt as a filled example.",
        "Convert twenty {many} that exist in both layouts and compare them line by line.",
        "Keep the original next to the result for ninety days.",
    ),
    "routing": (
        "Draw the queues for {many} on one page, with an owner for each, and a queue for doubt.",
        "Replay two weeks of {many} and count how often it chose the queue where the work ended up.",
        "Start with the three largest queues and leave everything else to people.",
    ),
    "researching": (
        "Name the sources that count for a {one} and those that do not.",
        "Take eight finished pieces of research and let it start from the same question.",
        "Open every source it cites. A dead or invented source sends the page back.",
    ),
    "predicting": (
        "Clean two years of {many}: closures, moves and one-off orders get a note.",
        "Hold the last six months back and let it forecast them one by one.",
        "Show the range beside the number everywhere, also on slides.",
    ),
    "coding": (
        "Keep each {one} in a repository with a test that fails before the script and passes after it.",
        "Run it in the sandbox with made-up data until three scripts in a row needed no mending.",
        "A second person reads every script before it runs anywhere else.",
    ),
}

START = (
    "Access to every platform item that the blueprint names; ask in the AI office's channel two days ahead.",
    "A supervisor certified for the agent's risk class, and one colleague who says honestly when it is wrong.",
    "Your own count for one ordinary month: how many {many}, how many minutes each, how many people.",
)

CLOSING_STEPS = (
    "Run it beside the old way for two weeks and write down every difference, also the harmless ones.",
    "Go live with a tenth of the {many}, then a third, then all of them; a week each.",
    "Record your copy with `seedbed replicate` and put the first month's counts under measurements.",
)

ADVICE = (
    "Put the date of the last change at the top of the prompt.",
    "Name a stand-in before the first holiday.",
    "Show the team one good and one bad result in the first week.",
    "Keep ten old cases aside and run them after every change.",
    "Ask the night shift too; they see other cases.",
    "Write the rule down where the work happens, not only here.",
    "Delete test data on the day you go live.",
    "Let the quietest sceptic choose the test cases.",
)

AUDITING = (
    "Every week {share} % of the results are drawn by lot and judged against the source by a second person.",
    "The supervisor judges {share} of every hundred results blind and writes down the kind of each error.",
    "A fixed sample of {share} % a month, doubled for a month after every new version.",
)

PROMPTING = (
    "The supervisor keeps the instructions in the team folder; changes need a second reader and raise the version.",
    "Instructions live beside the code. Anyone proposes, the supervisor merges, ten old cases are run again.",
    "One page of instructions with examples, changed on the first Monday of a month unless something is wrong.",
)

ESCALATION = (
    "When it is unsure, when a person complains or when money above the limit is named, it hands over to {who}.",
    "It stops at anything about health, law or an angry tone and puts the case on the desk of {who}.",
    "Cases outside the list go to {who} within the hour, with what it had read so far.",
)

STOP = (
    "Anybody in the unit switches it off on the start page of the tool; open cases fall back into the shared queue.",
    "One message to the supervisor or the AI office stops it within ten minutes, at night through the service desk.",
    "The switch is on the team board. Work then goes on by hand from the same queue; nothing is lost.",
)

FAILURES = (
    "*It sounds sure and is wrong.* See whether the source was in reach at all, then add the case to the old ones.",
    "*Suddenly more go to people.* Check whether the form of the {many} changed; a new layout is the usual reason.",
    "*It gets slow on Mondays.* Start it an hour earlier or split the batch; do not raise the limit.",
    "*Two units get different results.* Compare versions first, then lists. It was never the model so far.",
    "*Somebody stopped reading the results.* Halve the volume until the sample is judged again.",
    "*Costs jump.* Someone pastes whole files. Cut the input to the {one} itself.",
)

CHANGES = (
    "Added our own list of words to avoid",
    "Sends its results to the shift board as well",
    "Reads our archive first",
    "Shorter form without the summary",
    "A second person signs above the usual limit",
    "Takes photographs as input too",
    "Results in two languages",
)

INCIDENTS = (
    (
        "Wrong unit of measure in {n} results",
        "{n} {many} carried centimetres where millimetres were meant. A colleague noticed before anything left.",
        "The unit is now part of the instructions, and the ten test cases hold two with inches.",
    ),
    (
        "Old price used in {n} cases",
        "The source still held last year's list, and {n} {many} were worked on with it. Two had been sent.",
        "The old list was archived, both receivers were called, and the version of the source is now shown.",
    ),
    (
        "Case left lying for {n} days",
        "A handed-over case sat in the queue of a colleague on leave for {n} days. The sender had to ask twice.",
        "Handed-over cases now go to a group, and the oldest one is read out on Mondays.",
    ),
    (
        "Invented reference in a result",
        "A result cited a paragraph that does not exist. The sample of {n} judged that week held one more.",
        "Results without a passage that can be opened are now held back automatically.",
    ),
    (
        "Names shown to the wrong team",
        "For {n} hours a shared folder let another team read {many} with names in them.",
        "Access was closed, the people concerned were told, and rights are checked on every first of the month.",
    ),
)

REASONS = {
    "below": "Three months below the bar in a row; two attempts to mend it did not help.",
    "successor": "The newer agent does the same work with fewer corrections.",
    "unused": "The work itself has shrunk to a few cases a month.",
    "incident": "Stopped after an incident until its cause is understood.",
    "drift": "Results got worse after the sources changed; people do the work again for now.",
}

DATA = (
    "Working copies were deleted; results stay in the archive.",
    "Logs are kept for six months, everything else was deleted.",
    "Nothing was stored outside the source system.",
)

QUOTES = {
    "win": (
        "I got my Thursday afternoons back.",
        "The queue is empty when I come in. I still look twice.",
        "We answered in the same week for the first time since I started here.",
    ),
    "highlight": (
        "We copied it in two days and changed one step.",
        "I asked what it had read, and it showed me the line.",
        "The first week was slower. Do say that to the next team.",
    ),
    "lesson": (
        "We trusted it because the first month was so good.",
        "The sample was there. Nobody had read it.",
        "Switching it off took ten minutes; explaining why took a month.",
    ),
}
