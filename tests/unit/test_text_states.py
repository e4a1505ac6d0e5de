# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of every kind of picture are read, each by itself, and how far that went is told."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.helpers.drawn_files import film_of, saved
from tests.helpers.vaults import OWNER, new_vault
from tests.unit.test_picture_transcript import wechat_page

from evidence_vault.errors import PictureDamaged, ReadingError, WorkerCrashed, WorkerOutOfMemory
from evidence_vault.operations import read_pictures as reading
from evidence_vault.operations.film_stills import take_stills
from evidence_vault.operations.import_files import import_bytes
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.picture_places import places_of
from evidence_vault.operations.picture_transcripts import PictureStatement, confirm_transcript, proposed_transcript
from evidence_vault.operations.show_picture import show_picture
from evidence_vault.operations.text_states import TextState, text_state, text_states
from evidence_vault.progress import Silent
from evidence_vault.records import EvidenceItem, TextInPicture
from evidence_vault.vault.vault import Vault

COLOURS = ("red", "lime", "blue")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


def add(vault: Vault, name: str, data: bytes) -> EvidenceItem:
    return import_bytes(vault, name, data, ImportOptions(), OWNER, Silent()).items[0]


def pages(kind: str, count: int = 3, **options: object) -> bytes:
    frames = [Image.new("RGB", (60, 40), COLOURS[number % 3]) for number in range(count)]
    for number, frame in enumerate(frames):
        frame.putpixel((number % 60, 0), (number * 5 % 256, 9, 9))  # no two frames are the same
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], **options)


def heic() -> bytes:
    import pillow_heif

    found = pillow_heif.HeifFile()
    for colour in COLOURS:
        image = Image.new("RGB", (64, 64), colour)
        found.add_frombytes("RGB", image.size, image.tobytes())
    target = io.BytesIO()
    found.save(target)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["TIFF", "GIF", "WEBP", "PNG", "HEIC"])
def test_every_page_is_shown_and_waits_to_be_read(vault: Vault, kind: str) -> None:
    lossless = {"lossless": True} if kind == "WEBP" else {}
    item = add(vault, f"a.{kind.lower()}", heic() if kind == "HEIC" else pages(kind, **lossless))
    assert reading.pages_of(item) == 3
    assert [page.page for page in reading.pages_to_read(vault)] == [0, 1, 2]
    for page, wanted in enumerate([(255, 0, 0), (0, 255, 0), (0, 0, 255)]):
        picture = show_picture(vault, item.id, page, 100, 100)
        middle = (picture.height // 2 * picture.width + picture.width // 2) * 4
        assert all(abs(one - other) < 40 for one, other in zip(picture.rgba[middle : middle + 3], wanted, strict=True))


def test_of_a_long_animation_some_frames_are_read_and_the_others_when_asked_for(vault: Vault) -> None:
    item = add(vault, "a.gif", pages("GIF", 40))
    by_themselves = reading.pages_by_themselves(item)
    assert (len(by_themselves), by_themselves[0], by_themselves[-1]) == (reading.MOST_FRAMES, 0, 39)
    assert len(set(by_themselves)) == reading.MOST_FRAMES
    assert len(reading.pages_to_read(vault, every_page=True)) == 40
    add(vault, "b.tiff", pages("TIFF", 40))
    assert len(reading.pages_to_read(vault)) == reading.MOST_FRAMES + 40, "pages of a TIFF are no moments of one thing"


def test_states_say_what_was_read_what_waits_and_what_failed(vault: Vault) -> None:
    several, one = add(vault, "a.tiff", pages("TIFF")), add(vault, "b.png", saved(Image.new("RGB", (9, 9)), "PNG"))
    sound = add(vault, "c.bin", b"\x00 nothing")
    assert [(each.item.id, each.state) for each in text_states(vault)] == [
        (several.id, TextState.WAITING), (one.id, TextState.WAITING), (sound.id, TextState.NONE),
    ]  # fmt: skip
    vault.picture_texts.keep(several.content_id, 0, wechat_page().text())
    vault.picture_texts.keep_failure(several.content_id, 2, "PICTURE_DAMAGED")
    known = text_state(vault, several.id)
    assert (known.state, known.read, known.waiting, known.failed) == (
        TextState.WAITING, 1, 1, ((2, "PICTURE_DAMAGED"),),
    )  # fmt: skip
    vault.picture_texts.keep(several.content_id, 1, wechat_page().text())
    vault.picture_texts.keep(one.content_id, 0, wechat_page().text())
    assert [each.state for each in text_states(vault)] == [TextState.FAILED, TextState.READ, TextState.NONE]


def test_stills_of_a_recording_are_read_as_well(vault: Vault) -> None:
    film = add(vault, "a.mp4", film_of([Image.new("RGB", (160, 120), c) for c in ("red", "blue") for _ in range(8)]))
    assert reading.pages_to_read(vault) == ()
    stills = take_stills(vault, film.id, OWNER, Silent())
    assert [page.item_id for page in reading.pages_to_read(vault)] == [still.id for still in stills]


def test_messages_of_two_pages_stand_beside_each_other(vault: Vault) -> None:
    item = add(vault, "a.tiff", pages("TIFF"))
    for page in (0, 2):
        vault.picture_texts.keep(item.content_id, page, wechat_page().text())
    assert proposed_transcript(vault, item.id, 1) is None
    for page in (2, 0, 2):
        proposal = proposed_transcript(vault, item.id, page)
        assert proposal is not None
        said = PictureStatement("群", "wechat", taken_on="2026-03-08")
        confirm_transcript(vault, item.id, page, proposal.entries, said, OWNER)
    messages = vault.messages(item.id)
    places = [places_of(message.raw_span, item.sha256)[0].page for message in messages]
    assert places == [0, 0, 2, 2]
    assert [message.seq for message in messages] == [0, 1, 2, 3]
    assert {message.sent_at for message in messages} == {"2026-03-07T18:02", "2026-03-07"}
    assert vault.verify(progress=Silent()).verdict == "intact"


class TiredReader:
    """A reader that fails with ``errors`` in turn, then says that the page is empty."""

    def __init__(self, *errors: ReadingError) -> None:
        self.errors = list(errors)
        self.asked = 0

    def text(self, source: object, page: int, *, progress: object) -> TextInPicture:
        self.asked += 1
        if self.errors:
            raise self.errors.pop(0)
        return TextInPicture(60, 40)


@pytest.mark.parametrize(
    ("errors", "asked", "failure"),
    [
        ([ReadingError()], 2, None),
        ([WorkerOutOfMemory()], 2, None),
        ([WorkerCrashed(), WorkerCrashed()], 2, "WORKER_CRASHED"),
        ([PictureDamaged()], 1, "PICTURE_DAMAGED"),
    ],
)
def test_a_reader_at_its_limit_is_replaced_before_a_page_is_blamed(
    vault: Vault, monkeypatch: pytest.MonkeyPatch, errors: list[ReadingError], asked: int, failure: str | None
) -> None:
    item = add(vault, "a.png", pages("PNG", 1))
    reader = TiredReader(*errors)
    monkeypatch.setattr(reading, "text_worker", lambda: reader)
    taken = reading.take_page(vault, reading.PageToRead(item.content_id, 0, item.id, item.name))
    assert isinstance(taken, reading.TakenPage)
    assert reading.read_page(taken).failure == failure
    assert reader.asked == asked
