# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the exhibits: list, glossary, hashes and custody, statements to be signed."""

from collections.abc import Iterator

from evidence_vault.complaints.catalogue import platform_name
from evidence_vault.exporters.agencies import unverified_statements
from evidence_vault.exporters.blocks import (
    Block,
    column,
    heading,
    landscape,
    note,
    numbered,
    page_of,
    pairs,
    paragraph,
    signatures,
    table,
)
from evidence_vault.exporters.labels import CAPTURE_METHODS, CUSTODY_EVENTS
from evidence_vault.exporters.report_context import ReportContext
from evidence_vault.exporters.shown import grouped_hash, has_offset
from evidence_vault.exporters.transcript import transcript_key
from evidence_vault.money import BILLS
from evidence_vault.records import Capture, Exhibit, Json, LogEntry, StoredConversation, TimeCertainty
from evidence_vault.translations import N_

CUSTODY_LINES = 400
"""Custody entries printed; the rest is counted and stands in records/custody-log.jsonl."""
_NUMBERS_IN_A_LINE = 12
_KINDS = (
    ("image/", "picture"),
    ("video/", "video"),
    ("audio/", "sound"),
    ("text/csv", "table"),
    ("text/html", "web page"),
    ("text/", "text"),
    ("application/pdf", "document"),
    ("message/", "e-mail"),
    ("application/zip", "archive"),
    ("application/json", "text"),
)


def exhibit_blocks(context: ReportContext, names: dict[str, str]) -> Iterator[Block]:
    """The exhibit list. ``names``: exhibit number to the name of its file in this package."""
    title = context.words.translate("Exhibit list")
    if not context.dossier.exhibits:
        yield heading(title, new_page=True)
        yield note(context.words.translate("No exhibit belongs to this case."))
        return
    yield landscape([heading(title), *_exhibit_table(context, names), *_notes_on_exhibits(context)])


def _exhibit_table(context: ReportContext, names: dict[str, str]) -> Iterator[Block]:
    translate = context.words.translate
    yield table(
        [
            column(translate("No."), "12mm"),
            column(translate("Title, and what it shows"), "1.05fr"),
            column(translate("Where from, how captured"), "1fr"),
            column(translate("Kind, file, size"), "1.2fr"),
            column(translate("SHA-256 of the original"), "43mm", mono=True),
            column(translate("Page"), "11mm", right=True),
        ],
        [_exhibit_row(context, exhibit, names) for exhibit in context.dossier.exhibits],
        small=True,
    )
    yield from context.zone_note()
    yield paragraph(
        translate(
            "Every file goes along as electronic data, byte for byte as it was added. “Page” is where a picture of it "
            "is printed here, or its transcript is named; such pictures are copies. “–”: it is in the package only. "
            "How it was captured is what the person who reports says."
        )
    )


def _notes_on_exhibits(context: ReportContext) -> Iterator[Block]:
    """What is to be known about originals that do not go along."""
    translate = context.words.translate
    if context.dossier.masked:
        yield paragraph(
            translate(
                "In the transcripts names, numbers or voice of people who are not the other side are masked. The "
                "originals that show them are marked as kept back; the SHA-256 is of the original."
            )
        )
    if set(context.dossier.kept_back) - set(context.dossier.masked):
        yield paragraph(
            translate(
                "Originals marked as kept back hold keys or tokens that let others into an account. They stay in the "
                "vault; the SHA-256 is of the original. A copy with the secrets masked goes along where one could "
                "be made."
            )
        )


def kind_of(context: ReportContext, media_type: str) -> str:
    """The kind of electronic data in plain words."""
    translate = context.words.translate
    labels = {
        "picture": translate("picture"),
        "video": translate("video"),
        "sound": translate("sound recording"),
        "table": translate("table"),
        "web page": translate("web page"),
        "text": translate("text"),
        "document": translate("document"),
        "e-mail": translate("e-mail"),
        "archive": translate("archive"),
    }
    found = next((kind for beginning, kind in _KINDS if media_type.startswith(beginning)), None)
    return labels[found] if found else translate("file")


def _exhibit_row(context: ReportContext, exhibit: Exhibit, names: dict[str, str]) -> list[Json]:
    item, shown, translate = exhibit.item, context.shown, context.words.translate
    about = [exhibit.title or item.name]
    if exhibit.proves:
        about.append(translate("Shows: {what}").format(what=exhibit.proves))
    kept_back = translate("original kept back") if item.id in context.dossier.kept_back else ""
    measures = [kind_of(context, item.media_type), shown.size(item.size), *_pages(context, exhibit)]
    file = [names.get(exhibit.number, kept_back), translate(", ").join(measures)]
    if exhibit.title:
        file.append(translate("original name: {name}").format(name=item.name))
    source = [*_source_lines(context, exhibit), *_capture_lines(context, exhibit.capture)]
    return [
        exhibit.number,
        "\n".join(about),
        "\n".join(source) or shown.not_stated,
        "\n".join(filter(None, file)),
        grouped_hash(item.sha256),
        page_of(exhibit.number),
    ]


def _pages(context: ReportContext, exhibit: Exhibit) -> Iterator[str]:
    pages = exhibit.item.facts.get("pages")
    if isinstance(pages, int) and pages > 1:
        yield context.words.translate("pages: {count}").format(count=pages)


def _capture_lines(context: ReportContext, capture: Capture) -> Iterator[str]:
    """How it came to be a file, as far as the person said."""
    translate, shown = context.words.translate, context.shown
    if capture.method:
        yield shown.choice(capture.method, CAPTURE_METHODS)
    if capture.device:
        yield translate("device: {device}").format(device=capture.device)
    made = [capture.by or "", shown.time(capture.at) if capture.at else ""]
    if any(made):
        yield translate("captured: {who_and_when}").format(who_and_when=translate(", ").join(filter(None, made)))


def _source_lines(context: ReportContext, exhibit: Exhibit) -> Iterator[str]:
    """Where a file comes from: out of another exhibit, from which app, with which messages over which time."""
    translate = context.words.translate
    container = context.exhibits.of_item(exhibit.item.contained_in or "")
    if container:
        yield translate("came out of exhibit {number}").format(number=container.number)
    for stored in context.dossier.conversations:
        if stored.item_id != exhibit.item.id:
            continue
        app = platform_name(stored.conversation.platform, context.words.tag)
        is_bill = stored.conversation.platform in BILLS
        counted = N_("{app}: {count} entries") if is_bill else N_("{app}: {count} messages")
        text = translate(counted).format(app=app, count=stored.messages)
        if stored.first_at and stored.last_at:
            text += translate(", {first} to {last}").format(
                first=_time_of_chat(context, stored, stored.first_at),
                last=_time_of_chat(context, stored, stored.last_at),
            )
        yield text


def _time_of_chat(context: ReportContext, stored: StoredConversation, at: str) -> str:
    """A time of a conversation; marked where its offset is what a person said and not what the file says."""
    messages = context.dossier.transcripts.get(transcript_key(stored), ())
    stated = context.stated_zone(stored.item_id)
    is_local = any(message.time_certainty == TimeCertainty.LOCAL_DEVICE for message in messages)
    if stated and is_local and has_offset(at):
        return context.shown.stated_time(at, stated[0])
    return context.shown.file_time(at)


def glossary_blocks(context: ReportContext) -> Iterator[Block]:
    """Nicknames, code words and abbreviations with their meaning; no page where none is recorded."""
    translate, shown = context.words.translate, context.shown
    if not context.case.glossary:
        return
    yield heading(translate("Glossary"))
    yield table(
        [
            column(translate("Word"), "32mm"),
            column(translate("Meaning, as I understand it")),
            column(translate("Used by"), "32mm"),
            column(translate("Exhibits"), "18mm"),
        ],
        [
            [
                shown.text(entry.fields.get("term")),
                shown.text(entry.fields.get("meaning")),
                shown.text(entry.fields.get("used_by")),
                context.exhibit_numbers(entry) or "–",
            ]
            for entry in context.case.glossary
        ],
    )


def integrity_blocks(context: ReportContext) -> Iterator[Block]:
    """How the files were kept: what a hash shows and what not, times of adding, the custody log."""
    translate, dossier = context.words.translate, context.dossier
    yield heading(translate("Integrity and custody"), new_page=True)
    yield numbered(_limits(context))
    yield pairs(_keys(context))
    yield heading(translate("When each file was added"), 2)
    yield table(
        [
            column(translate("No."), "12mm"),
            column(translate("Added (this computer's clock)"), "1fr"),
            column(translate("Added by"), "24mm"),
            column(translate("File time (UTC)"), "1fr"),
            column(translate("Time inside the file"), "1fr"),
        ],
        [_added_row(context, exhibit) for exhibit in dossier.exhibits],
        small=True,
    )
    yield heading(translate("Custody log"), 2)
    yield paragraph(
        translate(
            "The log of the vault has {size} entries. {own} belong to this case and are shown; "
            "the other {others} are counted and not shown."
        ).format(size=dossier.journal.size, own=len(dossier.custody), others=len(dossier.other_entries)),
        leads_on=True,
    )
    yield table(
        [
            column("#", "10mm"),
            column(translate("Time (UTC)"), "34mm"),
            column(translate("Who"), "22mm"),
            column(translate("What was done"), "36mm"),
            column(translate("Exhibits"), "1fr"),
            column(translate("Hash of the entry"), "38mm", mono=True),
        ],
        [_custody_row(context, entry) for entry in dossier.custody[:CUSTODY_LINES]],
        small=True,
    )
    if len(dossier.custody) > CUSTODY_LINES:
        yield note(translate("The whole log stands in records/custody-log.jsonl."))


def _limits(context: ReportContext) -> list[str]:
    translate, dossier = context.words.translate, context.dossier
    return [
        translate(
            "Made by {name} with Evidence Vault {version}. A SHA-256 value was computed when each file was added "
            "and again for this package. Who added each file stands below."
        ).format(name=dossier.made_by.name, version=dossier.program_version),
        translate(
            "A matching hash shows that a file has not changed since it was added. It does not show who wrote a "
            "message, or that what it says is true."
        ),
        translate(
            "This is not an examination of the device by an expert. Devices that can be examined are listed under "
            "“What I can still provide”."
        ),
        translate(
            "Cropped, marked, covered, converted or translated copies are listed as copies, each with its source "
            "file and the change."
        ),
        translate(
            "Times come from the files themselves, from the file system, or from the clock of the computer that "
            "added them, and are kept apart. Time zone data: {version}."
        ).format(version=dossier.time_zone_data),
        translate("Anyone can compute the values again with the file manifest-sha256.txt; HOW-TO-CHECK.txt says how."),
        translate(
            "A signature shows something only when its fingerprint was received in another way, such as by telephone."
        ),
        *_translation_limit(context),
        translate("This is not legal advice. Keep the originals, and ask the officer or a lawyer what they need."),
    ]


def _translation_limit(context: ReportContext) -> Iterator[str]:
    """Who translated messages, where somebody did."""
    several = context.dossier.translations.values()
    said = [one for by_seq in several for translations in by_seq.values() for one in translations]
    if said:
        people = dict.fromkeys(one.translator or context.shown.not_stated for one in said)
        yield context.words.translate(
            "Messages were translated by: {people}. A translation stands beside its message; "
            "the original text is what counts."
        ).format(people=context.words.translate(", ").join(people))


def _keys(context: ReportContext) -> list[tuple[str, str]]:
    translate, dossier = context.words.translate, context.dossier
    return [
        (translate("Fingerprint of the signing key"), dossier.signer_fingerprint),
        (translate("Last entry of the custody log"), grouped_hash(dossier.journal.head)),
        (translate("Root of the custody log"), grouped_hash(dossier.journal.root)),
        (translate("Package"), dossier.package_id),
        (translate("Made on"), context.shown.time(dossier.made_at)),
    ]


def _added_row(context: ReportContext, exhibit: Exhibit) -> list[Json]:
    item, shown = exhibit.item, context.shown
    return [
        exhibit.number,
        shown.time(item.added_at),
        item.added_by,
        shown.time(item.file_modified_at) if item.file_modified_at else "–",
        shown.file_time(item.claimed_at) if item.claimed_at else "–",
    ]


def _custody_row(context: ReportContext, entry: LogEntry) -> list[Json]:
    exhibits = [context.exhibits.behind(subject) for subject in entry.subjects]
    numbers = list(dict.fromkeys(exhibit.number for exhibit in exhibits if exhibit))
    shown = ", ".join(numbers[:_NUMBERS_IN_A_LINE]) or "–"
    if len(numbers) > _NUMBERS_IN_A_LINE:
        shown += f" … (+{len(numbers) - _NUMBERS_IN_A_LINE})"
    return [
        str(entry.seq),
        context.shown.time(entry.utc[:19] + "Z"),
        entry.actor,
        context.shown.choice(entry.event, CUSTODY_EVENTS),
        shown,
        grouped_hash(entry.entry_hash[:16]) + " …",
    ]


def statement_blocks(context: ReportContext) -> Iterator[Block]:
    """Statements of truth with lines for signatures."""
    translate, tag = context.words.translate, context.words.tag
    yield heading(translate("Statement and signatures"), new_page=True)
    for statement in context.agency.statements:
        yield paragraph(statement.text[tag])
        yield signatures(statement.signature[tag])
    yield note(unverified_statements()[0][tag])
