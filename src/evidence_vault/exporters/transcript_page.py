# SPDX-License-Identifier: GPL-3.0-or-later
"""A volume of a transcript as one HTML page: every message in its own words, never corrected."""

from evidence_vault.exporters import html
from evidence_vault.exporters.transcript_volume import TranscriptVolume
from evidence_vault.records import Message


def transcript_page(volume: TranscriptVolume) -> bytes:
    """The page; it loads nothing."""
    translate = volume.context.words.translate
    facts: list[tuple[str, str]] = [
        (translate("Source file"), html.stranger(volume.exhibit.item.name)),
        (translate("SHA-256 of the source"), f"<code>{html.text(volume.exhibit.item.sha256)}</code>"),
        (translate("Messages here"), str(len(volume.messages))),
        (translate("People in it"), html.stranger(volume.people)),
        (translate("Times"), html.text(volume.times)),
    ]
    columns = [translate("No."), translate("Time"), translate("Sender"), translate("Message")]
    if volume.translations:
        facts.append((translate("Translation"), html.stranger(volume.translated)))
        columns.append(translate("Translation"))
    body = [
        html.element("h1", html.stranger(volume.title)),
        html.table([translate("About this transcript"), ""], [[html.text(name), value] for name, value in facts]),
        html.element("p", html.text(what_counts(volume)), "quiet"),
        html.table(
            columns,
            [_cells(volume, message) for message in volume.messages],
        ),
    ]
    return html.page(volume.title, body, volume.context.words)


def what_counts(volume: TranscriptVolume) -> str:
    """The sentence every form of a transcript begins with."""
    translate = volume.context.words.translate
    text = translate(
        "The original file is what counts. What stands in ⟦ ⟧ was added by the program; nothing was corrected."
    )
    if not volume.translations:
        return text
    return f"{text} {translate('A translation stands beside its message and never in its place.')}"


def _cells(volume: TranscriptVolume, message: Message) -> list[str]:
    shown, translate = volume.context.shown, volume.context.words.translate
    time = html.text(message.sent_at.replace("T", " ") if message.sent_at else message.sent_at_raw or shown.not_stated)
    time += html.element("div", html.text(volume.certainty(message)), "quiet")
    sender = html.stranger(message.sender) if message.sender else ""
    if message.is_self:
        sender += html.element("div", html.text(translate("(me)")), "quiet")
    pieces = [html.element("div", html.stranger(message.text), "text")] if message.text else []
    pieces += [html.element("div", f"⟦{html.stranger(text)}⟧", "notice") for text in volume.added(message) if text]
    cells = [str(message.seq + 1), time, sender, "".join(pieces)]
    if volume.translations:
        said = volume.translations.get(message.seq)
        cells.append(html.element("div", html.stranger(said.text), "text") if said else "")
    return cells
