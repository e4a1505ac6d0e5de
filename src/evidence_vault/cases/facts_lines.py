# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds on which line of a TOML text each table and field stands, which ``tomllib`` does not tell."""

import re
from collections.abc import Iterator, Mapping

Place = tuple[str | int, ...]
"""Where a value stands in the parsed file: ``("payments", 0, "amount")``."""

# One piece of TOML: a comment, a string of any of the four kinds, a bracket, a line end, or anything else.
_PIECE = re.compile(
    r'(?P<comment>#[^\n]*)|(?P<string>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<end>\n)|(?P<other>.)",
    re.DOTALL,
)
_KEY_PART = re.compile(r"""\s*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*""", re.ASCII)


def lines_of(toml_text: str) -> Mapping[Place, int]:
    """The line (from 1) of every table header and of every ``key =`` that starts a line of a valid TOML text."""
    found: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    for line, statement in _statements(toml_text):
        header = re.match(r"(\[\[?)([^\]]*)\]", statement)
        if header:
            table = _table_place(_key_parts(header[2]), counts, is_list=header[1] == "[[")
            found.setdefault(table, line)
        else:
            place = table
            for part in _key_parts(statement):
                place = (*place, part)
                found.setdefault(place, line)
    return found


def line_of(lines: Mapping[Place, int], place: Place) -> int:
    """The line of ``place``, or of the nearest thing around it; 1 where nothing is known."""
    while place and place not in lines:
        if (*place, 0) in lines:  # a list of tables begins where its first table does
            return lines[*place, 0]
        place = place[:-1]
    return lines.get(place, 1)


def _statements(toml_text: str) -> Iterator[tuple[int, str]]:
    # A statement is a header or a "key = value"; a value may go over many lines.
    line, start, depth, pieces = 1, 1, 0, list[str]()
    for piece in _PIECE.finditer(toml_text + "\n"):
        text = piece[0]
        depth += (piece.lastgroup == "open") - (piece.lastgroup == "close")
        if piece.lastgroup == "end" and depth <= 0:
            statement = "".join(pieces).strip()
            if statement:
                yield start, statement
            pieces, depth = [], 0
        elif piece.lastgroup != "comment":
            if not pieces and not text.isspace():
                start = line
            if pieces or not text.isspace():
                pieces.append(text)
        line += text.count("\n")


def _key_parts(text: str) -> list[str]:
    parts, position = [], 0
    while match := _KEY_PART.match(text, position):
        parts.append(next(group for group in match.groups() if group is not None))
        position = match.end()
        if text[position : position + 1] != ".":
            break
        position += 1
    return parts


def _table_place(parts: list[str], counts: dict[Place, int], *, is_list: bool) -> Place:
    place: Place = ()
    for number, part in enumerate(parts, start=1):
        place = (*place, part)
        if is_list and number == len(parts):
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place
