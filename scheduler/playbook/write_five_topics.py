"""A play: know what to talk about before you meet (C3)."""

from language.say import say
from language.words import counted_in_words, day_said
from scheduler.playbook.prepare_joint_accomplishments import to_review
from scheduler.situation import Situation
from storage.steps.facts import Answers, Suggestion

FIVE_TOPICS = "C3"  # this play's id
TOPICS = 5  # Cramm's column
WITHIN_DAYS = 2  # 48 hours, of a meeting whose hour is not known


def write_five_topics(situation: Situation) -> Answers:
    """Write down five topics before a meeting, about the person and about the work.

    When: a meeting is today or in 2 days, and fewer than 5 topics are prepared.
    Step: write down five.
    Withheld: silent where joint results will be reviewed: P09 prepares that meeting.
    Source: Cramm's column of 14 June 2007; the 48 hours are the playbook's.
    """
    meeting_on = situation.tie.next_meeting_on
    if meeting_on is None or situation.topics >= TOPICS:
        return ()
    if (meeting_on - situation.today).days > WITHIN_DAYS or to_review(situation):
        return ()
    person, day = situation.executive, day_said(meeting_on, situation.today)
    name = person.first_name
    written = say("no topic is prepared")
    if situation.topics:
        written = counted_in_words(
            "one topic is prepared", "{n} topics are prepared", situation.topics
        )
    return (
        Suggestion(
            step=say(
                "Write down five topics for {day} with {name}.", day=day, name=name
            ),
            more=say(
                "They are about the person and the work. Type for example: topic "
                "{name}: a question about the team",
                name=name,
            ),
            because=(
                say("you meet {name} on {day}", name=name, day=day),
                written,
            ),
            withdrawn_if=say(
                "five topics are written, or the meeting is moved or held."
            ),
            about="topics",
            approach_id=person.id,
            approach=person.name,
            due_on=meeting_on,
            returns_on=meeting_on,
            fired_by=(str(meeting_on),),
        ),
    )
