# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that erase: what an entry of the log says, or evidence with everything made from it."""

import sys
from pathlib import Path

import click

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.shared_options import (
    command,
    json_option,
    open_vault,
    option,
    passphrase_option,
    vault_argument,
)
from evidence_vault.operations.erase_items import WHAT_ERASING_LEAVES, erase_items, plan_erasing
from evidence_vault.operations.erase_payload import WHAT_STAYS, erase_payload
from evidence_vault.records import ErasingPlan
from evidence_vault.safe_files import visible_name
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


@command(
    "erase-item",
    N_(
        "Erase evidence: the stored bytes, what was read from them, and copies made from them.\n\nITEM is an id or its "
        "first 8 characters. What lies inside it, such as the files of an archive, goes with it. The history keeps "
        "that it was there and that it was erased; bytes that other evidence holds as well stay for that one."
    ),
)
@vault_argument
@click.argument("items", metavar="ITEM…", nargs=-1, required=True)
@option("--reason", metavar="TEXT", default="", help_text=N_("Why; it stands in the history and stays there."))
@option("--with-name", "with_names", is_flag=True, help_text=N_("Erase the names of the files as well."))
@option("--yes", is_flag=True, help_text=N_("Do not ask whether to go on."))
@passphrase_option
@json_option
def erase_item(
    vault_folder: Path,
    items: tuple[str, ...],
    reason: str,
    passphrase_file: str | None,
    *,
    with_names: bool,
    yes: bool,
    as_json: bool,
) -> int:
    """See ``erase_items``."""
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        item_ids = [vault.resolve("item", each) for each in items]
        plan = plan_erasing(vault, item_ids)
        if not yes:
            _say_plan(plan)
            _ask()
        erased = erase_items(vault, item_ids, reason, vault.owner, progress, with_names=with_names)
    if as_json:
        output.say_json({"erased": list(erased), "contents": len(plan.contents), "shared": plan.shared})
        return exit_status.DONE
    output.say(plural("{count} piece of evidence was erased.", "{count} pieces of evidence were erased.", len(erased)))
    for sentence in WHAT_ERASING_LEAVES:
        output.say(_(sentence))
    return exit_status.DONE


def _say_plan(plan: ErasingPlan) -> None:
    for item in plan.items:
        output.complain(f"  {item.id[:8]}  {item.size:>12}  {visible_name(item.name)}")
    if plan.shared:
        output.complain(
            plural(
                "The bytes of {count} of them stay: other evidence holds the same bytes.",
                "The bytes of {count} of them stay: other evidence holds the same bytes.",
                plan.shared,
            )
        )
    for sentence in WHAT_ERASING_LEAVES:
        output.complain(_(sentence))


def _ask() -> None:
    if not sys.stdin.isatty():
        raise click.UsageError(_("There is no terminal to ask on. Use {option}.").format(option="--yes"))
    if not click.confirm(_("What is erased cannot be brought back. Go on?"), err=True):
        raise click.Abort


COMMANDS = (erase, erase_item)
