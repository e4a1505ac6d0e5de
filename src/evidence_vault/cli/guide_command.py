# SPDX-License-Identifier: GPL-3.0-or-later
"""The command guide: the guide for users on the terminal, or as a PDF."""

from pathlib import Path

import click

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.progress_bar import terminal_progress
from evidence_vault.cli.shared_options import command, option
from evidence_vault.operations.print_guide import print_guide
from evidence_vault.operations.read_guide import list_chapters
from evidence_vault.translations import N_, _, interface_words


@command("guide", N_("Show the guide: its chapters, one of them, or write all of it as a PDF."))
@click.argument("chapter", metavar="[CHAPTER]", required=False)
@option(
    "--to",
    "destination",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help_text=N_("Write the guide as a PDF to FILE."),
)
def guide(chapter: str | None, destination: Path | None) -> int:
    """See ``list_chapters`` and ``print_guide``."""
    language = interface_words().tag
    if destination is not None:
        with terminal_progress() as progress:
            print_guide(destination, language, progress)
        output.say(_("The guide: {path}").format(path=destination))
        return exit_status.DONE
    chapters = list_chapters(language)
    for found in chapters:
        if chapter is None:
            output.say(f"{found.id:16} {found.title}")
        elif found.id == chapter:
            output.say(found.text)
            return exit_status.DONE
    return exit_status.DONE if chapter is None else _unknown(chapter)


def _unknown(chapter: str) -> int:
    output.complain(_("The guide has no chapter {name}. Without a name its chapters are listed.").format(name=chapter))
    return exit_status.USAGE


COMMANDS = (guide,)
