"""A Teams message as words: Teams keeps what people write as HTML."""

import unicodedata
from html.parser import HTMLParser

LINES = frozenset(
    {"blockquote", "br", "div", "h1", "h2", "h3", "li", "ol", "p", "pre", "tr", "ul"}
)
SILENT = frozenset({"script", "style"})
SHOWN_AS = "alt"  # what an emoji's picture stands for
UNREADABLE = frozenset({"Cc", "Cs"})  # control characters, halves of an emoji


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LINES:
            self.said.append("\n")
        elif tag in SILENT:
            self._silent += 1
        elif tag == "img":
            self.said.append(dict(attrs).get(SHOWN_AS) or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in LINES:
            self.said.append("\n")
        elif tag in SILENT:
            self._silent = max(self._silent - 1, 0)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def words_of_html(html: str) -> str:
    """Return what a reader of this HTML sees, a line for each of its lines."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    return readable("".join(parser.said))


def readable(text: str) -> str:
    """Return `text` without what cannot be shown, and without empty lines."""
    letters = (
        letter
        if letter == "\n" or unicodedata.category(letter) not in UNREADABLE
        else " "
        for letter in text
    )
    lines = ("".join(letters)).split("\n")
    kept = (" ".join(line.split()) for line in lines)
    return "\n".join(line for line in kept if line)
