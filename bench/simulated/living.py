"""One world lived through under one policy."""

from bench.simulated.assumptions import Assumptions
from bench.simulated.doing import do
from bench.simulated.organization import Organization, Tally
from bench.simulated.policies import Policy
from bench.simulated.start import begin

WEEKS = 26


def live(
    seed: int, policy: Policy, *, weeks: int = WEEKS, given: Assumptions | None = None
) -> Tally:
    """Return what came of a policy in the world of a seed.

    Args:
        given: the world's assumptions; None = drawn from the seed.
    """
    return live_in(begin(seed, given), policy, weeks=weeks).tally


def live_in(world: Organization, policy: Policy, *, weeks: int = WEEKS) -> Organization:
    """Let a world go by under a policy, and return it."""
    left = 0
    for day in range(weeks * 7):
        world.pass_day(day)
        weekday = world.today.weekday()
        if weekday > 4:
            continue
        left = world.notebook.capacity if weekday == 0 else left
        for action in policy.plan(world.notebook):
            if left == 0:
                break
            name = ("follows", action.verb, action.person, action.target, action.about)
            if not world.luck.happens(world.given.follows, *name, day):
                continue
            left -= 1
            world.tally.acts += 1
            do(world, action)
            policy.did(world.notebook, action)
    world.tally.steps = sum(getattr(policy, "stepped", {}).values())
    return world
