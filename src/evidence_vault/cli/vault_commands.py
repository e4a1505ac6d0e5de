# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about the vault itself: create, verify, log, passphrase change, recover."""

import getpass
import secrets
from pathlib import Path

import click

from evidence_vault.cli import exit_status, json_forms, output, secret_input
from evidence_vault.cli.progress_bar import terminal_progress
from evidence_vault.cli.shared_options import (
    command,
    json_option,
    jsonl_option,
    open_vault,
    option,
    passphrase_option,
    vault_argument,
)
from evidence_vault.cli.spoken_reports import say_check
from evidence_vault.cli.translated_commands import TranslatedGroup
from evidence_vault.errors import DestinationExists, EvidenceVaultError
from evidence_vault.operations.browse_vault import custody_log
from evidence_vault.operations.change_passphrase import change_passphrase
from evidence_vault.operations.create_vault import CreatedVault, create_vault, describe_place
from evidence_vault.operations.unlock_vault import lock_vault, unlock_with_recovery_key
from evidence_vault.operations.verify_vault import verify_vault
from evidence_vault.package.check_report import report_as_json
from evidence_vault.records import Actor, Json
from evidence_vault.safe_files import write_new_file
from evidence_vault.translations import N_, _


@command(
    "create",
    N_(
        "Make a vault, and print its recovery key once.\n\nVAULT is the folder to be made; its name should end "
        "in .evidence-vault. Write the recovery key down: it opens the vault when the passphrase is lost."
    ),
)
@vault_argument
@passphrase_option
@option(
    "--recovery-key-to", metavar="FILE", help_text=N_("Write the recovery key to a new FILE instead of printing it.")
)
@option("--owner", metavar="NAME", help_text=N_("Who adds evidence, for the custody log; else your login name."))
@json_option
def create(
    vault_folder: Path, passphrase_file: str | None, recovery_key_to: str | None, owner: str | None, *, as_json: bool
) -> int:
    """See ``create_vault``."""
    passphrase = secret_input.new_passphrase(passphrase_file, option="--passphrase-file")
    if recovery_key_to and Path(recovery_key_to).exists():
        raise DestinationExists(name=Path(recovery_key_to).name)
    synced_by = describe_place(vault_folder).synced_by
    if synced_by:
        output.complain(_("Warning: {program} copies this place to the internet.").format(program=synced_by))
    actor = Actor(secrets.token_hex(8), owner or _login_name())
    with terminal_progress() as progress:
        created = create_vault(vault_folder, passphrase, actor, progress)
    try:
        if recovery_key_to:
            _write_recovery_key(Path(recovery_key_to), created.recovery_key)
        _say_created(created, recovery_key_to, as_json=as_json)
    finally:
        lock_vault(created.vault)
    return exit_status.DONE


@command("verify", N_("Read everything in a vault and say what is not as it was. Changes nothing."))
@vault_argument
@passphrase_option
@json_option
def verify(vault_folder: Path, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``verify_vault``."""
    passphrase = secret_input.passphrase(passphrase_file)
    with terminal_progress() as progress:
        report = verify_vault(vault_folder, passphrase, progress)
    if as_json:
        output.say_json(report_as_json(report))
    else:
        say_check(report, _("Everything in the vault is as it was recorded."))
    return exit_status.DONE if report.verdict == "intact" else exit_status.PROBLEMS


@command("log", N_("Show the custody log."))
@vault_argument
@passphrase_option
@option("--all", "everything", is_flag=True, help_text=N_("Also show what was recorded about cases."))
@jsonl_option
def log(vault_folder: Path, passphrase_file: str | None, *, everything: bool, as_jsonl: bool) -> int:
    """See ``custody_log``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        entries = custody_log(vault, custody_only=not everything)
    if as_jsonl:
        for entry in entries:
            output.say_json_line(json_forms.log_entry(entry))
    else:
        rows = [(str(e.seq), e.utc, e.actor, e.event, " ".join(s[:8] for s in e.subjects)) for e in entries]
        output.say_table(rows, (_("No."), _("Time (UTC)"), _("Who"), _("What"), _("Concerning")))
    return exit_status.DONE


@click.group("passphrase", cls=TranslatedGroup, help=N_("Change the passphrase."))
def passphrase_group() -> None:
    """Commands about the passphrase."""


@passphrase_group.command("change", help=N_("Give a vault a new passphrase. The recovery key stays as it is."))
@vault_argument
@passphrase_option
@option(
    "--new-passphrase-file", metavar="FILE", help_text=N_("Read the new passphrase from FILE (- for standard input).")
)
def change(vault_folder: Path, passphrase_file: str | None, new_passphrase_file: str | None) -> int:
    """See ``change_passphrase``."""
    secret_input.only_one_from_standard_input(passphrase_file, new_passphrase_file)
    old = secret_input.passphrase(passphrase_file)
    new = secret_input.new_passphrase(new_passphrase_file, option="--new-passphrase-file")
    with open_vault(vault_folder, passphrase_file, known=old) as (vault, _progress):
        change_passphrase(vault, old, new)
    output.say(_("The passphrase was changed."))
    return exit_status.DONE


@command("recover", N_("Open a vault with its recovery key and give it a new passphrase."))
@vault_argument
@option("--recovery-key-file", metavar="FILE", help_text=N_("Read the recovery key from FILE (- for standard input)."))
@option(
    "--new-passphrase-file", metavar="FILE", help_text=N_("Read the new passphrase from FILE (- for standard input).")
)
def recover(vault_folder: Path, recovery_key_file: str | None, new_passphrase_file: str | None) -> int:
    """See ``unlock_with_recovery_key``."""
    secret_input.only_one_from_standard_input(recovery_key_file, new_passphrase_file)
    key = secret_input.recovery_key(recovery_key_file)
    new = secret_input.new_passphrase(new_passphrase_file, option="--new-passphrase-file")
    with terminal_progress() as progress:
        lock_vault(unlock_with_recovery_key(vault_folder, key, new, progress))
    output.say(_("The vault has a new passphrase. The recovery key still opens it."))
    return exit_status.DONE


def _write_recovery_key(path: Path, recovery_key: str) -> None:
    try:
        write_new_file(path, f"{recovery_key}\n".encode())
    except EvidenceVaultError:
        # The vault is made and the key exists nowhere else: showing it is better than losing it.
        output.complain(_("Recovery key, shown only this once. Write it down and keep it apart from the vault:"))
        output.complain(recovery_key)
        raise


def _say_created(created: CreatedVault, recovery_key_to: str | None, *, as_json: bool) -> None:
    vault = created.vault
    if as_json:
        told: dict[str, Json] = {
            "path": str(vault.path),
            "vault_id": vault.vault_id,
            "fingerprint": vault.fingerprint,
            "recovery_key": None if recovery_key_to else created.recovery_key,
        }
        output.say_json(told)
        return
    output.say(_("The vault was made: {path}").format(path=vault.path))
    if recovery_key_to:
        output.say(
            _("The recovery key was written to {path}. Keep it apart from the vault.").format(path=recovery_key_to)
        )
    else:
        output.say(_("Recovery key, shown only this once. Write it down and keep it apart from the vault:"))
        output.say(created.recovery_key)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return _("owner")


COMMANDS = (create, verify, log, passphrase_group, recover)
