"""`outreach introducers`: who could open the door, from what was logged before."""

import json
from typing import Annotated

import typer

from bot.commands.ending import end, told_in_words


def introducers(
    leader: Annotated[str, typer.Option(help="The imported id of who asks.")],
    to: Annotated[str, typer.Option(help="The imported id of who is to be met.")],
    at: Annotated[str, typer.Option(help="Use only what was before, e.g. 2026-03-31.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON; ids only.")] = False,
    workspace: Annotated[str, typer.Option(help="Its key, if there are several.")] = "",
    most: Annotated[int, typer.Option(min=1, help="How many.")] = 10,
) -> None:
    """Rank who could open the door: who was lately in touch with both.

    Others' imported ties are used only where the import said --consented.
    """
    with told_in_words():
        from bot.app import open_core
        from bot.commands.moment import moment
        from bot.imports.introducers import NobodyThere, introducers_by_id
        from bot.settings import read_settings
        from bot.workspaces import WhichOne

        settings = read_settings()
        before = moment(at, zone="UTC").date()
        core = open_core(settings)
        try:
            found = core.database.run_now(
                lambda tx: introducers_by_id(
                    tx, leader, to, before=before, workspace=workspace
                )
            )[:most]
        except (NobodyThere, WhichOne) as told:
            end(str(told))
        finally:
            core.close()
    if as_json:
        print(json.dumps(found, indent=2, ensure_ascii=False))
    elif not found:
        print("Nobody is known to have a tie to both.")
    for place, one in enumerate(() if as_json else found, 1):
        print(
            f"{place}. {one['id']}: strength {one['to_leader']} to {leader}, "
            f"{one['to_target']} to {to}, {one['together']} with both on the same days"
        )
