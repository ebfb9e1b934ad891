"""A second reader may add an answer to a question, or put one first; it never saves."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from handlers.answer import answer_safely
from handlers.doubts.second_look import SECOND_READER, improved
from handlers.grammar.contacts.second_reading import Guess, MaskedReader, SecondReader
from handlers.grammar.contacts.unsettled import MOST_CHOICES
from handlers.turn import Address, Choice, Doubt, Profile, Reply, Said
from storage.database.transactions import Database, NotSaved
from storage.models import Contact
from tests.handlers.company import TODAY, Company, words
from tests.handlers.doubts.asking import choices, press
from tests.handlers.grammar.test_people import in_turn
from tests.handlers.grammar.test_second_reading import FakeReader

LINE = "floomp with Dana yesterday"
HAPPENED = Guess("happened", "met", "Dana", "floomp", "yesterday")
BY_CALL = replace(HAPPENED, kind="call")
BY_EMAIL = replace(HAPPENED, kind="email")


@pytest.fixture
def mine(company: Company) -> Company:
    company.hears("Ada", "add Dana Whitfield, COO in Operations")
    company.hears("Ada", "add Kim Ito, CFO in Finance")
    return company


async def says(
    company: Company,
    line: str,
    reader: SecondReader | None,
    *,
    once_key: str = "",
    name: str = "Ada",
) -> Reply:
    said = Said(
        by=Address(company.surface, company.tenant, name),
        text=line,
        at=datetime.combine(TODAY, time(9), UTC),
        once_key=once_key,
        profile=Profile(name=name, zone="Europe/London"),
    )
    return await answer_safely(company.database, said, second_reader=reader)


async def labels(company: Company, line: str, *guesses: Guess) -> list[str]:
    return list(choices(await says(company, line, FakeReader(guesses))))


async def test_off_nothing_is_different(mine: Company) -> None:
    without = await says(mine, LINE, None)
    silent = await says(mine, LINE, FakeReader())
    assert (
        list(choices(without))
        == list(choices(silent))
        == [
            "It happened: met, Mon 30 March",
            "It happened: call, Mon 30 March",
            "Just a note",
            "Nothing",
        ]
    )


async def test_an_answer_that_is_there_already_comes_first(mine: Company) -> None:
    assert await labels(mine, LINE, BY_CALL) == [
        "It happened: call, Mon 30 March",
        "It happened: met, Mon 30 March",
        "Just a note",
        "Nothing",
    ]


async def test_another_answer_is_added_and_none_is_lost(mine: Company) -> None:
    assert await labels(mine, LINE, BY_EMAIL) == [
        "It happened: email, Mon 30 March",
        "It happened: met, Mon 30 March",
        "It happened: call, Mon 30 March",
        "Just a note",
        "Nothing",
    ]


async def test_nothing_is_saved_before_somebody_presses(mine: Company) -> None:
    reply = await says(mine, LINE, FakeReader([BY_EMAIL]))
    assert mine.count(Contact) == 0

    pressed = press(mine, "Ada", choices(reply)["It happened: email, Mon 30 March"])

    assert not pressed.refused
    contact = mine.row(Contact)
    assert (contact.kind, contact.on) == ("email", date(2026, 3, 30))
    assert contact.person_id == mine.person_id("Dana Whitfield")


async def test_a_line_that_tells_of_no_contact_is_rather_a_note(mine: Company) -> None:
    none = replace(HAPPENED, mood="none")
    assert (await labels(mine, LINE, none))[0] == "Just a note"
    assert (await labels(mine, LINE, none, BY_CALL))[0].startswith("It happened: call")


async def test_what_does_not_hold_changes_nothing(mine: Company) -> None:
    before = list(choices(await says(mine, LINE, None)))
    assert await labels(mine, LINE, replace(BY_EMAIL, day_span="today")) == before
    assert await labels(mine, LINE, replace(BY_EMAIL, person_span="Kim")) == before
    assert await labels(mine, LINE, BY_EMAIL, replace(BY_EMAIL, person_span="x")) == (
        before
    )


@pytest.mark.parametrize(("answers", "first"), [(4, "It happened"), (5, "Answer 0")])
def test_it_is_added_only_where_there_is_room_beside_ours(
    mine: Company, answers: int, first: str
) -> None:
    ours = tuple(
        Choice(f"Answer {n}", (f"log Dana Whitfield call 2026-03-2{n}",))
        for n in range(answers)
    )
    doubt = Doubt("Which?", (*ours, Choice("Nothing")), about="mood")

    better = in_turn(mine, LINE, lambda turn: improved(turn, LINE, [BY_EMAIL], doubt))

    assert better.choices[0].label.startswith(first)
    assert set(doubt.choices) <= set(better.choices)
    assert len(better.choices) <= MOST_CHOICES + 1


def test_it_is_not_added_where_ours_tell_of_more(mine: Company) -> None:
    lines = ("log Dana Whitfield call 2026-03-20", "log Kim Ito call 2026-03-20")
    doubt = Doubt("Which?", (Choice("Both", lines), Choice("Nothing")), about="mood")
    better = in_turn(mine, LINE, lambda turn: improved(turn, LINE, [BY_EMAIL], doubt))
    assert better == doubt


async def test_a_line_that_was_not_understood_gets_the_answer_too(
    mine: Company,
) -> None:
    line = "Dana is nice"
    without = list(choices(await says(mine, line, None)))
    assert not any("happened" in label for label in without)

    guess = Guess("happened", "met", "Dana", "is", "", "nice")
    reply = await says(mine, line, FakeReader([guess]))

    assert list(choices(reply)) == ["It happened: met, Tue 31 March", *without]
    press(mine, "Ada", choices(reply)["It happened: met, Tue 31 March"])
    assert mine.row(Contact).on == TODAY


async def test_what_is_no_guess_leaves_a_refusal_as_it_was(mine: Company) -> None:
    line = "Dana is nice"
    without = await says(mine, line, None)
    nobody = Guess("happened", "met", "Kim", "is")
    reply = await says(mine, line, FakeReader([nobody]))
    assert words(reply.message) == words(without.message)
    assert list(choices(reply)) == list(choices(without))


async def test_several_contacts_are_one_answer_with_all_of_them(mine: Company) -> None:
    line = "floomp with Dana yesterday, zibble with Kim"
    kim = Guess("happened", "call", "Kim", "zibble")
    reply = await says(mine, line, FakeReader([HAPPENED, kim]))
    first = next(iter(choices(reply)))
    assert first == "Dana: met, Mon 30 March; Kim: call, Tue 31 March"
    press(mine, "Ada", choices(reply)[first])
    assert mine.count(Contact) == 2


async def test_who_shares_all_facts_is_in_one_contact(mine: Company) -> None:
    line = "floomp yesterday with Dana and Kim"
    both = [HAPPENED, replace(HAPPENED, person_span="Kim")]
    assert await labels(mine, line, *both) == [
        "It happened: met, Mon 30 March",
        "It happened: call, Mon 30 March",
        "Just a note",
        "Nothing",
    ]
    assert (await labels(mine, line, *[replace(one, kind="call") for one in both]))[
        0
    ] == "It happened: call, Mon 30 March"


@pytest.mark.parametrize(
    "line",
    [
        "log Dana call yesterday",  # understood
        "next",  # a command
        "who Dana",
        "rate Payroll 9 by Dana",  # a command that is refused
        "the plant is on fire",  # names nobody
        "floomp with Zoltan",  # nobody we know
        "hello",
        "yes",
    ],
)
async def test_only_lines_that_stay_unclear_leave_the_house(
    mine: Company, line: str
) -> None:
    reader = FakeReader()
    await says(mine, line, reader)
    assert reader.told == []


async def test_it_is_told_the_line_the_names_and_the_day(mine: Company) -> None:
    reader = FakeReader()
    await says(mine, "/outreach log floomp with Dana yesterday", reader)
    assert reader.told == [("floomp with Dana yesterday", ("Dana",), TODAY)]


async def test_masked_it_is_told_no_name_and_its_answer_counts_all_the_same(
    mine: Company,
) -> None:
    reader = FakeReader([replace(BY_EMAIL, person_span="P1")])
    reply = await says(mine, LINE, MaskedReader(reader))
    assert reader.told == [("floomp with P1 yesterday", ("P1",), TODAY)]
    assert next(iter(choices(reply))) == "It happened: email, Mon 30 March"


async def test_it_is_asked_outside_of_any_transaction(mine: Company) -> None:
    class Slow(FakeReader):
        async def read(
            self, line: str, names: Sequence[str], today: date
        ) -> Sequence[Guess]:
            # The one writer thread is free, or this would wait for ever.
            await asyncio.to_thread(mine.hears, "Ada", "add Zoltan Nagy in Sales")
            return await super().read(line, names, today)

    reply = await says(mine, LINE, Slow([BY_EMAIL]))
    assert next(iter(choices(reply))) == "It happened: email, Mon 30 March"


async def test_a_replay_of_the_line_asks_again_and_saves_nothing(mine: Company) -> None:
    for _ in range(2):
        reply = await says(mine, LINE, FakeReader([BY_EMAIL]), once_key="E1")
        assert next(iter(choices(reply))) == "It happened: email, Mon 30 March"
    assert mine.count(Contact) == 0


async def test_in_spanish_the_added_answer_is_said_as_the_others(mine: Company) -> None:
    mine.hears("Ada", "language Spanish")
    reply = await says(mine, "flúmpa con Dana ayer", FakeReader([
        Guess("happened", "email", "Dana", "flúmpa", "ayer")
    ]))  # fmt: skip
    [first, second, *_] = choices(reply)
    assert first.partition(":")[0] == second.partition(":")[0]


async def test_a_database_that_is_busy_leaves_the_question_as_it_was(
    mine: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(choices(await says(mine, LINE, None)))
    busy = False
    run = Database.run

    async def run_if_free(self, work):  # type: ignore[no-untyped-def]
        nonlocal busy
        if busy:
            busy = False
            raise NotSaved("the database is busy")
        return await run(self, work)

    class ThenBusy(FakeReader):
        async def read(
            self, line: str, names: Sequence[str], today: date
        ) -> Sequence[Guess]:
            nonlocal busy
            busy = True
            return await super().read(line, names, today)

    monkeypatch.setattr(Database, "run", run_if_free)
    reply = await says(mine, LINE, ThenBusy([BY_EMAIL]))
    assert list(choices(reply)) == before


# What people are told of it.


def test_who_asks_what_is_private_is_told_who_else_reads(mine: Company) -> None:
    assert "also read by" not in mine.hears("Ada", "is my data private?")

    mine.database.defaults = {SECOND_READER: "made-up-1 (models.example.com)"}

    told = mine.hears("Ada", "is my data private?")
    assert (
        "Lines that I do not understand are also read by made-up-1 "
        "(models.example.com), outside of this bot." in told
    )
