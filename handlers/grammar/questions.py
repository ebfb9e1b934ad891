"""Questions in plain words: "what should I do about Dana?" is "next Dana"."""

import re

LONGEST = 200  # characters; more is no question. House rule
NAME = r"(?P<name>[^\s?!,;:][^?!,;:]*?)"
SHOULD = r"(?:should|shall|can|could|do|must|would)"
END = r"(?: (?:today|now|right now|please))*[\s?!.]*"


def _meant(line: str, *wordings: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?:{wording}){END}", re.IGNORECASE), line)
        for wording in wordings
    )


# The first that is the whole of a line counts. All of these only read.
QUESTIONS: tuple[tuple[re.Pattern[str], str], ...] = (
    *_meant(
        "help",
        r"(?:please )?help(?: me(?: out)?)?",
        r"i need help|commands|menu|\?+",
        rf"(?:what|how)(?: else)? {SHOULD} (?:you|i) (?:type|say|use|start|begin)"
        r"(?: here| this| it| with (?:you|this))?",
        rf"what(?: else)? {SHOULD} you do(?: for me)?",
        r"how (?:does|do) (?:this|it|you) work",
        r"(?:what is this|what are you|who are you)",
    ),
    *_meant(
        "next",
        r"what(?: now|['’]?s next| is next| next)|any advice",
        rf"what {SHOULD} i do(?: next| first)?",
        rf"whom? {SHOULD} i (?:call|meet|see|ask|talk to|speak to|contact|write to|"
        r"reach out to|email|visit)(?: next| first)?",
    ),
    *_meant(
        "next {name}",
        rf"what {SHOULD} (?:i|we) do (?:about|with|for) {NAME}",
        rf"what(?: is|['’]?s)? next (?:for|with) {NAME}",
        rf"what {SHOULD} (?:i|we) do next (?:about|with|for) {NAME}",
        rf"next(?: steps?)? (?:for|with|about) {NAME}",
        rf"how {SHOULD} (?:i|we) (?:reach|approach|win over|get through to) {NAME}",
    ),
    *_meant(
        "who {name}",
        rf"who(?: is|['’]s) (?!on |in |the |my )(?:this )?{NAME}",
        rf"(?:tell me|what do (?:you|i|we) know|what about) (?:about )?{NAME}",
        rf"how (?:are|is|do) (?:things?|it|we)(?: going| stand| doing)? with {NAME}",
        rf"what happened with {NAME}",
        rf"(?:show(?: me)?|status(?: of)?) (?!my |the |all|everyone|everybody){NAME}",
    ),
    *_meant(
        "why {name}",
        "why not(?P<name>)",
        r"why (?:not|ca(?:n['’]?t|nnot) i|should(?:n['’]?t i| i not)|may i not)"
        r"(?: (?:ask|invite|meet|call|email|contact|see|approach|write to|talk to))?"
        rf" {NAME}(?: again)?",
    ),
    *_meant(
        "list",
        r"status|show|overview",
        r"(?:who is|who['’]s) on (?:my|the) list|(?:show )?(?:me )?my (?:list|people)",
    ),
)


def command_for(text: str) -> str:
    """Return the command that a question means, e.g. "next Dana"; "" if it is none."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return ""
    for pattern, line in QUESTIONS:
        if match := pattern.fullmatch(text):
            return line.format(name=match.groupdict().get("name", ""))
    return ""
