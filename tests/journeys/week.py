"""A leader's week, told once: what is typed, pressed and awaited, and what is read.

Every surface lives through it in its own way; see `tests.journeys.surface`. A fact is
read in what a step newly shows, word for word but for line breaks and bullets.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from tests.journeys.company import london

ADA, ROSA = "Ada Novak", "Rosa Lim"
CODE = "{code}"  # stands for the code that was shown last
WORRY = "she worries about R&D, **late** <!channel> <at>all</at> {{DATE(1)}}"


@dataclass(frozen=True)
class Step:
    """Something that happens. With no facts, nobody may be shown anything.

    never: what may not be read in it.
    """

    at: datetime
    facts: tuple[str, ...] = ()
    never: tuple[str, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True)
class Types(Step):
    """A line is typed; `as_command` where that is another thing than a message."""

    text: str = ""
    who: str = ADA
    as_command: bool = True


@dataclass(frozen=True)
class Presses(Step):
    """The newest button of this meaning is pressed, or this choice of its menu taken.

    typed: what says the same where nothing can be pressed.
    """

    meaning: str = ""
    choice: str = ""
    typed: str = ""


@dataclass(frozen=True)
class Fills(Step):
    """The form that opened is filled in and sent."""

    answers: dict[str, str] = field(default_factory=dict)
    typed: str = ""


@dataclass(frozen=True)
class ChoosesChannel(Step):
    """Joint results are to be told in the channel, chosen as one does there."""


@dataclass(frozen=True)
class Comes(Step):
    """A morning comes."""


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """Return a London time; days after 31 are August's, so 34 is Mon 3 August 2026."""
    return london(date(2026, 7, 1) + timedelta(day - 1), time(hour, minute))


def to_know(text: str, *facts: str) -> Types:
    """Return a line of the first morning."""
    return Types(at(27), facts, text)


CALL = {"who": "Sam", "how": "call", "on": "2026-07-28"}
BECAUSE = "Because: I-12 “salaries late” was due on Mon 20 July."
FIRM_DATE = "Ask Sam for a firm date on I-12 (Payroll)."
WON = "Rosa Lim (Operations) and Ada Novak: Payroll runs a week early"
LOGGED = ("Logged: meeting with Rosa Lim, today, Mon 27 July.", f"“{WORRY}”")
WEEK: tuple[Step, ...] = (
    Types(at(27), ("Hello, Ada.",), "hello", as_command=False),
    to_know(
        "add Dana Whitfield, head of Operations",
        "Added to your list: Dana Whitfield, Head of Operations.",
    ),
    to_know(
        "add Rosa Lim, Payroll lead in Operations reports to Dana as colleague",
        "Added to the directory, not to your list: Rosa Lim",
        "Reports to Dana Whitfield.",
    ),
    to_know(
        "add Sam Ortiz, Payroll owner in Systems as colleague",
        "Sam Ortiz, Payroll owner in Systems.",
    ),
    to_know(
        "service Payroll for Operations owned by Sam",
        "Noted: Payroll, used by Operations, owned by Sam Ortiz.",
    ),
    to_know(
        "issue open I-12 on Payroll due 20 July: salaries late",
        "Opened I-12 on Payroll for Operations, severity 3, due Mon 20 July",
        "I-12 on Payroll is 7 days past due",
    ),
    to_know(
        "log Dana postponed", "Logged: Dana Whitfield postponed, today, Mon 27 July."
    ),
    Types(at(27, 12), LOGGED, f"had coffee with Rosa today, {WORRY}", as_command=False),
    Presses(at(27, 12), ("Undone: meeting with Rosa Lim.",), "undo", typed="undo"),
    Types(at(27, 13), LOGGED, f"had coffee with Rosa today, {WORRY}", as_command=False),
    Comes(
        at(28, 8, 30),
        (
            "Good morning, Ada. One step for Tue 28 July.",
            FIRM_DATE,
            "I-12 “salaries late” was due on Mon 20 July.",
            "Held back for Dana: one step.",
        ),
        never=("Rule:", "Withdrawn if", "P03", "S3"),
    ),
    Presses(
        at(28),
        (
            "Why this, and not that",
            BECAUSE,
            "S3: “If issues exist, get them",
            "Withdrawn if: someone in Operations confirms that I-12 is fixed.",
            "Held back: build with the direct reports (P07), because I-12 on Payroll",
        ),
        "why",
        typed="why",
    ),
    Presses(
        at(28, 10),
        ("It comes back on Wed 29 July, if it still stands.", "↷ Put off"),
        "later",
        "tomorrow",
        typed="later tomorrow",
    ),
    Comes(at(28, 17)),
    Comes(at(29, 8, 30), (FIRM_DATE, "was due on Mon 20 July.")),
    Presses(at(29), ("→ You are on it",), "more", "accept", typed="on it"),
    Presses(at(29), (), "done"),
    Fills(
        at(29),
        ("Logged: call with Sam Ortiz, yesterday, Tue 28 July.", "✓ Done"),
        CALL,
        typed="done call yesterday with Sam",
    ),
    Types(
        at(29, 10),
        (
            "For your next conversation with Dana Whitfield",
            "Mon 27 July: postponed",
            "What does the trouble with our services cost your people?",
        ),
        "prep Dana",
    ),
    Types(at(29, 10), ("Last contact Mon 27 July", f"Your note: {WORRY}"), "who Rosa"),
    ChoosesChannel(at(29, 11), ("Joint results now go to ",)),
    Types(
        at(29, 12),
        ("Noted, and posted nowhere", WON, "Ask Rosa Lim to type: /outreach confirm"),
        "share Payroll runs a week early with Rosa",
    ),
    Types(
        at(29, 13),
        (
            "Thank you. You confirmed this result with Ada Novak, today, Wed 29 July.",
            WON,
            "Rosa Lim confirmed “Payroll runs a week early”.",
        ),
        f"confirm {CODE}",
        ROSA,
    ),
    Types(
        at(29, 14), ("Paused through Thu 30 July",), "remind pause through 30 July"
    ),
    Comes(at(30, 8, 30)),
    Types(at(30), ("No more cards. To start again:",), "remind stop"),
    Comes(
        at(31, 8, 30),
        ("What we achieved together: July 2026", WON, "confirmed by the partner named"),
        never=("worries", "salaries", "Dana"),
    ),
    Types(at(31), ("1 person on your list.", "Dana Whitfield"), "list"),
)  # fmt: skip
