# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of a stranger's HTML: read as text, nothing run, nothing loaded; links say where they lead."""

from html.parser import HTMLParser

_BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "ul", "ol"})
_SILENT = frozenset({"script", "style", "head", "title", "template"})
_DEEPEST = 200


def text_of_html(markup: str) -> str:
    """The visible words, one line a block."""
    reader = _Words()
    try:
        reader.feed(markup)
        reader.close()
    except AssertionError:  # the standard reader's answer to some broken declarations
        reader.pieces.append("…")
    lines = (" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent: list[str] = []
        self._targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT and len(self._silent) < _DEEPEST:
            self._silent.append(tag)
        elif tag in _BREAKS:
            self.pieces.append("\n")
        elif tag == "a" and len(self._targets) < _DEEPEST:
            self._targets.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag in _BREAKS:
            self.pieces.append("\n")
        elif tag == "a" and self._targets:
            # The words of a link and where it leads are two things; fraud lives on the difference.
            target = self._targets.pop()
            if target and not target.startswith("#") and (not self.pieces or self.pieces[-1].strip() != target):
                self.pieces.append(f" ({target})")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data.replace("\n", " "))
