"""What to type instead of a line about a contact whose day cannot be."""

from handlers.grammar.contact_words import MET
from handlers.grammar.date_words import NO_SINGLE_DAY
from handlers.grammar.dates import Found
from handlers.grammar.marks import Marked
from handlers.grammar.spoken import listed, plain_date, quoted
from handlers.request import Refusal, Request


def check_single_day(request: Request, line: Marked, note: str) -> None:
    """Let a note through that is not a span of days, such as "last month".

    Raises:
        Refusal: it is one, so today would be a guess.
    """
    if NO_SINGLE_DAY.fullmatch(note):
        raise Refusal(
            f"{quoted(note)} is no single day, so nothing was saved. Write the day, "
            f"for example: {_retold(request, line)} yesterday"
        )


def wrong_day(request: Request, line: Marked, day: Found) -> Refusal:
    """Return what is wrong with a day, and how a meeting to come is noted."""
    people = line.of("person")
    if day.date <= request.today or not people:
        return Refusal(day.problem)
    name, when = people[0].value.name, plain_date(day.date, request.today)
    how = f": /outreach edit {name}"
    if request.verb != "edit":
        how = f", log how you fixed it: /outreach log {name} message"
    return Refusal(f"{day.problem} To note a meeting to come{how} next {when}")


def _retold(request: Request, line: Marked) -> str:
    """Return the start of a line that says who and how."""
    verb = "edit" if request.verb == "edit" else "log"
    kinds = [mark.value for mark in line.of("kind") if mark.value != MET]
    outcomes = [mark.value for mark in line.of("outcome")]
    people = listed([mark.value.name for mark in line.of("person")])
    return f"/outreach {verb} {people} {(outcomes or kinds or ['met'])[0]}"
