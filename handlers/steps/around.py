"""Answers to the questions about somebody new: who is around them, what they use (P19).

The button opens a small form; what is sent is kept, and the step is done. It can be
typed with the verbs for each: `add`, `knows` and `service`.
"""

from dataclasses import replace

from handlers.people.add import add_from_line
from handlers.people.directory import person_by_id
from handlers.people.named import people_fields, read_named
from handlers.services.service import check_name, unit_of_name
from handlers.steps.answering import answered, open_step
from handlers.turn import Refusal, Reply, Turn, in_field
from language.commands import to_type
from language.say import say, say_count
from language.words import listed
from scheduler.advice.planning import plan_for
from scheduler.card.step_sections import short_step
from scheduler.playbook.learn_who_is_around import AROUND, KNOWS, REPORTS, question_in
from storage.contacts.declared import declare_tie
from storage.message import Field, Form, Message, Option
from storage.models import Person
from storage.people.facts import Known
from storage.people.store import fold
from storage.services.store import add_service, add_use, services_of
from storage.steps.facts import Shown, Suggestion

ANOTHER = "+"  # the choice of a service that is none of those on file


def ask_around(turn: Turn, step: Shown) -> Reply:
    """Return the form behind Answer, and what to type where there are none."""
    person, about = _person(turn, step), question_in(step.step.about)
    name = person.first_name
    fields: tuple[Field, ...]
    if about == REPORTS:
        question = say("Who reports to {name}?", name=name)
        fields = people_fields(turn, question)
        line = f"add Rosa Lim as colleague reports to {person.name}"
    elif about == KNOWS:
        question = say("Who knows {name} well?", name=name)
        fields = people_fields(turn, question)
        line = f"Rosa Lim knows {person.name}"
    else:
        question = say("Which of your services does {name} use?", name=name)
        fields = _service_fields(turn, person, question)
        line = f"service Payroll for {person.unit or 'UNIT'}"
    form = Form(
        title=say("One question"),
        action="around_sent",
        subject=step.id,
        fields=fields,
    )
    words = say("{question} Or type: {line}", question=question, line=to_type(line))
    return Reply(Message(headline=words), form=form)


def _person(turn: Turn, step: Shown) -> Known:
    person = person_by_id(turn, step.step.person_id)
    if person is None:
        raise Refusal(say("I do not know that person any more."))
    return person


def _service_fields(turn: Turn, person: Known, question: str) -> tuple[Field, ...]:
    known = services_of(turn.tx, workspace_id=turn.speaker.workspace_id)
    options = tuple(Option(label=one.name[:75], value=one.id) for one in known[:99])
    fields: list[Field] = []
    if options:
        another = Option(label=say("Another one"), value=ANOTHER)
        fields.append(
            Field(
                name="service",
                label=question,
                kind="choice",
                value=options[0].value,
                options=(*options, another),
            )
        )
    fields.append(
        Field(
            name="named",
            label=say("Another service") if options else question,
            optional=bool(options),
            hint=say("Its name, such as Payroll"),
        )
    )
    if not person.unit_id:
        where = say("In which unit is {name}?", name=person.first_name)
        fields.append(
            Field(name="unit", label=where, hint=say("For example Operations"))
        )
    return tuple(fields)


def around_sent(turn: Turn) -> Reply:
    """The form: keep what it says, and mark the step as done.

    Raises:
        Refusal: an answer is not understood; its `field` says which.
    """
    step = open_step(turn)
    person, about = _person(turn, step), question_in(step.step.about)
    before = _best(turn, person)
    if about in (REPORTS, KNOWS):
        said = _people_said(turn, person, about)
    else:
        said = _service_said(turn, person)
    reply = answered(turn, step, "done", returns_on=None, words=said)
    best = _best(turn, person)
    changed = best and (before is None or best.step != before.step)
    sections = (short_step(best),) if best and changed else ()
    message = reply.message.model_copy(update={"sections": sections})
    return replace(reply, message=message)


def _best(turn: Turn, person: Known) -> Suggestion | None:
    """Return the best step with them that is none of these questions: one a day."""
    steps = plan_for(turn.tx, turn.speaker, [person.id], today=turn.today).steps
    return next((one for one in steps if one.play != AROUND), None)


def _people_said(turn: Turn, person: Known, about: str) -> str:
    field = "picked" if turn.values.get("picked") else "typed"
    names = []
    for line in read_named(turn):
        manager = person.name if about == REPORTS else ""
        with in_field(field):
            line = replace(line, colleague=True, manager=manager or line.manager)
            other = add_from_line(turn, line).person
            if turn.speaker.person_id in (other.id, person.id) or other.id == person.id:
                raise Refusal(
                    say(
                        "Name somebody else than yourself and {name}.", name=person.name
                    )
                )
            if about == KNOWS:
                declare_tie(turn.writer, other.id, person.id, on=turn.today)
        names.append(other.name)
    if about == REPORTS:
        return say_count(
            "Kept: {names} reports to {name}.",
            "Kept: {names} report to {name}.",
            len(names),
            names=listed(names),
            name=person.name,
        )
    return say_count(
        "Kept: {names} knows {name}.",
        "Kept: {names} know {name}.",
        len(names),
        names=listed(names),
        name=person.name,
    )


def _service_said(turn: Turn, person: Known) -> str:
    known = services_of(turn.tx, workspace_id=turn.speaker.workspace_id)
    typed = " ".join(turn.values.get("named", "").split())
    chosen = turn.values.get("service", "")
    with in_field("named"):
        if typed:
            check_name(typed)
        same = [one for one in known if fold(one.name) == fold(typed)]
        found = same or [one for one in known if one.id == chosen and not typed]
        if not found and not typed:
            raise Refusal(say("Write what the service is called."))
    service_id = found[0].id if found else add_service(turn.writer, typed)
    unit_id, unit = person.unit_id, person.unit
    if not unit_id:
        with in_field("unit"):
            unit = " ".join(turn.values.get("unit", "").split())
            unit_id, _ = unit_of_name(turn, unit)
        turn.writer.update(Person, person.id, unit_id=unit_id)
    add_use(turn.writer, service_id, unit_id)
    name = found[0].name if found else typed
    return say("Kept: {unit} uses {service}.", unit=unit, service=name)
