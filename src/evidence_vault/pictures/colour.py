# SPDX-License-Identifier: GPL-3.0-or-later
"""Brings every mode and colour profile to 8-bit sRGB, as screens and printers take it."""

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image


def eight_bits(image: "Image.Image") -> "Image.Image":
    """``image`` with 8 bits a channel: 16-bit greys are scaled, where plain conversion would cut them off."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode == "I":
        return image.point(lambda value: value * (1 / 257)).convert("L")
    return image.convert("L") if image.mode == "F" else image


def rgba(image: "Image.Image") -> "Image.Image":
    """``image`` as RGBA in sRGB."""
    full = image.convert("RGBA")
    if not _has_foreign_profile(image):
        return full
    result = _srgb(image).convert("RGBA")
    if has_alpha(image):
        result.putalpha(full.getchannel("A"))
    return result


def flat(image: "Image.Image") -> "Image.Image":
    """``image`` as RGB in sRGB, on white where it is transparent, without any metadata."""
    from PIL import Image

    if has_alpha(image):
        full = rgba(image)
        result = Image.new("RGB", full.size, "white")
        result.paste(full, mask=full.getchannel("A"))
        return result
    plain = _srgb(image).convert("RGB")
    result = Image.new("RGB", plain.size)
    result.paste(plain)
    return result


def has_alpha(image: "Image.Image") -> bool:
    """Whether some of ``image`` can be transparent."""
    return image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info


def _srgb(image: "Image.Image") -> "Image.Image":
    plain = image if image.mode in {"RGB", "CMYK", "L"} else image.convert("RGB")
    if not _has_foreign_profile(image):
        return plain
    from PIL import ImageCms

    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
        converted = ImageCms.profileToProfile(plain, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return plain  # a broken profile changes shades, not what is seen
    return converted or plain


def _has_foreign_profile(image: "Image.Image") -> bool:
    profile = image.info.get("icc_profile") or b""
    return bool(profile) and b"sRGB" not in profile and b"s\x00R\x00G\x00B" not in profile
