# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line as a whole: language, commands, errors, exit status."""

import sys
from collections.abc import Sequence

import click

from evidence_vault import __version__, settings, translations
from evidence_vault.cli import (
    backup_commands,
    case_commands,
    casework_commands,
    complaint_commands,
    conversation_commands,
    copy_commands,
    demo_command,
    erase_command,
    evidence_commands,
    exit_status,
    guide_command,
    key_commands,
    mapping_commands,
    open_command,
    origin_commands,
    output,
    package_commands,
    parts_command,
    picture_commands,
    reading_command,
    reread_command,
    series_commands,
    time_commands,
    todo_command,
    transcript_commands,
    translation_commands,
    vault_commands,
)
from evidence_vault.cli.error_seam import guarded
from evidence_vault.cli.translated_commands import TranslatedGroup, TranslatedOption
from evidence_vault.errors import SettingsDamaged
from evidence_vault.translations import N_, _

_HELP = N_(
    "Keeps proof of chat-app fraud unchanged in an encrypted vault and makes complaint and police packages.\n\n"
    "Without a command the window opens. Passphrases are asked for on the terminal or read from a file, never "
    "from an argument. Exit status: 0 done, 1 done with problems listed, 2 wrong usage, 3 not done, 4 fault of "
    "the program, 130 interrupted."
)


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit status of DESIGN §8. Without any there was no display to open the window on."""
    output.use_utf8()
    translations.use(interface_language())
    if not arguments:
        output.complain(_("There is no display to open the window on. Use a command: evidence-vault --help."))
        return exit_status.USAGE
    return guarded(lambda: _run(list(arguments)), arguments)


def interface_language() -> str:
    """The person's setting, else the language of the system."""
    try:
        chosen = settings.load().language
    except SettingsDamaged:
        chosen = ""
    return chosen or translations.system_language()


def _run(arguments: list[str]) -> int:
    answer = group.main(arguments, prog_name="evidence-vault", standalone_mode=False)
    sys.stdout.flush()
    return answer if isinstance(answer, int) else exit_status.DONE


@click.group(cls=TranslatedGroup, help=_HELP, no_args_is_help=True, context_settings={"max_content_width": 100})
@click.option(
    "--interface-language",
    cls=TranslatedOption,
    metavar="TAG",
    expose_value=False,
    is_eager=True,
    callback=lambda _ctx, _param, tag: translations.use(tag) if tag else None,
    help=N_("The language of messages and help: en or zh-Hans."),
)
@click.option(
    "--version",
    cls=TranslatedOption,
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=lambda ctx, _param, asked: _say_version(ctx) if asked else None,
    help=N_("Show the version."),
)
def group() -> None:
    """The root of all commands."""


def _say_version(ctx: click.Context) -> None:
    output.say(_("Evidence Vault {version}").format(version=__version__))
    ctx.exit()


for _part in (
    open_command,
    vault_commands,
    key_commands,
    erase_command,
    evidence_commands,
    reading_command,
    reread_command,
    picture_commands,
    transcript_commands,
    conversation_commands,
    mapping_commands,
    case_commands,
    casework_commands,
    origin_commands,
    complaint_commands,
    todo_command,
    copy_commands,
    series_commands,
    translation_commands,
    package_commands,
    backup_commands,
    demo_command,
    time_commands,
    guide_command,
    parts_command,
):
    for _command in _part.COMMANDS:
        group.add_command(_command)
