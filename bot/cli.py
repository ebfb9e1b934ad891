"""`outreach ...`: what can be typed in a terminal. Each loads only what it needs."""

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import imports, introducers, terminal
from bot.commands.ending import end, told_in_words

ENV_FILE = Path(".env")

app = typer.Typer(
    help="Outreach: which relationship to tend today, and why.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # it would print settings
)


def main() -> None:
    """Run the command line. Files it makes are for this user alone."""
    os.umask(0o077)
    app(prog_name="outreach")


@app.command()
def run() -> None:
    """Start the bot with the settings in .env; Ctrl+C or SIGTERM ends it."""
    with told_in_words():
        from bot.running import run_bot
        from bot.settings import read_settings

        run_bot(read_settings())


@app.command()
def demo(
    port: Annotated[
        int | None, typer.Option(help="8765, or a free one if not.")
    ] = None,
) -> None:
    """Try it here, with a made-up company: no account, no key, no network."""
    from bot.local.demo import PortTaken, run_demo

    try:
        run_demo(port)
    except PortTaken as taken:
        end(str(taken))


@app.command()
def migrate() -> None:
    """Bring the database up to date. `run` does so by itself."""
    with told_in_words():
        from bot.settings import read_settings
        from scheduler.delivery.queue import DurableQueue
        from storage.migrations.migrate import bring_up_to_date, newest_version

        url = read_settings().database_url
        bring_up_to_date(url)
        queue = DurableQueue(url)
        queue.prepare()
        queue.close()
        print(f"The database is at version {newest_version()}.")


@app.command()
def doctor() -> None:
    """Say what is missing, and what to do about it."""
    with told_in_words():
        from bot.doctor.doctor import examine
        from bot.doctor.finding import State
        from bot.settings import read_settings

        found = []
        for finding in examine(read_settings(), env_file=ENV_FILE):
            print(finding, flush=True)
            found.append(finding.state)
        if missing := found.count(State.MISSING):
            what = "thing is" if missing == 1 else "things are"
            end(f"\n{missing} {what} missing.")
        print("\nNothing is missing.")


@app.command()
def manifest(
    http: Annotated[
        str, typer.Option(help="The public address Slack calls; Socket Mode if not.")
    ] = "",
    many: Annotated[
        bool, typer.Option(help="Many workspaces install it themselves; with --http.")
    ] = False,
) -> None:
    """Print the Slack app's manifest as JSON, to paste at "From a manifest"."""
    import json

    from bot.slack.manifest import slack_manifest

    try:
        made = slack_manifest("http" if http else "socket", base_url=http, many=many)
    except ValueError as wrong:
        end(f"{wrong}.")
    print(json.dumps(made, indent=2, ensure_ascii=False))


@app.command("teams-package")
def teams_package(
    website: Annotated[
        str, typer.Option(help="Who offers the bot: their https address.")
    ],
    company: Annotated[str, typer.Option(help="Who offers the bot: their name.")],
    privacy: Annotated[
        str, typer.Option(help="The privacy policy's address, if it is another.")
    ] = "",
    terms: Annotated[
        str, typer.Option(help="The terms of use's address, if it is another.")
    ] = "",
    to: Annotated[Path, typer.Option(help="The file to write.")] = Path(
        "outreach-teams.zip"
    ),
) -> None:
    """Write the package to upload to Microsoft Teams: a manifest and two icons."""
    from bot.teams.package import package, teams_manifest

    with told_in_words():
        from bot.settings import read_settings

        client_id = read_settings().teams_client_id
    try:
        made = teams_manifest(
            client_id,
            website=website,
            company=company,
            privacy=privacy,
            terms=terms,
        )
        to.write_bytes(package(made))
    except ValueError as wrong:
        end(f"{wrong}.")
    except OSError as wrong:
        end(f"{to} cannot be written: {wrong.strerror}.")
    print(f"Written to {to}. Upload it in Teams: Apps, then Manage your apps.")


@app.command()
def plays() -> None:
    """Print the playbook: every play, when it fires, what it says, where it is from."""
    from bot.playbook_page import playbook_as_text

    print(playbook_as_text())


app.command("say", context_settings={"ignore_unknown_options": True})(terminal.say_as)
app.command()(terminal.tick)
app.command()(terminal.nudge)
app.add_typer(imports.app, name="import")
app.command()(introducers.introducers)
