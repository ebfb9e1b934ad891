"""Ada's lines of the worked case, said on SQLite and on PostgreSQL."""

from datetime import date

from storage.database.transactions import Database
from tests.handlers.company import Company, codes, found_company

FEBRUARY = date(2026, 2, 16)
NINE = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def marks(first: int, rest: int, score: str, other: str) -> str:
    """Return “rate Payroll 4 by A One, 3 by A Two ...”."""
    scores = [score] * first + [other] * rest
    given = [f"{one} by P {name}" for one, name in zip(scores, NINE, strict=True)]
    return f"rate Payroll {', '.join(given)}"


def test_from_a_broken_service_to_a_told_result(database: Database) -> None:
    company = Company(database)
    found_company(company)
    for name in NINE:
        company.person(f"P {name}", "Operations")

    # February: nine marks, sum 31; in March an issue past due
    company.hears("Ada", marks(4, 5, "4", "3"), on=FEBRUARY)
    said = company.hears(
        "Ada", "issue open I-12 on Payroll for Operations due 22 March: salaries late"
    )
    assert "Operations rates your services 3.4 of 5 (9 people)" in said
    assert "I-12 on Payroll is 9 days past due" in said

    # April: fixed and felt
    april = date(2026, 4, 9)
    company.hears("Ada", "issue confirm I-12 by Rosa", on=april)
    said = company.hears("Ada", marks(2, 7, "5", "4"), on=april)  # sum 38
    assert said.endswith(
        "Operations rates your services 4.2 of 5 (9 people), in the last 90 days.\n"
        "The gate to Operations is open."
    )

    # May: a joint result, its confirmation, the slot, the thanks
    may_5, may_6, may_20 = date(2026, 5, 5), date(2026, 5, 6), date(2026, 5, 20)
    told = company.say(
        "Ada", "share Cut-over a week early with Rosa; named Ben", on=may_5
    )
    [rosa], [ben] = codes(told, "confirm"), codes(told, "agree")
    company.is_refused("Kim Ito", f"confirm {rosa}", on=may_5)
    company.undo(company.say("Rosa Lim", f"confirm {rosa}", on=may_5))
    company.hears("Rosa Lim", f"confirm {rosa}", on=may_5)
    company.hears("Ben Okoro", f"agree {ben}", on=may_5)
    said = company.hears("Ada", "ask Rosa slot with Dana: 20 minutes", on=may_6)
    assert said.endswith("It is about: Cut-over a week early")
    company.hears("Ada", "ask Rosa granted for 20 May", on=may_6)
    company.hears("Ada", "log Dana met listened 70%", on=may_20)
    assert company.hears("Ada", "thanks Rosa", on=may_20).endswith(
        "That closes your ask to Rosa for a review slot with Dana Whitfield."
    )
    company.hears("Ada", "given Rosa: a word to her boss", on=may_20)

    # what the month-end summary would say
    company.undo(company.say("Ada", "channel #news", on=may_20))
    said = company.hears("Ada", "channel #wins", on=may_20)
    assert said.endswith(
        "“What we achieved together: May 2026”:\n"
        "Rosa Lim (Operations) and Ada: Cut-over a week early\n"
        "Contributed: Ben Okoro"
    )
    assert [row.once_key.partition(":")[0] for row in company.deliveries()] == [
        "confirmed",
        "agreed",
    ]
