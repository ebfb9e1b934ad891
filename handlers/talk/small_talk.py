"""Lines that are no command and tell of no contact: a wish in other words, small talk.

What a wish is read from stands in the language files, see
`handlers.grammar.words.wishes`.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

from handlers.doubts.second_look import read_elsewhere
from handlers.grammar.contacts.contact_line import contacts_in
from handlers.grammar.people.names import (
    could_be_name,
    near_people,
    people_called,
    plain_name,
)
from handlers.grammar.people.people import people_named_in
from handlers.grammar.words.answers import answer_words
from handlers.grammar.words.tokens import keys_of
from handlers.grammar.words.wishes import PEOPLE, Wish, is_a_sentence, wishes_in
from handlers.settings.remind_line import read_reminder
from handlers.start import start
from handlers.talk.about_services import (
    firm_date,
    issue_fixed,
    issue_with,
    mark_given,
    service_in,
)
from handlers.talk.offers import (
    about_person,
    asked_about,
    choice_of,
    labelled,
    offer,
    typed_name,
    usual_buttons,
)
from handlers.turn import Choice, Refusal, Reply, Turn
from handlers.undo import change_to_undo, undo_label
from language.say import current_language, mark, say
from storage.message import Message
from storage.people.facts import Known, first_name_of
from storage.people.store import listed_people

A_PERSON = "add {rest}"
A_NOTE = "note {rest}"  # a wish that waits for whether a line tells of a contact
MOST_NAME_WORDS = 4  # words of a name; house rule
ASKED = {  # what the button of a line says that is asked about first
    "add {name} reports to {other}": mark("Keep that {name} reports to {other}"),
    "add {name}, {rest}": mark("Change the title of {name} to {rest}"),
    "forget {name}": mark("Forget {name}"),
    "knows {name} {other}": mark("Keep that {name} knows {other}"),
    "thanks {name}": mark("Note that you thanked {name}"),
    "topic {name}: {rest}": mark("A topic for your next meeting with {name}"),
}


def wished(turn: Turn, text: str, verbs: Collection[str]) -> Reply | str:
    """Return the answer to small talk, or the line of ours that is meant; "" = neither.

    Args:
        text: a whole line.
        verbs: of the lines that can be carried out.

    Raises:
        Refusal: it asks what was meant.
    """
    turn = replace(turn, text=text)
    is_command = _verb_of(text) in verbs and not is_a_sentence(text)
    for wish in wishes_in(text, current_language(), commanded=is_command):
        if is_command and wish.starts_openly:
            continue
        if wish.meant == A_PERSON and _adds_words(text):
            continue  # "añade que escuché la mitad" adds nobody
        if wish.meant == A_NOTE and not is_command and _tells_of_a_contact(turn):
            continue
        if wish.kind == "talk":
            if answer := TALK[wish.meant](turn, wish):
                return answer
        elif wish.meant.split()[0] in verbs and _names_people(turn, wish):
            if wish.kind == "lines":
                return _without_a(wish.line)
            raise _ask_about(turn, wish)
    return ""


def _adds_words(text: str) -> bool:
    """Say whether a line begins with "add that": what follows is no name."""
    return bool(answer_words().at_start("add_that", keys_of(text)))


def _without_a(line: str) -> str:
    """Return "add Marta" for “añade a Marta”: before a name, “a” says nothing."""
    verb, first, *rest = (*line.split(None, 2), "", "")[:3]
    if (verb, first) == ("add", "a") and rest[0][:1].isupper():
        return f"add {rest[0]}"
    return line


def _tells_of_a_contact(turn: Turn) -> bool:
    """Say whether a line tells of a contact: “anota café con Rosa ayer”.

    So does one that leaves open whether it took place, unless it begins with a name.
    """
    try:
        return bool(contacts_in(turn, turn.text))
    except Refusal as refusal:
        about = refusal.doubt.about if refusal.doubt else ""
        _, _, rest = turn.text.partition(" ")
        named_first = people_called(turn, rest.partition(" ")[0].strip(",:"))
        return about in ("who", "day") or (about == "mood" and not named_first)


def _verb_of(text: str) -> str:
    return text.partition(" ")[0].strip("/?!.,:").casefold()


def _names_people(turn: Turn, wish: Wish) -> bool:
    """Say whether somebody is known in every place that a person stands in.

    A capital name that nobody is known by is one, too: the verb says what to do.
    """
    for place, typed in wish.places.items():
        if place not in PEOPLE:
            continue
        name = plain_name(typed)
        if people_called(turn, name):
            continue
        words = name.split()
        if not words or len(words) > MOST_NAME_WORDS or not could_be_name(name):
            return False
        if near_people(turn, name):
            continue
        if not all(word[0].isupper() for word in words) or service_in(turn, name):
            return False
    return True


def _person_in(turn: Turn, wish: Wish, place: str = "name") -> Known | None:
    """Return the one person who stands in a place of a wish, or None."""
    found = people_called(turn, plain_name(wish.places.get(place, "")))
    return found[0] if len(found) == 1 else None


def _ask_about(turn: Turn, wish: Wish) -> Refusal:
    """Return the question whether a line of ours is meant."""
    places = dict(wish.places)
    for place in PEOPLE & places.keys():
        if person := _person_in(turn, wish, place):
            places[place] = typed_name(turn, person)
    line = Wish(wish.kind, wish.meant, places).line
    choices = [labelled(say(ASKED[wish.meant], **places), line)]
    if (person := _person_in(turn, wish)) and wish.meant.startswith("forget"):
        choices.append(
            labelled(
                say("What I keep about {name}", name=person.first_name),
                f"who {places['name']}",
            )
        )
    return asked_about(say("What shall I do?"), choices)


# Small talk: one or two sentences, nothing kept.


def _word(text: str) -> "Answer":
    """Return the answer that says this and nothing else."""
    return lambda turn, wish: Reply(Message(headline=say(text)))


def _greeting(turn: Turn, wish: Wish) -> Reply:
    first_name = first_name_of(turn.speaker.name)
    return Reply(
        Message(
            headline=say("Hello, {name}.", name=first_name),
            buttons=usual_buttons(),
        )
    )


def _about(turn: Turn, wish: Wish) -> Reply:
    return Reply(
        Message(
            headline=say(
                "I keep what you tell me of your talks with the people who matter to "
                "your work, and tell you each morning the best next step with them. "
                "Your notes are yours alone. Tell me, for example: had coffee with "
                "Dana yesterday"
            ),
            buttons=usual_buttons(),
        )
    )


def _start(turn: Turn, wish: Wish) -> Reply:
    if listed_people(turn.tx, leader_id=turn.speaker.leader_id):
        about = _about(turn, wish)
        buttons = (*about.message.buttons[:3], offer("remind start"))
        return Reply(about.message.model_copy(update={"buttons": buttons}))
    return start(replace(turn, text=""))


def _privacy(turn: Turn, wish: Wish) -> Reply:
    return Reply(
        Message(
            headline=say(
                "What you write to me is yours alone: no colleague, no boss and no "
                "channel is shown a word of it. It is kept encrypted in your "
                "organization's own database, and whoever runs that server also holds "
                "its key. Everybody in the workspace shares names and titles, "
                "services, their issues and marks, and the joint results you share."
            ),
            small_print=tuple(filter(None, (read_elsewhere(turn),))),
        )
    )


# What there is no command for: an honest sentence, and what comes nearest.


def _export(turn: Turn, wish: Wish) -> Refusal:
    text = say("I can't write your data into a file yet. I can show it here.")
    return asked_about(text, (choice_of("list"), choice_of("next")))


def _merge(turn: Turn, wish: Wish) -> Refusal:
    text = say(
        "I can't make one person of two yet. You can forget one of them, and log "
        "again with the other."
    )
    return asked_about(text, (choice_of("list"),))


def _rename(turn: Turn, wish: Wish) -> Refusal:
    text = say("I can't change names. I can forget somebody, and you add them anew.")
    return asked_about(text, (choice_of("list"),))


def _import(turn: Turn, wish: Wish) -> Refusal:
    text = say(
        "Files are brought in by whoever runs me, with “outreach import”. Here you "
        "can add people one by one."
    )
    return asked_about(text, (choice_of("add"), choice_of("help")))


def _reminder(turn: Turn, wish: Wish) -> Refusal | None:
    """Say that there is no list of things to do, and what keeps it in sight.

    None for when cards shall come: “remind Monday to Friday”.
    """
    if _verb_of(turn.text) == "remind" and is_about_cards(turn):
        return None
    text = say(
        "I keep no list of things to do, so nothing was saved. I can keep it as a "
        "topic for your next meeting."
    )
    what = wish.places.get("rest", "")
    choices: list[Choice] = []
    for person in people_named_in(turn, what, current_language())[:2]:
        if person.id != turn.speaker.person_id:
            typed = typed_name(turn, person)
            name = person.first_name
            choices += [
                labelled(
                    say("A topic for your next meeting with {name}", name=name),
                    f"topic {typed}: {what}",
                ),
                labelled(
                    say("What to do next with {name}", name=name), f"next {typed}"
                ),
            ]
    return asked_about(text, choices or (choice_of("next"), choice_of("remind")))


def is_about_cards(turn: Turn) -> bool:
    """Say whether a line that begins with "remind" says when cards shall come."""
    try:
        read_reminder(turn, turn.text.partition(" ")[2])
    except Refusal:
        return False
    return True


def _snooze_one(turn: Turn, wish: Wish) -> Refusal | None:
    person = _person_in(turn, wish)
    if person is None:
        return None
    text = say(
        "I can't pause one person. “Later” or “not relevant” under a step keeps it "
        "away for a while."
    )
    return asked_about(text, about_person(person, typed_name(turn, person), "")[1:])


def _introduce(turn: Turn, wish: Wish) -> Refusal | None:
    person = _person_in(turn, wish)
    if person is None:
        return None
    typed, name = typed_name(turn, person), person.first_name
    return asked_about(
        say("I write to nobody but you. I can say who is near {name}.", name=name),
        (
            labelled(say("Who knows {name}", name=name), f"who {typed}"),
            labelled(say("What to do next with {name}", name=name), f"next {typed}"),
        ),
    )


# Words that mean several things: asked, with the likely ones as buttons.


def _pause(turn: Turn, wish: Wish) -> Refusal:
    lines = ("remind pause for 1 week", "remind pause for 2 weeks", "remind stop")
    return asked_about(say("For how long?"), map(choice_of, lines))


def _cancel(turn: Turn, wish: Wish) -> Refusal:
    choices = (*_undo_first(turn), choice_of("remind stop"), choice_of("list"))
    return asked_about(say("What shall I take back or stop?"), choices)


def _change(turn: Turn, wish: Wish) -> Refusal:
    choices = (*_undo_first(turn), choice_of("remind"), choice_of("list"))
    return asked_about(say("What do you want to change?"), choices)


def _undo_first(turn: Turn) -> list[Choice]:
    """Return the choice that takes back what was told last, if anything was."""
    change = change_to_undo(turn)
    if change is None:
        return []
    return [labelled(say("Undo: {label}", label=undo_label(turn, change)), "undo")]


def _meeting(turn: Turn, wish: Wish) -> Refusal:
    return asked_about(
        say("What about it?"), map(choice_of, ("log", "plan", "next", "list"))
    )


def _overview(turn: Turn, wish: Wish) -> Refusal:
    lines = ("next", "list", "issue", "service", "share")
    return asked_about(say("What do you want to see?"), map(choice_of, lines))


def _raised(answer: Callable[[Turn, Wish], Refusal | None]) -> "Answer":
    """Return an answer that asks: it raises its question, and answers nothing else."""

    def asks(turn: Turn, wish: Wish) -> Reply | None:
        question = answer(turn, wish)
        if question is not None:
            raise question
        return None

    return asks


Answer = Callable[[Turn, Wish], Reply | None]
TALK: dict[str, Answer] = {  # by the subject in the language files; None = not that
    "about": _about,
    "bye": _word(mark("Goodbye.")),
    "cancel": _raised(_cancel),
    "change": _raised(_change),
    "export": _raised(_export),
    "fine": _word("👍"),
    "firm_date": firm_date,
    "greeting": _greeting,
    "import": _raised(_import),
    "introduce": _raised(_introduce),
    "issue_fixed": _raised(issue_fixed),
    "issue_with": _raised(issue_with),
    "mark_given": mark_given,
    "meeting": _raised(_meeting),
    "merge": _raised(_merge),
    "nothing_asked": _word(
        mark("I have not asked you anything, so nothing was changed.")
    ),
    "overview": _raised(_overview),
    "pause": _raised(_pause),
    "privacy": _privacy,
    "reminder": _raised(_reminder),
    "rename": _raised(_rename),
    "snooze_one": _raised(_snooze_one),
    "start": _start,
    "thanks": _word(mark("You are welcome.")),
}
