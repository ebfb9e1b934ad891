"""The playbook from the registry and each play's own words: as a page, and as text.

Run as a module it writes docs/playbook.md; a test holds the page to what is written
here. `outreach plays` prints the text.

Loaded late: it loads every play, which the terminal's other commands do not need.
"""

from inspect import getdoc
from pathlib import Path

from scheduler.playbook import BOOK_PLAYS, PLAYS
from scheduler.playbook.play_info import BookPlayInfo, PlayInfo
from scheduler.rules.source_sentences import SENTENCES, SourceSentence

PAGE = Path(__file__).parents[1] / "docs" / "playbook.md"
ALL: tuple[PlayInfo | BookPlayInfo, ...] = (*PLAYS, *BOOK_PLAYS)
LEVEL_0 = "never a step of its own"
INTRODUCTION = """\
# The playbook

Every play, in the order of its advice: when it speaks, the step, what holds it back,
and where it comes from. “House rule” marks what no source gives. A card has two steps
at most and a week six new ones, unless the leader chose otherwise, best first; the last
third goes to the plays that were on no card for longest, so that each is heard at least
once a year. This page is written by `make docs` from the code, and `outreach plays`
prints the same in the terminal."""
SENTENCES_INTRODUCTION = """\
## The sentences behind it

The advice of Susan Cramm's Q&A (cio.com, 2007), sentence by sentence: the plays it
gave, and the tests that hold them to it. Q1 to Q3 are the reader's questions.

| | sentence | plays | tests |
|---|---|---|---|"""


def playbook_page() -> str:
    """Return the whole page."""
    about_one = [_play(info) for info in PLAYS]
    about_all = [_play(info) for info in BOOK_PLAYS]
    table = [SENTENCES_INTRODUCTION, *(_row(one) for one in SENTENCES)]
    parts = [INTRODUCTION, "\n".join(table), "## About one stakeholder", *about_one]
    if about_all:
        parts += ["## About everybody on the list", *about_all]
    return "\n\n".join(parts) + "\n"


def _row(sentence: SourceSentence) -> str:
    files = [
        f"[{info.id}](../tests/plays/test_{info.play.__name__}.py)"
        for info in ALL
        if info.id in sentence.plays
    ]
    names = {info.id: info.name for info in ALL}
    plays = [f"{one} {names[one]}" for one in sentence.plays if one in names]
    return (
        f"| {sentence.id} | {sentence.text} | {', '.join(plays)} | {', '.join(files)} |"
    )


def _play(info: PlayInfo | BookPlayInfo) -> str:
    level = f"level {info.level}" if info.level else "never a step of its own"
    if isinstance(info, PlayInfo) and info.in_replies:
        level = "under replies, never on a card"
    elif info.never_waits:
        level += ", does not wait for the week's new steps"
    doc = getdoc(info.play) or ""
    first, *parts = doc.splitlines()
    lines = [f"### {info.id} {info.name}", "", f"{first} ({level})", ""]
    lines.append(f"- Rule: {info.rule} ({info.source})")
    for line in parts:
        if line.startswith(" "):
            lines.append(f"  {line.strip()}")
        elif line.strip():
            lines.append(f"- {line}")
    if info.house:
        lines.append(f"- House rules: {info.house}.")
    return "\n".join(lines)


def playbook_as_text() -> str:
    """Return every play in the order of its advice, then the sentences behind them."""
    plays = [play_as_text(info) for info in PLAYS]
    plays += [play_as_text(info) for info in BOOK_PLAYS]
    return "\n\n".join([*plays, sentences_as_text()])


def sentences_as_text() -> str:
    """Return the sentences of the Q&A, each with the plays it gave."""
    lines = [f"{one.id}  {one.text} ({', '.join(one.plays)})" for one in SENTENCES]
    return "\n  ".join(["Susan Cramm's Q&A, sentence by sentence:", *lines])


def play_as_text(info: PlayInfo | BookPlayInfo) -> str:
    """Return one play: what it is, its rule, and the parts of its docstring."""
    level = f"level {info.level}" if info.level else LEVEL_0
    lines = [f"{info.id}  {info.name}  ({level})", f"Rule: {info.rule}"]
    if info.house:
        lines.append(f"House rules: {info.house}.")
    doc = getdoc(info.play) or ""
    lines += [line for line in doc.splitlines()[1:] if line.strip()]
    return "\n  ".join(lines)


if __name__ == "__main__":
    PAGE.write_text(playbook_page(), encoding="utf-8")
