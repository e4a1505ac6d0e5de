# SPDX-License-Identifier: GPL-3.0-or-later
"""Text in pictures: read by the walled-in worker, kept beside the evidence, found by searching."""

import importlib.util
import io
import itertools
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
import segno
from PIL import Image
from tests.helpers.drawn_files import MemorySource, saved
from tests.helpers.vaults import OWNER, PASSPHRASE, new_clock, new_vault

from evidence_vault import errors
from evidence_vault.isolation.answers import text_in_picture_from
from evidence_vault.isolation.frames import PipeBroken
from evidence_vault.isolation.limits import TEXT_LIMITS
from evidence_vault.isolation.worker_client import WorkerProcess
from evidence_vault.operations import read_pictures as reading
from evidence_vault.operations.edit_case import new_case
from evidence_vault.operations.import_files import import_bytes
from evidence_vault.operations.import_options import ImportOptions
from evidence_vault.operations.search_vault import search_vault
from evidence_vault.operations.workers import text_worker
from evidence_vault.picture_text_json import text_from_json, text_to_json
from evidence_vault.pictures import text as text_module
from evidence_vault.pictures.demo_canvas import Canvas
from evidence_vault.pictures.text_engine import FoundLine, TextEngine, is_installed
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.records import CodeInPicture, PictureArea, TextInPicture, TextLine
from evidence_vault.vault.vault import Vault

needs_reader = pytest.mark.skipif(not is_installed(), reason="the part that reads text is not installed")
MADE_UP = TextInPicture(
    400,
    800,
    (
        TextLine("请先把钱转", (40, 100, 200, 130), 99, 0, "#111111", "#ffffff"),
        TextLine("账到平台 today", (40, 140, 200, 170), 71, 0, "#111111", "#ffffff"),
        TextLine("at noon", (40, 180, 200, 210), 98, 0),
        TextLine("晚上 8:10", (150, 300, 250, 330), 100),
    ),
    (PictureArea((30, 90, 260, 220), "flat", "#ffffff"),),
    (CodeInPicture("https://example.test/pay", "QRCode", (10, 400, 90, 480)),),
    "#ededed",
    "a reader",
)


def page(*lines: str, height: int = 320) -> bytes:
    """A small page with lines of text."""
    canvas = Canvas("#ffffff")
    for number, line in enumerate(lines):
        canvas.text((30, 30 + number * 90), line, 42, "#1a1a1a")
    return saved(canvas.image.crop((0, 0, 760, height)), "PNG")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with new_vault(tmp_path / "v.evidence-vault") as opened:
        yield opened


def add(vault: Vault, name: str, data: bytes) -> str:
    return import_bytes(vault, name, data, ImportOptions(), OWNER, Silent()).items[0].id


@pytest.mark.parametrize(
    ("again", "kept"),
    [("14:01", ("14:01", 98)), ("14:0", ("14:0", 99)), ("24:01", ("14:0", 99)), ("", ("14:0", 99))],
)
def test_a_time_that_lost_its_last_sign_is_read_once_more_with_room_beside_it(again: str, kept: object) -> None:
    asked = []

    class Engine:
        def lines(self, _pixels: object) -> list[FoundLine]:
            return [
                FoundLine("hello", ((10, 10), (90, 10), (90, 40), (10, 40)), 0.9),
                FoundLine("14:0", ((100, 50), (170, 50), (170, 80), (100, 80)), 0.99),
            ]

        def words(self, pixels: Any) -> tuple[str, float]:
            asked.append(pixels.shape)
            return again, 0.98

    found = text_module.lines_of(cast("TextEngine", Engine()), Image.new("RGB", (400, 200)), lambda: None)
    assert asked == [(31, 86, 3)]
    assert found[0].text == "hello"
    assert (found[1].text, round(100 * found[1].trust)) == kept


@pytest.mark.parametrize(
    "words",
    [
        "[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : ... Status Message: std::bad_alloc",
        "OpenCV(4) error: (-4:Insufficient memory) Failed to allocate 64 bytes in function 'OutOfMemoryError'",
    ],
)
def test_an_engine_without_memory_blames_no_picture(words: str) -> None:
    def read(_pixels: object, **_options: object) -> object:
        raise RuntimeError(words)

    engine = object.__new__(TextEngine)
    engine._read = read
    with pytest.raises(MemoryError):
        engine.lines(cast("Any", None))


# --- the walls


@needs_reader
def test_the_engine_holds_no_uploader() -> None:
    spec = importlib.util.find_spec("onnxruntime")
    assert spec is not None
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0]) / "capi"
    libraries = [each for each in folder.iterdir() if each.suffix in {".so", ".pyd", ".dll", ".dylib"}]
    assert libraries
    for library in libraries:
        assert b"OneCollector" not in library.read_bytes(), "docs/decisions/0150"


@needs_reader
def test_the_network_client_is_cut_off_and_models_come_from_the_wheel() -> None:
    program = (
        "from evidence_vault.pictures import text_engine\n"
        "text_engine._shut_the_doors()\n"
        "import requests, rapidocr, sys\n"
        "assert 'urllib3' not in sys.modules\n"
        "try: requests.get('https://example.test/')\n"
        "except requests.RequestException: print('cut off')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "cut off"), done.stderr


@needs_reader
def test_a_page_is_read_within_the_walls() -> None:
    # The worker refuses to write, to open sockets and to start anything (test_isolation_walls); here it reads.
    read = text_worker().text(MemorySource("x.png", page("转账给我 5,000 元", "Order 2026-09-12")), 0)
    assert [line.text.replace(" ", "") for line in read.lines] == ["转账给我5,000元", "Order2026-09-12"]
    assert all(line.confidence > 80 for line in read.lines)
    assert (read.width, read.height) == (760, 320)
    assert read.lines[0].box[1] < 40 < read.lines[0].box[3]
    assert "PP-OCRv6" in read.reader


class BandFinder:
    """In place of the engine: every band of rows with ink is a line, named after its height in the page."""

    def lines(self, pixels: Any) -> list[FoundLine]:
        inked = (pixels.min(axis=2) < 128).any(axis=1)
        edges = [row for row in range(1, len(inked)) if inked[row] != inked[row - 1]]
        if inked[0]:
            edges.insert(0, 0)
        bands = [*zip(edges[::2], [*edges[1::2], len(inked)], strict=False)]
        return [
            FoundLine("x" * (bottom - top), ((30, top), (400, top), (400, bottom), (30, bottom)), 0.9)
            for top, bottom in bands
        ]


def test_a_long_page_is_read_in_tiles_without_loss_or_doubles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "TILE_HEIGHT", 300)
    monkeypatch.setattr(text_module, "TILE_MARGIN", 80)
    steps: list[int] = []
    image = Image.new("RGB", (500, 900), "white")
    tops = range(20, 880, 44)
    for top in tops:
        image.paste((0, 0, 0), (30, top, 400, top + 30))
    lines = text_module.lines_of(cast("TextEngine", BandFinder()), image, lambda: steps.append(1))
    assert [line.corners[0][1] for line in lines] == list(tops)
    assert {line.text for line in lines} == {"x" * 30}
    assert len(steps) == 3


def test_tiles_answer_for_every_row_once() -> None:
    for height in (1, 2400, 2401, 20_000):
        tiles = list(text_module._tiles(height))
        cores = [core for _top, _bottom, core in tiles]
        assert cores[0][0] <= 0
        assert cores[-1][1] >= height
        assert all(before[1] == after[0] for before, after in itertools.pairwise(cores))
        assert all(bottom - top <= 2400 + 2 * 120 for top, bottom, _core in tiles)


@needs_reader
def test_a_code_is_decoded_as_text() -> None:
    target = io.BytesIO()
    segno.make("wxp://f2f0-made-up").save(target, kind="png", scale=6)
    picture = Image.new("RGB", (700, 500), "white")
    picture.paste(Image.open(target), (100, 100))
    read = text_worker().text(MemorySource("qr.png", saved(picture, "PNG")), 0)
    assert [(code.text, code.kind) for code in read.codes] == [("wxp://f2f0-made-up", "QRCode")]
    assert 100 <= read.codes[0].box[0] < read.codes[0].box[2] <= 400


@needs_reader
def test_reading_stops_between_tiles() -> None:
    class StopAfterOne(Silent):
        asked = 0

        def raise_if_cancelled(self) -> None:
            self.asked += 1
            if self.asked > 2:
                raise Cancelled

    long = MemorySource("long.png", page("一", "二", "三"))
    with WorkerProcess(limits=TEXT_LIMITS) as process, pytest.raises(Cancelled):
        process.text(long, 0, progress=StopAfterOne())


# --- the form


def test_the_form_goes_there_and_back() -> None:
    assert text_from_json(text_to_json(MADE_UP)) == MADE_UP


@pytest.mark.parametrize(
    "spoilt",
    [
        {"form": 2},
        {"width": -1},
        {"width": True},
        {"lines": "no"},
        {"lines": [{"text": "x"}]},
        {"lines": [{"text": "x", "box": [3, 0, 3, 9], "confidence": 9, "area": None, "ink": "", "paper": ""}]},
        {"lines": [{"text": "x", "box": [0, 0, 3, 9], "confidence": 101, "area": None, "ink": "", "paper": ""}]},
        {"lines": [{"text": "x", "box": [0, 0, 3, 9], "confidence": 1, "area": 1, "ink": "", "paper": ""}]},
        {"lines": [{"text": "x" * 5000, "box": [0, 0, 3, 9], "confidence": 1, "area": 0, "ink": "", "paper": ""}]},
        {"areas": [{"box": [0, 0, 3, 9], "kind": "round", "colour": ""}]},
        {"background": "red"},
    ],
)
def test_an_answer_of_another_form_is_not_believed(spoilt: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        text_from_json({**text_to_json(MADE_UP), **spoilt})  # type: ignore[arg-type]


def test_a_worker_that_lies_breaks_the_pipe() -> None:
    with pytest.raises(PipeBroken):
        text_in_picture_from({"form": 1})


# --- in the vault


def test_what_was_read_is_found_across_the_lines_of_a_bubble(vault: Vault) -> None:
    item = vault.item(add(vault, "聊天.png", page("x")))
    vault.picture_texts.keep(item.content_id, 0, MADE_UP)
    for words in ("转账", "today at", "example.test", "晚上 8:10"):
        hits = [hit for hit in search_vault(vault, words) if hit.kind == "picture"]
        assert [(hit.item_id, hit.page) for hit in hits] == [(item.id, 0)], words
    assert "转账到平台" in search_vault(vault, "转账")[0].snippet
    vault.picture_texts.keep(item.content_id, 0, replace(MADE_UP, lines=(), codes=()))
    assert search_vault(vault, "转账") == ()
    assert vault.picture_texts.text(item.content_id, 0) == replace(MADE_UP, lines=(), codes=())


def test_a_case_finds_only_its_own_pictures(vault: Vault) -> None:
    case_id = new_case(vault, "案件", OWNER).id
    item = vault.item(add(vault, "a.png", page("x")))
    vault.picture_texts.keep(item.content_id, 0, MADE_UP)
    assert search_vault(vault, "转账", case_id) == ()
    import_bytes(vault, "a.png", page("x"), ImportOptions(case_id=case_id), OWNER, Silent())
    assert [hit.item_id for hit in search_vault(vault, "转账", case_id)] == [item.id]


def test_the_index_stays_what_the_journal_implies(vault: Vault) -> None:
    item = vault.item(add(vault, "a.png", page("x")))
    before = vault.journal_state()
    vault.picture_texts.keep(item.content_id, 0, MADE_UP)
    assert vault.journal_state() == before
    assert vault.verify(progress=Silent()).verdict == "intact"


def test_an_index_made_anew_reads_again(tmp_path: Path) -> None:
    folder = tmp_path / "v.evidence-vault"
    with new_vault(folder) as vault:
        item = vault.item(add(vault, "a.png", page("x")))
        vault.picture_texts.keep(item.content_id, 0, MADE_UP)
        assert reading.pages_to_read(vault) == ()
    with Vault.open(folder, passphrase=PASSPHRASE, clock=new_clock(), progress=Silent(), fresh_index=True) as opened:
        assert [each.item_id for each in reading.pages_to_read(opened)] == [item.id]


def test_the_same_bytes_are_read_once_and_found_everywhere(vault: Vault) -> None:
    first, second = (new_case(vault, title, OWNER).id for title in ("一", "二"))
    for case_id in (first, second):
        import_bytes(vault, "a.png", page("x"), ImportOptions(case_id=case_id), OWNER, Silent())
    assert len(reading.pages_to_read(vault)) == 1
    vault.picture_texts.keep(reading.pages_to_read(vault)[0].content_id, 0, MADE_UP)
    assert all(len(search_vault(vault, "转账", case_id)) == 1 for case_id in (first, second))


@needs_reader
def test_one_bad_picture_costs_itself_and_is_not_tried_again(vault: Vault) -> None:
    good = add(vault, "good.png", page("平台入金"))
    whole = page("坏的图片")
    bad = vault.item(add(vault, "bad.png", whole[: len(whole) // 2]))
    report = reading.read_pictures(vault, Silent())
    assert (report.read, report.waiting) == (1, 0)
    assert [(one.page.item_id, one.failure) for one in report.failed] == [(bad.id, "PICTURE_DAMAGED")]
    assert [hit.item_id for hit in search_vault(vault, "平台入金")] == [good]
    assert reading.read_pictures(vault, Silent()) == reading.PicturesReport()
    assert reading.read_pictures(vault, Silent(), again=True).read == 1
    text = reading.text_of_picture(vault, good)
    assert text is not None
    assert text.lines[0].text == "平台入金"


@needs_reader
def test_stopping_keeps_what_was_read_and_goes_on_later(vault: Vault) -> None:
    for number in range(2):
        add(vault, f"{number}.png", page(f"第{number}页"))

    class StopAtSecond(Silent):
        def report(self, done: int, total: int | None, what: str = "") -> None:
            self.done = done

        def raise_if_cancelled(self) -> None:
            if getattr(self, "done", 0) == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        reading.read_pictures(vault, StopAtSecond())
    assert len(reading.pages_to_read(vault)) == 1
    assert reading.read_pictures(vault, Silent()).read == 1


def test_without_the_part_it_says_so(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    add(vault, "a.png", page("x"))
    monkeypatch.setattr(reading, "is_installed", lambda: False)
    with pytest.raises(errors.TextReaderMissing):
        reading.read_pictures(vault, Silent())
    assert not reading.can_read_pictures()
