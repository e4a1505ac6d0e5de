# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of the window, the command line and the exports, in English and Simplified Chinese.

English is the source. Every other language is a folder ``resources/locale/<tag>`` of ``.po`` files, one per
part of the program, compiled in memory. The interface has one language (``use``); an export has its own
(``Words``), given to it.
"""

import gettext
import io
import locale
import os
import sys
from functools import cache

from evidence_vault.assets import resources_folder

ENGLISH = "en"
CHINESE = "zh-Hans"
LANGUAGES: dict[str, str] = {ENGLISH: "English", CHINESE: "简体中文"}
"""Every complete language: tag (BCP 47) to its own name."""


class Words:
    """The texts of one language.

    ``tag`` is a key of ``LANGUAGES``; a tag such as ``zh-CN`` or ``zh`` means Simplified Chinese, an unknown
    one English.
    """

    def __init__(self, tag: str) -> None:
        self.tag = nearest_language(tag)
        self._catalogue = _catalogue(self.tag)

    def translate(self, text: str) -> str:
        """``text`` (English, the source) in this language; itself where it is not translated."""
        return self._catalogue.gettext(text) if text else ""

    def translate_plural(self, one: str, many: str, count: int) -> str:
        """The form for ``count``; ``{count}`` stays to be filled in by the caller."""
        return self._catalogue.ngettext(one, many, count)


_LANGUAGE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where POSIX systems say the language, the strongest first (POSIX.1-2017, XBD 8.2)."""


def system_language() -> str:
    """The language the system is set to, as it names it (``zh_CN.UTF-8``, ``zh_CN``); English where it says none."""
    told = next((os.environ[name] for name in _LANGUAGE_VARIABLES if os.environ.get(name)), "")
    if not told and sys.platform == "win32":
        import ctypes  # only there, where the variables above are not customary

        told = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return told or ENGLISH


def nearest_language(tag: str) -> str:
    """The language of ``LANGUAGES`` nearest to any BCP 47 or POSIX tag (``zh_CN.UTF-8``, ``en-GB`` …)."""
    return CHINESE if tag.lower().startswith("zh") else ENGLISH


def N_(text: str) -> str:  # noqa: N802 - the customary name of the gettext mark
    """Mark ``text`` for translation where it is defined; it is translated where it is shown."""
    return text


_interface: list[Words] = []


def use(tag: str) -> None:
    """Choose the language of the interface for this process."""
    _interface[:] = [Words(tag)]


def interface_words() -> Words:
    """The words of the interface language; English until ``use`` was called."""
    if not _interface:
        use(ENGLISH)
    return _interface[0]


def _(text: str) -> str:
    """``text`` in the language of the interface."""
    return interface_words().translate(text)


def plural(one: str, many: str, count: int) -> str:
    """The form for ``count`` in the language of the interface, with ``{count}`` filled in."""
    return interface_words().translate_plural(one, many, count).format(count=count)


@cache
def _catalogue(tag: str) -> gettext.NullTranslations:
    if tag == ENGLISH:
        return gettext.NullTranslations()
    try:  # late: the package checker also runs where only the standard library and cryptography are
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po
    except ImportError:
        return gettext.NullTranslations()
    merged: gettext.GNUTranslations | None = None
    for path in sorted((resources_folder() / "locale" / tag).glob("*.po")):
        compiled = io.BytesIO()
        with path.open("rb") as file:
            write_mo(compiled, read_po(file, locale="zh_Hans_CN"))
        compiled.seek(0)
        part = gettext.GNUTranslations(compiled)
        if merged is None:
            merged = part
        else:
            merged.add_fallback(part)
    return merged or gettext.NullTranslations()
