# SPDX-License-Identifier: GPL-3.0-or-later
"""What macOS says when the screen is locked or the screen saver starts, over its distributed notifications.

Source: Apple, "CFNotificationCenter"; the names of the notifications are not documented by Apple, and in wide use since
macOS 10.7. Tried with a made-up library only; it was never run on macOS (decision 0089).
"""

import ctypes
from collections.abc import Callable
from typing import Any

NAMES = ("com.apple.screenIsLocked", "com.apple.screensaver.didstart")
_LIBRARY = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
_UTF8 = 0x08000100
_AT_ONCE = 4
_CALLBACK = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)


class MacNotifications:
    """Calls ``away`` when one of ``NAMES`` comes, on the thread that listened (its run loop is Qt's)."""

    def __init__(self, away: Callable[[], object]) -> None:
        self._callback = _CALLBACK(lambda *_what: away() and None)  # kept: the system holds only its address

    def listen(self, library: Any = None) -> bool:
        """Ask for the notifications; whether there is somebody to ask. ``library``: CoreFoundation."""
        try:
            foundation = library or ctypes.CDLL(_LIBRARY)
            foundation.CFNotificationCenterGetDistributedCenter.restype = ctypes.c_void_p
            foundation.CFStringCreateWithCString.restype = ctypes.c_void_p
            centre = foundation.CFNotificationCenterGetDistributedCenter()
        except (OSError, AttributeError):
            return False
        for name in NAMES if centre else ():
            text = ctypes.c_void_p(foundation.CFStringCreateWithCString(None, name.encode(), ctypes.c_uint32(_UTF8)))
            observer = ctypes.cast(self._callback, ctypes.c_void_p)
            foundation.CFNotificationCenterAddObserver(
                ctypes.c_void_p(centre), observer, self._callback, text, None, ctypes.c_long(_AT_ONCE)
            )
        return bool(centre)
