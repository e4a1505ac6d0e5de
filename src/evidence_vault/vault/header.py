# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes, opens and changes a vault's key header (docs/formats/vault.md, "Header").

"Damaged", "wrong passphrase" and "changed by someone" are three different answers.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from evidence_vault import errors
from evidence_vault.crypto.key_derivation import DEFAULT_COST, KEY_SIZE, KdfCost
from evidence_vault.crypto.key_purposes import Purpose, derive_key
from evidence_vault.records import Finding, Severity
from evidence_vault.vault.durable import DISK, Disk
from evidence_vault.vault.header_copies import CopyState, HeaderCopy, read_copies, read_copy, repair_copy, write_copies
from evidence_vault.vault.header_text import KeyHeader, header_mac, header_text
from evidence_vault.vault.key_slots import SlotKey, new_slot, open_slot, passphrase_secret, recovery_secret_key
from evidence_vault.vault.layout import VaultLayout
from evidence_vault.vault.recovery_key import new_recovery_secret, recovery_key_text, recovery_secret

SHORTEST_PASSPHRASE = 8
VAULT_ID_SIZE = 16


@dataclass(frozen=True, slots=True)
class OpenedHeader:
    """A header with its master key. ``findings``: what was noticed about the copies, and mended if that was allowed."""

    header: KeyHeader
    master_key: bytes = field(repr=False)
    findings: tuple[Finding, ...] = ()

    @property
    def text(self) -> bytes:
        """The bytes of both files."""
        return header_text(self.header, _mac_key(self.header, self.master_key))

    @property
    def digest(self) -> str:
        """SHA-256 of the file (hexadecimal), for the journal."""
        return hashlib.sha256(self.text).hexdigest()


def create_header(
    layout: VaultLayout, passphrase: str, *, created: str, cost: KdfCost = DEFAULT_COST, disk: Disk = DISK
) -> tuple[OpenedHeader, str]:
    """Generation 1 with a passphrase slot and a recovery slot, written; and the recovery key as it is shown.

    ``created`` is UTC text of the clock. Raises PassphraseTooShort, NotEnoughMemoryForKey, DiskFull and kin.
    """
    _refuse_short(passphrase)
    empty = KeyHeader(secrets.token_bytes(VAULT_ID_SIZE), 0, created, 0, ())
    opened = OpenedHeader(empty, secrets.token_bytes(KEY_SIZE))
    secret = new_recovery_secret()
    opened = _with_slot(opened, passphrase_secret(passphrase), cost)
    opened = _with_slot(opened, recovery_secret_key(secret), None)
    return _written(layout, opened, 0, disk), recovery_key_text(secret)


def open_header(
    layout: VaultLayout,
    *,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    repair: bool = True,
    disk: Disk = DISK,
) -> OpenedHeader:
    """Open with exactly one of the secrets; ``repair`` mends the other copy (never for a check).

    Raises NotAVault, HeaderDamaged, VaultTooNew, WrongPassphrase, WrongRecoveryKey, RecoveryKeyMistyped,
    HeaderTampered, NotEnoughMemoryForKey; with ``repair`` also DiskFull, VaultReadOnly, StorageFailed.
    """
    if (passphrase is None) == (recovery_key is None):
        raise ValueError("exactly one of passphrase and recovery key")
    by_recovery = recovery_key is not None
    key_of = _secret(passphrase, recovery_key)
    copies = read_copies(layout)
    opened = _open_newest(copies, key_of, by_recovery=by_recovery)
    noticed = [(copy, finding) for copy in copies if (finding := _compare(copy, opened)) is not None]
    opened = replace(opened, findings=tuple(finding for _, finding in noticed))
    return _repaired(layout, opened, noticed, disk) if repair and noticed else opened


def compare_on_disk(layout: VaultLayout, opened: OpenedHeader) -> Iterator[Finding]:
    """What has become of both copies since they were opened or written; for a check of the open vault."""
    copies = [read_copy(path) for path in (layout.header, layout.header_copy)]
    if not any(copy.state is CopyState.WHOLE for copy in copies):
        yield Finding("HEADER_DAMAGED", Severity.PROBLEM, layout.header.name)
        return
    for copy in copies:
        if copy.header is not None and copy.header.generation < opened.header.generation:
            facts = {"generation": copy.header.generation, "known": opened.header.generation}
            yield Finding("HEADER_ROLLED_BACK", Severity.PROBLEM, copy.path.name, facts)
        elif (finding := _compare(copy, opened)) is not None:
            yield finding


def change_passphrase(
    layout: VaultLayout, opened: OpenedHeader, old: str, new: str, journal_size: int, *, disk: Disk = DISK
) -> OpenedHeader:
    """A new generation where ``new`` opens the slot that ``old`` opened. Raises WrongPassphrase, PassphraseTooShort."""
    _refuse_short(new)
    found = open_slot(opened.header, passphrase_secret(old), recovery=False)
    if found is None or found[1] != opened.master_key:
        raise errors.WrongPassphrase
    changed = _with_slot(opened, passphrase_secret(new), found[0].cost)
    return _written(layout, _without(changed, {found[0].number}), journal_size, disk)


def reset_passphrase(
    layout: VaultLayout, opened: OpenedHeader, new: str, journal_size: int, *, disk: Disk = DISK
) -> OpenedHeader:
    """A new generation where only ``new`` is a passphrase, after opening with the recovery key."""
    _refuse_short(new)
    old = [slot for slot in opened.header.slots if not slot.is_recovery]
    cost = max((slot.cost for slot in old if slot.cost), key=lambda c: c.kibibytes * c.passes, default=DEFAULT_COST)
    changed = _with_slot(opened, passphrase_secret(new), cost)
    return _written(layout, _without(changed, {slot.number for slot in old}), journal_size, disk)


def replace_recovery_key(
    layout: VaultLayout, opened: OpenedHeader, journal_size: int, *, disk: Disk = DISK
) -> tuple[OpenedHeader, str]:
    """A new generation with a new recovery key, as it is shown; earlier ones open nothing any more."""
    secret = new_recovery_secret()
    old = {slot.number for slot in opened.header.slots if slot.is_recovery}
    changed = _without(_with_slot(opened, recovery_secret_key(secret), None), old)
    return _written(layout, changed, journal_size, disk), recovery_key_text(secret)


def remove_recovery_key(
    layout: VaultLayout, opened: OpenedHeader, journal_size: int, *, disk: Disk = DISK
) -> OpenedHeader:
    """A new generation that only a passphrase opens. Raises NoRecoveryKey where there is none, or nothing else."""
    old = {slot.number for slot in opened.header.slots if slot.is_recovery}
    if not old or len(old) == len(opened.header.slots):
        raise errors.NoRecoveryKey
    return _written(layout, _without(opened, old), journal_size, disk)


def with_features(
    layout: VaultLayout, opened: OpenedHeader, required: Iterable[str], journal_size: int, *, disk: Disk = DISK
) -> OpenedHeader:
    """A new generation that only programs open which understand these features."""
    changed = replace(opened, header=replace(opened.header, features_required=tuple(sorted(set(required)))))
    return _written(layout, changed, journal_size, disk)


def has_recovery_key(opened: OpenedHeader) -> bool:
    """Whether a recovery key opens the vault."""
    return any(slot.is_recovery for slot in opened.header.slots)


def rolled_back(opened: OpenedHeader, journaled_generation: int, journaled_digest: str) -> Finding | None:
    """HEADER_ROLLED_BACK when the journal knows a later header, or another one of this generation.

    A header newer than the journal knows is no finding: its entry was prevented by a crash and is made up for.
    """
    generation = opened.header.generation
    if generation > journaled_generation or (
        generation == journaled_generation and hmac.compare_digest(opened.digest, journaled_digest)
    ):
        return None
    facts = {"generation": generation, "known": journaled_generation}
    return Finding("HEADER_ROLLED_BACK", Severity.PROBLEM, "header.evh", facts)


def _secret(passphrase: str | None, recovery_key: str | None) -> SlotKey:
    if passphrase is not None:
        return passphrase_secret(passphrase)
    return recovery_secret_key(recovery_secret(recovery_key or ""))


def _open_newest(copies: tuple[HeaderCopy, ...], key_of: SlotKey, *, by_recovery: bool) -> OpenedHeader:
    whole = [(copy.header, copy.mac) for copy in copies if copy.header is not None]
    tampered = False
    for header, mac in sorted(whole, key=lambda pair: -pair[0].generation):
        found = open_slot(header, key_of, recovery=by_recovery)
        if found is None:
            continue
        if _is_ours(header, mac, found[1]):
            return OpenedHeader(header, found[1])
        tampered = True
    if tampered:
        raise errors.HeaderTampered
    if by_recovery and not any(slot.is_recovery for header, _mac in whole for slot in header.slots):
        raise errors.NoRecoveryKey
    raise errors.WrongRecoveryKey if by_recovery else errors.WrongPassphrase


def _compare(copy: HeaderCopy, opened: OpenedHeader) -> Finding | None:
    if copy.text == opened.text:
        return None
    code, severity = "HEADER_COPY_CHANGED", Severity.PROBLEM
    if copy.state is CopyState.ABSENT:
        code, severity = "HEADER_COPY_MISSING", Severity.NOTE
    elif copy.header is None:
        code, severity = "HEADER_COPY_DAMAGED", Severity.NOTE
    elif copy.header.vault_id == opened.header.vault_id and _is_ours(copy.header, copy.mac, opened.master_key):
        code, severity = "HEADER_COPY_DIFFERS", Severity.NOTE
    return Finding(code, severity, copy.path.name, {"name": copy.path.name})


def _repaired(
    layout: VaultLayout, opened: OpenedHeader, noticed: list[tuple[HeaderCopy, Finding]], disk: Disk
) -> OpenedHeader:
    copy, finding = noticed[0]
    if finding.code == "HEADER_COPY_DIFFERS" and copy.header and copy.header.generation > opened.header.generation:
        # The older passphrase was used after a change that a crash cut off: it stays the one that opens.
        newer = replace(opened, header=replace(opened.header, generation=copy.header.generation))
        return _written(layout, newer, opened.header.journal_size, disk)
    keep_old = finding.code == "HEADER_COPY_CHANGED"
    repair_copy(layout, copy.path, opened.text, keep_old=keep_old, disk=disk)
    return opened


def _is_ours(header: KeyHeader, mac: bytes, master_key: bytes) -> bool:
    return hmac.compare_digest(header_mac(header, _mac_key(header, master_key)), mac)


def _mac_key(header: KeyHeader, master_key: bytes) -> bytes:
    return derive_key(master_key, Purpose.HEADER_MAC, header.vault_id)


def _with_slot(opened: OpenedHeader, key_of: SlotKey, cost: KdfCost | None) -> OpenedHeader:
    slot = new_slot(opened.header, opened.master_key, key_of, cost)
    return replace(opened, header=replace(opened.header, slots=(*opened.header.slots, slot)))


def _without(opened: OpenedHeader, numbers: set[int]) -> OpenedHeader:
    kept = tuple(slot for slot in opened.header.slots if slot.number not in numbers)
    return replace(opened, header=replace(opened.header, slots=kept))


def _written(layout: VaultLayout, opened: OpenedHeader, journal_size: int, disk: Disk) -> OpenedHeader:
    header = replace(opened.header, generation=opened.header.generation + 1, journal_size=journal_size)
    opened = replace(opened, header=header)
    write_copies(layout, opened.text, disk)
    return opened


def _refuse_short(passphrase: str) -> None:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise errors.PassphraseTooShort(minimum=SHORTEST_PASSPHRASE)
