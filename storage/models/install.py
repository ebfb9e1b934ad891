"""Where the app is installed on a platform, and installs under way."""

from datetime import datetime

from sqlmodel import Field

from storage.ids import new_id
from storage.models.table import OfTheBot


class Install(OfTheBot, table=True):
    """The app as installed in one Slack team, or in a whole Slack organization.

    One row per team or organization, however often it was installed (R38).
    """

    sealed_texts = ("token", "refresh_token")

    id: str = Field(default_factory=new_id, primary_key=True)
    key: str = Field(unique=True)  # "T…", or "E…" for a whole organization
    name: str = ""
    org_wide: bool = False
    bot_user_id: str = ""
    token: bytes = b""  # sealed; empty once revoked
    refresh_token: bytes = b""  # sealed; empty where tokens do not rotate
    expires_at: datetime | None = None  # UTC; None = never
    rotating_until: datetime | None = None  # UTC; somebody rotates it until then
    installed_at: datetime  # UTC
    revoked_at: datetime | None = None  # UTC


class InstalledTeam(OfTheBot, table=True):
    """A team that is served by its organization's install."""

    sealed_texts = ()

    key: str = Field(primary_key=True)  # "T…"
    install_id: str = Field(foreign_key="install.id", index=True)


class InstallState(OfTheBot, table=True):
    """One install under way: good once, for ten minutes, in the browser it began in."""

    sealed_texts = ("verifier",)

    state_hash: str = Field(primary_key=True)  # SHA-256, as the address shows the rest
    cookie_hash: str  # SHA-256
    verifier: bytes = b""  # sealed; PKCE's code_verifier, empty without PKCE
    expires_at: datetime = Field(index=True)  # UTC
