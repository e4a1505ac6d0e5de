# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about what the text of a picture means: transcript, picture-facts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

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
from evidence_vault.errors import SourceMissing, SourceUnreadable
from evidence_vault.operations import browse_vault, picture_transcripts
from evidence_vault.operations.picture_facts import OfferedFact, facts_in_picture
from evidence_vault.operations.picture_transcripts import ConfirmedReport, PictureStatement
from evidence_vault.operations.transcript_lines import entry_from_json, entry_to_json
from evidence_vault.records import GAP, Json, ProposedTranscript
from evidence_vault.translations import N_, _, plural

_Read = TypeVar("_Read")
page_option = option(
    "--page",
    type=click.IntRange(1),
    default=1,
    help_text=N_("Which page of the file, from 1; the first is taken else."),
)


def statement_options(function: Callable[..., int]) -> Callable[..., int]:
    """What a person says about screenshots when they confirm what was read in them."""
    taken_on = N_("The day the screenshot was taken, YYYY-MM-DD. Kept as your statement.")
    first_day = N_("The day of the messages above the first date in the picture.")
    day_first = N_("How dates such as 3/4/2026 are meant.")
    platforms = click.Choice(picture_transcripts.PLATFORMS)
    for add in (
        option("--day-first/--month-first", "day_first", default=None, help_text=day_first),
        option("--first-day", metavar="DATE", help_text=first_day),
        option("--taken-on", metavar="DATE", help_text=taken_on),
        option("--platform", type=platforms, default="chat", help_text=N_("The app.")),
        option("--title", metavar="TEXT", help_text=N_("The name of the chat.")),
    ):
        function = add(function)
    return function


@command(
    "transcript",
    N_(
        "Show what a screenshot of a chat seems to say: a proposal of the program, not checked by a person.\n\nWith "
        "--jsonl each entry is a line that can be corrected and given to transcript-confirm."
    ),
)
@vault_argument
@click.argument("item", metavar="ITEM")
@page_option
@passphrase_option
@jsonl_option
def transcript(vault_folder: Path, item: str, page: int, passphrase_file: str | None, *, as_jsonl: bool) -> int:
    """See ``picture_transcripts.proposed_transcript``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        found = picture_transcripts.proposed_transcript(vault, browse_vault.full_id(vault, "item", item), page - 1)
    if as_jsonl:
        for entry in found.entries if found else ():
            output.say_json_line(entry_to_json(entry))
    elif found is None:
        output.say(_("Nothing has been read in it yet: evidence-vault read-pictures."))
    else:
        say_transcript(found)
    return exit_status.DONE


@command(
    "transcript-confirm",
    N_(
        "Keep the entries of a transcript, as you looked through and corrected them, as messages.\n\nENTRIES is a file "
        "as transcript --jsonl writes it. Every difference from what the program read is recorded in the log."
    ),
)
@vault_argument
@click.argument("item", metavar="ITEM")
@path_argument("entries", "ENTRIES")
@page_option
@passphrase_option
@zone_option
@statement_options
def transcript_confirm(  # noqa: PLR0917 - click passes by name
    vault_folder: Path,
    item: str,
    entries: Path,
    page: int,
    passphrase_file: str | None,
    time_zone: str | None,
    title: str | None,
    platform: str,
    taken_on: str | None,
    first_day: str | None,
    day_first: bool | None,
) -> int:
    """See ``picture_transcripts.confirm_transcript``."""
    statement = PictureStatement(title, platform, None, taken_on, first_day, time_zone, day_first)
    kept = [understood(entry_from_json, number, line) for number, line in lines_of(entries)]
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        item_id = browse_vault.full_id(vault, "item", item)
        report = picture_transcripts.confirm_transcript(vault, item_id, page - 1, kept, statement, vault.owner)
    say_confirmed(report)
    return exit_status.DONE


@command(
    "picture-facts",
    N_("Show amounts, numbers, addresses and codes found in a picture. Nothing is opened and nothing recorded."),
)
@vault_argument
@click.argument("item", metavar="ITEM")
@passphrase_option
@jsonl_option
def picture_facts(vault_folder: Path, item: str, passphrase_file: str | None, *, as_jsonl: bool) -> int:
    """See ``picture_facts.facts_in_picture``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        found = facts_in_picture(vault, browse_vault.full_id(vault, "item", item))
    for fact in found:
        if as_jsonl:
            output.say_json_line(_fact_json(fact))
        else:
            checked = _("check digits are right") if fact.checked else f"{fact.confidence} %"
            output.say(f"{fact.kind:16} {fact.shown}  ({checked})")
    return exit_status.DONE


def _fact_json(fact: OfferedFact) -> dict[str, Json]:
    return {
        "kind": fact.kind,
        "value": fact.value,
        "shown": fact.shown,
        "box": list(fact.box),
        "confidence": fact.confidence,
        "checked": fact.checked,
        "currency": fact.currency,
    }


def lines_of(path: Path) -> list[tuple[int, Json]]:
    """Every line that is not empty, with its number. Raises SourceMissing, SourceUnreadable, UsageError."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise SourceMissing(name=path.name) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourceUnreadable(name=path.name) from error
    lines = enumerate(text.split("\n"), 1)
    return [(number, understood(json.loads, number, line)) for number, line in lines if line.strip()]


def understood(read: Callable[[Any], _Read], number: int, line: Json) -> _Read:
    """What ``read`` makes of a line. Raises UsageError, which names it."""
    try:
        return read(line)
    except ValueError as error:
        raise click.UsageError(_("Line {number} of the entries is not understood.").format(number=number)) from error


def say_confirmed(report: ConfirmedReport) -> None:
    """How many messages there are now, and how much a person changed."""
    words = plural("{count} message was confirmed", "{count} messages were confirmed", report.messages)
    output.say(f"{words}, {plural('{count} correction', '{count} corrections', report.corrected)}.")


def say_transcript(found: ProposedTranscript) -> None:
    """A proposal, one entry a line."""
    output.say(_("# {title} ({platform}), read by the program, not checked by a person").format(
        title=found.title or "?", platform=found.platform))  # fmt: skip
    for entry in found.entries:
        if entry.kind == GAP:
            output.say(_("      … something may be missing here …"))
            continue
        side = {True: ">", False: "<", None: "-"}[entry.is_self]
        what = " ".join(part for part in (entry.sender and f"{entry.sender}:", entry.amount, entry.text) if part)
        mark = f"  ({', '.join(entry.flags)})" if entry.flags else ""
        output.say(f"{entry.confidence:3d} % {side} {what or f'[{entry.subkind}]'} {entry.time or ''}{mark}".rstrip())


COMMANDS = (transcript, transcript_confirm, picture_facts)
