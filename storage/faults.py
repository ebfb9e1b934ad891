"""Our own faults: logged without a word of what people wrote."""

import logging
import traceback
from secrets import token_hex

logger = logging.getLogger("outreach.faults")


def log_fault(error: BaseException, what: str = "") -> str:
    """Log what broke and where, without the message: it may quote a note (R85).

    Args:
        what: what was being done, in words of ours.

    Returns:
        The reference under which it stands in the log.
    """
    reference = token_hex(3)
    where = " > ".join(
        f"{frame.f_code.co_qualname}:{line}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    )
    doing = f"{what}: " if what else ""
    logger.error(
        "reference %s: %s%s in %s", reference, doing, type(error).__name__, where
    )
    return reference
