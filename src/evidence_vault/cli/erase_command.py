# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that erases what an entry of the log says."""

import sys
from pathlib import Path

import click

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.shared_options import command, open_vault, option, passphrase_option, vault_argument
from evidence_vault.operations.erase_payload import WHAT_STAYS, erase_payload
from evidence_vault.translations import N_, _, plural


@command(
    "erase",
    N_(
        "Erase what an entry of the log says.\n\nENTRY is its number in “log --all”. The entry itself stays, and the "
        "log says that it was erased. Facts must have been changed or taken back before."
    ),
)
@vault_argument
@click.argument("entry", metavar="ENTRY", type=click.IntRange(min=0))
@option("--yes", is_flag=True, help_text=N_("Do not ask whether to go on."))
@passphrase_option
def erase(vault_folder: Path, entry: int, passphrase_file: str | None, *, yes: bool) -> int:
    """See ``erase_payload``."""
    if not yes:
        _ask()
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        erased = erase_payload(vault, entry, vault.owner)
    output.say(plural("{count} entry was erased.", "{count} entries were erased.", len(erased)))
    for sentence in WHAT_STAYS:
        output.say(_(sentence))
    return exit_status.DONE


def _ask() -> None:
    if not sys.stdin.isatty():
        raise click.UsageError(_("There is no terminal to ask on. Use {option}.").format(option="--yes"))
    if not click.confirm(_("What is erased cannot be brought back. Go on?"), err=True):
        raise click.Abort


COMMANDS = (erase,)
