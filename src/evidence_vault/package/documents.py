# SPDX-License-Identifier: GPL-3.0-or-later
"""START-HERE.html and HOW-TO-CHECK.txt: for people, in the language of the export and in English.

Their texts lie in ``resources/package``; ``$name`` are places. Nothing in them runs or loads anything.
"""

import html
from collections import Counter
from collections.abc import Sequence
from string import Template

from evidence_vault.assets import resource
from evidence_vault.crypto.signing import fingerprint_groups
from evidence_vault.package import manifest
from evidence_vault.package.description import WrittenPart
from evidence_vault.package.manifest import PackageInfo
from evidence_vault.translations import ENGLISH, LANGUAGES, N_, Words

_KINDS = {
    "complaint": N_("Complaint to a platform"),
    "police": N_("Summary for the police, a bank or a lawyer"),
    "archive": N_("Complete copy of the chosen evidence"),
    "redacted": N_("A part of what is known: names, accounts and texts are withheld and counted"),
}
_ROLES = {
    "report": N_("The report to read first"),
    "card": N_("Card for stopping a payment"),
    "steps": N_("The steps of the complaint"),
    "text": N_("The text of the complaint"),
    "upload": N_("Pictures to upload, in this order"),
    "original": N_("Originals, byte for byte as they were added"),
    "derivative": N_("Copies made from originals (cropped, covered, converted)"),
    "transcript": N_("Conversations to read"),
    "table": N_("Tables"),
    "record": N_("Records for checking: hashes, custody log, description"),
}
_LINKED_ROLES = ("report", "card", "steps", "text", "table")


def how_to_check(fingerprint: str, words: Words) -> bytes:
    """HOW-TO-CHECK.txt with literal commands, UTF-8, LF."""
    texts = [
        Template(_text(f"how-to-check.{tag}.txt")).substitute(
            fingerprint=fingerprint, groups=fingerprint_groups(fingerprint), namespace=manifest.NAMESPACE
        )
        for tag in _languages(words)
    ]
    return ("\n" + "=" * 100 + "\n\n").join(texts).encode()


def start_here(info: PackageInfo, written: Sequence[WrittenPart], fingerprint: str, words: Words) -> bytes:
    """START-HERE.html, UTF-8, LF."""
    sections = [_section(info, written, fingerprint, tag) for tag in _languages(words)]
    page = Template(_text("start-here.html"))
    return page.substitute(language=words.tag, style=_text("start-here.css"), sections="<hr>\n".join(sections)).encode()


def _languages(words: Words) -> list[str]:
    return [words.tag] if words.tag == ENGLISH else [words.tag, ENGLISH]


def _section(info: PackageInfo, written: Sequence[WrittenPart], fingerprint: str, tag: str) -> str:
    words = Words(tag)
    places = {
        "language": tag,
        "language_name": LANGUAGES[tag],
        "kind": words.translate(_KINDS[info.kind]),
        "package_id": info.package_id,
        "case_id": info.case_id,
        "time": info.made_at,
        "program": manifest.program_name(info),
        "fingerprint": fingerprint,
        "groups": fingerprint_groups(fingerprint),
        "files": str(len(written) + 1),
    }
    escaped = {name: html.escape(value) for name, value in places.items()}
    return Template(_text(f"start-here.{tag}.html")).substitute(
        escaped, contents=_contents(written, words), withheld=_withheld(info, words)
    )


def _contents(written: Sequence[WrittenPart], words: Words) -> str:
    """A list: each role with the number of its files, and links to those that people open first."""
    counts = Counter(one.part.role for one in written)
    items: list[str] = []
    for role, text in _ROLES.items():
        if not counts[role]:
            continue
        number = words.translate_plural("{count} file", "{count} files", counts[role]).format(count=counts[role])
        links = [_link(one.path) for one in written if one.part.role == role and role in _LINKED_ROLES]
        shown = f"<br>{'<br>'.join(links)}" if links else ""
        items.append(f"<li><b>{html.escape(words.translate(text))}</b> ({html.escape(number)}){shown}</li>")
    return "<ul>\n" + "\n".join(items) + "\n</ul>"


def _link(path: str) -> str:
    escaped = html.escape(path)
    return f'<a href="{escaped}">{escaped}</a>'


def _withheld(info: PackageInfo, words: Words) -> str:
    count = sum(info.withheld.values())
    if not count:
        return ""
    text = words.translate_plural(
        "{count} file of the case was kept back on purpose; package.json says why.",
        "{count} files of the case were kept back on purpose; package.json says why.",
        count,
    )
    return f"<p>{html.escape(text.format(count=count))}</p>"


def _text(name: str) -> str:
    return resource(f"package/{name}").read_text("utf-8")
