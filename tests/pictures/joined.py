# SPDX-License-Identifier: GPL-3.0-or-later
"""Scrolls of screenshots read and joined, against what was drawn: a part of ``make measure-pictures``.

``python -m tests.pictures.joined`` shows what came of single seeds, while building. A message counts as lost where
nothing of it is in the conversation, as doubled where it stands in it more than once without being pointed out. The
chats say the same few short messages again and again.
"""

import argparse
import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import partial
from random import Random

from PIL import Image

from evidence_vault.isolation.limits import TEXT_LIMITS
from evidence_vault.pictures.joined_transcript import JoinedPiece, PlacedTranscript, join_transcripts
from evidence_vault.pictures.series import strips_of
from evidence_vault.pictures.sketch import sketch_of
from evidence_vault.pictures.text import read_text
from evidence_vault.pictures.transcript import propose_transcript
from evidence_vault.records import GAP
from tests.helpers.drawn_files import MemorySource, saved
from tests.helpers.long_chats import Drawn, height_for, long_chat, look_of, recompressed, shots
from tests.pictures.series import FIRST_HELD_OUT

PICTURES = 5
SCROLLS = 10
BUILDING, HELD_OUT = 1, FIRST_HELD_OUT + 500


@dataclass
class JoinedScore:
    """Of ``drawn`` messages and times that stand whole on some picture."""

    drawn: int = 0
    lost: int = 0
    doubled: int = 0
    gaps: int = 0
    flagged: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, other: "JoinedScore") -> None:
        self.drawn += other.drawn
        self.lost += other.lost
        self.doubled += other.doubled
        self.gaps += other.gaps
        self.flagged += other.flagged
        self.missed += other.missed


def joined_scroll(
    seed: int, count: int = PICTURES, *, again: bool = False
) -> tuple[tuple[Drawn, ...], tuple[JoinedPiece, ...]]:
    """What was drawn on ``count`` screenshots of one scroll, and the conversation that is proposed for them.

    ``again``: every picture resized or compressed anew, as chat apps pass them on.
    """
    look = look_of(seed)
    chat = long_chat(seed, height_for(look, count), look)
    found = shots(chat, seed, count=count)
    images = [shot.image for shot in found]
    if again:
        images = [recompressed(image, Random(seed + number)) for number, image in enumerate(images)]
    window = look.height - look.status - look.title - look.input
    shown = tuple(
        one for one in chat.drawn if any(shot.top <= one.top and one.bottom <= shot.top + window for shot in found)
    )
    return shown, join_transcripts(list(_placed(images)))


def _placed(images: list[Image.Image]) -> Iterator[PlacedTranscript]:
    """Strip by strip, as a person's pictures are: one that came apart is a gap."""
    for strip in strips_of([sketch_of(image) for image in images]):
        for number, placed in enumerate(strip.pictures):
            image = images[placed.picture]
            text = read_text(MemorySource("a.png", saved(image, "PNG")), 0, TEXT_LIMITS, lambda: None)
            yield PlacedTranscript(
                propose_transcript(text),
                image.width,
                image.height,
                placed.top,
                placed.bars,
                placed.is_sure if number else None,
            )


def score_of(drawn: tuple[Drawn, ...], pieces: tuple[JoinedPiece, ...], score: JoinedScore) -> None:
    """Match what was drawn with what stands in the conversation, in order."""
    left = [piece for piece in pieces if piece.entry.kind != GAP]
    score.gaps += len(pieces) - len(left)
    score.flagged += sum(1 for piece in left if set(piece.entry.flags) - {"unsure", "cut", "side-unclear"})
    drawn_words = [_plain(one.text) for one in drawn]
    read_words = [_plain(f"{piece.entry.amount or ''}{piece.entry.text or ''}") for piece in left]
    matched = _aligned(drawn_words, read_words)
    score.drawn += len(drawn)
    lost = [one for place, one in enumerate(drawn) if place not in matched]
    score.lost += len(lost)
    score.missed += [one.text for one in lost]
    used = set(matched.values())
    extra = [place for place in range(len(left)) if place not in used]
    score.doubled += sum(
        1
        for place in extra
        if not left[place].entry.flags and any(_alike(read_words[place], one) for one in drawn_words)
    )


def _aligned(drawn: list[str], read: list[str]) -> dict[int, int]:
    """The longest common order of both (drawn to read), where texts count as one when most of them is alike."""
    table = [[0] * (len(read) + 1) for _ in range(len(drawn) + 1)]
    for row in range(len(drawn) - 1, -1, -1):
        for column in range(len(read) - 1, -1, -1):
            same = _alike(drawn[row], read[column])
            table[row][column] = max(table[row + 1][column + 1] + same, table[row + 1][column], table[row][column + 1])
    found, row, column = {}, 0, 0
    while row < len(drawn) and column < len(read):
        if _alike(drawn[row], read[column]) and table[row][column] == table[row + 1][column + 1] + 1:
            found[row] = column
            row, column = row + 1, column + 1
        elif table[row][column] == table[row + 1][column]:
            row += 1
        else:
            column += 1
    return found


def _alike(one: str, other: str) -> bool:
    return one == other or SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.7


def _plain(text: str) -> str:
    return "".join(text.casefold().replace("¥", "").split())


def measure(part: str, at_once: int, scrolls: int = SCROLLS) -> None:
    """Print the figures of a part, made in so many processes. They have no target."""
    seed = HELD_OUT if part == "held-out" else BUILDING
    with ProcessPoolExecutor(at_once, multiprocessing.get_context("spawn")) as processes:
        for name, again in (("clean", False), ("recompressed", True)):
            score = JoinedScore()
            for each in processes.map(partial(score_of_seed, again=again), range(seed, seed + scrolls)):
                score.add(each)
            print(
                f"{part}: {scrolls} scrolls of {PICTURES} joined, {name}: of {score.drawn} messages {score.lost} lost, "
                f"{score.doubled} doubled unsaid, {score.flagged} pointed out; {score.gaps} gaps",
                flush=True,
            )


def score_of_seed(seed: int, *, again: bool) -> JoinedScore:
    """The score of one scroll."""
    score = JoinedScore()
    score_of(*joined_scroll(seed, again=again), score)
    return score


def main(arguments: list[str] | None = None) -> int:
    """Print what came of seeds that are not held out."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures.joined", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="*", default=list(range(BUILDING, BUILDING + SCROLLS)))
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--again", action="store_true", help="as chat apps pass pictures on")
    chosen = parser.parse_args(arguments)
    if any(seed >= FIRST_HELD_OUT for seed in chosen.seeds):
        parser.error("what is held out is measured only by make measure-pictures")
    score = JoinedScore()
    for seed in chosen.seeds:
        drawn, pieces = joined_scroll(seed, again=chosen.again)
        score_of(drawn, pieces, score)
        if chosen.show:
            for piece in pieces:
                print(len(piece.places), piece.entry.kind, piece.entry.is_self, piece.entry.text, piece.entry.flags)
            print("--- drawn", *[f"{one.kind} {one.own} {one.text}" for one in drawn], sep="\n")
        print(f"after seed {seed}: {score}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
