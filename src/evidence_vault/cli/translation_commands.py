# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about translations of messages: table (out), add (in), list."""

from pathlib import Path

import click

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.shared_options import (
    json_option,
    jsonl_option,
    open_vault,
    option,
    passphrase_option,
    path_argument,
    vault_argument,
)
from evidence_vault.cli.translated_commands import TranslatedGroup
from evidence_vault.operations import translate_messages
from evidence_vault.operations.browse_vault import full_id
from evidence_vault.records import Json, Translation
from evidence_vault.translations import N_, _
from evidence_vault.user_messages import words_for

_language_option = option(
    "--language", metavar="TAG", required=True, help_text=N_("The language of the translation, such as en or zh-Hans.")
)


@click.group(
    "translation", cls=TranslatedGroup, help=N_("Translations of messages; the original is always what counts.")
)
def translation_group() -> None:
    """Commands about translations."""


@translation_group.command("table", help=N_("Write the words of a chat as a table (CSV) for a translator to fill in."))
@vault_argument
@click.argument("case", metavar="CASE")
@click.argument("item", metavar="ITEM")
@_language_option
@option("--to", "destination", metavar="PATH", required=True, help_text=N_("The new file; never one that is there."))
@passphrase_option
def table(  # noqa: PLR0917 - click passes by name
    vault_folder: Path, case: str, item: str, language: str, destination: str, passphrase_file: str | None
) -> int:
    """See ``translate_messages.save_sheet``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        case_id, item_id = full_id(vault, "case", case), full_id(vault, "item", item)
        path = Path(destination)
        count = translate_messages.save_sheet(vault, case_id, item_id, language, path, vault.owner)
    output.say(
        _("Written: {path} ({count} messages). Anybody who holds it can read it.").format(path=path, count=count)
    )
    return exit_status.DONE


@translation_group.command(
    "add",
    help=N_(
        "Bring in translations of a chat: the filled-in table, or JSON lines.\n\nWho translated and when stand in the "
        "file or are given here. Lines that do not fit their message are listed and not taken."
    ),
)
@vault_argument
@click.argument("case", metavar="CASE")
@click.argument("item", metavar="ITEM")
@path_argument("file", "FILE")
@_language_option
@option("--translator", metavar="NAME", help_text=N_("Who translated, where the file does not say."))
@option("--date", "made_on", metavar="YYYY-MM-DD", help_text=N_("The day of the translation, likewise."))
@passphrase_option
@json_option
def add(  # noqa: PLR0917 - click passes by name
    vault_folder: Path,
    case: str,
    item: str,
    file: Path,
    language: str,
    translator: str | None,
    made_on: str | None,
    passphrase_file: str | None,
    as_json: bool,
) -> int:
    """See ``translate_messages.bring_in``."""
    said = Translation("", language, translator, made_on)
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        case_id, item_id = full_id(vault, "case", case), full_id(vault, "item", item)
        taken = translate_messages.bring_in(vault, case_id, item_id, file, said, vault.owner, progress)
    if as_json:
        output.say_json(_as_json(taken))
    else:
        words = _("Translations: {new} new, {changed} changed, {same} as before.")
        output.say(words.format(new=taken.new, changed=taken.changed, same=taken.same))
        for one in taken.refused:
            sentence = words_for(one.code).sentence
            output.complain(_("Line {line} was not taken. {reason}").format(line=one.line, reason=sentence))
    return exit_status.PROBLEMS if taken.refused else exit_status.DONE


@translation_group.command("list", help=N_("Show what is translated."))
@vault_argument
@click.argument("case", metavar="CASE")
@click.argument("item", metavar="ITEM")
@_language_option
@passphrase_option
@jsonl_option
def list_command(
    vault_folder: Path, case: str, item: str, language: str, passphrase_file: str | None, *, as_jsonl: bool
) -> int:
    """See ``translate_messages.translated_messages``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        case_id, item_id = full_id(vault, "case", case), full_id(vault, "item", item)
        for message, said in translate_messages.translated_messages(vault, case_id, item_id, language):
            if said is None:
                continue
            if as_jsonl:
                output.say_json_line({
                    "seq": message.seq, "text": message.text, "translation": said.text, "language": said.language,
                    "translator": said.translator, "made_on": said.made_on, "source": said.source,
                })  # fmt: skip
            else:
                output.say(f"{message.seq + 1}  {message.text}\n    {said.text}")
    return exit_status.DONE


def _as_json(taken: translate_messages.BroughtIn) -> dict[str, Json]:
    return {
        "new": taken.new,
        "changed": taken.changed,
        "same": taken.same,
        "refused": [
            {"line": one.line, "code": one.code, "sentence": words_for(one.code).sentence} for one in taken.refused
        ],
    }


COMMANDS = (translation_group,)
