# SPDX-License-Identifier: GPL-3.0-or-later
"""Hears that the computer is about to sleep or that the session was locked: from the system, whichever it is.

Linux: logind and screen savers, here. Windows and macOS: ``session_windows``, ``session_macos``. Sleep that nobody
tells of is noticed by ``SleepWatch`` after waking.
"""

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

    from evidence_vault.gui.session_macos import MacNotifications
    from evidence_vault.gui.session_windows import WindowsMessages

_MESSAGES = (
    ("org.freedesktop.login1.Manager", "PrepareForSleep", "switched(bool)"),
    ("org.freedesktop.login1.Session", "Lock", "locked()"),
    ("org.freedesktop.ScreenSaver", "ActiveChanged", "switched(bool)"),
    ("org.gnome.ScreenSaver", "ActiveChanged", "switched(bool)"),
)
"""Interface, name, and what is called here, from whatever path."""


class SessionWatch(QObject):
    """Emits ``away`` when nobody should read on: asleep, locked, screen saver on."""

    away = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._buses: list[QDBusConnection] = []
        self._system: WindowsMessages | MacNotifications | None = None

    def listen(self) -> bool:
        """Listen to what this system has to say; whether anything can be heard."""
        if sys.platform == "win32":
            from evidence_vault.gui.session_windows import WindowsMessages

            self._system = WindowsMessages(self.locked)
            return self._system.listen()
        if sys.platform == "darwin":
            from evidence_vault.gui.session_macos import MacNotifications

            self._system = MacNotifications(self.locked)
            return self._system.listen()
        return self._listen_to_buses()

    def _listen_to_buses(self) -> bool:
        if not sys.platform.startswith("linux") or _leaves_this_computer():
            return False
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return False
        heard = [self.listen_to(QDBusConnection.systemBus()), self.listen_to(QDBusConnection.sessionBus())]
        return any(heard)

    def listen_to(self, bus: "QDBusConnection") -> bool:
        """Listen to one bus; whether it is there."""
        if not bus.isConnected():
            return False
        self._buses.append(bus)
        for interface, name, slot in _MESSAGES:
            # The stubs of PySide6 say bytes; what it takes is the text that SLOT makes.
            bus.connect("", "", interface, name, self, SLOT(slot))  # type: ignore[call-overload]
        return True

    @Slot(bool)
    def switched(self, on: bool) -> None:
        """Asleep or awake, screen saver on or off."""
        if on:
            self.away.emit()

    @Slot()
    def locked(self) -> None:
        """The session was locked. Told a moment later: the system waits for its answer here."""
        QTimer.singleShot(0, self, self.away.emit)


def _leaves_this_computer() -> bool:
    # A bus can stand behind a network address; this program opens no network connection.
    addresses = (os.environ.get(name, "") for name in ("DBUS_SYSTEM_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS"))
    return any("tcp:" in address for address in addresses)
