# SPDX-License-Identifier: GPL-3.0-or-later
"""data/records/confirmed-transcripts.json: messages a person confirmed from pictures (docs/formats/package.md §7a)."""

from collections.abc import Iterable
from dataclasses import dataclass

from evidence_vault.hashing import canonical_json
from evidence_vault.package.strict_json import parse_json
from evidence_vault.records import Json

FORMAT = "evidence-vault-confirmed-transcripts/1"
MOST_RECORDS = 500_000


@dataclass(frozen=True, slots=True)
class ForeignTranscript:
    """As another vault holds it; nothing but the form is checked. ``pictures``: ids of that vault, the first is the
    one the messages stand with. ``records``: lines as docs/formats/reading.md has them, a conversation and messages."""

    pictures: tuple[str, ...]
    records: tuple[dict[str, Json], ...]


def transcripts_bytes(transcripts: Iterable[ForeignTranscript]) -> bytes:
    """The bytes of confirmed-transcripts.json."""
    told: list[Json] = [{"pictures": list(one.pictures), "records": list(one.records)} for one in transcripts]
    return canonical_json({"format": FORMAT, "transcripts": told}) + b"\n"


def read_transcripts(untrusted: bytes) -> tuple[ForeignTranscript, ...]:
    """The transcripts of a stranger's file. Raises ValueError where it is none."""
    value = parse_json(untrusted)
    told = value.get("transcripts") if isinstance(value, dict) and value.get("format") == FORMAT else None
    if not isinstance(told, list):
        raise ValueError("format")
    found = tuple(_transcript(one) for one in told)
    if sum(len(one.records) for one in found) > MOST_RECORDS:
        raise ValueError("records")
    return found


def _transcript(untrusted: Json) -> ForeignTranscript:
    if not isinstance(untrusted, dict) or set(untrusted) != {"pictures", "records"}:
        raise ValueError("transcript")
    pictures, records = untrusted["pictures"], untrusted["records"]
    if not isinstance(pictures, list) or not isinstance(records, list) or not pictures:
        raise ValueError("transcript")
    lines = tuple(one for one in records if isinstance(one, dict))
    if len(lines) != len(records) or not all(isinstance(one, str) for one in pictures):
        raise ValueError("transcript")
    return ForeignTranscript(tuple(map(str, pictures)), lines)
