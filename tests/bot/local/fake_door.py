"""A door for tests of the page alone: a chat that answers, and nothing behind it."""

from dataclasses import dataclass, field
from typing import Any

from bot.local.shown import draw_form, draw_message
from bot.local.stage import News, NotHere, StageDoor
from storage.message import Button, Field, Form, Menu, Message, Option, Section

Plain = dict[str, Any]

ASIDE = Form(
    title="What happened?",
    action="log_done",
    subject="s1",
    fields=(
        Field(name="who", label="With whom", value="Sam Reyes"),
        Field(name="day", label="Day", kind="date", value="2026-03-31"),
        Field(
            name="kind",
            label="How",
            kind="choice",
            value="call",
            options=(
                Option(label="We met", value="met"),
                Option(label="A call", value="call"),
            ),
        ),
        Field(name="listened", label="Listened, %", kind="number", optional=True),
        Field(
            name="note",
            label="Private note",
            kind="long_text",
            optional=True,
            hint="For you alone.",
        ),
    ),
)

CARD = Message(
    headline="Good morning, Ada. One step for Tue 31 March.",
    sections=(
        Section(
            text="Get I-12 resolved with Sam Reyes.",
            facts=("Because: I-12 on Payroll is nine days past due.",),
            subject="s1",
            buttons=(
                Button(label="Done", action="done", subject="s1", style="primary"),
                Menu(
                    label="Later",
                    action="later",
                    subject="s1",
                    options=(
                        Option(label="Tomorrow", value="tomorrow"),
                        Option(label="Monday", value="monday"),
                    ),
                ),
                Button(label="Why", action="why", subject="s1"),
            ),
        ),
    ),
)


@dataclass
class FakeDoor:
    """Remembers what was done through it."""

    news: News
    done: list[tuple[Any, ...]] = field(default_factory=list)
    chat: list[Plain] = field(default_factory=list)
    answer: Plain = field(default_factory=dict)
    card: Message = CARD

    async def view(self, speaker: str) -> Plain:
        if speaker not in ("", "ada", "rosa"):
            raise NotHere(speaker)
        first = entry("card", "nudge", message=draw_message(self.card))
        return {
            "problem": "",
            "moving": None,
            "clock": {"day": "Tue 31 March 2026", "time": "08:30"},
            "speakers": [
                {"key": "ada", "name": "Ada", "title": "Ada Novak, CIO"},
                {"key": "rosa", "name": "Rosa", "title": "Rosa Lind"},
            ],
            "chat": [first, *self.chat],
            "channel": {"name": "#joint-wins", "entries": []},
            "knows": {
                "people": [], "units": [], "issues": [], "asks": [], "results": [],
            },
            "hints": [],
        }  # fmt: skip

    async def say(self, speaker: str, text: str) -> Plain:
        self.done.append(("say", speaker, text))
        self.chat.append(entry(f"t{len(self.chat)}", "typed", typed=text))
        reply = draw_message(Message(headline=text))
        self.chat.append(entry(f"a{len(self.chat)}", "answer", message=reply))
        self.news.changed()
        return self.answer or {"refused": False}

    async def press(
        self,
        speaker: str,
        *,
        action: str,
        subject: str,
        value: str,
        values: dict[str, str],
    ) -> Plain:
        self.done.append(("press", speaker, action, subject, value, values))
        if action == "done":
            return {"form": draw_form(ASIDE)}
        return self.answer

    async def jump(self, jump: str) -> Plain:
        self.done.append(("jump", jump))
        return {}


def entry(name: str, kind: str, **more: Any) -> Plain:
    return {"id": name, "kind": kind, "day": "Tue 31 March", "time": "08:30"} | more


def _fits_its_port(news: News) -> StageDoor:
    return FakeDoor(news)
