# SPDX-License-Identifier: GPL-3.0-or-later
"""The chapters of the guide that are lists: every format that is read, every message with what to do next."""

from evidence_vault.importers import IMPORTERS
from evidence_vault.translations import Words
from evidence_vault.user_messages import WORDS

TEXTS = {
    "formats": {
        "en": (
            "Formats that are read",
            "Any file is kept byte for byte; these are also read. The last column is for the command line (`--as`).",
            ("Format", "Usual endings", "Name"),
        ),
        "zh-Hans": (
            "能读取的格式",
            "任何文件都会逐字节保存。对于下列格式，程序还能读取其中的消息、付款或邮件。最后一列是命令行使用的名称（`--as`）。",
            ("格式", "常见扩展名", "名称"),
        ),
    },
    "messages": {
        "en": (
            "What the program says, and what to do next",
            "Every message has a code, which helpers can look up here. `{…}` stands for a name or a number.",
            (),
        ),
        "zh-Hans": (
            "程序的提示，以及下一步怎么做",
            "每条提示都有代码，协助您的人可以在这里查找。`{…}` 代表名称或数字。",
            (),
        ),
    },
}
NOTE = "<!-- Made by `make guide` from the program; do not edit by hand. -->"


def formats_chapter(language: str) -> str:
    """Markdown of the chapter ``formats``."""
    title, why, columns = TEXTS["formats"][language]
    words = Words(language)
    lines = [f"# {title}", "", NOTE, "", why, "", _row(columns), _row(["---"] * len(columns))]
    named = sorted((words.translate(importer.name), importer) for importer in IMPORTERS)
    lines += [_row((name, " ".join(importer.suffixes), f"`{importer.id}`")) for name, importer in named]
    return "\n".join(lines) + "\n"


def messages_chapter(language: str) -> str:
    """Markdown of the chapter ``messages``."""
    title, why, _columns = TEXTS["messages"][language]
    words = Words(language)
    lines = [f"# {title}", "", NOTE, "", why, ""]
    for code, message in sorted(WORDS.items()):
        told = [words.translate(message.sentence), words.translate(message.next_step)]
        lines += [f"**{words.translate(message.title)}** (`{code}`)", "", " ".join(filter(None, told)), ""]
    return "\n".join(lines[:-1]) + "\n"


CHAPTERS = {"formats": formats_chapter, "messages": messages_chapter}


def _row(cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"  # type: ignore[attr-defined]
