# SPDX-License-Identifier: GPL-3.0-or-later
"""The export for a platform: steps to tap, text within the limit, pictures in upload order, what to select."""

from collections.abc import Iterator, Mapping

from evidence_vault.complaints.catalogue import platform
from evidence_vault.complaints.draft import draft_text
from evidence_vault.complaints.fit import fit_text
from evidence_vault.complaints.template import PlatformTemplate
from evidence_vault.errors import PlatformUnknown
from evidence_vault.exporters.base import bytes_part, text_part
from evidence_vault.exporters.complaint_pictures import upload_parts, upload_plan
from evidence_vault.exporters.complaint_steps import ComplaintSteps, steps_page
from evidence_vault.exporters.message_picks import MessagePick, message_picks
from evidence_vault.exporters.report_context import report_context
from evidence_vault.exporters.tables import csv_bytes
from evidence_vault.progress import Progress
from evidence_vault.records import ContentSource, Dossier, Json, Part
from evidence_vault.translations import Words

FIRST_WORDS = 40
"""Characters of a message that are enough to find it in the chat."""
ORIGINALS = "ORIGINAL_NOT_FOR_PLATFORM"


class ComplaintPackage:
    """Kind ``complaint``."""

    kind = "complaint"

    def parts(self, dossier: Dossier, contents: ContentSource, words: Words, progress: Progress) -> Iterator[Part]:
        """Steps, text, pictures, messages to select and a form for the outcome; never an original."""
        template = _template(dossier)
        folder = f"complaint/{template.id}"
        plan = upload_plan(dossier, template)
        picks = message_picks(dossier)
        text = complaint_text(dossier, template)
        progress.report(0, 2, words.translate("Writing the complaint"))
        steps = ComplaintSteps(report_context(dossier, words), template, plan, text, len(picks))
        yield bytes_part(f"{folder}/steps.html", "steps", steps_page(steps))
        yield text_part(f"{folder}/complaint.txt", "text", text + "\n")
        yield bytes_part(f"{folder}/messages-to-select.csv", "table", _picks_table(picks, words))
        yield text_part(f"{folder}/outcome-log.txt", "text", _outcome_form(template, words))
        progress.report(1, 2, words.translate("Adding the pictures"))
        progress.raise_if_cancelled()
        yield from upload_parts(dossier, plan, folder, contents)

    def withheld(self, dossier: Dossier) -> Mapping[str, int]:
        """Every original, chosen exhibits without a copy for uploading, pictures over the form's limit."""
        return {ORIGINALS: len(dossier.exhibits), **upload_plan(dossier, _template(dossier)).left_out}


def complaint_text(dossier: Dossier, template: PlatformTemplate) -> str:
    """The person's text cut to the form's limit, or a draft from the facts in the language of the form."""
    written = dossier.options.get("complaint_text")
    if isinstance(written, str) and written.strip():
        return fit_text(written, template.text_limit)
    return draft_text(dossier.case, template, Words(template.form_language))


def _template(dossier: Dossier) -> PlatformTemplate:
    if not dossier.platform:
        raise PlatformUnknown(platform="")
    return platform(dossier.platform)


def _picks_table(picks: tuple[MessagePick, ...], words: Words) -> bytes:
    translate = words.translate
    rows: list[list[Json]] = []
    for number, pick in enumerate(picks, 1):
        message = pick.message
        time = (message.sent_at or message.sent_at_raw or "").replace("T", " ")
        first_words = " ".join((message.text or "").split())[:FIRST_WORDS]
        rows.append([
            number,
            pick.conversation.conversation.title,
            time,
            message.sender,
            first_words,
            translate(pick.reason),
        ])
    columns = [
        translate("No."),
        translate("Chat"),
        translate("Date and time"),
        translate("Sender"),
        translate("First words"),
        translate("Why"),
    ]
    return csv_bytes(columns, rows)


def _outcome_form(template: PlatformTemplate, words: Words) -> str:
    translate = words.translate
    questions = [
        translate("Complained on (date, time)"),
        translate("From which page of the app"),
        translate("Reason chosen"),
        translate("Pictures used"),
        translate("Number or receipt"),
        translate("Answer"),
        translate("Answer on (date)"),
        translate("Next step"),
    ]
    title = translate("Outcome of the complaint: {platform}").format(platform=template.name[words.tag])
    lines = [title, "", *(f"{question}: ____________________" for question in questions), ""]
    again = translate("Write down every answer; a complaint that failed can be made again with what was missing.")
    return "\r\n".join([*lines, again, ""])
