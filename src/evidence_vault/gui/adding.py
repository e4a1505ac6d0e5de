# SPDX-License-Identifier: GPL-3.0-or-later
"""Adding evidence: files, folders, drops and pasted things, and the list of what became of each."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from evidence_vault.clock import SystemClock
from evidence_vault.gui.flows.chat_choices import ChatChoices
from evidence_vault.gui.flows.import_words import import_sentence
from evidence_vault.gui.widgets.import_result import ImportResult
from evidence_vault.gui.workspace import OpenVault, ResultAction, Workspace
from evidence_vault.progress import Progress
from evidence_vault.records import Answers, ImportReport
from evidence_vault.translations import _


class Adding(QObject):
    """Asks what to add and starts the import; its result is a sentence, and a list on request."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window

    def ask_files(self) -> None:
        """Let files be chosen."""
        names, _kind = QFileDialog.getOpenFileNames(self._window, _("Add evidence"), str(Path.home()))
        if names:
            self.offer([Path(name) for name in names])

    def ask_folder(self) -> None:
        """Let a folder be chosen."""
        name = QFileDialog.getExistingDirectory(self._window, _("Add a folder"), str(Path.home()))
        if name:
            self.offer([Path(name)])

    def ask_chat_logs(self) -> None:
        """Let chat logs be chosen; each is shown, also one that no importer knows."""
        names, _kind = QFileDialog.getOpenFileNames(self._window, _("Add chat logs"), str(Path.home()))
        if names:
            self.offer([Path(name) for name in names], everything=True)

    def paste(self) -> None:
        """Add what was copied: files, a picture, or text."""
        copied: QMimeData | None = QGuiApplication.clipboard().mimeData()
        paths = paths_of(copied)
        if paths:
            self.offer(paths)
        elif copied is not None and copied.hasImage():
            self._add_bytes(f"{_stamp()}.png", _png(copied.imageData()))
        elif copied is not None and copied.text().strip():
            self._offer_text(f"{_stamp()}.txt", copied.text().encode())
        else:
            self._workspace.tell(_("There is nothing to paste. Copy some text, a picture or files first."))

    def offer(self, paths: Sequence[Path], *, everything: bool = False) -> None:
        """Look at files and folders; chat logs among them are shown before anything is kept, the rest is added.

        ``everything``: the person says that all of them are chat logs, so all are shown.
        """
        paths = list(paths)

        def work(vault: OpenVault, progress: Progress) -> tuple[Any, tuple[tuple[str, str], ...]]:
            from evidence_vault.operations import import_options, look_at_files

            return look_at_files.look_at_files(
                vault, paths, progress, everything=everything
            ), import_options.importer_names()

        def done(found: tuple[Any, tuple[tuple[str, str], ...]]) -> None:
            looked, names = found
            if looked.chats:
                self._check(looked, names, _file_of, lambda choices: self._add_chosen(paths, choices))
            else:
                self.add(paths)

        self._workspace.run(_("Looking at the files"), work, done)

    def _offer_text(self, name: str, data: bytes) -> None:
        def work(vault: OpenVault, progress: Progress) -> tuple[Any, tuple[tuple[str, str], ...]]:
            from evidence_vault.operations import import_options, look_at_files

            return look_at_files.look_at_bytes(vault, name, data, progress), import_options.importer_names()

        def done(found: tuple[Any, tuple[tuple[str, str], ...]]) -> None:
            looked, names = found
            if not looked.chats:
                self._add_bytes(name, data)
                return

            def add(choices: ChatChoices) -> None:
                choice = choices.choice(choices.chats[0])
                self._add_bytes(name, data, choice.importer, choice.answers)

            self._check(looked, names, lambda _vault, _found: _bytes_of(name, data), add)

        self._workspace.run(_("Looking at the files"), work, done)

    def _check(
        self,
        looked: Any,
        names: tuple[tuple[str, str], ...],
        source_of: Callable[[OpenVault, Any], Any],
        add: Callable[[ChatChoices], None],
    ) -> None:
        from evidence_vault.gui.check_chats_dialog import CheckChatsDialog

        dialog = CheckChatsDialog(self._workspace, looked, names, source_of, self._window.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: add(dialog.choices))
        dialog.rejected.connect(lambda: self._workspace.tell(_("Nothing was added.")))
        dialog.open()

    def add(self, paths: Sequence[Path], importer: str | None = None, answers: Answers | None = None) -> None:
        """Add files and folders to the vault, and to the case that is open."""
        case_id = self._workspace.case_id
        self._add_with(paths, lambda options: options(case_id, importer, answers or Answers()))

    def _add_chosen(self, paths: Sequence[Path], choices: ChatChoices) -> None:
        case_id = self._workspace.case_id
        self._add_with(paths, lambda _options: choices.options(case_id))

    def _add_with(self, paths: Sequence[Path], options_of: Callable[[Any], Any]) -> None:
        actor = self._workspace.actor

        def work(vault: OpenVault, progress: Progress) -> ImportReport:
            from evidence_vault.operations import import_files, import_options

            options = options_of(import_options.ImportOptions)
            return import_files.import_files(vault, list(paths), options, actor, progress)

        self._workspace.run(_("Adding evidence"), work, self._show, changes=("evidence", "case", "custody"))

    def _add_bytes(self, name: str, data: bytes, importer: str | None = None, answers: Answers | None = None) -> None:
        case_id, actor = self._workspace.case_id, self._workspace.actor

        def work(vault: OpenVault, progress: Progress) -> ImportReport:
            from evidence_vault.operations import import_files, import_options

            options = import_options.ImportOptions(case_id, importer, answers or Answers())
            return import_files.import_bytes(vault, name, data, options, actor, progress)

        self._workspace.run(_("Adding evidence"), work, self._show, changes=("evidence", "case", "custody"))

    def _show(self, report: ImportReport) -> None:
        show_list = ResultAction(_("Show the list"), lambda: self._workspace.show_details(ImportResult(report)))
        self._workspace.tell(import_sentence(report), show_list)
        if report.failed:
            self._workspace.show_details(ImportResult(report))


def _file_of(_vault: OpenVault, found: Any) -> Any:
    from evidence_vault.operations import look_at_files

    return look_at_files.source_of(found.path, found.size)


def _bytes_of(name: str, data: bytes) -> Any:
    from evidence_vault.operations import reading_sources

    return reading_sources.BytesSource(name, data)


def paths_of(data: QMimeData | None) -> list[Path]:
    """The files and folders of this computer in what was dropped or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data is not None else []


def _stamp() -> str:
    return SystemClock().now().strftime("pasted-%Y-%m-%d-%H%M%S")


def _png(untrusted_image: Any) -> bytes:
    # The clipboard holds pixels, not a file: the PNG made here is the first form these bytes have with us.
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImage(untrusted_image).save(buffer, b"PNG")
    return bytes(buffer.data().data())
