# SPDX-License-Identifier: GPL-3.0-or-later
"""Countries as people write them, and as ISO 3166 codes: names of Unicode's CLDR, which Babel carries."""

from collections.abc import Mapping
from functools import cache

from evidence_vault.translations import LANGUAGES

_OTHER_NAMES: Mapping[str, str] = {
    "uk": "GB", "great britain": "GB", "england": "GB", "usa": "US", "prc": "CN", "mainland china": "CN",
    "中国大陆": "CN", "中华人民共和国": "CN", "hong kong": "HK", "香港": "HK", "中国香港": "HK", "macao": "MO",
    "macau": "MO", "澳门": "MO", "中国澳门": "MO",
}  # fmt: skip
_CODE_LENGTH = 2


def country_code(written: str) -> str:
    """The ISO code of a country written as a code or a name in one of our languages; "" where it is neither."""
    text = written.strip()
    known = _codes_by_name()
    if len(text) == _CODE_LENGTH and text.isascii() and text.lower() not in _OTHER_NAMES:
        return text.upper()
    return known.get(text.casefold(), "")


def country_name(written: str, tag: str) -> str:
    """The name of a country in the language ``tag``; what is no known code stays as it was written."""
    text = written.strip()
    if len(text) != _CODE_LENGTH or not text.isascii():
        return written
    return _names(tag).get(country_code(text)) or written


@cache
def _names(tag: str) -> Mapping[str, str]:
    from babel import Locale  # late: slow to load

    names = Locale.parse(tag, sep="-").territories
    return {str(code): str(name) for code, name in names.items() if len(code) == _CODE_LENGTH and code.isalpha()}


@cache
def _codes_by_name() -> Mapping[str, str]:
    by_name = {name.casefold(): code for tag in LANGUAGES for code, name in _names(tag).items()}
    return {**by_name, **_OTHER_NAMES}
