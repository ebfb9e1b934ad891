"""`outreach import people` and `import contacts`: files of other systems."""

from functools import partial
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.commands.ending import end, told_in_words

app = typer.Typer(
    help="Bring in people, or who turned to whom, from a CSV file.",
    no_args_is_help=True,
)
File = Annotated[Path, typer.Argument(help="A CSV file in UTF-8, header first.")]
As = Annotated[str, typer.Option("--as", help="Whose own contacts they are.")]
Map = Annotated[str, typer.Option("--map", help="e.g. from=sender,at=event_date")]
Team = Annotated[str, typer.Option(help="The workspace's key, if there are several.")]
DryRun = Annotated[bool, typer.Option(help="Look, and save nothing.")]


@app.command()
def people(
    file: File,
    as_: As = "",
    map_: Map = "",
    workspace: Team = "",
    dry_run: DryRun = False,
) -> None:
    """Import people: id, name, unit, manager (an id), title, email."""
    _import(file, as_, map_, workspace, dry_run, consented=False, contacts=False)


@app.command()
def contacts(
    file: File,
    as_: As = "",
    consented: Annotated[
        bool,
        typer.Option(help="Its people agreed that it serves others' introductions."),
    ] = False,
    map_: Map = "",
    workspace: Team = "",
    dry_run: DryRun = False,
) -> None:
    """Import contacts: from, to (ids or addresses), at, and kind (email if not)."""
    if as_ and consented:
        end(
            "Your own contacts are yours alone: leave out --consented, or --as for a "
            "file of many people."
        )
    _import(file, as_, map_, workspace, dry_run, consented=consented, contacts=True)


def _import(
    file: Path,
    name: str,
    typed: str,
    workspace: str,
    dry_run: bool,
    *,
    consented: bool,
    contacts: bool,
) -> None:
    with told_in_words():
        from bot.app import open_core
        from bot.imports.columns import CannotRead
        from bot.imports.contacts import Terms, import_contacts_of
        from bot.imports.people import import_people
        from bot.imports.progress import Progress, to_stderr
        from bot.settings import read_settings
        from bot.workspaces import WhichOne, speaker_in_terminal, workspace_meant
        from scheduler.local_time import system_clock

        settings = read_settings()
        core = open_core(settings)
        progress = Progress(to_stderr)
        run = core.database.run_now
        try:
            leader = (
                run(partial(speaker_in_terminal, name=name)) if name.strip() else None
            )
            where = (
                leader.workspace_id
                if leader is not None
                else run(partial(workspace_meant, key=workspace))
            )
            if contacts:
                home = ZoneInfo(settings.default_zone)
                zone = leader.zone if leader is not None else home
                terms = Terms(zone, system_clock(), consented, leader)
                import_contacts_of(
                    core.database, where, file, terms,
                    typed=typed, dry_run=dry_run, progress=progress,
                )  # fmt: skip
            else:
                import_people(
                    core.database, where, file,
                    typed=typed, dry_run=dry_run, progress=progress,
                )  # fmt: skip
        except (CannotRead, WhichOne) as told:
            end(str(told))
        finally:
            core.close()
    what = "days or contacts" if contacts else "entries or reporting lines"
    print(progress.summary(what, dry_run=dry_run))
