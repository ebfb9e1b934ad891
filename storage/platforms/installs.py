"""Installs and their tokens: one current row each, sealed, rotated by one at a time."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import col

from storage.database.once import insert_once
from storage.database.transactions import Transaction
from storage.database.writer import AnyRow, sealed, table_of, text_of
from storage.models import (
    Account,
    Install,
    InstalledTeam,
    InstallState,
    Leader,
    Workspace,
)

ROTATION_TAKES = timedelta(seconds=30)  # after it, somebody else may try; house rule


@dataclass(frozen=True, slots=True)
class SlackTokens:
    """What Slack hands out at an install or a rotation."""

    token: str
    refresh_token: str = ""
    expires_at: datetime | None = None  # UTC; None = never

    def __repr__(self) -> str:
        return f"Tokens(expires_at={self.expires_at})"


@dataclass(frozen=True, slots=True)
class KeptInstall:
    """An install that is in force."""

    id: str
    key: str
    org_wide: bool
    bot_user_id: str
    tokens: SlackTokens


def keep_install(
    tx: Transaction,
    *,
    key: str,
    name: str,
    org_wide: bool,
    bot_user_id: str,
    tokens: SlackTokens,
    at: datetime,
) -> None:
    """Keep a new install, or bring back the one there was, with what belongs to it."""
    blank = Install(key=key, installed_at=at)
    values = {
        column.name: getattr(blank, column.name) for column in table_of(Install).columns
    }
    insert_once(tx, Install, values, unique="key")
    row = tx.execute(sa.select(col(Install.id)).where(col(Install.key) == key)).one()
    tx.execute(
        sa.update(Install)
        .where(col(Install.id) == row.id)
        .values(
            name=name,
            org_wide=org_wide,
            bot_user_id=bot_user_id,
            installed_at=at,
            revoked_at=None,
            rotating_until=None,
            **_sealed(tx, row.id, tokens),
        )
    )
    teams = sa.select(col(InstalledTeam.key)).where(
        col(InstalledTeam.install_id) == row.id
    )
    back = sa.select(col(Workspace.id)).where(
        col(Workspace.surface) == "slack",
        sa.or_(col(Workspace.key) == key, col(Workspace.key).in_(teams)),
    )
    here = col(Account.workspace_id).in_(back)
    tx.execute(sa.update(Account).where(here).values(problem=""))
    tx.execute(
        sa.update(Leader)
        .where(col(Leader.id).in_(sa.select(col(Account.leader_id)).where(here)))
        .values(delivery_problem="")
    )


def install_for(
    tx: Transaction, team_key: str, *, organization: str = ""
) -> KeptInstall | None:
    """Return the install in force for a team: its own, or its organization's.

    Args:
        organization: "E…" as the request names it; it is remembered for the team.
    """
    own = sa.select(Install).where(
        col(Install.key) == team_key, col(Install.revoked_at).is_(None)
    )
    if row := tx.first(own):
        return _kept(tx, row)
    if organization:
        _note_team(tx, team_key, organization)
    shared = (
        sa.select(Install)
        .join(InstalledTeam, col(InstalledTeam.install_id) == col(Install.id))
        .where(col(InstalledTeam.key) == team_key, col(Install.revoked_at).is_(None))
    )
    row = tx.first(shared)
    return _kept(tx, row) if row else None


def _note_team(tx: Transaction, team_key: str, organization: str) -> None:
    wide = sa.select(col(Install.id)).where(
        col(Install.key) == organization,
        col(Install.org_wide) == sa.true(),
        col(Install.revoked_at).is_(None),
    )
    if row := tx.first(wide):
        values = {"key": team_key, "install_id": row.id}
        insert_once(tx, InstalledTeam, values, unique="key")


def claim_rotation(tx: Transaction, kept: KeptInstall, *, at: datetime) -> bool:
    """Say whether the caller may rotate these tokens now; nobody else may meanwhile.

    A claim ends by itself after 30 seconds, in case whoever made it went away.
    """
    claimed = tx.execute(
        sa.update(Install)
        .where(
            col(Install.id) == kept.id,
            col(Install.revoked_at).is_(None),
            col(Install.expires_at) == kept.tokens.expires_at,  # not rotated meanwhile
            sa.or_(
                col(Install.rotating_until).is_(None), col(Install.rotating_until) <= at
            ),
        )
        .values(rotating_until=at + ROTATION_TAKES)
        .returning(col(Install.id))
    )
    return claimed.first() is not None


def keep_rotated(tx: Transaction, install_id: str, tokens: SlackTokens) -> None:
    """Replace the tokens of an install that is in force, and end the claim."""
    tx.execute(
        sa.update(Install)
        .where(col(Install.id) == install_id, col(Install.revoked_at).is_(None))
        .values(rotating_until=None, **_sealed(tx, install_id, tokens))
    )


def revoke_install(tx: Transaction, key: str, *, at: datetime) -> bool:
    """Delete the tokens of an install at once (R39); False if there was none in force.

    What leaders wrote stays for a while, in case the app comes back.
    """
    revoked = tx.execute(
        sa.update(Install)
        .where(col(Install.key) == key, col(Install.revoked_at).is_(None))
        .values(
            token=b"",
            refresh_token=b"",
            expires_at=None,
            rotating_until=None,
            revoked_at=at,
        )
        .returning(col(Install.id))
    )
    return revoked.first() is not None


def _sealed(tx: Transaction, install_id: str, tokens: SlackTokens) -> dict[str, object]:
    columns = {
        "token": tokens.token,
        "refresh_token": tokens.refresh_token,
        "expires_at": tokens.expires_at,
    }
    return sealed(tx, Install, columns, bound={"id": install_id})


def _kept(tx: Transaction, row: AnyRow) -> KeptInstall:
    return KeptInstall(
        id=row.id,
        key=row.key,
        org_wide=row.org_wide,
        bot_user_id=row.bot_user_id,
        tokens=SlackTokens(
            token=text_of(tx, row, Install.token),
            refresh_token=text_of(tx, row, Install.refresh_token),
            expires_at=row.expires_at,
        ),
    )


# Installs under way: a state is good once, for ten minutes, in one browser (R37).

GOOD_FOR = timedelta(minutes=10)  # R37


def keep_state(
    tx: Transaction, *, state: str, cookie: str, verifier: str, at: datetime
) -> None:
    """Remember an install that begins now, in the browser with this cookie."""
    columns = {
        "state_hash": hash_of(state),
        "cookie_hash": hash_of(cookie),
        "verifier": verifier,
        "expires_at": at + GOOD_FOR,
    }
    tx.execute(sa.insert(InstallState), sealed(tx, InstallState, columns))


def use_state(tx: Transaction, *, state: str, cookie: str, at: datetime) -> str | None:
    """Use a state up, and return its verifier ("" without PKCE).

    Returns:
        None when it is unknown, used before, expired, or from another browser; a state
        tried from another browser is used up too.
    """
    row = tx.first(
        sa.delete(InstallState)
        .where(col(InstallState.state_hash) == hash_of(state))
        .returning(table_of(InstallState))
    )
    if row is None or row.cookie_hash != hash_of(cookie) or row.expires_at <= at:
        return None
    return text_of(tx, row, InstallState.verifier)


def forget_states(tx: Transaction, *, at: datetime) -> None:
    """Delete what nobody finished."""
    tx.execute(sa.delete(InstallState).where(col(InstallState.expires_at) <= at))


def hash_of(secret: str) -> str:
    """Return the SHA-256 of a random secret, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()
