# SPDX-License-Identifier: GPL-3.0-or-later
"""`make screenshots`: every place and section, in both languages, light and dark, at 100 and 200 % text.

python -m tests.screenshots FOLDER [LANGUAGE-LOOK-SCALE …]     for example  en-light-100
"""

import os
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtWidgets import QApplication

from evidence_vault.gui import fonts
from evidence_vault.gui.app import Desktop
from evidence_vault.gui.flows.routes import Place
from evidence_vault.gui.pages.opening import opened_vault
from evidence_vault.gui.pages.registry import SECTIONS
from evidence_vault.gui.program import Program
from evidence_vault.gui.settings_store import SettingsStore
from evidence_vault.operations import edit_case
from evidence_vault.operations.make_demo import PASSPHRASE, make_demo
from evidence_vault.operations.unlock_vault import unlock_vault
from evidence_vault.progress import Silent

KINDS = [
    f"{language}-{look}-{scale}" for language in ("en", "zh-Hans") for look in ("light", "dark") for scale in (100, 200)
]
PATIENCE = 30.0
QUIET = 0.4


class Photographer:
    """One program with its window in one language, look and text size."""

    def __init__(self, application: QApplication, folder: Path, settings_folder: Path, kind: str) -> None:
        language, look, scale = kind.rsplit("-", 2)
        settings = SettingsStore(settings_folder / kind)
        for name, value in {"language": language, "look": look, "text_scale": int(scale), "idle_minutes": 0}.items():
            settings.change(**{name: value})
        self._application, self._folder, self._kind = application, folder, kind
        self.ended = False
        self.program = Program(settings, relaunch=lambda _vault, _notice: None, end=self._end)
        self.desktop = Desktop(application, settings, self.program)
        self.desktop.window.resize(1280, 800)
        self.desktop.show()

    def _end(self) -> None:
        self.ended = True

    def wait(self, until: Callable[[], bool] | None = None) -> None:
        """Let the program work until nothing has been pending for a moment."""
        deadline, calm_since = monotonic() + PATIENCE, monotonic()
        while monotonic() < deadline:
            self._application.processEvents()
            if self.program.jobs.pending or (until and not until()):
                calm_since = monotonic()
            if monotonic() - calm_since > QUIET:
                return

    def take(self, name: str) -> None:
        """Keep the window as it stands."""
        self.wait()
        self.desktop.window.resize(1280, 800)
        self._application.processEvents()
        path = self._folder / f"{self._kind}-{name}.png"
        self.desktop.window.grab().save(str(path))

    def outside(self) -> None:
        """The places without an open vault."""
        for place in Place:
            if place is not Place.WORKSPACE:
                self.program.go(place, "/made-up/demo.evidence-vault" if place.name == "UNLOCK" else "")
                self.take(f"0-{place.name.lower()}")

    def inside(self, vault_folder: Path) -> None:
        """Every section of the made-up case."""
        opened = self.program.jobs.read(lambda: _open(vault_folder), owner=self.program)
        found: list[object] = []
        opened.succeeded.connect(found.append)
        self.wait(lambda: bool(found))
        workspace, case_id, title = found[0]  # type: ignore[misc]
        self.program.vault_opened(workspace)
        self.wait()
        self.program.workspace.choose_case(case_id, title)  # type: ignore[union-attr]
        for number, section in enumerate(SECTIONS, 1):
            self.desktop.window.frame.show_section(section.id)  # type: ignore[union-attr]
            self.take(f"{number}-{section.id}")

    def leave(self) -> None:
        """Close the vault and the window."""
        self.program.leave()
        self.wait(lambda: self.ended)
        self.desktop.settings.changed.disconnect()
        self.desktop.window.discard()


def _open(folder: Path) -> tuple[object, str, str]:
    vault = unlock_vault(folder, PASSPHRASE, Silent())
    case = edit_case.list_cases(vault)[0]
    return opened_vault(vault, folder), case.id, case.title


def main(arguments: list[str]) -> int:
    """Draw them all into the folder given first."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    fonts.choose_fonts(application)
    system = application.font()
    with tempfile.TemporaryDirectory() as temporary:
        demo = make_demo(Path(temporary) / "demo", Silent())
        for kind in arguments[1:] or KINDS:
            application.setFont(system)  # the window before made it larger, and each takes it for the system's own size
            photographer = Photographer(application, folder, Path(temporary), kind)
            photographer.outside()
            photographer.inside(demo.vault)
            photographer.leave()
            print(kind)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
