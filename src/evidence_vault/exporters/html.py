# SPDX-License-Identifier: GPL-3.0-or-later
"""HTML pages of an export: no script, nothing loaded from outside, every stranger's text escaped."""

import html
import unicodedata
from collections.abc import Iterable

from evidence_vault.translations import Words

_LANGUAGE_TAGS = {"zh-Hans": "zh-Hans", "en": "en"}
_STYLE = """
:root{color-scheme:light}
body{font:16px/1.6 system-ui,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1a1f26;
background:#fff;max-width:54rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}
h1{font-size:1.6rem;line-height:1.3;margin:.2em 0 .6em}h2{font-size:1.15rem;margin:2em 0 .6em;padding-bottom:.25em;
border-bottom:1px solid #d5dae1}
p{margin:.5em 0}ol,ul{padding-left:1.6em}li{margin:.35em 0}
.warning{background:#fff6e0;border-left:5px solid #b86e00;padding:.7em 1em;margin:.6em 0;border-radius:0 6px 6px 0}
.quiet{color:#525b66;font-size:.9rem}.card{border:1px solid #d5dae1;border-radius:8px;padding:.8em 1em;margin:.7em 0}
.copy{white-space:pre-wrap;background:#f4f6f8;border:1px solid #d5dae1;border-radius:8px;padding:1em;user-select:all}
table{border-collapse:collapse;width:100%;font-size:.95rem}th,td{border:1px solid #d5dae1;padding:.4em .6em;
text-align:start;vertical-align:top;overflow-wrap:anywhere}th{background:#f4f6f8}
.text{white-space:pre-wrap;overflow-wrap:anywhere}.own{background:#f1f8f1}.notice{color:#525b66}
.pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:1rem}
.pictures figure{margin:0}.pictures img{width:100%;border:1px solid #d5dae1;border-radius:6px}
code{font-family:ui-monospace,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
@media print{body{max-width:none;padding:0}.pictures img{max-height:9cm;object-fit:contain}}
"""


def page(title: str, body: Iterable[str], words: Words) -> bytes:
    """A whole page. ``title`` is plain text; ``body`` holds pieces of HTML made by the functions here."""
    language = _LANGUAGE_TAGS[words.tag]
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:"
    head = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="format-detection" content="telephone=no">\n'
        f"<title>{text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    return (head + "\n".join(body) + "\n</body>\n</html>\n").encode("utf-8", "replace")


def text(untrusted: str) -> str:
    """Plain text as HTML: escaped, control characters other than line ends and tabs made visible."""
    visible = "".join(_visible(character) for character in untrusted)
    return html.escape(visible, quote=True)


def stranger(untrusted: str) -> str:
    """Text from evidence: as ``text``, and fenced off so that its direction signs turn nothing else around."""
    return f'<bdi dir="auto">{text(untrusted)}</bdi>'


def element(name: str, content: str, kind: str = "") -> str:
    """An element around HTML; ``kind`` is its class."""
    attribute = f' class="{kind}"' if kind else ""
    return f"<{name}{attribute}>{content}</{name}>"


def items(name: str, contents: Iterable[str]) -> str:
    """A list (``ol`` or ``ul``) of pieces of HTML."""
    return element(name, "".join(element("li", content) for content in contents))


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table: column names are plain text, cells are HTML."""
    head = "".join(f'<th scope="col">{text(column)}</th>' for column in columns)
    lines = ("<tr>" + "".join(element("td", cell) for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n" + "\n".join(lines) + "\n</tbody></table>"


def _visible(character: str) -> str:
    if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}:
        return character
    return f"⟨U+{ord(character):04X}⟩"
