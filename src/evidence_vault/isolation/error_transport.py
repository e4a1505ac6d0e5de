# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries our errors over the pipe as code and facts, and raises them on the other side as our classes."""

from collections.abc import Iterator
from typing import TypeAlias, cast

from evidence_vault import errors
from evidence_vault.records import Json

_Kind: TypeAlias = type[errors.EvidenceVaultError]

LONGEST_FACT = 200
"""Characters of a text fact that the parent takes from the worker."""


def error_message(error: errors.EvidenceVaultError) -> dict[str, Json]:
    """The control message that carries ``error``."""
    return {"error": error.code, "facts": cast("dict[str, Json]", dict(error.facts))}


def raised_error(untrusted: dict[str, Json], name: str) -> errors.EvidenceVaultError:
    """The error of a control message. Only errors of reading can come from there; ``name`` is the parent's."""
    kind = _reading_errors().get(str(untrusted.get("error")), errors.ReadingError)
    facts = untrusted.get("facts")
    kept = dict(_plain_facts(facts)) if isinstance(facts, dict) else {}
    return kind(**kept | {"name": name})


def _plain_facts(untrusted: dict[str, Json]) -> Iterator[tuple[str, str | int]]:
    for key, value in list(untrusted.items())[:10]:
        if isinstance(value, int) and key.isidentifier():
            yield key, value
        elif isinstance(value, str) and key.isidentifier():
            yield key, value[:LONGEST_FACT]


def _reading_errors() -> dict[str, _Kind]:
    kinds: list[_Kind] = [*_family(errors.ReadingError), errors.SourceEmpty]
    return {kind.code: kind for kind in kinds}


def _family(kind: _Kind) -> Iterator[_Kind]:
    yield kind
    for child in kind.__subclasses__():
        yield from _family(child)
