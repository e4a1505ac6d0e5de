# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide for users: its chapters in their order, and which of them belongs to a page of the window.

A chapter is a Markdown file of ``docs/guide/LANGUAGE``, or a list made from the program's own tables;
``docs/guide/guide.toml`` gives the order.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from evidence_vault.assets import guide_folder
from evidence_vault.operations.guide_lists import LISTS
from evidence_vault.translations import Words


@dataclass(frozen=True, slots=True)
class Chapter:
    """``text`` is Markdown; ``folder`` is what its pictures are named from. ``pages``: ids of places and sections."""

    id: str
    title: str
    text: str
    folder: Path
    pages: tuple[str, ...]


def list_chapters(language: str) -> tuple[Chapter, ...]:
    """Every chapter in the language nearest to the tag ``language``, in the order in which they are read."""
    words = Words(language)
    table = tomllib.loads((guide_folder() / "guide.toml").read_text("utf-8"))
    return tuple(_chapter(words, entry["id"], tuple(entry["pages"])) for entry in table["chapter"])


def chapter_for(chapters: tuple[Chapter, ...], page: str) -> Chapter:
    """The chapter of a page of the window; the first chapter where none is meant for it."""
    return next((chapter for chapter in chapters if page in chapter.pages), chapters[0])


def _chapter(words: Words, chapter_id: str, pages: tuple[str, ...]) -> Chapter:
    folder = guide_folder() / words.tag
    listed = LISTS.get(chapter_id)
    text = listed(words) if listed else (folder / f"{chapter_id}.md").read_text("utf-8")
    title = text.partition("\n")[0].removeprefix("# ").strip()
    return Chapter(chapter_id, title, text, folder, pages)
