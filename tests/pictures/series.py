# SPDX-License-Identifier: GPL-3.0-or-later
"""Order of shuffled scrolls, near-duplicates: a part of ``make measure-pictures``.

Held out: seeds from 23,000 on, never looked at while building. A scroll is right when every one of its 30 pictures
stands in its place in one strip; one that nobody could put in order by its pixels is left out (decision 0190). Copies
are cropped, resized or recompressed; every other pair of pictures of the same chat, and of vouchers that differ in one
digit, must not be found.
"""

import multiprocessing
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

from PIL import Image

from evidence_vault.pictures.near_duplicates import near_duplicates_of
from evidence_vault.pictures.series import strips_of
from evidence_vault.pictures.sketch import sketch_of
from tests.helpers.decidable_scrolls import is_decidable
from tests.helpers.long_chats import edited, height_for, long_chat, look_of, recompressed, shots, voucher

FIRST_HELD_OUT = 23_000
BUILDING, HELD_OUT = 1, FIRST_HELD_OUT
SCROLLS, CHATS = 40, 20
PICTURES = 30
LEAST_SHARED = 0.1
"""Of the window: neighbours of a scroll share at least so much."""

ORDER_TARGET, FALSE_TARGET = 0.95, 0.01
EDITS = ("crop", "resize", "compress", "both")


def order_of_scroll(seed: int, *, again: bool) -> str:
    """right; apart (right, but in more than one strip); wrong: a picture stands where it does not belong; or left out.

    ``again``: every picture resized or compressed anew, as chat apps pass them on.
    """
    look, rng = look_of(seed), random.Random(seed)
    chat = long_chat(seed, height_for(look, PICTURES), look)
    taken = shots(chat, seed, count=PICTURES, least=LEAST_SHARED)
    if not is_decidable(chat, taken):
        return "left out"
    images = [shot.image for shot in taken]
    if again:
        images = [recompressed(image, rng) for image in images]
    places = list(range(len(images)))
    rng.shuffle(places)
    strips = strips_of([sketch_of(images[place]) for place in places])
    found = [[places[placed.picture] for placed in strip.pictures] for strip in strips]
    if found == [list(range(len(images)))]:
        return "right"
    in_order = all(strip == list(range(strip[0], strip[0] + len(strip))) for strip in found)
    return "apart" if in_order else "wrong"


@dataclass
class LikenessScore:
    """``false`` of ``pairs`` that show other things were found; ``found`` of ``copies`` were."""

    found: int = 0
    copies: int = 0
    false: int = 0
    pairs: int = 0

    def add(self, other: "LikenessScore") -> None:
        self.found += other.found
        self.copies += other.copies
        self.false += other.false
        self.pairs += other.pairs


def likeness_of_chat(seed: int) -> LikenessScore:
    """Twelve pictures of a chat and three vouchers, and a copy of six of them."""
    look, rng = look_of(seed), random.Random(seed)
    chat = long_chat(seed, height_for(look, 14), look)
    images: list[Image.Image] = [shot.image for shot in shots(chat, seed, count=12)]
    amount = rng.randrange(1000, 9000)
    images += [voucher(f"{amount}.00"), voucher(f"{amount + 1}.00"), voucher(f"{amount}.00", minute=15)]
    chosen = rng.sample(range(len(images)), 6)
    copies = [edited(images[place], rng, rng.choice(EDITS)) for place in chosen]
    wanted = {frozenset({place, len(images) + number}) for number, place in enumerate(chosen)}
    everything = images + copies
    pairs = {frozenset({p.first, p.second}) for p in near_duplicates_of([sketch_of(image) for image in everything])}
    count = len(everything)
    return LikenessScore(len(pairs & wanted), len(wanted), len(pairs - wanted), count * (count - 1) // 2 - len(wanted))


def measure(part: str, at_once: int, scrolls: int = SCROLLS, chats: int = CHATS) -> bool:
    """Print the figures of a part, made in so many processes; whether a target is missed."""
    seed = HELD_OUT if part == "held-out" else BUILDING
    missed = False
    with ProcessPoolExecutor(at_once, multiprocessing.get_context("spawn")) as processes:
        for name, again in (("clean", False), ("recompressed", True)):
            scores = list(processes.map(partial(order_of_scroll, again=again), range(seed, seed + scrolls)))
            right, apart, wrong = (scores.count(each) for each in ("right", "apart", "wrong"))
            asked = right + apart + wrong
            missed |= right / asked < ORDER_TARGET
            print(
                f"{part}: order of {PICTURES} pictures, {name}: {right / asked:.1%} of {asked} right (target "
                f"{ORDER_TARGET:.0%}), {apart} in pieces, {wrong} wrong; {scrolls - asked} undecidable and left out",
                flush=True,
            )
        likeness = LikenessScore()
        for each in processes.map(likeness_of_chat, range(seed, seed + chats)):
            likeness.add(each)
    false = likeness.false / likeness.pairs
    print(
        f"{part}: near-duplicates: {likeness.found} of {likeness.copies} copies found; false: {likeness.false} "
        f"of {likeness.pairs} pairs, {false:.2%} (target < {FALSE_TARGET:.0%})",
        flush=True,
    )
    return missed or false >= FALSE_TARGET
