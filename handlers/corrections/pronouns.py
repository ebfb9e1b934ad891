"""“She” and “her boss” in the next line: the person just spoken of, by name.

Only where the line names nobody itself, and the pronoun stands where a person may:
“call her”, “she declined”, “who is she”. In “her team is tense” it stays as it is.
"""

from dataclasses import replace

from handlers.contacts.last_entry import just_spoken_of
from handlers.grammar.contacts.contact_line import lines_of
from handlers.grammar.days import Day
from handlers.grammar.people.names import people_called, told_apart
from handlers.grammar.sentences.labels import pieces_of
from handlers.grammar.sentences.line import Line, Piece
from handlers.grammar.words.answers import AnswerWords, answer_words
from handlers.grammar.words.tokens import tokens_of
from handlers.people.directory import person_by_id
from handlers.turn import Turn
from language.say import say

LONGEST_WITH_PRONOUN = 300  # characters; in a longer line it stays. House rule
BEFORE_A_PRONOUN = frozenset("VvBbGZzQW")  # met her, call her, lunch with her
AFTER_A_PRONOUN = frozenset("VvOm")  # she called, she declined
ENDS = frozenset(
    {",", "W", "U", "n"}
)  # what may follow the pronoun as it may follow a name
HIM_IN_VERB = frozenset("Vg")  # "le llamé", "le mandé"
ASKING = frozenset(  # commands whose next word is a person
    {"add", "ask", "draft", "given", "list", "log", "need", "next", "plan", "prep",
     "remark", "thanks", "topic", "who", "why"}
)  # fmt: skip


def with_name_for_pronoun(turn: Turn) -> Turn:
    """Return the turn, with a name where its line says “she” or “her boss”."""
    if len(turn.text) > LONGEST_WITH_PRONOUN:
        return turn
    said, tokens = answer_words(), tokens_of(turn.text)
    keys = [token.key for token in tokens]
    if any(said.is_one("him_in_verb", (key,)) for key in keys):
        turn = _with_name_for_him_in_verb(turn, said)
    if not any(_is_pronoun(said, key) for key in keys):
        return turn
    place = None
    for line in lines_of(turn, turn.text):
        place = place or _place_of(line, said)
    if place is None or (person := just_spoken_of(turn)) is None:
        return turn
    first, last = place
    name = told_apart(person, people_called(turn, person.name))
    if last - first > 1:
        boss = person_by_id(turn, person.manager_id)
        name = boss.name if boss else say("{name}’s boss", name=name)
    return _put_in(turn, tokens[first].start, tokens[last - 1].end, name)


def _put_in(turn: Turn, start: int, end: int, name: str) -> Turn:
    text = turn.text[:start] + name + turn.text[end:]
    return replace(turn, text=text)


def _with_name_for_him_in_verb(turn: Turn, said: AnswerWords) -> Turn:
    """Return the turn, with a name for the "le" of "hoy le mandé el excel"."""
    line = next(lines_of(turn, turn.text))
    pieces = pieces_of(line)
    verb = next(
        (
            k
            for k, one in enumerate(pieces)
            if one.symbol in HIM_IN_VERB and one.length > 1 and one.value != "met"
            if said.is_one("him_in_verb", (line.key(one.first),))
        ),
        None,
    )
    if verb is None or any(one.symbol in ("P", "X", "L") for one in pieces):
        return turn
    more = any(said.is_one("also", (token.key,)) for token in line.tokens)
    if not more and not any(isinstance(one.value, Day) for one in pieces):
        return turn  # it may tell more of the same contact
    person = just_spoken_of(turn)
    if person is None:
        return turn
    place, name = verb, told_apart(person, people_called(turn, person.name))
    if pieces[verb].symbol == "g":  # the thing stands between: "le mandé el excel"
        ends = (k for k in range(verb, len(pieces)) if pieces[k].symbol in (",", "&"))
        place = next(ends, len(pieces)) - 1
    end = line.tokens[pieces[place].last - 1].end
    return _put_in(turn, end, end, f" a {name}")


def _is_pronoun(said: AnswerWords, key: str) -> bool:
    return said.is_one("he_or_she", (key,)) or said.is_one("their", (key,))


def _place_of(line: Line, said: AnswerWords) -> tuple[int, int] | None:
    """Return the tokens that mean the person just spoken of, or their boss."""
    pieces = pieces_of(line)
    if any(piece.symbol == "P" for piece in pieces):
        return None
    symbols = {at: one.symbol for one in pieces for at in range(one.first, one.last)}
    for at, token in enumerate(line.tokens):
        before, after = symbols.get(at - 1, ""), symbols.get(at + 1, "")
        is_boss = said.is_one("boss", (line.key(at + 1),))
        if said.is_one("their", (token.key,)) and is_boss:
            return at, at + 2
        if not said.is_one("he_or_she", (token.key,)):
            continue
        if at == 0:
            if after and after in AFTER_A_PRONOUN:
                return at, at + 1
            continue
        led = (before and before in BEFORE_A_PRONOUN) or line.key(0) in ASKING
        if led and _may_follow(next((x for x in pieces if x.first == at + 1), None)):
            return at, at + 1
    return None


def _may_follow(piece: Piece | None) -> bool:
    """Say whether a pronoun before this is a person: "call her tomorrow"."""
    if piece is None or piece.opens or isinstance(piece.value, Day):
        return True
    return piece.symbol in ENDS or (not piece.symbol and piece.sort != "silent")
