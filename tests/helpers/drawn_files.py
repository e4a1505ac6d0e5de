# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures, PDFs, films and sound drawn by our own code, and sources that hold them in memory."""

import io
import math
import struct
import zlib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, BinaryIO

from PIL import Image, ImageDraw, PngImagePlugin


@dataclass(frozen=True)
class MemorySource:
    """A ReadingSource over bytes; ``claimed_size`` lies about their number."""

    name: str
    data: bytes
    claimed_size: int | None = None

    @property
    def size(self) -> int:
        return len(self.data) if self.claimed_size is None else self.claimed_size

    def open(self) -> BinaryIO:
        return io.BytesIO(self.data)


def chat_page(width: int = 390, height: int = 844) -> Image.Image:
    """A page like a chat: coloured bubbles with text; corners of four colours tell its turn."""
    image = Image.new("RGB", (width, height), "#ededed")
    draw = ImageDraw.Draw(image)
    for row in range(8):
        left = 20 if row % 2 else width // 3
        top = 60 + row * height // 10
        draw.rounded_rectangle(
            (left, top, left + width // 2, top + height // 14), 8, fill="#95ec69" if row % 2 else "white"
        )
        draw.text((left + 8, top + 8), f"Made-up message {row}", fill="black")
    for corner, colour in (((0, 0), "red"), ((width - 20, 0), "lime"), ((0, height - 20), "blue")):
        draw.rectangle((*corner, corner[0] + 19, corner[1] + 19), fill=colour)
    return image


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def camera_data(*, offset: str | None = "+08:00", orientation: int = 1) -> Image.Exif:
    """EXIF of a made-up phone."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0131], exif[0x0112] = "Madeup", "Phone 9", "Camera 1.2", orientation
    inner = exif.get_ifd(0x8769)
    inner[0x9003] = "2026:03:01 17:30:05"
    if offset:
        inner[0x9011] = offset
    exif.get_ifd(0x8825)[1] = "N"
    return exif


@cache
def png() -> bytes:
    return saved(chat_page(), "PNG")


@cache
def jpeg() -> bytes:
    return saved(chat_page(), "JPEG", exif=camera_data(), quality=85)


@cache
def heic() -> bytes:
    import pillow_heif

    pillow_heif.register_heif_opener()
    return saved(chat_page(), "HEIF", exif=camera_data().tobytes())


@cache
def animation(kind: str, frames: int = 3) -> bytes:
    pages = [Image.new("RGB", (64, 48), (number * 7 % 256, 20, 200 - number % 200)) for number in range(frames)]
    return saved(pages[0], kind, save_all=True, append_images=pages[1:], duration=50)


@cache
def pdf() -> bytes:
    return saved(chat_page(), "PDF", save_all=True, append_images=[chat_page(844, 390)], producer="Made-up printer")


def png_with_times() -> bytes:
    """A PNG with the chunk tIME and a text of its program."""
    texts = PngImagePlugin.PngInfo()
    texts.add(b"tIME", struct.pack(">HBBBBB", 2026, 3, 1, 9, 30, 5))
    texts.add_text("Software", "Made-up shot")
    return saved(chat_page(), "PNG", pnginfo=texts)


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header promises more than its few bytes hold."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


@cache
def film(kind: str = "mp4", seconds: int = 2, codec: str = "mpeg4") -> bytes:
    """A film whose picture grows brighter; made at a claimed time."""
    rate = 25 if codec.endswith("video") else 10
    shades = [number * 255 // (seconds * rate) for number in range(seconds * rate)]
    return film_of([Image.new("RGB", (160, 120), (shade, shade, shade)) for shade in shades], kind, codec, rate)


def film_of(pages: list[Image.Image], kind: str = "mp4", codec: str = "mpeg4", rate: int = 10) -> bytes:
    """A film of these pictures."""
    import av

    target = io.BytesIO()
    with av.open(target, "w", format=kind) as container:
        container.metadata["creation_time"] = "2026-03-01T09:30:00.000000Z"
        stream = container.add_stream(codec, rate=rate)
        stream.width, stream.height, stream.pix_fmt = *pages[0].size, "yuv420p"
        stream.codec_context.gop_size = 5
        for number, page in enumerate(pages):
            frame = av.VideoFrame.from_image(page)
            frame.pts, frame.time_base = number, Fraction(1, rate)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return target.getvalue()


@cache
def sound(kind: str, codec: str) -> bytes:
    """Half a second of a tone."""
    import av

    target = io.BytesIO()
    rate = 8000 if kind == "amr" else 44100
    with av.open(target, "w", format=kind) as container:
        stream = container.add_stream(codec, rate=rate, layout="mono")
        sizes = stream.codec_context.frame_size or 1024
        for start in range(0, rate // 2, sizes):
            tone = [int(8000 * math.sin((start + n) * 0.06)) for n in range(sizes)]
            frame = av.AudioFrame(format="s16", layout="mono", samples=sizes)
            frame.planes[0].update(struct.pack(f"<{sizes}h", *tone).ljust(frame.planes[0].buffer_size, b"\0"))
            frame.sample_rate, frame.pts = rate, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return target.getvalue()
