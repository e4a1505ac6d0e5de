# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a new vault, opens one and shuts it: lock, header, journal, index, checkpoints, in this order."""

import os
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evidence_vault import errors
from evidence_vault.clock import Clock, utc_text
from evidence_vault.crypto.key_derivation import KdfCost, calibrate
from evidence_vault.crypto.key_purposes import Purpose, derive_key
from evidence_vault.crypto.signing import SigningKey
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, Finding, Json, Severity
from evidence_vault.vault.blobs import BlobStore
from evidence_vault.vault.copy_mark import take_up_copy
from evidence_vault.vault.database import KEY_SIZE, Database
from evidence_vault.vault.durable import DISK, storage_errors
from evidence_vault.vault.erase_items import finish_erasing_items
from evidence_vault.vault.header import OpenedHeader, create_header, open_header, rolled_back, with_features
from evidence_vault.vault.journal import Journal
from evidence_vault.vault.layout import SUFFIX, VaultLayout, make_vault_folders, refuse_no_vault
from evidence_vault.vault.ledger import PROGRAM, Ledger, VaultKeys
from evidence_vault.vault.lock import VaultLock
from evidence_vault.vault.lost_disk import reading_errors
from evidence_vault.vault.migration import migrate
from evidence_vault.vault.opening import Opening, take_up_checkpoints, tell_the_journal
from evidence_vault.vault.rebuild import set_aside
from evidence_vault.vault.schema import create_tables


@dataclass
class OpenVault:
    """Everything an open vault holds on to."""

    ledger: Ledger
    header: OpenedHeader
    lock: VaultLock
    database_key: bytes = field(repr=False)
    notes: list[Finding] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The folder's name without its ending."""
        return self.ledger.layout.folder.name.removesuffix(SUFFIX)

    def keep_header(self, changed: OpenedHeader, reason: str, actor: Actor) -> None:
        """Take up a header that was written, and journal it."""
        self.header = changed
        journal_header(self.ledger, changed, reason, actor)

    @property
    def features(self) -> tuple[str, ...]:
        """What a program must understand to open the vault, besides the first form."""
        return self.header.header.features_required

    def write_features(self, features: Sequence[str], reason: str) -> None:
        """Write a header with these features, and journal it; before anything that needs them is written."""
        size = self.ledger.state().size
        changed = with_features(self.ledger.layout, self.header, features, size, disk=self.ledger.disk)
        self.keep_header(changed, reason, PROGRAM)


def create_parts(
    folder: Path, passphrase: str, *, owner: Actor, clock: Clock, cost: KdfCost | None
) -> tuple[OpenVault, str]:
    """See ``Vault.create``."""
    existed = os.path.lexists(folder)
    try:
        layout = make_vault_folders(folder)
    except (errors.VaultExists, errors.SourceMissing):
        raise  # what is there is not ours
    except BaseException:
        _take_away(folder, itself=not existed)
        raise
    lock: VaultLock | None = None
    try:
        lock = VaultLock(layout.lock)
        return _created(layout, lock, passphrase, owner, clock, cost)
    except BaseException:
        if lock is not None:
            lock.release()
        _take_away(folder, itself=not existed)
        raise


def open_parts(
    folder: Path,
    passphrase: str | None,
    recovery_key: str | None,
    *,
    clock: Clock,
    progress: Progress,
    fresh_index: bool = False,
) -> OpenVault:
    """See ``Vault.open``."""
    refuse_no_vault(folder)
    layout = VaultLayout(folder)
    lock = VaultLock(layout.lock)
    try:
        with reading_errors(folder):
            opened = open_header(layout, passphrase=passphrase, recovery_key=recovery_key)
            return _opened(layout, lock, opened, clock, progress, fresh_index=fresh_index)
    except BaseException:
        lock.release()
        raise


def shut_parts(parts: OpenVault) -> None:
    """Sign, close, let go. A checkpoint that cannot be written keeps nothing from being closed: entries are durable."""
    ledger = parts.ledger
    try:
        if not ledger.closed:
            _sign_quietly(ledger)
            ledger.close()
            if ledger.database.damaged:
                with storage_errors(ledger.layout.folder):
                    set_aside(ledger.layout, ledger.disk)
    finally:
        parts.lock.release()


def keys_of(opened: OpenedHeader) -> VaultKeys:
    """The keys that journal and signatures need."""
    vault_id = opened.header.vault_id
    seed = derive_key(opened.master_key, Purpose.SIGNING, vault_id)
    return VaultKeys(
        vault_id=vault_id,
        journal=derive_key(opened.master_key, Purpose.JOURNAL, vault_id),
        signing_wrap=derive_key(opened.master_key, Purpose.SIGNING_WRAP, vault_id),
        signer=SigningKey.from_private_bytes(seed),
    )


def database_key_of(opened: OpenedHeader) -> bytes:
    """SQLCipher's raw key and salt."""
    return derive_key(opened.master_key, Purpose.DATABASE, opened.header.vault_id, KEY_SIZE)


def contents_of(layout: VaultLayout, opened: OpenedHeader) -> BlobStore:
    """The blob store of an opened header."""
    vault_id = opened.header.vault_id
    root_key = derive_key(opened.master_key, Purpose.BLOB_ROOT, vault_id)
    return BlobStore(layout.folder, root_key, derive_key(opened.master_key, Purpose.CONTENT_ID, vault_id), vault_id)


def journal_header(ledger: Ledger, opened: OpenedHeader, reason: str, actor: Actor) -> None:
    """Record which header is the newest."""
    payload: dict[str, Json] = {
        "sha256": opened.digest,
        "generation": opened.header.generation,
        "reason": reason,
    }
    ledger.record("header-changed", payload, actor=actor)


def _created(  # noqa: PLR0917 - everything a vault begins with
    layout: VaultLayout, lock: VaultLock, passphrase: str, owner: Actor, clock: Clock, cost: KdfCost | None
) -> tuple[OpenVault, str]:
    created = utc_text(clock.now())
    opened, recovery_key = create_header(layout, passphrase, created=created, cost=cost or calibrate(clock))
    keys, journal, contents, database_key = _keyed_parts(layout, opened)
    journal.create_first_segment()
    database = Database.create(layout.database, database_key)
    try:
        create_tables(database)
        ledger = Ledger(layout, keys, journal, database, contents, clock)
        _first_entries(ledger, opened, owner)
    except BaseException:
        database.close()
        raise
    return OpenVault(ledger, opened, lock, database_key), recovery_key


def _keyed_parts(layout: VaultLayout, opened: OpenedHeader) -> tuple[VaultKeys, Journal, BlobStore, bytes]:
    keys = keys_of(opened)
    journal = Journal(layout.journal, keys.journal, keys.vault_id)
    return keys, journal, contents_of(layout, opened), database_key_of(opened)


def _first_entries(ledger: Ledger, opened: OpenedHeader, owner: Actor) -> None:
    who: dict[str, Json] = {"id": owner.id, "name": owner.name, "role": owner.role}
    payload: dict[str, Json] = {"actor": who, "signing_key": ledger.keys.signer.openssh_public_line()}
    ledger.record_first("vault-created", payload, owner)
    journal_header(ledger, opened, "created", owner)


def _opened(
    layout: VaultLayout, lock: VaultLock, opened: OpenedHeader, clock: Clock, progress: Progress, *, fresh_index: bool
) -> OpenVault:
    keys, journal, contents, database_key = _keyed_parts(layout, opened)
    _clear_temporary(layout)
    opening = Opening(layout, database_key, journal, contents, DISK, progress)
    database = opening.fresh_index() if fresh_index else opening.index()
    try:
        ledger = Ledger(layout, keys, journal, database, contents, clock)
        tell_the_journal(opening, ledger)
        finish_erasing_items(ledger)
        notes = [*opened.findings, *opening.notes]
        take_up_checkpoints(ledger, notes)
        _compare_header(ledger, opened, notes)
        take_up_copy(ledger, notes)
        parts = OpenVault(ledger, opened, lock, database_key, notes)
        notes += migrate(ledger, parts, progress)
    except BaseException:
        database.close()
        raise
    return parts


def _compare_header(ledger: Ledger, opened: OpenedHeader, notes: list[Finding]) -> None:
    size = ledger.state().size
    if opened.header.journal_size > size:
        facts = {"known": opened.header.journal_size, "size": size}
        notes.append(Finding("JOURNAL_TAIL_CUT", Severity.PROBLEM, "journal", facts))
    generation, digest = known_header(ledger.database)
    finding = rolled_back(opened, generation, digest)
    if finding is not None:
        notes.append(finding)
    elif opened.header.generation > generation:
        journal_header(ledger, opened, "made-up-for", PROGRAM)


def known_header(database: Database) -> tuple[int, str]:
    """Generation and digest of the newest header that the journal knows."""
    values: dict[str, str] = dict(
        database.rows("SELECT key, value FROM meta WHERE key IN ('header_generation', 'header_sha256')")
    )
    return int(values.get("header_generation", 0)), str(values.get("header_sha256", ""))


def _clear_temporary(layout: VaultLayout) -> None:
    with storage_errors(layout.folder):
        for path in list(layout.temporary.iterdir()):
            DISK.rename(path, layout.quarantine / f"{secrets.token_hex(4)}-{path.name}")


def _sign_quietly(ledger: Ledger) -> None:
    try:
        ledger.checkpoint("close")
    except errors.EvidenceVaultError:
        return


def _take_away(folder: Path, *, itself: bool) -> None:
    if itself:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in folder.iterdir():
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
