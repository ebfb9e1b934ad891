"""Opening the sample company on the real core, queue and all."""

import tempfile
from pathlib import Path

import pytest

from bot.local import opening
from bot.local.stage import News
from handlers.turn import Refusal
from storage.database.transactions import Transaction


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


async def test_the_real_queue_brings_the_first_card_and_no_file_is_left(
    place: Path,
) -> None:
    sample = await opening.open_sample(News())
    seen = await sample.session.view("ada")
    [folder] = place.glob("outreach-demo-*")
    assert (folder / "sample.key").stat().st_mode & 0o777 == 0o600

    await sample.close()

    assert [entry["kind"] for entry in seen["chat"]] == ["intro", "nudge"]
    assert list(place.iterdir()) == []


async def test_the_environment_changes_nothing_here(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTREACH_DATABASE_URL", "postgresql://nowhere/at-all")
    monkeypatch.setenv("OUTREACH_ENCRYPTION_KEY", "not a key")

    sample = await opening.open_sample(News())
    await sample.close()


async def test_a_failed_start_leaves_no_file(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def misunderstood(tx: Transaction) -> None:
        raise Refusal("I don't know “ad”.")

    monkeypatch.setattr(opening, "seed", misunderstood)

    with pytest.raises(Refusal):
        await opening.open_sample(News())

    assert list(place.iterdir()) == []
