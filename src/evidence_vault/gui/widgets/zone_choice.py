# SPDX-License-Identifier: GPL-3.0-or-later
"""The one way to say a time zone: chosen from all there are under words people know, or typed."""

from functools import cache
from zoneinfo import available_timezones

from PySide6.QtCore import QLocale, Qt, QTimeZone
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter

from evidence_vault.gui.flows.typed_zone import typed_zone
from evidence_vault.translations import N_, _, interface_words

COMMON = (
    "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Asia/Kuala_Lumpur", "Asia/Tokyo",
    "Asia/Seoul", "Asia/Bangkok", "Asia/Dubai", "Asia/Kolkata", "Europe/London", "Europe/Berlin", "Europe/Paris",
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Australia/Sydney", "UTC",
)  # fmt: skip
"""The zones that stand first."""
_OWN_WORDS = {"Asia/Shanghai": N_("Beijing time (China)")}
_NOT_KNOWN = N_("Not known")
_LEAST_LETTERS = 8


class ZoneChoice(QComboBox):
    """``zone()`` is a name of the zone database, ±HH:MM, None for nothing, or what was typed and names no zone."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = zones_shown(interface_words().tag)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_LETTERS)
        self.addItem("", None)
        self.setItemData(0, _(_NOT_KNOWN), Qt.ItemDataRole.AccessibleTextRole)
        for zone, words in self._shown.items():
            self.addItem(words, zone)
        completer = self.completer()
        if isinstance(completer, QCompleter):
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        line = self.lineEdit()
        if line is not None:  # first of all that listen, so that a person sees what is taken
            line.editingFinished.connect(self._show_meant)

    def zone(self) -> str | None:
        """What is chosen or typed."""
        text = self.currentText().strip()
        return self.meant() or text or None

    def meant(self) -> str | None:
        """The zone that is meant; None where nothing is said, and where what is typed names no zone."""
        return typed_zone(self.currentText(), self._shown)

    def _show_meant(self) -> None:
        meant = self.meant()
        if meant is not None:
            self.show_zone(meant)

    def is_understood(self) -> bool:
        """Whether nothing is said, or a zone that there is."""
        return self.zone() == self.meant()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page, it does not change a choice in passing."""
        event.ignore()

    def show_zone(self, zone: str | None) -> None:
        """Show a zone that was said; an offset as it is."""
        place = self.findData(zone) if zone else 0
        if place >= 0:
            self.setCurrentIndex(place)
        else:
            self.setEditText(str(zone))


@cache
def zones_shown(language: str) -> dict[str, str]:
    """The words for every zone, the common ones first: the name that CLDR has for it, and the zone itself."""
    locale = QLocale(language)
    rest = sorted(available_timezones() - set(COMMON))
    return {zone: _words(zone, locale) for zone in (*COMMON, *rest)}


def _words(zone: str, locale: QLocale) -> str:
    name = _(_OWN_WORDS[zone]) if zone in _OWN_WORDS else _name(zone, locale)
    return zone if name in ("", zone) else f"{name} · {zone}"


def _name(zone: str, locale: QLocale) -> str:
    found = QTimeZone(zone.encode())
    return found.displayName(QTimeZone.TimeType.GenericTime, QTimeZone.NameType.LongName, locale)
