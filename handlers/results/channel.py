"""`channel`: where joint results are posted, and whether every week or every month."""

import re
from dataclasses import replace

from handlers.turn import Refusal, Reply, Turn, kept
from language.say import say
from language.words import counted, quoted
from scheduler.delivery.state import post_again
from scheduler.summary.summaries import shared, summary
from storage.leaders.accounts import (
    MONTHLY,
    WEEKLY,
    Channel,
    choose_channel,
    chosen_channel,
)
from storage.message import Message, Section
from storage.models.organization import PLATFORMS
from storage.results.sharing import ready_results
from storage.results.store import results_of_leader

MENTIONED = re.compile(r"<#([A-Z0-9]{2,32})(?:\|([^<>|]*))?>")
NAMED = re.compile(r"#?([^\W_](?:[\w-]{0,79}))")
GROUP_CHAT = "mpdm-"  # how Slack begins the name of a chat of several people
UNNAMED = ("privategroup", "directmessage")  # what Slack says instead of a name
OFF = ("off", "none", "stop", "no")
SHOW = ("show", "preview", "list")  # a channel of such a name is typed with its #
HERE = ("here", "this", "this channel")
RHYTHMS = (
    (re.compile(r"(?<!\S)(?:weekly|every week|each week)(?!\S)", re.I), WEEKLY),
    (re.compile(r"(?<!\S)(?:monthly|every month|each month)(?!\S)", re.I), MONTHLY),
)


def channel(turn: Turn) -> Reply:
    """Choose where joint results are posted, and how often; alone, show what would be.

    Examples:
        channel here
        channel #wins
        channel #wins weekly
        channel monthly
        channel off
        channel
    """
    chosen = chosen_channel(turn.tx, leader_id=turn.speaker.leader_id)
    words = " ".join(turn.text.split()).casefold()
    if not words or words in SHOW:
        return _show(turn, chosen)
    if words in OFF:
        return _off(turn, chosen)
    text, rhythm = _rhythm(turn.text)
    if not text and chosen.key:
        new = chosen
    elif not text:
        raise Refusal(
            say(
                "No channel is chosen yet. Type for example: "
                "/outreach channel #wins {rhythm}",
                rhythm=rhythm,
            )
        )
    elif text.casefold() in HERE:
        new = _here(turn)
    else:
        new = _said(turn, text)
    new = replace(new, rhythm=rhythm or chosen.rhythm)
    if (new.key, new.rhythm) == (chosen.key, chosen.rhythm):
        return _show(turn, chosen)
    choose_channel(turn.writer, new)
    invite = (
        say("If I am not in {channel} yet, invite me there.", channel=new.said)
        if new.surface == "slack"
        else ""
    )
    return kept(
        turn,
        say(
            "Joint results now go to {channel}, {when}.",
            channel=new.said,
            when=new.when,
        ),
        label=say("channel {channel}", channel=new.said),
        sections=next_summary(turn, new.rhythm),
        small_print=(invite,),
    )


def _here(turn: Turn) -> Channel:
    place = turn.place
    if place.is_direct or not place.channel_key or _is_group(place.channel_name):
        raise Refusal(
            say(
                "This is a private chat, not a channel. Type it in the channel "
                "itself: /outreach channel here"
            )
        )
    _refuse_outsiders(turn)
    name = "" if place.channel_name in UNNAMED else place.channel_name
    return Channel(place.channel_key, name, surface=turn.speaker.address.surface)


def _is_group(name: str) -> bool:
    return name.startswith(GROUP_CHAT)


def _rhythm(text: str) -> tuple[str, str]:
    """Return what names the channel, and "weekly" or "monthly" if that was said."""
    text = " ".join(text.split())
    for pattern, rhythm in RHYTHMS:
        if pattern.search(text):
            return pattern.sub(" ", text).strip(" ,;"), rhythm
    return text, ""


def _said(turn: Turn, text: str) -> Channel:
    if mention := MENTIONED.fullmatch(text):
        key, name = mention.group(1), mention.group(2) or ""
        if key == turn.place.channel_key:
            _refuse_outsiders(turn)
        return Channel(key, name, surface=turn.speaker.address.surface)
    plain = NAMED.fullmatch(text)
    if plain is None:
        raise Refusal(
            say(
                "I can't read {words} as a channel. Type for example: "
                "/outreach channel #wins",
                words=quoted(text or turn.text),
            )
        )
    if platform := PLATFORMS.get(turn.speaker.address.surface):
        raise Refusal(
            say(
                "{platform} did not tell me which channel {words} is. Type this "
                "in the channel itself: /outreach channel here",
                platform=platform,
                words=quoted(text),
            )
        )
    name = plain.group(1).casefold()
    return Channel(name, name, surface=turn.speaker.address.surface)


def _refuse_outsiders(turn: Turn) -> None:
    if turn.place.is_shared_externally:
        raise Refusal(
            say(
                "People from other organizations read this channel, so I post "
                "no results here. Choose one of your own: "
                "/outreach channel #wins"
            )
        )


def _off(turn: Turn, chosen: Channel) -> Reply:
    if not chosen.key:
        return _show(turn, chosen)
    choose_channel(turn.writer, Channel("", ""))
    return kept(
        turn,
        say("Joint results are no longer posted to {channel}.", channel=chosen.said),
        label=say("leaving {channel}", channel=chosen.said),
    )


def _show(turn: Turn, chosen: Channel) -> Reply:
    headline = (
        say(
            "Joint results go to {channel}, {when}.",
            channel=chosen.said,
            when=chosen.when,
        )
        if chosen.key
        else say(
            "No channel is chosen, so nothing is posted. Choose one: "
            "/outreach channel #wins"
        )
    )
    off = (say("To stop posting: /outreach channel off"),) if chosen.key else ()
    return Reply(
        Message(
            headline=headline,
            sections=next_summary(turn, chosen.rhythm),
            small_print=off,
        )
    )


def next_summary(turn: Turn, rhythm: str) -> tuple[Section, ...]:
    """Return what the next summary would say, and how many results are not ready.

    Args:
        rhythm: `WEEKLY` or `MONTHLY`, of `storage.leaders.accounts`.
    """
    leader_id = turn.speaker.leader_id
    ready = ready_results(turn.tx, leader_id=leader_id, today=turn.today)
    weekly = rhythm == WEEKLY
    results = [shared(result) for result in ready]
    post = summary(results, day=turn.today, weekly=weekly)
    everything = results_of_leader(turn.tx, leader_id=leader_id)
    done = {result.id for result in ready}
    left = sum(
        one.shareable and not one.posted_on and one.id not in done for one in everything
    )
    more = (
        Section(
            text=counted(
                "{n} result not ready yet: /outreach share",
                "{n} results not ready yet: /outreach share",
                left,
            )
        ),
    ) * bool(left)
    if post is None:
        return (Section(text=say("There is nothing new to post yet.")), *more)
    return (
        Section(text=say("Yours in the next summary, “{title}”:", title=post.headline)),
        *post.sections,
        *more,
    )


# Post again: the leader decides about a message that may not have arrived.


def press_post_again(turn: Turn) -> Reply:
    """Send a message once more whose fate is unknown; only its owner may.

    Raises:
        Refusal: somebody else's, or it is on its way or sent already.
    """
    if not post_again(turn.tx, turn.subject, turn.speaker.leader_id, turn.at):
        raise Refusal(
            say(
                "That message is not waiting for you: it was posted again "
                "already, or it is not yours. Nothing was changed."
            )
        )
    return Reply(Message(headline=say("On its way again.")))
