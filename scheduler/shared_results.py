"""From a stored joint result to what others may read of it: the only way there."""

from scheduler.summaries import SharedResult
from storage.results import Result


def shared(result: Result) -> SharedResult:
    """Return what a channel may read of `result`, and nothing else."""
    return SharedResult(
        title=result.title,
        partner=result.partner,
        unit=result.unit,
        leader=result.leader,
        partner_people=tuple(n.name for n in result.named if not n.ours),
        our_people=tuple(n.name for n in result.named if n.ours),
        evidence=result.evidence,
        next_step=result.next_step,
    )
