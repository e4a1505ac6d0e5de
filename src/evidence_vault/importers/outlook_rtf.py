# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of Outlook's compressed rich text, for items that keep their text in no other form.

Source: [MS-OXRTFCP] (the compression) and the RTF specification (control words). Formatting is left out.
"""

import re

LARGEST_TEXT = 8 * 1024 * 1024
_COMPRESSED, _PLAIN = 0x75465A4C, 0x414C454D
_HEADER_SIZE = 16
_WINDOW = 4096
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_TOKEN = re.compile(
    r"\\'(?P<byte>[0-9a-fA-F]{2})|\\u(?P<sign>-?\d{1,5}) ?|\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\(?P<symbol>[^a-z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\"
)
_SILENT = frozenset({
    *("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "themedata", "listtable", "generator"),
    *("listoverridetable", "latentstyles", "datastore", "header", "footer", "htmltag", "mhtmltag"),
})
_BREAKS = {"par": "\n", "line": "\n", "tab": "\t", "row": "\n", "cell": "\t"}
_PAGES = {936: "gb18030", 65001: "utf-8"}


def decompressed(data: bytes) -> bytes | None:
    """The rich text; None where it is damaged or too large."""
    size, kind = int.from_bytes(data[4:8], "little"), int.from_bytes(data[8:12], "little")
    if size > LARGEST_TEXT or len(data) < _HEADER_SIZE:
        return None
    if kind == _PLAIN:
        return data[_HEADER_SIZE : _HEADER_SIZE + size]
    return _unpacked(data, size) if kind == _COMPRESSED else None


def _unpacked(data: bytes, size: int) -> bytes:
    window = bytearray(_DICTIONARY.ljust(_WINDOW, b"\0"))
    write, read, found = len(_DICTIONARY), _HEADER_SIZE, bytearray()
    while read < len(data) and len(found) < size:
        control, read = data[read], read + 1
        for bit in range(8):
            if read >= len(data):
                break
            if not control >> bit & 1:
                found.append(data[read])
                window[write % _WINDOW] = data[read]
                write, read = write + 1, read + 1
                continue
            pair, read = int.from_bytes(data[read : read + 2], "big"), read + 2
            if pair >> 4 == write % _WINDOW:
                return bytes(found[:size])
            for place in range(pair >> 4, (pair >> 4) + (pair & 15) + 2):
                found.append(window[place % _WINDOW])
                window[write % _WINDOW] = found[-1]
                write += 1
    return bytes(found[:size])


def text_of_rtf(rich: bytes) -> str:
    """The words of rich text, a line for each paragraph."""
    return _Words().read(rich.decode("latin-1"))


class _Words:
    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._bytes = bytearray()
        self._encoding = "cp1252"
        self._silent = 0
        self._skip = 0
        self._depth = 0
        self._unicode_skip = 1
        self._twice = False

    def read(self, rich: str) -> str:
        for token in _TOKEN.finditer(rich):
            self._token(token)
        self._flush()
        lines = "".join(self._pieces).split("\n")
        return "\n".join(line.rstrip() for line in lines).strip("\n")

    def _token(self, token: re.Match[str]) -> None:
        kind = token.lastgroup
        if kind == "brace":
            self._brace(token["brace"])
        elif self._silent:
            return
        elif token["byte"]:
            if self._skip:
                self._skip -= 1
            else:
                self._bytes.append(int(token["byte"], 16))
        else:
            self._word_or_text(token)

    def _word_or_text(self, token: re.Match[str]) -> None:
        self._flush()
        if token["sign"]:
            self._pieces.append(chr(int(token["sign"]) % 65536))
            self._skip = self._unicode_skip
        elif token["word"]:
            self._control(token["word"], token["number"])
        elif token["symbol"]:
            self._symbol(token["symbol"])
        elif token["text"] and not self._twice:
            self._pieces.append(token["text"][self._skip :])
            self._skip = max(0, self._skip - len(token["text"]))

    def _brace(self, brace: str) -> None:
        self._flush()
        self._depth += 1 if brace == "{" else -1
        if self._silent > self._depth:
            self._silent = 0

    def _control(self, word: str, number: str | None) -> None:
        if word in _SILENT:
            self._silent = max(self._depth, 1)
        elif word == "ansicpg" and number:
            self._encoding = _PAGES.get(int(number), f"cp{int(number)}")
        elif word == "htmlrtf":  # what stands here stands again as HTML
            self._twice = number != "0"
        elif word == "uc" and number:
            self._unicode_skip = min(max(int(number), 0), 8)
        else:
            self._pieces.append(_BREAKS.get(word, ""))

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._silent = max(self._depth, 1)
        elif symbol in "\\{}":
            self._pieces.append(symbol)
        elif symbol == "~":
            self._pieces.append("\u00a0")

    def _flush(self) -> None:
        if not self._bytes:
            return
        try:
            self._pieces.append(self._bytes.decode(self._encoding, "replace"))
        except LookupError:
            self._pieces.append(self._bytes.decode("cp1252", "replace"))
        self._bytes.clear()
