"""What holds a play back, said once for all of them (P04, P13). Pure."""

from collections.abc import Sequence

from scheduler.playbook.play_info import PlayInfo
from scheduler.suggestion import Answers, Withheld
from scheduler.wording import joined

Said = tuple[PlayInfo, Answers]


def shut_gates(said: Sequence[Said]) -> dict[str, str]:
    """Return why each play that a gate holds back is held back, by the play's id."""
    reasons: dict[str, list[str]] = {}
    for info, answers in said:
        for answer in answers:
            if isinstance(answer, Withheld):
                for play_id in info.withholds:
                    reasons.setdefault(play_id, []).append(answer.because)
    return {play_id: joined(because) for play_id, because in reasons.items()}


def held_back(
    info: PlayInfo, answers: Answers, gates: dict[str, str], *, unreachable: bool
) -> Answers:
    """Return a play's answers, or why a gate holds them back.

    While P01 is open, the ways through somebody else are shown as withheld whatever
    else they lack (section 6).
    """
    if info.id not in gates:
        return answers
    if answers or (unreachable and info.route):
        return (Withheld(because=gates[info.id]),)
    return ()
