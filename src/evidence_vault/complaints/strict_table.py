# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a TOML table strictly: every value has the form we expect, and nothing is left over.

Used for all template data, which people may edit by hand.
"""

from collections.abc import Mapping

from evidence_vault.errors import TemplateInvalid
from evidence_vault.translations import LANGUAGES

Localised = Mapping[str, str]
"""Language tag (key of ``LANGUAGES``) to text."""
LocalisedLines = Mapping[str, tuple[str, ...]]
"""Language tag to lines of text."""


class StrictTable:
    """A table being read. Every method raises TemplateInvalid with the file's name and the field's path."""

    def __init__(self, values: Mapping[str, object], name: str, path: str = "") -> None:
        self._values = dict(values)
        self._name = name
        self._path = path

    def invalid(self, key: str) -> TemplateInvalid:
        """The error that names ``key`` of this table."""
        return TemplateInvalid(name=self._name, field=f"{self._path}{key}")

    def done(self) -> None:
        """Refuse what nobody asked for: most often a typing mistake in a key."""
        for key in self._values:
            raise self.invalid(key)

    def has(self, key: str) -> bool:
        """Whether the table says anything under ``key``."""
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        """A text; it must be there unless there is a default."""
        value = self._values.pop(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.invalid(key)
        return value

    def one_of(self, key: str, choices: frozenset[str], default: str | None = None) -> str:
        """A text that is one of ``choices``."""
        value = self.text(key, default)
        if value not in choices:
            raise self.invalid(key)
        return value

    def flag(self, key: str) -> bool | None:
        """True, false, or None where the table says nothing."""
        value = self._values.pop(key, None)
        if value is not None and not isinstance(value, bool):
            raise self.invalid(key)
        return value

    def number(self, key: str) -> int | None:
        """A whole number; None where it is absent or 0, which both mean "not known"."""
        value = self._values.pop(key, 0)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.invalid(key)
        return value or None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where it is absent."""
        value = self._values.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) and entry for entry in value):
            raise self.invalid(key)
        return tuple(value)

    def localised(self, key: str) -> Localised:
        """A text in every language of the program."""
        table = self.table(key)
        texts = {language: table.text(language) for language in LANGUAGES}
        table.done()
        return texts

    def localised_lines(self, key: str) -> LocalisedLines:
        """Lines of text in every language of the program."""
        table = self.table(key)
        lines = {language: table.texts(language) for language in LANGUAGES}
        table.done()
        if not all(lines.values()):
            raise self.invalid(key)
        return lines

    def table(self, key: str) -> "StrictTable":
        """A table inside this one; it must be there."""
        value = self._values.pop(key, None)
        if not isinstance(value, dict):
            raise self.invalid(key)
        return StrictTable(value, self._name, f"{self._path}{key}.")

    def tables(self, key: str) -> list["StrictTable"]:
        """A list of tables; empty where it is absent."""
        value = self._values.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            raise self.invalid(key)
        return [StrictTable(entry, self._name, f"{self._path}{key}[{n}].") for n, entry in enumerate(value, 1)]
