# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that reads a stored chat log again: with a zone, an own name, an order of days, or as another format."""

from pathlib import Path
from typing import Any

import click

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.shared_options import (
    answer_options,
    answers_of,
    command,
    importer_of,
    importer_option,
    json_option,
    open_vault,
    passphrase_option,
    vault_argument,
)
from evidence_vault.operations import browse_vault, read_again
from evidence_vault.operations.import_options import PLAIN_FILE, ImportOptions
from evidence_vault.translations import N_, _


@command(
    "reread",
    N_(
        "Read a stored chat log again with other answers.\n\nThe stored bytes stay as they are. What is not answered "
        "keeps its earlier answer; the custody log keeps both."
    ),
)
@vault_argument
@click.argument("item", metavar="ITEM")
@passphrase_option
@importer_option
@answer_options
@json_option
def reread(
    vault_folder: Path, item: str, passphrase_file: str | None, importer: str | None, *, as_json: bool, **said: Any
) -> int:
    """See ``read_again.read_again``."""
    if importer == PLAIN_FILE:
        raise click.UsageError(_("A file that is read again needs an importer that reads it."))
    said_now = answers_of(said)
    importer = importer_of(importer, said_now)
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        item_id = browse_vault.full_id(vault, "item", item)
        answers = read_again.with_answers(read_again.last_reading(vault, item_id).answers, said_now)
        report = read_again.read_again(vault, item_id, ImportOptions(None, importer, answers), vault.owner, progress)
    if as_json:
        output.say_json({"id": item_id, "importer": report.importer, "messages": report.messages})
    else:
        words = _("Read again as {importer}: {count} messages.")
        output.say(words.format(importer=report.importer, count=report.messages))
    return exit_status.DONE


COMMANDS = (reread,)
