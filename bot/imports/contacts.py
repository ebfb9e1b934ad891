"""Importing who turned to whom: many people's days, or one leader's own contacts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.imports.columns import BadCell, FileRow, lines, moment_and_day, needed
from bot.imports.progress import Progress, pieces, save_pieces
from storage.contacts.facts import KIND_WEIGHTS
from storage.contacts.observed import Observed, import_contacts, save_days
from storage.database.transactions import Database, Transaction
from storage.leaders.facts import LeaderFact
from storage.models import Contact
from storage.people.same import everybody

COLUMNS = ("from", "to", "at", "kind")
NEEDED = ("from", "to", "at")
MOST_RECIPIENTS = 5  # more at one instant is mass mail, no contact; as measured
WRITTEN = ("email", "message")
UNKNOWN = "nobody has the id {id}: import people first"

Taken = tuple[datetime, Observed]  # a row, and its instant (UTC)


@dataclass(frozen=True, slots=True)
class Terms:
    """How a file is to be taken."""

    zone: ZoneInfo  # of moments without an offset
    now: datetime  # UTC; nothing later is taken
    consented: bool = False  # its people agreed that it serves others' introductions
    leader: LeaderFact | None = None  # whose own contacts; None = many people's


def import_contacts_of(
    database: Database,
    workspace_id: str,
    file: Path,
    terms: Terms,
    *,
    typed: str = "",
    dry_run: bool = False,
    progress: Progress,
) -> None:
    """Take a file of contacts. What was taken before changes nothing.

    Raises:
        CannotRead: the file cannot be taken at all; nothing was saved.
    """
    people = database.run_now(lambda tx: everybody(tx, workspace_id))
    recipients = _recipients(lines(file, COLUMNS, NEEDED, typed))

    def save(piece: list[FileRow], tx: Transaction) -> None:
        seen = list(_taken(piece, people, recipients, terms, progress))
        if terms.leader is None:
            days = [one for _, one in seen]
            progress.changed += save_days(
                tx, workspace_id, days, consented=terms.consented
            )
        else:
            own = [_own(one, terms.leader, at) for at, one in seen]
            progress.changed += import_contacts(tx, own)

    def work() -> Iterator[Callable[[Transaction], None]]:
        for piece in pieces(lines(file, COLUMNS, NEEDED, typed)):
            yield partial(save, piece)

    save_pieces(database, work(), dry_run=dry_run)


def _message(line: FileRow) -> tuple[str, str] | None:
    kind = (line["kind"] or "email").casefold()
    return (line["from"], line["at"]) if kind in WRITTEN else None


def _recipients(rows: Iterator[FileRow]) -> dict[int, set[str]]:
    """Return to whom each message went, six of them at most.

    Rows of one message need not stand together, so the whole file is looked through.
    """
    found: dict[int, set[str]] = {}
    for line in rows:
        message = _message(line)
        if message is not None and line["to"] != line["from"]:
            to = found.setdefault(hash(message), set())
            if len(to) <= MOST_RECIPIENTS:
                to.add(line["to"])
    return found


def _taken(
    piece: list[FileRow],
    people: dict[str, str],
    recipients: dict[int, set[str]],
    terms: Terms,
    progress: Progress,
) -> Iterator[Taken]:
    for line in piece:
        progress.one_more()
        try:
            at, seen = _seen(line, people, terms)
        except BadCell as bad:
            progress.leave_out(line.number, str(bad))
            continue
        message = _message(line)
        if seen.from_id == seen.to_id:
            progress.count("to themselves")
        elif message and len(recipients[hash(message)]) > MOST_RECIPIENTS:
            progress.count("of messages to more than five, no contact")
        else:
            yield at, seen


def _seen(line: FileRow, people: dict[str, str], terms: Terms) -> Taken:
    """Return what a row says.

    Raises:
        BadCell: it cannot be taken.
    """
    ids = []
    for column in ("from", "to"):
        typed = needed(line[column], column)
        id = people.get(typed) or people.get(typed.casefold())
        if id is None:
            raise BadCell(UNKNOWN.format(id=typed[:80]))
        ids.append(id)
    at, on = moment_and_day(line["at"], zone=terms.zone, now=terms.now)
    kind = (line["kind"] or "email").casefold()
    if kind not in KIND_WEIGHTS:
        raise BadCell(f"“{kind[:40]}” is none of {', '.join(KIND_WEIGHTS)}")
    if terms.leader is not None and terms.leader.person_id not in ids:
        raise BadCell(f"it is not a contact of {terms.leader.name}")
    return at, Observed(ids[0], ids[1], on, kind)


def _own(seen: Observed, leader: LeaderFact, at: datetime) -> Contact:
    """Return a row as the leader's own contact; the same row has the same id."""
    outward = seen.from_id == leader.person_id
    other, direction = (seen.to_id, "out") if outward else (seen.from_id, "in")
    same = f"{leader.leader_id}/{other}/{at.isoformat()}/{seen.kind}/{direction}"
    return Contact(
        id=blake2b(same.encode(), digest_size=16).hexdigest(),
        workspace_id=leader.workspace_id,
        leader_id=leader.leader_id,
        person_id=other,
        at=at,
        on=seen.on,
        kind=seen.kind,
        direction=direction,
    )
