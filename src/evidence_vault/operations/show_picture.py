# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of evidence for the screen, made in the worker; thumbnails are kept in the vault's index."""

import struct
import zlib

from evidence_vault.operations.reading_sources import StoredSource
from evidence_vault.operations.workers import worker
from evidence_vault.records import EvidenceItem, Picture
from evidence_vault.vault.vault import Vault

_SIZE = struct.Struct(">II")


def show_picture(vault: Vault, item_id: str, page: int, max_width: int, max_height: int) -> Picture:
    """One page (from 0) of an item as pixels, at most so large.

    Raises NoSuchEntry, PictureDamaged, PictureTooLarge, FormatUnknown (nothing to show), BlobDamaged.
    """
    return worker().picture(_source(vault, vault.item(item_id)), page, max_width, max_height)


def page_size(vault: Vault, item_id: str, page: int) -> tuple[int, int]:
    """Width and height of a page at its full size, upright: what steps of a copy are measured in."""
    return worker().page_size(_source(vault, vault.item(item_id)), page)


def thumbnail(vault: Vault, item_id: str, side: int) -> Picture:
    """The first page, at most ``side`` pixels each way; kept encrypted in the vault and made again when lost."""
    item = vault.item(item_id)
    key = f"thumbnail-{side}-{item.content_id}"
    kept = vault.derived(key)
    if kept is not None:
        return _unpacked(kept)
    picture = worker().picture(_source(vault, item), 0, side, side)
    vault.keep_derived(key, _packed(picture))
    return picture


def _source(vault: Vault, item: EvidenceItem) -> StoredSource:
    return StoredSource(vault, item.content_id, item.name, item.size)


def _packed(picture: Picture) -> bytes:
    return _SIZE.pack(picture.width, picture.height) + zlib.compress(picture.rgba, 1)


def _unpacked(data: bytes) -> Picture:
    width, height = _SIZE.unpack_from(data)
    return Picture(width, height, zlib.decompress(data[_SIZE.size :], bufsize=width * height * 4))
