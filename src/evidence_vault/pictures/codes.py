# SPDX-License-Identifier: GPL-3.0-or-later
"""QR codes and bar codes in a picture, decoded as text; nothing in them is opened or followed."""

from typing import TYPE_CHECKING

from evidence_vault.records import CodeInPicture

if TYPE_CHECKING:
    from PIL import Image

_MOST = 50
_LONGEST = 4000
_KINDS = "QRCode|MicroQRCode|DataMatrix|Aztec|PDF417|Code128|EAN13"


def codes_in(image: "Image.Image") -> tuple[CodeInPicture, ...]:
    """The codes of an RGB picture, from top to bottom."""
    import zxingcpp

    found = zxingcpp.read_barcodes(image, formats=zxingcpp.barcode_formats_from_str(_KINDS))
    codes = []
    for code in found[:_MOST]:
        place = code.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        across, down = [corner.x for corner in corners], [corner.y for corner in corners]
        box = (max(0, min(across)), max(0, min(down)), max(1, *across), max(1, *down))
        if code.text and box[0] < box[2] and box[1] < box[3]:
            codes.append(CodeInPicture(code.text[:_LONGEST], code.format.name, box))
    return tuple(sorted(codes, key=lambda code: (code.box[1], code.box[0])))
