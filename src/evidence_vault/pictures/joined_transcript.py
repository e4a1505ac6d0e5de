# SPDX-License-Identifier: GPL-3.0-or-later
"""Several screenshots of one scroll as one proposed transcript: what stands in an overlap stands in it once.

On records alone. Two entries are one message only where they lie at the same place of the scroll, which the pixels
of the overlap say, and read alike; equal words at another place are another message. Nothing is left out: where place
and words contradict each other, both stay and a person is asked. Lengths are in pixels of a page 720 wide (``WIDTH``).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from evidence_vault.pictures.sketch import WIDTH
from evidence_vault.records import GAP, ProposedEntry, ProposedTranscript

UNSURE_GAP, DIFFERS, PIECED, ONE_OF_TWO = "overlap-unsure", "reads-differently", "pieced-together", "taken-for-one"
"""Flags: too little is shared to be sure; at one place, but other words; a message longer than one picture, of two
pieces; seen on two pictures whose overlap is not sure."""

_EDGE = 8.0
"""So near to an edge of what scrolls an entry may be cut off."""

_SHARED = 0.5
"""Of the lower of two entries must lie on the other for them to be at one place."""

_PART = 0.75
"""A piece that is lower than so much of the whole entry says too little of it to contradict."""

_ALIKE = 0.75
_ALIKE_CUT = 0.6
"""Share of the shorter text of two, one of which is cut off, that is found in the other."""

_STATUS = re.compile(r"[\d:.%\s]*(?:[2-6]G\+?|LTE|WLAN|Wi-?Fi)?[\d:.%\s]*", re.IGNORECASE)
"""What a status bar shows, where no title was found below it."""

_LEAST_SEAM = 4
"""Signs that the end of one piece and the beginning of the next must share to be put together."""


@dataclass(frozen=True, slots=True)
class PlacedTranscript:
    """What one picture seems to say. ``width``, ``height`` of its page in its own pixels.

    ``top``: where it begins, from the beginning of the first picture that it hangs together with. ``bars``: heights
    at its top and bottom that do not scroll. ``follows``: whether it was seen to overlap with the one before; None
    for the first picture and after a gap. ``top`` and ``bars`` are lengths of a page 720 wide.
    """

    transcript: ProposedTranscript
    width: int
    height: int
    top: float
    bars: tuple[float, float]
    follows: bool | None


@dataclass(frozen=True, slots=True)
class PlaceOfEntry:
    """An entry's place: ``picture`` is the number of the picture as given, ``entry`` as that picture shows it."""

    picture: int
    entry: ProposedEntry


@dataclass(frozen=True, slots=True)
class JoinedPiece:
    """One entry of the whole: as it is proposed, and everywhere it stands; the first place is the one to look at.

    A gap has the place of the picture after it, and an empty entry.
    """

    entry: ProposedEntry
    places: tuple[PlaceOfEntry, ...]


@dataclass(frozen=True, slots=True)
class _Laid:
    """An entry on the scroll: rows ``top`` to ``bottom``, and at which ends what scrolls may have cut it off."""

    piece: JoinedPiece
    top: float
    bottom: float
    cut_above: bool
    cut_below: bool

    @property
    def is_cut(self) -> bool:
        return self.cut_above or self.cut_below

    def is_a_part_of(self, other: "_Laid") -> bool:
        """Whether this is what an edge left of an entry that the other picture shows whole."""
        return self.is_cut and not other.is_cut and self.bottom - self.top < _PART * (other.bottom - other.top)

    def goes_on_in(self, other: "_Laid") -> bool:
        """Whether the upper of the two is cut off below and the lower above: pieces of one that fits no picture."""
        upper, lower = (self, other) if self.top <= other.top else (other, self)
        return upper.cut_below and lower.cut_above

    def is_at(self, other: "_Laid") -> bool:
        """Whether the two lie on each other by half of the lower one, or are two pieces of one that is cut twice."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        if shared > _EDGE and self.goes_on_in(other):
            return True
        return shared >= _SHARED * min(self.bottom - self.top, other.bottom - other.top)


def join_transcripts(pictures: Sequence[PlacedTranscript]) -> tuple[JoinedPiece, ...]:
    """The entries of all pictures from top to bottom, each once, with gaps where nothing shows that none is missing."""
    whole: list[JoinedPiece] = []
    strip: list[_Laid] = []
    fixed: set[str] = set()
    for number, picture in enumerate(pictures):
        laid = [each for each in _laid(number, picture) if not _stands_still(each, picture, fixed)]
        if number and not picture.follows:
            is_unsure = picture.follows is False
            if is_unsure:
                laid = [each for each in laid if not _taken_for_one(strip, each)]
            whole += [*_in_order(strip), _gap(number, picture, is_unsure=is_unsure)]
            strip = laid
        else:
            for each in laid:
                _take(strip, each)
    return (*whole, *_in_order(strip))


def titles_of(pictures: Iterable[PlacedTranscript]) -> tuple[str, ...]:
    """The names that the title bars show, the commonest first; those that differ in a count of members count once."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for picture in pictures:
        title = picture.transcript.title
        if title and not _STATUS.fullmatch(title):
            plain = _plain(title.partition("(")[0].partition("（")[0]) or _plain(title)
            shown.setdefault(plain, title)
            counts[plain] += 1
    return tuple(shown[plain] for plain, _count in counts.most_common())


def platform_of(pictures: Iterable[PlacedTranscript]) -> str:
    """The app that most pictures look like; ``chat`` where none is known."""
    counts = Counter(picture.transcript.platform for picture in pictures if picture.transcript.entries)
    del counts["chat"]
    return next((platform for platform, _count in counts.most_common(1)), "chat")


# --- laying pictures on the scroll


def _laid(number: int, picture: PlacedTranscript) -> list[_Laid]:
    scale = WIDTH / picture.width
    upper = picture.top + picture.bars[0] + _EDGE
    lower = picture.top + picture.height * scale - picture.bars[1] - _EDGE
    found = []
    for entry in picture.transcript.entries:
        top, bottom = (picture.top + row * scale for row in (entry.box[1], entry.box[3]))
        piece = JoinedPiece(entry, (PlaceOfEntry(number, entry),))
        found.append(_Laid(piece, top, bottom, top <= upper, bottom >= lower))
    return found


def _stands_still(laid: _Laid, picture: PlacedTranscript, fixed: set[str]) -> bool:
    """Whether an entry is part of a bar: the input line, or what is pinned below the title, which counts once."""
    upper = picture.top + picture.bars[0]
    lower = picture.top + picture.height * WIDTH / picture.width - picture.bars[1]
    if upper < laid.bottom and laid.top < lower:
        return False
    words = _words(laid.piece.entry)
    is_known = not words or words in fixed
    fixed.add(words)
    return is_known


def _in_order(strip: Iterable[_Laid]) -> list[JoinedPiece]:
    return [laid.piece for laid in sorted(strip, key=lambda laid: (laid.top, laid.bottom))]


def _gap(number: int, picture: PlacedTranscript, *, is_unsure: bool) -> JoinedPiece:
    entry = ProposedEntry(GAP, (0, 0, picture.width, 1), flags=(UNSURE_GAP,) if is_unsure else ())
    return JoinedPiece(entry, (PlaceOfEntry(number, entry),))


# --- what is one entry


def _take(strip: list[_Laid], laid: _Laid) -> None:
    """Add an entry to a strip, or find it there already."""
    for place, known in enumerate(strip):
        if known.is_at(laid) and known.piece.places[0].picture != laid.piece.places[0].picture:
            if _reads_alike(known, laid):
                strip[place] = _merged(known, laid)
                return
            differing = _flagged(laid.piece.entry, DIFFERS)
            strip.append(replace(laid, piece=replace(laid.piece, entry=differing)))
            return
    strip.append(laid)


def _taken_for_one(strip: list[_Laid], laid: _Laid) -> bool:
    """Whether an entry stands in the strip above, of which it is not sure that it goes on here: same place, same words.

    Then a person is asked.
    """
    for place, known in enumerate(strip):
        if known.is_at(laid) and _is_the_same(known.piece.entry, laid.piece.entry):
            merged = _merged(known, laid)
            strip[place] = replace(merged, piece=replace(merged.piece, entry=_flagged(merged.piece.entry, ONE_OF_TWO)))
            return True
    return False


def _is_the_same(one: ProposedEntry, other: ProposedEntry) -> bool:
    return _kind_of(one) == _kind_of(other) and one.is_self == other.is_self and _words(one) == _words(other) != ""


def _kind_of(entry: ProposedEntry) -> tuple[str, str]:
    return entry.kind, entry.subkind or ""


def _reads_alike(one: _Laid, other: _Laid) -> bool:
    first, second = one.piece.entry, other.piece.entry
    is_cut = one.is_cut or other.is_cut
    if one.is_a_part_of(other) or other.is_a_part_of(one) or one.goes_on_in(other):
        return True
    if _kind_of(first) != _kind_of(second):
        return False
    if not is_cut and first.amount != second.amount:
        return False
    return _texts_alike(_words(first), _words(second), is_cut=is_cut)


def _texts_alike(one: str, other: str, *, is_cut: bool) -> bool:
    if one == other:
        return True
    if not one or not other:
        return is_cut
    shared = sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    if is_cut:
        return shared >= _ALIKE_CUT * min(len(one), len(other))
    return 2 * shared >= _ALIKE * (len(one) + len(other))


def _words(entry: ProposedEntry) -> str:
    return _plain(f"{entry.amount or ''}{entry.text or ''}")


def _plain(text: str) -> str:
    return "".join(text.casefold().split())


# --- putting two views of one entry together


def _merged(one: _Laid, other: _Laid) -> _Laid:
    better, worse = (other, one) if _rank(other) > _rank(one) else (one, other)
    entry = _with_what_is_known(better.piece.entry, worse.piece.entry)
    upper, lower = (one, other) if one.top <= other.top else (other, one)
    is_longer = upper.cut_below and lower.cut_above and better.is_cut
    if is_longer and entry.kind == "message":
        entry = _pieced(entry, upper.piece.entry, lower.piece.entry)
    is_whole = not better.is_cut
    flags = tuple(flag for flag in entry.flags if not (is_whole and flag == "cut"))
    places = (*better.piece.places, *worse.piece.places)
    return _Laid(
        JoinedPiece(replace(entry, flags=flags), places),
        min(one.top, other.top),
        max(one.bottom, other.bottom),
        not is_whole and upper.cut_above,
        not is_whole and lower.cut_below,
    )


def _rank(laid: _Laid) -> tuple[bool, float, int]:
    """Whole before cut, then more of it, then surer."""
    height = round((laid.bottom - laid.top) / _EDGE) if laid.is_cut else 0
    return not laid.is_cut, height, laid.piece.entry.confidence


def _with_what_is_known(better: ProposedEntry, worse: ProposedEntry) -> ProposedEntry:
    is_self = better.is_self if better.is_self is not None else worse.is_self
    contradicts = better.is_self is not None and worse.is_self is not None and better.is_self != worse.is_self
    flags = [flag for flag in better.flags if flag != "side-unclear" or is_self is None]
    if contradicts:
        flags.append("side-unclear")
    return replace(
        better,
        is_self=is_self,
        sender=None if is_self else better.sender or worse.sender,
        time=better.time or worse.time,
        flags=tuple(dict.fromkeys(flags)),
    )


def _pieced(entry: ProposedEntry, upper: ProposedEntry, lower: ProposedEntry) -> ProposedEntry:
    """A message longer than a picture: its beginning from above, its end from below, by what both show."""
    above, below = upper.text or "", lower.text or ""
    match = SequenceMatcher(None, above, below, autojunk=False).find_longest_match()
    if match.size < _LEAST_SEAM:
        text = f"{above}\n{below}"
    else:
        text = above[: match.a + match.size] + below[match.b + match.size :]
    sure = min(upper.confidence, lower.confidence)
    return _flagged(replace(entry, text=text.strip() or None, confidence=sure), PIECED)


def _flagged(entry: ProposedEntry, flag: str) -> ProposedEntry:
    return replace(entry, flags=tuple(dict.fromkeys((*entry.flags, flag))))
