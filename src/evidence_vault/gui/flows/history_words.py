# SPDX-License-Identifier: GPL-3.0-or-later
"""The states of a fact in words: who wrote what and when, numbers of accounts masked."""

from collections.abc import Mapping
from typing import Any

from evidence_vault.gui.flows.casework_words import DEVICE, GLOSSARY, NOTE, PROOF
from evidence_vault.gui.flows.fact_words import CASE, IDENTIFIER, PAYMENT, PERSON, SUSPECT, FieldWords
from evidence_vault.gui.flows.money_words import masked
from evidence_vault.gui.flows.people_words import SECRET_TYPES
from evidence_vault.gui.flows.timeline_words import EVENT, STEP
from evidence_vault.gui.flows.words_of_values import time_text
from evidence_vault.records import Fields, Json
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

SECRET_FIELDS = frozenset({
    "from_account_no",
    "to_account_no",
    "crypto_from_wallet",
    "crypto_to_wallet",
    "iban",
    "gift_card_no",
    "auth_code",
    "id_number",
})
"""Fields that stand masked until pressed."""
_WORDS: Mapping[str, Mapping[str, FieldWords]] = {
    "case": CASE,
    "payment": PAYMENT,
    "suspect": SUSPECT,
    "identifier": IDENTIFIER,
    "person": PERSON,
    "event": EVENT,
    "report": STEP,
    "narrative": CASE,
    "note": NOTE,
    "glossary": GLOSSARY,
    "device": DEVICE,
    "proof": {
        **PROOF,
        "kind": FieldWords(N_("Kind of proof")),
        "about": FieldWords(N_("What is it about?")),
        "not_needed": FieldWords(N_("Does not apply")),
    },
    "exhibit": {
        "title": FieldWords(N_("Title")),
        "proves": FieldWords(N_("What it shows")),
        "tags": FieldWords(N_("Tags")),
    },
    "mark": {"kind": FieldWords(N_("Mark"))},
    "checklist": {"state": FieldWords(N_("State"))},
    "match": {"verdict": FieldWords(N_("Decision"))},
    "series": {"item_ids": FieldWords(N_("Pictures in their order"))},
    "translation": {
        "text": FieldWords(N_("Translation")),
        "language": FieldWords(N_("Language")),
        "translator": FieldWords(N_("Translator")),
        "made_on": FieldWords(N_("Translated on")),
        "source": FieldWords(N_("Source")),
    },
    "complaint": {
        "platform": FieldWords(N_("Platform")),
        "category": FieldWords(N_("Reason to choose")),
        "text": FieldWords(N_("Text to paste")),
        "filed_at": FieldWords(N_("Sent")),
        "reference_no": FieldWords(N_("Their number")),
        "result": FieldWords(N_("Their answer")),
    },
}
_FOR_THE_PROGRAM = frozenset([
    "key",
    "item_id",
    "conversation_id",
    "seq",
    "span_sha256",
    "payment_id",
    "check_id",
    "picture_item_ids",
    "picture_places",
    "message_picks",
    "entry",
])
_WHAT: Mapping[str, str] = {
    "recorded": N_("Written down by {name}, {time}"),
    "changed": N_("Changed by {name}, {time}"),
    "taken-back": N_("Taken out by {name}, {time}"),
    "erased": N_("Written by {name}, {time}; what it said was erased"),
}


def told_changes(state: Any) -> list[Any]:
    """The changes that say something to people; ids and places in a file stand elsewhere."""
    return [change for change in state.changes if change.name not in _FOR_THE_PROGRAM]


def state_title(state: Any) -> str:
    """Who did what to the fact and when (``operations.fact_history.FactState``)."""
    return _(_WHAT[state.what]).format(name=visible_name(state.by), time=time_text(state.at))


def change_text(state: Any, change: Any, choices: Mapping[str, Mapping[str, str]]) -> str:
    """One field: its name, what it said, what it says now."""
    words = _WORDS.get(state.entity, {}).get(change.name)
    name = _(words.name) if words is not None else change.name
    before, after = (value_text(change.name, value, state.fields, choices) for value in (change.before, change.after))
    if change.before is None:
        return f"{name}: {after}"
    return _("{field}: {before} → {after}").format(field=name, before=before, after=after)


def value_text(name: str, value: Json, fields: Fields, choices: Mapping[str, Mapping[str, str]]) -> str:
    """A value as people read it; a dash where there is none."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(choices.get(name, {}).get(str(one), visible_name(str(one))) for one in value)
    text = str(value)
    is_secret = name in SECRET_FIELDS or (name == "value_exact" and fields.get("type") in SECRET_TYPES)
    return masked(text) if is_secret else choices.get(name, {}).get(text, visible_name(text))
