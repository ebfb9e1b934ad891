"""Who may speak on the page, and where the sample company talks."""

from dataclasses import dataclass

from handlers.request import Address, Place, Profile

SURFACE = "local"
TENANT = "sample"
CHANNEL = "joint-wins"
ZONE = "Europe/London"
COUNTRY = "GB-ENG"
CHANNEL_PLACE = Place(channel_key=CHANNEL, channel_name=CHANNEL, is_direct=False)


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody of the sample company whom the reader can speak as."""

    key: str
    name: str
    title: str

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
    persona.key: persona
    for persona in (
        Persona("ada", "Ada Novak", "CIO"),
        Persona("rosa", "Rosa Lind", "Payroll Lead in Operations"),
        Persona("ben", "Ben Okafor", "Head of Finance"),
    )
}
