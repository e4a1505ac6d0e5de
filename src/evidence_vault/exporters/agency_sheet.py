# SPDX-License-Identifier: GPL-3.0-or-later
"""A sheet in the order of an agency's own form: answers ready to copy, cut to known limits, and what is missing.

What is missing is a hint, never a gate.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence_vault.complaints.fit import count_characters, fit_text
from evidence_vault.complaints.strict_table import Localised
from evidence_vault.exporters.agencies import INSTITUTIONS, Agency, agencies, form_language
from evidence_vault.exporters.agency_answers import AgencyAnswers, Subject
from evidence_vault.exporters.agency_form import DIGITS, OPTIONAL, PAYMENTS, REQUIRED, SUSPECTS, FormField, FormSection
from evidence_vault.exporters.base import bytes_part, text_part
from evidence_vault.exporters.blocks import Block, heading, note, numbered, pairs, paragraph
from evidence_vault.exporters.documents import document_of
from evidence_vault.exporters.pdf import set_documents
from evidence_vault.exporters.plain_text import plain_text
from evidence_vault.exporters.report_context import ReportContext
from evidence_vault.exporters.report_people import suspect_name
from evidence_vault.exporters.shown import NOT_STATED
from evidence_vault.records import Fact, Part

BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A section about one thing: ``rows`` of question and answer, ``missing`` the questions without one."""

    title: str
    rows: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgencySheet:
    """A filled sheet. ``hints``: how to use it and what nobody checked. ``of_section``: how a question is named."""

    agency: Agency
    title: str
    parts: tuple[SheetPart, ...]
    hints: tuple[str, ...]
    unverified: tuple[str, ...]
    of_section: str

    @property
    def missing(self) -> tuple[str, ...]:
        """Everything the form asks for and nobody recorded, each with its section."""
        return tuple(
            self.of_section.format(section=part.title, question=question)
            for part in self.parts
            for question in part.missing
        )


def agency_sheet(context: ReportContext, agency: Agency) -> AgencySheet:
    """The sheet of ``agency``, filled from the case."""
    return AgencySheet(
        agency,
        context.words.translate("Sheet for the form of: {agency}").format(agency=agency.name[context.words.tag]),
        tuple(_Filler(context, agency).parts()),
        tuple(_hints(context, agency)),
        tuple(text[context.words.tag] for text in agency.unverified),
        context.words.translate("{section}: {question}"),
    )


def sheets_of(context: ReportContext) -> tuple[AgencySheet, ...]:
    """The sheet of the receiving office first, then those of bank, exchange and provider where money went there."""
    found = [context.agency]
    for agency in agencies().values():
        if agency.kind in INSTITUTIONS and agency not in found and _concerns(context, agency):
            found.append(agency)
    return tuple(agency_sheet(context, agency) for agency in found)


def sheet_parts(context: ReportContext) -> Iterator[Part]:
    """Each sheet as plain text, and those that are no pages of the report as documents. Raises PdfFailed."""
    sheets = sheets_of(context)
    for sheet in sheets:
        path = f"sheets/{sheet.agency.id.replace('_', '-')}"
        yield text_part(f"{path}.txt", "text", plain_text(sheet_blocks(context, sheet), context.words))
    others = sheets[1:]
    documents = [document_of(context, sheet.title, list(sheet_blocks(context, sheet))) for sheet in others]
    for sheet, document in zip(others, set_documents(documents) if documents else [], strict=True):
        yield bytes_part(f"sheets/{sheet.agency.id.replace('_', '-')}.pdf", "report", document)


def sheet_blocks(context: ReportContext, sheet: AgencySheet) -> Iterator[Block]:
    """The sheet as pages of the report."""
    translate = context.words.translate
    yield heading(sheet.title, new_page=True)
    yield note("\n".join(sheet.hints))
    for part in sheet.parts:
        yield heading(part.title, 2)
        yield pairs(part.rows)
    yield from context.zone_note()
    if sheet.missing:
        yield heading(translate("Not recorded yet"), 2)
        yield paragraph(translate("The form asks for this. It can be filled in later; nothing has to wait for it."))
        yield numbered(sheet.missing)
    if sheet.unverified:
        yield heading(translate("What we could not verify"), 2)
        yield numbered(sheet.unverified)


def _concerns(context: ReportContext, agency: Agency) -> bool:
    """Whether a sent payment of the case is one this kind of office handles."""
    types = frozenset[str]().union(*(section.only for section in agency.sections))
    return any(_is_sent(payment) and payment.fields.get("type") in types for payment in context.case.payments)


class _Filler:
    """Fills the form of one agency from the facts of one case."""

    def __init__(self, context: ReportContext, agency: Agency) -> None:
        self._context = context
        self._agency = agency
        self._form_language = form_language(agency, context.case)
        self._answers = AgencyAnswers(context)

    def parts(self) -> Iterator[SheetPart]:
        """Every section, those that repeat once for each payment or suspect."""
        for section in self._agency.sections:
            title = self._label(section.title)
            for name, subject in self._subjects(section):
                yield self._part(section, f"{title} – {name}" if name else title, subject)

    def _subjects(self, section: FormSection) -> Iterator[tuple[str, Subject]]:
        """What a section is asked about; once without anything where nothing of the kind is recorded."""
        case, found = self._context.case, list[tuple[str, Subject]]()
        if section.repeat == PAYMENTS:
            for number, payment in enumerate(case.payments, 1):
                if _is_sent(payment) and (not section.only or payment.fields.get("type") in section.only):
                    name = self._context.words.translate("payment {number}").format(number=number)
                    found.append((name, Subject(payment=payment)))
        if section.repeat == SUSPECTS:
            found = [(suspect_name(self._context, suspect), Subject(suspect=suspect)) for suspect in case.suspects]
        yield from found or [("", Subject())]

    def _part(self, section: FormSection, title: str, subject: Subject) -> SheetPart:
        rows: list[tuple[str, str]] = []
        missing: list[str] = []
        for field in section.fields:
            label, whole = self._label(field.label), _formed(field, self._answers.answer(field.key, subject))
            if field.key == BY_HAND:
                rows.append((label, "________________"))
            elif whole:
                rows.append((label + self._counted(field, whole), fit_text(whole, field.limit)))
            elif field.need != OPTIONAL:
                rows.append((label, self._context.words.translate(NOT_STATED)))
                missing += [label] if field.need == REQUIRED else []
        return SheetPart(title, tuple(rows), tuple(missing))

    def _counted(self, field: FormField, whole: str) -> str:
        """How much of an answer fits, under the question, where the form is said to have a limit."""
        if not field.limit:
            return ""
        text = self._context.words.translate("{kept} of {whole} characters; at most {limit}, not confirmed")
        kept = count_characters(fit_text(whole, field.limit))
        return f"\n({text.format(kept=kept, whole=count_characters(whole), limit=field.limit)})"

    def _label(self, label: Localised) -> str:
        own, form = label[self._context.words.tag], label[self._form_language]
        return own if own == form else f"{own} ({form})"


def _is_sent(payment: Fact) -> bool:
    return payment.fields.get("direction") != "received"


def _formed(field: FormField, answer: str) -> str:
    if field.form != DIGITS:
        return answer
    return "\n".join(re.sub(r"[^\d+]", "", line) or line for line in answer.split("\n"))


def _hints(context: ReportContext, agency: Agency) -> Iterator[str]:
    translate, tag, limits = context.words.translate, context.words.tag, agency.limits
    yield translate("The answers stand in the order of the form, to be copied. Nobody has to fill in everything.")
    if agency.last_reviewed:
        yield translate("Questions last checked on {date}; forms change.").format(date=agency.last_reviewed)
    else:
        yield translate("The questions were not compared with the form of today.")
    if limits.session_minutes:
        yield translate("The form may end after {minutes} minutes without input.").format(
            minutes=limits.session_minutes
        )
    if limits.no_attachments:
        yield translate("The form takes no files: keep them ready for whoever asks.")
    elif limits.attachments_max:
        yield translate("The form takes at most {count} files.").format(count=limits.attachments_max)
    yield from (text[tag] for text in agency.advice)
    if any(section.repeat == PAYMENTS for section in agency.sections):
        yield translate("Payments carry the numbers they have in the money table of the report.")
