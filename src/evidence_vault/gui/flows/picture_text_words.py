# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said about text the program read in a picture: always that it was the program, and how sure it is."""

from collections.abc import Mapping
from typing import Any

from evidence_vault.records import TextInPicture
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _

KINDS: Mapping[str, str] = {
    "amount": N_("Amount"),
    "card": N_("Card number"),
    "account": N_("Account"),
    "phone": N_("Phone number"),
    "iban": N_("IBAN"),
    "wechat_id": N_("WeChat ID"),
    "url": N_("Web address (do not open it)"),
    "email": N_("E-mail address"),
    "transfer_number": N_("Transfer number"),
    "code": N_("QR code, as text (do not open it)"),
}


def read_words(text: TextInPicture) -> str:
    """How sure the program is of a page: the mean over its signs."""
    if not text.lines:
        return _("The program found no text here.")
    signs = sum(len(line.text) for line in text.lines)
    sure = round(sum(line.confidence * len(line.text) for line in text.lines) / signs) if signs else 0
    return _("Read by the program, {percent} %").format(percent=sure)


def line_words(text: TextInPicture, number: int) -> str:
    """One line with how sure the program is of it."""
    line = text.lines[number]
    return _("{text} (read by the program, {percent} %)").format(text=visible_name(line.text), percent=line.confidence)


def plain_text(text: TextInPicture) -> str:
    """All lines, one below the other; signs that hide are made visible."""
    return "\n".join(visible_name(line.text) for line in text.lines)


def fact_words(fact: Any) -> str:
    """An offered fact in one line, with how sure the program is of it."""
    name = _(KINDS.get(fact.kind, KINDS["account"]))
    notes = [_("Read by the program, {percent} %").format(percent=fact.confidence)]
    if fact.checked:
        notes.append(_("check digits are right"))
    return f"{name}: {visible_name(fact.shown)} · {' · '.join(notes)}"
