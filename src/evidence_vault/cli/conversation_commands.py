# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about several screenshots as one conversation: transcript-join, transcript-join-confirm."""

from pathlib import Path

import click

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.shared_options import (
    command,
    jsonl_option,
    open_vault,
    option,
    passphrase_option,
    path_argument,
    vault_argument,
    zone_option,
)
from evidence_vault.cli.transcript_commands import lines_of, say_confirmed, say_transcript, statement_options
from evidence_vault.errors import UsageError
from evidence_vault.operations import browse_vault, joined_transcripts
from evidence_vault.operations.joined_lines import conversation_from_json, conversation_to_json
from evidence_vault.operations.picture_transcripts import PictureStatement
from evidence_vault.records import ProposedTranscript
from evidence_vault.translations import N_, _


@command(
    "transcript-join",
    N_(
        "Show what several screenshots of one chat say together: a proposal, not checked by a person.\n\nWhat "
        "stands in two of them counts once; where one does not go on from the one before, something may be missing. "
        "With --jsonl each entry is a line that can be corrected and given to transcript-join-confirm."
    ),
)
@vault_argument
@click.argument("items", metavar="ITEM...", nargs=-1, required=True)
@option("--as-given", is_flag=True, help_text=N_("Keep the order in which the screenshots are named."))
@passphrase_option
@jsonl_option
def transcript_join(
    vault_folder: Path, items: tuple[str, ...], passphrase_file: str | None, *, as_given: bool, as_jsonl: bool
) -> int:
    """See ``joined_transcripts.proposed_conversation``."""
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        ids = [browse_vault.full_id(vault, "item", item) for item in items]
        ordered = ids if as_given else joined_transcripts.in_order(vault, ids, progress)
        found = joined_transcripts.proposed_conversation(vault, ordered, progress)
    for item in found.unread:
        output.complain(_("{name}: its text has not been read yet, so nothing of it is here.").format(name=item.name))
    for item in found.without_chat:
        output.complain(_("{name}: the program sees no chat in it.").format(name=item.name))
    if as_jsonl:
        for line in conversation_to_json(found):
            output.say_json_line(line)
    else:
        entries = tuple(placed.entry for placed in found.entries)
        say_transcript(ProposedTranscript(entries, " / ".join(found.titles) or None, found.platform))
    return exit_status.PROBLEMS if found.unread or found.gaps else exit_status.DONE


@command(
    "transcript-join-confirm",
    N_(
        "Keep the entries of several screenshots, as you looked through and corrected them, as one conversation.\n\n"
        "ENTRIES is a file as transcript-join --jsonl writes it. Every difference from what the program read is "
        "recorded in the log."
    ),
)
@vault_argument
@path_argument("entries", "ENTRIES")
@passphrase_option
@zone_option
@statement_options
def transcript_join_confirm(  # noqa: PLR0917 - click passes by name
    vault_folder: Path,
    entries: Path,
    passphrase_file: str | None,
    time_zone: str | None,
    title: str | None,
    platform: str,
    taken_on: str | None,
    first_day: str | None,
    day_first: bool | None,
) -> int:
    """See ``joined_transcripts.confirm_conversation``."""
    statement = PictureStatement(title, platform, None, taken_on, first_day, time_zone, day_first)
    try:
        item_ids, kept = conversation_from_json(line for _number, line in lines_of(entries))
    except ValueError as error:
        raise UsageError(what=_("The entries are not in the form that transcript-join --jsonl writes.")) from error
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        report = joined_transcripts.confirm_conversation(vault, item_ids, kept, statement, vault.owner, progress)
    say_confirmed(report)
    return exit_status.DONE


COMMANDS = (transcript_join, transcript_join_confirm)
