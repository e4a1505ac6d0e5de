# SPDX-License-Identifier: GPL-3.0-or-later
"""More about one piece of evidence: its three times and what they mean, hash, where from, history."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.custody_words import event_sentence
from evidence_vault.gui.flows.evidence_filter import KIND_WORDS, exhibit_of, kind_of
from evidence_vault.gui.flows.package_claims import package_claims
from evidence_vault.gui.flows.picture_text_words import state_words
from evidence_vault.gui.flows.time_words import item_sentence
from evidence_vault.gui.flows.words_of_values import size_text, time_text
from evidence_vault.gui.item_actions import ItemActions
from evidence_vault.gui.widgets.about_picture import AboutPictureBox
from evidence_vault.gui.widgets.buttons import button, copy_button
from evidence_vault.gui.widgets.exhibit_said import ExhibitSaid
from evidence_vault.gui.widgets.fact_origin import FactsAbout
from evidence_vault.gui.widgets.item_copies import ItemCopies
from evidence_vault.gui.widgets.item_tags import ItemTags
from evidence_vault.gui.widgets.layout import FlowLayout, box, clear, column, line, row
from evidence_vault.gui.widgets.words import hash_text, label, selectable, time_label
from evidence_vault.gui.workspace import OpenVault, Workspace
from evidence_vault.records import EvidenceItem, LogEntry, TimeStamp
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural
from evidence_vault.user_messages import words_for


class ItemDetails(QWidget):
    """Shown in the panel at the side; its history is read when it is shown."""

    def __init__(self, workspace: Workspace, item: EvidenceItem, actions: ItemActions) -> None:
        super().__init__()
        self._workspace = workspace
        self._item = item
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, theme.current().space(2), 0)
        self._layout.setSpacing(theme.current().space(3))
        self._title()
        self._layout.addWidget(ExhibitSaid(workspace, item.id))
        self._actions(actions)
        self._warnings()
        self._times()
        self._hash()
        self._origin()
        self._layout.addWidget(ItemCopies(workspace, item, actions))
        if item.media_type.startswith("image/"):
            self._layout.addWidget(AboutPictureBox(workspace, item))
        self._casework()
        self._package_claims()
        self._trusted_time()
        self._history = QVBoxLayout()
        self._layout.addWidget(line())
        self._layout.addLayout(column(label(_("What happened to it"), "strong"), self._history, None))
        workspace.read(self, self._read_history, self._show_history)
        workspace.read(self, self._read_stamps, self._show_stamps)

    def _title(self) -> None:
        number = exhibit_of(self._item, self._workspace.case_id)
        if number:
            self._layout.addWidget(label(_("Exhibit {number}").format(number=number), "caption"))
        self._layout.addWidget(selectable(visible_name(self._item.name), "title"))
        parts = [_(KIND_WORDS[kind_of(self._item)]), size_text(self._item.size), *self._measures()]
        self._layout.addWidget(label(" · ".join(parts), "muted"))
        self.text_state = label("", "small")
        self.text_state.hide()
        self._layout.addWidget(self.text_state)
        self._workspace.read(self, self._read_text_state, self._show_text_state)

    def _measures(self) -> list[str]:
        facts = self._item.facts
        found = []
        if facts.get("width") and facts.get("height"):
            found.append(f"{facts['width']} × {facts['height']}")
        pages = facts.get("pages") or facts.get("pdf_pages") or facts.get("frames")
        if isinstance(pages, int) and pages > 1:
            found.append(plural("{count} page", "{count} pages", pages))
        if self._item.messages:
            found.append(plural("{count} message", "{count} messages", self._item.messages))
        return found

    def _actions(self, actions: ItemActions) -> None:
        flow = FlowLayout(gap=1)
        for words, icon, action in actions.offered(self._item):
            flow.addWidget(button(words, action, look="small", icon=icon))
        self._layout.addWidget(box(flow))

    def _warnings(self) -> None:
        from evidence_vault.gui.widgets.banner import Banner

        for warning in self._item.warnings[:5]:
            words = words_for(warning.code, {"text": warning.text, "line": warning.line or 0})
            self._layout.addWidget(Banner("amber", words.title, f"{words.sentence} {words.next_step}".strip()))

    def _times(self) -> None:
        self._layout.addWidget(line())
        self._layout.addWidget(label(_("Three times, kept apart"), "strong"))
        item = self._item
        claimed = _("What the file itself says. Anybody can change it.")
        if item.claimed_basis:
            claimed = f"{claimed} ({item.claimed_basis})"
        for name, iso, meaning in (
            (_("Says it is from"), item.claimed_at, claimed),
            (
                _("File was last changed"),
                item.file_modified_at,
                _("What the computer noted for the file. Copying can change it."),
            ),
            (_("Added here"), item.added_at, _("This computer's clock when it went into the vault.")),
        ):
            self._layout.addLayout(
                column(label(name, "caption"), time_label(iso, name), label(meaning, "small"), gap=0.5)
            )

    def _hash(self) -> None:
        self._layout.addWidget(line())
        copy = copy_button(self._item.sha256, _("the hash"))
        self._layout.addLayout(row(label(_("Hash (SHA-256)"), "strong"), None, copy, gap=1))
        words = selectable(hash_text(self._item.sha256), "fixed")
        words.setAccessibleName(_("Hash: {digest}").format(digest=self._item.sha256))
        self._layout.addWidget(words)
        self._layout.addWidget(
            label(_("If even one sign of the file changed, this number would be a different one."), "small")
        )

    def _origin(self) -> None:
        item = self._item
        lines = [_("Added by {name}, {time}").format(name=visible_name(item.added_by), time=time_text(item.added_at))]
        if item.source_folder:
            lines.append(_("From the folder “{folder}”").format(folder=visible_name(item.source_folder)))
        lines += [
            _("Received again as “{name}” on {time}").format(name=visible_name(name), time=time_text(time))
            for name, time in item.also
        ]
        self._layout.addWidget(line())
        self._layout.addWidget(label(_("Where it came from"), "strong"))
        for words in lines:
            self._layout.addWidget(selectable(words))

    def _casework(self) -> None:
        if exhibit_of(self._item, self._workspace.case_id):
            self._layout.addWidget(line())
            self._layout.addWidget(ItemTags(self._workspace, self._item))
        self._layout.addWidget(FactsAbout(self._workspace, self._item.id))

    def _package_claims(self) -> None:
        """What a package of another vault says about it: its claims, apart from what was seen here."""
        claims = package_claims(self._item)
        if not claims:
            return
        self._layout.addWidget(line())
        self._layout.addWidget(label(_("What the other vault says"), "strong"))
        self._layout.addWidget(label(_("It came in with a package. These are claims of whoever signed it."), "small"))
        for name, value in claims:
            self._layout.addLayout(column(label(name, "caption"), selectable(value), gap=0.5))

    def _trusted_time(self) -> None:
        self._layout.addWidget(line())
        self._layout.addWidget(label(_("Trusted time"), "strong"))
        self._stamps = QVBoxLayout()
        self._layout.addLayout(self._stamps)

    def _read_text_state(self, vault: OpenVault) -> str:
        from evidence_vault.operations import read_pictures, text_states

        known = text_states.text_state(vault, self._item.id)
        return state_words(known, can_read=read_pictures.can_read_pictures())

    def _show_text_state(self, words: str) -> None:
        self.text_state.setText(words)
        self.text_state.setVisible(bool(words))

    def _read_stamps(self, vault: OpenVault) -> tuple[TimeStamp, ...]:
        from evidence_vault.operations import time_overview

        return time_overview.stamps_of_item(vault, self._item.id)

    def _show_stamps(self, stamps: tuple[TimeStamp, ...]) -> None:
        clear(self._stamps)
        for stamp in stamps:
            self._stamps.addWidget(label(item_sentence(stamp)))
        if not stamps:
            self._stamps.addWidget(label(_("No authority has confirmed a time for it yet."), "muted"))
        go = button(_("About trusted time"), lambda: self._workspace.show_section("time"), look="link", icon="stamp")
        self._stamps.addWidget(go)

    def _read_history(self, vault: OpenVault) -> tuple[LogEntry, ...]:
        from evidence_vault.operations import browse_vault

        return browse_vault.item_history(vault, self._item.id)

    def _show_history(self, entries: tuple[LogEntry, ...]) -> None:
        clear(self._history)
        for entry in entries:
            self._history.addLayout(
                column(
                    label(event_sentence(entry, {self._item.id: self._item.name})),
                    label(
                        _("{name}, {time}").format(name=visible_name(entry.actor), time=time_text(entry.utc)), "small"
                    ),
                    gap=0.5,
                )
            )
