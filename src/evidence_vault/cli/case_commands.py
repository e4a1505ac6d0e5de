# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about cases: new, list, show, add, apply, facts, import."""

import sys
from pathlib import Path

import click

from evidence_vault.cli import exit_status, json_forms, output
from evidence_vault.cli.shared_options import (
    json_option,
    open_vault,
    option,
    passphrase_option,
    path_argument,
    vault_argument,
)
from evidence_vault.cli.translated_commands import TranslatedGroup
from evidence_vault.errors import FactsFileBroken, SourceMissing, SourceUnreadable
from evidence_vault.operations import case_facts, case_templates, edit_case, fact_origins
from evidence_vault.operations.browse_vault import full_id
from evidence_vault.operations.take_in_case import TakeInOptions, TakenCase, take_in_case
from evidence_vault.operations.what_is_missing import case_totals
from evidence_vault.translations import N_, _, plural
from evidence_vault.user_messages import words_for


@click.group("case", cls=TranslatedGroup, help=N_("Make cases and record what is known about them."))
def case_group() -> None:
    """Commands about cases."""


@case_group.command("new", help=N_("Start a case, empty or with the facts of a file or what another case shares."))
@vault_argument
@click.argument("title", metavar="TITLE")
@passphrase_option
@option("--from", "facts_file", metavar="FACTS.toml", help_text=N_("Begin with the facts of this file."))
@option("--like", metavar="CASE", help_text=N_("Begin with kind, platform, zone and filer of that case."))
@json_option
def new(
    vault_folder: Path,
    title: str,
    passphrase_file: str | None,
    facts_file: str | None,
    like: str | None,
    *,
    as_json: bool,
) -> int:
    """See ``edit_case.new_case`` and ``case_templates``."""
    text = _toml_text(Path(facts_file)) if facts_file else None
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        if like and text is None:
            text = case_templates.template_of(vault, full_id(vault, "case", like))
        if text is None:
            made = edit_case.new_case(vault, title, vault.owner)
        else:
            made = case_templates.new_case_from(vault, title, text, vault.owner)
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
        origins = fact_origins.fact_origins(vault, case_id)
    if as_json:
        output.say_json(json_forms.case(loaded, exhibits, case_totals(loaded), origins))
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


@case_group.command(
    "import",
    help=N_(
        "Take in a case out of a package of another vault.\n\nThe package is checked first. Evidence keeps its bytes "
        "and exhibit numbers; what the other vault says about times stays its claim; its log comes along as evidence."
    ),
)
@vault_argument
@path_argument("package", "PACKAGE")
@option("--signer", metavar="FINGERPRINT", help_text=N_("The fingerprint (SHA256:...) that came to you another way."))
@option(
    "--files-only",
    is_flag=True,
    help_text=N_("Take the unchanged files as plain files, also of a package with problems; nothing it says is kept."),
)
@passphrase_option
@json_option
def import_command(
    vault_folder: Path,
    package: Path,
    signer: str | None,
    passphrase_file: str | None,
    *,
    files_only: bool,
    as_json: bool,
) -> int:
    """See ``take_in_case``."""
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        taken = take_in_case(vault, package, TakeInOptions(signer, files_only), vault.owner, progress)
    if as_json:
        output.say_json(json_forms.taken_case(taken))
    else:
        _say_taken(taken)
    if taken.cancelled:
        return exit_status.INTERRUPTED
    return exit_status.PROBLEMS if taken.failed or taken.notes or files_only else exit_status.DONE


def _say_taken(taken: TakenCase) -> None:
    output.say(_("Case {id}: {title}").format(id=taken.case_id, title=taken.title))
    output.say(plural("{count} piece of evidence came in.", "{count} pieces of evidence came in.", taken.items))
    output.say(_("Messages: {messages}, copies: {copies}, records: {facts}").format(
        messages=taken.messages, copies=taken.copies, facts=taken.facts))  # fmt: skip
    key = taken.report.signer.fingerprint or "?"
    if taken.report.signer.compared == "matched":
        output.say(_("Signed by the key {key}, the one you were told.").format(key=key))
    else:
        output.say(_("Signed by the key {key}; whose key that is was not checked.").format(key=key))
    for one in taken.failed:
        output.say(f"[{one.code}] {words_for(one.code, one.facts).sentence}")
    for note in taken.notes:
        output.say(f"[{note.code}] {words_for(note.code, note.facts).sentence}")


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
