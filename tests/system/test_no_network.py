# SPDX-License-Identifier: GPL-3.0-or-later
"""No process of ours opens a network socket or asks for a name: watched in the whole job and in the window."""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from evidence_vault.pictures.demo_canvas import Canvas
from evidence_vault.pictures.text_engine import is_installed
from tests.benchmarks.window_start import WINDOW_UNTIL_FIRST_PAINT
from tests.system.tracing import private_environment, require_strace, traced

WATCHED = "%network,execve,openat,io_uring_setup"
NAME_SERVICE_FILES = ("resolv.conf", "/etc/hosts", "/etc/host.conf", "/etc/gai.conf", "libnss_dns", "libnss_mdns")
LOCAL_PLACES = re.compile(r'sun_path=@?"(/var/run/nscd/|/run/systemd/userdb/|/run/dbus/|[^"]*/private/)')
ASKS_FOR_A_NAME = "import socket; socket.getaddrinfo('name.invalid', 80)"
JOB = (sys.executable, "-m", "evidence_vault", "demo")


def network_calls(calls: Sequence[str]) -> list[str]:
    """What reaches beyond this computer or prepares it: sockets that are not local, connections, name look-ups."""
    found = []
    for call in calls:
        is_foreign_socket = "socket(" in call and "AF_UNIX" not in call
        is_foreign_place = re.search(r"\b(connect|sendto|bind)\(", call) and not LOCAL_PLACES.search(call)
        is_look_up = "openat(" in call and any(name in call for name in NAME_SERVICE_FILES)
        if is_foreign_socket or (is_foreign_place and "sa_family" in call) or is_look_up or "io_uring_setup(" in call:
            found.append(call)
    return found


def test_a_look_up_would_be_seen(tmp_path: Path) -> None:
    require_strace()
    program = f"try:\n    {ASKS_FOR_A_NAME}\nexcept OSError:\n    pass"
    calls = traced([sys.executable, "-c", program], tmp_path / "calls", WATCHED, private_environment(tmp_path))
    assert any("resolv.conf" in call or "AF_INET" in call for call in network_calls(calls))


@cache
def namespace_without_devices() -> tuple[str, ...]:
    """What to put before a command so that it has no network device at all; empty where that is not allowed."""
    command = ("unshare", "-n")
    if shutil.which(command[0]) is None:
        return ()
    tried = subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if tried.returncode == 0 else ()


def test_the_whole_job_never_touches_the_network(tmp_path: Path) -> None:
    # Both proofs in one run, for it is the longest test: nothing reaches for the network, and nothing needs it.
    require_strace()
    place = tmp_path / "demo"
    command = [*namespace_without_devices(), *JOB, place]
    calls = traced(command, tmp_path / "calls", WATCHED, private_environment(tmp_path))

    assert network_calls(calls) == []
    started = "\n".join(call for call in calls if "execve(" in call)
    assert "evidence_vault.worker" in started
    assert "evidence_vault.exporters.pdf_pro" in started
    assert len(list(place.glob("*/data/report/police-report.pdf"))) == 2


def test_the_namespace_of_that_run_has_no_device(tmp_path: Path) -> None:
    if not namespace_without_devices():
        pytest.skip("a network namespace of one's own needs root and unshare")
    program = "import os; print(*sorted(os.listdir('/sys/class/net')))"
    mounted = f'mount -t sysfs none /sys && {sys.executable} -c "{program}"'
    shown = subprocess.run(
        ["unshare", "-n", "-m", "sh", "-c", mounted], capture_output=True, text=True, check=False, timeout=60
    )
    if shown.returncode != 0:
        pytest.skip("a file system of one's own needs root")
    # The devices that the namespace of the test above has.
    assert shown.stdout.split() == ["lo"]


def test_the_window_never_touches_the_network(tmp_path: Path) -> None:
    require_strace()
    command = [sys.executable, "-c", WINDOW_UNTIL_FIRST_PAINT]
    calls = traced(command, tmp_path / "calls", WATCHED, private_environment(tmp_path))
    assert any("QtWidgets" in call for call in calls)
    assert network_calls(calls) == []


@pytest.mark.skipif(not is_installed(), reason="the part that reads text is not installed")
def test_reading_text_in_a_picture_never_touches_the_network(tmp_path: Path) -> None:
    # The engine's makers send telemetry with later versions, and its wrapper fetches models: decision 0150.
    require_strace()
    canvas = Canvas("#ffffff")
    canvas.text((40, 40), "请转账 8,000 元", 48, "#101010")
    picture = tmp_path / "shot.png"
    canvas.image.crop((0, 0, 700, 160)).save(picture)
    command = [*namespace_without_devices(), sys.executable, "-m", "evidence_vault", "read", picture]
    calls = traced(command, tmp_path / "calls", WATCHED, private_environment(tmp_path))
    assert any("onnxruntime" in call for call in calls)
    assert network_calls(calls) == []
