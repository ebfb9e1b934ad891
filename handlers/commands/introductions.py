"""`introductions`: whether the strength of one's ties may serve others."""

import sqlalchemy as sa
from sqlmodel import col

from handlers.grammar.spoken import quoted
from handlers.kept import kept
from handlers.request import Refusal, Reply, Turn
from language.say import mark, say
from storage.message import Message, Section
from storage.models import Leader

ON = frozenset({"on", "yes", "start", "share", "lend"})
OFF = frozenset({"off", "no", "stop", "never"})
WHAT = mark(
    "When it is on, a colleague who also knows you may be told that you know somebody "
    "they want to reach, and so ask you for a good word or an introduction. They see "
    "that there is a tie, and nothing of what you wrote."
)
NO_MORE = mark("It is out of everybody's advice from now on.")


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
