# SPDX-License-Identifier: GPL-3.0-or-later
"""Options and arguments that several commands take, and the open vault they work on."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from evidence_vault import settings
from evidence_vault.cli import output, secret_input
from evidence_vault.cli.progress_bar import TerminalProgress, terminal_progress
from evidence_vault.cli.translated_commands import TranslatedCommand, TranslatedOption
from evidence_vault.errors import SettingsDamaged, UsageError
from evidence_vault.operations.look_at_files import MAPPING
from evidence_vault.operations.saved_mappings import read_mapping
from evidence_vault.operations.unlock_vault import lock_vault, unlock_vault
from evidence_vault.records import Answers, Severity
from evidence_vault.translations import N_, _
from evidence_vault.user_messages import words_for
from evidence_vault.vault.vault import Vault

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def command(name: str, help_text: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A command with translated help."""
    return click.command(name, cls=TranslatedCommand, help=help_text)


def option(*names: str, help_text: str, **more: Any) -> Decorator:
    """An option with translated help."""
    return click.option(*names, cls=TranslatedOption, help=help_text, **more)


def path_argument(name: str, metavar: str, **more: Any) -> Decorator:
    """A file or folder; whether it is there is for the operation to say, in words."""
    return click.argument(name, metavar=metavar, type=click.Path(path_type=Path), **more)


vault_argument = path_argument("vault_folder", "VAULT")
passphrase_option = option(
    "--passphrase-file",
    metavar="FILE",
    help_text=N_("Read the passphrase from FILE (- for standard input) instead of asking for it."),
)
json_option = option("--json", "as_json", is_flag=True, help_text=N_("Write one JSON document for programs."))
jsonl_option = option("--jsonl", "as_jsonl", is_flag=True, help_text=N_("Write one JSON object a line for programs."))
case_option = option("--case", "case", metavar="CASE", help_text=N_("The case: its id or the first 8 characters."))
importer_option = option(
    "--as",
    "importer",
    metavar="IMPORTER",
    help_text=N_("Read the file with this importer instead of recognising it; plain-file keeps it unread."),
)
zone_option = option(
    "--time-zone",
    metavar="ZONE",
    help_text=N_("The zone of times that have none: such as Asia/Shanghai or +08:00. Kept as your statement."),
)


_ANSWERS = (
    option("--self", "self_name", metavar="NAME", help_text=N_("Your own name, exactly as the chat shows it.")),
    option(
        "--day-first/--month-first", "day_first", default=None, help_text=N_("How dates such as 3/4/2026 are meant.")
    ),
    option("--copied-on", metavar="DATE", help_text=N_("The day the text was copied (YYYY-MM-DD), for “yesterday”.")),
    option(
        "--mapping",
        metavar="FILE",
        help_text=N_("What is what in a text or table that no importer knows; see “mapping propose”."),
    ),
)


def answer_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options for what a person says about a file; ``answers_of`` takes them."""
    for add in reversed((zone_option, *_ANSWERS)):
        function = add(function)
    return function


def answers_of(said: Mapping[str, Any]) -> Answers:
    """What was said with ``answer_options``. Raises UsageError, MappingUnusable, SourceMissing, SourceUnreadable."""
    copied_on = said["copied_on"]
    if copied_on is not None and not _is_day(copied_on):
        raise UsageError(what=_("--copied-on: {text} is no day. Write for example 2026-03-01.").format(text=copied_on))
    return Answers(
        time_zone=said["time_zone"],
        day_first=said["day_first"],
        self_name=said["self_name"],
        copied_on=copied_on,
        mapping=read_mapping(Path(said["mapping"])) if said["mapping"] else None,
    )


def importer_of(importer: str | None, answers: Answers) -> str | None:
    """The importer that was asked for; a mapping is for its own."""
    return MAPPING if importer is None and answers.mapping is not None else importer


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@contextmanager
def open_vault(
    folder: Path, passphrase_file: str | None, *, known: str | None = None
) -> Iterator[tuple[Vault, TerminalProgress]]:
    """The open vault for a block, with the progress for its operations; locked at the end whatever happens.

    ``known`` is the passphrase where it was read already: standard input can be read only once.
    """
    passphrase = secret_input.passphrase(passphrase_file) if known is None else known
    with terminal_progress() as progress:
        vault = unlock_vault(folder, passphrase, progress, known=_remembered(folder))
        try:
            _say_problems(vault)
            yield vault, progress
        finally:
            lock_vault(vault)


def _remembered(folder: Path) -> settings.RememberedVault | None:
    try:
        return settings.remembered_vault(settings.load(), str(folder.absolute()))
    except SettingsDamaged:
        return None


def _say_problems(vault: Vault) -> None:
    for finding in vault.opening_notes:
        if finding.severity is Severity.PROBLEM:
            words = words_for(finding.code, {"subject": finding.subject, **finding.facts})
            output.complain(f"{_('PROBLEM')}: {finding.subject}: {words.sentence} {words.next_step}".rstrip())
