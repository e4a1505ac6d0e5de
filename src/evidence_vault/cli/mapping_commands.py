# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about mappings (docs/formats/mapping.md): mapping propose, save, list, forget."""

import json
from pathlib import Path

import click

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.shared_options import json_option, open_vault, passphrase_option, path_argument, vault_argument
from evidence_vault.cli.translated_commands import TranslatedCommand, TranslatedGroup
from evidence_vault.errors import FormatUnknown, NoSuchEntry
from evidence_vault.operations import saved_mappings
from evidence_vault.operations.saved_mappings import SavedMapping
from evidence_vault.records import Json
from evidence_vault.translations import N_, _
from evidence_vault.vault.vault import Vault

_MORE_THAN_ONE = 2


@click.group(
    "mapping",
    cls=TranslatedGroup,
    help=N_(
        "Say what is what in a text or table that no importer knows.\n\n“propose” writes down what the program sees; "
        "correct it, then read the file with --mapping. Kept in a vault, it is offered for files of the same shape."
    ),
)
def mapping_group() -> None:
    """Commands about mappings."""


@mapping_group.command(
    "propose", cls=TranslatedCommand, help=N_("Print a mapping for FILE to be corrected. Needs no vault.")
)
@path_argument("file", "FILE")
@json_option
def propose(file: Path, *, as_json: bool) -> int:
    """See ``saved_mappings.propose_mapping``."""
    found = saved_mappings.propose_mapping(file)
    if found.mapping is None:
        raise FormatUnknown(name=file.name)
    dates: list[Json] = [
        {"pattern": one.pattern, "example": one.example, "meaning": one.meaning} for one in found.dates
    ]
    if as_json:
        output.say_json({"mapping": dict(found.mapping), "dates": dates})
        return exit_status.DONE
    output.say(json.dumps(found.mapping, ensure_ascii=False, indent=2))
    if len(dates) >= _MORE_THAN_ONE:
        output.complain(_("The dates of this file can be read in several ways. Choose one as “date”:"))
        for one in found.dates:
            output.complain(f"  {one.pattern}   {one.example} → {one.meaning}")
    return exit_status.DONE


@mapping_group.command("save", cls=TranslatedCommand, help=N_("Keep the mapping in FILE in the vault, under NAME."))
@vault_argument
@click.argument("name", metavar="NAME")
@path_argument("file", "FILE")
@passphrase_option
@json_option
def save(vault_folder: Path, name: str, file: Path, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``saved_mappings.save_mapping``."""
    mapping = saved_mappings.read_mapping(file)
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        saved = saved_mappings.save_mapping(vault, name, mapping, vault.owner)
    if as_json:
        output.say_json(_as_json(saved))
    else:
        output.say(_("Kept: {name}").format(name=saved.name))
    return exit_status.DONE


@mapping_group.command("list", cls=TranslatedCommand, help=N_("List the mappings that the vault keeps."))
@vault_argument
@passphrase_option
@json_option
def list_mappings(vault_folder: Path, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``saved_mappings.saved_mappings``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        found = saved_mappings.saved_mappings(vault)
    if as_json:
        output.say_json([_as_json(one) for one in found])
    else:
        output.say_table([(one.id[:8], one.name) for one in found], (_("Id"), _("Name")))
    return exit_status.DONE


@mapping_group.command("forget", cls=TranslatedCommand, help=N_("Offer a kept mapping no more."))
@vault_argument
@click.argument("name", metavar="NAME")
@passphrase_option
def forget(vault_folder: Path, name: str, passphrase_file: str | None) -> int:
    """See ``saved_mappings.forget_mapping``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        saved_mappings.forget_mapping(vault, _named(vault, name).id, vault.owner)
    output.say(_("Offered no more: {name}").format(name=name))
    return exit_status.DONE


def _named(vault: Vault, name: str) -> SavedMapping:
    for one in saved_mappings.saved_mappings(vault):
        if name in {one.name, one.id, one.id[:8]}:
            return one
    raise NoSuchEntry(kind=_("mapping"), id=name)


def _as_json(saved: SavedMapping) -> dict[str, Json]:
    return {"id": saved.id, "name": saved.name, "mapping": dict(saved.mapping)}


COMMANDS = (mapping_group,)
