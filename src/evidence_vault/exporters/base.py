# SPDX-License-Identifier: GPL-3.0-or-later
"""What every exporter is, and how parts of an export are made."""

import io
from collections.abc import Mapping
from functools import partial
from typing import BinaryIO, Protocol

from evidence_vault.progress import Progress
from evidence_vault.records import ContentSource, Dossier, EvidenceItem, Part, PartStream
from evidence_vault.translations import Words


class Exporter(Protocol):
    """Makes the files of one kind of export from a frozen dossier. The same dossier gives the same bytes."""

    kind: str

    def parts(self, dossier: Dossier, contents: ContentSource, words: Words, progress: Progress) -> PartStream:
        """The files below ``data/``, one after another; ``words`` is the export's language.

        Raises our errors (BlobDamaged, PdfFailed, PlatformUnknown …) and Cancelled; nothing was written then.
        """

    def withheld(self, dossier: Dossier) -> Mapping[str, int]:
        """What of the case this kind of export leaves out on purpose: reason (see ``user_messages``) to count."""


def bytes_part(path: str, role: str, data: bytes, exhibit: str | None = None) -> Part:
    """A file whose bytes are all there."""
    return Part(path=path, role=role, open=partial(_open_bytes, data), exhibit=exhibit)


def text_part(path: str, role: str, text: str, exhibit: str | None = None) -> Part:
    """A text file in UTF-8."""
    return bytes_part(path, role, text.encode("utf-8", "replace"), exhibit)


def original_part(path: str, item: EvidenceItem, contents: ContentSource, exhibit: str) -> Part:
    """The stored bytes of an item, unchanged."""
    return Part(
        path=path, role="original", open=partial(contents.open, item.id), exhibit=exhibit, original_name=item.name
    )


def copy_part(
    path: str, role: str, *, item_id: str, copy: EvidenceItem | None, parent: EvidenceItem, exhibit: str,
    contents: ContentSource,
) -> Part:  # fmt: skip
    """The stored bytes of a copy made from ``parent``, with what was done to it."""
    return Part(
        path=path,
        role=role,
        open=partial(contents.open, item_id),
        exhibit=exhibit,
        derivation=copy.derivation if copy else None,
        parent_sha256=parent.sha256,
    )


def _open_bytes(data: bytes) -> BinaryIO:
    return io.BytesIO(data)
