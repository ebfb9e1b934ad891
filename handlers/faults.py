"""Our own faults: logged without a word of what people wrote."""

import logging
import traceback
from secrets import token_hex

logger = logging.getLogger("outreach.faults")


def log_fault(error: BaseException) -> str:
    """Log what broke and where, without the message: it may quote a note (R85).

    Returns:
        The reference under which it stands in the log.
    """
    reference = token_hex(3)
    where = " > ".join(
        f"{frame.f_code.co_qualname}:{line}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    )
    logger.error("reference %s: %s in %s", reference, type(error).__name__, where)
    return reference
