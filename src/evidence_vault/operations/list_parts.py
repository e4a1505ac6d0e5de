# SPDX-License-Identifier: GPL-3.0-or-later
"""Names everything by others that the program is made of, with version, licence and the licence's own text.

The list is read from what is installed, not kept by hand: the packaged program carries the metadata of its parts.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement

from evidence_vault.assets import resource

PROGRAM = "evidence-vault"
EXTRAS = frozenset({"reading"})
"""The optional parts that the packaged program carries; the tools of development are no part of it."""

NOT_SHIPPED = frozenset({"pip", "requests", "urllib3", "certifi", "idna", "charset-normalizer"})
"""Asked for by other parts but left out of the packaged program: an installer, and clients of a network."""

_UNDER_LGPL = frozenset({"pyside6-essentials", "shiboken6"})
_LICENCE_NAMES = ("LICEN", "COPYING", "NOTICE", "MODEL_LICENSES")
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST_NAME = 100
"""Some put the whole text where the licence's name belongs."""


@dataclass(frozen=True, slots=True)
class Part:
    """``version`` is empty for what lies inside another part, named by ``inside``. ``licence``: SPDX where known."""

    name: str
    version: str
    licence: str
    inside: str = ""


def list_parts() -> tuple[Part, ...]:
    """Every part by name, and after each what lies inside it. Our own program is not among them."""
    inside = _inside()
    parts: list[Part] = [part for part in inside if not part.inside]
    for name in shipped_distributions():
        if name == PROGRAM:
            continue
        found = distribution(name)
        parts.append(Part(found.metadata["Name"], found.version, _licence_of(found)))
        parts.extend(part for part in inside if part.inside == name)
    return tuple(parts)


def licence_texts(name: str) -> tuple[str, ...]:
    """The texts of the licences that come with a part, by its distribution name; empty where it brings none.

    Qt's packages bring none, so theirs is kept in our resources. Raises LookupError for a name that is not installed.
    """
    if _plain(name) in _UNDER_LGPL:
        return (resource("notices/LGPL-3.0.txt").read_text("utf-8"),)
    try:
        files = distribution(name).files or ()
    except PackageNotFoundError as error:
        raise LookupError(name) from error
    texts = [file for file in files if ".dist-info" in file.as_posix() and _is_licence(file.name)]
    return tuple(text for file in texts if (text := file.locate().read_text("utf-8", "replace")))  # type: ignore[attr-defined]


def shipped_distributions() -> tuple[str, ...]:
    """The names of all distributions the program needs to run, its own among them, in lower case with hyphens."""
    found: set[str] = set()
    waiting = [(PROGRAM, EXTRAS)]
    while waiting:
        name, extras = waiting.pop()
        if name in found or name in NOT_SHIPPED:
            continue
        try:
            needs = distribution(name).requires or []
        except PackageNotFoundError:  # for another system, or replaced on purpose ([tool.uv] in pyproject.toml)
            continue
        found.add(name)
        applying = (need for need in map(Requirement, needs) if _applies(need, extras))
        waiting += [(_plain(need.name), frozenset(need.extras)) for need in applying]
    return tuple(sorted(found))


def _applies(need: Requirement, extras: frozenset[str]) -> bool:
    return need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras | {""})


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def _licence_of(found: Distribution) -> str:
    for field in ("License-Expression", "License"):
        named = str((found.metadata.get_all(field) or [""])[0]).strip()
        if named and "\n" not in named and len(named) <= _LONGEST_NAME:
            return named
    classifiers = found.metadata.get_all("Classifier") or []
    return ", ".join(each.removeprefix(_CLASSIFIER) for each in classifiers if each.startswith(_CLASSIFIER))


def _is_licence(name: str) -> bool:
    return name.upper().startswith(_LICENCE_NAMES)


def _inside() -> tuple[Part, ...]:
    return tuple(_read_inside())


def _read_inside() -> Iterator[Part]:
    table = tomllib.loads(resource("notices/inside.toml").read_text("utf-8"))
    for part in table["part"]:
        yield Part(part["name"], "", part["licence"], part["inside"])
