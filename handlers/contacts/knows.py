"""`knows` and `introductions`: who knows whom, and whether that may serve others."""

import re

import sqlalchemy as sa
from sqlmodel import col

from handlers.grammar.people.names import BETWEEN, find_people_in, one_person
from handlers.grammar.people.people import PeopleReader
from handlers.grammar.words.lexicon import lexicon
from handlers.grammar.words.tokens import tokens_of
from handlers.turn import Refusal, Reply, Turn, kept
from language.catalogues import ENGLISH
from language.say import mark, say, say_count
from language.words import listed, quoted
from storage.contacts.declared import declare_tie
from storage.message import Message, Section
from storage.models import Leader
from storage.people.facts import Known

EXAMPLE = "Sam knows Dana"
MIDDLE = re.compile(r"(?<!\w)knows?(?!\w)", re.IGNORECASE)
NOT = re.compile(r"\b(?:does|do)(?:n['’]?t| not)\b|\bnever knew\b", re.IGNORECASE)
HOW_WELL = re.compile(
    r"(?:,? (?:very|quite|really|rather))?,? (?:well|personally|closely|a bit|too)$",
    re.IGNORECASE,
)
EACH_OTHER = re.compile(r" ?\b(?:each other|one another)$", re.IGNORECASE)
ON = frozenset({"on", "yes", "start", "share", "lend"})
OFF = frozenset({"off", "no", "stop", "never"})
WHAT = mark(
    "When it is on, a colleague who also knows you may be told that you know somebody "
    "they want to reach, and so ask you for a good word or an introduction. They see "
    "that there is a tie, and nothing of what you wrote."
)
NO_MORE = mark("It is out of everybody's advice from now on.")


def knows(turn: Turn) -> Reply:
    """Say that two people know each other. Only you see it.

    Examples:
        Sam knows Dana
        knows Sam Dana
        Kim and Ben know Dana
    """
    text = turn.text.strip(" .!")
    if not text:
        raise Refusal(
            say(
                "Who knows whom? Type for example: /outreach {example}", example=EXAMPLE
            )
        )
    if NOT.search(text):
        raise Refusal(
            say(
                "I keep who knows whom, not who does not, so nothing was "
                "changed. To take back the last thing you told me: /outreach "
                "undo"
            )
        )
    text = HOW_WELL.sub("", text)
    if EACH_OTHER.search(text) and not turn.text.startswith("knows"):
        text = MIDDLE.sub("", EACH_OTHER.sub("", text))
    middle = MIDDLE.search(text)
    if middle is not None:
        some = find_people_in(turn, text[: middle.start()], example=EXAMPLE)
        others = find_people_in(turn, text[middle.end() :], example=EXAMPLE)
    else:
        some, others = _side_by_side(turn, text)
    pairs = [(one, other) for one in some for other in others if one.id != other.id]
    if not pairs:
        raise Refusal(
            say(
                "Two people, please. Type for example: /outreach {example}",
                example=EXAMPLE,
            )
        )
    for one, other in pairs:
        _check(turn, one, other)
        declare_tie(turn.writer, one.id, other.id, on=turn.today)
    said = say_count(
        "{some} knows {others}",
        "{some} know {others}",
        len(some),
        some=_names(some),
        others=_names(others),
    )
    return kept(
        turn,
        say(
            "Kept: {who_knows_whom}. It counts for 180 days, and only you see it.",
            who_knows_whom=said,
        ),
        label=said,
    )


def _side_by_side(turn: Turn, text: str) -> tuple[list[Known], list[Known]]:
    """Read "Sam Ortiz Dana Whitfield": where the first name ends the second begins.

    Raises:
        Refusal: one of them is nobody, or could be several people.
    """
    people = [part for part in BETWEEN.split(text) if part.strip()]
    if len(people) == 1:
        tokens = tokens_of(text)
        found = PeopleReader(turn, tokens, lexicon(ENGLISH)).at(tokens, 0, True)
        if found is not None and found[0] < len(tokens):
            cut = tokens[found[0] - 1].end
            people = [text[:cut], text[cut:]]
    some = [one_person(turn, part, example=EXAMPLE) for part in people]
    return some[:1], some[1:]


def _check(turn: Turn, one: Known, other: Known) -> None:
    if turn.speaker.person_id in (one.id, other.id):
        raise Refusal(
            say(
                "Whom you know yourself comes from what you log, so nothing was "
                "saved. Type for example: /outreach log Dana call"
            )
        )


def _names(people: list[Known]) -> str:
    return listed([person.name for person in people])


# `introductions`: whether the strength of one's ties may serve others.


def introductions(turn: Turn) -> Reply:
    """Let the strength of your ties help others to introductions, or not; off at first.

    Examples:
        introductions
        introductions on
        introductions off
    """
    lends = _lends(turn)
    word = turn.text.strip(" .!").casefold()
    if not word:
        return Reply(Message(headline=_now(lends), sections=(Section(text=say(WHAT)),)))
    if word not in ON | OFF:
        raise Refusal(
            say(
                "I did not understand {words}. Type: "
                "/outreach introductions on, or /outreach introductions off",
                words=quoted(turn.text),
            )
        )
    wants = word in ON
    if wants is lends:
        return Reply(Message(headline=_now(lends), sections=(Section(text=say(WHAT)),)))
    mine = {"id": turn.speaker.leader_id}
    turn.writer.update(Leader, mine, lends_ties=wants)
    after = WHAT if wants else NO_MORE
    return kept(
        turn,
        _now(wants),
        label=say("lending your ties"),
        sections=(Section(text=say(after)),),
    )


def _lends(turn: Turn) -> bool:
    mine = col(Leader.id) == turn.speaker.leader_id
    return bool(turn.tx.scalar(sa.select(col(Leader.lends_ties)).where(mine)))


def _now(lends: bool) -> str:
    if lends:
        return say(
            "The strength of your ties serves others' introductions. To "
            "stop: /outreach introductions off"
        )
    return say(
        "Your ties serve nobody but you. To let their strength help "
        "others: /outreach introductions on"
    )
