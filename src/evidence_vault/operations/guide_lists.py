# SPDX-License-Identifier: GPL-3.0-or-later
"""The chapters of the guide that are lists, made from the program's own tables: so they never miss an entry."""

from collections.abc import Callable, Iterable, Mapping

from evidence_vault.importers import IMPORTERS
from evidence_vault.translations import N_, Words
from evidence_vault.user_messages import WORDS


def formats_chapter(words: Words) -> str:
    """Every format that is read, as Markdown."""
    lines = [
        "# " + words.translate(N_("Formats that are read")),
        "",
        words.translate(
            N_("Any file is kept byte for byte; these are also read. The last column is for the command line (`--as`).")
        ),
        "",
        _row(words.translate(name) for name in (N_("Format"), N_("Usual endings"), N_("Name on the command line"))),
        _row(["---"] * 3),
    ]
    named = sorted((words.translate(importer.name), importer.suffixes, importer.id) for importer in IMPORTERS)
    lines += [_row((name, " ".join(suffixes), f"`{importer_id}`")) for name, suffixes, importer_id in named]
    return "\n".join(lines) + "\n"


def messages_chapter(words: Words) -> str:
    """Every message with its code and what to do next, as Markdown."""
    lines = [
        "# " + words.translate(N_("What the program says, and what to do next")),
        "",
        words.translate(
            N_("Every message has a code, which helpers can look up here. `{…}` stands for a name or a number.")
        ),
    ]
    for code, message in sorted(WORDS.items()):
        told = [words.translate(text) for text in (message.sentence, message.next_step) if text]
        lines += ["", f"**{words.translate(message.title)}** (`{code}`)", "", " ".join(told)]
    return "\n".join(lines) + "\n"


LISTS: Mapping[str, Callable[[Words], str]] = {"formats": formats_chapter, "messages": messages_chapter}
"""By the id of the chapter in ``guide.toml``."""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
