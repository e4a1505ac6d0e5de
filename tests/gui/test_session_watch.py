# SPDX-License-Identifier: GPL-3.0-or-later
"""The vault is locked when the computer sleeps or the session is locked; over a real message bus where there is one."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from evidence_vault.gui.flows.idle import LONGEST_PAUSE, SleepWatch
from evidence_vault.gui.session_watch import SessionWatch
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
