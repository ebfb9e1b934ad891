"""Finding the service, the unit and the issue code that somebody typed in a line."""

import re
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from handlers.turn import Refusal, Turn
from language.say import say
from language.words import listed, quoted
from storage.people.store import units_of
from storage.services.facts import IssueFact, ServiceFact
from storage.services.store import issue_with_code, services_of

NEAR_SERVICE = 80  # rapidfuzz ratio from which a name is offered instead; house rule
NAMES_SHOWN = 8  # names listed in an error; house rule
BEFORE = r"(?:\b(?:on|for|of|in|with|about|from|by|the) +){0,2}"
CODE = re.compile(
    r"(?<![\w@-])([A-Za-z]{1,8}-\d{1,9}|[Ii]\d{1,9}|[A-Za-z]{2,8}\d{4,9})(?![\w-])"
)


def cut_name(text: str, names: Mapping[str, str]) -> tuple[str | None, str]:
    """Find the longest of `names` in `text` as whole words.

    Args:
        names: what is returned -> the name looked for.

    Returns:
        The key of the name found, and the text without it and the preposition before
        it; or None and the text.
    """
    longest_first = sorted(names.items(), key=lambda item: -len(item[1]))
    for key, name in longest_first:
        words = r"\s+".join(re.escape(word) for word in name.split())
        pattern = rf"{BEFORE}(?<![\w(])[\"“']?{words}[\"”']?(?!\w)"
        if match := re.search(pattern, text, re.IGNORECASE):
            return key, f"{text[: match.start()]} {text[match.end() :]}".strip()
    return None, text


def cut_service(turn: Turn, text: str, *, example: str) -> tuple[ServiceFact, str]:
    """Return the service named in `text`, and the text without it.

    Raises:
        Refusal: none is named there.
    """
    services = services_of(turn.tx, workspace_id=turn.speaker.workspace_id)
    by_id = {service.id: service for service in services}
    key, rest = cut_name(text, {service.id: service.name for service in services})
    if key is not None:
        return by_id[key], rest
    names = [service.name for service in services]
    if not names:
        raise Refusal(
            say(
                "There is no service yet. Start with: /outreach service Payroll for "
                "Operations owned by Sam"
            )
        )
    shown = listed(names[:NAMES_SHOWN], either=True)
    if not text.strip():
        raise Refusal(
            say(
                "Which service: {shown}? Type: /outreach {example}",
                shown=shown,
                example=example,
            )
        )
    raise Refusal(
        say(
            "I know no service in {words}. I know {shown}. Type: /outreach {example}. "
            "A new one: /outreach service NAME for UNIT owned by PERSON",
            words=quoted(text),
            shown=shown,
            example=example,
        )
    )


def cut_unit(turn: Turn, text: str) -> tuple[str | None, str]:
    """Return the id of the unit named in `text` or None, and the text without it."""
    units = units_of(turn.tx, workspace_id=turn.speaker.workspace_id)
    return cut_name(text, {unit.id: unit.name for unit in units})


def nearest(typed: str, names: list[str]) -> str:
    """Return the name most like `typed`, or "" if none is near."""
    found = process.extractOne(
        typed.casefold(),
        {name: name.casefold() for name in names},
        scorer=fuzz.ratio,
        score_cutoff=NEAR_SERVICE,
    )
    return str(found[2]) if found else ""


def cut_code(text: str) -> tuple[str, str]:
    """Return the issue code in `text`, e.g. "I-12" for "i12", and the text without it.

    The code is "" when there is none.
    """
    match = CODE.search(text)
    if match is None:
        return "", text
    code = match.group().upper()
    if "-" not in code and code[1:].isdecimal():
        code = f"{code[0]}-{code[1:]}"
    return code, f"{text[: match.start()]} {text[match.end() :]}".strip()


def issue_called(turn: Turn, code: str) -> IssueFact:
    """Return the issue with this code.

    Raises:
        Refusal: there is none.
    """
    workspace_id = turn.speaker.workspace_id
    found = issue_with_code(turn.tx, workspace_id=workspace_id, code=code)
    if found is None:
        raise Refusal(
            say(
                "There is no issue {code}. See the open ones with /outreach issue, or "
                "report it: /outreach issue open {code} on SERVICE for UNIT: what is "
                "wrong",
                code=code,
            )
        )
    return found


# Who uses a service, where a line names somebody else.


def not_used_by(service: ServiceFact, unit: str) -> str:
    """Return that the service has other users, and how to add this one.

    Args:
        unit: as it was typed; "" = it can't be told what was meant.
    """
    typed = quoted(unit) if unit else say("that unit")
    if not service.units:
        return say(
            "{service} has no unit that uses it, as far as I know, and not by {unit}. "
            "If it is, first type: /outreach service {service} for UNIT",
            service=service.name,
            unit=typed,
        )
    return say(
        "{service} is used by {units}, as far as I know, and not by {unit}. If it is, "
        "first type: /outreach service {service} for UNIT",
        service=service.name,
        units=listed(list(service.units.values())),
        unit=typed,
    )
