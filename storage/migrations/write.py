"""Writing the next version from what the models say and the versions do not yet.

    python -m storage.migrations.write "people have a nickname"
    python -m storage.migrations.write --first    write version 0001 anew

Read what it wrote before committing it.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config

from storage.database.transactions import create_engine
from storage.migrations.migrate import MIGRATIONS, newest_version, upgrade

VERSIONS = MIGRATIONS / "versions"


def write_version(message: str) -> Path:
    """Write the version that leads from the newest one to the models."""
    files = list(VERSIONS.glob("[0-9]*.py"))
    number = int(newest_version()) + 1 if files else 1
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.db"
        engine = create_engine(url)
        if files:  # one by one: a new database would get what the models say at once
            with engine.begin() as connection:
                upgrade(connection)
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()
    [written] = VERSIONS.glob(f"{number:04}_*.py")
    lines = written.read_text().splitlines()
    kept = [line for line in lines if not line.strip().startswith("# ###")]
    written.write_text("\n".join(kept) + "\n")
    subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--quiet", written], check=True
    )
    return written


def write_first() -> Path:
    """Write version 0001 anew. Only before anybody has data made by it."""
    for file in VERSIONS.glob("[0-9]*.py"):
        if not file.name.startswith("0001"):
            raise SystemExit(f"{file.name} stands on 0001: write a new version.")
        file.unlink()
    return write_version("first tables")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments == ["--first"]:
        print(write_first())
    elif len(arguments) == 1 and arguments[0].strip():
        print(write_version(arguments[0]))
    else:
        raise SystemExit(__doc__)
