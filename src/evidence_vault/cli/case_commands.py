# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about cases: new, list, show, add, apply, facts."""

import sys
from pathlib import Path

import click

from evidence_vault.cli import exit_status, json_forms, output
from evidence_vault.cli.shared_options import json_option, open_vault, passphrase_option, path_argument, vault_argument
from evidence_vault.cli.translated_commands import TranslatedGroup
from evidence_vault.errors import FactsFileBroken, SourceMissing, SourceUnreadable
from evidence_vault.operations import case_facts, edit_case
from evidence_vault.operations.browse_vault import full_id
from evidence_vault.operations.what_is_missing import case_totals
from evidence_vault.translations import N_, _


@click.group("case", cls=TranslatedGroup, help=N_("Make cases and record what is known about them."))
def case_group() -> None:
    """Commands about cases."""


@case_group.command("new", help=N_("Start a case."))
@vault_argument
@click.argument("title", metavar="TITLE")
@passphrase_option
@json_option
def new(vault_folder: Path, title: str, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``edit_case.new_case``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        made = edit_case.new_case(vault, title, vault.owner)
    if as_json:
        output.say_json({"id": made.id, "title": made.title})
    else:
        output.say(_("Case {id}: {title}").format(id=made.id, title=made.title))
    return exit_status.DONE


@case_group.command("list", help=N_("List the cases."))
@vault_argument
@passphrase_option
@json_option
def list_command(vault_folder: Path, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``edit_case.list_cases``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        cases = edit_case.list_cases(vault)
    if as_json:
        output.say_json([
            {"id": c.id, "title": c.title, "items": c.items, "conversations": c.conversations, "payments": c.payments}
            for c in cases
        ])  # fmt: skip
    else:
        rows = [(c.id[:8], str(c.items), str(c.conversations), str(c.payments), c.title) for c in cases]
        output.say_table(rows, (_("Id"), _("Evidence"), _("Conversations"), _("Payments"), _("Title")))
    return exit_status.DONE


@case_group.command("show", help=N_("Show everything recorded about a case."))
@vault_argument
@click.argument("case", metavar="CASE")
@passphrase_option
@json_option
def show(vault_folder: Path, case: str, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``edit_case.load_case``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        case_id = full_id(vault, "case", case)
        loaded = edit_case.load_case(vault, case_id)
        exhibits = vault.exhibits(case_id)
        facts = case_facts.write_facts(vault, case_id)
    if as_json:
        output.say_json(json_forms.case(loaded, exhibits, case_totals(loaded)))
        return exit_status.DONE
    output.say(_("Case {id}: {title}").format(id=loaded.id, title=loaded.title))
    for total in case_totals(loaded):
        output.say(_("Sent {sent}, received {received}, recovered {recovered}, net {net} {currency}").format(
            sent=total.sent, received=total.received, recovered=total.recovered, net=total.net,
            currency=total.currency or "?"))  # fmt: skip
    output.say_table([(number, item.id[:8], item.name) for number, item in exhibits],
                     (_("Exhibit"), _("Id"), _("Name")))  # fmt: skip
    output.say()
    output.say(facts)
    return exit_status.DONE


@case_group.command("add", help=N_("Put evidence of the vault into a case; exhibit numbers are given once."))
@vault_argument
@click.argument("case", metavar="CASE")
@click.argument("items", metavar="ITEM...", nargs=-1, required=True)
@passphrase_option
def add(vault_folder: Path, case: str, items: tuple[str, ...], passphrase_file: str | None) -> int:
    """See ``edit_case.add_to_case``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        case_id = full_id(vault, "case", case)
        item_ids = [full_id(vault, "item", item) for item in items]
        given = edit_case.add_to_case(vault, case_id, item_ids, vault.owner)
    output.say_table([(number, item_id[:8]) for item_id, number in given], (_("Exhibit"), _("Id")))
    return exit_status.DONE


@case_group.command(
    "apply", help=N_("Record the facts of a TOML file (- for standard input).\n\nNothing is deleted; see facts.md.")
)
@vault_argument
@click.argument("case", metavar="CASE")
@path_argument("facts_file", "FACTS.toml")
@passphrase_option
@json_option
def apply(
    vault_folder: Path,
    case: str,
    facts_file: Path,
    passphrase_file: str | None,
    as_json: bool,
) -> int:
    """See ``case_facts.apply_facts``."""
    text = _toml_text(facts_file)
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        applied = case_facts.apply_facts(vault, full_id(vault, "case", case), text, vault.owner)
    if as_json:
        output.say_json({"new": applied.new, "changed": applied.changed})
    else:
        output.say(_("Recorded: {new} new, {changed} changed.").format(new=applied.new, changed=applied.changed))
    return exit_status.DONE


@case_group.command("facts", help=N_("Write the facts of a case as a TOML file on standard output."))
@vault_argument
@click.argument("case", metavar="CASE")
@passphrase_option
def facts(vault_folder: Path, case: str, passphrase_file: str | None) -> int:
    """See ``case_facts.write_facts``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        text = case_facts.write_facts(vault, full_id(vault, "case", case))
    output.say_exactly(text)
    return exit_status.DONE


def _toml_text(path: Path) -> str:
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except FileNotFoundError as error:
        raise SourceMissing(name=path.name) from error
    except OSError as error:
        raise SourceUnreadable(name=path.name) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FactsFileBroken(line=data[: error.start].count(b"\n") + 1) from error


COMMANDS = (case_group,)
