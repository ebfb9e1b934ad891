"""The plays, in the order of their advice; within a level this order decides.

A new play is one file, one line here, and one file of tests.
"""

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
from scheduler.playbook.thank_and_report_back import thank_and_report_back
from scheduler.playbook.wake_a_dormant_tie import wake_a_dormant_tie
from scheduler.playbook.write_five_topics import write_five_topics

PLAYS: tuple[PlayInfo, ...] = (
    PlayInfo(
        id="P01",
        name="Change the route",
        level=0,
        source="S1",
        rule="You have gone above and beyond to forge a relationship.",
        play=change_the_route,
        house="three refusals in 60 days; a pause of 30 days",
    ),
    PlayInfo(
        id="P04",
        name="Credibility gate",
        level=0,
        source="S4",
        rule="It is impossible to create relationships without operational "
        "credibility.",
        play=credibility_gate,
        house="4.0 of 5 from at least 5 people in 90 days",
        withholds=("P06", "P07", "P08", "P12", "L3"),
    ),
    PlayInfo(
        id="P13",
        name="Do not push",
        level=0,
        source="S11, Q3",
        rule="I am the one who determines whether or not my behaviours change.",
        play=do_not_push,
        house="two advocating talks in a row",
        withholds=("P12",),
    ),
    PlayInfo(
        id="P03",
        name="Get it resolved",
        level=1,
        source="S3",
        rule="If issues exist, get them resolved.",
        play=get_it_resolved,
        house="a fall of 0.5 in 90 days counts as an issue",
    ),
    PlayInfo(
        id="P02",
        name="Check satisfaction first",
        level=1,
        source="S2",
        rule="First and foremost, make sure their organization is satisfied with your "
        "day-to-day services.",
        play=check_satisfaction_first,
        house="5 ratings in 90 days are enough to know; asked once in 90 days",
    ),
    PlayInfo(
        id="L7",
        name="Repair a bad word",
        level=1,
        source="Bozoyan and Vogt 2016",
        rule="Negative news outweighs positive, whoever tells it.",
        play=repair_a_bad_word,
        house="a word of the last 180 days; a later talk repairs it",
    ),
    PlayInfo(
        id="P08",
        name="Ask for the review slot",
        level=2,
        source="S8",
        rule="Ask direct reports for opportunities to review joint accomplishments "
        "with their supervisor.",
        play=ask_for_the_review_slot,
        house="two contacts and a result confirmed in 180 days; one ask in 30 days",
        follows=("P07",),
        route=True,
        open_days=14,
    ),
    PlayInfo(
        id="P09",
        name="Prepare the joint accomplishments",
        level=2,
        source="S8, S0",
        rule="Review your joint accomplishments; partnerships make the role.",
        play=prepare_joint_accomplishments,
        house="7 days after a confirmation, 7 days before a review",
    ),
    PlayInfo(
        id="C6",
        name="Pre-wire the decision",
        level=2,
        source="Cramm's column, 2007",
        rule="Build support behind the scenes, through one-on-one meetings.",
        play=talk_before_the_decision,
        house="decisions within 14 days",
    ),
    PlayInfo(
        id="C3",
        name="Five topics",
        level=2,
        source="Cramm's column, 2007",
        rule="Write down five topics before you meet.",
        play=write_five_topics,
        house="one meeting a day",
        once_a_day=True,
    ),
    PlayInfo(
        id="P10",
        name="Two ears, one mouth",
        level=2,
        source="S9",
        rule="Two ears and one mouth, so that we can listen twice as much as we speak.",
        play=listen_twice_as_much,
        house="within 2 days of the meeting; 57 % and 35 % are from sales calls",
    ),
    PlayInfo(
        id="C4",
        name="Two reflections, then a question",
        level=2,
        source="Cramm's column, 2007; MITI 4",
        rule="Show that you have heard before you ask: two reflections to a question.",
        play=reflect_before_asking,
        house="within 2 days of the meeting",
    ),
    PlayInfo(
        id="C2",
        name="Leave with the next date",
        level=2,
        source="Cramm's column, 2007",
        rule="Leave each conversation with the next one in sight.",
        play=leave_with_the_next_date,
        house="within 7 days of the conversation",
    ),
    PlayInfo(
        id="L2",
        name="Thank and report back",
        level=3,
        source="Grant and Gino 2010",
        rule="People who are thanked help again.",
        play=thank_and_report_back,
        house="thanks are overdue after 2 days",
    ),
    PlayInfo(
        id="P07",
        name="Build with the direct reports",
        level=4,
        source="S7",
        rule="Cultivate relationships and build credibility with the direct reports.",
        play=build_with_direct_reports,
        house="fewer than two live ties; two contacts in 14 days are enough",
        route=True,
        open_days=60,
    ),
    PlayInfo(
        id="P06",
        name="Ask for a good word",
        level=4,
        source="S6",
        rule="Ask those who have a relationship with this executive to praise your "
        "efforts.",
        play=ask_for_a_good_word,
        house="one ask to a person in 30 days, one advocate for an executive",
        follows=("P05",),
        route=True,
        open_days=14,
    ),
    PlayInfo(
        id="P05",
        name="Build the reputation where it is welcome",
        level=4,
        source="S5",
        rule="Focus on creating a great reputation with other, more cooperative "
        "business units.",
        play=build_where_it_is_welcome,
        house="at least half of 3 or more meetings taken in 90 days",
        after=("P02", "P03"),
        route=True,
        open_days=60,
    ),
    PlayInfo(
        id="C5",
        name="Give first",
        level=4,
        source="Cramm's column, 2007; Cohen and Bradford",
        rule="Appropriate praise and unsolicited favours come before the next ask.",
        play=give_first,
        house="a gift on the day of the ask or later counts",
    ),
    PlayInfo(
        id="L5",
        name="Rest the advocate",
        level=0,
        source="Flynn 2003",
        rule="Favours that go both ways go with status; one-way giving wears out.",
        play=rest_the_advocate,
        house="one open ask, and one in 30 days, to a person",
    ),
    PlayInfo(
        id="L9",
        name="Ask in person",
        level=0,
        source="Roghanizad and Bohns 2017",
        rule="A request face to face is granted far more often than one in text.",
        play=ask_in_person,
        cautions=("P06", "P08"),
        house="two lines of text where somebody's motivators say that time is dear",
    ),
    PlayInfo(
        id="P11",
        name="Enquire first",
        level=5,
        source="S10a",
        rule="Use enquiry to understand others' perspectives.",
        play=enquire_first,
        house="a view is fresh for 180 days; the questions are examples",
    ),
    PlayInfo(
        id="P14",
        name="Learn the motivators",
        level=5,
        source="S12",
        rule="The best way to influence people is to understand their motivators.",
        play=learn_the_motivators,
        house="a motivator is fresh for 180 days",
    ),
    PlayInfo(
        id="P15",
        name="Go through the owners",
        level=5,
        source="S13",
        rule="Use those who own the processes, the P&L and the people to drive your "
        "agenda.",
        play=go_through_the_owners,
        house="all three P's are asked for",
    ),
    PlayInfo(
        id="P16",
        name="Share the agenda",
        level=5,
        source="S14",
        rule="The agenda must be shared: its owners determine priority and success.",
        play=share_the_agenda,
    ),
    PlayInfo(
        id="P17",
        name="Serve the business or park it",
        level=5,
        source="S15",
        rule="An agenda moves only if it serves the needs of those running the "
        "business.",
        play=serve_the_business,
        house="their view is heard first",
    ),
    PlayInfo(
        id="L6",
        name="Close the stance gap",
        level=5,
        source="PMBOK",
        rule="Take the step that fits where a person stands.",
        play=close_the_stance_gap,
        house="a gap open for 30 days; one ask to a person in 30 days",
        alone=True,
    ),
    PlayInfo(
        id="P12",
        name="Shift to advocacy",
        level=6,
        source="S10b, Q2",
        rule="Shift into advocacy when you have the information necessary to propose "
        "the path forward.",
        play=shift_to_advocacy,
        house="one confirmed motivator; a reminder after 30 days",
    ),
    PlayInfo(
        id="L1",
        name="Renew a cooling tie",
        level=7,
        source="Navarro 2017",
        rule="A tie fades when the silence is far longer than its own rhythm.",
        play=renew_a_cooling_tie,
        house="own rhythm from 5 contact-days on, else 30 days",
    ),
    PlayInfo(
        id="C7",
        name="Not only formal",
        level=7,
        source="Cramm 2006",
        rule="Interaction confined to formal meetings is a barrier.",
        play=meet_informally,
        house="three in a row; one a day",
        once_a_day=True,
    ),
    PlayInfo(
        id="L3",
        name="Wake a dormant tie",
        level=7,
        source="Levin 2011",
        rule="Dormant ties give advice as useful as that of current ones.",
        play=wake_a_dormant_tie,
        house="once a strength of 3, silent for more than a year",
    ),
)

# Plays about all stakeholders together.
BOOK_PLAYS: tuple[BookPlayInfo, ...] = (
    BookPlayInfo(
        id="C1",
        name="Two a week",
        level=7,
        source="Cramm's column, 2007",
        rule="Talk to two stakeholders on a one-on-one basis once a week.",
        play=talk_with_two_a_week,
        house="from Wednesday on; whose turn it is",
    ),
    BookPlayInfo(
        id="P18",
        name="Keep the alliances broad",
        level=7,
        source="S0",
        rule="Smart CIOs create partnerships and alliances to carve out a powerful "
        "role.",
        play=keep_the_alliances_broad,
        house="half of the owners; in the first 7 days of a month",
    ),
    BookPlayInfo(
        id="L4",
        name="Single thread",
        level=7,
        source="Gong",
        rule="More than one contact in a unit wins more often than one.",
        play=add_a_second_person,
        house="one unit at a time",
    ),
    BookPlayInfo(
        id="L8",
        name="Introduce others",
        level=7,
        source="Obstfeld 2005",
        rule="Who brings others together is more often part of what is new.",
        play=introduce_two_others,
        house="a need served by one item, or motivators of one currency",
    ),
)

ALL_PLAYS: tuple[PlayEntry, ...] = (*PLAYS, *BOOK_PLAYS)
PLAY_NAMED = {info.id: info for info in PLAYS}
ENTRY_NAMED = {info.id: info for info in ALL_PLAYS}
PLACE = {info.id: place for place, info in enumerate(ALL_PLAYS)}
