"""The business functions of the example: how readily each adopts, its units, and what its work is about."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from msgspec import Struct

from seedbed.example.names import slug


class Subject(Struct, frozen=True, kw_only=True):
    """A thing that work is about, in the singular and the plural, with the data in it and the outsiders it concerns."""

    one: str
    many: str
    classification: str = "internal"
    personal: str = "none"
    affects: tuple[str, ...] = ()

    @property
    def tag(self) -> str:
        """The pain of having to work on it by hand."""
        return slug(self.many)


class Function(Struct, frozen=True, kw_only=True):
    """A business function. `pace` multiplies how readily it adopts; `connector` is the system that holds its data."""

    name: str
    wave: str
    pace: float
    connector: tuple[str, str, str]
    units: tuple[str, ...]
    subjects: tuple[Subject, ...]


def subjects(
    text: str, /, *, classification: str = "internal", personal: str = "none", affects: tuple[str, ...] = ()
) -> tuple[Subject, ...]:
    """Subjects from `singular / plural` separated by semicolons; the rest holds for all of them."""
    pairs = (pair.split("/") for pair in text.split(";"))
    return tuple(
        Subject(
            one=" ".join(one.split()),
            many=" ".join(many.split()),
            classification=classification,
            personal=personal,
            affects=affects,
        )
        for one, many in pairs
    )


FUNCTIONS: dict[str, Function] = {
    "marketing": Function(
        name="Marketing",
        wave="first",
        pace=1.25,
        connector=("press-room", "Press room connector", "confidential"),
        units=("Brand Studio", "Campaign Desk", "Web and Search", "Fairs and Events"),
        subjects=subjects("""
            newsletter / newsletters; campaign brief / campaign briefs; product page / product pages; catalogue
            text / catalogue texts; reader survey / reader surveys; fair report / fair reports; brand guideline
            / brand guidelines
        """)
        + subjects("press mention / press mentions; social post / social posts", affects=("public",))
        + subjects("dealer flyer / dealer flyers", affects=("partners",)),
    ),
    "sales-operations": Function(
        name="Sales operations",
        wave="first",
        pace=1.2,
        connector=("deal-book", "Deal book connector", "confidential"),
        units=("Sales Desk", "Dealer Support", "Offers and Pricing", "Key Accounts"),
        subjects=subjects("""
            sales call note / sales call notes; price list / price lists; territory plan / territory plans;
            pipeline report / pipeline reports; lost-deal review / lost-deal reviews; competitor sheet /
            competitor sheets
        """)
        + subjects("tender / tenders; order change / order changes", affects=("customers",))
        + subjects("dealer lead / dealer leads; dealer contract / dealer contracts", affects=("partners",)),
    ),
    "customer-support": Function(
        name="Customer support",
        wave="first",
        pace=1.3,
        connector=("desk-bell", "Desk bell connector", "confidential"),
        units=("Customer Care", "Warranty Desk", "Technical Hotline", "Returns"),
        subjects=subjects("""
            call transcript / call transcripts; help page / help pages; fault description / fault descriptions;
            repair report / repair reports; satisfaction comment / satisfaction comments; hotline note / hotline
            notes
        """)
        + subjects("customer mail / customer mails", personal="ordinary", affects=("customers",))
        + subjects("warranty claim / warranty claims", personal="ordinary", affects=("customers",))
        + subjects(
            """
            delivery complaint / delivery complaints; spare-part wish / spare-part wishes
            """,
            affects=("customers",),
        ),
    ),
    "finance": Function(
        name="Finance",
        wave="second",
        pace=0.9,
        connector=("general-ledger", "General ledger connector", "restricted"),
        units=("Accounts Payable", "Controlling", "Treasury", "Tax and Audit"),
        subjects=subjects(
            """
            supplier invoice / supplier invoices; dunning letter / dunning letters; cost centre report / cost
            centre reports; month-end note / month-end notes; budget request / budget requests; bank statement /
            bank statements; asset record / asset records
            """,
            classification="confidential",
        )
        + subjects("expense claim / expense claims", classification="confidential", personal="ordinary")
        + subjects("quarterly report / quarterly reports; payment run / payment runs", classification="restricted"),
    ),
    "people": Function(
        name="People and learning",
        wave="second",
        pace=0.8,
        connector=("people-file", "People file connector", "restricted"),
        units=("People Services", "Hiring", "Learning", "Payroll"),
        subjects=subjects("""
            job posting / job postings; course outline / course outlines; policy question / policy questions;
            onboarding plan / onboarding plans; exit interview / exit interviews; shift wish / shift wishes;
            training record / training records
        """)
        + subjects(
            "application / applications", classification="confidential", personal="ordinary", affects=("applicants",)
        )
        + subjects("salary query / salary queries", classification="restricted", personal="ordinary")
        + subjects("sick note / sick notes", classification="restricted", personal="special"),
    ),
    "legal": Function(
        name="Legal and compliance",
        wave="third",
        pace=0.6,
        connector=("contract-vault", "Contract vault connector", "restricted"),
        units=("Contracts", "Compliance", "Patents and Marks"),
        subjects=subjects(
            """
            contract clause / contract clauses; supplier contract / supplier contracts; export permit / export
            permits; compliance question / compliance questions; standard / standards; licence term / licence
            terms; trade mark notice / trade mark notices
            """,
            classification="confidential",
        )
        + subjects("board paper / board papers; inspection file / inspection files", classification="restricted"),
    ),
    "research": Function(
        name="Research and development",
        wave="third",
        pace=0.85,
        connector=("lab-notebook", "Lab notebook connector", "confidential"),
        units=("Light Lab", "Lamp Design", "Test Bench", "Battery Lab"),
        subjects=subjects("""
            test report / test reports; patent abstract / patent abstracts; design review / design reviews;
            parts list / parts lists; lab note / lab notes; material sheet / material sheets; failure analysis /
            failure analyses; standard test / standard tests; measurement series / measurement series
        """),
    ),
    "it": Function(
        name="Information technology",
        wave="second",
        pace=1.1,
        connector=("code-shelf", "Code shelf connector", "confidential"),
        units=("Service Desk", "Applications", "Networks and Security", "Data Office"),
        subjects=subjects("""
            service ticket / service tickets; change request / change requests; code review / code reviews;
            incident report / incident reports; log extract / log extracts; user guide / user guides; release
            note / release notes; licence record / licence records; data table / data tables
        """),
    ),
    "operations": Function(
        name="Operations",
        wave="third",
        pace=0.75,
        connector=("plant-board", "Plant board connector", "confidential"),
        units=("Lamp Assembly", "Glassworks", "Quality", "Dispatch"),
        subjects=subjects("""
            shift handover / shift handovers; maintenance log / maintenance logs; delivery note / delivery
            notes; safety report / safety reports; quality record / quality records; stock list / stock lists;
            production plan / production plans; work instruction / work instructions; machine reading / machine
            readings
        """),
    ),
    "procurement": Function(
        name="Procurement",
        wave="second",
        pace=0.95,
        connector=("supplier-gate", "Supplier gate connector", "confidential"),
        units=("Purchasing", "Supplier Development", "Freight and Customs"),
        subjects=subjects("""
            purchase request / purchase requests; order confirmation / order confirmations; supplier audit /
            supplier audits; freight invoice / freight invoices; customs form / customs forms; delivery delay /
            delivery delays
        """)
        + subjects(
            """
            supplier offer / supplier offers; supplier question / supplier questions
            """,
            affects=("partners",),
        ),
    ),
}

REGIONS = ("North", "South", "East", "West", "Coast", "Lakes", "Hills", "Isles", "Capital", "Border", "Delta", "Abroad")


def unit_names(rng: Random, /) -> Iterator[tuple[str, str, str | None]]:
    """Names of units with their function and, in a region's edition, the unit above; one of each function first."""
    functions = list(FUNCTIONS)
    rng.shuffle(functions)
    functions.sort(key=lambda name: FUNCTIONS[name].wave)
    places = [f" {number}" if number > 1 else "" for number in range(1, 40)]
    suffixes = ["", *(f" {region}{number}" for number in places for region in REGIONS)]
    for suffix in suffixes:
        for turn in range(4):
            for function in functions:
                names = FUNCTIONS[function].units
                if turn < len(names):
                    yield f"{names[turn]}{suffix}", function, names[turn] if suffix else None
