"""What the next summary would say of one leader's results."""

from handlers.grammar.spoken import counted
from handlers.request import Turn
from language.say import say
from scheduler.shared_results import shared
from scheduler.summaries import summary
from storage.accomplishments import ready_results, results_of_leader
from storage.channels import WEEKLY
from storage.message import Section


def next_summary(turn: Turn, rhythm: str) -> tuple[Section, ...]:
    """Return what the next summary would say, and how many results are not ready.

    Args:
        rhythm: `WEEKLY` or `MONTHLY`, of `storage.channels`.
    """
    leader_id = turn.speaker.leader_id
    ready = ready_results(turn.tx, leader_id=leader_id, today=turn.today)
    weekly = rhythm == WEEKLY
    results = [shared(result) for result in ready]
    post = summary(results, day=turn.today, weekly=weekly)
    everything = results_of_leader(turn.tx, leader_id=leader_id)
    done = {result.id for result in ready}
    left = sum(
        one.shareable and not one.posted_on and one.id not in done for one in everything
    )
    more = (
        Section(
            text=counted(
                "{n} result not ready yet: /outreach share",
                "{n} results not ready yet: /outreach share",
                left,
            )
        ),
    ) * bool(left)
    if post is None:
        return (Section(text=say("There is nothing new to post yet.")), *more)
    return (
        Section(text=say("Yours in the next summary, “{title}”:", title=post.headline)),
        *post.sections,
        *more,
    )
