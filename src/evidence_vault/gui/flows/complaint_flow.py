# SPDX-License-Identifier: GPL-3.0-or-later
"""The guided complaint: five steps and the card, what was chosen in each, and the form's limits in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from evidence_vault.gui.flows.words_of_values import size_text
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _, plural


class Step(StrEnum):
    """The steps in their order."""

    ENTRY = "entry"
    REASON = "reason"
    MESSAGES = "messages"
    PICTURES = "pictures"
    TEXT = "text"
    CARD = "card"


STEP_NAMES: dict[Step, str] = {
    Step.ENTRY: N_("Where"),
    Step.REASON: N_("Reason"),
    Step.MESSAGES: N_("Messages"),
    Step.PICTURES: N_("Pictures"),
    Step.TEXT: N_("Text"),
    Step.CARD: N_("Card and package"),
}

STEPS = tuple(Step)


@dataclass
class PicturePlaces:
    """The pictures by their place in the upload; a place may be empty. What is uploaded has no gaps."""

    items: list[str | None]

    def put(self, place: int, item_id: str | None) -> None:
        """Put a picture at a place; from another place it moves, and what stood here goes there."""
        if item_id is not None and item_id in self.items:
            self.items[self.items.index(item_id)] = self.items[place]
        self.items[place] = item_id

    def move(self, place: int, steps: int) -> int:
        """Change places with a neighbour; gives the new place."""
        other = place + steps
        if not 0 <= other < len(self.items):
            return place
        self.items[place], self.items[other] = self.items[other], self.items[place]
        return other

    def chosen(self) -> tuple[str, ...]:
        """The pictures in upload order."""
        return tuple(item for item in self.items if item)

    def number(self, place: int) -> int | None:
        """The number of the picture at a place, as it is uploaded; None where there is none."""
        return sum(1 for item in self.items[: place + 1] if item) if self.items[place] else None

    def kept_places(self) -> list[str]:
        """The place of each chosen picture, for remembering."""
        return [str(place) for place, item in enumerate(self.items) if item]


@dataclass
class ComplaintFlow:
    """What was chosen so far for one platform. ``picks`` None: the messages were not looked at yet."""

    platform: str = ""
    step: Step = Step.ENTRY
    entry: str = ""
    category: str | None = None
    picks: set[str] | None = None
    places: PicturePlaces = field(default_factory=lambda: PicturePlaces([]))
    text: str = ""
    _kept: dict[str, Any] = field(default_factory=dict)

    def start(self, plan: Any) -> None:
        """Begin with what was remembered, else with what the case suggests."""
        saved = dict(plan.saved.fields) if plan.saved else {}
        entries = [entry.id for entry in plan.draft.entries]
        self.platform = plan.draft.platform
        self.step = Step.ENTRY
        self.entry = saved["entry"] if saved.get("entry") in entries else entries[0]
        offered, suggested = plan.offered[self.entry]
        self.category = saved["category"] if saved.get("category") in offered else suggested
        picks = saved.get("message_picks")
        self.picks = {str(pick) for pick in picks} if isinstance(picks, list) else None
        self.places = _places(plan, saved)
        self.text = str(saved.get("text") or plan.form_text)
        self._kept = self.fields()

    def choose_entry(self, entry: str, plan: Any) -> None:
        """Take another way in; a reason that is not offered there gives way to the one that fits."""
        self.entry = entry
        offered, suggested = plan.offered[entry]
        if self.category not in offered:
            self.category = suggested

    def fields(self) -> dict[str, Any]:
        """What is remembered, as fields of the fact."""
        return {
            "entry": self.entry,
            "category": self.category,
            "message_picks": sorted(self.picks) if self.picks is not None else None,
            "picture_item_ids": list(self.places.chosen()),
            "picture_places": self.places.kept_places(),
            "text": self.text.strip(),
        }

    def unkept(self) -> dict[str, Any] | None:
        """What must be remembered now; None when nothing changed since it was last asked."""
        now = self.fields()
        if now == self._kept:
            return None
        self._kept = now
        return now

    def next_step(self, steps: int) -> Step:
        """Go on or back."""
        place = STEPS.index(self.step) + steps
        self.step = STEPS[min(max(0, place), len(STEPS) - 1)]
        return self.step


def _places(plan: Any, saved: dict[str, Any]) -> PicturePlaces:
    known = {exhibit.item.id for exhibit in plan.candidates}
    items, kept = saved.get("picture_item_ids"), saved.get("picture_places")
    if not isinstance(items, list) or not items:
        return PicturePlaces(list(plan.places))
    places: list[str | None] = [None] * max(len(plan.places), len(items))
    numbers = (
        [int(place) for place in kept] if isinstance(kept, list) and len(kept) == len(items) else range(len(items))
    )
    for place, item in zip(numbers, items, strict=True):
        if 0 <= place < len(places) and item in known:
            places[place] = item
    return PicturePlaces(places)


def limit_words(count: int, limit: int | None) -> str:
    """A live count of characters against the form's limit; unknown is said."""
    if limit:
        return _("{count} of at most {limit} characters").format(count=count, limit=limit)
    counted = plural("{count} character", "{count} characters", count)
    return _("{counted}. The limit of this form is not known.").format(counted=counted)


def picture_limit_words(count: int, limit: int | None) -> str:
    """How many pictures are chosen against the form's limit; unknown is said."""
    if limit:
        return _("{count} of at most {limit} pictures").format(count=count, limit=limit)
    counted = plural("{count} picture", "{count} pictures", count)
    return _("{counted}. The limit of this form is not known.").format(counted=counted)


def picture_rules(limits: Any) -> str:
    """Which pictures the form takes; every unknown limit is said."""
    types = ", ".join(kind.upper() for kind in limits.picture_types)
    parts = [
        _("Types: {types}").format(types=types) if types else _("types not known"),
        _("at most {size}").format(size=size_text(limits.picture_bytes))
        if limits.picture_bytes
        else _("size not known"),
        _("at most {side} pixels a side").format(side=limits.picture_side)
        if limits.picture_side
        else _("pixel limit not known"),
    ]
    return " · ".join(parts)


def message_limit_words(limits: Any, evidence_mode: Sequence[str]) -> str:
    """How messages go along with this form, and how many; unknown is said."""
    if limits.automatic_messages:
        return plural(
            "The app itself sends the last {count} message. There is nothing to select.",
            "The app itself sends the last {count} messages. There is nothing to select.",
            limits.automatic_messages,
        )
    if "in_app_messages" not in evidence_mode:
        return _("This form takes no messages from inside the app. The list helps you to tell what happened.")
    if limits.messages:
        return plural("The form takes {count} message.", "The form takes {count} messages.", limits.messages)
    return _("How many messages the form takes is not known. Select the most important ones first.")


def again_words(plan: Any, flow: "ComplaintFlow") -> tuple[str, str] | None:
    """What was answered to the last complaint, and what a further one can add; None where nothing was answered yet.

    Only what is known is named: places without a picture, no message selected, no category.
    """
    last = plan.sent[-1].fields if plan.sent else {}
    if not last.get("outcome"):
        return None
    answer = visible_name(str(last["outcome"]))
    day = str(last.get("reported_at") or "")[:10]
    title = _("You complained on {day}. Answer: {answer}").format(day=day or "—", answer=answer)
    items = flow.places.items
    missing = [slot.label for place, slot in enumerate(plan.slots) if place >= len(items) or not items[place]]
    if flow.picks is not None and not flow.picks and plan.draft.categories:
        missing.append(_("a selected message"))
    if flow.category is None and plan.draft.categories:
        missing.append(_("the exact reason"))
    if not missing:
        return title, _("A complaint that failed can be made again. Add what is new since then.")
    words = _("A complaint that failed can be made again with what was missing. Not in it yet: {missing}.")
    return title, words.format(missing=_(", ").join(missing))


def state_words(state: Any) -> str:
    """How far the complaint to a platform is."""
    if state.sent:
        return plural("Sent {count} time", "Sent {count} times", len(state.sent))
    return _("Begun") if state.draft else _("Not begun")


def reason_path(choices: Iterable[Any], code: str | None) -> tuple[Any, ...]:
    """The reasons to choose one after the other to reach ``code``; ``choices`` in the order of the form."""
    path: list[Any] = []
    for choice in choices:
        path = [*path[: choice.depth], choice]
        if choice.code == code:
            return tuple(path)
    return ()
