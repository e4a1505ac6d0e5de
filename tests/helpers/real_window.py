# SPDX-License-Identifier: GPL-3.0-or-later
"""The program itself in a window of its own, driven as a screen reader would: Xvfb, D-Bus, AT-SPI, xa11y."""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from select import select
from time import monotonic
from typing import Any

import pytest

from tests.helpers.program_command import program_command

PATIENCE = 30.0
MOMENT = 0.3
"""Seconds in which a key press has arrived, where nothing says that it has."""
MOST_STOPS = 60
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")


@dataclass
class RealWindow:
    """A running program. ``app`` finds its controls by role and accessible name."""

    process: "subprocess.Popen[bytes]"
    app: Any
    successors: list[int] = field(default_factory=list)

    def follow_lock(self) -> None:
        """Locking ends the program and starts it anew at the vault: wait for both, and look at the new one."""
        import xa11y

        self.process.wait(PATIENCE)
        self.app = xa11y.App.by_name(self.app.name, timeout=PATIENCE)
        self.successors.append(self.app.pid)

    def has_ended(self) -> bool:
        """Whether the program that was started anew has gone within a while."""
        try:
            with os.fdopen(os.pidfd_open(self.app.pid)) as process:
                return bool(select([process], [], [], PATIENCE)[0])
        except ProcessLookupError:
            return True

    def end_successors(self) -> None:
        """End what was started anew and is still there."""
        for pid in self.successors:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)

    def find(self, selector: str) -> Any:
        """The control, waited for until it is there; it may have to be scrolled to."""
        found = self.app.locator(selector)
        try:
            found.wait_attached(timeout=PATIENCE)
        except Exception as error:
            raise AssertionError(f"{selector} not found in\n{self.app.dump()}") from error
        return found

    def press(self, selector: str) -> None:
        """Press a control, once it can be pressed."""
        found = self.find(selector)
        found.wait_enabled(timeout=PATIENCE)
        found.press()

    def type(self, selector: str, text: str) -> None:
        """Put ``text`` into a field."""
        self.find(selector).set_value(text)

    def go_to(self, section: str) -> None:
        """Click a section in the list at the left, as the mouse would."""
        import xa11y

        self.find(f"list_item[name='{section}']")
        xa11y.input_sim().click(self.app.locator(f"list_item[name='{section}']").elements()[0])

    def give_keyboard(self) -> None:
        """What a window manager does for a new window; none runs on this screen."""
        if shutil.which("xdotool") is None:
            pytest.skip("needs xdotool")
        subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Evidence", "windowfocus"], check=True)

    def keys(self, *keys: str) -> None:
        """Press the last of ``keys`` on the keyboard while the others are held."""
        import xa11y

        xa11y.input_sim().chord(keys[-1], list(keys[:-1])) if keys[1:] else xa11y.input_sim().press(keys[0])

    def write(self, text: str) -> None:
        """Type into what has the keyboard."""
        import xa11y

        xa11y.input_sim().type_text(text)

    def focused(self) -> list[tuple[str, str]]:
        """Name and place of what has the keyboard (and of what is marked inside it)."""
        return [(one.name or "", str(one.bounds)) for one in self.app.locator("[focused='true']").elements()]

    def tab_to(self, name: str) -> None:
        """Press Tab until a control whose name begins with ``name`` has the keyboard."""
        seen: list[tuple[str, str]] = []
        for _stop in range(MOST_STOPS):
            if any(one.startswith(name) for one, _place in self._settled_focus(seen)):
                return
            seen = self.focused()
            self.keys("Tab")
        raise AssertionError(f"{name} is not reached in\n{self.app.dump()}")

    def _settled_focus(self, before: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """What has the keyboard once it has moved on from ``before``, or does not move for a moment."""
        deadline = monotonic() + MOMENT
        while (now := self.focused()) == before and monotonic() < deadline:
            pass
        return now

    def texts(self) -> list[str]:
        """Everything a screen reader could read now."""
        return [element.name for element in self.app.locator("static_text").elements() if element.name]


@contextmanager
def real_window(home: Path, **more: str) -> Iterator[RealWindow]:
    """Start the program with nothing of this computer's settings; skips where the tools are not installed.

    ``more``: variables of the environment the program is to see.
    """
    launcher = next((path for path in _LAUNCHERS if Path(path).exists()), None)
    if launcher is None or shutil.which("Xvfb") is None or shutil.which("dbus-daemon") is None:
        pytest.skip("needs xvfb, dbus and at-spi2-core (make setup installs them where it may)")
    desktop = _desktop(launcher)
    with ExitStack() as stack:
        old = {name: os.environ.get(name) for name in desktop}
        stack.callback(_restore, old)
        os.environ.update(desktop)
        program = _started(stack, program_command(), _private_environment(home) | desktop | more)
        import xa11y

        window = RealWindow(program, xa11y.App.by_pid(program.pid, timeout=PATIENCE))
        stack.callback(window.end_successors)
        yield window


@cache
def _desktop(launcher: str) -> dict[str, str]:
    """Screen and buses, once for this process: the library connects once, and to what the environment then names."""
    stack = ExitStack()
    atexit.register(stack.close)
    home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    desktop = {"DISPLAY": _screen(stack)}
    environment = _private_environment(home) | desktop
    desktop["DBUS_SESSION_BUS_ADDRESS"] = _message_bus(stack, environment)
    _started(stack, [launcher, "--launch-immediately"], environment | desktop)
    return desktop


def _private_environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "TMPDIR"}}
    folders = {f"XDG_{kind}_HOME": str(home / f".{kind.lower()}") for kind in ("CONFIG", "CACHE", "DATA", "STATE")}
    runtime = home / ".runtime"
    runtime.mkdir(mode=0o700)
    return (
        kept
        | folders
        | {
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
    )


def _screen(stack: ExitStack) -> str:
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    _started(stack, command, dict(os.environ), pass_fds=(write_end,))
    os.close(write_end)
    with os.fdopen(read_end) as numbers:
        return f":{numbers.readline().strip()}"


def _message_bus(stack: ExitStack, environment: dict[str, str]) -> str:
    command = ["dbus-daemon", "--session", "--print-address", "--nofork", "--nopidfile"]
    bus = _started(stack, command, environment, stdout=subprocess.PIPE)
    assert bus.stdout is not None
    return str(bus.stdout.readline().decode().strip())


def _started(
    stack: ExitStack, command: list[str], environment: dict[str, str], **more: Any
) -> "subprocess.Popen[bytes]":
    quiet = {"stderr": subprocess.DEVNULL, "stdout": subprocess.DEVNULL} | more
    process = subprocess.Popen(command, env=environment, **quiet)
    stack.callback(_end, process)
    return process


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()


def _restore(old: dict[str, str | None]) -> None:
    for name, value in old.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
