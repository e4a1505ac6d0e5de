# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands that make redacted and marked copies of pictures, and list them."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from evidence_vault.cli import exit_status, json_forms, output
from evidence_vault.cli.shared_options import (
    case_option,
    command,
    json_option,
    open_vault,
    option,
    passphrase_option,
    vault_argument,
)
from evidence_vault.errors import NothingToHide, SourceMissing, SourceUnreadable, StepNotUnderstood, UsageError
from evidence_vault.operations import browse_vault
from evidence_vault.operations.about_picture import about_picture
from evidence_vault.operations.make_copy import CopyWish, copies_of, make_copy
from evidence_vault.operations.offered_boxes import FACES, GROUPS, NAMES, NUMBERS, Offer, offered_boxes
from evidence_vault.picture_steps import (
    Area,
    Arrow,
    Caption,
    Crop,
    Frame,
    Number,
    Redact,
    Step,
    Turn,
    steps_from_json,
    steps_to_json,
)
from evidence_vault.records import EvidenceItem
from evidence_vault.translations import N_, _
from evidence_vault.user_messages import words_for

_KINDS = ("complaint", "police", "archive")


@command(
    "redact",
    N_(
        "Make a copy of a picture with boxes over what others should not see.\n\nThe original stays as it is. All "
        "numbers are pixels of the original as it is shown upright, from its top left corner. The copy holds pixels "
        "alone: nothing below a box, no metadata. Copies can also be cropped, turned and marked."
    ),
)
@vault_argument
@click.argument("item", metavar="ITEM")
@option("--box", "boxes", metavar="X,Y,W,H", multiple=True, help_text=N_("Hide this part below a solid box."))
@option("--frame", "frames", metavar="X,Y,W,H", multiple=True, help_text=N_("Draw a frame around this part."))
@option("--arrow", "arrows", metavar="X,Y,X2,Y2", multiple=True, help_text=N_("Draw an arrow to the second point."))
@option("--number", "numbers", metavar="X,Y,N", multiple=True, help_text=N_("Write the number N at this point."))
@option("--caption", "captions", metavar="X,Y,TEXT", multiple=True, help_text=N_("Write words at this point."))
@option("--crop", metavar="X,Y,W,H", help_text=N_("Keep only this part."))
@option("--turn", type=click.IntRange(0, 3), default=0, help_text=N_("Turn to the right by so many quarters."))
@option(
    "--offered",
    is_flag=True,
    help_text=N_("Also hide every number, name of the case's people and face that is found. Look the copy over."),
)
@option(
    "--only",
    type=click.Choice(GROUPS),
    multiple=True,
    help_text=N_("Of what --offered hides only this; can be given several times."),
)
@option("--steps", "steps_file", metavar="FILE", help_text=N_("Read steps from a JSON file, as --json writes them."))
@option("--page", type=click.IntRange(1), default=1, help_text=N_("The page of a document or the still of a film."))
@option("--for", "recipient", metavar="NAME", default="", help_text=N_("For whom the copy is, in your words."))
@option(
    "--use-for",
    type=click.Choice(_KINDS),
    multiple=True,
    help_text=N_("Exports of this kind take the copy in place of the original."),
)
@option("--format", "kind", type=click.Choice(["png", "jpeg"]), default=None, help_text=N_("The kind of file."))
@passphrase_option
@case_option
@json_option
def redact(vault_folder: Path, item: str, passphrase_file: str | None, case: str | None, **given: object) -> int:
    """See ``make_copy``."""
    steps, groups = _steps(given), _groups(given)
    if not steps and not groups:
        raise UsageError(what=_("Say what to do: --box, --crop, --turn, a mark, or --steps."))
    wish = CopyWish(
        steps,
        page=int(str(given["page"])) - 1,
        recipient=str(given["recipient"]),
        use_for=tuple(map(str, given["use_for"])) if isinstance(given["use_for"], tuple) else (),
        format=str(given["kind"] or ""),
    )
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        item_id = browse_vault.full_id(vault, "item", item)
        case_id = None if case is None else browse_vault.full_id(vault, "case", case)
        offer = None
        if groups:
            offer = offered_boxes(vault, item_id, wish.page, progress, case_id=case_id, groups=groups)
            areas = dict.fromkeys(box.area for box in offer.boxes)
            wish = replace(wish, steps=(*steps, *map(Redact, areas)))
            if not wish.steps:
                raise NothingToHide
        copy = make_copy(vault, item_id, wish, vault.owner, progress, case_id=case_id)
    if given["as_json"]:
        output.say_json(json_forms.copy(copy))
    else:
        output.say(_("Copy made: {name} ({id}). Your original is safe.").format(name=copy.name, id=copy.id[:8]))
    if offer is not None:
        for line in _offer_words(offer):
            output.complain(line)
    return exit_status.PROBLEMS if offer is not None and offer.not_looked_for else exit_status.DONE


@command("copies", N_("List the copies that were made of an item, newest first."))
@vault_argument
@click.argument("item", metavar="ITEM")
@passphrase_option
@json_option
def copies(vault_folder: Path, item: str, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``copies_of``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        found = copies_of(vault, browse_vault.full_id(vault, "item", item))
    if as_json:
        output.say_json([json_forms.copy(one) for one in found])
        return exit_status.DONE
    rows = [(one.id[:8], *_told(one), one.name) for one in found]
    output.say_table(rows, (_("Id"), _("Made for"), _("For whom"), _("Used for"), _("Name")))
    return exit_status.DONE


@command(
    "about",
    N_(
        "Show what a picture's file says about itself, and what is unusual for a screenshot.\n\nNone of it is a "
        "verdict: anybody can write it into a file, and pictures are cropped and passed on for good reasons."
    ),
)
@vault_argument
@click.argument("item", metavar="ITEM")
@passphrase_option
@json_option
def about(vault_folder: Path, item: str, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``about_picture``."""
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        found = about_picture(vault, browse_vault.full_id(vault, "item", item), progress)
    notes = [(note.code, words_for(note.code, note.facts).sentence) for note in found.notes]
    if as_json:
        output.say_json({
            "entries": [{"group": one.group, "name": one.name, "value": one.value} for one in found.entries],
            "notes": [{"code": code, "sentence": sentence} for code, sentence in notes],
        })
        return exit_status.DONE
    output.say_table([(one.group, one.name, one.value) for one in found.entries], (_("Where"), _("Name"), _("Says")))
    for _code, sentence in notes:
        output.say(sentence)
    return exit_status.DONE


def _told(copy: EvidenceItem) -> tuple[str, str, str]:
    details = dict(copy.derivation or {})
    uses = details.get("use_for")
    listed = ", ".join(map(str, uses)) if isinstance(uses, list) else ""
    return str(details.get("purpose", "")), str(details.get("recipient", "")), listed


def _groups(given: dict[str, object]) -> tuple[str, ...]:
    """What of the offered boxes is taken; none unless it is asked for."""
    only = given["only"] if isinstance(given["only"], tuple) else ()
    return tuple(map(str, only)) or (GROUPS if given["offered"] else ())


def _offer_words(offer: Offer) -> Iterator[str]:
    """What was found, what was not looked for, and that some can be missed."""
    words = {NUMBERS: N_("numbers: {count}"), NAMES: N_("names: {count}"), FACES: N_("faces: {count}")}
    found = (_(words[group]).format(count=offer.counts.get(group, 0)) for group in offer.looked_for)
    yield _("Hidden, as far as found: {what}.").format(what=_(", ").join(found))
    if {NUMBERS, NAMES} & set(offer.not_looked_for):
        yield _("Numbers and names were not looked for: the part that reads text is not installed.")
    if FACES in offer.not_looked_for:
        yield _("Faces were not looked for: the part that finds them is not installed. Hide them by hand.")
    if FACES in offer.looked_for:
        yield _("The program looked for faces and can miss some: look over the whole picture.")
    else:
        yield _("Look over the whole picture: the program can miss some, and it did not look for faces.")


def _steps(given: dict[str, object]) -> tuple[Step, ...]:
    found: list[Step] = list(_steps_of_file(given["steps_file"]))
    for name, make in _MAKERS.items():
        texts = given[name]
        for text in texts if isinstance(texts, tuple) else (texts,) if texts else ():
            found.append(_step(name, str(text), make))
    if given["turn"]:
        found.append(Turn(int(str(given["turn"]))))
    try:
        return steps_from_json(steps_to_json(found))  # the same limits as for recorded steps
    except StepNotUnderstood as error:
        raise UsageError(what=_("A number is too large, or a part has no size.")) from error


def _step(name: str, text: str, make: Callable[[list[str]], Step]) -> Step:
    try:
        return make(text.split(",", 3 if name != "captions" else 2))
    except (ValueError, TypeError) as error:
        raise UsageError(what=_("“{text}” is not understood. See --help.").format(text=text)) from error


def _area(texts: list[str]) -> Area:
    x, y, width, height = map(int, texts)
    return Area.sized(x, y, width, height)


def _arrow(texts: list[str]) -> Step:
    x, y, to_x, to_y = map(int, texts)
    return Arrow((x, y), (to_x, to_y))


def _number(texts: list[str]) -> Step:
    x, y, number = map(int, texts)
    return Number((x, y), number)


def _caption(texts: list[str]) -> Step:
    x, y, text = texts
    return Caption((int(x), int(y)), text)


_MAKERS: dict[str, Callable[[list[str]], Step]] = {
    "boxes": lambda texts: Redact(_area(texts)),
    "frames": lambda texts: Frame(_area(texts)),
    "arrows": _arrow,
    "numbers": _number,
    "captions": _caption,
    "crop": lambda texts: Crop(_area(texts)),
}


def _steps_of_file(name: object) -> tuple[Step, ...]:
    if not name:
        return ()
    path = Path(str(name))
    try:
        read = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise SourceMissing(name=path.name) from error
    except OSError as error:
        raise SourceUnreadable(name=path.name) from error
    except ValueError as error:
        raise UsageError(what=_("{name} is not JSON.").format(name=path.name)) from error
    return steps_from_json(read["steps"] if isinstance(read, dict) and "steps" in read else read)


COMMANDS = (redact, copies, about)
