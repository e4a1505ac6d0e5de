# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about the text in pictures: read-pictures, picture-text."""

from pathlib import Path

import click

from evidence_vault.cli import exit_status, json_forms, output
from evidence_vault.cli.shared_options import (
    case_option,
    command,
    json_option,
    jsonl_option,
    open_vault,
    option,
    passphrase_option,
    vault_argument,
)
from evidence_vault.cli.spoken_reports import say_text
from evidence_vault.operations import browse_vault
from evidence_vault.operations.read_pictures import pages_of, text_of_picture
from evidence_vault.operations.read_pictures import read_pictures as read_all
from evidence_vault.operations.text_states import TextState, text_states
from evidence_vault.translations import N_, _, plural
from evidence_vault.user_messages import words_for


@command(
    "read-pictures",
    N_(
        "Read the text in pictures and PDFs, so that it can be searched.\n\nEverything happens on this computer. What "
        "is read is kept page by page: stopping with Ctrl+C loses nothing, and the next run goes on."
    ),
)
@vault_argument
@passphrase_option
@case_option
@option("--again", is_flag=True, help_text=N_("Read those again, too, that have been read before."))
@option(
    "--every-page",
    is_flag=True,
    help_text=N_("Read every page, also of documents of more than 50 and animations of more than 12."),
)
@json_option
def read_pictures(
    vault_folder: Path, passphrase_file: str | None, case: str | None, *, again: bool, every_page: bool, as_json: bool
) -> int:
    """See ``read_pictures.read_pictures``."""
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        case_id = None if case is None else browse_vault.full_id(vault, "case", case)
        report = read_all(vault, progress, case_id, again=again, every_page=every_page)
    if as_json:
        output.say_json(json_forms.pictures_report(report))
    else:
        pages = plural("{count} page was read", "{count} pages were read", report.read)
        output.say(f"{pages}, {plural('{count} line of text', '{count} lines of text', report.lines)}.")
        for one in report.failed:
            output.complain(words_for(one.failure or "", {"name": one.page.name}).sentence)
    return exit_status.PROBLEMS if report.failed else exit_status.DONE


@command("picture-text", N_("Show the text the program read in a picture, with how sure it is."))
@vault_argument
@click.argument("item", metavar="ITEM")
@passphrase_option
@jsonl_option
def picture_text(vault_folder: Path, item: str, passphrase_file: str | None, *, as_jsonl: bool) -> int:
    """See ``read_pictures.text_of_picture``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        known = vault.item(browse_vault.full_id(vault, "item", item))
        pages = [(page, text_of_picture(vault, known.id, page)) for page in range(pages_of(known))]
    read = [(page, text) for page, text in pages if text is not None]
    for page, text in read:
        if as_jsonl:
            output.say_json_line(json_forms.picture_text(text, page))
        else:
            say_text(text, page)
    if not read and not as_jsonl:
        output.say(_("Nothing has been read in it yet: evidence-vault read-pictures."))
    return exit_status.DONE


@command(
    "text-state",
    N_(
        "Show of which pictures and documents the text was read, of which it waits, and of which it could not be read."
        "\n\nNothing is read by this."
    ),
)
@vault_argument
@passphrase_option
@case_option
@option(
    "--only", type=click.Choice([str(state) for state in TextState]), default=None, help_text=N_("Only these items.")
)
@json_option
def text_state(
    vault_folder: Path, passphrase_file: str | None, case: str | None, only: str | None, *, as_json: bool
) -> int:
    """See ``text_states.text_states``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        case_id = None if case is None else browse_vault.full_id(vault, "case", case)
        found = [one for one in text_states(vault, case_id) if only in {None, one.state}]
    if as_json:
        output.say_json([json_forms.item_text(one) for one in found])
        return exit_status.DONE
    rows = [
        (one.item.id[:8], _(_STATES[one.state]), f"{one.read} / {one.pages}" if one.pages else "", one.item.name)
        for one in found
    ]
    output.say_table(rows, (_("Id"), _("Text"), _("Pages read"), _("Name")))
    return exit_status.DONE


_STATES = {
    TextState.READ: N_("read"),
    TextState.WAITING: N_("not read yet"),
    TextState.FAILED: N_("could not be read"),
    TextState.NONE: N_("nothing to read"),
}
COMMANDS = (read_pictures, picture_text, text_state)
