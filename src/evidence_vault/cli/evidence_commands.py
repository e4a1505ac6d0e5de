# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about evidence: import, items, messages, get, search."""

from pathlib import Path
from typing import Any

import click

from evidence_vault.cli import exit_status, json_forms, output
from evidence_vault.cli.shared_options import (
    answer_options,
    answers_of,
    case_option,
    command,
    importer_of,
    importer_option,
    json_option,
    jsonl_option,
    open_vault,
    option,
    passphrase_option,
    path_argument,
    vault_argument,
)
from evidence_vault.cli.spoken_reports import message_line, say_import
from evidence_vault.operations import browse_vault
from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.masked_copies import SECRETS_INSIDE
from evidence_vault.operations.save_original import save_original
from evidence_vault.operations.search_vault import KINDS, search_vault, typed_filter
from evidence_vault.operations.time_stamps import covering
from evidence_vault.record_json import to_json
from evidence_vault.records import ImportReport
from evidence_vault.translations import N_, _
from evidence_vault.vault.vault import Vault

PAGE = 500


@command(
    "import",
    N_(
        "Add files and folders to a vault.\n\nEvery file is kept byte for byte. Chat logs that are recognised are "
        "read as well. A file that cannot be added is listed with the reason; the others are added all the same."
    ),
)
@vault_argument
@path_argument("paths", "PATH...", nargs=-1, required=True)
@passphrase_option
@case_option
@importer_option
@answer_options
@json_option
def import_command(  # noqa: PLR0917 - click passes by name
    vault_folder: Path,
    paths: tuple[Path, ...],
    passphrase_file: str | None,
    case: str | None,
    importer: str | None,
    as_json: bool,
    **said: Any,
) -> int:
    """See ``import_files``."""
    answers = answers_of(said)
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        options = ImportOptions(_case_id(vault, case), importer_of(importer, answers), answers)
        report = import_files(vault, paths, options, vault.owner, progress)
    if as_json:
        output.say_json(json_forms.import_report(report))
    else:
        say_import(report)
    return _import_status(report)


@command("items", N_("List the evidence in a vault or a case."))
@vault_argument
@passphrase_option
@case_option
@option("--derivatives", is_flag=True, help_text=N_("Also list copies made from evidence."))
@json_option
def items(
    vault_folder: Path, passphrase_file: str | None, case: str | None, *, derivatives: bool, as_json: bool
) -> int:
    """See ``browse_vault.list_items``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        found = browse_vault.list_items(vault, _case_id(vault, case), derivatives=derivatives)
        stamps = covering(vault)
    if as_json:
        output.say_json([json_forms.item(one, stamps.get(one.id, ())) for one in found])
        return exit_status.DONE
    rows = [
        (one.id[:8], " ".join(m.exhibit for m in one.cases), one.media_type, str(one.size), one.added_at, one.name)
        for one in found
    ]
    output.say_table(rows, (_("Id"), _("Exhibit"), _("Type"), _("Bytes"), _("Added"), _("Name")))
    return exit_status.DONE


@command("messages", N_("Show the messages that were read from a chat log."))
@vault_argument
@click.argument("item", metavar="ITEM")
@passphrase_option
@jsonl_option
def messages(vault_folder: Path, item: str, passphrase_file: str | None, *, as_jsonl: bool) -> int:
    """See ``browse_vault.messages``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        item_id = browse_vault.full_id(vault, "item", item)
        for stored in browse_vault.conversations(vault, item_id=item_id):
            if as_jsonl:
                output.say_json_line(to_json(stored.conversation))
        start = 0
        while page := browse_vault.messages(vault, item_id, start=start, count=PAGE):
            if as_jsonl:
                output.say_json_lines(map(to_json, page))
            else:
                output.say_lines(map(message_line, page))
            start += len(page)
    return exit_status.DONE


@command("get", N_("Write the original bytes of an item to a new file."))
@vault_argument
@click.argument("item", metavar="ITEM")
@option("--to", "destination", metavar="PATH", required=True, help_text=N_("The new file; never one that is there."))
@passphrase_option
def get(vault_folder: Path, item: str, destination: str, passphrase_file: str | None) -> int:
    """See ``save_original``."""
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        item_id = browse_vault.full_id(vault, "item", item)
        path = save_original(vault, item_id, Path(destination), vault.owner, progress)
        holds_secrets = any(warning.code == SECRETS_INSIDE for warning in vault.item(item_id).warnings)
    output.say(_("Written unchanged: {path}").format(path=path))
    if holds_secrets:
        output.complain(_("This file holds keys or tokens that let others into an account."))
    return exit_status.DONE


@command(
    "search",
    N_(
        "Find words in names, messages and facts.\n\nAll the words must occur; words in quotation marks as they "
        "stand there. Chinese is found by any two characters."
    ),
)
@vault_argument
@click.argument("words", metavar="WORDS", nargs=-1, required=True)
@passphrase_option
@case_option
@option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help_text=N_("Only this kind; may be repeated."))
@option("--person", metavar="NAME", default="", help_text=N_("Only messages and conversations of this person."))
@option("--from", "first_day", metavar="DAY", default="", help_text=N_("Only from this day on, such as 2026-03-05."))
@option("--until", "last_day", metavar="DAY", default="", help_text=N_("Only until this day."))
@json_option
def search(  # noqa: PLR0917 - click passes by name
    vault_folder: Path,
    words: tuple[str, ...],
    passphrase_file: str | None,
    case: str | None,
    kinds: tuple[str, ...],
    person: str,
    first_day: str,
    last_day: str,
    as_json: bool,
) -> int:
    """See ``search_vault``."""
    wanted = typed_filter(kinds=frozenset(kinds), person=person, first_day=first_day, last_day=last_day)
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        hits = search_vault(vault, " ".join(words), _case_id(vault, case), wanted)
    if as_json:
        output.say_json([json_forms.search_hit(hit) for hit in hits])
        return exit_status.DONE
    rows = [(hit.kind, (hit.item_id or hit.fact_id or "")[:8], hit.at or "", hit.snippet) for hit in hits]
    output.say_table(rows, (_("What"), _("Id"), _("Time"), _("Text")))
    return exit_status.DONE


def _case_id(vault: Vault, beginning: str | None) -> str | None:
    return None if beginning is None else browse_vault.full_id(vault, "case", beginning)


def _import_status(report: ImportReport) -> int:
    if report.cancelled:
        return exit_status.INTERRUPTED
    return exit_status.PROBLEMS if report.failed else exit_status.DONE


COMMANDS = (import_command, items, messages, get, search)
