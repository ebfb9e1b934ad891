"""Settings: where they come from, and what is refused before anything starts."""

from pathlib import Path

import pytest

from bot.settings import PREFIX, BadSettings, Settings, read_settings, secret_of


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


def read(folder: Path, text: str = "") -> Settings:
    file = folder / ".env"
    file.write_text(text)
    return read_settings(file)


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    settings = read(tmp_path)

    assert settings.database_url == "sqlite:///outreach.db"
    assert settings.key_file == Path("outreach.key")
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.defaults == {"zone": "UTC", "country": "", "subdivision": ""}


def test_the_environment_goes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTREACH_PORT", "9001")

    settings = read(tmp_path, "OUTREACH_PORT=9000\nOUTREACH_HOST=0.0.0.0\nOTHER=1\n")

    assert (settings.port, settings.host) == (9001, "0.0.0.0")


def test_the_key_lies_beside_the_database(tmp_path: Path) -> None:
    settings = read(tmp_path, "OUTREACH_DATABASE_URL=sqlite:////srv/data/ties.db")
    assert settings.database_file == Path("/srv/data/ties.db")
    assert settings.key_file == Path("/srv/data/ties.key")

    elsewhere = read(tmp_path, "OUTREACH_ENCRYPTION_KEY_FILE=/run/secrets/key")
    assert elsewhere.key_file == Path("/run/secrets/key")


def test_a_part_of_a_country_keeps_its_own_holidays(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        "OUTREACH_DEFAULT_COUNTRY=gb-eng\nOUTREACH_DEFAULT_ZONE=Europe/London",
    )
    assert settings.defaults == {
        "zone": "Europe/London",
        "country": "GB",
        "subdivision": "ENG",
    }


def test_a_secret_can_be_in_a_file_of_its_own(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("xoxb-1-2-abc\n")

    settings = read(tmp_path, f"OUTREACH_SLACK_BOT_TOKEN_FILE={token}")

    assert secret_of(settings.slack_bot_token) == "xoxb-1-2-abc"


def test_secrets_do_not_show_when_settings_are_printed(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        "OUTREACH_SLACK_BOT_TOKEN=xoxb-canary\n"
        "OUTREACH_SLACK_SIGNING_SECRET=canary\n"
        "OUTREACH_DATABASE_URL=postgresql://user:canary@db/outreach\n",
    )
    assert "canary" not in f"{settings!r} {settings}"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("PORT=eighty", "OUTREACH_PORT must be a whole number."),
        ("PORT=65536", "OUTREACH_PORT must be less than or equal to 65535."),
        ("LOG_LEVEL=loud", "OUTREACH_LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR."),
        (
            "DEFAULT_ZONE=Mars/Base",
            "OUTREACH_DEFAULT_ZONE must be a time zone such as Europe/London.",
        ),
        (
            "DEFAULT_COUNTRY=England",
            "OUTREACH_DEFAULT_COUNTRY must be a country code such as GB, "
            "or GB-ENG for a part.",
        ),
        (
            "DATABASE_URL=mysql://db/x",
            "OUTREACH_DATABASE_URL must begin with sqlite:/// or postgresql://.",
        ),
        (
            "DATABASE_URL=sqlite:///:memory:",
            "OUTREACH_DATABASE_URL must name a file, such as sqlite:///outreach.db.",
        ),
        (
            "SLACK_API_URL=slack.com",
            "OUTREACH_SLACK_API_URL must begin with https:// or http://.",
        ),
        ("SLACK_APP_TOKEN=xoxb-1", "OUTREACH_SLACK_APP_TOKEN must begin with xapp-."),
        ("SLACK_BOT_TOKEN=xapp-1", "OUTREACH_SLACK_BOT_TOKEN must begin with xoxb-."),
        (
            "SLACK_SIGNING_SECRET_FILE=/no/such/file",
            "OUTREACH_SLACK_SIGNING_SECRET_FILE names /no/such/file, "
            "which cannot be read.",
        ),
    ],
)
def test_a_wrong_setting_is_refused_in_words(
    line: str, sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(BadSettings) as refused:
        read(tmp_path, PREFIX + line)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "line",
    [
        "SLACK_BOT_TOKEN=xoxb-...",
        "SLACK_BOT_TOKEN=xoxb-your-token",
        "SLACK_APP_TOKEN=xapp-xxxxxxxx",
        "SLACK_SIGNING_SECRET=<signing secret>",
        "ENCRYPTION_KEY=change-me",
    ],
)
def test_a_placeholder_left_standing_is_refused(line: str, tmp_path: Path) -> None:
    name = PREFIX + line.partition("=")[0]
    with pytest.raises(BadSettings) as refused:
        read(tmp_path, PREFIX + line)
    assert str(refused.value) == (
        f"{name} still holds a placeholder: put the real one there, or leave it empty."
    )


def test_all_wrong_settings_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(BadSettings) as refused:
        read(tmp_path, "OUTREACH_PORT=x\nOUTREACH_LOG_LEVEL=y\n")
    assert len(str(refused.value).splitlines()) == 2


def test_a_public_address_is_https_and_loses_its_last_slash(tmp_path: Path) -> None:
    settings = read(tmp_path, "OUTREACH_PUBLIC_URL=https://bot.example.com/out/")
    assert settings.public_url == "https://bot.example.com/out"

    for wrong in (
        "http://bot.example.com",
        "bot.example.com",
        "https://",
        "https:// x",
    ):
        with pytest.raises(BadSettings, match="OUTREACH_PUBLIC_URL must begin with"):
            read(tmp_path, f"OUTREACH_PUBLIC_URL={wrong}")


def test_many_workspaces_are_served_with_both_halves_of_the_client(
    tmp_path: Path,
) -> None:
    half = "OUTREACH_SLACK_CLIENT_ID=1.2\n"
    assert not read(tmp_path, half).many_workspaces
    assert read(tmp_path, half + "OUTREACH_SLACK_CLIENT_SECRET=s3").many_workspaces


def test_teams_needs_its_three_settings(tmp_path: Path) -> None:
    lines = [
        "OUTREACH_TEAMS_CLIENT_ID=11111111-1111-1111-1111-11111111AAAA",
        "OUTREACH_TEAMS_CLIENT_SECRET=s3cret",
        "OUTREACH_TEAMS_TENANT_ID=22222222-2222-2222-2222-222222222222",
    ]
    assert not read(tmp_path, "\n".join(lines[:2])).has_teams
    settings = read(tmp_path, "\n".join(lines))
    assert settings.has_teams
    assert settings.teams_client_id == "11111111-1111-1111-1111-11111111aaaa"


@pytest.mark.parametrize("name", ["CLIENT_ID", "TENANT_ID"])
def test_an_id_of_microsofts_looks_like_one(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadSettings, match=f"OUTREACH_TEAMS_{name} must be an id"):
        read(tmp_path, f"OUTREACH_TEAMS_{name}=common")


# A second reader.


def test_nobody_else_reads_lines_unless_it_is_set(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert not settings.has_second_reader
    assert settings.reader_masks_names


@pytest.mark.parametrize("end", ["", "/", "/v1", "/v1/"])
def test_an_endpoint_is_taken_with_or_without_its_path(
    tmp_path: Path, end: str
) -> None:
    settings = read(
        tmp_path,
        f"OUTREACH_READER_URL=https://models.example.com{end}\n"
        "OUTREACH_READER_MODEL=made-up-1\nOUTREACH_READER_MASKS_NAMES=false",
    )
    assert settings.has_second_reader and not settings.reader_masks_names
    assert settings.reader_url == "https://models.example.com"


@pytest.mark.parametrize(
    "line",
    ["OUTREACH_READER_URL=https://models.example.com", "OUTREACH_READER_MODEL=one"],
)
def test_half_a_second_reader_says_what_is_needed(tmp_path: Path, line: str) -> None:
    with pytest.raises(BadSettings) as bad:
        read(tmp_path, line)
    assert "OUTREACH_READER_URL and OUTREACH_READER_MODEL" in str(bad.value)


@pytest.mark.parametrize(
    "url",
    [
        "models.example.com",
        "ftp://models",
        "https://",
        "https://a:b@models",
        "http://[::1",
        "http://models:99999",
    ],
)
def test_an_endpoint_is_a_web_address(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadSettings) as bad:
        read(tmp_path, f"OUTREACH_READER_URL={url}\nOUTREACH_READER_MODEL=one")
    assert "OUTREACH_READER_URL must begin with https://" in str(bad.value)


def test_the_key_of_an_endpoint_can_be_in_a_file_and_does_not_show(
    tmp_path: Path,
) -> None:
    file = tmp_path / "key"
    file.write_text("canary\n")
    settings = read(tmp_path, f"OUTREACH_READER_KEY_FILE={file}")
    assert secret_of(settings.reader_key) == "canary"
    assert "canary" not in f"{settings!r} {settings}"
