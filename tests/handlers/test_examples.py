"""Every example that `help` shows is understood, in the order shown."""

from datetime import date

import pytest

from handlers.talk.help import explained
from handlers.turn import Place
from handlers.verbs import COMMANDS
from tests.handlers.company import Company, words

VERBS = (
    "service", "rate", "issue", "ask", "given", "thanks", "share", "channel",
    "agenda", "need", "hearsay", "motivator", "heard", "stance", "objection", "propose",
    "topic", "remark", "unit", "plan",
)  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_every_example_is_understood(company: Company, verb: str) -> None:
    _, examples = explained(COMMANDS[verb])

    assert examples
    company.say("Ada", "agenda Cut-over to the new payroll, decision 12 June")
    place = Place("C1", "wins", is_direct=False)
    for line in examples:
        reply = company.say("Ada", line, on=date(2026, 5, 6), place=place)
        assert not reply.refused, f"{line}: {words(reply.message)}"


@pytest.mark.parametrize("verb", ["confirm", "agree"])
def test_the_example_of_a_code_looks_like_one(company: Company, verb: str) -> None:
    _, (line,) = explained(COMMANDS[verb])

    said = company.is_refused("Rosa Lim", line)

    assert said.startswith("I don't know that code.")
