# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents keep up with the program: commands, settings, messages, formats, pages and pictures."""

import inspect
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from evidence_vault import assets, errors
from evidence_vault.cli.program import group
from evidence_vault.gui.flows.routes import Place
from evidence_vault.gui.pages.registry import SECTIONS
from evidence_vault.importers import IMPORTERS
from evidence_vault.operations.guide_lists import LISTS
from evidence_vault.operations.read_guide import chapter_for, list_chapters
from evidence_vault.settings import Settings
from evidence_vault.translations import LANGUAGES

GUIDE = assets.guide_folder()
ROOT = GUIDE.parents[1]
SETTING_WORDS = {
    "language": ("Language", "语言"),
    "look": ("Look", "外观"),
    "text_scale": ("Text size", "文字大小"),
    "idle_minutes": ("Lock by itself", "自动锁定"),
    "blur_pictures": ("Blur pictures", "图片先模糊显示"),
    "read_pictures": ("Read the text in pictures", "读取图片中的文字"),
    "remembered": ("Remember where this vault is", "记住此保险库的位置"),
    "window": ("size of the window", "窗口大小"),
    "views": ("the way lists are shown", "列表的显示方式"),
}
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


def test_every_command_is_in_its_how_to() -> None:
    text = (ROOT / "docs/how-to/use-the-command-line.md").read_text("utf-8")
    commands = set()
    for name, command in group.commands.items():
        inner = getattr(command, "commands", {})
        commands |= {f"{name} {deeper}" for deeper in inner} or {name}
    missing = {name for name in commands if not re.search(rf"evidence-vault {re.escape(name)}\b", text)}
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_and_every_message_is_in_the_guide(language: str) -> None:
    chapters = {chapter.id: chapter.text for chapter in list_chapters(language)}
    assert [importer.id for importer in IMPORTERS if f"`{importer.id}`" not in chapters["formats"]] == []
    codes = {thing.code for thing in _error_classes()}
    assert [code for code in codes if f"(`{code}`)" not in chapters["messages"]] == []


def _error_classes() -> list[type[errors.EvidenceVaultError]]:
    classes = [thing for _, thing in inspect.getmembers(errors, inspect.isclass)]
    return [thing for thing in classes if issubclass(thing, errors.EvidenceVaultError)]


def test_every_setting_is_explained() -> None:
    assert {field.name for field in fields(Settings)} == set(SETTING_WORDS), "explain it in docs/guide/*/settings.md"
    for number, language in enumerate(LANGUAGES):
        text = (GUIDE / language / "settings.md").read_text("utf-8")
        assert [words for words in SETTING_WORDS.values() if words[number] not in text] == []


def test_every_page_of_the_window_has_a_chapter() -> None:
    table = tomllib.loads((GUIDE / "guide.toml").read_text("utf-8"))
    named = [page for chapter in table["chapter"] for page in chapter["pages"]]
    assert len(named) == len(set(named))
    known = {place.value for place in Place} - {Place.WORKSPACE.value} | {section.id for section in SECTIONS}
    assert set(named) == known
    chapters = list_chapters("en")
    assert chapter_for(chapters, "money").id == "case"
    assert chapter_for(chapters, "no such page") is chapters[0]


def test_both_languages_have_the_same_chapters_built_alike() -> None:
    for english, chinese in zip(list_chapters("en"), list_chapters("zh-Hans"), strict=True):
        assert english.title
        assert chinese.title
        assert english.title != chinese.title
        forms = [re.findall(r"^(#+|\||```|\d+\.|-|!)", chapter.text, re.MULTILINE) for chapter in (english, chinese)]
        assert forms[0] == forms[1], english.id
    for language in LANGUAGES:
        files = {path.stem for path in (GUIDE / language).glob("*.md")}
        assert files | set(LISTS) == {chapter.id for chapter in list_chapters(language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_is_there_described_and_of_this_language(language: str) -> None:
    used = set()
    for chapter in list_chapters(language):
        for words, source in PICTURE.findall(chapter.text):
            assert words, source
            assert source.startswith(f"../pictures/{language}/"), source
            assert (chapter.folder / source).is_file(), source
            used.add(Path(source).name)
    assert used == {path.name for path in (GUIDE / "pictures" / language).iterdir()}


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")), ids=str)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", path.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (path.parent / target).exists(), target
