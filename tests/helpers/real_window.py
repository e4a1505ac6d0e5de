# SPDX-License-Identifier: GPL-3.0-or-later
"""The program itself in a window of its own, driven as a screen reader would: Xvfb, D-Bus, AT-SPI, xa11y."""

import atexit
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.program_command import program_command

PATIENCE = 30.0
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")


@dataclass
class RealWindow:
    """A running program. ``app`` finds its controls by role and accessible name."""

    process: "subprocess.Popen[bytes]"
    app: Any

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

        yield RealWindow(program, xa11y.App.by_pid(program.pid, timeout=PATIENCE))


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
