# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about the keys of a vault: passphrase change, recover, recovery-key new and remove."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from evidence_vault.cli import exit_status, output, secret_input
from evidence_vault.cli.progress_bar import terminal_progress
from evidence_vault.cli.shared_options import Decorator, command, open_vault, option, passphrase_option, vault_argument
from evidence_vault.cli.translated_commands import TranslatedGroup
from evidence_vault.clock import SystemClock
from evidence_vault.errors import DestinationExists, EvidenceVaultError
from evidence_vault.operations.change_passphrase import change_passphrase, new_recovery_key, remove_recovery_key
from evidence_vault.operations.recovery_sheet import SheetFacts, save_recovery_sheet
from evidence_vault.operations.unlock_vault import lock_vault, unlock_with_recovery_key
from evidence_vault.safe_files import is_there, write_new_file
from evidence_vault.translations import N_, _
from evidence_vault.vault.vault import Vault

_key_file_option = option(
    "--recovery-key-to", metavar="FILE", help_text=N_("Write the recovery key to a new FILE instead of printing it.")
)
_sheet_option = option(
    "--sheet-to", metavar="FILE", help_text=N_("Write a sheet for printing to a new FILE (HTML), with the key on it.")
)
_new_passphrase_option = option(
    "--new-passphrase-file", metavar="FILE", help_text=N_("Read the new passphrase from FILE (- for standard input).")
)


@dataclass(frozen=True, slots=True)
class KeyPlaces:
    """Where a new recovery key goes: to files, or (both None) to the terminal."""

    key_file: Path | None
    sheet: Path | None

    @classmethod
    def chosen(cls, recovery_key_to: str | None, sheet_to: str | None) -> "KeyPlaces":
        """The places of the options. Raises DestinationExists before any key is made."""
        places = cls(Path(recovery_key_to) if recovery_key_to else None, Path(sheet_to) if sheet_to else None)
        for path in (places.key_file, places.sheet):
            if path is not None and is_there(path):
                raise DestinationExists(name=path.name)
        return places

    def write(self, vault: Vault, recovery_key: str) -> None:
        """Write the files. A key that could not be written is shown: it exists nowhere else."""
        try:
            if self.key_file is not None:
                write_new_file(self.key_file, f"{recovery_key}\n".encode())
            if self.sheet is not None:
                facts = SheetFacts(vault.name, vault.vault_id, recovery_key, SystemClock().now())
                save_recovery_sheet(self.sheet, facts)
        except EvidenceVaultError:
            output.complain(_("Recovery key, shown only this once. Write it down and keep it apart from the vault:"))
            output.complain(recovery_key)
            raise

    def say(self, recovery_key: str) -> None:
        """Say where the key is, or show it."""
        written = [path for path in (self.key_file, self.sheet) if path is not None]
        for path in written:
            output.say(_("The recovery key was written to {path}. Keep it apart from the vault.").format(path=path))
        if not written:
            output.say(_("Recovery key, shown only this once. Write it down and keep it apart from the vault:"))
            output.say(recovery_key)


def key_places_options(function: Any) -> Any:
    """The two options of a command that shows a new recovery key."""
    decorators: tuple[Decorator, ...] = (_sheet_option, _key_file_option)
    for decorate in decorators:
        function = decorate(function)
    return function


@click.group("passphrase", cls=TranslatedGroup, help=N_("Change the passphrase."))
def passphrase_group() -> None:
    """Commands about the passphrase."""


@passphrase_group.command("change", help=N_("Give a vault a new passphrase. The recovery key stays as it is."))
@vault_argument
@passphrase_option
@_new_passphrase_option
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
@_new_passphrase_option
def recover(vault_folder: Path, recovery_key_file: str | None, new_passphrase_file: str | None) -> int:
    """See ``unlock_with_recovery_key``."""
    secret_input.only_one_from_standard_input(recovery_key_file, new_passphrase_file)
    key = secret_input.recovery_key(recovery_key_file)
    new = secret_input.new_passphrase(new_passphrase_file, option="--new-passphrase-file")
    with terminal_progress() as progress:
        lock_vault(unlock_with_recovery_key(vault_folder, key, new, progress))
    output.say(_("The vault has a new passphrase. The recovery key still opens it."))
    return exit_status.DONE


@click.group("recovery-key", cls=TranslatedGroup, help=N_("Make a new recovery key, or take it away."))
def recovery_key_group() -> None:
    """Commands about the recovery key."""


@recovery_key_group.command(
    "new", help=N_("Make a new recovery key and show it once. The old one opens nothing any more.")
)
@vault_argument
@passphrase_option
@key_places_options
def new(vault_folder: Path, passphrase_file: str | None, recovery_key_to: str | None, sheet_to: str | None) -> int:
    """See ``new_recovery_key``."""
    places = KeyPlaces.chosen(recovery_key_to, sheet_to)
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        recovery_key = new_recovery_key(vault)
        places.write(vault, recovery_key)
    places.say(recovery_key)
    output.say(_("The old recovery key opens nothing any more. Copies made before still open with it."))
    return exit_status.DONE


@recovery_key_group.command(
    "remove", help=N_("Take the recovery key away. If the passphrase is lost then, nobody can open the vault.")
)
@vault_argument
@passphrase_option
def remove(vault_folder: Path, passphrase_file: str | None) -> int:
    """See ``remove_recovery_key``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        remove_recovery_key(vault)
    output.say(_("The vault has no recovery key any more. Only the passphrase opens it."))
    return exit_status.DONE


COMMANDS = (passphrase_group, recover, recovery_key_group)
