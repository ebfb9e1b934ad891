"""However odd a line is, it is understood or refused in words, and never breaks."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.handlers.company import Company, words

VERBS = (
    "service", "rate", "issue", "ask", "given", "thanks", "share", "confirm", "agree",
    "channel", "log", "edit", "add", "knows", "next", "why", "who", "remind", "list",
    "forget", "undo", "help", "", "had coffee", "stop", "introductions",
    "agenda", "need", "hearsay", "motivator", "heard", "stance", "objection", "propose",
    "topic", "remark", "unit", "Dana ranks", "note", "search", "plan",
)  # fmt: skip
PIECES = (
    "Payroll", "Operations", "Finance", "Rosa", "Dana", "Ada", "Nobody", "for", "by",
    "with", "on", "due", "and", "owned by", "open", "resolve", "confirm", "reopen",
    "I-1", "I-2", "sev 2", "4", "3.5", "4/5", "6", "granted", "declined", "done", "no",
    "slot", "praise", "favour", "anyway", "evidence", "named", "next", "private",
    "stop 1", "codes 1", "22 March", "31 February", "05/06", "yesterday", "tomorrow",
    "K7QF-2MPD", "here", "off", "#wins", "<#C1|wins>", "<@U123|rosa>", "<!channel>",
    "A-1", "a1", "A-99", "process", "pnl", "sponsor", "no sponsor", "decision", "park",
    "close", "measure", "resistant", "wanted supportive", "low", "answered", "agreed",
    "escalate", "from Rosa", "task", "confirmed", "hearsay", "repaired", "me",
    "stop", "Kim Ito", "listened 140%", "next 12 May", "met", "reports to", "in",
    "pause until", "at 25:00", "mon-thu", "London time", "9999-12-31", "\u202e", "½",
    "🙂", "مرحبا", "%", "“", "(", ":", ";", ",", "\n", "https://x.example/a:b;c",
)  # fmt: skip


@given(
    verb=st.sampled_from(VERBS),
    pieces=st.lists(
        st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=9
    ),
)
@settings(max_examples=150)
def test_no_line_breaks_a_command(
    company: Company, verb: str, pieces: list[str]
) -> None:
    company.say("Ada", "agenda Cut-over to the new payroll, decision 12 June")
    reply = company.say("Ada", f"{verb} {' '.join(pieces)}")

    said = words(reply.message)
    assert said.strip()
    assert "None" not in said or "None" in " ".join(pieces)
    if reply.refused:
        buttons = reply.message.buttons
        assert {one.action for one in buttons} <= {"choose", "forget"}
