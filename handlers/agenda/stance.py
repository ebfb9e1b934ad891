"""`stance` and `heard`: where somebody stands on an item, and how they see it."""

import re
from dataclasses import dataclass

from handlers.agenda.words import level_words
from handlers.follow_up import next_one
from handlers.grammar.about_line import about_line, check_somebody_else
from handlers.grammar.agenda_items import cut_item, the_item
from handlers.grammar.people.names import one_person
from handlers.grammar.people.names_first import set_aside
from handlers.turn import Refusal, Reply, Turn, kept
from language.say import say
from language.words import AT_LENGTH, day_beside_today, day_said, quoted
from storage.agenda.facts import LEVELS, ItemFact
from storage.agenda.stances import change_stance, stance_on
from storage.contacts.store import tie_for_update
from storage.people.facts import Known

LEVEL = rf"({'|'.join(LEVELS)})"
WANTED = re.compile(
    r"(?<![\w-])(?:i |we )?(?:wanted|wants?|want(?:ed)? (?:as|to be)|should be|desired|"
    rf"target|goal|towards?|to)(?: (?:as|to be|is|at))?\s*[:=]?\s*{LEVEL}(?![\w-])",
    re.IGNORECASE,
)
PRESENT = re.compile(
    rf"(?<![\w-])(?:is |now |currently |at |current[:=]? ?)*{LEVEL}(?![\w-])",
    re.IGNORECASE,
)
PRIORITY = re.compile(
    r"(?<![\w-])(?:(?:ranks?|rates?|priority|prio)(?: it)?(?: (?:as|is))?\s*[:=]?\s*)*"
    r"(high|low)(?:est)?(?: on (?:her|his|their) list)?(?: priority)?(?![\w-])",
    re.IGNORECASE,
)
FILLER = re.compile(
    r"(?<![\w-])(?:ranks?|rates?|priority|stance|is|as|on)(?![\w-])", re.I
)
SHOWN = f"{', '.join(LEVELS[:-1])} or {LEVELS[-1]}"
EXAMPLE = "stance Dana on A-1 resistant, wanted supportive"
HEARD_EXAMPLE = "heard Dana on A-1: she fears the cut-over in March"


@dataclass(frozen=True, slots=True)
class StanceLine:
    """What was typed; "" where nothing was."""

    person: Known
    item: ItemFact | None
    current: str
    desired: str
    priority: str  # "high", "low"


def stance(turn: Turn) -> Reply:
    """Say where somebody stands on an item, where you want them, how they rank it.

    Examples:
        stance Dana on A-1 resistant, wanted supportive
        stance Dana on A-1 low priority
        Dana ranks A-1 low
    """
    line = stance_line(turn, example=EXAMPLE)
    person, item = line.person, the_item(turn, line.item, example=EXAMPLE)
    said = {
        name: value
        for name in ("current", "desired", "priority")
        if (value := getattr(line, name))
    }
    tie_for_update(turn.writer, person.id, since=turn.today)
    now = change_stance(turn.writer, item.id, person.id, on=turn.today, **said)
    gap = ""
    if now.gap_since is not None:
        since = day_said(now.gap_since, turn.today)
        gap = say("You have wanted more than that since {day}.", day=since)
    return kept(
        turn,
        say(
            "Kept: {name} on {item}, {day}: {level}.",
            name=person.name,
            item=item.code,
            day=day_beside_today(turn.today, turn.today),
            level=level_words(now),
        ),
        label=say("{name}'s stance on {item}", name=person.name, item=item.code),
        sections=next_one(turn, [person.id]),
        small_print=(gap,),
    )


def stance_line(turn: Turn, *, example: str) -> StanceLine:
    """Split the line into its parts, in any order.

    Raises:
        Refusal: nobody or no such person or item, or words that are no level.
    """
    text = " ".join(re.sub(r"[:=]", " ", turn.text).split())
    item, rest = cut_item(turn, text)
    aside = set_aside(turn, rest, sure=True)
    rest = aside.text
    desired, rest = _cut(rest, WANTED)
    current, rest = _cut(rest, PRESENT)
    priority, rest = _cut(rest, PRIORITY)
    if again := PRESENT.search(rest):
        raise Refusal(
            say(
                "I read both “{current}” and “{other}” in that. Say which is now and "
                "which you want, for example: /outreach {example}",
                current=current,
                other=again.group(1),
                example=example,
            )
        )
    name = aside.back(" ".join(FILLER.sub(" ", rest).split()).strip(" ,;."))
    if not (current or desired or priority):
        raise Refusal(
            say(
                "Where do they stand: {levels}? Type for example: /outreach {example}",
                levels=SHOWN,
                example=example,
            )
        )
    person = one_person(turn, name, example=example)
    check_somebody_else(turn, person, example=example)
    return StanceLine(person, item, current, desired, priority)


def _cut(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    match = pattern.search(text)
    if match is None:
        return "", text
    return match.group(1).casefold(), f"{text[: match.start()]} {text[match.end() :]}"


# `heard`: how somebody sees an agenda item, as they told the leader.


def heard(turn: Turn) -> Reply:
    """Keep how somebody sees an agenda item, once you have asked them.

    Examples:
        heard Dana on A-1: she fears the cut-over in March
        heard Kim on A-1 yesterday: fine if the forecast stays
    """
    line = about_line(turn, turn.text, example=HEARD_EXAMPLE, dated=True)
    person = line.person
    item = the_item(turn, line.item, example=HEARD_EXAMPLE)
    if not line.words:
        raise Refusal(
            say(
                "How does {name} see {item}? Type for example: /outreach heard "
                "{name} on {item}: fears the cut-over in March",
                name=person.first_name,
                item=item.code,
            )
        )
    on = line.day or turn.today
    before = stance_on(
        turn.tx,
        item_id=item.id,
        person_id=person.id,
    )
    tie_for_update(turn.writer, person.id, since=turn.today)
    newest = max(on, before.heard_on) if before and before.heard_on else on
    change_stance(
        turn.writer,
        item.id,
        person.id,
        on=turn.today,
        view=line.words,
        heard_on=newest,
    )
    return kept(
        turn,
        say(
            "Heard {name} on {item}, {day}: {words}.",
            name=person.name,
            item=item.code,
            day=day_beside_today(on, turn.today),
            words=quoted(line.words, AT_LENGTH),
        ),
        label=say("{name}'s view of {item}", name=person.name, item=item.code),
        sections=next_one(turn, [person.id]),
        small_print=(
            line.how_read,
            say(
                "Where they stand, if you know: /outreach stance {name} on "
                "{item} resistant, wanted supportive",
                name=person.first_name,
                item=item.code,
            ),
        ),
    )
