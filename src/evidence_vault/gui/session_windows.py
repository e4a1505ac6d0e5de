# SPDX-License-Identifier: GPL-3.0-or-later
"""What Windows says when the session is locked or the computer goes to sleep.

Source: Microsoft, "WTSRegisterSessionNotification", "WM_WTSSESSION_CHANGE" and "WM_POWERBROADCAST". Tried with made-up
messages only; it was never run on Windows (decision 0089).
"""

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtGui import QWindow

_SESSION_CHANGE, _POWER = 0x02B1, 0x0218
_THIS_SESSION = 0
_AWAY = frozenset({
    (_SESSION_CHANGE, 0x2),  # WTS_CONSOLE_DISCONNECT: another person's session is in front
    (_SESSION_CHANGE, 0x4),  # WTS_REMOTE_DISCONNECT
    (_SESSION_CHANGE, 0x7),  # WTS_SESSION_LOCK
    (_POWER, 0x4),  # PBT_APMSUSPEND
})


class WindowsMessages(QAbstractNativeEventFilter):
    """Calls ``away`` for each message that means that nobody should read on; every message goes on to Qt."""

    def __init__(self, away: Callable[[], object]) -> None:
        super().__init__()
        self._away = away
        self._window: QWindow | None = None

    def listen(self, library: Any = None) -> bool:
        """Ask for the messages, with a hidden window of our own; whether the system agreed.

        ``library``: wtsapi32.
        """
        application = QCoreApplication.instance()
        if application is None:
            return False
        self._window = QWindow()
        self._window.create()
        try:
            wtsapi = library or ctypes.WinDLL("wtsapi32")  # type: ignore[attr-defined,unused-ignore]
            agreed = wtsapi.WTSRegisterSessionNotification(wintypes.HWND(int(self._window.winId())), _THIS_SESSION)
        except (OSError, AttributeError):
            return False
        application.installNativeEventFilter(self)
        return bool(agreed)

    def nativeEventFilter(self, event_type: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        """Look at one message."""
        kind = bytes(event_type.data() if isinstance(event_type, QByteArray) else event_type)
        if kind.startswith(b"windows_"):
            found = wintypes.MSG.from_address(int(message))
            if (found.message, found.wParam) in _AWAY:
                self._away()
        return False, 0
