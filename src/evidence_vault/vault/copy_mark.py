# SPDX-License-Identifier: GPL-3.0-or-later
"""What the mark of a copy (``copy.note``) says: to a check, and to the moment in which a copy is opened to work in."""

from collections.abc import Iterator

from evidence_vault import errors
from evidence_vault.records import Finding, Json, Severity
from evidence_vault.vault.checkpoint import LARGEST_NOTE, Checkpoint, parse_note
from evidence_vault.vault.durable import storage_errors
from evidence_vault.vault.layout import VaultLayout
from evidence_vault.vault.ledger import PROGRAM, Ledger, VaultKeys
from evidence_vault.vault.verify_journal import JournalCheck


def check_mark(layout: VaultLayout, keys: VaultKeys, check: JournalCheck) -> Iterator[Finding]:
    """Whether the copy holds exactly what it was made at. Nothing for a folder that is no marked copy."""
    name = layout.copy_note.name
    if not layout.copy_note.exists():
        return
    try:
        mark = _read(layout, keys)
    except (errors.SignatureInvalid, OSError):
        yield Finding("COPY_MARK_DAMAGED", Severity.PROBLEM, name)
        return
    size, facts = check.position.size, {"size": check.position.size, "known": mark.size}
    if size < mark.size:
        yield Finding("COPY_CUT", Severity.PROBLEM, name, facts)
    elif size > mark.size:
        yield Finding("COPY_UNFINISHED", Severity.PROBLEM, name, facts)
    elif check.whole and check.tree.root(mark.size) != mark.root:
        yield Finding("CHECKPOINT_CONTRADICTS", Severity.PROBLEM, name, {"size": mark.size})


def take_up_copy(ledger: Ledger, notes: list[Finding]) -> None:
    """Record that a copy is now worked in, with what it was made at, and take its mark away."""
    layout = ledger.layout
    if not layout.copy_note.exists():
        return
    payload: dict[str, Json] = {"size": ledger.state().size}
    finding = Finding("COPY_MARK_DAMAGED", Severity.PROBLEM, layout.copy_note.name)
    try:
        mark = _read(layout, ledger.keys)
        payload |= {"known_size": mark.size, "known_root": mark.root.hex()}
        finding = Finding("COPY_OPENED", Severity.NOTE, layout.copy_note.name, {"size": mark.size})
    except (errors.SignatureInvalid, OSError):
        payload |= {"known_size": None, "known_root": None}
    notes.append(finding)
    ledger.record("restored", payload, actor=PROGRAM)
    with storage_errors(layout.folder):
        ledger.disk.remove(layout.copy_note)
        ledger.disk.flush_folder(layout.folder)


def _read(layout: VaultLayout, keys: VaultKeys) -> Checkpoint:
    with layout.copy_note.open("rb") as file:
        return parse_note(file.read(LARGEST_NOTE + 1), keys.vault_id, keys.signer.public_bytes)
