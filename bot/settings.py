"""Every setting: its type, its default, what it means. Read once, at start-up."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url

PREFIX = "OUTREACH_"
SECRETS = (
    "encryption_key",
    "slack_bot_token",
    "slack_app_token",
    "slack_signing_secret",
    "slack_client_secret",
    "teams_client_secret",
    "reader_key",
)
PLACEHOLDER = re.compile(
    r"\.\.\.|<.*>|\b(change|replace)[-_ ]?me\b|your[-_ ]|[-_]here\b|x{4,}", re.I
)
ENTRA_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)


class Settings(BaseSettings):
    """What can be set, from the environment or a file named .env."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    database_url: str = Field(default="sqlite:///outreach.db", repr=False)
    encryption_key: SecretStr | None = None
    encryption_key_file: Path | None = None
    slack_bot_token: SecretStr | None = None
    slack_bot_token_file: Path | None = None
    slack_app_token: SecretStr | None = None
    slack_app_token_file: Path | None = None
    slack_signing_secret: SecretStr | None = None
    slack_signing_secret_file: Path | None = None
    slack_client_id: str = ""
    slack_client_secret: SecretStr | None = None
    slack_client_secret_file: Path | None = None
    slack_pkce: bool = False
    teams_client_id: str = ""
    teams_client_secret: SecretStr | None = None
    teams_client_secret_file: Path | None = None
    teams_tenant_id: str = ""
    public_url: str = ""
    slack_api_url: str = "https://slack.com/api/"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    default_zone: str = "UTC"
    default_country: str = ""
    reader_url: str = ""
    reader_key: SecretStr | None = None
    reader_key_file: Path | None = None
    reader_model: str = ""
    reader_masks_names: bool = True

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, text: object) -> object:
        return text.upper() if isinstance(text, str) else text

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_a_slash(cls, url: str) -> str:
        if not re.match(r"https?://[^/]", url):
            raise ValueError("must begin with https:// or http://")
        return url if url.endswith("/") else url + "/"

    @field_validator("teams_client_id", "teams_tenant_id")
    @classmethod
    def _is_an_entra_id(cls, text: str) -> str:
        if text and not ENTRA_ID.fullmatch(text.strip()):
            raise ValueError(
                "must be an id such as 00000000-0000-0000-0000-000000000000"
            )
        return text.strip().lower()

    @field_validator("public_url")
    @classmethod
    def _is_a_public_url(cls, url: str) -> str:
        if url and not re.fullmatch(r"https://[^/\s]+(/[^\s?#]*)?", url):
            raise ValueError("must begin with https:// and name a host")
        return url.rstrip("/")

    @field_validator("reader_url")
    @classmethod
    def _is_an_endpoint(cls, url: str) -> str:
        url = url.strip()
        if url and not (
            re.fullmatch(r"https?://[^/\s@]+(/[^\s?#]*)?", url) and _has_a_host(url)
        ):
            raise ValueError("must begin with https:// or http:// and name a host")
        return url.rstrip("/").removesuffix("/v1")

    @field_validator("database_url")
    @classmethod
    def _is_a_database_url(cls, url: str) -> str:
        if not re.match(r"(sqlite:///|postgres(ql)?(\+psycopg)?://)", url):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        if url.startswith("sqlite") and make_url(url).database in (None, ":memory:"):
            raise ValueError("must name a file, such as sqlite:///outreach.db")
        return url

    @field_validator("default_zone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (LookupError, ValueError, OSError) as unknown:
            raise ValueError("must be a time zone such as Europe/London") from unknown
        return name

    @field_validator("default_country")
    @classmethod
    def _is_a_country(cls, code: str) -> str:
        code = code.strip().upper()
        if not re.fullmatch(r"([A-Z]{2}(-[A-Z0-9]{1,3})?)?", code):
            raise ValueError("must be a country code such as GB, or GB-ENG for a part")
        return code

    @model_validator(mode="after")
    def _read_secret_files(self) -> Self:
        for name in SECRETS[1:]:
            file: Path | None = getattr(self, f"{name}_file")
            if file is None or getattr(self, name) is not None:
                continue
            try:
                secret = SecretStr(file.read_text().strip())
            except OSError as missing:
                raise ValueError(
                    f"{variable(name + '_file')} names {file}, which cannot be read"
                ) from missing
            setattr(self, name, secret)
        return self

    @model_validator(mode="after")
    def _refuse_placeholders(self) -> Self:
        for name in SECRETS:
            secret: SecretStr | None = getattr(self, name)
            if secret and PLACEHOLDER.search(secret.get_secret_value()):
                raise ValueError(
                    f"{variable(name)} still holds a placeholder: put the real one "
                    "there, or leave it empty"
                )
        for name, start in (("slack_bot_token", "xoxb-"), ("slack_app_token", "xapp-")):
            token: SecretStr | None = getattr(self, name)
            if token and not token.get_secret_value().removeprefix("xoxe.").startswith(
                start
            ):
                raise ValueError(f"{variable(name)} must begin with {start}")
        return self

    @model_validator(mode="after")
    def _needs_a_whole_reader(self) -> Self:
        if bool(self.reader_url) != bool(self.reader_model.strip()):
            raise ValueError(
                f"A second reader needs both {variable('reader_url')} and "
                f"{variable('reader_model')}"
            )
        return self

    @property
    def many_workspaces(self) -> bool:
        """Whether workspaces install the app themselves, by OAuth."""
        return bool(self.slack_client_id and self.slack_client_secret)

    @property
    def has_slack(self) -> bool:
        """Whether Slack is set up, and can reach us."""
        reached = self.slack_app_token or self.slack_signing_secret
        return bool((self.slack_bot_token or self.many_workspaces) and reached)

    @property
    def has_teams(self) -> bool:
        """Whether Microsoft Teams is set up."""
        return bool(
            self.teams_client_id and self.teams_client_secret and self.teams_tenant_id
        )

    @property
    def has_second_reader(self) -> bool:
        """Whether lines that are not understood also go to a reader elsewhere."""
        return bool(self.reader_url and self.reader_model)

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is one file."""
        return self.database_url.startswith("sqlite")

    @property
    def database_file(self) -> Path | None:
        """The SQLite file, or None for PostgreSQL."""
        name = make_url(self.database_url).database
        return Path(name.removeprefix("file:")) if self.is_sqlite and name else None

    @property
    def key_file(self) -> Path:
        """Where the key is kept when none is set: beside the database."""
        if self.encryption_key_file is not None:
            return self.encryption_key_file
        beside = self.database_file or Path("outreach.db")
        return beside.with_suffix(".key")

    @property
    def defaults(self) -> Mapping[str, str]:
        """What is assumed about a new leader until the platform or they say."""
        country, _, subdivision = self.default_country.partition("-")
        return {
            "zone": self.default_zone,
            "country": country,
            "subdivision": subdivision,
        }


def _has_a_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # half of an IPv6 address, a port above 65535
        return False


def secret_of(setting: SecretStr | None) -> str:
    """Return the text of a secret setting, "" when it is not set."""
    return setting.get_secret_value() if setting else ""


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return PREFIX + name.upper()


# Reading the settings, and saying in words what is wrong with them.


class BadSettings(Exception):
    """The bot cannot start with these settings. Its text is shown as it is."""


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Read the environment, then `env_file` for what it does not say.

    Raises:
        BadSettings: something is not what it must be; says which, and what instead.
    """
    try:
        return Settings(_env_file=env_file)  # type: ignore[call-arg]
    except ValidationError as errors:
        lines = [_in_words(error) for error in errors.errors()]
        raise BadSettings("\n".join(lines)) from None  # the cause would show secrets


def _in_words(error: ErrorDetails) -> str:
    if not error["loc"]:
        return error["msg"].removeprefix("Value error, ") + "."
    if error["type"].startswith("int"):
        problem = "must be a whole number"
    else:
        problem = error["msg"].removeprefix("Value error, ")
        problem = problem.replace("Input should be", "must be").replace("'", "")
    return f"{variable(str(error['loc'][0]))} {problem}."
