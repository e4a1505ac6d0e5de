# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands on every printed document of a case: title, language, and the footer that says where a page belongs."""

from collections.abc import Mapping, Sequence

from evidence_vault.exporters.blocks import Block
from evidence_vault.exporters.pdf import Document
from evidence_vault.exporters.report_context import ReportContext


def document_of(
    context: ReportContext,
    title: str,
    blocks: Sequence[Block],
    *,
    pictures: Mapping[str, str] | None = None,
    footer: str | None = None,
) -> Document:
    """The blocks as a document of the case. ``footer``: what stands at the foot of each page instead of the case."""
    left, key = foot_lines(context, footer)
    data: Block = {
        "title": f"{title}: {context.case_title}",
        "author": context.dossier.made_by.name,
        "language": context.words.tag,
        "lang": context.words.tag[:2],
        "region": "cn" if context.words.tag == "zh-Hans" else None,
        "not_stated": context.shown.not_stated,
        "footer": {"left": left, "page": page_words(context), "key": key},
        "blocks": list(blocks),
    }
    return Document(data, context.dossier.made_at, pictures or {})


def foot_lines(context: ReportContext, left: str | None = None) -> tuple[str, str]:
    """The lines at the foot of every page: which case and package, and the key and log it can be checked by."""
    dossier, translate = context.dossier, context.words.translate
    place = translate("{title} · package {package}").format(
        title=left or context.case_title[:60], package=dossier.package_id
    )
    key = translate("Signing key {fingerprint} · custody log {size} entries, last {head}…").format(
        fingerprint=dossier.signer_fingerprint, size=dossier.journal.size, head=dossier.journal.head[:16]
    )
    return place, key


def page_words(context: ReportContext) -> str:
    """How pages are counted, with the places ``{page}`` and ``{pages}``."""
    return context.words.translate("Page {page} of {pages}")
