# SPDX-License-Identifier: GPL-3.0-or-later
"""What a platform's complaint form takes, as data that a lawyer can edit: ``docs/formats/complaint-template.md``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter

from evidence_vault.complaints.strict_table import Localised, LocalisedLines, StrictTable
from evidence_vault.translations import LANGUAGES, nearest_language

SCHEMA = 1
EVIDENCE_MODES = frozenset({
    "in_app_messages", "auto_last_n", "link_ids", "image_upload", "file_upload", "email", "form_text", "phone",
    "metadata_only",
})  # fmt: skip
CONFIDENCES = frozenset({"high", "medium", "low", "unknown"})
PLACES = frozenset({
    "identifier", "nickname", "first_contact", "channel", "scheme", "count", "total", "payee", "reference",
    "first_payment", "last_payment", "only_payment", "outcome", "police_date", "police_reference", "pictures",
})  # fmt: skip
"""What a sentence of a template may name: see ``draft_facts``."""
_ID = re.compile(r"[a-z][a-z0-9_.]{1,40}")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)?")


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """One way into the complaint form: what is complained about, and every tap in order."""

    id: str
    name: Localised
    steps: LocalisedLines
    note: Localised | None


@dataclass(frozen=True, slots=True)
class Category:
    """A reason the form offers. ``label`` holds its own words; ``entries`` where it is offered (empty: everywhere).

    ``maps_from`` names the scam types (``scam_types.toml``) it fits.
    """

    code: str
    label: Localised
    entries: tuple[str, ...]
    maps_from: tuple[str, ...]
    sub: tuple["Category", ...] = ()


@dataclass(frozen=True, slots=True)
class PictureSlot:
    """A picture the complaint should have, in upload order. ``core``: among those worth sending first."""

    id: str
    label: Localised
    must_show: Localised
    core: bool


@dataclass(frozen=True, slots=True)
class TextPart:
    """A sentence of the complaint text. It is left out when a fact for one of its ``{places}`` is not recorded.

    Of parts with the same id the first that can be filled is taken. When the text is too long, parts with the
    highest ``rank`` go first.
    """

    id: str
    rank: int
    text: Localised


@dataclass(frozen=True, slots=True)
class Limits:
    """What the form accepts; None is "not known", never "no limit"."""

    text: int | None
    pictures: int | None
    pictures_core: int | None
    picture_types: tuple[str, ...]
    picture_bytes: int | None
    picture_side: int | None
    messages: int | None
    automatic_messages: int | None


@dataclass(frozen=True, slots=True)
class PlatformTemplate:
    """One platform's complaint form.

    ``last_reviewed`` (YYYY-MM-DD) is when a person last walked the screens; "" means never. ``notifies`` is
    whether the reported side may be told; None: not known. ``confidence`` maps menu, limits, categories to a grade.
    """

    id: str
    name: Localised
    form_language: str
    evidence_mode: tuple[str, ...]
    identifiers: tuple[str, ...]
    limits: Limits
    entries: tuple[EntryPoint, ...]
    categories: tuple[Category, ...]
    slots: tuple[PictureSlot, ...]
    text_parts: tuple[TextPart, ...]
    warnings: tuple[Localised, ...]
    unverified: tuple[Localised, ...]
    record_after: tuple[str, ...]
    last_reviewed: str
    sources: tuple[str, ...]
    confidence: dict[str, str]
    notifies: bool | None
    report_before_block: bool | None

    @property
    def text_limit(self) -> int | None:
        """The most characters the form takes; None: not known."""
        return self.limits.text

    @property
    def picture_limit(self) -> int | None:
        """The most pictures the form takes; None: not known."""
        return self.limits.pictures

    @property
    def takes_text(self) -> bool:
        """Whether the form has a place for a text (or somebody to read it to)."""
        return not set(self.evidence_mode) <= {"auto_last_n", "metadata_only", "in_app_messages", "image_upload"}

    @property
    def takes_pictures(self) -> bool:
        """Whether pictures can be handed over at all."""
        return not {"image_upload", "file_upload", "email"}.isdisjoint(self.evidence_mode)

    def all_categories(self) -> Iterator[Category]:
        """Every category, each followed by those under it."""
        for category in self.categories:
            yield category
            yield from category.sub

    def category(self, code: str) -> Category | None:
        """The category with ``code``."""
        return next((category for category in self.all_categories() if category.code == code), None)

    def path_to(self, code: str) -> tuple[Category, ...]:
        """The categories to choose one after the other to reach ``code``; empty when there is none."""
        for category in self.categories:
            if category.code == code:
                return (category,)
            for sub in category.sub:
                if sub.code == code:
                    return (category, sub)
        return ()

    def suggested_category(self, scam_type: str | None, entry: str | None = None) -> Category | None:
        """The narrowest category that fits ``scam_type`` and is offered at ``entry``; None where none is known."""
        fitting = [
            category
            for category, entries in self._with_entries()
            if scam_type in category.maps_from and (not entries or entry is None or entry in entries)
        ]
        return next((category for category in fitting if not category.sub), fitting[0] if fitting else None)

    def _with_entries(self) -> Iterator[tuple[Category, tuple[str, ...]]]:
        for category in self.categories:
            yield category, category.entries
            for sub in category.sub:
                yield sub, sub.entries or category.entries

    def entry(self, entry_id: str | None) -> EntryPoint:
        """The way in with that id; the first one when there is none of that id."""
        return next((entry for entry in self.entries if entry.id == entry_id), self.entries[0])


def localised(texts: Localised, language: str) -> str:
    """The text for the nearest language."""
    return texts[nearest_language(language)]


def parse_template(values: dict[str, object], name: str) -> PlatformTemplate:
    """A template from the parsed TOML of the file ``name``. Raises TemplateInvalid naming the field."""
    table = StrictTable(values, name)
    if table.number("schema") != SCHEMA:
        raise table.invalid("schema")
    identity = _matching(table, "id", _ID)
    confidence = table.table("confidence")
    template = PlatformTemplate(
        id=identity,
        name=table.localised("name"),
        form_language=table.one_of("form_language", frozenset(LANGUAGES)),
        evidence_mode=_modes(table),
        identifiers=table.texts("identifiers"),
        limits=_limits(table.table("limits")),
        entries=tuple(_entry(entry) for entry in table.tables("entry")),
        categories=tuple(_category(category, depth=0) for category in table.tables("category")),
        slots=tuple(_slot(slot) for slot in table.tables("slot")),
        text_parts=tuple(_text_part(part) for part in table.tables("text_part")),
        warnings=_sentences(table, "warning"),
        unverified=_sentences(table, "unverified"),
        record_after=table.texts("record_after"),
        last_reviewed=_matching(table, "last_reviewed", _DATE, default=""),
        sources=table.texts("sources"),
        confidence={key: confidence.one_of(key, CONFIDENCES) for key in ("menu", "limits", "categories")},
        notifies=table.flag("notifies_reported_user"),
        report_before_block=table.flag("report_before_block"),
    )
    confidence.done()
    table.done()
    _check_whole(table, template)
    return template


def _matching(table: StrictTable, key: str, pattern: re.Pattern[str], default: str | None = None) -> str:
    value = table.text(key, default)
    if not pattern.fullmatch(value):
        raise table.invalid(key)
    return value


def _modes(table: StrictTable) -> tuple[str, ...]:
    modes = table.texts("evidence_mode")
    if not modes or not EVIDENCE_MODES.issuperset(modes):
        raise table.invalid("evidence_mode")
    return modes


def _limits(table: StrictTable) -> Limits:
    limits = Limits(
        text=table.number("text_max_characters"),
        pictures=table.number("pictures_max"),
        pictures_core=table.number("pictures_core"),
        picture_types=table.texts("picture_types"),
        picture_bytes=table.number("picture_max_bytes"),
        picture_side=table.number("picture_max_side"),
        messages=table.number("messages_max"),
        automatic_messages=table.number("automatic_messages"),
    )
    table.done()
    return limits


def _entry(table: StrictTable) -> EntryPoint:
    note = table.tables("note")
    entry = EntryPoint(
        id=_matching(table, "id", _ID),
        name=table.localised("name"),
        steps=table.localised_lines("steps"),
        note=_sentence(note[0]) if note else None,
    )
    table.done()
    return entry


def _category(table: StrictTable, depth: int) -> Category:
    category = Category(
        code=table.text("code"),
        label=table.localised("label"),
        entries=table.texts("entries"),
        maps_from=table.texts("maps_from"),
        sub=tuple(_category(sub, depth + 1) for sub in table.tables("sub")) if depth == 0 else (),
    )
    table.done()
    return category


def _slot(table: StrictTable) -> PictureSlot:
    slot = PictureSlot(
        id=_matching(table, "id", _ID),
        label=table.localised("label"),
        must_show=table.localised("must_show"),
        core=bool(table.flag("core")),
    )
    table.done()
    return slot


def _text_part(table: StrictTable) -> TextPart:
    part = TextPart(id=_matching(table, "id", _ID), rank=table.number("rank") or 0, text=table.localised("text"))
    table.done()
    if not all(places(text) <= PLACES for text in part.text.values()):
        raise table.invalid("text")
    return part


def places(text: str) -> frozenset[str]:
    """The names of the ``{places}`` in a sentence of a template; ``{`` alone is no sentence and gives {""}."""
    try:
        return frozenset(name for _before, name, _form, _conversion in Formatter().parse(text) if name is not None)
    except ValueError:
        return frozenset({""})


def _sentence(table: StrictTable) -> Localised:
    texts = {language: table.text(language) for language in LANGUAGES}
    table.done()
    return texts


def _sentences(table: StrictTable, key: str) -> tuple[Localised, ...]:
    return tuple(_sentence(entry) for entry in table.tables(key))


def _check_whole(table: StrictTable, template: PlatformTemplate) -> None:
    if not template.entries:
        raise table.invalid("entry")
    entry_ids = [entry.id for entry in template.entries]
    codes = [category.code for category in template.all_categories()]
    for key, ids in (("entry", entry_ids), ("category", codes), ("slot", [slot.id for slot in template.slots])):
        if len(set(ids)) != len(ids):
            raise table.invalid(key)
    for category in template.all_categories():
        if not set(category.entries) <= set(entry_ids):
            raise table.invalid("category.entries")
