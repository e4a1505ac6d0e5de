# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said about text the program read in a picture: always that it was the program, and how sure it is."""

from collections.abc import Mapping
from typing import Any

from evidence_vault.records import TextInPicture
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _
from evidence_vault.user_messages import words_for

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


def unread_words(known: Any, page: int, can_read: bool) -> str:
    """Why there is no text of a page (from 0); ``known``: the ``ItemText`` of its item."""
    if page >= known.pages:
        return _("Text is read in pictures and PDF pages only.")
    failure = dict(known.failed).get(page)
    if failure is not None:
        return _failed(failure, known.item.name)
    if not can_read:
        return _("The part that reads text in pictures is not installed.")
    if not known.waiting:
        return _("Of long documents and animations not every page is read by itself. This one can be read now.")
    return _("The text of this picture has not been read yet.")


def state_words(known: Any, *, can_read: bool) -> str:
    """How far the text in an item was read, in one line; "" where there is nothing to read."""
    if not known.pages:
        return ""
    if known.pages == 1:
        if known.read:
            return _("Text: read by the program")
        return _("Text: {what}").format(what=unread_words(known, 0, can_read))
    parts = [_("Text: {read} of {count} pages read by the program").format(read=known.read, count=known.pages)]
    if known.waiting and can_read:
        parts.append(_("{count} waiting").format(count=known.waiting))
    if known.failed:
        parts.append(_("{count} could not be read").format(count=len(known.failed)))
    return " · ".join(parts)


def _failed(code: str, name: str) -> str:
    return _("The text could not be read: {why}").format(why=words_for(code, {"name": visible_name(name)}).sentence)
