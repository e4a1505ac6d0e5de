# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of a Word document: each stored once, named and numbered by us.

The library looks through all pictures and all ids of the document for every picture it adds: 5,000 of them took more
than ten minutes, here they take seconds.
"""

import io
from collections.abc import Mapping
from typing import Any

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.shape import CT_Inline
from docx.parts.image import ImagePart

_BROKEN = (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError)


class WordPictures:
    """The pictures of one document. ``pictures``: name to JPEG or PNG bytes."""

    def __init__(self, document: Any, pictures: Mapping[str, bytes]) -> None:
        self._part = document.part
        self._pictures = pictures
        self._stored: dict[str, str | None] = {}
        self._drawn = 0

    def inline(self, name: str, width: Any, height: Any, description: str) -> Any:
        """The drawing of a picture with its description (an element of lxml); None where the bytes are no picture."""
        relation = self._relation(name)
        if relation is None:
            return None
        self._drawn += 1
        shape = CT_Inline.new_pic_inline(self._drawn, relation, f"{name}.jpg", width, height)
        shape.docPr.set("descr", description)
        return shape

    def _relation(self, name: str) -> str | None:
        if name not in self._stored:
            self._stored[name] = self._store(name)
        return self._stored[name]

    def _store(self, name: str) -> str | None:
        try:
            image = Image.from_file(io.BytesIO(self._pictures[name]))
        except _BROKEN:
            return None
        number = len(self._stored) + 1
        place = PackURI(f"/word/media/picture{number}.{image.ext}")
        relation = f"rIdPicture{number}"
        self._part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, ImagePart.from_image(image, place), relation)
        return relation
