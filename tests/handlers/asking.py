"""Questions that a line raises, as they are asked, and the lines behind an answer."""

from datetime import UTC, datetime, time

from handlers.answer import answer
from handlers.turn import Address, Choice, Doubt, Profile, Refusal, Said
from tests.handlers.company import TODAY, Company


def asks(company: Company, name: str, text: str) -> Doubt:
    """Return what is asked about a line that `name` types; nothing was kept."""
    said = Said(
        by=Address(company.surface, company.tenant, name),
        text=text,
        at=datetime.combine(TODAY, time(9), UTC),
        profile=Profile(name=name, zone="Europe/London"),
    )
    try:
        reply = company.database.run_now(lambda tx: answer(tx, said))
    except Refusal as refusal:
        assert refusal.doubt is not None, (refusal.text, refusal.choices)
        assert refusal.text == refusal.doubt.text
        return refusal.doubt
    raise AssertionError(reply.message)


def labels(doubt: Doubt) -> list[str]:
    """Return the answers as they are offered."""
    return [choice.label for choice in doubt.choices]


def lines(doubt: Doubt) -> list[tuple[str, ...]]:
    """Return the lines behind each answer."""
    return [choice.lines for choice in doubt.choices]


def carry_out(company: Company, name: str, choice: Choice) -> str:
    """Say the lines of an answer, and return the last reply."""
    said = ""
    for line in choice.lines:
        said = company.hears(name, line)
    return said
