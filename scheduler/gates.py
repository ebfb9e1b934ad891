"""What holds a play back, said once for all of them (P04, P13). Pure."""

from collections.abc import Sequence

from scheduler.playbook.play_info import PlayInfo
from scheduler.suggestion import Answer, Answers, Suggestion, Withheld
from scheduler.wording import joined

Said = tuple[PlayInfo, Answers]
Gates = dict[str, list[Withheld]]  # by the id of the play that is held back
EVERYTHING = ""


def shut_gates(said: Sequence[Said]) -> Gates:
    """Return what the gates say against each play they hold back, by the play's id.

    Of several gates the first that shuts the whole play speaks alone: what a later one
    would have asked for has to wait for it.
    """
    reasons: Gates = {}
    for info, answers in said:
        shut = [answer for answer in answers if isinstance(answer, Withheld)]
        for play_id in info.withholds if shut else ():
            before = reasons.setdefault(play_id, [])
            if not any(one.about == EVERYTHING for one in before):
                before += shut
    return reasons


def held_back(
    info: PlayInfo, answers: Answers, gates: Gates, *, unreachable: bool
) -> Answers:
    """Return a play's answers, or why a gate holds them back.

    A gate that names an `about` holds back only the steps about it. While P01 is open,
    the ways through somebody else are shown as withheld whatever else they lack
    (section 6).
    """
    if info.id not in gates:
        return answers
    said = gates[info.id]
    whole = [one for one in said if one.about == EVERYTHING]
    if not answers:
        return (_held(whole, EVERYTHING),) if unreachable and info.route else ()
    if len(whole) == len(said):
        return (_held(whole, EVERYTHING),)
    return tuple(_one_held_back(answer, said) for answer in answers)


def _one_held_back(answer: Answer, said: Sequence[Withheld]) -> Answer:
    if not isinstance(answer, Suggestion | Withheld):
        return answer
    against = [one for one in said if one.about in (EVERYTHING, answer.about)]
    return _held(against, answer.about) if against else answer


def _held(against: Sequence[Withheld], about: str) -> Withheld:
    return Withheld(because=joined([one.because for one in against]), about=about)
