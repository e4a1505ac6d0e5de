# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about copies of a vault: backup VAULT --to PATH, backup check PATH."""

from contextlib import ExitStack
from pathlib import Path

import click

from evidence_vault.cli import exit_status, json_forms, output, secret_input
from evidence_vault.cli.progress_bar import terminal_progress
from evidence_vault.cli.shared_options import (
    json_option,
    open_vault,
    option,
    passphrase_option,
    path_argument,
    vault_argument,
)
from evidence_vault.cli.spoken_reports import say_check
from evidence_vault.cli.translated_commands import TranslatedGroup
from evidence_vault.operations.back_up import BackupProof, BackupReport, back_up, backup_place, check_backup
from evidence_vault.operations.synced_folders import synced_by
from evidence_vault.translations import N_, _, plural
from evidence_vault.user_messages import words_for

_MAKE = "make"


class _BackupGroup(TranslatedGroup):
    """``backup VAULT --to PATH`` without the word "make": whatever is no command of the group is its argument."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in {"--help"}:
            args = [_MAKE, *args]
        return super().parse_args(ctx, args)


@click.group(
    "backup",
    cls=_BackupGroup,
    no_args_is_help=True,
    help=N_(
        "Copy a vault to another disk, and prove that the copy opens.\n\nbackup VAULT --to PATH makes or updates "
        "a copy; the word “make” may be left out. backup check PATH opens the copy and reads all of it."
    ),
)
def backup_group() -> None:
    """Commands about copies."""


@backup_group.command(
    _MAKE,
    help=N_(
        "Copy what is new to PATH: a copy of this vault, or a folder in which it is made.\n\nA run that was broken "
        "off is taken up again. A copy of another vault, or one that somebody worked in, is left as it is."
    ),
)
@vault_argument
@option("--to", "place", metavar="PATH", required=True, help_text=N_("Where the copy is, or is to be made."))
@option(
    "--mirror",
    is_flag=True,
    help_text=N_("Leave out the index: for a folder that a program copies to the internet. It is made again."),
)
@option("--compare", is_flag=True, help_text=N_("Read the whole copy and write anew what is damaged there."))
@passphrase_option
@json_option
def make(
    vault_folder: Path, place: str, passphrase_file: str | None, *, mirror: bool, compare: bool, as_json: bool
) -> int:
    """See ``back_up``."""
    _warn_if_synced(backup_place(vault_folder.name, Path(place)), mirror=mirror)
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        report = back_up(vault, Path(place), vault.owner, progress, mirror=mirror, compare=compare)
    if as_json:
        output.say_json(json_forms.backup_report(report))
    else:
        _say_made(report)
    return exit_status.PROBLEMS if report.findings else exit_status.DONE


@backup_group.command(
    "check",
    help=N_(
        "Open a copy with the passphrase and read all of it. The copy is not changed.\n\nWith --vault the copy is "
        "compared with the vault, and the proof is written into the vault's custody log."
    ),
)
@path_argument("place", "PATH")
@option("--vault", "vault_folder", metavar="VAULT", help_text=N_("The vault that the copy was made from."))
@passphrase_option
@json_option
def check(place: Path, vault_folder: str | None, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``check_backup``."""
    passphrase = secret_input.passphrase(passphrase_file)
    with ExitStack() as stack:
        vault = None
        if vault_folder:
            opened = open_vault(Path(vault_folder), passphrase_file, known=passphrase)
            vault, _progress = stack.enter_context(opened)
        with terminal_progress() as progress:
            proof = check_backup(place, progress, passphrase=passphrase, vault=vault)
    if as_json:
        output.say_json(json_forms.backup_proof(proof))
    else:
        _say_checked(proof)
    return exit_status.DONE if proof.report.verdict == "intact" else exit_status.PROBLEMS


def _warn_if_synced(target: Path, *, mirror: bool) -> None:
    program = synced_by(target)
    if program and not mirror:
        words = _("Warning: {program} copies this place to the internet. Use --mirror there.")
        output.complain(words.format(program=program))


def _say_made(report: BackupReport) -> None:
    output.say(_("The copy: {path}").format(path=report.path))
    copied = plural("{count} file was copied", "{count} files were copied", report.copied_files)
    kept = plural("{count} was there already", "{count} were there already", report.kept_files)
    output.say(_("{copied}, {kept}.").format(copied=copied, kept=kept))
    for finding in report.findings:
        words = words_for(finding.code, {"subject": finding.subject, **finding.facts})
        output.say(f"{_('PROBLEM')}: {finding.subject}: {words.sentence}")
    output.say(_("Prove it now and then: evidence-vault backup check {path}").format(path=report.path))


def _say_checked(proof: BackupProof) -> None:
    say_check(proof.report, _("The copy opens with this passphrase, and everything in it is as it was recorded."))
    if proof.recorded:
        output.say(_("The proof was written into the custody log of the vault."))


COMMANDS = (backup_group,)
