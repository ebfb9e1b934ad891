"""The terminal: one line in and its reply out, and the clock run once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import Core, open_core
from bot.settings import Settings
from bot.terminal import TerminalSender, run_clock, say_line, terminal_text
from handlers.grammar.people.names import LONGEST_NAME
from handlers.turn import Choice, Doubt
from scheduler.delivery.sender import CannotLook, Sender, Sent
from scheduler.outgoing import Target
from storage.message import Message, Section
from tests.fakes import FakeClock
from tests.handlers.doubts.asking import asks

AT = datetime(2026, 3, 31, 7, 0, tzinfo=UTC)
ADA = Target("terminal", "terminal", "ada")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(AT)


@pytest.fixture
def core(tmp_path: Path, clock: FakeClock) -> Iterator[Core]:
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg]
        database_url=f"sqlite:///{tmp_path}/outreach.db",
        default_zone="Europe/London",
    )
    opened = open_core(settings, clock)
    yield opened
    opened.close()


async def test_a_line_is_answered_and_its_reply_printed(core: Core) -> None:
    printed: list[str] = []

    said = await say_line(
        core, name="Ada", text="add Dana Whitfield", at=AT, show=printed.append
    )

    assert said
    assert "Dana Whitfield" in printed[0]


async def test_what_was_kept_can_be_taken_back(core: Core) -> None:
    printed: list[str] = []

    await say_line(
        core, name="Ada", text="add Dana Whitfield", at=AT, show=printed.append
    )
    await say_line(core, name="Ada", text="undo", at=AT, show=printed.append)

    kept, undone = printed
    assert kept.endswith("\n\nTo take it back: undo")
    assert undone == "Undone: adding Dana Whitfield."


async def test_a_name_is_one_leader_however_it_is_written(core: Core) -> None:
    printed: list[str] = []

    await say_line(core, name="Ada Novak", text="add Dana Whitfield", at=AT)
    await say_line(core, name=" ada  NOVAK ", text="list", at=AT, show=printed.append)

    assert "Dana Whitfield" in printed[0]


async def test_what_is_refused_says_so_and_fails(core: Core) -> None:
    printed: list[str] = []

    said = await say_line(
        core, name="Ada", text="log Zed call", at=AT, show=printed.append
    )

    assert not said
    assert "Zed" in printed[0]


@pytest.mark.parametrize("name", ["", "  ", "a" * (LONGEST_NAME + 1)])
async def test_somebody_must_be_speaking(core: Core, name: str) -> None:
    printed: list[str] = []

    said = await say_line(core, name=name, text="next", at=AT, show=printed.append)

    assert not said
    assert printed == ["Say who is speaking, for example: outreach say --as Ada next"]


async def test_the_clock_prints_the_card_that_is_due_once(
    core: Core, clock: FakeClock
) -> None:
    await say_line(
        core, name="Ada", text="add Dana Whitfield, COO in Operations", at=AT
    )
    printed: list[str] = []

    clock.move(minutes=29)  # 08:29 in London
    assert await run_clock(core, show=printed.append)
    assert printed == []

    clock.move(minutes=1)  # 08:30, when a card comes unless the leader says otherwise
    assert await run_clock(core, show=printed.append)
    assert await run_clock(core, show=printed.append)

    [card] = printed
    assert card.startswith("--- To ada ---\nGood morning, Ada.")
    assert "Dana" in card


async def test_a_channel_is_named_with_its_sign() -> None:
    printed: list[str] = []
    sender = TerminalSender(printed.append)
    channel = Target("terminal", "terminal", "it-news", to_channel=True)

    sent = await sender.send(Message(headline="Together"), to=channel, key="k1")
    await sender.update(Message(headline="Changed"), to=channel, sent=sent)

    assert sent == Sent(channel="it-news", id="k1")
    assert printed == [
        "--- To #it-news ---\nTogether\n",
        "--- Changed, to #it-news ---\nChanged\n",
    ]


async def test_nothing_printed_can_be_looked_up() -> None:
    sender: Sender = TerminalSender()
    with pytest.raises(CannotLook):
        await sender.find(to=ADA, key="k1")


def test_typed_text_cannot_command_the_terminal() -> None:
    message = Message(
        headline="Logged: \x1b[2J\x9b31mcall\r", sections=(Section(text="a\tb\nc\x00"),)
    )
    assert terminal_text(message) == "Logged: �[2J�31mcall�\n\na\tb\nc�"


async def test_a_question_has_numbers_to_type(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ("add Tom Hardy", "log Tom Hardy call")
    asks(monkeypatch, Doubt("Did you see Tom?", (Choice("Yes, add Tom", lines),)))
    printed: list[str] = []

    asked = await say_line(core, name="Ada", text="puzzle", at=AT, show=printed.append)
    answered = await say_line(core, name="Ada", text="1", at=AT, show=printed.append)

    assert (asked, answered) == (False, True)
    assert printed[0] == (
        "Did you see Tom?\n\n1. Yes, add Tom\n2. Nothing\n\nTo answer, type the number."
    )
    assert "Logged: call with Tom Hardy" in printed[1]
