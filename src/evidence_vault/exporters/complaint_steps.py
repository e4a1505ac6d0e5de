# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps card of a complaint as one HTML page: warnings, taps, reason, text, pictures, what to select."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence_vault.complaints.fit import count_characters
from evidence_vault.complaints.strict_table import Localised
from evidence_vault.complaints.template import EntryPoint, PlatformTemplate
from evidence_vault.exporters import html
from evidence_vault.exporters.complaint_pictures import UploadPicture, UploadPlan
from evidence_vault.exporters.report_context import ReportContext


@dataclass(frozen=True, slots=True)
class ComplaintSteps:
    """Everything the card shows."""

    context: ReportContext
    template: PlatformTemplate
    plan: UploadPlan
    text: str
    picks: int

    def option(self, name: str) -> str | None:
        """A text among the export's options."""
        value = self.context.dossier.options.get(name)
        return value if isinstance(value, str) and value else None


def steps_page(steps: ComplaintSteps) -> bytes:
    """The page; its pictures lie beside it in ``images/``, nothing else is loaded."""
    translate, tag = steps.context.words.translate, steps.context.words.tag
    title = translate("Complaint to {platform}").format(platform=steps.template.name[tag])
    body = [
        html.element("h1", html.text(title)),
        html.element("p", html.text(_reviewed(steps)), "quiet"),
        *(html.element("p", html.text(warning[tag]), "warning") for warning in steps.template.warnings),
        *_taps(steps),
        *_reason(steps),
        *_text(steps),
        *_pictures(steps),
        *_messages(steps),
        *_afterwards(steps),
    ]
    return html.page(title, body, steps.context.words)


def _reviewed(steps: ComplaintSteps) -> str:
    translate = steps.context.words.translate
    if steps.template.last_reviewed:
        return translate("Menus last checked on {date}; they change.").format(date=steps.template.last_reviewed)
    return translate("The menus were not checked on a current phone. Words and places may differ.")


def _taps(steps: ComplaintSteps) -> Iterator[str]:
    translate, tag = steps.context.words.translate, steps.context.words.tag
    entry = steps.template.entry(steps.option("complaint_entry"))
    yield html.element("h2", html.text(translate("Where to tap")))
    yield _entry(entry, tag)
    others = [other for other in steps.template.entries if other.id != entry.id]
    if others:
        inside = "".join(_entry(other, tag) for other in others)
        yield f"<details><summary>{html.text(translate('Other ways in'))}</summary>{inside}</details>"


def _entry(entry: EntryPoint, tag: str) -> str:
    note = html.element("p", html.text(entry.note[tag]), "quiet") if entry.note else ""
    steps = html.items("ol", (html.text(step) for step in entry.steps[tag]))
    return html.element("div", html.element("strong", html.text(entry.name[tag])) + steps + note, "card")


def _reason(steps: ComplaintSteps) -> Iterator[str]:
    translate, template = steps.context.words.translate, steps.template
    if not template.categories:
        return
    scam_type = steps.context.case.fields.get("scam_type")
    entry = template.entry(steps.option("complaint_entry"))
    suggested = template.suggested_category(scam_type if isinstance(scam_type, str) else None, entry.id)
    code = steps.option("complaint_category") or (suggested.code if suggested else "")
    path = template.path_to(code)
    yield html.element("h2", html.text(translate("Reason to choose")))
    if not path:
        yield html.element("p", html.text(translate("Choose the narrowest reason that fits.")))
        return
    yield html.items("ol", (html.text(_in_both_languages(steps, category.label)) for category in path))


def _in_both_languages(steps: ComplaintSteps, label: Localised) -> str:
    own, form = label[steps.context.words.tag], label[steps.template.form_language]
    return own if own == form else f"{form} ({own})"


def _text(steps: ComplaintSteps) -> Iterator[str]:
    translate, limit = steps.context.words.translate, steps.template.text_limit
    counted = count_characters(steps.text)
    if limit:
        count = translate("{count} of at most {limit} characters.").format(count=counted, limit=limit)
    else:
        count = translate("{count} characters. The limit of the form is not known.").format(count=counted)
    if not steps.template.takes_text:
        count = translate("This form takes no text. Keep it for the police and for your own notes.")
    yield html.element("h2", html.text(translate("Text to paste")))
    yield html.element("p", html.text(count + " " + translate("It also stands in complaint.txt.")), "quiet")
    yield html.element("div", html.stranger(steps.text or steps.context.shown.not_stated), "copy")


def _pictures(steps: ComplaintSteps) -> Iterator[str]:
    translate, plan = steps.context.words.translate, steps.plan
    yield html.element("h2", html.text(translate("Pictures, in this order")))
    limit = steps.template.picture_limit
    if not steps.template.takes_pictures:
        yield html.element("p", html.text(translate("This form takes no pictures. Keep them for the police.")), "quiet")
        return
    if limit:
        yield html.element(
            "p",
            html.text(translate("{count} of at most {limit} pictures.").format(count=len(plan.pictures), limit=limit)),
            "quiet",
        )
    else:
        yield html.element(
            "p",
            html.text(
                translate("{count} pictures. The limit of the form is not known.").format(count=len(plan.pictures))
            ),
            "quiet",
        )
    figures = [_figure(steps, picture) for picture in plan.pictures]
    if figures:
        yield html.element("div", "".join(figures), "pictures")
    if plan.left_out:
        left_out = sum(plan.left_out.values())
        yield html.element(
            "p",
            html.text(
                translate(
                    "Left out: {count}. They have no copy for uploading, or are more than the form takes."
                ).format(count=left_out)
            ),
            "warning",
        )
    yield from _slots(steps)


def _figure(steps: ComplaintSteps, picture: UploadPicture) -> str:
    caption = _caption(steps, picture.exhibit.number, picture.exhibit.title)
    image = f'<img src="images/{html.text(picture.name)}" alt="{html.text(caption)}">'
    return f"<figure>{image}<figcaption>{picture.place}. {html.stranger(caption)}</figcaption></figure>"


def _caption(steps: ComplaintSteps, number: str, title: str | None) -> str:
    translate = steps.context.words.translate
    return (
        translate("Exhibit {number}: {title}").format(number=number, title=title)
        if title
        else translate("Exhibit {number}").format(number=number)
    )


def _slots(steps: ComplaintSteps) -> Iterator[str]:
    translate, tag = steps.context.words.translate, steps.context.words.tag
    if not steps.template.slots:
        return
    rows = [
        [str(place), html.text(slot.label[tag]), html.text(slot.must_show[tag])]
        for place, slot in enumerate(steps.template.slots, 1)
    ]
    table = html.table([translate("No."), translate("Picture"), translate("What must be readable")], rows)
    yield f"<details><summary>{html.text(translate('Which pictures help most'))}</summary>{table}</details>"


def _messages(steps: ComplaintSteps) -> Iterator[str]:
    translate, template = steps.context.words.translate, steps.template
    if template.limits.automatic_messages:
        yield html.element("h2", html.text(translate("Messages")))
        yield html.element(
            "p",
            html.text(
                translate("The app itself sends the last {count} messages.").format(
                    count=template.limits.automatic_messages
                )
            ),
        )
    elif "in_app_messages" in template.evidence_mode and steps.picks:
        yield html.element("h2", html.text(translate("Messages to select in the app")))
        yield html.element(
            "p",
            html.text(
                translate(
                    "{count} messages stand in messages-to-select.csv with date, time and first words, in order."
                ).format(count=steps.picks)
            ),
        )


def _afterwards(steps: ComplaintSteps) -> Iterator[str]:
    translate, tag = steps.context.words.translate, steps.context.words.tag
    yield html.element("h2", html.text(translate("Afterwards")))
    yield html.element(
        "p",
        html.text(
            translate("Write date, number and answer into outcome-log.txt. Keep the chat; do not delete anything.")
        ),
    )
    if steps.template.unverified:
        yield html.element("h2", html.text(translate("What we could not verify")))
        yield html.items("ul", (html.text(text[tag]) for text in steps.template.unverified))
