"""The one way to run a transaction."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar, TypeVarTuple

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.sql.selectable import TypedReturnsRows

from language.commands import current_surface
from language.say import current_language, mark, speaking
from storage.database.vault import Vault
from storage.faults import log_fault

# What a transaction's work is handed: the open connection, and what goes with it.

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class Transaction:
    """One transaction on one open connection.

    It takes statements, not objects to keep track of: whoever opened the connection
    commits it. (An ORM session's bookkeeping costs a fifth of a request.)

    Attributes:
        execute: runs a statement, with a dict bound, or each of a list of them.
        connection: for what statements alone cannot do.
        vault: seals and opens free text.
        queue: takes deliveries with this transaction; None where nothing is sent.
        defaults: what somebody new starts with: "zone", "country", "subdivision"; and
            as "second_reader" who else reads lines, if anybody does.
        follow_ups: what `after_commit` was given, for whoever commits.
    """

    __slots__ = ("connection", "defaults", "execute", "follow_ups", "queue", "vault")

    def __init__(
        self,
        connection: sa.Connection,
        *,
        vault: Vault,
        queue: Any = None,
        defaults: Mapping[str, str] | None = None,
    ) -> None:
        self.connection = connection
        self.execute = connection.execute
        self.vault = vault
        self.queue = queue
        self.defaults = defaults or {}
        self.follow_ups: list[Callable[[], object]] = []

    def rows(
        self, statement: TypedReturnsRows[*Ts], /, **values: Any
    ) -> Sequence[sa.Row[*Ts]]:
        """Return all rows of a query, with `values` bound."""
        return self.execute(statement, values).all()

    def first(
        self, statement: TypedReturnsRows[*Ts], /, **values: Any
    ) -> sa.Row[*Ts] | None:
        """Return the first row of a query, with `values` bound; None without one."""
        return self.execute(statement, values).first()

    def scalars(
        self, statement: TypedReturnsRows[T, *tuple[Any, ...]], /, **values: Any
    ) -> sa.ScalarResult[T]:
        """Return the first column of a query's rows, with `values` bound."""
        return self.execute(statement, values).scalars()

    def scalar(
        self, statement: TypedReturnsRows[T, *tuple[Any, ...]], /, **values: Any
    ) -> T | None:
        """Return the first column of a query's first row; None without a row."""
        return self.execute(statement, values).scalar()

    def after_commit(self, work: Callable[[], object]) -> None:
        """Do `work` once the transaction is committed, in the same thread."""
        self.follow_ups.append(work)


# Opening SQLite and PostgreSQL the way we need them: pragmas, locks and timeouts.

BUSY_MS = 1500  # on the request path; Slack gives up after 3 s (R71)
STATEMENT_MS = 20_000
POOL_SECONDS = 0.7  # how long a thread waits for a connection
CONNECT_SECONDS = 2  # for a server to answer at all
PRAGMAS: tuple[str, ...] = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
)


def normal_url(url: str) -> str:
    """Return `url` with the driver we ship: `postgres://` means psycopg 3."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def create_engine(url: str, *, threads: int = 1) -> sa.Engine:
    """Return an engine with our pragmas; on SQLite writers take the lock at BEGIN."""
    url = normal_url(url)
    if not url.startswith("sqlite"):
        timeouts = f"-c lock_timeout={BUSY_MS} -c statement_timeout={STATEMENT_MS}"
        return sa.create_engine(
            url,
            pool_size=threads,
            max_overflow=0,
            pool_timeout=POOL_SECONDS,
            pool_pre_ping=True,
            hide_parameters=True,  # an error is logged, what people wrote is not
            connect_args={"connect_timeout": CONNECT_SECONDS, "options": timeouts},
        )
    engine = sa.create_engine(url, pool_size=1, max_overflow=0, hide_parameters=True)

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        install_unixepoch(connection)
        for pragma in (*PRAGMAS, f"busy_timeout={BUSY_MS}"):
            connection.execute(f"PRAGMA {pragma}")

    # Not an event: one listener makes every statement pay for looking for listeners.
    engine.dialect.do_begin = begin_immediate  # type: ignore[method-assign,assignment]
    return engine


def begin_immediate(connection: Any) -> None:
    """Begin as a writer: waiting for the lock here, not at the first write (R71)."""
    connection.execute("BEGIN IMMEDIATE")


def install_unixepoch(connection: Any) -> None:
    """Give SQLite older than 3.38/3.42 the function that the queue's tables use."""

    def unixepoch(*arguments: str) -> float | int:
        return time.time() if "subsec" in arguments else int(time.time())

    connection.create_function("unixepoch", -1, unixepoch)


# The one way to run a transaction.
#
# Everything between reading and committing is one plain function on a `Transaction`. On
# SQLite it runs in the single writer thread (many writers cost 10 to 20 times in p99),
# and those who wait meanwhile share one commit; on PostgreSQL in a small pool of
# threads.

Work = Callable[[Transaction], T]

START_WITHIN = 0.5  # seconds a request may wait for the writer thread
POSTGRES_THREADS = 8
TOGETHER = 16  # transactions that share a commit on SQLite; bounds what one waits


class NotSaved(Exception):
    """The database could not take it, and nothing was saved.

    `reason` is in words, English; whoever tells a person says it in theirs.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Turn:
    """One transaction that waits for its turn."""

    def __init__(self, work: Work[Any], start_by: float) -> None:
        self.work = work
        self.start_by = start_by
        self.future: Future[Any] = Future()
        self.result: Any = None
        self.error: BaseException | None = None
        self.tx: Transaction | None = None
        self.language = current_language()  # of who waits; the thread has its own
        self.surface = current_surface()

    def run(self, tx: Transaction) -> Any:
        """Do the work, and say what it says in the language of who waits."""
        with speaking(self.language, on=self.surface):
            return self.work(tx)

    def settle(self, trouble: BaseException | None = None) -> None:
        """Tell the waiting caller what came of it."""
        error = trouble or self.error
        if isinstance(error, StopIteration):  # no coroutine can be told: it would hang
            error = RuntimeError("StopIteration")
        if error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(error)


class Database:
    """One database and the threads that write to it.

    Every transaction is handed the vault, the queue that takes deliveries within it,
    and what somebody new starts with; see `Transaction`.
    """

    def __init__(
        self,
        url: str,
        *,
        vault: Vault,
        queue: Any = None,
        defaults: Mapping[str, str] | None = None,
    ) -> None:
        self.url = normal_url(url)
        self.is_sqlite = self.url.startswith("sqlite")
        threads = 1 if self.is_sqlite else POSTGRES_THREADS
        self.engine = create_engine(self.url, threads=threads)
        self.vault = vault
        self.queue = queue
        self.defaults = defaults or {}
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="database")
        self._waiting: deque[_Turn] = deque()
        self._together = TOGETHER if self.is_sqlite else 1
        self._kept_open: sa.Connection | None = None  # the writer thread's own

    async def run(self, work: Work[T]) -> T:
        """Run `work` in a transaction; commit, or roll back if it raises.

        Raises:
            NotSaved: locked, read-only, full or unreachable; nothing was saved. Told
                within 2.5 s: 0.5 s of waiting for the thread, 1.5 s for the lock.
        """
        turn = self._queue(work, time.monotonic() + START_WITHIN)
        result: T = await _answer(turn)
        return result

    async def run_patiently(self, work: Work[T]) -> T:
        """Do as `run`, off the request path: waits for its turn as long as needed."""
        result: T = await _answer(self._queue(work, float("inf")))
        return result

    def run_now(self, work: Work[T]) -> T:
        """Do as `run_patiently`, from code without an event loop."""
        result: T = self._queue(work, float("inf")).future.result()
        return result

    def _queue(self, work: Work[Any], start_by: float) -> _Turn:
        turn = _Turn(work, start_by)
        self._waiting.append(turn)
        try:
            self._threads.submit(self._work_off)
        except RuntimeError as closed:  # no thread takes anything after `close`
            raise NotSaved(mark("the bot is stopping")) from closed
        return turn

    def _work_off(self) -> None:
        """Run the turns that wait, in one commit; there may be none left."""
        turns: list[_Turn] = []
        while self._waiting and len(turns) < self._together:
            try:
                turns.append(self._waiting.popleft())
            except IndexError:  # another thread was quicker
                break
        late = [turn for turn in turns if time.monotonic() > turn.start_by]
        for turn in late:
            turn.settle(NotSaved(mark("the database is busy")))
        turns = [turn for turn in turns if turn not in late]
        if not turns:
            return
        try:
            self._commit_together(turns)
        except BaseException as error:
            for turn in turns:
                turn.settle(_as_not_saved(error))
        else:
            for turn in turns:
                turn.settle()

    def _commit_together(self, turns: list[_Turn]) -> None:
        with self._connection() as connection, connection.begin():
            for turn in turns:
                turn.tx = Transaction(
                    connection,
                    vault=self.vault,
                    queue=self.queue,
                    defaults=self.defaults,
                )
                if len(turns) == 1:
                    turn.result = turn.run(turn.tx)
                else:
                    self._within_savepoint(connection, turn)
        for turn in turns:
            if turn.error is None and turn.tx is not None:
                _follow_up(turn.tx)

    @contextmanager
    def _connection(self) -> Iterator[sa.Connection]:
        """Open a connection; on SQLite the same one again, until it is in trouble."""
        if not self.is_sqlite:
            with self.engine.connect() as connection:
                yield connection
            return
        if self._kept_open is None:
            self._kept_open = self.engine.connect()
        try:
            yield self._kept_open
        except DBAPIError:
            self._kept_open.close()
            self._kept_open = None
            raise

    def _within_savepoint(self, connection: sa.Connection, turn: _Turn) -> None:
        assert turn.tx is not None
        connection.exec_driver_sql("SAVEPOINT turn")
        try:
            turn.result = turn.run(turn.tx)
        except BaseException as error:  # whatever it is, it is not the others'
            turn.error = _as_not_saved(error)
            _undo_the_turn(connection, turn.error)
        connection.exec_driver_sql("RELEASE turn")

    def close(self) -> None:
        """Finish what runs, then close the connections."""
        self._threads.shutdown(wait=True)
        if self._kept_open is not None:
            self._kept_open.close()
        self.engine.dispose()


def _undo_the_turn(connection: sa.Connection, error: BaseException) -> None:
    """Take back what one turn wrote.

    Raises:
        NotSaved: SQLite took everything back itself, as it does when the disk is full.
    """
    try:
        connection.exec_driver_sql("ROLLBACK TO turn")
    except DBAPIError as gone:
        if isinstance(error, NotSaved):  # not another's own words
            raise NotSaved(error.reason) from gone
        raise NotSaved(mark("the database gave up")) from gone


def _follow_up(tx: Transaction) -> None:
    for work in tx.follow_ups:
        try:
            work()
        except Exception as error:  # what was saved stays saved
            log_fault(error, "what follows a commit failed")


async def _answer(turn: _Turn) -> Any:
    # Shielded: a caller that goes away does not undo what is being committed.
    return await asyncio.shield(asyncio.wrap_future(turn.future))


def _as_not_saved(error: BaseException) -> BaseException:
    """Return the error in words if it is the database's, else as it is."""
    if isinstance(error, DBAPIError | PoolTimeout):
        reason = why_not_saved(error)
        if reason is not None:
            not_saved = NotSaved(reason)
            not_saved.__cause__ = error
            return not_saved
    return error


def why_not_saved(error: Exception) -> str | None:
    """Return in words why the database refused, or None if the fault is ours."""
    text = str(getattr(error, "orig", error)).lower()
    busy = any(word in text for word in ("locked", "lock timeout", "deadlock"))
    if busy or isinstance(error, PoolTimeout):
        return mark("the database is busy")
    if "readonly" in text or "read-only" in text:
        return mark("the database is read-only")
    if "full" in text or "disk i/o" in text or "no space" in text:
        return mark("the disk is full")
    if isinstance(error, OperationalError) and (
        "connect" in text or "terminat" in text or "unable to open" in text
    ):
        return mark("the database cannot be reached")
    return None
