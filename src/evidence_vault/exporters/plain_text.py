# SPDX-License-Identifier: GPL-3.0-or-later
"""The blocks of a document as plain text, to be read aloud or pasted: the same content without any layout."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from evidence_vault.exporters.blocks import Block, picture_label
from evidence_vault.translations import Words

_SPACES = 4


def plain_text(blocks: Iterable[Block], words: Words) -> str:
    """The text, in UTF-8 when stored; characters that would act on a screen are made visible."""
    lines = [line for block in blocks for line in _lines(block, words)]
    return "\n".join("".join(map(_visible, line)) for line in lines).strip() + "\n"


def _lines(block: Any, words: Words) -> Iterator[str]:
    if block["kind"] == "table":
        yield from _table(block, words)
    elif block["kind"] == "landscape":
        for inner in block["blocks"]:
            yield from _lines(inner, words)
    elif found := _FORMS.get(block["kind"]):
        yield from found(block)
        yield ""


def _heading(block: Any) -> Iterator[str]:
    yield from ("", block["text"], ("=" if block.get("level", 1) < 2 else "-") * _width(block["text"]))


def _numbered(block: Any) -> Iterator[str]:
    for number, text in enumerate(block["texts"], 1):
        yield _indented(f"{number}. ", text)


def _signatures(block: Any) -> Iterator[str]:
    for name in block["names"]:
        yield f"{name}: ________________________"


def _paragraph(block: Any) -> Iterator[str]:
    yield from block["text"].split("\n")


def _picture(block: Any) -> Iterator[str]:
    yield f"[{picture_label(block)}] {block['caption']}"


def _pictures(block: Any) -> Iterator[str]:
    for one in block["pictures"]:
        yield from _picture(one)


def _titled_pairs(block: Any) -> Iterator[str]:
    yield from (*([block["title"]] if block["title"] else []), *_pairs(block["rows"]))


_FORMS: Mapping[str, Callable[[Any], Iterator[str]]] = {
    "title": _heading, "heading": _heading, "paragraph": _paragraph, "note": _paragraph, "banner": _paragraph,
    "numbered": _numbered, "pairs": _titled_pairs, "signatures": _signatures, "picture": _picture,
    "picture-rows": _pictures,
}  # fmt: skip


def _pairs(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for name, value in rows:
        flat = name.replace("\n", " ")
        yield f"{flat}: {value}" if "\n" not in value else _indented(f"{flat}:\n{' ' * _SPACES}", value)


def _table(block: Any, words: Words) -> Iterator[str]:
    """A table row by row, each cell behind the name of its column: columns cannot be read aloud."""
    titles = [column["title"] for column in block["columns"]]
    for row in block["rows"]:
        shown = (cell.get("place_of", cell) if isinstance(cell, dict) else cell for cell in row)
        cells = [(title, cell) for title, cell in zip(titles, shown, strict=True) if isinstance(cell, str)]
        yield "; ".join(f"{title}: {_flat(cell, words)}" for title, cell in cells)
    yield ""


def _flat(cell: str, words: Words) -> str:
    return words.translate(", ").join(filter(None, cell.split("\n")))


def _indented(first: str, text: str) -> str:
    return first + text.replace("\n", "\n" + " " * _SPACES)


def _width(text: str) -> int:
    """As wide as the text: a Chinese character takes two places."""
    return sum(2 if "\u2e80" <= character <= "\uffef" else 1 for character in text)


def _visible(character: str) -> str:
    if character in "\n\t" or (character.isprintable() and character not in _TURNING):
        return character
    return character if character in _QUIET else f"⟨U+{ord(character):04X}⟩"


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
_QUIET = frozenset("\u00a0\u3000\u2009\u200c\u200d\ufe0f")
