"""Who uses a service, where a line names somebody else."""

from handlers.grammar.spoken import listed, quoted
from language.say import say
from storage.services import KnownService


def not_used_by(service: KnownService, unit: str) -> str:
    """Return that the service has other users, and how to add this one.

    Args:
        unit: as it was typed; "" = it can't be told what was meant.
    """
    typed = quoted(unit) if unit else say("that unit")
    if not service.units:
        return say(
            "{service} has no unit that uses it, as far as I know, and not by {unit}. "
            "If it is, first type: /outreach service {service} for UNIT",
            service=service.name,
            unit=typed,
        )
    return say(
        "{service} is used by {units}, as far as I know, and not by {unit}. If it is, "
        "first type: /outreach service {service} for UNIT",
        service=service.name,
        units=listed(list(service.units.values())),
        unit=typed,
    )
