# SPDX-License-Identifier: GPL-3.0-or-later
"""Hears on Linux that the computer is about to sleep or that the session was locked (logind, screen savers).

Other systems have no such messages in the parts of Qt we use; there ``SleepWatch`` notices after waking.
"""

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

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

    def listen(self) -> bool:
        """Listen to this computer's buses, where there are any; whether anything can be heard."""
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
        """The session was locked."""
        self.away.emit()


def _leaves_this_computer() -> bool:
    # A bus can stand behind a network address; this program opens no network connection.
    addresses = (os.environ.get(name, "") for name in ("DBUS_SYSTEM_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS"))
    return any("tcp:" in address for address in addresses)
