"""The settings of a bot that starts on an empty database."""

from pathlib import Path

from bot.settings import Settings


def settings_on(url: str, folder: Path, *, zone: str = "UTC") -> Settings:
    """Return settings with a key file in `folder` and England's holidays.

    Args:
        zone: for those of whom the platform tells none, an IANA name.
    """
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        database_url=url,
        encryption_key_file=folder / "test.key",
        default_zone=zone,
        default_country="GB-ENG",
    )
