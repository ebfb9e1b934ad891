"""What Slack says about a person: name, zone, language; and who may use the bot."""

import asyncio
import re
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.cards.text import Payload
from bot.slack.clients import ASK_AGAIN, InstallOf
from bot.slack.errors import Trouble
from handlers.turn import Address, Mentioned, Profile

ANSWER_SECONDS = 0.8  # on the request path; Slack gives up after 3 s
KEPT = 12 * 3600.0  # seconds; house rule
MOST_PROFILES = 20_000  # people remembered at once


class NotServed(Exception):
    """A guest, a stranger, a bot or somebody who left: they keep no book here (R45).

    `locale` is theirs, "" where Slack does not tell it.
    """

    def __init__(self, locale: str = "") -> None:
        super().__init__()
        self.locale = locale


@dataclass(frozen=True, slots=True)
class _Known:
    """What is remembered of a person."""

    until: float  # by the monotonic clock
    profile: Profile | None  # None = they keep no book here
    locale: str = ""
    name: str = ""  # the real one, also of a guest; "" for a bot
    title: str = ""


class Profiles:
    """Asks users.info once in a while for each person, and remembers."""

    def __init__(self, install_of: InstallOf, client: AsyncWebClient) -> None:
        self._install_of = install_of
        self._client = client
        self._known: OrderedDict[Address, _Known] = OrderedDict()

    async def __call__(self, address: Address) -> Profile:
        """Return the profile; an empty one when Slack does not answer in time.

        Raises:
            NotServed: a guest, a stranger, a bot, or somebody who left (R45).
        """
        known = await self._remembered(address)
        if known.profile is None:
            raise NotServed(known.locale)
        return known.profile

    async def mentioned(self, address: Address) -> Mentioned:
        """Return who was mentioned; without a name if it is a bot or Slack is slow."""
        known = await self._remembered(address)
        return Mentioned(address.user_key, known.name, known.title)

    async def picked(
        self, by: Address, picked: dict[str, list[str]]
    ) -> dict[str, list[Mentioned]]:
        """Return who was picked, by field, as Slack knows them."""

        async def known(user_key: str) -> Mentioned:
            name = await self.name_of(by, user_key)
            them = replace(by, user_key=user_key)
            one = await self.mentioned(them)
            return replace(one, name=name.translate(NO_BRACKETS))

        return {
            name: list(await asyncio.gather(*map(known, keys)))
            for name, keys in picked.items()
        }

    async def name_of(self, by: Address, user_key: str) -> str:
        """Return the name of somebody in the same workspace.

        "" for a bot or a guest, who keep no book here, and where Slack is slow to say.
        """
        try:
            return (await self(replace(by, user_key=user_key))).name
        except NotServed:
            return ""

    async def _remembered(self, address: Address) -> _Known:
        known = self._known.get(address)
        if known is None or time.monotonic() > known.until:
            known = await self._ask(address)
            self._known[address] = known
            self._known.move_to_end(address)
            if len(self._known) > MOST_PROFILES:
                self._known.popitem(last=False)
        return known

    def learn(self, address: Address, user: Payload) -> Profile | None:
        """Remember what an event says about a person; None for those not served."""
        profile = read_profile(user)
        locale = str(user.get("locale") or "")
        if not locale and address in self._known:  # an event need not tell it
            locale = self._known[address].locale
        if profile is not None:
            profile = replace(profile, locale=locale)
        self._known[address] = _known_of(user, profile, locale)
        self._known.move_to_end(address)
        return profile

    async def _ask(self, address: Address) -> _Known:
        now = time.monotonic()
        install = await self._install_of(address.tenant)
        if install is None:
            return _Known(now + ASK_AGAIN, Profile())
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                said = await self._client.users_info(
                    token=install.bot_token,
                    user=address.user_key,
                    include_locale=True,
                )
        except Trouble:
            return _Known(now + ASK_AGAIN, Profile())
        user = said.get("user")
        user = user if isinstance(user, dict) else {}
        locale = str(user.get("locale") or "")
        return _known_of(user, read_profile(user), locale)


def _known_of(user: Payload, profile: Profile | None, locale: str) -> _Known:
    said = user.get("profile")
    said = said if isinstance(said, dict) else {}
    names = user.get("real_name"), said.get("real_name"), said.get("display_name")
    name = "" if user.get("is_bot") else next((str(one) for one in names if one), "")
    title = str(said.get("title") or "")
    return _Known(
        time.monotonic() + KEPT,
        profile,
        locale,
        name=_one_line(name),
        title=_one_line(title),
    )


def _one_line(text: str) -> str:
    """Return a name or a title as a line can hold it, inside a mention."""
    return " ".join(text.translate(NO_BRACKETS).split())


NO_BRACKETS = str.maketrans("<>|", "   ")  # they would end the mention


AWAY_EMOJI = {":palm_tree:", ":desert_island:", ":face_with_thermometer:"}
AWAY_WORDS = re.compile(
    r"\b(?:vacation(?:ing)?|(?:on|annual|parental|sick) leave|on holiday|out sick|"
    r"out of (?:the )?office|ooo|pto)\b",
    re.IGNORECASE,
)
OUTSIDERS = "is_restricted", "is_ultra_restricted", "is_stranger", "is_bot", "deleted"


def read_profile(user: Payload) -> Profile | None:
    """Return the profile in a users.info answer; None for those not served."""
    if any(user.get(flag) for flag in OUTSIDERS):
        return None
    profile = user.get("profile")
    profile = profile if isinstance(profile, dict) else {}
    names = (
        user.get("real_name"),
        profile.get("real_name"),
        profile.get("display_name"),
        user.get("name"),
    )
    away = says_away(profile)
    return Profile(
        name=next((str(name).strip() for name in names if name), ""),
        zone=_known_zone(str(user.get("tz") or "")),
        locale=str(user.get("locale") or ""),
        away=away,
        away_until=_moment(profile.get("status_expiration")) if away else None,
    )


def says_away(profile: Payload) -> bool:
    """Return whether a status says that its owner does not work these days.

    Slack's own suggestion "Vacationing" has a palm tree, "Out sick" a thermometer.
    """
    emoji = str(profile.get("status_emoji") or "")
    text = str(profile.get("status_text") or "")
    return emoji in AWAY_EMOJI or AWAY_WORDS.search(text) is not None


def _moment(seconds: object) -> datetime | None:
    if not isinstance(seconds, int) or seconds <= 0:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _known_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError):
        return ""
