# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person said about exhibits: title, what it shows, how it was captured; the item named by number or id."""

from collections.abc import Iterable, Mapping

from evidence_vault.records import Capture, EvidenceItem, Exhibit, Fact, Fields

ENTITY = "exhibit"


def said_about(facts: Iterable[Fact], numbered: Iterable[tuple[str, EvidenceItem]]) -> Mapping[str, Fields]:
    """Item id to everything that was said about it; where two facts are about one item the later one wins."""
    ids = {number: item.id for number, item in numbered}
    found: dict[str, dict[str, object]] = {}
    for fact in facts:
        named = str(fact.fields.get("item_id") or "")
        found.setdefault(ids.get(named, named), {}).update(fact.fields)
    return found  # type: ignore[return-value]  # the values of facts


def described(number: str, item: EvidenceItem, said: Fields) -> Exhibit:
    """An exhibit with what was said about it; nothing said stays unknown."""
    known = {name: str(value) for name, value in said.items() if value}
    capture = Capture(
        known.get("capture_method"), known.get("device_label"), known.get("captured_by"), known.get("captured_at")
    )
    return Exhibit(number, item, known.get("title"), known.get("proves"), capture=capture)
