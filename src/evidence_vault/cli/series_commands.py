# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about pictures that belong together: series, duplicates, stills of recordings, parts of long pictures."""

from pathlib import Path

import click

from evidence_vault.cli import exit_status, json_forms, output
from evidence_vault.cli.shared_options import (
    case_option,
    command,
    json_option,
    open_vault,
    option,
    passphrase_option,
    vault_argument,
)
from evidence_vault.errors import UsageError
from evidence_vault.operations import browse_vault, series_todo
from evidence_vault.operations.film_stills import take_stills
from evidence_vault.operations.near_duplicates import find_near_duplicates
from evidence_vault.operations.picture_series import (
    SeriesReport,
    confirm_series,
    cut_into_parts,
    find_series,
    stitch_series,
)
from evidence_vault.records import EvidenceItem, Finding
from evidence_vault.translations import N_, _
from evidence_vault.user_messages import words_for
from evidence_vault.vault.vault import Vault

items_argument = click.argument("items", metavar="ITEM...", nargs=-1)


@command(
    "series",
    N_(
        "Put screenshots of one chat into order by what they share.\n\nWithout ITEM all pictures of the case or the "
        "vault are looked at. Nothing is written unless you ask for it: --confirm keeps the order as yours, --stitch "
        "makes one long picture of each series, as a copy."
    ),
)
@vault_argument
@items_argument
@option("--confirm", is_flag=True, help_text=N_("Keep the order in the case, as your own. Needs --case."))
@option("--stitch", is_flag=True, help_text=N_("Make one long picture of each series."))
@passphrase_option
@case_option
@json_option
def series(
    vault_folder: Path,
    items: tuple[str, ...],
    passphrase_file: str | None,
    case: str | None,
    **given: bool,
) -> int:
    """See ``find_series``."""
    if given["confirm"] and case is None:
        raise UsageError(what=_("--confirm needs --case."))
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        case_id = _case_id(vault, case)
        item_ids = tuple(browse_vault.full_id(vault, "item", item) for item in items)
        report = find_series(vault, progress, case_id, item_ids)
        stitched = []
        for one in report.series:
            if given["confirm"]:
                confirm_series(vault, case_id or "", [each.item.id for each in one.pictures], vault.owner)
            if given["stitch"]:
                stitched.append(stitch_series(vault, one, vault.owner, progress, case_id=case_id))
        missing = series_todo.what_is_missing(vault, report, case_id)
    if given["as_json"]:
        output.say_json(json_forms.series_report(report, missing, stitched))
        return exit_status.DONE
    _say_series(report, missing, stitched)
    return exit_status.DONE


def _say_series(report: SeriesReport, missing: tuple[Finding, ...], stitched: list[EvidenceItem]) -> None:
    for number, one in enumerate(report.series, 1):
        output.say(_("Series {number}").format(number=number))
        rows = [
            (each.item.id[:8], "" if each.overlap is None else str(each.overlap), _sure(each.is_sure), each.item.name)
            for each in one.pictures
        ]
        output.say_table(rows, (_("Id"), _("Shared pixels"), _("Sure"), _("Name")))
    for copy in stitched:
        output.say(_("Copy made: {name} ({id}). Your original is safe.").format(name=copy.name, id=copy.id[:8]))
    for finding in missing:
        output.say(words_for(finding.code, finding.facts).sentence)
    output.say(_("Pictures that follow no other: {count}").format(count=len(report.alone)))


@command(
    "duplicates",
    N_(
        "Find pictures that show the same: copies that were cropped, resized or compressed again.\n\nThey are only "
        "told; nothing is merged or left out."
    ),
)
@vault_argument
@items_argument
@passphrase_option
@case_option
@json_option
def duplicates(
    vault_folder: Path, items: tuple[str, ...], passphrase_file: str | None, case: str | None, *, as_json: bool
) -> int:
    """See ``find_near_duplicates``."""
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        item_ids = tuple(browse_vault.full_id(vault, "item", item) for item in items)
        pairs = find_near_duplicates(vault, progress, _case_id(vault, case), item_ids)
    if as_json:
        output.say_json([json_forms.alike_pair(pair) for pair in pairs])
        return exit_status.DONE
    rows = [(one.first.id[:8], one.second.id[:8], ", ".join(one.change), one.second.name) for one in pairs]
    output.say_table(rows, (_("Id"), _("Shows the same"), _("How it differs"), _("Name")))
    return exit_status.DONE


@command("stills", N_("Take stills of a screen recording where it shows something new, as copies."))
@vault_argument
@click.argument("item", metavar="ITEM")
@passphrase_option
@case_option
@json_option
def stills(vault_folder: Path, item: str, passphrase_file: str | None, case: str | None, *, as_json: bool) -> int:
    """See ``take_stills``."""
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        item_id = browse_vault.full_id(vault, "item", item)
        made = take_stills(vault, item_id, vault.owner, progress, case_id=_case_id(vault, case))
    return _say_copies(made, as_json=as_json)


@command("cut", N_("Cut a long screenshot into parts that fit a page each, as copies."))
@vault_argument
@click.argument("item", metavar="ITEM")
@passphrase_option
@case_option
@json_option
def cut(vault_folder: Path, item: str, passphrase_file: str | None, case: str | None, *, as_json: bool) -> int:
    """See ``cut_into_parts``."""
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        item_id = browse_vault.full_id(vault, "item", item)
        made = cut_into_parts(vault, item_id, vault.owner, progress, case_id=_case_id(vault, case))
    return _say_copies(made, as_json=as_json)


def _say_copies(made: tuple[EvidenceItem, ...], *, as_json: bool) -> int:
    if as_json:
        output.say_json([json_forms.copy(one) for one in made])
    elif made:
        output.say_table([(one.id[:8], one.name) for one in made], (_("Id"), _("Name")))
    else:
        output.say(_("There was nothing to make."))
    return exit_status.DONE


def _sure(is_sure: bool) -> str:
    return _("yes") if is_sure else _("not sure")


def _case_id(vault: Vault, beginning: str | None) -> str | None:
    return None if beginning is None else browse_vault.full_id(vault, "case", beginning)


COMMANDS = (series, duplicates, stills, cut)
