"""A leader who reads a pretended, longer language: all is said in it, and fits.

The language accents every letter of a text of ours, so that plain letters are
somebody's own words, or a text that was not said through the catalogue.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from bot.slack.cards.blocks import draw as draw_on_slack
from bot.slack.cards.forms import draw_form as draw_form_on_slack
from bot.slack.cards.forms import draw_waiting, draw_words
from bot.teams.cards import draw as draw_on_teams
from bot.teams.forms import draw_form as draw_form_on_teams
from handlers.answer import answer, press
from handlers.faults import refusal_reply
from handlers.home import home_message
from handlers.speaker import speaker_of
from handlers.talk.help import explained
from handlers.turn import (
    Address,
    Place,
    Pressed,
    Profile,
    Refusal,
    Reply,
    Said,
    Speaker,
)
from handlers.verbs import COMMANDS, PRESSES
from language.pseudo import PSEUDO
from language.say import speaking
from language.words import MONTHS, WEEKDAYS
from scheduler.jobs import run_due
from scheduler.outgoing import open_body
from storage.database.transactions import Transaction
from storage.message import Form, Message, Section
from tests.fake_slack import limits as slack_limits
from tests.fake_slack import oracle
from tests.fake_teams import limits as teams_limits
from tests.handlers.company import TODAY, Company

AT = datetime.combine(TODAY, time(9), UTC)
SHOWN = {"text", "title", "label", "errorMessage", "placeholder", "summary"}
WORD = re.compile(r"[A-Za-z]{2,}")
COMMAND = re.compile(r"/(?:outreach|öûţŕéåçĥ) [^\n]*")  # what is typed stays English
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
DAYS = {*WEEKDAYS, *MONTHS}
ALWAYS = DAYS | {"Outreach", "Slack", "Teams", "Susan", "Cramm", "cio", "com"}
NAMES = (
    "Ada Sam Osei Dana Whitfield Rosa Lim Ben Okoro Kim Ito Payroll Operations Finance "
    "IT wins Europe London GB ENG English Espa ol"
)
TYPED = (  # words of commands that are quoted in a text
    "unaware resistant neutral supportive leading or process pnl people NAME https "
    "example Spanish Lee Wong Kim Park"
)

SECTIONS = tuple(Section(text="ж" * 2_900) for _ in range(8))  # too long for either


def by(name: str = "Ada") -> dict[str, Any]:
    profile = Profile(name=name, zone="Europe/London", locale=PSEUDO)
    return {"by": Address("slack", "acme", name), "profile": profile}


def texts_in(drawn: Any, name: str = "") -> Iterator[str]:
    if isinstance(drawn, dict):
        for key, value in drawn.items():
            yield from texts_in(value, key)
    elif isinstance(drawn, list):
        for one in drawn:
            yield from texts_in(one, name)
    elif isinstance(drawn, str) and name in SHOWN:
        yield drawn


def plain_words(texts: Iterator[str], typed: str) -> set[str]:
    """Return the words of ours that nobody typed and that are not accented."""
    own = {*WORD.findall(f"{typed} {NAMES} {TYPED}"), *ALWAYS, *COMMANDS}
    folded = {word.casefold() for word in own}
    return {
        word
        for text in texts
        for word in WORD.findall(CODE.sub("", COMMAND.sub("", text)))
        if word.casefold() not in folded
    }


def drawn(shown: Message | Form) -> list[Any]:
    """Return it on both platforms, within what each takes."""
    if isinstance(shown, Form):
        view, card = draw_form_on_slack(shown), draw_form_on_teams(shown)
        assert slack_limits.faults_of_view(view) == []
        oracle.check_view(view)
        assert teams_limits.faults_of_activity(card) == []
        return [view, card]
    message, card = draw_on_slack(shown), draw_on_teams(shown)
    assert slack_limits.faults_of_message(message) == []
    oracle.check_message(message)
    assert teams_limits.faults_of_activity(card) == []
    return [message["blocks"], card, draw_words(shown)]


class Reader:
    """Somebody who reads in the pretended language, and what they were shown."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.typed = ""
        self.left: dict[str, set[str]] = {}

    def look(self, where: str, *shown: Message | Form | None) -> None:
        for one in shown:
            if one is not None:
                texts = (text for part in drawn(one) for text in texts_in(part))
                if words := plain_words(texts, self.typed):
                    self.left.setdefault(where, set()).update(words)

    def say(self, line: str, name: str = "Ada", on: date = TODAY) -> Reply:
        self.typed += f" {line}"
        said = Said(
            text=line, at=datetime.combine(on, time(9), UTC),
            place=Place("C1", "wins", is_direct=False), **by(name),
        )  # fmt: skip
        return self._shown(line, lambda tx: answer(tx, said))

    def press(self, action: str, subject: str, value: str = "", **values: str) -> Reply:
        self.typed += " ".join(values.values())
        pressed = Pressed(
            action=action, subject=subject, at=AT, value=value, values=values, **by()
        )
        return self._shown(f"[{action}]", lambda tx: press(tx, pressed))

    def _shown(self, where: str, work: Any) -> Reply:
        try:
            reply: Reply = self.company.database.run_now(work)
        except Refusal as refusal:
            reply = refusal_reply(refusal)
        self.look(where, reply.message, reply.form)
        return reply


@pytest.fixture
def reader(company: Company) -> Reader:
    return Reader(company)


def told(reader: Reader) -> str:
    return "\n".join(f"{where}: {sorted(left)}" for where, left in reader.left.items())


def test_the_commands_their_help_and_their_examples(reader: Reader) -> None:
    reader.say("help")
    reader.say("agenda Cut-over to the new payroll, decision 12 June")
    for verb, command in COMMANDS.items():
        reader.say(f"help {verb}")
        reader.say(verb)
        for example in explained(command)[1] if verb != "language" else ():
            reader.say(example, on=date(2026, 5, 6))
    reader.say("language")
    reader.say("language Klingon")
    assert not reader.left, told(reader)


def a_month(reader: Reader) -> None:
    """Live long enough for most of what can be said to be said."""
    for number in range(5):
        reader.say("rate Payroll 2", name=f"R{number}")
    for line in (
        "add Dana Whitfield, COO in Operations", "add Kim Ito, CFO in Finance",
        "add Sam Osei as colleague", "Kim knows Dana", "Rosa knows Dana",
        "rate Payroll 2 by Rosa, 2 by Ben, 3 by Dana, 1 by Kim",
        "issue open I-12 on Payroll for Operations due 22 March: ж",
        "log Dana postponed 3 March", "log Dana postponed 17 March",
        "log Dana no reply yesterday", "log Kim met yesterday, tense, next 31 March: ж",
        "agenda ж, decision 12 June, process Kim, sponsor Dana", "need Kim on A-1: ж",
        "motivator Kim: ж", "hearsay Kim from Rosa: ж", "heard Kim on A-1: ж",
        "stance Kim on A-1 resistant, wanted supportive", "objection Kim on A-1: ж",
        "ask Kim for an introduction to Dana", "ask Rosa slot with Dana: ж",
        "ask Kim granted for 1 April", "given Kim: ж", "topic Kim: ж", "remark Kim: ж",
    ):  # fmt: skip
        reader.say(line)


def ada(tx: Transaction) -> Speaker:
    return speaker_of(tx, by()["by"], profile=by()["profile"], at=AT)


def home(reader: Reader) -> Message:
    def work(tx: Transaction) -> Message:
        speaker = ada(tx)
        with speaking(speaker.reads):
            return home_message(tx, speaker, at=AT)

    return reader.company.database.run_now(work)


def delivered(reader: Reader) -> list[Message]:
    rows = reader.company.deliveries()

    def work(tx: Transaction) -> list[Message]:
        return [open_body(tx, one.body, one.workspace_id, one.id) for one in rows]

    return reader.company.database.run_now(work)


async def test_a_morning_the_home_and_every_press(reader: Reader) -> None:
    a_month(reader)
    for person in ("Dana", "Kim", "Rosa", "Sam"):
        for verb in ("who", "why", "next", "prep", "unit"):
            reader.say(f"{verb} {person}")
        reader.say(f"why {person} history")
    for verb in ("list", "next", "why", "issue", "ask", "agenda", "agenda A-1"):
        reader.say(verb)
    reader.look("home", home(reader))
    reader.company.move_clock_of(leader_id(reader))
    await run_due(reader.company.database, at=AT)
    cards = delivered(reader)
    assert cards
    for card in cards:
        assert card.language == PSEUDO
        reader.look("card", card)
    subjects = {
        one.subject
        for card in [*cards, home(reader)]
        for section in card.sections
        for one in section.buttons
    }
    assert len(subjects) >= 3
    for action in sorted(PRESSES):
        for subject in sorted(subjects):
            for value in ("tomorrow", "wrong_time"):
                reader.press(action, subject, value)
    reader.look("home afterwards", home(reader))
    assert not reader.left, told(reader)


def leader_id(reader: Reader) -> str:
    def work(tx: Transaction) -> str:
        whose = by()
        return speaker_of(tx, whose["by"], profile=whose["profile"], at=AT).leader_id

    return reader.company.database.run_now(work)


def test_a_refusal_of_whatever_is_typed(reader: Reader) -> None:
    wrong = (
        "",
        " Nobody Known",
        " Dana Dana: :",
        " 31 February",
        " 🙂",
        " " + "ж" * 500,
    )
    for verb in COMMANDS:
        for rest in wrong:
            reader.say(verb + rest)
    for line in (
        "hello", "thank you!", "lgo Dana", "stop it", "it was fixed", "ж" * 5_000,
        "on it", "done", "later", "later yesterday", "not relevant",
        "confirm ABCD-EFGH",
        "log Dana call 30 February", "log Dana call next 3 March", "log ж call",
    ):  # fmt: skip
        reader.say(line)
    assert not reader.left, told(reader)


def test_what_a_channel_reads(reader: Reader) -> None:
    reader.say("channel here")
    reader.say("share ж with Rosa; evidence ж; named Ben; next ж")
    reader.say("share")
    reader.say("channel")
    assert not reader.left, told(reader)


def test_the_words_of_the_platforms_themselves(reader: Reader) -> None:
    with speaking(PSEUDO):
        long = Message(headline="ж", sections=SECTIONS)
        view = draw_waiting()
    texts = [text for part in (*drawn(long), view) for text in texts_in(part)]
    assert any("⟦" in text for text in texts)
    assert plain_words(iter(texts), "") == set()
