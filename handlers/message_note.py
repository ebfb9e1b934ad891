"""The note a message is logged with: what it said, and where it stands."""

from handlers.forms.log import LONGEST_NOTE


def note_of_message(text: str, link: str) -> str:
    """Return the text with its link below; a long text gives way to the link.

    Both count as UTF-16 units, as the forms of Slack and Teams do.
    """
    room = LONGEST_NOTE - len(link) - len("\n…")
    lines = [_first_units(text.strip(), room), link]
    return "\n".join(line for line in lines if line)


def _first_units(text: str, units: int) -> str:
    raw = text.encode("utf-16-le", "replace")
    if len(raw) <= 2 * units:
        return text
    return raw[: 2 * max(units, 0)].decode("utf-16-le", "ignore").rstrip() + "…"
