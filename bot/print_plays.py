"""The playbook as text: the registry, and each play's own words."""

from inspect import getdoc

from scheduler.playbook import BOOK_PLAYS, PLAYS
from scheduler.playbook.play_info import BookPlayInfo, PlayInfo
from scheduler.source_sentences import SENTENCES

LEVEL_0 = "never a step of its own"


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
