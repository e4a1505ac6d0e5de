# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports in words for people on a terminal."""

from evidence_vault.cli import output
from evidence_vault.cli.error_seam import sentence_and_step
from evidence_vault.cli.json_forms import warning_sentence
from evidence_vault.records import CheckReport, ImportReport, Message, TextInPicture
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _, plural
from evidence_vault.user_messages import subject_shown, words_for


def say_import(report: ImportReport) -> None:
    """Added, already here, left out, not added and why."""
    for item in report.items:
        read = plural("{count} message", "{count} messages", item.messages) if item.messages else item.media_type
        output.say(_("added        {id}  {name}  ({what})").format(id=item.id[:8], name=item.name, what=read))
        for warning in item.warnings:
            output.say(f"             ! {warning_sentence(warning)}")
    for known in report.duplicates:
        output.say(_("already here {id}  {name}").format(id=known.same_as[:8], name=known.name))
    for skipped in report.skipped:
        reason = words_for(skipped.reason, {"name": skipped.name}).sentence
        output.say(_("left out     {name}: {reason}").format(name=skipped.name, reason=reason))
    for failed in report.failed:
        reason = sentence_and_step(words_for(failed.code, failed.facts))
        output.say(_("not added    {name}: {reason}").format(name=failed.name, reason=reason))
    counts = {
        "added": len(report.items),
        "known": len(report.duplicates),
        "left": len(report.skipped),
        "failed": len(report.failed),
    }
    output.say(_("Added {added}, already here {known}, left out {left}, not added {failed}.").format(**counts))
    if report.cancelled:
        output.say(_("Stopped. What is listed as added stays in the vault."))


def say_check(report: CheckReport, all_well: str) -> None:
    """Findings, then the verdict with what was compared; "intact" never stands alone."""
    for finding in report.findings:
        words = words_for(finding.code, {"subject": finding.subject, **finding.facts})
        mark = _("PROBLEM") if finding.severity == "problem" else _("note")
        output.say(f"{mark}: {visible_name(subject_shown(finding))}: {sentence_and_step(words)}")
    if report.verdict == "intact":
        output.say(all_well)
    else:
        output.say(_("There are problems: see above."))
    output.say(", ".join(f"{name} {count}" for name, count in report.counts.items()))


def message_line(message: Message) -> str:
    """A message with its time and who wrote it."""
    when = message.sent_at or message.sent_at_raw or "?"
    return f"{when}  {message.sender or f'({message.kind.value})'}: {message.text or ''}"


def say_text(text: TextInPicture, page: int) -> None:
    """The lines of a page as the program read them, each with how sure it is."""
    output.say(_("# Page {number}, read by the program, not checked by a person").format(number=page + 1))
    for line in text.lines:
        output.say(f"{line.confidence:3d} %  {line.text}")
    for code in text.codes:
        output.say(f"{code.kind}: {code.text}")
