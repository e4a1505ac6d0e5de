# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings: few, each with one line of why."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QWidget

from evidence_vault.gui.pages.outside_page import OutsidePage
from evidence_vault.gui.program import Program
from evidence_vault.gui.widgets.banner import error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.field import Field
from evidence_vault.gui.widgets.language_switch import language_switch
from evidence_vault.gui.widgets.layout import box, card, column, row
from evidence_vault.gui.widgets.words import label, selectable
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _

TEXT_SCALES = (100, 125, 150, 175, 200)
IDLE_MINUTES = (5, 10, 20, 30, 60, 0)


class SettingsPage(OutsidePage):
    """Everything is written at once; there is nothing to save."""

    def __init__(self, program: Program) -> None:
        super().__init__(program, _("Settings"))
        self.dialog: QDialog | None = None
        self.add_title(_("Settings"), _("Changes count at once. Nothing about your evidence is kept here."))
        if program.settings.problem is not None:
            self.column.addWidget(error_banner(program.settings.problem, closable=True))
        self.column.addWidget(card(column(*self._looks(), gap=4)))
        self.column.addWidget(card(column(*self._safety(), gap=4)))
        if program.workspace is not None:
            self.column.addWidget(card(column(*self._vault(), gap=2)))
        if program.settings.remembered():
            self.column.addWidget(card(column(*self._remembered(), gap=2)))

    def take_focus(self) -> None:
        """To the first setting."""
        self.language.setFocus()

    def _looks(self) -> list[QWidget]:
        store = self.program.settings
        looks = (
            ("system", _("As the system")),
            ("light", _("Light")),
            ("dark", _("Dark")),
            ("contrast", _("High contrast")),
        )
        self.language = language_switch(store)
        look = _choice(looks, store.now.look)
        look.activated.connect(lambda _index: store.change(look=str(look.currentData())))
        scale = _choice([(str(percent), f"{percent} %") for percent in TEXT_SCALES], str(store.now.text_scale))
        scale.activated.connect(lambda _index: store.change(text_scale=int(scale.currentData())))
        return [
            Field(_("Language"), self.language, _("Of this window. An export has its own language.")),
            Field(_("Look"), look, _("Light, dark, or strong contrast.")),
            Field(_("Text size"), scale, _("Everything grows with it.")),
        ]

    def _safety(self) -> list[QWidget]:
        store = self.program.settings
        choices = [
            (str(count), _("after {count} minutes").format(count=count) if count else _("never"))
            for count in IDLE_MINUTES
        ]
        idle = _choice(choices, str(store.now.idle_minutes))
        idle.activated.connect(lambda _index: store.change(idle_minutes=int(idle.currentData())))
        blur = QCheckBox(_("Blur pictures until I press them"))
        blur.setChecked(store.now.blur_pictures)
        blur.toggled.connect(lambda on: store.change(blur_pictures=on))
        read = QCheckBox(_("Read the text in pictures"))
        read.setChecked(store.now.read_pictures)
        read.toggled.connect(lambda on: store.change(read_pictures=on))
        return [
            Field(_("Lock by itself"), idle, _("When nobody presses a key or clicks for so long.")),
            blur,
            label(_("Seeing it all again can be hard. You decide when."), "small"),
            read,
            label(_("In the background, on this computer alone. Then screenshots can be searched."), "small"),
        ]

    def _vault(self) -> list[QWidget]:
        workspace = self.program.workspace
        if workspace is None:
            return []
        opened = workspace.opened
        return [
            label(_("This vault"), "title"),
            label(_("Its folder: {folder}").format(folder=opened.folder), "muted"),
            label(_("Fingerprint of its key"), "strong"),
            selectable(opened.fingerprint, "fixed"),
            label(_("You appear in its records as: {name}").format(name=opened.owner.name or "—"), "muted"),
            self._key_buttons(workspace),
        ]

    def _key_buttons(self, workspace: Workspace) -> QWidget:
        def change() -> None:
            from evidence_vault.gui.secret_dialogs import ChangePassphraseDialog

            self.dialog = ChangePassphraseDialog(workspace, self.program.clock.monotonic, self)
            self.dialog.open()

        def new_key() -> None:
            from evidence_vault.gui.secret_dialogs import NewRecoveryKeyDialog

            self.dialog = NewRecoveryKeyDialog(self.program, workspace, self)
            self.dialog.finished.connect(lambda _result: self._show_whether_there_is_a_key(workspace))
            self.dialog.open()

        self.change_passphrase = button(_("Change the passphrase …"), change, icon="lock-keyhole")
        self.new_key = button(_("Make a new recovery key …"), new_key, icon="key-round")
        self.remove_key = button(_("Take the recovery key away …"), self._remove_key, look="quiet")
        self._show_whether_there_is_a_key(workspace)
        return box(column(row(self.change_passphrase, self.new_key, None, gap=2), row(self.remove_key, None), gap=2))

    def _remove_key(self) -> None:
        from evidence_vault.gui.secret_dialogs import RemoveRecoveryKeyDialog

        workspace = self.program.workspace
        if workspace is not None:
            self.dialog = RemoveRecoveryKeyDialog(workspace, self)
            self.dialog.finished.connect(lambda _result: self._show_whether_there_is_a_key(workspace))
            self.dialog.open()

    def _show_whether_there_is_a_key(self, workspace: Workspace) -> None:
        def work(vault: OpenVault) -> bool:
            from evidence_vault.operations import change_passphrase

            return change_passphrase.has_recovery_key(vault)

        self.remove_key.setEnabled(False)
        workspace.read(self, work, self.remove_key.setEnabled)

    def _remembered(self) -> list[QWidget]:
        parts: list[QWidget] = [label(_("Vaults you asked to remember"), "title")]
        for path in self.program.settings.remembered():
            line = QWidget()
            name = visible_name(path.name)
            forget = button(_("Forget"), look="quiet", icon="x")
            forget.setAccessibleName(_("Forget {name}").format(name=name))
            layout = row(label(name), None, forget, gap=2)
            line.setLayout(layout)

            def forget_it(path: object = path, line: QWidget = line) -> None:
                self.program.settings.forget(path)  # type: ignore[arg-type]
                line.hide()

            forget.clicked.connect(lambda _on=False, act=forget_it: act())
            parts.append(line)
        return parts


def _choice(entries: Sequence[tuple[str, str]], current: str) -> QComboBox:
    choice = QComboBox()
    for value, words in entries:
        choice.addItem(words, value)
    choice.setCurrentIndex(max(0, choice.findData(current)))
    return choice
