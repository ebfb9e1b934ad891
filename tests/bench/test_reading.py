"""What an answer to a typed line is worth: each verdict, from both sides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

import bench.reading_book
from bench.reading import (
    CASES,
    FILES,
    LONG,
    SLOWEST,
    judged_cases,
    long_lines,
    shown,
    understood,
)
from bench.reading_book import ReadingBook, open_reading_book, savepoint
from bench.reading_cases import (
    TRICKY,
    Case,
    KeptRow,
    Outcome,
    alternatives_of,
    cases_in,
    compare,
    judged,
)
from bench.rows import Comparison
from handlers.faults import refusal_reply
from handlers.turn import Choice, Doubt, Refusal, Reply, Said
from storage.database.transactions import Database, Transaction
from storage.message import Message

MET_ROSA = KeptRow("1", "Rosa Lim", "met", "met", date(2026, 3, 31))
CALLED_KIM = KeptRow(
    "0", "Kim Osei", "call", "met", date(2026, 3, 30), note="about the budget"
)
PLAN = KeptRow(
    "2", "Rosa Lim", "met", "planned", date(2026, 3, 31), date(2026, 4, 3), "14:00"
)
ASKED = Outcome((), (), refused=True, asked=True)


def case(want: str, records: str = "", note_has: tuple[str, ...] = ()) -> Case:
    """Return a case of these records."""
    return Case(
        "X1", "test", "base", "met Rosa", want, tuple(alternatives_of(records)),
        "D?" in records, note_has,
    )  # fmt: skip


def after(*rows: KeptRow, before: tuple[KeptRow, ...] = ()) -> Outcome:
    """Return what came of a line that left these rows."""
    return Outcome(before, rows)


@pytest.fixture(scope="module")
def reading_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadingBook]:
    with open_reading_book(tmp_path_factory.mktemp("reading")) as book:
        yield book


# The format.


def test_records_name_people_days_and_facts() -> None:
    ((rosa, kim, zoe),) = alternatives_of(
        "met/call RL+KO 03-30/03-31 listened=70 ; plan ZM 03-31 next=04-02T15:00"
    )
    assert (rosa.who, kim.who, zoe.who) == ("Rosa Lim", "Kim Osei", "Zoë Müller")
    assert rosa.kinds == kim.kinds == {"met", "call"}
    assert rosa.days == {date(2026, 3, 30), date(2026, 3, 31)}
    assert (rosa.listened, rosa.next_days) == (70, frozenset())
    assert zoe.next_days == {date(2026, 4, 2)}
    assert zoe.next_time == "15:00"


def test_either_of_two_records_and_either_dana_are_alternatives() -> None:
    emails = list(alternatives_of("email RL+KO 03-31 || email RL 03-31"))
    assert [len(rows) for rows in emails] == [2, 1]
    danas = list(alternatives_of("met D? 03-31"))
    assert [rows[0].who for rows in danas] == ["Dana Whitfield", "Dana Reyes"]


def test_somebody_unknown_is_written_in_full() -> None:
    ((priya,),) = alternatives_of("met Priya Nair 2025-12-30")
    assert priya.who == "Priya Nair"
    assert priya.days == {date(2025, 12, 30)}


@pytest.mark.parametrize("records", ["met RL", "met RL 03-31 mood=good", "03-31"])
def test_records_that_are_not_in_the_format_are_told(records: str) -> None:
    with pytest.raises(ValueError, match=r"KIND|unknown"):
        list(alternatives_of(records))


def test_every_kept_file_is_in_the_format() -> None:
    every = [one for path in FILES for one in cases_in(path)]
    assert len(every) == 152 + 155 + 111 + 96
    assert len({one.id for one in every}) == len(every)
    for one in every:
        tells = one.want in ("log", "plan", "fix")
        assert bool(one.alternatives) or not tells, one
        assert one.want in {
            "log", "plan", "ask", "cmd", "chat", "fix", "undo", TRICKY,
        }, one  # fmt: skip
        assert one.state in {"base", "after"}, one


def test_a_typed_backslash_n_is_a_new_line() -> None:
    (minutes,) = (
        one for one in cases_in(CASES / "leaders-type.tsv") if one.id == "L147"
    )
    assert minutes.line.splitlines()[2] == "Rosa - coffee, she's fine"


# Full, partly, WRONG.


def test_exactly_the_right_row_is_full() -> None:
    assert judged(case("log", "met RL 03-31"), after(MET_ROSA)) == "full"


@pytest.mark.parametrize(
    "row",
    [
        replace(MET_ROSA, who="Kim Osei"),
        replace(MET_ROSA, kind="call"),
        replace(MET_ROSA, on=date(2026, 3, 30)),
        replace(MET_ROSA, outcome="declined"),
        replace(MET_ROSA, listened=70),
        replace(MET_ROSA, next_on=date(2026, 4, 3)),
    ],
)
def test_a_row_that_differs_in_what_it_says_is_wrong(row: KeptRow) -> None:
    assert judged(case("log", "met RL 03-31"), after(row)) == "WRONG"


def test_names_are_compared_without_accents() -> None:
    zoe = replace(MET_ROSA, who="Zoe Muller")
    assert judged(case("log", "met ZM 03-31"), after(zoe)) == "full"


@pytest.mark.parametrize("kind", ["met", "call"])
def test_any_of_several_kinds_is_right(kind: str) -> None:
    one = case("log", "met/call/ask RL 03-30/03-31")
    assert judged(one, after(replace(MET_ROSA, kind=kind))) == "full"


def test_of_an_attempt_the_outcome_counts_and_not_the_kind() -> None:
    no_reply = replace(MET_ROSA, kind="email", outcome="no reply")
    assert judged(case("log", "noreply RL 03-31"), after(no_reply)) == "full"
    assert judged(case("log", "email RL 03-31"), after(no_reply)) == "WRONG"


@pytest.mark.parametrize(
    ("told", "verdict"), [(None, "partly"), (70, "full"), (30, "WRONG")]
)
def test_a_share_is_kept_missed_or_wrong(told: int | None, verdict: str) -> None:
    one = case("log", "met RL 03-31 listened=70")
    assert judged(one, after(replace(MET_ROSA, listened=told))) == verdict


@pytest.mark.parametrize(
    ("day", "hour", "verdict"),
    [
        (None, "", "partly"),
        (3, "", "partly"),
        (3, "14:00", "full"),
        (3, "15:00", "WRONG"),
        (2, "14:00", "WRONG"),
    ],
)
def test_a_next_date_is_kept_missed_or_wrong(
    day: int | None, hour: str, verdict: str
) -> None:
    one = case("log", "met RL 03-31 next=04-03T14:00")
    ahead = date(2026, 4, day) if day else None
    row = replace(MET_ROSA, next_on=ahead, next_time=hour)
    assert judged(one, after(row)) == verdict


def test_an_hour_that_nobody_told_is_wrong() -> None:
    one = case("plan", "plan RL 03-31 next=04-03")
    assert judged(one, after(PLAN)) == "WRONG"
    assert judged(one, after(replace(PLAN, next_time=""))) == "full"


def test_a_next_meeting_may_stand_as_a_plan_of_its_own() -> None:
    one = case("log", "met RL 03-31 next=04-03T14:00")
    assert judged(one, after(MET_ROSA, PLAN)) == "full"
    assert judged(one, after(MET_ROSA, replace(PLAN, who="Kim Osei"))) == "WRONG"
    other = replace(PLAN, next_on=date(2026, 4, 4))
    assert judged(one, after(MET_ROSA, other)) == "WRONG"
    assert judged(case("log", "met RL 03-31"), after(MET_ROSA, PLAN)) == "WRONG"


def test_a_plan_is_no_contact_and_a_contact_no_plan() -> None:
    assert judged(case("plan", "plan RL 03-31 next=04-03"), after(MET_ROSA)) == "WRONG"
    assert judged(case("log", "met RL 03-31 next=04-03T14:00"), after(PLAN)) == "WRONG"


def test_a_note_must_hold_one_of_the_words() -> None:
    one = case("log", "met RL 03-31", ("capex", "monthly numbers"))
    held = replace(MET_ROSA, note="She wants Monthly  numbers.")
    assert judged(one, after(held)) == "full"
    assert judged(one, after(replace(MET_ROSA, note="numbers"))) == "partly"


def test_of_several_contacts_one_must_hold_the_words() -> None:
    one = case("log", "met RL 03-31 ; call KO 03-30", ("budget",))
    assert judged(one, after(MET_ROSA, CALLED_KIM)) == "full"


def test_a_missing_contact_is_partly_and_one_too_many_wrong() -> None:
    two, one = case("log", "met RL 03-31 ; call KO 03-30"), case("log", "met RL 03-31")
    assert judged(two, after(MET_ROSA)) == "partly"
    assert judged(one, after(MET_ROSA, CALLED_KIM)) == "WRONG"
    assert judged(one, after(MET_ROSA, replace(MET_ROSA, id="9"))) == "WRONG"


def test_two_contacts_with_one_person_are_told_apart() -> None:
    wanted = next(alternatives_of("met/call RL 03-31 ; met RL 03-31"))
    call = replace(MET_ROSA, id="9", kind="call")
    assert compare(wanted, (MET_ROSA, call)) == "right"
    assert compare(wanted, (call, replace(call, id="8"))) == "wrong"


def test_an_entry_nobody_spoke_of_stays_as_it_was() -> None:
    one = case("log", "met RL 03-31")
    there = (CALLED_KIM,)
    assert judged(one, after(CALLED_KIM, MET_ROSA, before=there)) == "full"
    moved = replace(CALLED_KIM, note="")
    assert judged(one, after(moved, MET_ROSA, before=there)) == "WRONG"
    assert judged(one, after(MET_ROSA, before=there)) == "WRONG"


def test_anything_kept_elsewhere_is_wrong_unless_another_thing_was_asked_for() -> None:
    person = replace(after(MET_ROSA), elsewhere=("person",))
    assert judged(case("log", "met RL 03-31"), person) == "WRONG"
    only = Outcome((), (), elsewhere=("person",))
    assert judged(case("cmd"), only) == "rightly not saved"
    assert judged(case("chat"), only) == "WRONG"
    assert judged(case("ask"), only) == "WRONG"


# Asked well, asked badly, refused, rightly not saved.


def test_an_answer_that_leads_to_the_right_row_is_asked_well() -> None:
    one = case("log", "met RL 03-31")
    wrong = (replace(MET_ROSA, who="Kim Osei"),)
    well = replace(ASKED, offered=((), wrong, (MET_ROSA,)))
    assert judged(one, well) == "asked well"
    assert judged(one, replace(ASKED, offered=((), wrong))) == "asked badly"


def test_an_answer_that_loses_a_fact_is_asked_badly() -> None:
    one = case("log", "met RL 03-31", ("budget",))
    assert judged(one, replace(ASKED, offered=((MET_ROSA,),))) == "asked badly"


def test_each_dana_must_be_offered_and_none_taken() -> None:
    one = case("log", "met D? 03-31")
    whitfield = replace(MET_ROSA, who="Dana Whitfield")
    reyes = replace(MET_ROSA, who="Dana Reyes")
    both = replace(ASKED, offered=((reyes,), (whitfield,)))
    assert judged(one, both) == "asked well"
    assert judged(one, replace(ASKED, offered=((whitfield,),))) == "asked badly"
    assert judged(one, after(whitfield)) == "WRONG"


def test_a_question_after_what_is_sure_may_bring_the_rest() -> None:
    one = case("log", "met RL 03-31 ; call KO 03-30")
    rest = replace(after(MET_ROSA), asked=True, offered=((MET_ROSA, CALLED_KIM),))
    assert judged(one, rest) == "asked well"
    assert judged(one, replace(rest, offered=((MET_ROSA,),))) == "asked badly"


def test_a_question_about_something_else_leaves_a_right_row_full() -> None:
    one = case("log", "met RL 03-31")
    assert judged(one, replace(after(MET_ROSA), asked=True)) == "full"


def test_nothing_kept_and_nothing_to_press_is_refused() -> None:
    one = case("log", "met RL 03-31")
    assert judged(one, Outcome((), (), refused=True)) == "refused"
    assert judged(one, Outcome((), ())) == "refused"


def test_what_should_be_asked_is_right_if_asked_and_wrong_if_kept() -> None:
    one = case("ask", "met RL 03-31")
    assert judged(one, ASKED) == "rightly not saved"
    assert judged(one, Outcome((), (), refused=True)) == "rightly not saved"
    assert judged(one, Outcome((), ())) == "rightly not saved"
    assert judged(one, after(MET_ROSA)) == "WRONG"


@pytest.mark.parametrize("want", ["cmd", "chat"])
def test_what_tells_of_no_contact_leaves_none(want: str) -> None:
    assert judged(case(want), Outcome((), ())) == "rightly not saved"
    assert judged(case(want), after(MET_ROSA)) == "WRONG"
    assert judged(case(want), after(before=(MET_ROSA,))) == "WRONG"


def test_a_tricky_line_may_be_kept_but_not_as_held() -> None:
    one = case(TRICKY)
    assert judged(one, after(MET_ROSA)) == "saved as held"
    assert judged(one, after(PLAN)) == "rightly not saved"
    assert judged(one, Outcome((), (), refused=True)) == "rightly not saved"


# Corrections.


def test_a_correction_changes_the_one_entry_and_adds_none() -> None:
    one, there = case("fix", "call RL 03-30"), (CALLED_KIM,)
    fixed = replace(CALLED_KIM, who="Rosa Lim")
    assert judged(one, after(fixed, before=there)) == "full"
    assert judged(one, after(CALLED_KIM, before=there)) == "refused"
    assert judged(one, after(MET_ROSA, before=there)) == "WRONG"
    assert judged(one, after(CALLED_KIM, fixed, before=there)) == "WRONG"
    asked = replace(ASKED, before=there, after=there)
    assert judged(one, replace(asked, offered=((fixed,),))) == "asked well"
    assert judged(one, replace(asked, offered=(there,))) == "asked badly"


def test_a_correction_of_what_is_right_already_is_full_unless_refused() -> None:
    one, there = case("fix", "call/message KO 03-30"), (CALLED_KIM,)
    same = after(CALLED_KIM, before=there)
    assert judged(one, same) == "full"
    assert judged(one, replace(same, refused=True)) == "refused"


def test_undo_takes_the_one_entry_away() -> None:
    one, there = case("undo"), (CALLED_KIM,)
    assert judged(one, after(before=there)) == "full"
    assert judged(one, after(CALLED_KIM, before=there)) == "refused"
    assert judged(one, after(MET_ROSA, CALLED_KIM, before=there)) == "WRONG"
    asked = replace(ASKED, before=there, after=there)
    assert judged(one, replace(asked, offered=((), there))) == "asked well"


# With the product.


def test_a_line_is_answered_compared_and_forgotten(reading_book: ReadingBook) -> None:
    log = Case(
        "X1", "terse", "base", "log Rosa met listened 70% next 3 April: payroll",
        "log", tuple(alternatives_of("met RL 03-31 next=04-03 listened=70")),
        note_has=("payroll",),
    )  # fmt: skip
    for _ in range(2):
        (found,) = judged_cases(reading_book, [log])
        assert found.verdict == "full", found
        assert found.tried.outcome.before == ()


def test_one_entry_was_logged_a_minute_ago(reading_book: ReadingBook) -> None:
    undo = Case("X2", "correction", "after", "undo", "undo")
    (found,) = judged_cases(reading_book, [undo])
    assert found.verdict == "full"
    (there,) = found.tried.outcome.before
    assert (there.who, there.kind, there.on) == (
        "Kim Osei", "call", date(2026, 3, 30),
    )  # fmt: skip


def test_the_lines_of_an_answer_are_carried_out_all_or_none(
    reading_book: ReadingBook,
) -> None:
    doubt = Doubt(
        "Which?",
        (
            Choice("Both", ("log Rosa Lim met", "log Kim Osei call")),
            Choice("One of them is nobody", ("log Rosa Lim met", "log Nobody call")),
            Choice("Nothing"),
        ),
    )
    with savepoint(reading_book.tx, keep=False):
        both, nothing = reading_book.offered(doubt)
    assert [(row.who, row.kind) for row in both] == [
        ("Rosa Lim", "met"), ("Kim Osei", "call"),
    ]  # fmt: skip
    assert nothing == ()


@dataclass(frozen=True, slots=True)
class ReplyThatAsks(Reply):
    doubt: Doubt | None = None


@pytest.mark.parametrize("refuses", [True, False])
def test_a_question_is_found_in_a_refusal_and_in_a_reply(
    reading_book: ReadingBook, monkeypatch: pytest.MonkeyPatch, refuses: bool
) -> None:
    right = Choice("Rosa", ("log Rosa Lim met 2026-03-31: payroll",))
    doubt = Doubt("Who?", (Choice("Kim", ("log Kim Osei met",)), right))

    def ask(tx: Transaction) -> Reply:
        if refuses:
            raise Refusal("Who?", doubt=doubt)
        return ReplyThatAsks(Message(headline="Who?"), doubt=doubt)

    async def answer_safely(database: Database, said: Said) -> Reply:
        try:
            return await database.run(ask)
        except Refusal as refusal:
            return refusal_reply(refusal)

    monkeypatch.setattr(bench.reading_book, "answer_safely", answer_safely)
    asked = case("log", "met RL 03-31", ("payroll",))
    badly = case("log", "met RL 03-30", ("payroll",))
    found = judged_cases(reading_book, [asked, badly])
    assert [one.verdict for one in found] == ["asked well", "asked badly"]
    assert found[0].tried.answers == ("Kim", "Rosa")
    assert "answer: Rosa" in shown(found, ["badly"])


def test_the_table_counts_each_kind_and_all(reading_book: ReadingBook) -> None:
    right = Case(
        "X1", "terse", "base", "log Rosa met", "log",
        tuple(alternatives_of("met RL 03-31")),
    )  # fmt: skip
    wrong = replace(right, id="X2", kind="dates", want="ask")
    found = judged_cases(reading_book, [right, wrong])
    table, limit = understood(found)
    assert isinstance(table, Comparison)
    lines = {
        line[0]: dict(zip(table.columns, line, strict=True)) for line in table.lines
    }
    assert (lines["terse"]["full"], lines["terse"]["WRONG"]) == ("1", "")
    assert (lines["in total"]["lines"], lines["in total"]["WRONG"]) == ("2", "1")
    assert lines["of those, contacts"]["lines"] == "1"
    assert not isinstance(limit, Comparison)
    assert (limit.figure, limit.met) == ("1 lines", False)
    assert "X2" in shown(found, ["wrong"])
    assert "recorded: met Rosa Lim 2026-03-31" in shown(found, ["WRONG"])
    assert "X1" not in shown(found, ["WRONG", "badly"])


def test_long_lines_are_as_long_as_may_be() -> None:
    assert {len(line) for line in long_lines().values()} == {LONG}
    assert SLOWEST == 50


def test_a_large_book_has_people_of_many_names(tmp_path: Path) -> None:
    with open_reading_book(tmp_path) as book:
        book.fill(200)
        assert book.seconds_for("who is there?") > 0
        assert len(book.names()) == len(set(book.names())) == 212 + 1  # Ada too
