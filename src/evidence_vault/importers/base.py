# SPDX-License-Identifier: GPL-3.0-or-later
"""What every importer is, and what all of them count: headers seen, messages, lines not understood, warnings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from evidence_vault.hashing import sha256_hex
from evidence_vault.message_columns import ReadingPart
from evidence_vault.records import (
    Answers,
    Message,
    MessageKind,
    RawSpan,
    ReadingRecord,
    ReadingSource,
    ReadingSummary,
    ReadingWarning,
    Recognition,
)

HEAD_SIZE = 64 * 1024
"""How many bytes from the start of a file ``recognise`` is given."""

MOST_WARNINGS_OF_A_CODE = 50
"""More warnings of one code are counted, not listed: a broken file must not bury the person in lines."""

LONGEST_WARNING_TEXT = 200


class Importer(Protocol):
    """Reads one format. It keeps no state between readings and writes nothing anywhere."""

    @property
    def id(self) -> str:
        """Stable name for the command line and the vault, such as ``whatsapp``."""

    @property
    def name(self) -> str:
        """Name for people, marked with ``N_``."""

    @property
    def version(self) -> str:
        """Changes whenever the same file would give other records."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Usual file endings, lower case with the dot; a hint for file dialogs, never a proof."""

    def recognise(self, untrusted_head: bytes, untrusted_name: str, source: ReadingSource) -> tuple[Recognition, str]:
        """How sure it is that the file is its own, and why in a few English words. Never raises."""

    def read(self, source: ReadingSource, answers: Answers) -> Iterator[ReadingPart]:
        """Every record of the file in its order, ``ReadingSummary`` once and last. Raises only ReadingError.

        Messages one by one, or many at once where files are so long that it matters.
        """


class Tally:
    """Counts what a reading sees, so that nothing can be dropped unnoticed."""

    def __init__(self) -> None:
        self.headers_seen = 0
        self.conversations = 0
        self.not_understood = 0
        self.messages = 0
        self.by_kind: Counter[str] = Counter()
        self._warned: Counter[str] = Counter()

    def count(self, message: Message) -> Message:
        """Count ``message`` with the header it came from, and hand it back. ``messages`` is the next ``seq``."""
        self.headers_seen += 1
        self.messages += 1
        self.by_kind[message.kind] += 1
        return message

    def count_all(self, kinds: Sequence[MessageKind]) -> None:
        """Count one message, with the header it came from, for each of ``kinds``."""
        self.headers_seen += len(kinds)
        self.messages += len(kinds)
        usual = kinds.count(MessageKind.MESSAGE)  # hashing a million kinds takes long
        if usual:
            self.by_kind[MessageKind.MESSAGE] += usual
        if usual < len(kinds):
            self.by_kind.update(kind for kind in kinds if kind is not MessageKind.MESSAGE)

    def leave_out(self) -> None:
        """A record starts here, but it could not be understood."""
        self.headers_seen += 1
        self.not_understood += 1

    def warnings(self, code: str, text: str = "", line: int | None = None) -> Iterator[ReadingWarning]:
        """One warning; after ``MOST_WARNINGS_OF_A_CODE`` of a code only counted."""
        self._warned[code] += 1
        if self._warned[code] <= MOST_WARNINGS_OF_A_CODE:
            yield ReadingWarning(code, shortened(text), line)

    def end(self) -> Iterator[ReadingRecord]:
        """What was only counted, then the summary."""
        for code, number in sorted(self._warned.items()):
            if number > MOST_WARNINGS_OF_A_CODE:
                yield ReadingWarning("MORE_OF_THE_SAME", f"{code}: {number - MOST_WARNINGS_OF_A_CODE}")
        yield ReadingSummary(
            conversations=self.conversations,
            messages=self.messages,
            by_kind={str(kind): number for kind, number in sorted(self.by_kind.items())},
            headers_seen=self.headers_seen,
            not_understood=self.not_understood,
        )


def shortened(text: str) -> str:
    """``text`` cut to what a warning carries, without signs that have no UTF-8."""
    return well_formed(text[:LONGEST_WARNING_TEXT])


def well_formed(text: str) -> str:
    """``text`` with each lone surrogate (JSON can write one, UTF-8 cannot) shown as U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def byte_span(start: int, raw: bytes, member: str | None = None) -> RawSpan:
    """The span of ``raw``, which stands at byte ``start`` of the file (or of ``member``)."""
    return RawSpan(start, start + len(raw), "byte", sha256_hex(raw), member)
