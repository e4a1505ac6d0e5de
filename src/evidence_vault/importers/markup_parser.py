# SPDX-License-Identifier: GPL-3.0-or-later
"""The standard reader of HTML for pages fed in pieces: it lets go of scripts and styles, which no importer reads.

The standard one keeps a script until its end, and looks through all of it again at each piece.
"""

from html.parser import HTMLParser

_NEVER_READ = frozenset({"script", "style"})
_LONGEST_END_TAG = 64


class MarkupParser(HTMLParser):
    """Places and tags are those of the standard reader."""

    def feed(self, data: str) -> None:
        """Take in text."""
        super().feed(data)
        if self.cdata_elem in _NEVER_READ and self.rawdata:
            last = self.rawdata.rfind("<")
            kept = last != -1 and len(self.rawdata) - last <= _LONGEST_END_TAG  # it may be the start of the end tag
            done = last if kept else len(self.rawdata)
            self.updatepos(0, done)
            self.rawdata = self.rawdata[done:]
