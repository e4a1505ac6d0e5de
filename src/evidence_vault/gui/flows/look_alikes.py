# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that are the same, or look the same to the eye, under different people: shown, never merged."""

import unicodedata
from collections.abc import Iterable, Mapping

_ALIKE = str.maketrans(
    {
        "0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "8": "b",
        "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x", "у": "y", "і": "l", "ѕ": "s", "ԁ": "d", "һ": "h",
        "α": "a", "ο": "o", "ν": "v", "ι": "l", "κ": "k",
    }
)  # fmt: skip
"""Signs that a hurried eye takes for each other; Cyrillic and Greek letters that have the shape of Latin ones."""
SHORTEST = 2


def shape_of(text: str) -> str:
    """What the eye sees of a name: without case, marks, spaces and signs between, look-alike signs made one."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in apart if unicodedata.category(sign)[0] in {"L", "N"})
    return bare.translate(_ALIKE).replace("rn", "m").replace("vv", "w")


def look_alikes(names: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
    """For each (owner, name) the (owner, name) of others with the same shape; names without any are left out."""
    by_shape: dict[str, list[tuple[str, str]]] = {}
    for owner, name in dict.fromkeys(names):
        shape = shape_of(name)
        if len(shape) >= SHORTEST:
            by_shape.setdefault(shape, []).append((owner, name))
    found = {}
    for alike in by_shape.values():
        for one in alike:
            others = tuple(other for other in alike if other[0] != one[0])
            if others:
                found[one] = others
    return found
