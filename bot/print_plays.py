"""The playbook as text: the registry, and each play's own words."""

from inspect import getdoc

from scheduler.playbook import BOOK_PLAYS, PLAYS
from scheduler.playbook.play_info import BookPlayInfo, PlayInfo

LEVEL_0 = "never a step of its own"


def playbook_as_text() -> str:
    """Return every play in the order of its advice."""
    about_one = [play_as_text(info) for info in PLAYS]
    return "\n\n".join(about_one + [play_as_text(info) for info in BOOK_PLAYS])


def play_as_text(info: PlayInfo | BookPlayInfo) -> str:
    """Return one play: what it is, its rule, and the parts of its docstring."""
    level = f"level {info.level}" if info.level else LEVEL_0
    lines = [f"{info.id}  {info.name}  ({level})", f"Rule: {info.rule}"]
    if info.house:
        lines.append(f"House rules: {info.house}.")
    doc = getdoc(info.play) or ""
    lines += [line for line in doc.splitlines()[1:] if line.strip()]
    return "\n  ".join(lines)
