# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that reads pictures takes no more memory for the hundredth than for the tenth (decision 0205)."""

import io
import sys
from pathlib import Path

import pytest
from PIL import Image

from evidence_vault.isolation.limits import MEBIBYTE, TEXT_LIMITS
from evidence_vault.isolation.worker_client import WorkerProcess
from evidence_vault.pictures.text_engine import is_installed
from tests.helpers.drawn_files import MemorySource
from tests.pictures.labelled_set import LabelledPicture, labelled_pictures

pytestmark = [
    pytest.mark.torture,
    pytest.mark.skipif(sys.platform != "linux" or not is_installed(), reason="reads /proc; needs the reader"),
]
COUNT = 100


def test_the_hundredth_picture_finds_as_much_room_as_the_tenth() -> None:
    """Unmended the process grew from 830 to 1,180 MiB of addresses within 33 pictures, and by a third more after."""
    sizes = []
    with WorkerProcess(limits=TEXT_LIMITS) as reader:
        for number, picture in enumerate(labelled_pictures("building", COUNT, bundled=True)):
            data = _tall(picture) if number % 5 == 4 else picture.data
            reader.text(MemorySource(picture.name, data), 0)
            process = reader._idle
            assert process is not None
            sizes.append(_figure(process.process_id, "VmSize"))
        highest = _figure(process.process_id, "VmPeak")
    assert max(sizes) - sizes[9] < 100 * MEBIBYTE
    assert highest < 0.75 * TEXT_LIMITS.memory


def _tall(picture: LabelledPicture) -> bytes:
    """The picture three times below itself."""
    image = picture.image()
    tall = Image.new("RGB", (image.width, 3 * image.height))
    for turn in range(3):
        tall.paste(image, (0, turn * image.height))
    file = io.BytesIO()
    tall.save(file, "PNG", compress_level=1)
    return file.getvalue()


def _figure(process: int, name: str) -> int:
    """In bytes."""
    lines = Path(f"/proc/{process}/status").read_text("ascii", "replace").splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith(f"{name}:"))
