"""What a sender's failure means for the next try."""

from collections.abc import Awaitable
from typing import TypeVar

from scheduler.delivery import CannotLook, SendFailed
from storage.faults import log_fault

ATTEMPTS = 8  # then it is given up: after 32 minutes; house rule
FIRST_WAIT, LONGEST_WAIT = 15.0, 3600.0  # seconds; doubled each time; house rule

T = TypeVar("T")


def next_try(attempt: int, problem: SendFailed) -> tuple[int, float]:
    """Return the attempt after `attempt`, and the seconds until then.

    To be asked to wait is no failure, so it does not count.
    """
    if problem.retry_after is not None:
        return max(attempt, 1), problem.retry_after
    return attempt + 1, min(FIRST_WAIT * 2**attempt, LONGEST_WAIT)


async def answer(asked: Awaitable[T]) -> T:
    """Return a sender's answer; a fault inside it leaves in doubt what it did."""
    try:
        return await asked
    except (SendFailed, CannotLook):
        raise
    except Exception as error:
        log_fault(error, "a sender broke")
        raise SendFailed(type(error).__name__, in_doubt=True) from error
