"""`.env.example` lists every setting, explains it, and lists nothing else."""

import re
from pathlib import Path

from bot.settings import PREFIX, Settings, read_settings

ENV_EXAMPLE = Path(__file__).parents[2] / ".env.example"
VARIABLES = {PREFIX + name.upper() for name in Settings.model_fields}


def test_every_setting_is_in_env_example_and_nothing_else() -> None:
    lines = ENV_EXAMPLE.read_text().splitlines()
    listed = [line.partition("=")[0] for line in lines if re.match(r"\w+=", line)]

    assert sorted(listed) == sorted(VARIABLES)


def test_every_group_of_settings_has_a_comment() -> None:
    for group in ENV_EXAMPLE.read_text().strip().split("\n\n"):
        assert group.startswith("# "), group


def test_env_example_as_it_stands_is_the_defaults() -> None:
    assert read_settings(ENV_EXAMPLE) == read_settings(None)
