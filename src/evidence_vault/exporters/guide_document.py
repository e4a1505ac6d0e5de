# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide as a printed document: the Markdown of its chapters as blocks. Addresses are printed, never followed."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from evidence_vault.exporters import blocks
from evidence_vault.exporters.blocks import Block
from evidence_vault.exporters.pdf import Document, printed_picture
from evidence_vault.translations import Words


def guide_document(chapters: Sequence[tuple[str, Path]], words: Words, made_at: str) -> Document:
    """``chapters``: Markdown with the folder its pictures are named from. ``made_at``: ISO 8601 with offset.

    Raises PictureDamaged, FileNotFoundError when the installation is incomplete.
    """
    writer = _Writer()
    name = words.translate("Evidence Vault: the guide")
    found = [blocks.title(name, "", outlined=False), blocks.contents(words.translate("Contents"))]
    for text, folder in chapters:
        found.extend(writer.chapter(text, folder))
    data: Block = {
        "title": name, "author": "Evidence Vault", "language": words.tag, "lang": words.tag[:2],
        "region": "cn" if words.tag == "zh-Hans" else None, "not_stated": "–",
        "footer": {"left": name, "page": words.translate("Page {page} of {pages}"), "key": ""},
        "blocks": list(found),
    }  # fmt: skip
    return Document(data, made_at, writer.pictures)


_LINE_BY_LINE = frozenset({"list_item", "blockquote", "bullet_list", "ordered_list"})


class _Writer:
    """Turns Markdown into blocks and collects the pictures by name."""

    def __init__(self) -> None:
        self.pictures: dict[str, str] = {}

    def chapter(self, text: str, folder: Path) -> Iterator[Block]:
        """A chapter begins on a new page."""
        tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))
        for node in tree.children:
            yield from self._block(node, folder)

    def _block(self, node: SyntaxTreeNode, folder: Path) -> Iterator[Block]:
        if node.type == "heading":
            level = int(node.tag[1:])
            yield blocks.heading(_text(node), level, new_page=level == 1)
        elif node.type == "paragraph":
            yield from self._paragraph(node, folder)
        elif node.type == "bullet_list":
            yield blocks.bullets(_runs(entry) for entry in node.children)
        elif node.type == "ordered_list":
            yield blocks.numbered(_runs(entry) for entry in node.children)
        elif node.type == "blockquote":
            yield blocks.note(_text(node))
        elif node.type == "fence":
            yield blocks.note(node.content.rstrip("\n"))
        elif node.type == "table":
            yield _table(node)

    def _paragraph(self, node: SyntaxTreeNode, folder: Path) -> Iterator[Block]:
        inline = node.children[0].children
        if len(inline) == 1 and inline[0].type == "image":
            source = str(inline[0].attrs["src"])
            printed = printed_picture((folder / source).read_bytes(), source)
            number = str(len(self.pictures) + 1)
            self.pictures[source] = printed.svg
            caption = _text(inline[0])
            shape = (printed.width, printed.height)
            yield blocks.picture(number, caption, source, shape=shape, description=caption)
        else:
            yield blocks.paragraph(_runs(node))


def _table(node: SyntaxTreeNode) -> Block:
    rows = [[_text(cell) for cell in row.children] for part in node.children for row in part.children]
    columns = [blocks.column(name) for name in rows[0]]
    return blocks.table(columns, rows[1:])


def _runs(node: SyntaxTreeNode) -> blocks.Text:
    """The words of ``node``, those that stand out kept apart; a plain text where none does."""
    pieces = [piece for piece in _pieces(node, "") if piece[0]]
    if not any(style for _words, style in pieces):
        return "".join(words for words, _style in pieces)
    return [
        blocks.run("".join(words for words, _style in same), style) for style, same in groupby(pieces, itemgetter(1))
    ]


def _pieces(node: SyntaxTreeNode, style: str) -> Iterator[tuple[str, str]]:
    if node.type in {"text", "code_inline", "softbreak", "hardbreak"}:
        yield _text(node), "code" if node.type == "code_inline" else style
        return
    style = "strong" if node.type in {"strong", "em"} else style
    for place, child in enumerate(node.children):
        if place and node.type in _LINE_BY_LINE:
            yield "\n", ""
        yield from _pieces(child, style)


def _text(node: SyntaxTreeNode) -> str:
    if node.type in {"text", "code_inline"}:
        return node.content
    if node.type in {"softbreak", "hardbreak"}:
        return " " if node.type == "softbreak" else "\n"
    parts = (_text(child) for child in node.children)
    between = "\n" if node.type in _LINE_BY_LINE else ""
    return between.join(parts)
