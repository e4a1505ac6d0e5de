# SPDX-License-Identifier: GPL-3.0-or-later
"""Prepares a complaint for a platform: steps, reasons to choose, a first text, pictures in upload order."""

from dataclasses import dataclass

from evidence_vault.cases.dossier import case_exhibits
from evidence_vault.complaints import catalogue, fit
from evidence_vault.complaints.draft import draft_text
from evidence_vault.complaints.template import Category, PlatformTemplate
from evidence_vault.complaints.wording import forbidden_claims
from evidence_vault.operations.edit_case import load_case
from evidence_vault.operations.picture_copies import is_picture
from evidence_vault.records import CaseFile, Exhibit
from evidence_vault.translations import Words, nearest_language
from evidence_vault.vault.vault import Vault

DEFAULT_PLATFORM = catalogue.FIRST


@dataclass(frozen=True, slots=True)
class CategoryChoice:
    """A reason the form offers; ``depth`` 1 for one below another."""

    code: str
    label: str
    depth: int


@dataclass(frozen=True, slots=True)
class EntryChoice:
    """A way into the form with every tap in order."""

    id: str
    name: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComplaintDraft:
    """Everything for the complaint page, in the language asked for.

    ``category``: the code that fits the case, None where none is known. ``pictures``: exhibits in upload order.
    Limits are None where the platform's are not known. ``warnings`` stand before the steps; ``unverified`` says
    what nobody has checked on a current phone.
    """

    platform: str
    platform_name: str
    language: str
    title: str
    entries: tuple[EntryChoice, ...]
    categories: tuple[CategoryChoice, ...]
    category: str | None
    text: str
    text_limit: int | None
    picture_limit: int | None
    pictures: tuple[Exhibit, ...]
    warnings: tuple[str, ...]
    unverified: tuple[str, ...]


def platform_names(language: str) -> tuple[tuple[str, str], ...]:
    """Id and name of every platform with a complaint form."""
    tag = nearest_language(language)
    return tuple((template.id, template.name[tag]) for template in catalogue.platforms())


def draft_complaint(vault: Vault, case_id: str, platform: str | None, language: str) -> ComplaintDraft:
    """A first complaint from the facts of the case. ``platform`` None: the case's own, else WeChat.

    Raises PlatformUnknown, NoSuchEntry.
    """
    case = load_case(vault, case_id)
    template = catalogue.platform(platform or platform_of(case))
    tag = nearest_language(language)
    pictures = chosen_pictures(case_exhibits(vault, case_id), template)
    captions = [exhibit.title for exhibit in pictures if exhibit.title]
    complete = captions if len(captions) == len(pictures) else []
    return ComplaintDraft(
        platform=template.id,
        platform_name=template.name[tag],
        language=tag,
        title=case.title,
        entries=tuple(EntryChoice(one.id, one.name[tag], one.steps[tag]) for one in template.entries),
        categories=tuple(_choices(template, tag)),
        category=suggested_category(case, template),
        text=draft_text(case, template, Words(tag), complete),
        text_limit=template.text_limit,
        picture_limit=template.picture_limit,
        pictures=pictures,
        warnings=tuple(text[tag] for text in template.warnings),
        unverified=tuple(text[tag] for text in template.unverified),
    )


def count_characters(text: str) -> int:
    """How many characters a form counts in ``text``, for the live count."""
    return fit.count_characters(text)


def claims_too_much(text: str) -> tuple[str, ...]:
    """Words of ``text`` that no hash or signature can show; an export tells the person and goes on."""
    return tuple(forbidden_claims(text))


def platform_of(case: CaseFile) -> str:
    """The platform the case says, else WeChat."""
    said = case.fields.get("platform")
    return said if isinstance(said, str) else DEFAULT_PLATFORM


def suggested_category(case: CaseFile, template: PlatformTemplate, entry: str | None = None) -> str | None:
    """The code of the narrowest reason that fits the kind of fraud, and is offered at ``entry`` where one is named."""
    scam_type = case.fields.get("scam_type")
    found = template.suggested_category(scam_type if isinstance(scam_type, str) else None, entry)
    return found.code if found else None


def chosen_pictures(exhibits: tuple[Exhibit, ...], template: PlatformTemplate) -> tuple[Exhibit, ...]:
    """The first pictures of the case by exhibit number, as many as the form takes (six where that is not known)."""
    pictures = [exhibit for exhibit in exhibits if is_picture(exhibit.item)]
    return tuple(pictures[: template.picture_limit or 6])


def _choices(template: PlatformTemplate, tag: str) -> list[CategoryChoice]:
    found: list[CategoryChoice] = []

    def add(category: Category, depth: int) -> None:
        found.append(CategoryChoice(category.code, category.label[tag], depth))
        for sub in category.sub:
            add(sub, depth + 1)

    for category in template.categories:
        add(category, 0)
    return found
