"""The made-up company, as its leader would have typed it: the reader's question.

Dana heads Operations and is "too busy". Every fact goes in through the command set;
nothing is written past it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.local.stage import NotHere
from handlers.answer import answer
from handlers.turn import Address, Place, Profile, Said
from storage.database.transactions import Transaction

# Who may speak on the page, and where the sample company talks.

SURFACE = "local"
TENANT = "sample"
CHANNEL = "joint-wins"
ZONE = "Europe/London"
LONDON = ZoneInfo(ZONE)
COUNTRY = "GB-ENG"
CHANNEL_PLACE = Place(channel_key=CHANNEL, channel_name=CHANNEL, is_direct=False)


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody of the sample company whom the reader can speak as."""

    key: str
    name: str
    title: str
    about: str  # what a newcomer needs to know to be them

    @property
    def intro(self) -> str:
        """What stands above their chat."""
        return f"You are {self.name}, {self.title}. {self.about}"

    @property
    def address(self) -> Address:
        """Who they are, as the page vouches for them."""
        return Address(surface=SURFACE, tenant=TENANT, user_key=self.key)

    @property
    def profile(self) -> Profile:
        """What the page says about them."""
        return Profile(name=self.name, zone=ZONE, locale="en-GB")

    def drawn(self) -> dict[str, str]:
        """Return them as the page's script expects them."""
        first = self.name.split()[0]
        return {"key": self.key, "name": first, "title": f"{self.name}, {self.title}"}


SPEAKERS = {
    one.key: one
    for one in (
        Persona(
            "ada",
            "Ada Novak",
            "CIO",
            "You want a working tie with Dana Whitfield, Head of Operations, who put "
            "you off three times in March. Each morning the bot has a word for you.",
        ),
        Persona(
            "rosa",
            "Rosa Lim",
            "Payroll Lead in Operations",
            "You report to Dana. When Ada records a joint result with you, she passes "
            "you a code; it may be told in the channel once you type it here.",
        ),
        Persona(
            "ben",
            "Ben Okafor",
            "Head of Finance",
            "When Ada records a joint result with you, she passes you a code; it may "
            "be told in the channel once you type it here.",
        ),
    )
}


def persona(key: str) -> Persona:
    """Return who speaks under `key`.

    Raises:
        NotHere: nobody does.
    """
    if key not in SPEAKERS:
        raise NotHere(key)
    return SPEAKERS[key]


CARD = datetime(2026, 3, 31, 8, 30, tzinfo=LONDON).astimezone(UTC)

OPERATIONS = (
    "Tom Reed", "Ines Duarte", "Paul Stone", "Mia Brandt", "Omar Haddad",
    "Nina Kovac", "Jack Hill", "Lena Vogt", "Rosa Lim",
)  # fmt: skip
FINANCE = ("Grace Obi", "Hugo Lind", "Ivy Chan", "Jon Price")
FIRST = (3, 3, 3, 4, 3, 4, 4, 4, 3)  # sum 31, mean 3.4
AGAIN = (4, 4, 4, 5, 4, 4, 4, 5, 4)  # sum 38, mean 4.2


def ratings_typed(scores: tuple[int, ...]) -> str:
    """Return the people of Operations with their ratings, as `rate` reads them."""
    pairs = zip(scores, OPERATIONS, strict=True)
    return ", ".join(f"{score} by {name}" for score, name in pairs)


LINES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "2026-02-02 09:00",
        (
            "add Dana Whitfield, Head of Operations in Operations",
            "add Rosa Lim, Payroll Lead in Operations reports to Dana as colleague",
            "add Sam Ortiz, Payroll Owner in IT as colleague",
            "add Ben Okafor, Head of Finance in Finance as colleague",
            "add Kim Park, Legal Counsel in Legal as colleague",
            "add Tara Singh, Sales Director in Sales as colleague",
            *(f"add {name} in Operations as colleague" for name in OPERATIONS[:-1]),
            *(f"add {name} in Finance as colleague" for name in FINANCE),
            "service Payroll for Operations owned by Sam",
            "service Ledger for Finance owned by Sam",
        ),
    ),
    (
        "2026-02-16 09:00",
        (
            f"rate Payroll {ratings_typed(FIRST)}",
            "rate Ledger 5 by Ben, 4 by Grace, 5 by Hugo, 4 by Ivy, 5 by Jon",
        ),
    ),
    (
        "2026-03-02 09:00",
        ("issue open I-12 on Payroll due 22 March: salaries of new joiners come late",),
    ),
    ("2026-03-03 10:00", ("log Dana postponed",)),
    ("2026-03-10 10:00", ("log Ben met", "log Grace call", "log Hugo met")),
    ("2026-03-11 10:00", ("log Ivy call", "log Jon declined")),
    ("2026-03-12 10:00", ("log Kim call", "log Tara met: likes the new quote tool")),
    ("2026-03-13 10:00", ("Kim knows Dana", "Tara knows Dana")),
    (
        "2026-03-16 10:00",
        (
            "agenda One ledger for all sites, decision 12 June, process Grace, "
            "pnl Ben, people Hugo, sponsor Ben, measure: books closed in five days",
            "need Ben on A-1: books closed in five days",
            "motivator Ben, task: the quarter closed without overtime",
            "stance Ben on A-1 supportive, wanted leading",
        ),
    ),
    ("2026-03-17 10:00", ("log Dana postponed",)),
    ("2026-03-24 10:00", ("log Sam call: I-12 needs one more person",)),
    ("2026-03-30 10:00", ("log Dana postponed: third time this month",)),
)


def seed(tx: Transaction) -> None:
    """Type all of it as Ada, in one transaction.

    Raises:
        Refusal: a line is not understood.
    """
    for said in _typed():
        answer(tx, said)


def _typed() -> Iterator[Said]:
    for moment, lines in LINES:
        at = datetime.fromisoformat(moment).replace(tzinfo=LONDON)
        for line in lines:
            yield _said(line, at.astimezone(UTC))
    yield _said("channel here", CARD, place=CHANNEL_PLACE)


def _said(text: str, at: datetime, *, place: Place | None = None) -> Said:
    ada = SPEAKERS["ada"]
    return Said(ada.address, text, at, profile=ada.profile, place=place or Place())
