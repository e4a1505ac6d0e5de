# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies a vault to another place, proves that the copy opens and is whole, and says how old copy and proof are."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from evidence_vault import errors
from evidence_vault.operations.synced_folders import synced_by
from evidence_vault.progress import Progress
from evidence_vault.records import Actor, CheckReport, Finding, JournalState, Json, LogEntry, Severity
from evidence_vault.vault.copying import forget_cached
from evidence_vault.vault.layout import SUFFIX, looks_like_a_vault
from evidence_vault.vault.lost_disk import telling_copy_from_vault
from evidence_vault.vault.vault import Vault
from evidence_vault.vault.verify import verify_folder

MADE, PROVEN = "backup-made", "backup-proven"
_OF_BACKUPS = frozenset({MADE, PROVEN, "checkpoint", "actor-named"})


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A copy that was made or brought up to date. ``size`` and ``root``: how far its log goes.

    ``synced_by``: the program that copies that place to the internet. ``findings``: what could not be copied whole.
    """

    path: Path
    size: int
    root: str
    copied_files: int
    copied_bytes: int
    kept_files: int
    synced_by: str | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class BackupProof:
    """What a check of a copy found. ``behind``: entries of the vault that the copy has not; None if not compared.

    ``recorded``: the proof stands in the vault's own log.
    """

    path: Path
    report: CheckReport
    state: JournalState | None
    behind: int | None
    recorded: bool


@dataclass(frozen=True, slots=True)
class BackupState:
    """The newest copy and the newest proof in a vault's log. Times are ISO 8601 with offset; None: never."""

    made_at: str | None
    proven_at: str | None
    place: str | None
    days_since_proof: int | None


def backup_place(name: str, place: Path) -> Path:
    """Where the copy of the vault folder ``name`` stands if the person names ``place``: itself, or inside it."""
    if place.name.endswith(SUFFIX) or looks_like_a_vault(place):
        return place
    return place / name


def found_backup(place: Path) -> Path:
    """The copy at ``place``: itself, or the only one inside. Raises NotAVault."""
    if looks_like_a_vault(place) or not place.is_dir():
        return place
    inside = [path for path in sorted(place.iterdir()) if path.is_dir() and looks_like_a_vault(path)]
    if len(inside) != 1:
        raise errors.NotAVault(name=place.name)
    return inside[0]


def back_up(
    vault: Vault, place: Path, actor: Actor, progress: Progress, *, mirror: bool = False, compare: bool = False
) -> BackupReport:
    """Copy what is new to the copy at ``place`` (a copy, or a folder for one), and record it in the vault.

    ``mirror``: without the index. ``compare``: read the whole copy and write anew what is damaged there.
    Raises what ``Vault.back_up`` raises; then the copy is as it was, or the next run goes on with it.
    """
    with telling_copy_from_vault(place, vault.path):
        target = backup_place(vault.path.name, place)
    done = vault.back_up(target, progress=progress, mirror=mirror, compare=compare)
    vault.record(
        MADE,
        [],
        {"place": str(target), "size": done.size, "root": done.root, "bytes": done.copied_bytes, "mirror": mirror},
        actor=actor,
    )
    return BackupReport(
        path=target,
        size=done.size,
        root=done.root,
        copied_files=done.copied_files,
        copied_bytes=done.copied_bytes,
        kept_files=done.kept_files,
        synced_by=synced_by(target),
        findings=tuple(done.findings),
    )


def check_backup(
    place: Path,
    progress: Progress,
    *,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    vault: Vault | None = None,
    actor: Actor | None = None,
) -> BackupProof:
    """Open the copy at ``place`` with a key and read all of it; the copy is not changed.

    With ``vault``, the copy is compared with it, and a proof is recorded there. Raises NotAVault,
    BackupOfAnotherVault, BackupGone, and what ``verify_vault`` raises.
    """
    with telling_copy_from_vault(place, None if vault is None else vault.path):
        folder = found_backup(place)
        _forget_cached(folder)
        checked = verify_folder(folder, passphrase=passphrase, recovery_key=recovery_key, progress=progress)
    proof = BackupProof(folder, checked.report, checked.state, None, recorded=False)
    if vault is None:
        return proof
    if checked.vault_id != vault.vault_id:
        raise errors.BackupOfAnotherVault(name=folder.name)
    proof = _compared(proof, vault)
    if proof.report.verdict != "intact" or checked.state is None:
        return proof
    payload: dict[str, Json] = {
        "place": str(folder),
        "size": checked.state.size,
        "root": checked.state.root,
        "files": checked.report.counts["files"],
    }
    vault.record(PROVEN, [], payload, actor=actor or vault.owner)
    return replace(proof, recorded=True)


def backup_state(vault: Vault) -> BackupState:
    """How old the newest copy and the newest proof are."""
    made, proven = vault.last_entry(MADE), vault.last_entry(PROVEN)
    newest = made or proven
    place = None if newest is None or newest.payload is None else str(newest.payload.get("place"))
    return BackupState(_at(made), _at(proven), place, _days_since(proven, vault.now()))


def _compared(proof: BackupProof, vault: Vault) -> BackupProof:
    state = proof.state
    if state is None:
        return proof
    if state.size > vault.journal_state().size or vault.root_at(state.size) != state.root:
        finding = Finding("COPY_DIVERGED", Severity.PROBLEM, proof.path.name, {"size": state.size})
        return replace(proof, report=_with(proof.report, finding))
    behind = sum(event not in _OF_BACKUPS for event in vault.events_after(state.size))
    proof = replace(proof, behind=behind)
    if behind:
        finding = Finding("COPY_BEHIND", Severity.NOTE, proof.path.name, {"count": behind})
        proof = replace(proof, report=_with(proof.report, finding))
    return proof


def _with(report: CheckReport, finding: Finding) -> CheckReport:
    verdict = "problems" if finding.severity is Severity.PROBLEM else report.verdict
    return replace(report, verdict=verdict, findings=(*report.findings, finding))


def _forget_cached(folder: Path) -> None:
    # What was just copied would be read from memory: the disk is to show that it has it.
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            forget_cached(path)


def _at(entry: LogEntry | None) -> str | None:
    return None if entry is None or entry.payload is None else str(entry.payload["at"])


def _days_since(entry: LogEntry | None, now: datetime) -> int | None:
    return None if entry is None else max(0, (now - datetime.fromisoformat(entry.utc)).days)
