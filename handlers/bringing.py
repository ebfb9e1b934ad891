"""`link bring`: what the book that was set aside has, copied into the one of both."""

import sqlalchemy as sa
from sqlmodel import col

from handlers.grammar.spoken import listed
from handlers.kept import kept
from handlers.linking import my_account
from handlers.request import Refusal, Reply, Turn
from language.say import say, say_count
from storage.accounts import accounts_of
from storage.bring_book import bring_book
from storage.message import Section
from storage.models import Leader

MOST_NAMED = 15  # names in one line; house rule


def bring(turn: Turn) -> Reply:
    """Copy the book that was set aside into this one, and say who was taken for whom.

    Raises:
        Refusal: nothing is linked, or all of it is here already.
    """
    mine = my_account(turn)
    guests = [one for one in accounts_of(turn.tx, mine.leader_id) if one.is_guest]
    if not guests:
        raise Refusal(
            say(
                "This account is not linked, so there is nothing to bring. To link "
                "Slack and Teams: /outreach link"
            )
        )
    [guest] = guests
    query = sa.select(col(Leader.person_id)).where(
        col(Leader.id) == guest.own_leader_id
    )
    there = str(turn.tx.execute(query).scalar_one())
    matched, count = bring_book(
        turn.writer,
        aside_id=guest.own_leader_id,
        myself={there: turn.speaker.person_id},
    )
    unclear = _unclear(matched.unclear)
    if not count and not matched.new:
        raise Refusal(
            say(
                "There is nothing in the book of {platform} that is not here.",
                platform=guest.platform,
            ),
            choices=tuple(one.text for one in unclear),
        )
    sections = [
        Section(text=say("New in this directory: {names}.", names=_names(matched.new)))
    ] * bool(matched.new)
    sections += [
        Section(
            text=say(
                "Taken to be who was known here already: {names}.",
                names=_names(matched.same),
            )
        )
    ] * bool(matched.same)
    return kept(
        turn,
        say_count(
            "Brought one entry from the book of {platform}.",
            "Brought {n} entries from the book of {platform}.",
            count,
            platform=guest.platform,
        ),
        label=say("what came from the book of {platform}", platform=guest.platform),
        sections=(*sections, *unclear),
        small_print=(
            say(
                "That book stays as it is. Joint results stay there, and so do its "
                "services and issues."
            ),
        ),
    )


def _unclear(names: list[str]) -> tuple[Section, ...]:
    if not names:
        return ()
    name, _, unit = names[0].rstrip(")").partition(" (")
    return (
        Section(
            text=say(
                "Not brought, as somebody of that name is here and I can't tell "
                "whether it is the same person: {names}.",
                names=_names(names),
            )
        ),
        Section(
            text=say(
                "If it is, give them the same unit here; if not, type: /outreach add "
                "another {name}{unit}. Then: /outreach link bring",
                name=name,
                unit=say(", in {unit}", unit=unit) if unit else "",
            )
        ),
    )


def _names(names: list[str]) -> str:
    shown = names[:MOST_NAMED]
    if len(names) > MOST_NAMED:
        more = len(names) - MOST_NAMED
        shown.append(say_count("one more", "{n} more", more))
    return listed(shown)
