"""The playbook as text: the registry, and each play's own words."""

from inspect import getdoc

from scheduler.playbook import PLAYS
from scheduler.playbook.play_info import PlayInfo

LEVEL_0 = "never a step of its own"


def playbook_as_text() -> str:
    """Return every play in the order of its advice."""
    return "\n\n".join(play_as_text(info) for info in PLAYS)


def play_as_text(info: PlayInfo) -> str:
    """Return one play: what it is, its rule, and the parts of its docstring."""
    level = f"level {info.level}" if info.level else LEVEL_0
    lines = [f"{info.id}  {info.name}  ({level})", f"Rule: {info.rule}"]
    if info.house:
        lines.append(f"House rules: {info.house}.")
    doc = getdoc(info.play) or ""
    lines += [line for line in doc.splitlines()[1:] if line.strip()]
    return "\n  ".join(lines)
