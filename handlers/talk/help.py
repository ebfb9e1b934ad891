"""`help`: ten things to type first, and the rest by what they are about."""

import inspect
from collections.abc import Callable, Mapping

from handlers.talk.offers import asked_about, labelled, offer
from handlers.turn import Act, Refusal, Reply
from language.commands import to_type
from language.say import mark, say
from language.words import quoted
from storage.message import Button, Message, Section
from storage.people.store import fold

FIRST_TEN = (
    "log", "next", "who", "add", "list", "plan", "prep", "share", "remind", "undo",
)  # fmt: skip
GROUPS: dict[str, tuple[str, ...]] = {
    mark("people"): (
        "who", "add", "list", "start", "log", "edit", "plan", "prep", "next", "why",
        "knows", "introductions", "unit", "search", "forget",
    ),
    mark("services"): ("service", "rate", "issue"),
    mark("asking and giving"): ("ask", "given", "thanks", "draft"),
    mark("what you learned"): (
        "note", "motivator", "hearsay", "need", "topic", "remark",
    ),
    mark("what you want decided"): (
        "agenda", "stance", "heard", "objection", "propose",
    ),
    mark("results"): ("share", "confirm", "agree", "channel"),
    mark("settings"): ("remind", "language", "link", "unlink", "undo", "help"),
}  # fmt: skip


def help_about(wanted: str, commands: Mapping[str, Act]) -> Reply:
    """Return the first ten verbs and the groups, or what was asked about.

    Args:
        wanted: a verb, or a group or its first word; "" = all.
        commands: the act behind each verb.

    Raises:
        Refusal: there is neither a verb nor a group of that name.
    """
    wanted = fold(wanted).strip(" ?!.“”\"'")
    if not wanted:
        return _overview(commands)
    if wanted in commands:
        return _about_verb(wanted, commands[wanted])
    for group, verbs in GROUPS.items():
        names = (group, fold(say(group)))
        if wanted in (*names, *(name.split()[0] for name in names)):
            return _about_group(group, verbs, commands)
    first = wanted.split()[0]
    if first in commands:
        return _about_verb(first, commands[first])
    raise _no_help(wanted)


def _overview(commands: Mapping[str, Act]) -> Reply:
    first = [verb for verb in FIRST_TEN if verb in commands]
    groups = Section(
        text=say("The others, by what they are about:"),
        facts=tuple(
            f"{say(group)}: {', '.join(verb for verb in verbs if verb in commands)}"
            for group, verbs in GROUPS.items()
        ),
    )
    return Reply(
        Message(
            headline=say(
                "Tell me what happened in your own words, or type one of these:"
            ),
            sections=(*(_line(verb, commands[verb]) for verb in first), groups),
            buttons=(
                offer("next"),
                Button(label=say("Log a contact"), action="open_log"),
                offer("list"),
                Button(label=say("Settings"), action="settings"),
            ),
            small_print=(
                say("More about one: {line}", line=to_type("help log")),
                say("Answer a card with: on it, done, later tomorrow, not relevant"),
            ),
        )
    )


def _about_group(
    group: str, verbs: tuple[str, ...], commands: Mapping[str, Act]
) -> Reply:
    return Reply(
        Message(
            headline=say("What you can type about {group}:", group=say(group)),
            sections=tuple(
                _line(verb, commands[verb]) for verb in verbs if verb in commands
            ),
        )
    )


def _about_verb(verb: str, command: Act) -> Reply:
    what, examples = explained(command)
    return Reply(
        Message(
            headline=f"{verb}: {say(what)}",
            sections=tuple(Section(text=to_type(one)) for one in examples),
        )
    )


def _line(verb: str, command: Act) -> Section:
    what, examples = explained(command)
    return Section(text=f"{verb}: {say(what)}", facts=(to_type(examples[0]),))


def _no_help(wanted: str) -> Refusal:
    return asked_about(
        say("There is no command {words}.", words=quoted(wanted)),
        (
            labelled(say("What you can type"), "help"),
            *(
                labelled(say("What you can type about {group}", group=say(group)), line)
                for group, line in (
                    (mark("people"), "help people"),
                    (mark("settings"), "help settings"),
                )
            ),
        ),
    )


def explained(command: Callable[..., object]) -> tuple[str, tuple[str, ...]]:
    """Return what a command's docstring says it does, and its examples."""
    text = inspect.getdoc(command) or ""
    what, _, rest = text.partition("\n\n")
    _, _, block = rest.partition("Examples:\n")
    lines = block.partition("\n\n")[0].splitlines()
    return " ".join(what.split()), tuple(line.strip() for line in lines if line.strip())
