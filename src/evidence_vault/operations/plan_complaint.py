# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the guided complaint needs beside the draft: limits, slots, messages, what was chosen, what was sent."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from evidence_vault.cases.dossier import case_exhibits, key_of
from evidence_vault.clock import SystemClock, local_text
from evidence_vault.complaints import catalogue
from evidence_vault.complaints.template import Limits, PlatformTemplate
from evidence_vault.errors import ReadingError
from evidence_vault.exporters.message_picks import suggested
from evidence_vault.operations.draft_complaint import ComplaintDraft, draft_complaint, platform_of
from evidence_vault.operations.edit_case import load_case, put_fact
from evidence_vault.operations.make_copy import PLATFORM, copy_to_send, hides_something
from evidence_vault.operations.message_marks import marks_of_item
from evidence_vault.operations.picture_copies import is_picture, upload_recipe
from evidence_vault.operations.reading_sources import BytesSource, StoredSource
from evidence_vault.operations.workers import worker
from evidence_vault.records import Actor, CaseFile, Exhibit, Fact, Fields, Message, Picture, StoredConversation
from evidence_vault.translations import N_, nearest_language
from evidence_vault.vault.vault import Vault

_PAGE = 5000
_PREVIEW_SIDE = 640
COMPLAINT = PLATFORM
_VOUCHER_SLOTS = ("payment_voucher", "second_voucher")
_PROFILE_SLOT = "suspect_profile"
_PROOF_OF_SLOT: Mapping[str, str] = {
    "suspect_profile": "profile", "inducement": "inducement", "payment_instruction": "instruction",
    "payment_voucher": "voucher", "refusal_or_block": "refusal",
}  # fmt: skip
"""A place of a form, and the kind of proof (docs/formats/facts.md) that belongs there."""
MARKED = N_("marked by you")


@dataclass(frozen=True, slots=True)
class PlatformState:
    """A platform in the overview. ``is_of_case``: the case says so. ``draft``: what was chosen so far.

    ``sent``: the diary, facts of the entity ``report`` with this platform as organisation, oldest first.
    """

    platform: str
    name: str
    is_of_case: bool
    last_reviewed: str
    draft: Fact | None
    sent: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PlatformFacts:
    """A platform's form as far as anybody looked at it. ``last_reviewed``: a day, "" where nobody did."""

    id: str
    name: str
    last_reviewed: str
    unverified: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A picture the complaint should have, in upload order, in the language asked for."""

    id: str
    label: str
    must_show: str
    core: bool


@dataclass(frozen=True, slots=True)
class ComplaintPlan:
    """The form of one platform for one case.

    ``draft`` is in the window's language; ``form_text`` and ``form_labels`` (code to label) in the form's own.
    ``offered``: entry id to the codes it offers and the one suggested. ``places``: item ids suggested by place in
    the upload, None where nothing fits. ``candidates``: every picture of the case.
    """

    draft: ComplaintDraft
    form_language: str
    form_text: str
    form_labels: Mapping[str, str]
    limits: Limits
    evidence_mode: tuple[str, ...]
    slots: tuple[Slot, ...]
    entry_notes: Mapping[str, str]
    offered: Mapping[str, tuple[tuple[str, ...], str | None]]
    places: tuple[str | None, ...]
    candidates: tuple[Exhibit, ...]
    notifies: bool | None
    report_before_block: bool | None
    last_reviewed: str
    saved: Fact | None
    sent: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class MessageToSelect:
    """A message to select inside the app. ``key`` names it for an export; ``reason`` is an English source text."""

    key: str
    chat: str
    message: Message
    reason: str


@dataclass(frozen=True, slots=True)
class FitPicture:
    """A picture as it would be uploaded: ``size`` in bytes, pixels, and how it looks.

    ``hides``: it is made from a copy in which parts are hidden.
    """

    width: int
    height: int
    size: int
    picture: Picture
    hides: bool = False


@dataclass(frozen=True, slots=True)
class SentComplaint:
    """What the person says about a complaint they sent. ``at`` is ISO 8601 with offset; None: now.

    ``next_step_due`` is a day or None; ``evidence_items`` are the item ids of the pictures used.
    """

    platform: str
    channel: str
    category: str
    reference_no: str
    answer: str
    at: str | None = None
    next_step_due: str | None = None
    evidence_items: tuple[str, ...] = ()


def platform_facts(language: str) -> tuple[PlatformFacts, ...]:
    """Every platform with a form, and what of it nobody verified, in a language of the program."""
    tag = nearest_language(language)
    return tuple(
        PlatformFacts(one.id, one.name[tag], one.last_reviewed, tuple(text[tag] for text in one.unverified))
        for one in catalogue.platforms()
    )


def platform_states(vault: Vault, case_id: str, language: str) -> tuple[PlatformState, ...]:
    """Every platform with a form: that of the case first, then those begun. Raises NoSuchEntry."""
    case, tag = load_case(vault, case_id), nearest_language(language)
    drafts = {str(fact.fields.get("platform")): fact for fact in vault.facts("complaint", case_id=case_id)}
    own = platform_of(case)
    states = [
        PlatformState(
            template.id,
            template.name[tag],
            template.id == own,
            template.last_reviewed,
            drafts.get(template.id),
            _sent(case, template),
        )
        for template in catalogue.platforms()
    ]
    return tuple(sorted(states, key=lambda state: (not state.is_of_case, not (state.draft or state.sent))))


def plan_complaint(vault: Vault, case_id: str, platform: str, language: str) -> ComplaintPlan:
    """The plan for one platform, with what was chosen before. Raises PlatformUnknown, NoSuchEntry."""
    template, tag = catalogue.platform(platform), nearest_language(language)
    case, exhibits = load_case(vault, case_id), case_exhibits(vault, case_id)
    form_draft = draft_complaint(vault, case_id, platform, template.form_language)
    candidates = tuple(exhibit for exhibit in exhibits if is_picture(exhibit.item))
    return ComplaintPlan(
        draft=draft_complaint(vault, case_id, platform, tag),
        form_language=template.form_language,
        form_text=form_draft.text,
        form_labels={choice.code: choice.label for choice in form_draft.categories},
        limits=template.limits,
        evidence_mode=template.evidence_mode,
        slots=tuple(Slot(slot.id, slot.label[tag], slot.must_show[tag], slot.core) for slot in template.slots),
        entry_notes={entry.id: entry.note[tag] for entry in template.entries if entry.note},
        offered=_offered(template, case),
        places=suggested_places(template, case, candidates),
        candidates=candidates,
        notifies=template.notifies,
        report_before_block=template.report_before_block,
        last_reviewed=template.last_reviewed,
        saved=saved_complaint(vault, case_id, platform),
        sent=_sent(case, template),
    )


def messages_to_select(
    vault: Vault, case_id: str, platform: str, *, or_others: bool = True
) -> tuple[MessageToSelect, ...]:
    """What to select in the app: of the platform's own chats; where the case has none, of all if ``or_others``.

    What the person marked in a chat stands in it always; the rest is a suggestion.
    """
    conversations = vault.conversations(case_id=case_id)
    own = tuple(one for one in conversations if one.conversation.platform == platform)
    return tuple(
        MessageToSelect(f"{key_of(one)}/{message.seq}", one.conversation.title or "", message, reason)
        for one in own or (conversations if or_others else ())
        for message, reason in _worth_selecting(vault, case_id, one)
    )


def _worth_selecting(vault: Vault, case_id: str, conversation: StoredConversation) -> Iterator[tuple[Message, str]]:
    messages = tuple(_messages(vault, conversation))
    marked = marks_of_item(vault, case_id, conversation.item_id)
    reasons = {message.seq: reason for message, reason in suggested(messages)}
    for message in messages:
        if message.seq in marked:
            yield message, MARKED
        elif message.seq in reasons:
            yield message, reasons[message.seq]


def fit_picture(vault: Vault, item_id: str, platform: str) -> FitPicture | None:
    """A picture made fit for the platform's form, kept nowhere; None where it cannot be made into one.

    Raises PlatformUnknown, NoSuchEntry, BlobDamaged.
    """
    copy_of_it = copy_to_send(vault, item_id, COMPLAINT)
    item = copy_of_it or vault.item(item_id)
    recipe = upload_recipe(catalogue.platform(platform))
    source = StoredSource(vault, item.content_id, item.name, item.size)
    try:
        copy = BytesSource(item.name, worker().encode(source, 0, recipe))
        facts = worker().describe(copy).facts
        picture = worker().picture(copy, 0, _PREVIEW_SIDE, _PREVIEW_SIDE)
    except ReadingError:
        return None
    width, height = facts.get("width"), facts.get("height")
    return FitPicture(
        width if isinstance(width, int) else 0,
        height if isinstance(height, int) else 0,
        copy.size,
        picture,
        hides_something(copy_of_it),
    )


def keep_complaint(vault: Vault, case_id: str, platform: str, chosen: Fields, actor: Actor) -> Fact:
    """Remember what was chosen and written (fields of the entity ``complaint``). Raises FactInvalid, NoSuchEntry."""
    saved = saved_complaint(vault, case_id, platform)
    before = dict(saved.fields) if saved else {}
    fields = {**before, **chosen, "platform": platform}
    return put_fact(vault, case_id, "complaint", fields, actor, fact_id=saved.id if saved else None)


def record_sent(vault: Vault, case_id: str, sent: SentComplaint, actor: Actor, *, fact_id: str | None = None) -> Fact:
    """Write into the diary that a complaint was sent; with ``fact_id`` add to that entry, as when an answer came.

    Raises FactInvalid, PlatformUnknown, NoSuchEntry.
    """
    template = catalogue.platform(sent.platform)
    before = dict(vault.fact(fact_id).fields) if fact_id else {}
    language = load_case(vault, case_id).fields.get("language")
    name = template.name[nearest_language(language if isinstance(language, str) else template.form_language)]
    fields: Fields = {
        **before,
        "organisation": before.get("organisation") or name,
        "org_type": "platform",
        "channel": sent.channel,
        "reported_at": sent.at or local_text(SystemClock().now()),
        "reference_no": sent.reference_no,
        "what_was_given": sent.category,
        "outcome": sent.answer,
        "next_step_due": sent.next_step_due,
        "evidence_items": list(sent.evidence_items) or before.get("evidence_items"),
    }
    return put_fact(vault, case_id, "report", fields, actor, fact_id=fact_id)


def saved_complaint(vault: Vault, case_id: str, platform: str) -> Fact | None:
    """What was chosen and written for a platform before (a fact of the entity ``complaint``)."""
    facts = vault.facts("complaint", case_id=case_id)
    return next((fact for fact in facts if fact.fields.get("platform") == platform), None)


def _sent(case: CaseFile, template: PlatformTemplate) -> tuple[Fact, ...]:
    names = {template.id, *template.name.values()}
    return tuple(report for report in case.reports if str(report.fields.get("organisation", "")).strip() in names)


def _offered(template: PlatformTemplate, case: CaseFile) -> dict[str, tuple[tuple[str, ...], str | None]]:
    scam_type = case.fields.get("scam_type")
    found: dict[str, tuple[tuple[str, ...], str | None]] = {}
    for entry in template.entries:
        suggestion = template.suggested_category(scam_type if isinstance(scam_type, str) else None, entry.id)
        found[entry.id] = (tuple(_codes(template, entry.id)), suggestion.code if suggestion else None)
    return found


def _codes(template: PlatformTemplate, entry: str) -> Iterator[str]:
    for category in template.categories:
        if not category.entries or entry in category.entries:
            yield category.code
            for sub in category.sub:
                if not sub.entries or entry in sub.entries:
                    yield sub.code


def suggested_places(
    template: PlatformTemplate, case: CaseFile, candidates: tuple[Exhibit, ...]
) -> tuple[str | None, ...]:
    """What the person said shows it, vouchers and profile pages the facts name, then other pictures by number."""
    count = template.picture_limit or max(len(template.slots), 6)
    slots = [slot.id for slot in template.slots][:count]
    by_name = {name: exhibit.item.id for exhibit in candidates for name in (exhibit.number, exhibit.item.id)}
    vouchers = _named(by_name, (payment.fields.get("evidence_items") for payment in case.payments))
    profiles = _named(by_name, (one.get("seen_in_items") for suspect in case.suspects for one in suspect.identifiers))
    places: list[str | None] = [None] * count
    proofs = [(slot, _proved(by_name, case, kind)) for slot, kind in _PROOF_OF_SLOT.items()]
    wanted = [*proofs, (_PROFILE_SLOT, profiles), *((slot, vouchers) for slot in _VOUCHER_SLOTS)]
    for slot, items in wanted:
        free = [item for item in items if item not in places]
        if slot in slots and free and places[slots.index(slot)] is None:
            places[slots.index(slot)] = free[0]
    rest = iter([exhibit.item.id for exhibit in candidates if exhibit.item.id not in places])
    return tuple(item or next(rest, None) for item in places)


def _proved(by_name: Mapping[str, str], case: CaseFile, kind: str) -> list[str]:
    """The pictures of which the person said that they show this."""
    return _named(by_name, (one.fields.get("evidence_items") for one in case.proofs if one.fields.get("kind") == kind))


def _named(by_name: Mapping[str, str], lists: Iterable[object]) -> list[str]:
    return [by_name[str(name)] for one in lists if isinstance(one, list) for name in one if str(name) in by_name]


def _messages(vault: Vault, conversation: StoredConversation) -> Iterator[Message]:
    start, inner = 0, conversation.conversation.id
    while page := vault.messages(conversation.item_id, inner, start=start, count=_PAGE):
        yield from page
        start += len(page)
