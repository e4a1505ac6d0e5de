# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured on: random bytes, drawn screenshots, vaults; all below one folder that is taken away at the end."""

import io
import os
import random
import shutil
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from evidence_vault.operations.import_files import import_files
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.unlock_vault import lock_vault
from evidence_vault.progress import Silent
from evidence_vault.vault.vault import Vault
from tests.helpers.vaults import CHEAP, OWNER, PASSPHRASE, new_clock

MEBIBYTE = 1 << 20
_PHONE = (1080, 2340)
_DRAWINGS = 12


def random_file(path: Path, size: int) -> Path:
    """Bytes that nothing can shorten; made once, then in the system's cache."""
    if not path.exists():
        with path.open("wb") as file:
            for _ in range(size // MEBIBYTE):
                file.write(os.urandom(MEBIBYTE))
            os.fsync(file.fileno())
    return path


def new_vault(folder: Path) -> Vault:
    """A new vault with the cheapest key derivation, which is measured by itself."""
    return Vault.create(folder, PASSPHRASE, owner=OWNER, clock=new_clock(), progress=Silent(), cost=CHEAP)[0]


def seconds_of_import(folder: Path, paths: Sequence[Path]) -> float:
    """How long ``paths`` take into a new vault at ``folder``, until the last is durable and shown; then it goes."""
    vault = new_vault(folder)
    try:
        start = time.perf_counter()
        report = import_files(vault, paths, ImportOptions(), OWNER, Silent())
        seconds = time.perf_counter() - start
        if report.failed or not report.items:
            raise RuntimeError(report.failed)
    finally:
        lock_vault(vault)
        shutil.rmtree(folder)
    return seconds


def screenshots(folder: Path, count: int) -> int:
    """``count`` different pictures of a phone's size, near 300 KB each, every second one a JPEG; their bytes in all."""
    drawings = [_drawing(number) for number in range(_DRAWINGS)]
    folder.mkdir()
    total = 0
    for number in range(count):
        data = _made_different(drawings[number % _DRAWINGS], number)
        ending = "png" if data.startswith(b"\x89PNG") else "jpg"
        total += (folder / f"screenshot-{number:04d}.{ending}").write_bytes(data)
    os.sync()
    return total


def _drawing(number: int) -> bytes:
    image = Image.new("RGB", _PHONE, "#ededed")
    draw = ImageDraw.Draw(image)
    for row in range(14):
        left = 60 if row % 2 else 300
        place = (left, 120 + row * 155, left + 700, 250 + row * 155)
        draw.rounded_rectangle(place, 24, fill="#95ec69" if row % 2 else "white")
        draw.text((left + 30, 160 + row * 155), f"Made-up message {number}-{row}", fill="black", font_size=36)
    is_png = number % 2 == 0
    side = 270 if is_png else 470  # a photograph in the chat: what does not compress
    noise = random.Random(number).randbytes(side * side * 3)
    image.paste(Image.frombytes("RGB", (side, side), noise), (320, 900))
    target = io.BytesIO()
    image.save(target, "PNG", compress_level=6) if is_png else image.save(target, "JPEG", quality=85)
    return target.getvalue()


def _made_different(data: bytes, number: int) -> bytes:
    note = f"Comment\0picture {number} of a benchmark".encode()
    if data.startswith(b"\x89PNG"):
        chunk = b"tEXt" + note
        return data[:33] + len(note).to_bytes(4) + chunk + zlib.crc32(chunk).to_bytes(4) + data[33:]
    return data[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2) + note + data[2:]
