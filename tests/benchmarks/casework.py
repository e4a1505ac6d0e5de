# SPDX-License-Identifier: GPL-3.0-or-later
"""Searching, a conversation of 200,000 messages and a timeline of 10,000 events in the window, beside plain SQLite."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import random
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from evidence_vault.gui import fonts
from evidence_vault.gui.app import Desktop
from evidence_vault.gui.models.messages_model import MESSAGE
from evidence_vault.gui.pages.conversations_page import ConversationsPage
from evidence_vault.gui.pages.opening import opened_vault
from evidence_vault.gui.pages.timeline_page import TimelinePage
from evidence_vault.gui.program import Program
from evidence_vault.gui.settings_store import SettingsStore
from evidence_vault.gui.workspace_frame import WorkspaceFrame
from evidence_vault.vault.database import Database
from evidence_vault.vault.search import search
from tests.benchmarks import large_case
from tests.benchmarks.large_case import LargeCase
from tests.benchmarks.measuring import Row

NEEDS = large_case.NEEDS
_QUERIES = 40
"""Of one, two and three words in each of the two languages."""
_PAGES = 150
"""Presses of Page Down, and jumps of the scroll bar, while the event loop is watched."""
_PLAIN = "the same index on plain SQLite FTS5"


def rows(place: Path) -> list[Row]:
    """The vault is made once (some minutes) and kept below build/; see ``large_case``."""
    case = large_case.large_case()
    try:
        found = [*_searches(case), *_reading(case)]
    finally:
        case.plain.close()
    return [*found, *_window(case, place)]


# --- searching


def _searches(case: LargeCase) -> list[Row]:
    chance = random.Random(7)
    queries = [
        (words, count, " ".join(words[int(chance.random() ** 2 * len(words))] for _word in range(count)))
        for _round in range(_QUERIES)
        for words in (large_case.CHINESE, large_case.ENGLISH)
        for count in (1, 2, 3)
    ]
    own = case.vault._database
    found = []
    for case_id, where in ((None, "the vault"), (case.case_id, "its case")):
        ours, theirs = [], []
        for _words, _count, query in queries:
            ours.append(_seconds(own, query, case_id))
            theirs.append(_seconds(case.plain, query, case_id))
        found.append(Row(f"search {where}, {len(queries)} queries", ours, _PLAIN, theirs, _percentile(ours)))
    return found


def _seconds(database: Database, query: str, case_id: str | None) -> float:
    start = time.perf_counter()
    search(database, query, case_id=case_id)
    return time.perf_counter() - start


def _percentile(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"p95 {ordered[int(len(ordered) * 0.95)] * 1000:.1f} ms, longest {ordered[-1] * 1000:.1f} ms"


def _reading(case: LargeCase) -> list[Row]:
    """The last page of a conversation, straight from both databases."""
    sql = (
        "SELECT record FROM messages WHERE conversation = (SELECT number FROM conversations ORDER BY number LIMIT 1) "
        "ORDER BY number LIMIT 200 OFFSET ?"
    )
    ours: list[float] = []
    theirs: list[float] = []
    for _round in range(15):
        for database, times in ((case.vault._database, ours), (case.plain, theirs)):
            start = time.perf_counter()
            database.rows(sql, (large_case.MESSAGES - 200,))
            times.append(time.perf_counter() - start)
    return [Row(f"the last 200 of {large_case.MESSAGES:,} messages", ours, "the same table on plain SQLite", theirs)]


# --- the window


class _Watch:
    """The longest time in which the event loop did not come round."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(0)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def _window(case: LargeCase, place: Path) -> list[Row]:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    fonts.choose_fonts(application)
    ended: list[bool] = []
    settings = SettingsStore(place / "settings")
    settings.change(read_pictures=False)  # the pictures of this vault are none
    program = Program(settings, relaunch=lambda _folder, _notice: None, end=lambda: ended.append(True))
    desktop = Desktop(application, settings, program)
    desktop.window.resize(1280, 800)
    desktop.show()
    opened: list[object] = []
    reading = program.jobs.read(lambda: opened_vault(case.vault, case.vault.path), owner=program)
    reading.succeeded.connect(opened.append)
    _until(application, lambda: bool(opened))
    program.vault_opened(opened[0])  # type: ignore[arg-type]
    _until(application, lambda: program.jobs.pending == 0)
    try:
        return _measured(application, desktop, case)
    finally:
        program.leave()
        _until(application, lambda: bool(ended))
        desktop.settings.changed.disconnect()
        desktop.window.discard()


def _measured(application: QApplication, desktop: Desktop, case: LargeCase) -> list[Row]:
    frame = desktop.window.frame
    assert frame is not None
    frame.workspace.choose_case(case.case_id, "large")
    _until(application, lambda: frame.workspace.jobs.pending == 0)
    opening: list[float] = []
    frame.show_section("conversations")
    page = frame.current_page()
    assert isinstance(page, ConversationsPage)
    _until(application, lambda: page.conversations.rowCount() > 0 and frame.workspace.jobs.pending == 0)
    for number in range(1, large_case.CHATS):
        start = time.perf_counter()
        page.list.setCurrentIndex(page.conversations.index(number))
        _until(application, lambda: page.messages.index(0).data(MESSAGE) is not None)
        application.processEvents()
        opening.append(time.perf_counter() - start)
        _until(application, lambda: frame.workspace.jobs.pending == 0)
    blocked = _scrolled(application, page)
    timelines = [_timeline(application, frame) for _round in range(3)]
    what = f"open a conversation of {large_case.MESSAGES:,} messages"
    return [
        Row(what, opening, "the aim", [0.3] * len(opening), f"longest {max(opening) * 1000:.0f} ms"),
        *(Row(f"event loop blocked: {way}", [longest], "the aim", [0.05]) for way, longest in blocked.items()),
        Row(f"timeline of {large_case.EVENTS:,} events, read and drawn", timelines, "the aim", [0.5] * 3),
    ]


def _timeline(application: QApplication, frame: WorkspaceFrame) -> float:
    frame.show_section("todo")
    _until(application, lambda: frame.workspace.jobs.pending == 0)
    frame._pages.pop("timeline", None)
    start = time.perf_counter()
    frame.show_section("timeline")
    shown = frame.current_page()
    assert isinstance(shown, TimelinePage)
    _until(application, lambda: shown.model.rowCount() > 0)
    application.processEvents()
    return time.perf_counter() - start


def _scrolled(application: QApplication, page: ConversationsPage) -> dict[str, float]:
    """The longest time without the event loop, by way; the first key opens the panel at the side."""
    view, bar, chance = page.view, page.view.verticalScrollBar(), random.Random(3)

    def jump() -> None:
        bar.setValue(int(chance.random() * bar.maximum()))

    def choose() -> None:
        jump()
        application.processEvents()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, chance.randrange(view.height())))

    def hit() -> None:
        page._scroll_to(chance.randrange(large_case.MESSAGES))

    ways = {
        "keys": lambda: QTest.keyClick(view, Qt.Key.Key_PageDown),
        "jumps": jump,
        "wheel": lambda: bar.setValue(bar.value() + 3),
        "messages chosen by mouse": choose,
        "hits": hit,
    }
    found = {}
    for way, act in ways.items():
        watch = _Watch()
        for _press in range(_PAGES):
            act()
            application.processEvents()
        _until(application, lambda: page.workspace.jobs.pending == 0)
        found[way] = watch.longest
    return found


def _until(application: QApplication, is_so: Callable[[], bool]) -> None:
    deadline = time.perf_counter() + 120
    while not is_so():
        if time.perf_counter() > deadline:
            raise TimeoutError
        application.processEvents()
