# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said about offered boxes: how many were laid, what was not looked for, and that some can be missed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from evidence_vault.translations import N_, _, plural

NUMBERS, NAMES, FACES = "numbers", "names", "faces"
GROUP_WORDS: Mapping[str, str] = {
    NUMBERS: N_("Phone, card and account numbers"),
    NAMES: N_("Names of the case's people"),
    FACES: N_("Faces"),
}
"""What boxes are offered over, in the order in which it is asked."""
_COUNT_WORDS = {NUMBERS: N_("numbers: {count}"), NAMES: N_("names: {count}"), FACES: N_("faces: {count}")}


@dataclass(frozen=True, slots=True)
class Laid:
    """What became of an offer: ``found`` by group; ``new``: boxes that were laid, ``no_room``: that could not be."""

    found: Mapping[str, int]
    looked_for: Collection[str]
    not_looked_for: Collection[str]
    new: int
    no_room: int = 0


def offer_words(laid: Laid) -> str:
    """The sentences, in the order of what has to be known first."""
    return " ".join(_sentences(laid))


def _sentences(laid: Laid) -> Iterator[str]:
    yield _found_words(laid)
    if laid.no_room:
        yield plural(
            "{count} more box had no room on the copy. Draw a larger box over what is left.",
            "{count} more boxes had no room on the copy. Draw larger boxes over what is left.",
            laid.no_room,
        )
    if {NUMBERS, NAMES} & set(laid.not_looked_for):
        yield _("Numbers and names were not looked for: the part that reads text is not installed.")
    if FACES in laid.not_looked_for:
        yield _("Faces were not looked for: the part that finds them is not installed. Hide them by hand.")
    if FACES in laid.looked_for:
        yield _("The program looked for faces and can miss some: look over the whole picture.")
    else:
        yield _("Look over the whole picture: the program can miss some, and it did not look for faces.")


def _found_words(laid: Laid) -> str:
    if not any(laid.found.values()):
        return _("Nothing was found.")
    if not laid.new and not laid.no_room:
        return _("Everything that was found is hidden already.")
    counts = [
        _(_COUNT_WORDS[group]).format(count=laid.found.get(group, 0))
        for group in _COUNT_WORDS
        if group in laid.looked_for
    ]
    words = plural("{count} box was laid.", "{count} boxes were laid.", laid.new)
    return f"{words} {_('Found: {what}.').format(what=_(', ').join(counts))}"
