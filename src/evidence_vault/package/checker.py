# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a package without a vault: ``python -m evidence_vault.package.checker PACKAGE``.

Needs the standard library and ``cryptography``, nothing else. Writes nothing, runs nothing, follows no link.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.package.against import (
    checkpoint_in,
    compare_with_checkpoint,
    compare_with_older,
    read_checkpoint,
)
from evidence_vault.package.check_report import INTACT, PROBLEMS, report_as_json, report_as_text
from evidence_vault.package.examine import examine
from evidence_vault.package.signature import compare_signer
from evidence_vault.package.time_stamps import NoteText
from evidence_vault.package.trusted_time import read_authority
from evidence_vault.progress import Progress, Silent
from evidence_vault.records import CheckReport
from evidence_vault.user_messages import words_for_error

DONE, WITH_PROBLEMS, NOT_DONE, INTERRUPTED = 0, 1, 3, 130


def check_package(
    path: Path,
    *,
    signer: str | None = None,
    against: Path | None = None,
    checkpoint: Path | bytes | None = None,
    authority: Path | None = None,
    progress: Progress,
) -> CheckReport:
    """Check a package (folder or zip) as docs/formats/package.md §8 says.

    ``signer``: the fingerprint that came another way. ``against``: an older package of the same case.
    ``checkpoint``: one of the vault that was kept or noted elsewhere (origin, size, root): a file, or what was typed.
    ``authority``: a file with root certificates of time-stamp authorities.
    Raises CheckpointUnreadable, AuthorityUnusable, SourceMissing, SourceUnreadable, NotAPackage, NeedsUnpacking,
    PackageTooLarge, ArchiveDamaged, Cancelled.
    """
    authorities = () if authority is None else read_authority(authority)
    older = None if against is None else examine(against, progress)
    noted = _noted(checkpoint)
    watched = {noted.size} if noted else set()
    if older is not None and older.description is not None:
        watched.add(older.description.journal.size)
    checked = examine(path, progress, watched, authorities)
    signed_by = compare_signer(checked.fingerprint, signer, checked.findings)
    if noted is not None:
        compare_with_checkpoint(checked, noted)
    if older is not None and against is not None:
        compare_with_older(checked, older, against.name)
    elif noted is None:
        checked.findings.note("LATER_MAY_EXIST", path.name)
    return CheckReport(
        verdict=PROBLEMS if checked.findings.has_problems else INTACT,
        findings=checked.findings.all(),
        signer=signed_by,
        timestamps=checked.timestamps,
        counts=checked.counts,
    )


def _noted(checkpoint: Path | bytes | None) -> NoteText | None:
    if checkpoint is None:
        return None
    return checkpoint_in(checkpoint, "checkpoint") if isinstance(checkpoint, bytes) else read_checkpoint(checkpoint)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns the exit status of DESIGN §8."""
    asked = _parser().parse_args(arguments)
    try:
        report = check_package(
            asked.package,
            signer=asked.signer,
            against=asked.against,
            checkpoint=asked.against_note,
            authority=asked.authority,
            progress=Silent(),
        )
    except EvidenceVaultError as error:
        _say_not_done(error, as_json=asked.json)
        return NOT_DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    text = json.dumps(report_as_json(report), ensure_ascii=False, indent=2) + "\n" if asked.json else None
    _write(sys.stdout.buffer, text or report_as_text(report))
    return DONE if report.verdict == INTACT else WITH_PROBLEMS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evidence-vault check", description=_parser.__doc__)
    parser.add_argument("package", type=Path, metavar="PACKAGE", help="the package: a folder or a zip")
    parser.add_argument("--signer", metavar="FINGERPRINT", help="the fingerprint that reached you another way")
    parser.add_argument("--against", type=Path, metavar="OLDER", help="an older package of the same case")
    parser.add_argument(
        "--against-note", type=Path, metavar="FILE", help="a checkpoint of the vault that was kept or noted elsewhere"
    )
    parser.add_argument(
        "--authority", type=Path, metavar="CERTIFICATES", help="root certificates of time-stamp authorities you trust"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    return parser


def _say_not_done(error: EvidenceVaultError, *, as_json: bool) -> None:
    told = words_for_error(error)
    if as_json:
        value = {"error": {"code": error.code, "sentence": told.sentence, "next_step": told.next_step}}
        _write(sys.stdout.buffer, json.dumps(value, ensure_ascii=False, indent=2) + "\n")
    _write(sys.stderr.buffer, f"error[{error.code}]: {told.sentence} {told.next_step}\n")


def _write(stream: object, text: str) -> None:
    # UTF-8 whatever the terminal says: a finding may show any character.
    stream.write(text.encode("utf-8", "replace"))  # type: ignore[attr-defined] # a binary stream
    stream.flush()  # type: ignore[attr-defined] # as above


if __name__ == "__main__":
    sys.exit(main())
