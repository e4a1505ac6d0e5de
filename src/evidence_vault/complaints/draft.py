# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the text of a complaint from the facts of a case: facts only, within the form's limit."""

from collections.abc import Mapping, Sequence
from string import Formatter

from evidence_vault.complaints.draft_facts import draft_facts
from evidence_vault.complaints.fit import FilledPart, fit_parts
from evidence_vault.complaints.template import PlatformTemplate, TextPart, places
from evidence_vault.records import CaseFile
from evidence_vault.translations import Words


def draft_text(case: CaseFile, template: PlatformTemplate, words: Words, pictures: Sequence[str] = ()) -> str:
    """A first text for the form in the language of ``words``, for the person to change.

    ``pictures`` are short captions in upload order. A sentence that needs a fact nobody recorded is left out;
    a case without facts gives a text without claims, or "".
    """
    facts = draft_facts(case, template, words, pictures)
    chosen: dict[str, FilledPart] = {}
    for part in template.text_parts:
        if part.id not in chosen and (text := _filled(part, facts, words.tag)):
            chosen[part.id] = FilledPart(part.rank, text)
    return fit_parts(list(chosen.values()), template.text_limit)


def _filled(part: TextPart, facts: Mapping[str, str], language: str) -> str | None:
    sentence = part.text[language]
    if not places(sentence) <= facts.keys():
        return None
    # One pass over the sentence's own places: braces inside a value stay what they are.
    pieces: list[str] = []
    for before, name, _form, _conversion in Formatter().parse(sentence):
        pieces += [before, facts[name] if name else ""]
    return "".join(pieces)
