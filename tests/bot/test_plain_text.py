"""A message read in a terminal, or by a screen reader, says everything."""

from bot.drawing import plain_text
from storage.message import Button, Message, Section


def test_everything_a_message_says_is_in_the_text() -> None:
    message = Message(
        headline="Good morning. One step for today.",
        sections=(
            Section(
                text="Get I-12 resolved with Omar.",
                facts=("I-12 is nine days past due.", "Payroll is rated 3.4."),
                buttons=(Button(label="Done", action="done", subject="s1"),),
            ),
            Section(text="Hello Omar,\ncan we look at I-12?", quote=True),
        ),
        small_print=("Reply “remind stop” to stop.",),
    )

    assert plain_text(message) == (
        "Good morning. One step for today.\n"
        "\n"
        "Get I-12 resolved with Omar.\n"
        "- I-12 is nine days past due.\n"
        "- Payroll is rated 3.4.\n"
        "\n"
        "    Hello Omar,\n"
        "    can we look at I-12?\n"
        "\n"
        "Reply “remind stop” to stop."
    )


def test_a_headline_alone_is_one_line() -> None:
    assert plain_text(Message(headline="Logged.")) == "Logged."


def test_empty_parts_leave_no_gap() -> None:
    message = Message(headline="Logged.", sections=(Section(text=""),))
    assert plain_text(message) == "Logged."
