# SPDX-License-Identifier: GPL-3.0-or-later
"""Hits of a search in words, and where each of them opens (``vault.search.SearchHit``)."""

import re
from collections.abc import Mapping
from typing import Any

from evidence_vault.gui.flows.custody_words import entity_words
from evidence_vault.gui.flows.history_words import SECRET_FIELDS
from evidence_vault.gui.flows.money_words import masked
from evidence_vault.gui.flows.words_of_values import time_text
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

KINDS: Mapping[str, tuple[str, str]] = {
    "message": (N_("Messages"), "messages-square"),
    "item": (N_("Names of evidence"), "images"),
    "picture": (N_("Text in pictures"), "image"),
    "conversation": (N_("Conversations"), "messages-square"),
    "fact": (N_("What you recorded"), "pencil"),
}
"""Kinds of hits with their words and icons, in the order of the filter."""
_SECTIONS: Mapping[str, str] = {
    "case": "about",
    "narrative": "about",
    "payment": "money",
    "suspect": "people",
    "identifier": "people",
    "person": "people",
    "event": "timeline",
    "report": "timeline",
    "note": "notes",
    "glossary": "notes",
    "device": "notes",
    "complaint": "complaints",
    "proof": "proof",
}
_LONG_NUMBER = re.compile(r"\d(?:[ -]?\d){9,}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


def hit_lines(hit: Any, case_title: str = "") -> tuple[str, str]:
    """The text around the words, and below it what it is, who wrote it and when.

    ``case_title``: the case it belongs to, where hits of several stand together.
    """
    words, _icon = KINDS[hit.kind]
    below = [visible_name(case_title), _(words)] if case_title else [_(words)]
    if hit.kind == "fact" and hit.entity:
        below.append(entity_words(hit.entity))
    if hit.title:
        below.append(visible_name(hit.title))
    if hit.at:
        below.append(time_text(hit.at))
    return _shown(hit), " · ".join(below)


def place_of(hit: Any) -> tuple[str, object]:
    """The section in which a hit opens, and the target there."""
    if hit.kind in {"message", "conversation"}:
        return "conversations", (hit.item_id, hit.conversation_id, hit.seq)
    if hit.kind == "fact":
        if hit.item_id is not None and hit.seq is not None:
            return "conversations", (hit.item_id, hit.conversation_id, hit.seq)
        if hit.item_id is not None:
            return "evidence", hit.item_id
        section = _SECTIONS.get(str(hit.entity), "history")
        return section, None if section == "about" else hit.fact_id
    return "evidence", hit.item_id


def is_whole_day(text: str) -> bool:
    """Whether a typed day can be searched for: empty, or written in full."""
    return not text.strip() or bool(_DAY.match(text.strip()))


def _shown(hit: Any) -> str:
    text = visible_name(hit.snippet)
    if hit.kind != "fact":
        return text
    if hit.field in SECRET_FIELDS:
        return masked(text)
    # The number of an account stands masked wherever somebody looks over the shoulder.
    return _LONG_NUMBER.sub(lambda found: masked(found[0]), text) if hit.field == "value_exact" else text
