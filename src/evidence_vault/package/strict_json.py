# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON from strangers, read so that nobody can read it differently."""

import json

from evidence_vault.records import Json


def parse_json(untrusted: bytes) -> Json:
    """UTF-8 JSON without a key twice, floating-point numbers or endless depth; None where it is anything else."""
    try:
        value: Json = json.loads(
            untrusted.decode("utf-8"), object_pairs_hook=_object, parse_float=_refuse, parse_constant=_refuse
        )
    except (ValueError, RecursionError):
        return None
    return value


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("key twice")
    return found


def _refuse(text: str) -> Json:
    raise ValueError(text[:20])
