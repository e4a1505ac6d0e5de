# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that reads a stored chat log again: with a zone, an own name, an order of days, or as another format."""

from pathlib import Path

import click

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.shared_options import (
    command,
    importer_option,
    json_option,
    open_vault,
    option,
    passphrase_option,
    vault_argument,
    zone_option,
)
from evidence_vault.operations import browse_vault, read_again
from evidence_vault.operations.import_options import PLAIN_FILE, ImportOptions
from evidence_vault.records import Answers
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
@zone_option
@option("--self", "self_name", metavar="NAME", help_text=N_("Your own name, exactly as the chat shows it."))
@option("--day-first/--month-first", "day_first", default=None, help_text=N_("How dates such as 3/4/2026 are meant."))
@json_option
def reread(  # noqa: PLR0917 - click passes by name
    vault_folder: Path,
    item: str,
    passphrase_file: str | None,
    importer: str | None,
    time_zone: str | None,
    self_name: str | None,
    day_first: bool | None,
    as_json: bool,
) -> int:
    """See ``read_again.read_again``."""
    if importer == PLAIN_FILE:
        raise click.UsageError(_("A file that is read again needs an importer that reads it."))
    said = Answers(time_zone=time_zone, day_first=day_first, self_name=self_name)
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        item_id = browse_vault.full_id(vault, "item", item)
        answers = read_again.with_answers(read_again.last_reading(vault, item_id).answers, said)
        report = read_again.read_again(vault, item_id, ImportOptions(None, importer, answers), vault.owner, progress)
    if as_json:
        output.say_json({"id": item_id, "importer": report.importer, "messages": report.messages})
    else:
        words = _("Read again as {importer}: {count} messages.")
        output.say(words.format(importer=report.importer, count=report.messages))
    return exit_status.DONE


COMMANDS = (reread,)
