"""The plays, in the order of their advice. Long because it is one table of them all.

Within a level this order decides.

A new play is one file, one line here, and one file of tests.
"""

from language.say import mark
from scheduler.playbook.add_a_second_person import add_a_second_person
from scheduler.playbook.ask_for_a_good_word import ask_for_a_good_word
from scheduler.playbook.ask_for_the_review_slot import ask_for_the_review_slot
from scheduler.playbook.ask_in_person import ask_in_person
from scheduler.playbook.build_where_it_is_welcome import build_where_it_is_welcome
from scheduler.playbook.build_with_direct_reports import build_with_direct_reports
from scheduler.playbook.change_the_route import change_the_route
from scheduler.playbook.check_satisfaction_first import check_satisfaction_first
from scheduler.playbook.close_the_stance_gap import close_the_stance_gap
from scheduler.playbook.credibility_gate import credibility_gate
from scheduler.playbook.do_not_push import do_not_push
from scheduler.playbook.enquire_first import enquire_first
from scheduler.playbook.get_it_resolved import get_it_resolved
from scheduler.playbook.give_first import give_first
from scheduler.playbook.go_through_the_owners import go_through_the_owners
from scheduler.playbook.introduce_two_others import introduce_two_others
from scheduler.playbook.keep_the_alliances_broad import keep_the_alliances_broad
from scheduler.playbook.learn_the_motivators import learn_the_motivators
from scheduler.playbook.learn_who_is_around import AROUND, learn_who_is_around
from scheduler.playbook.leave_with_the_next_date import leave_with_the_next_date
from scheduler.playbook.listen_twice_as_much import listen_twice_as_much
from scheduler.playbook.meet_informally import meet_informally
from scheduler.playbook.play_info import BookPlayInfo, PlayEntry, PlayInfo
from scheduler.playbook.prepare_joint_accomplishments import (
    prepare_joint_accomplishments,
)
from scheduler.playbook.reflect_before_asking import reflect_before_asking
from scheduler.playbook.renew_a_cooling_tie import renew_a_cooling_tie
from scheduler.playbook.repair_a_bad_word import repair_a_bad_word
from scheduler.playbook.rest_the_advocate import rest_the_advocate
from scheduler.playbook.serve_the_business import serve_the_business
from scheduler.playbook.share_the_agenda import share_the_agenda
from scheduler.playbook.shift_to_advocacy import shift_to_advocacy
from scheduler.playbook.talk_before_the_decision import talk_before_the_decision
from scheduler.playbook.talk_with_two_a_week import talk_with_two_a_week
from scheduler.playbook.thank_and_report_back import THANKS, thank_and_report_back
from scheduler.playbook.wake_a_dormant_tie import wake_a_dormant_tie
from scheduler.playbook.write_five_topics import FIVE_TOPICS, write_five_topics

PLAYS: tuple[PlayInfo, ...] = (
    PlayInfo(
        id="P04",
        name=mark("Credibility gate"),
        level=0,
        source="S4",
        rule=mark(
            "It is impossible to create relationships without operational credibility."
        ),
        play=credibility_gate,
        house=mark(
            "shut under 3.5 of 5 from at least 5 people in 90 days, or 7 days past "
            "due; open from 4.0"
        ),
        withholds=("P06", "P07", "P08", "P12", "L3"),
    ),
    PlayInfo(
        id="P13",
        name=mark("Do not push"),
        level=0,
        source="S11, Q3",
        rule=mark("I am the one who determines whether or not my behaviours change."),
        play=do_not_push,
        house=mark("two advocating talks in a row"),
        withholds=("P12",),
    ),
    PlayInfo(
        id="P03",
        name=mark("Get it resolved"),
        level=1,
        source="S3",
        rule=mark("If issues exist, get them resolved."),
        play=get_it_resolved,
        house=mark("a fall of 0.5 in 90 days counts as an issue"),
        never_waits=True,
    ),
    PlayInfo(
        id="P02",
        name=mark("Check satisfaction first"),
        level=1,
        source="S2",
        rule=mark(
            "First and foremost, make sure their organization is satisfied with your "
            "day-to-day services."
        ),
        play=check_satisfaction_first,
        house=mark("5 ratings in 90 days are enough to know; asked once in 90 days"),
    ),
    PlayInfo(
        id="L7",
        name=mark("Repair a bad word"),
        level=1,
        source=mark("Bozoyan and Vogt 2016"),
        rule=mark("Negative news outweighs positive, whoever tells it."),
        play=repair_a_bad_word,
        house=mark("a word of the last 180 days; a later talk repairs it"),
        never_waits=True,
    ),
    PlayInfo(
        id=THANKS,
        name=mark("Thank and report back"),
        level=2,
        source=mark("Grant and Gino 2010"),
        rule=mark("People who are thanked help again."),
        play=thank_and_report_back,
        house=mark("thanks are overdue after 2 days, and come before all but trouble"),
        never_waits=True,
    ),
    PlayInfo(
        id=AROUND,
        name=mark("Learn who is around them"),
        level=2,
        source="S2, S6, S7",
        rule=mark(
            "Know who reports to this executive, who has a relationship with them, and "
            "what they get from you."
        ),
        play=learn_who_is_around,
        house=mark("14 days from when they are put on the list; one question a day"),
        once_a_day=True,
    ),
    PlayInfo(
        id="P01",
        name=mark("Change the route"),
        level=0,
        source="S1",
        rule=mark("You have gone above and beyond to forge a relationship."),
        play=change_the_route,
        house=mark("refusals on three days of 60; a pause of 30 days"),
    ),
    PlayInfo(
        id="P08",
        name=mark("Ask for the review slot"),
        level=2,
        source="S8",
        rule=mark(
            "Ask direct reports for opportunities to review joint accomplishments "
            "with their supervisor."
        ),
        play=ask_for_the_review_slot,
        house=mark(
            "two contacts and a result confirmed in 180 days; one ask in 30 days"
        ),
        follows=("P07",),
        route=True,
        open_days=14,
    ),
    PlayInfo(
        id="P09",
        name=mark("Prepare the joint accomplishments"),
        level=2,
        source="S8, S0",
        rule=mark("Review your joint accomplishments; partnerships make the role."),
        play=prepare_joint_accomplishments,
        house=mark("7 days after a confirmation, 7 days before a review"),
    ),
    PlayInfo(
        id="C6",
        name=mark("Pre-wire the decision"),
        level=2,
        source=mark("Cramm's column, 2007"),
        rule=mark("Build support behind the scenes, through one-on-one meetings."),
        play=talk_before_the_decision,
        asks=True,
        house=mark("decisions within 14 days"),
    ),
    PlayInfo(
        id=FIVE_TOPICS,
        name=mark("Five topics"),
        level=2,
        source=mark("Cramm's column, 2007"),
        rule=mark("Write down five topics before you meet."),
        play=write_five_topics,
        house=mark("one meeting a day"),
        once_a_day=True,
        never_waits=True,
    ),
    PlayInfo(
        id="P10",
        name=mark("Two ears, one mouth"),
        level=2,
        source="S9",
        rule=mark(
            "Two ears and one mouth, so that we can listen twice as much as we speak."
        ),
        play=listen_twice_as_much,
        house=mark("within 2 days of the meeting; 57 % and 35 % are from sales calls"),
        never_waits=True,
    ),
    PlayInfo(
        id="C4",
        name=mark("Two reflections, then a question"),
        level=2,
        source=mark("Cramm's column, 2007; MITI 4"),
        rule=mark(
            "Show that you have heard before you ask: two reflections to a question."
        ),
        play=reflect_before_asking,
        house=mark("within 2 days of the meeting"),
        never_waits=True,
    ),
    PlayInfo(
        id="C2",
        name=mark("Leave with the next date"),
        level=2,
        source=mark("Cramm's column, 2007"),
        rule=mark("Leave each conversation with the next one in sight."),
        play=leave_with_the_next_date,
        house=mark("within 7 days of the conversation"),
        in_replies=True,
    ),
    PlayInfo(
        id="P07",
        name=mark("Build with the direct reports"),
        level=4,
        source="S7",
        rule=mark(
            "Cultivate relationships and build credibility with the direct reports."
        ),
        play=build_with_direct_reports,
        house=mark("fewer than two live ties; two contacts in 14 days are enough"),
        route=True,
        open_days=60,
    ),
    PlayInfo(
        id="P06",
        name=mark("Ask for a good word"),
        level=4,
        source="S6",
        rule=mark(
            "Ask those who have a relationship with this executive to praise your "
            "efforts."
        ),
        play=ask_for_a_good_word,
        house=mark("one ask to a person in 30 days, one advocate for an executive"),
        follows=("P05",),
        route=True,
        open_days=14,
    ),
    PlayInfo(
        id="P05",
        name=mark("Build the reputation where it is welcome"),
        level=4,
        source="S5",
        rule=mark(
            "Focus on creating a great reputation with other, more cooperative "
            "business units."
        ),
        play=build_where_it_is_welcome,
        house=mark("at least half of 3 or more meetings taken in 90 days"),
        after=("P02", "P03"),
        route=True,
        open_days=60,
    ),
    PlayInfo(
        id="C5",
        name=mark("Give first"),
        level=4,
        source=mark("Cramm's column, 2007; Cohen and Bradford"),
        rule=mark(
            "Appropriate praise and unsolicited favours come before the next ask."
        ),
        play=give_first,
        house=mark("a gift on the day of the ask or later counts"),
    ),
    PlayInfo(
        id="L5",
        name=mark("Rest the advocate"),
        level=0,
        source=mark("Flynn 2003"),
        rule=mark(
            "Favours that go both ways go with status; one-way giving wears out."
        ),
        play=rest_the_advocate,
        house=mark("one open ask, and one in 30 days, to a person"),
    ),
    PlayInfo(
        id="L9",
        name=mark("Ask in person"),
        level=0,
        source=mark("Roghanizad and Bohns 2017"),
        rule=mark("A request face to face is granted far more often than one in text."),
        play=ask_in_person,
        cautions=("P06", "P08"),
        house=mark(
            "two lines of text where somebody's motivators say that time is dear"
        ),
    ),
    PlayInfo(
        id="P11",
        name=mark("Enquire first"),
        level=5,
        source="S10a",
        rule=mark("Use enquiry to understand others' perspectives."),
        play=enquire_first,
        house=mark("a view is fresh for 180 days; the questions are examples"),
    ),
    PlayInfo(
        id="P14",
        name=mark("Learn the motivators"),
        level=5,
        source="S12",
        rule=mark(
            "The best way to influence people is to understand their motivators."
        ),
        play=learn_the_motivators,
        asks=True,
        house=mark("a motivator is fresh for 180 days"),
    ),
    PlayInfo(
        id="P15",
        name=mark("Go through the owners"),
        level=5,
        source="S13",
        rule=mark(
            "Use those who own the processes, the P&L and the people to drive your "
            "agenda."
        ),
        play=go_through_the_owners,
        asks=True,
        house=mark("all three P's are asked for"),
    ),
    PlayInfo(
        id="P16",
        name=mark("Share the agenda"),
        level=5,
        source="S14",
        rule=mark(
            "The agenda must be shared: its owners determine priority and success."
        ),
        play=share_the_agenda,
        asks=True,
    ),
    PlayInfo(
        id="P17",
        name=mark("Serve the business or park it"),
        level=5,
        source="S15",
        rule=mark(
            "An agenda moves only if it serves the needs of those running the business."
        ),
        play=serve_the_business,
        asks=True,
        house=mark("their view is heard first"),
    ),
    PlayInfo(
        id="L6",
        name=mark("Close the stance gap"),
        level=5,
        source=mark("PMBOK"),
        rule=mark("Take the step that fits where a person stands."),
        play=close_the_stance_gap,
        asks=True,
        house=mark("a gap open for 30 days; one ask to a person in 30 days"),
        alone=True,
    ),
    PlayInfo(
        id="P12",
        name=mark("Shift to advocacy"),
        level=6,
        source="S10b, Q2",
        rule=mark(
            "Shift into advocacy when you have the information necessary to propose "
            "the path forward."
        ),
        play=shift_to_advocacy,
        house=mark("one confirmed motivator; a reminder after 30 days"),
    ),
    PlayInfo(
        id="L1",
        name=mark("Renew a cooling tie"),
        level=7,
        source=mark("Navarro 2017"),
        rule=mark("A tie fades when the silence is far longer than its own rhythm."),
        play=renew_a_cooling_tie,
        house=mark(
            "own rhythm from 5 contact-days on, else 30 days; the coldest quarter of "
            "your ties at most"
        ),
    ),
    PlayInfo(
        id="C7",
        name=mark("Not only formal"),
        level=7,
        source=mark("Cramm 2006"),
        rule=mark("Interaction confined to formal meetings is a barrier."),
        play=meet_informally,
        house=mark("three in a row; one a day"),
        once_a_day=True,
    ),
    PlayInfo(
        id="L3",
        name=mark("Wake a dormant tie"),
        level=7,
        source=mark("Levin 2011"),
        rule=mark("Dormant ties give advice as useful as that of current ones."),
        play=wake_a_dormant_tie,
        house=mark("once a strength of 3, silent for more than a year"),
    ),
)

# Plays about all stakeholders together.
BOOK_PLAYS: tuple[BookPlayInfo, ...] = (
    BookPlayInfo(
        id="C1",
        name=mark("Two a week"),
        level=7,
        source=mark("Cramm's column, 2007"),
        rule=mark("Talk to two stakeholders on a one-on-one basis once a week."),
        play=talk_with_two_a_week,
        house=mark("from Wednesday on; whose turn it is"),
    ),
    BookPlayInfo(
        id="P18",
        name=mark("Keep the alliances broad"),
        level=7,
        source="S0",
        rule=mark(
            "Smart CIOs create partnerships and alliances to carve out a powerful role."
        ),
        play=keep_the_alliances_broad,
        house=mark("half of the owners; in the first 7 days of a month"),
    ),
    BookPlayInfo(
        id="L4",
        name=mark("Single thread"),
        level=7,
        source=mark("Gong"),
        rule=mark("More than one contact in a unit wins more often than one."),
        play=add_a_second_person,
        house=mark("one unit at a time"),
    ),
    BookPlayInfo(
        id="L8",
        name=mark("Introduce others"),
        level=7,
        source=mark("Obstfeld 2005"),
        rule=mark("Who brings others together is more often part of what is new."),
        play=introduce_two_others,
        house=mark("a need served by one item, or motivators of one currency"),
    ),
)
OF_THE_BOOK = frozenset(info.id for info in BOOK_PLAYS)

ALL_PLAYS: tuple[PlayEntry, ...] = (*PLAYS, *BOOK_PLAYS)
ON_CARDS = tuple(info for info in PLAYS if not info.in_replies)
NEVER_WAIT = frozenset(info.id for info in ALL_PLAYS if info.never_waits)
PLAY_NAMED = {info.id: info for info in PLAYS}
ENTRY_NAMED = {info.id: info for info in ALL_PLAYS}
PLACE = {info.id: place for place, info in enumerate(ALL_PLAYS)}
