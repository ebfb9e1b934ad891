"""`help`: what can be typed, from the commands' own words."""

import inspect
from collections.abc import Callable, Mapping

from handlers.turn import Act, Refusal, Reply, Turn
from language.commands import to_type
from language.say import say
from language.words import quoted
from storage.message import Message, Section

Explained = tuple[str, tuple[str, ...]]


def help_said(turn: Turn, commands: Mapping[str, Act]) -> Reply:
    """Show what can be typed; with a verb, more examples of it.

    Raises:
        Refusal: there is no such verb.
    """
    verb = turn.text.split()[0].casefold() if turn.text else ""
    if not verb:
        return Reply(
            Message(
                headline=say("What you can type, each with an example:"),
                sections=tuple(
                    _line(verb, commands[verb]) for verb in sorted(commands)
                ),
                small_print=(
                    say("Plain sentences work too: had coffee with Dana yesterday"),
                    say(
                        "Answer a card with: on it, done, later tomorrow, not relevant"
                    ),
                    say("More about one: /outreach help log"),
                ),
            )
        )
    command = commands.get(verb)
    if command is None:
        raise Refusal(
            say(
                "There is no command {words}. For all of them: /outreach help",
                words=quoted(verb),
            )
        )
    what, examples = explained(command)
    return Reply(
        Message(
            headline=f"{verb}: {say(what)}",
            sections=tuple(Section(text=to_type(one)) for one in examples),
        )
    )


def explained(command: Callable[..., object]) -> Explained:
    """Return what a command's docstring says it does, and its examples."""
    text = inspect.getdoc(command) or ""
    what, _, rest = text.partition("\n\n")
    _, _, block = rest.partition("Examples:\n")
    lines = block.partition("\n\n")[0].splitlines()
    return " ".join(what.split()), tuple(line.strip() for line in lines if line.strip())


def _line(verb: str, command: Callable[..., object]) -> Section:
    what, examples = explained(command)
    facts = (to_type(examples[0]),) if examples else ()
    return Section(text=f"{verb}: {say(what)}", facts=facts)
