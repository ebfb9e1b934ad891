"""Whatever a book holds, every message, Home, form and answer is one Slack takes."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.slack.cards.blocks import draw
from bot.slack.cards.forms import draw_form, draw_home, draw_words
from handlers.answer import answer, press
from handlers.faults import refusal_reply
from handlers.home import home_message
from handlers.speaker import speaker_of
from handlers.turn import Address, Pressed, Profile, Refusal, Reply, Said
from handlers.verbs import COMMANDS
from scheduler.jobs import CARDS
from scheduler.outgoing import open_body
from scheduler.summary.summaries import SharedResult, summary
from storage.contacts.facts import ContactFact
from storage.contacts.store import list_person, remember_contact
from storage.database.transactions import Database, Transaction
from storage.database.vault import Vault
from storage.leaders.leaders import move_leader
from storage.message import Button, Menu, Message
from storage.models import Delivery
from storage.people.store import add_person, unit_id_for
from tests.books import TODAY, Book, noon
from tests.fake_slack import limits, oracle
from tests.fake_slack.answers import faults_of_answer
from tests.fake_slack.requests import Payload
from tests.fakes import FakeQueue

BY = Address("local", "acme", "ada")
PROFILE = Profile(name="Ada Novak", zone="Europe/London")
ODD = (
    "Dana Whitfield",
    "دانا الخطيب",
    "👩‍👩‍👧‍👦" * 12,
    "<!channel> <@U1|x>",
    "<https://evil.example|Payroll>",
    "O’Neil & Sons <b>",
    "*bold* _it_ `code` :tada:",
    "\u202eright to left",
    "日本語の名前",
    "x" * 200,
)
LONG = ("word " * 2000, "😀" * 5000, "<!here>\n" * 1250, "ب" * 10_000)
NAMES = st.one_of(st.sampled_from(ODD), st.text(min_size=1, max_size=80))
NOTES = st.one_of(st.just(""), st.sampled_from((*ODD, *LONG)), st.text(max_size=400))
MOST_PRESSES = 12  # of one message; enough for every kind of button on a card


@dataclass(frozen=True)
class Drawn:
    """A book as Hypothesis draws it: names and notes are used in turn."""

    people: int
    names: list[str]
    units: list[str]
    notes: list[str]
    talked: int  # every so many people were talked to


BOOKS = st.builds(
    Drawn,
    people=st.sampled_from((0, 1, 2, 3, 7, 16, 31, 46)),
    names=st.lists(NAMES, min_size=1, max_size=6),
    units=st.lists(NAMES, min_size=1, max_size=3),
    notes=st.lists(NOTES, min_size=1, max_size=4),
    talked=st.integers(1, 5),
)
MANY = Drawn(500, list(ODD), ["Operations", "مالية"], list(LONG), 3)


@contextmanager
def opened(template: Path, folder: Path, drawn: Drawn) -> Iterator[Book]:
    path = folder / "any.sqlite"
    shutil.copy(template, path)
    database = Database(
        f"sqlite:///{path}", vault=Vault([bytes(range(32))]), queue=FakeQueue()
    )
    try:
        book = Book(database)
        database.run_now(lambda tx: fill(tx, book, drawn))
        yield book
    finally:
        database.close()


def fill(tx: Transaction, book: Book, drawn: Drawn) -> None:
    writer = book.writer(tx, date(2026, 1, 5))
    for n in range(drawn.people):
        name = drawn.names[n % len(drawn.names)]
        unit = unit_id_for(writer, drawn.units[n % len(drawn.units)])
        who = add_person(writer, f"{name} {n}", unit_id=unit, manager_id=None)
        list_person(writer, who, today=date(2026, 1, 5))
        if n % drawn.talked == 0:
            note = drawn.notes[n % len(drawn.notes)]
            on = TODAY - timedelta(3 + n % 90)
            remember_contact(writer, ContactFact(who, on, writer.at, note=note))


def taken(message: Message) -> None:
    """Check a message everywhere it may be shown."""
    payload = draw(message)
    assert limits.faults_of_message(payload) == []
    assert oracle.faults_of_message(payload) == []
    view_taken(draw_words(message))


def view_taken(view: dict[str, object]) -> None:
    assert limits.faults_of_view(view) == []
    assert oracle.faults_of_view(view) == []


def reply_taken(reply: Reply) -> None:
    taken(reply.message)
    if reply.form is not None:
        view_taken(draw_form(reply.form))


def presses(message: Message) -> list[tuple[str, str, str]]:
    """Return (action, subject, value) of what can be pressed."""
    found: list[tuple[str, str, str]] = []
    parts: list[Button | Menu] = [
        *(one for section in message.sections for one in section.buttons),
        *message.buttons,
    ]
    for one in parts:
        values = [o.value for o in one.options] if isinstance(one, Menu) else [""]
        found += [(one.action, one.subject, value) for value in values]
    return [one for one in found if one[0] != "home_page"][:MOST_PRESSES]


def pressed(tx: Transaction, action: str, subject: str, value: str) -> Reply:
    """Press once, and take it back as if it had not been."""
    within = tx.connection.begin_nested()
    try:
        return press(
            tx, Pressed(BY, action, subject, noon(TODAY), value, profile=PROFILE)
        )
    except Refusal as refusal:
        return refusal_reply(refusal)
    finally:
        within.rollback()


def said(tx: Transaction, line: str) -> Reply:
    return answer(tx, Said(by=BY, text=line, at=noon(TODAY), profile=PROFILE))


def the_card(tx: Transaction, book: Book) -> Message | None:
    leader = book.whom.leader_id
    move_leader(tx, leader, next_nudge_at=noon(TODAY))
    if not CARDS.send(tx, leader, noon(TODAY)):
        return None
    row = tx.execute(sa.select(Delivery)).one()
    return open_body(tx, row.body, row.workspace_id, row.id)


@settings(max_examples=12)
@example(MANY)
@given(BOOKS)
def test_all_that_a_book_shows_is_taken(
    sqlite_template: Path, tmp_path: Path, drawn: Drawn
) -> None:
    with opened(sqlite_template, tmp_path, drawn) as book:
        book.database.run_now(lambda tx: look_everywhere(tx, book))


def look_everywhere(tx: Transaction, book: Book) -> None:
    seen: list[Message] = []
    for page in (1, 2, 99):
        speaker = speaker_of(tx, BY, profile=PROFILE, at=noon(TODAY))
        home = home_message(tx, speaker, at=noon(TODAY), page=page)
        view_taken(draw_home(home))
        seen.append(home)
    card = the_card(tx, book)
    if card is not None:
        taken(card)
        seen.append(card)
    for line in ("", "list", "next", "remind", "help", "introductions", "channel"):
        reply = said(tx, line)
        reply_taken(reply)
        seen.append(reply.message)
    for message in seen:
        for one in presses(message):
            reply_taken(pressed(tx, *one))


@settings(max_examples=20)
@given(NAMES, NOTES)
@example("Dana", LONG[0])
def test_whatever_is_asked_about_somebody_is_answered(
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    note: str,
) -> None:
    drawn = Drawn(1, [name], ["Operations"], [note], 1)
    folder = tmp_path_factory.mktemp("any")
    with opened(sqlite_template, folder, drawn) as book:
        book.database.run_now(lambda tx: ask_about(tx, name, note))


def ask_about(tx: Transaction, name: str, note: str) -> None:
    for verb in ("who", "why", "prep", "draft", "forget", "log", "edit", "unit"):
        for rest in (name, f"{name} 0", f"{name} 0: {note}", f"{name} history"):
            reply_taken(told(tx, f"{verb} {rest}"))


def told(tx: Transaction, line: str) -> Reply:
    try:
        return said(tx, line)
    except Refusal as refusal:
        return refusal_reply(refusal)


def test_help_names_every_command_whole(sqlite_database: Database) -> None:
    reply = sqlite_database.run_now(lambda tx: said(tx, "help"))
    blocks = draw(reply.message)["blocks"]
    shown = "\n".join(one["text"] for block in blocks for one in limits.texts(block))
    named = set(re.findall(r"[a-z]+", shown))
    assert [verb for verb in COMMANDS if verb not in named] == []
    assert "left out" not in shown


FIELDS = (
    "who",
    "how",
    "on",
    "listened",
    "note",
    "time",
    "days",
    "zone",
    "pause",
    "day",
)
FORMS = ("log", "log_from_message", "save_settings", "prep", "later_date")


@settings(max_examples=30)
@given(st.sampled_from(FORMS), st.dictionaries(st.sampled_from(FIELDS), NOTES))
def test_whatever_is_filled_into_a_form_is_answered(
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    action: str,
    values: dict[str, str],
) -> None:
    folder = tmp_path_factory.mktemp("any")
    sent = Pressed(BY, action, "", noon(TODAY), values=values, profile=PROFILE)
    with opened(sqlite_template, folder, Drawn(1, ["D"], ["O"], [""], 1)) as book:
        try:
            reply = book.database.run_now(lambda tx: press(tx, sent))
        except Refusal as refusal:
            reply = refusal_reply(refusal)
    reply_taken(reply)
    view: Payload = {"state": {"values": {name: {} for name in values}}}
    told = reply.field_errors.items()
    errors = {name: text for name, text in told if name in values}
    if errors:
        answer = {"response_action": "errors", "errors": errors}
        asked = {"type": "view_submission", "view": view}
        assert faults_of_answer(asked, answer) == []


RESULTS = st.builds(
    SharedResult,
    title=NOTES.filter(bool),
    partner=NAMES,
    unit=st.one_of(st.just(""), NAMES),
    leader=NAMES,
    partner_people=st.lists(NAMES, max_size=4).map(tuple),
    our_people=st.lists(NAMES, max_size=4).map(tuple),
    evidence=NOTES,
    next_step=NOTES,
)


@settings(max_examples=25)
@given(st.lists(RESULTS, min_size=1, max_size=5), st.integers(1, 40))
def test_every_summary_is_taken(results: list[SharedResult], times: int) -> None:
    message = summary(results * times, day=TODAY)
    assert message is not None
    taken(message)
