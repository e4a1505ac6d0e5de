# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.pictures.series``: order of shuffled scrolls, near-duplicates; part of ``make measure-pictures``.

Held out: seeds from 5000 on, never looked at while building. A scroll is right when every one of its 30 pictures
stands in its place in one strip. Copies are cropped, resized or recompressed; every other pair of pictures of the
same chat, and of vouchers that differ in one digit, must not be found.
"""

import argparse
import random
import sys
from dataclasses import dataclass

from PIL import Image

from evidence_vault.pictures.near_duplicates import near_duplicates_of
from evidence_vault.pictures.series import strips_of
from evidence_vault.pictures.sketch import sketch_of
from tests.helpers.long_chats import edited, height_for, long_chat, look_of, recompressed, shots, voucher

BUILDING, HELD_OUT = 1, 5000
SCROLLS, CHATS = 40, 20
PICTURES = 30
LEAST_SHARED = 0.1
"""Of the window: neighbours of a scroll share at least so much."""

ORDER_TARGET, FALSE_TARGET = 0.95, 0.01
EDITS = ("crop", "resize", "compress", "both")


@dataclass
class OrderScore:
    """``wrong``: a picture stands where it does not belong; ``apart``: right, but in more than one strip."""

    right: int = 0
    apart: int = 0
    wrong: int = 0


def order_score(first_seed: int, count: int, *, again: bool) -> OrderScore:
    """``again``: every picture resized or compressed anew, as chat apps pass them on."""
    score = OrderScore()
    for seed in range(first_seed, first_seed + count):
        look, rng = look_of(seed), random.Random(seed)
        chat = long_chat(seed, height_for(look, PICTURES), look)
        images = [shot.image for shot in shots(chat, seed, count=PICTURES, least=LEAST_SHARED)]
        if again:
            images = [recompressed(image, rng) for image in images]
        places = list(range(len(images)))
        rng.shuffle(places)
        strips = strips_of([sketch_of(images[place]) for place in places])
        found = [[places[placed.picture] for placed in strip.pictures] for strip in strips]
        if found == [list(range(len(images)))]:
            score.right += 1
        elif all(strip == list(range(strip[0], strip[0] + len(strip))) for strip in found):
            score.apart += 1
        else:
            score.wrong += 1
    return score


@dataclass
class LikenessScore:
    """``false`` of ``pairs`` that show other things were found; ``found`` of ``copies`` were."""

    found: int = 0
    copies: int = 0
    false: int = 0
    pairs: int = 0


def likeness_score(first_seed: int, count: int) -> LikenessScore:
    """Twelve pictures of a chat and four vouchers, and a copy of six of them, for every seed."""
    score = LikenessScore()
    for seed in range(first_seed, first_seed + count):
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
        score.found += len(pairs & wanted)
        score.copies += len(wanted)
        score.false += len(pairs - wanted)
        score.pairs += len(everything) * (len(everything) - 1) // 2 - len(wanted)
    return score


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures.series", description=__doc__)
    parser.add_argument("--part", choices=["building", "held-out"], default="held-out")
    parser.add_argument("--scrolls", type=int, default=SCROLLS)
    parser.add_argument("--chats", type=int, default=CHATS)
    chosen = parser.parse_args(arguments)
    seed = HELD_OUT if chosen.part == "held-out" else BUILDING
    missed = False
    for name, again in (("clean", False), ("recompressed", True)):
        order = order_score(seed, chosen.scrolls, again=again)
        share = order.right / chosen.scrolls
        missed |= share < ORDER_TARGET
        print(
            f"{chosen.part}: order of {PICTURES} pictures, {name}: {share:.1%} of {chosen.scrolls} right (target "
            f"{ORDER_TARGET:.0%}), {order.apart} in pieces, {order.wrong} wrong",
            flush=True,
        )
    likeness = likeness_score(seed, chosen.chats)
    false = likeness.false / likeness.pairs
    missed |= false >= FALSE_TARGET
    print(
        f"{chosen.part}: near-duplicates: {likeness.found} of {likeness.copies} copies found; false: {likeness.false} "
        f"of {likeness.pairs} pairs, {false:.2%} (target < {FALSE_TARGET:.0%})"
    )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
