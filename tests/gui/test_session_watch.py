# SPDX-License-Identifier: GPL-3.0-or-later
"""The vault is locked when the computer sleeps or the session is locked; over a real message bus where there is one."""

import ctypes
import shutil
import subprocess
import sys
from collections.abc import Iterator
from ctypes import wintypes
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from evidence_vault.gui import session_watch
from evidence_vault.gui.flows.idle import LONGEST_PAUSE, SleepWatch
from evidence_vault.gui.session_macos import MacNotifications
from evidence_vault.gui.session_watch import SessionWatch
from evidence_vault.gui.session_windows import WindowsMessages
from tests.gui.conftest import Bench

LOGIND, PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
AWAY = [
    (PATH, f"{LOGIND}.Manager", "PrepareForSleep", [True]),
    (f"{PATH}/session/_32", f"{LOGIND}.Session", "Lock", []),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [True]),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", [True]),
]


@pytest.fixture
def buses(request: pytest.FixtureRequest) -> Iterator[tuple[QDBusConnection, QDBusConnection]]:
    """Two connections to a private bus: ours and somebody else's."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    names = [f"{request.node.name}-{number}" for number in range(2)]
    yield QDBusConnection.connectToBus(address, names[0]), QDBusConnection.connectToBus(address, names[1])
    for name in names:
        QDBusConnection.disconnectFromBus(name)
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


def send(bus: QDBusConnection, path: str, interface: str, name: str, arguments: list[object]) -> None:
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(arguments)
    assert bus.send(message)


@pytest.mark.parametrize(("path", "interface", "name", "arguments"), AWAY)
def test_sleep_and_lock_are_heard(
    buses: tuple[QDBusConnection, QDBusConnection],
    qtbot: QtBot,
    path: str,
    interface: str,
    name: str,
    arguments: list[object],
) -> None:
    ours, other = buses
    watch = SessionWatch()
    assert watch.listen_to(ours)
    # One question and its answer, so that the bus has taken in before this what we listen to.
    ours.call(QDBusMessage.createMethodCall("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId"))
    heard: list[bool] = []
    watch.away.connect(lambda: heard.append(True))
    if arguments:
        send(other, path, interface, name, [False])  # waking up is no reason; it comes before the next message
    with qtbot.waitSignal(watch.away, timeout=5000):
        send(other, path, interface, name, arguments)
    assert heard == [True]


def test_a_bus_that_is_not_there_or_not_here_is_not_listened_to(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not SessionWatch().listen_to(QDBusConnection("no such bus"))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "tcp:host=192.0.2.1,port=1")
    assert not SessionWatch().listen()


def test_sleep_is_noticed_after_waking() -> None:
    moments = iter([0.0, 5.0, 10.0, 10.0 + LONGEST_PAUSE + 1, 80.0])
    watch = SleepWatch(lambda: next(moments))
    assert [watch.has_slept() for _look in range(4)] == [False, False, True, False]


def test_an_open_vault_is_locked_after_sleep(filled: Bench, filled_vault: Path) -> None:
    filled.program.lock_if_idle()
    assert filled.relaunched == []
    filled.program.sleep._last -= LONGEST_PAUSE + 5
    filled.program.lock_if_idle()
    filled.settle()
    assert filled.relaunched == [filled_vault]


def test_nothing_is_locked_where_nothing_is_open(bench: Bench) -> None:
    bench.program.lock_if_open()
    assert (bench.relaunched, bench.ended) == ([], [])


class WtsApi:
    """wtsapi32, as far as it is asked."""

    def __init__(self, agrees: int = 1) -> None:
        self.asked: list[tuple[int | None, int]] = []
        self._agrees = agrees

    def WTSRegisterSessionNotification(self, window: wintypes.HWND, which: int) -> int:
        self.asked.append((window.value, which))
        return self._agrees


def windows_message(number: int, parameter: int) -> wintypes.MSG:
    return wintypes.MSG(None, number, parameter, 0, 0, wintypes.POINT())


@pytest.mark.parametrize(
    ("number", "parameter", "means_away"),
    [
        (0x02B1, 0x7, True),
        (0x02B1, 0x2, True),
        (0x02B1, 0x4, True),
        (0x0218, 0x4, True),
        (0x02B1, 0x8, False),  # unlocked
        (0x0218, 0x12, False),  # woken
        (0x0200, 0x7, False),  # the mouse
    ],
)
def test_messages_of_windows(qtbot: QtBot, number: int, parameter: int, means_away: bool) -> None:
    heard: list[bool] = []
    messages = WindowsMessages(lambda: heard.append(True))
    message = windows_message(number, parameter)
    for kind in (b"windows_generic_MSG", b"windows_dispatcher_MSG", b"xcb_generic_event_t"):
        assert messages.nativeEventFilter(kind, ctypes.addressof(message)) == (False, 0)
    assert len(heard) == 2 * means_away


def test_windows_is_asked_for_its_messages(qtbot: QtBot) -> None:
    library, messages = WtsApi(), WindowsMessages(lambda: None)
    assert messages.listen(library)
    ((window, which),) = library.asked
    assert window
    assert which == 0
    assert not WindowsMessages(lambda: None).listen(WtsApi(agrees=0))
    assert not WindowsMessages(lambda: None).listen(object())


class CoreFoundation:
    """CoreFoundation, as far as it is asked; ``post`` sends a notification."""

    def __init__(self, centre: int = 7) -> None:
        self.observers: dict[bytes, Any] = {}
        self._texts: dict[int, bytes] = {}
        self.CFNotificationCenterGetDistributedCenter = Mock(return_value=centre)
        self.CFStringCreateWithCString = Mock(side_effect=self._text)
        self.CFNotificationCenterAddObserver = Mock(side_effect=self._add)

    def _text(self, _allocator: None, text: bytes, _encoding: object) -> int:
        number = len(self._texts) + 1
        self._texts[number] = text
        return number

    def _add(self, _centre: object, _observer: object, callback: Any, name: Any, _object: None, _how: object) -> None:
        self.observers[self._texts[name.value]] = callback

    def post(self, name: bytes) -> None:
        self.observers[name](None, None, None, None, None)


def test_notifications_of_macos() -> None:
    heard: list[bool] = []
    library, notifications = CoreFoundation(), MacNotifications(lambda: heard.append(True))
    assert notifications.listen(library)
    assert list(library.observers) == [b"com.apple.screenIsLocked", b"com.apple.screensaver.didstart"]
    for name in library.observers:
        library.post(name)
    assert heard == [True, True]
    assert not MacNotifications(lambda: None).listen(CoreFoundation(centre=0))


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has it")
def test_where_the_system_has_no_such_library_nothing_is_heard() -> None:
    assert not MacNotifications(lambda: None).listen()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_each_system_is_listened_to_in_its_own_way(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    listened: list[object] = []
    for kind in (WindowsMessages, MacNotifications):
        monkeypatch.setattr(kind, "listen", lambda self: listened.append(self) or True)
    monkeypatch.setattr(session_watch.sys, "platform", platform)
    watch = SessionWatch()
    assert watch.listen()
    monkeypatch.undo()
    assert isinstance(listened[0], WindowsMessages if platform == "win32" else MacNotifications)
    with qtbot.waitSignal(watch.away, timeout=5000):
        watch.locked()
