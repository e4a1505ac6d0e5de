# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker end to end: a real process opens files drawn here."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator

import pytest
from PIL import Image
from tests.helpers import drawn_files as drawn
from tests.helpers.drawn_files import MemorySource

from evidence_vault import errors
from evidence_vault.importers.reading import read_source
from evidence_vault.isolation.worker_client import WorkerProcess
from evidence_vault.records import Answers, Member, Message, ReadingSummary, Recognition


@pytest.fixture(scope="module")
def worker() -> Iterator[WorkerProcess]:
    with WorkerProcess() as process:
        yield process


def test_a_text_is_described_without_its_name(worker: WorkerProcess) -> None:
    found = worker.describe(MemorySource("holiday.jpg", "你好，这是一段文字。\n".encode()))
    assert (found.media_type, found.pages, found.warnings) == ("text/plain", 0, ())


def test_a_photograph_says_when_and_with_what_it_was_made(worker: WorkerProcess) -> None:
    found = worker.describe(MemorySource("x", drawn.jpeg()))
    assert (found.media_type, found.pages) == ("image/jpeg", 1)
    assert (found.claimed_at, found.claimed_basis) == ("2026-03-01T17:30:05+08:00", "exif:DateTimeOriginal")
    assert found.facts == {
        "width": 390, "height": 844, "device_make": "Madeup", "device_model": "Phone 9", "software": "Camera 1.2",
        "location": True,
    }  # fmt: skip


def test_a_picture_comes_as_pixels_within_the_size_asked_for(worker: WorkerProcess) -> None:
    shown = worker.picture(MemorySource("x", drawn.png()), 0, 100, 100)
    assert (shown.width, shown.height) == (46, 100)
    assert len(shown.rgba) == 46 * 100 * 4
    whole = worker.picture(MemorySource("x", drawn.png()), 0, 4000, 4000)
    assert whole.rgba == drawn.chat_page().convert("RGBA").tobytes()


def test_a_derivative_has_no_metadata_and_is_the_same_each_time(worker: WorkerProcess) -> None:
    source = MemorySource("x", drawn.jpeg())
    recipe = {"format": "jpeg", "max_side": 400, "max_bytes": 0, "quality": 80}
    data = worker.encode(source, 0, recipe)
    assert worker.encode(source, 0, recipe) == data
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (184, 400)
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Madeup" not in data


CHAT = "".join(
    f"{1 + number % 28:02}/03/2026, 10:{number % 60:02} - {'Alex' if number % 2 else 'Bea'}: Text {number}\n"
    for number in range(2000)
).encode()


def test_a_chat_is_recognised_and_read(worker: WorkerProcess) -> None:
    source = MemorySource("WhatsApp Chat with Bea.txt", CHAT)
    assert worker.recognise(source)[:2] == ("whatsapp", Recognition.CERTAIN)
    records = list(worker.read(source, None, Answers(time_zone="+08:00", self_name="Alex")))
    messages = [each for each in records if isinstance(each, Message)]
    assert [each.seq for each in messages] == list(range(2000))
    assert (messages[1].text, messages[1].is_self) == ("Text 1", True)
    assert messages == [each for each in read_source(source, None, Answers("+08:00", self_name="Alex"))
                        if isinstance(each, Message)]  # fmt: skip
    assert records[-1] == ReadingSummary(1, 2000, {"message": 2000}, 2000, 0)


ODD_CHAT = """Bea's chat, copied
15/03/2026, 10:00 - Messages and calls are end-to-end encrypted.
15/03/2026, 10:01 - Alex: one
and more

of it
15/03/2026, 10:02 - Dr: Bea: https://made.up/: see
[3/15/26, 10:03:07 AM] Alex: \u200eimage omitted
29/03/2026, 02:30 - Alex:
2026/3/29 下午3:04 - Alex: 你好
29/03/2026, 03:00 - Alex: IMG-1.jpg (file attached)"""


@pytest.mark.parametrize("lines_end", ["\n", "\r\n"])
@pytest.mark.parametrize("times", [1, 300])
def test_an_odd_chat_crosses_to_the_letter(worker: WorkerProcess, lines_end: str, times: int) -> None:
    """Several forms of header, text before the first one, an hour that does not exist: in one block and in many."""
    text = lines_end.join([ODD_CHAT] * times)
    source = MemorySource("WhatsApp Chat with Bea.txt", text.encode())
    answers = Answers(time_zone="Europe/Berlin", self_name="Alex")
    expected = list(read_source(source, "whatsapp", answers))
    assert list(worker.read(source, "whatsapp", answers)) == expected
    messages = [record for record in expected if isinstance(record, Message)]
    assert b"".join(text.encode()[each.raw_span.start : each.raw_span.end] for each in messages if each.raw_span) == (
        text.encode()
    )
    preview = worker.preview(source, "whatsapp", answers, 5)
    assert preview is not None
    assert preview.messages == tuple(messages[:5])


def test_what_no_importer_knows_is_said(worker: WorkerProcess) -> None:
    source = MemorySource("x.png", drawn.png())
    assert worker.recognise(source)[:2] == (None, Recognition.NO)
    for importer in (None, "no-such-importer"):
        with pytest.raises(errors.FormatUnknown):
            list(worker.read(source, importer, Answers()))
    with pytest.raises(errors.TimeZoneUnknown):
        list(worker.read(MemorySource("x.txt", CHAT), None, Answers(time_zone="Mars/Base")))


def test_files_of_a_container_become_streams(worker: WorkerProcess) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("_chat.txt", CHAT)
        archive.writestr("IMG-1.png", drawn.png())
    source = MemorySource("WhatsApp Chat.zip", target.getvalue())
    taken = {
        record.name: record.open().read()
        for record in worker.read(source, None, Answers())
        if isinstance(record, Member)
    }
    assert taken["IMG-1.png"] == drawn.png()
    records = list(worker.read(source, None, Answers(), members=False))
    assert not any(isinstance(each, Member) for each in records)


def test_damage_is_a_typed_error_and_the_same_process_goes_on(worker: WorkerProcess) -> None:
    broken = MemorySource("broken.jpg", drawn.jpeg()[:5000])
    assert [each.code for each in worker.describe(broken).warnings] == ["PICTURE_NOT_WHOLE"]
    with pytest.raises(errors.PictureDamaged) as caught:
        worker.picture(broken, 0, 100, 100)
    assert caught.value.facts["name"] == "broken.jpg"
    assert worker.picture(MemorySource("x", drawn.png()), 0, 10, 10).height == 10


def test_the_parent_never_loads_a_decoder() -> None:
    program = (
        "import io, sys\n"
        "from evidence_vault.isolation.worker_client import WorkerProcess\n"
        "class Source:\n"
        "    name, size = 'x', 3\n"
        "    def open(self): return io.BytesIO(b'abc')\n"
        "with WorkerProcess() as worker: worker.describe(Source())\n"
        "heavy = {'PIL', 'av', 'pypdfium2', 'pillow_heif', 'puremagic', 'evidence_vault.pictures'} & set(sys.modules)\n"
        "raise SystemExit(','.join(heavy) or 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
