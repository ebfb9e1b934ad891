"""Who may speak on the page, and where the sample company talks."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.local.stage import NotHere
from handlers.request import Address, Place, Profile

SURFACE = "local"
TENANT = "sample"
CHANNEL = "joint-wins"
ZONE = "Europe/London"
LONDON = ZoneInfo(ZONE)
COUNTRY = "GB-ENG"
CHANNEL_PLACE = Place(channel_key=CHANNEL, channel_name=CHANNEL, is_direct=False)


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody of the sample company whom the reader can speak as."""

    key: str
    name: str
    title: str
    about: str  # what a newcomer needs to know to be them

    @property
    def intro(self) -> str:
        """What stands above their chat."""
        return f"You are {self.name}, {self.title}. {self.about}"

    @property
    def address(self) -> Address:
        """Who they are, as the page vouches for them."""
        return Address(surface=SURFACE, tenant=TENANT, user_key=self.key)

    @property
    def profile(self) -> Profile:
        """What the page says about them."""
        return Profile(name=self.name, zone=ZONE, locale="en-GB")

    def drawn(self) -> dict[str, str]:
        """Return them as the page's script expects them."""
        first = self.name.split()[0]
        return {"key": self.key, "name": first, "title": f"{self.name}, {self.title}"}


SPEAKERS = {
    one.key: one
    for one in (
        Persona(
            "ada",
            "Ada Novak",
            "CIO",
            "You want a working tie with Dana Whitfield, Head of Operations, who put "
            "you off three times in March. Each morning the bot has a word for you.",
        ),
        Persona(
            "rosa",
            "Rosa Lim",
            "Payroll Lead in Operations",
            "You report to Dana. When Ada records a joint result with you, she passes "
            "you a code; it may be told in the channel once you type it here.",
        ),
        Persona(
            "ben",
            "Ben Okafor",
            "Head of Finance",
            "When Ada records a joint result with you, she passes you a code; it may "
            "be told in the channel once you type it here.",
        ),
    )
}


def persona(key: str) -> Persona:
    """Return who speaks under `key`.

    Raises:
        NotHere: nobody does.
    """
    if key not in SPEAKERS:
        raise NotHere(key)
    return SPEAKERS[key]
