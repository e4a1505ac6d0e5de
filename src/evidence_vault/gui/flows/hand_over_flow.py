# SPDX-License-Identifier: GPL-3.0-or-later
"""Handing over: what is chosen, step by step, and the words for kinds, forms, places and results."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from evidence_vault.translations import CHINESE, ENGLISH, N_, _, plural
from evidence_vault.user_messages import words_for

POLICE, COMPLAINT, ARCHIVE, REDACTED = "police", "complaint", "archive", "redacted"


class Form(StrEnum):
    """How the package lies on the disk."""

    FOLDER = "folder"
    ZIP = "zip"
    ENCRYPTED = "encrypted"


KIND_NAMES: dict[str, str] = {
    POLICE: N_("For the police and the bank"),
    COMPLAINT: N_("For the platform"),
    ARCHIVE: N_("Everything, for a lawyer or to keep"),
    REDACTED: N_("A part only, names withheld"),
}

KIND_HOLDS: dict[str, tuple[str, ...]] = {
    POLICE: (
        N_("A report as PDF: stop-payment card, facts, money, timeline, list of evidence, statement to sign"),
        N_("Every piece of evidence, unchanged and complete"),
        N_("Tables, whole conversations to read, and the log of who did what"),
    ),
    ARCHIVE: (
        N_("Every piece of evidence, unchanged and complete"),
        N_("Tables, whole conversations to read, and the log of who did what"),
        N_("No report: a lawyer writes their own"),
    ),
    REDACTED: (
        N_("Amounts, times, kinds and hashes; copies in which you covered something"),
        N_("No names, accounts, texts, conversations or originals: how much was left out is counted"),
        N_("It is a part of the last complete package, so make one for the police or a lawyer first"),
    ),
}

FORM_NAMES: dict[Form, str] = {
    Form.FOLDER: N_("A folder"),
    Form.ZIP: N_("One .zip file"),
    Form.ENCRYPTED: N_("One .zip file with a password"),
}

FORM_HINTS: dict[Form, str] = {
    Form.FOLDER: N_("Best for a USB stick that you hand over yourself. Anybody who holds it can read it."),
    Form.ZIP: N_("Best for uploading to an official page. Anybody who gets it can read it."),
    Form.ENCRYPTED: N_(
        "Best for e-mail and messengers. It opens with 7-Zip, WinRAR or Keka; the Explorer of Windows cannot open it."
    ),
}

LANGUAGE_NAMES: dict[str, str] = {ENGLISH: "English", CHINESE: "简体中文"}
"""Each language by its own name; the language of an export is chosen apart from the window's."""

HOW_CHOICES = (N_("By hand"), N_("By e-mail"), N_("By post"), N_("Uploaded on their page"), N_("Another way"))

ROLE_NAMES: dict[str, str] = {
    "report": N_("Report"),
    "card": N_("Stop-payment card"),
    "steps": N_("Steps"),
    "text": N_("Text"),
    "upload": N_("Picture for uploading"),
    "original": N_("Original"),
    "derivative": N_("Copy of a picture"),
    "transcript": N_("Conversation"),
    "table": N_("Table"),
    "record": N_("Record for checking"),
}


@dataclass
class HandOverFlow:
    """What was chosen so far. ``folder`` is asked for every time and remembered nowhere.

    ``agency``: the office that was chosen; None: that of the country of the case.
    ``secrets_allowed``: items whose original shall go out although it holds login secrets. ``max_part``: bytes.
    ``masks``: what is masked in the transcripts of a police package (names, numbers, voice).
    """

    kind: str = POLICE
    language: str = ENGLISH
    agency: str | None = None
    form: Form = Form.FOLDER
    folder: Path | None = None
    pictures_per_page: int = 2
    secrets_allowed: set[str] = field(default_factory=set)
    max_part: int | None = None
    masks: set[str] = field(default_factory=set)

    def start(self, kind: str) -> None:
        """Begin with a kind; the place, and what holds login secrets, is asked for anew."""
        self.kind = kind
        self.folder = None
        self.secrets_allowed = set()
        self.masks = set()

    @property
    def is_ready(self) -> bool:
        """Whether nothing more needs to be chosen."""
        return self.folder is not None

    def options(self) -> Any:
        """The ``ExportOptions`` of what was chosen; without a place they serve for a preview."""
        from evidence_vault.operations.export_case import ExportOptions

        return ExportOptions(
            kind=self.kind,
            destination=self.folder or Path(),
            language=self.language,
            agency=self.agency if self.kind == POLICE else None,
            as_zip=self.form is Form.ZIP,
            encrypt=self.form is Form.ENCRYPTED,
            pictures_per_page=self.pictures_per_page,
            masks=tuple(sorted(self.masks)) if self.kind == POLICE else (),
            max_part=self.max_part if self.kind != COMPLAINT else None,
            secrets_allowed=tuple(sorted(self.secrets_allowed)) if self.kind != COMPLAINT else (),
        )


def place_warnings(place: Any) -> tuple[str, ...]:
    """What to know about the chosen folder (a ``PlaceReport``); empty when there is nothing."""
    found = []
    if place.synced_by:
        found.append(
            _("{service} sends what lies in this folder to its servers. Choose another folder if that is not meant.")
            .format(service=place.synced_by)
        )  # fmt: skip
    if not place.writable:
        found.append(_("Nothing can be written into this folder. Choose another one."))
    return tuple(found)


def left_out_sentences(left_out: Mapping[str, int]) -> tuple[str, ...]:
    """What the package leaves out and why."""
    return tuple(
        _("{reason}: {count}. {sentence}").format(reason=words.title, count=count, sentence=words.sentence)
        for code, count in left_out.items()
        if count
        for words in (words_for(code),)
    )


def holds_sentence(exhibits: int, messages: int, payments: int) -> str:
    """How much an export would hold, in one line."""
    parts = [
        plural("{count} piece of evidence", "{count} pieces of evidence", exhibits),
        plural("{count} message", "{count} messages", messages),
        plural("{count} payment", "{count} payments", payments),
    ]
    return " · ".join(parts)


def kind_name(kind: str) -> str:
    """For whom a package of that kind is, in words; a kind of a newer program by its name."""
    return _(KIND_NAMES[kind]) if kind in KIND_NAMES else kind


def role_name(role: str) -> str:
    """What a file of an export is, in words."""
    return _(ROLE_NAMES[role]) if role in ROLE_NAMES else role


def check_sentences(form: Form) -> tuple[str, ...]:
    """How the receiver checks the package, in order."""
    first = (
        _("They unpack it with the password first. Tell them the password another way than the file itself.")
        if form is Form.ENCRYPTED
        else _("They open START-HERE.html in it. It says what is there and how to check it.")
    )
    return (
        first,
        _("HOW-TO-CHECK.txt holds the commands for Windows, macOS and Linux. They do not need this program."),
        _("Read the fingerprint to them by phone, or write it on paper: only so they know that the key is yours."),
    )
