# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about complaints: platforms, plan, choose, sent, diary."""

import sys
from pathlib import Path
from typing import Any

import click

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.shared_options import json_option, open_vault, option, passphrase_option, vault_argument
from evidence_vault.cli.translated_commands import TranslatedGroup
from evidence_vault.errors import NoSuchEntry, SourceMissing, SourceUnreadable, UsageError
from evidence_vault.operations import draft_complaint, plan_complaint
from evidence_vault.operations.browse_vault import full_id
from evidence_vault.operations.masked_copies import item_of_exhibit
from evidence_vault.operations.plan_complaint import ComplaintPlan, MessageToSelect, SentComplaint
from evidence_vault.records import Fact, Fields, Json
from evidence_vault.translations import N_, _, interface_words
from evidence_vault.vault.vault import Vault

FIRST_WORDS = 40
_platform_option = option(
    "--platform", metavar="ID", required=True, help_text=N_("The platform, as complaint platforms lists it.")
)


@click.group("complaint", cls=TranslatedGroup, help=N_("Prepare a complaint to a platform and keep its diary."))
def complaint_group() -> None:
    """Commands about complaints."""


@complaint_group.command(
    "platforms", help=N_("List the platforms with a form, when each was last looked at, and what nobody verified.")
)
@json_option
def platforms(*, as_json: bool) -> int:
    """See ``plan_complaint.platform_facts``."""
    found = plan_complaint.platform_facts(interface_words().tag)
    if as_json:
        output.say_json([
            {"id": one.id, "name": one.name, "last_reviewed": one.last_reviewed or None,
             "unverified": list(one.unverified)}
            for one in found
        ])  # fmt: skip
        return exit_status.DONE
    for one in found:
        output.say(f"{one.id}  {one.name}  {one.last_reviewed or _('not yet reviewed')}")
        for line in one.unverified:
            output.say(f"    {_('Not verified: {what}').format(what=line)}")
    return exit_status.DONE


@complaint_group.command(
    "plan",
    help=N_(
        "Show what a complaint needs: ways in, reason, text with its limit, pictures by place, messages to select.\n\n"
        "What was chosen before (here or in the window) stands in it."
    ),
)
@vault_argument
@click.argument("case", metavar="CASE")
@_platform_option
@passphrase_option
@json_option
def plan(vault_folder: Path, case: str, platform: str, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``plan_complaint.plan_complaint``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        case_id = full_id(vault, "case", case)
        found = plan_complaint.plan_complaint(vault, case_id, platform, interface_words().tag)
        messages = plan_complaint.messages_to_select(vault, case_id, platform, or_others=False)
    document = _plan_json(found, messages)
    if as_json:
        output.say_json(document)
    else:
        _say_plan(found, document)
    return exit_status.DONE


@complaint_group.command(
    "choose",
    help=N_(
        "Keep what is chosen for a complaint; export complaint uses it, and the window shows it.\n\n"
        "What is not named stays as it was."
    ),
)
@vault_argument
@click.argument("case", metavar="CASE")
@_platform_option
@option("--entry", metavar="ID", help_text=N_("The way into the form."))
@option("--category", metavar="CODE", help_text=N_("The reason."))
@option("--text-file", metavar="FILE", help_text=N_("The text in UTF-8 (- for standard input)."))
@option(
    "--picture", "pictures", metavar="EXHIBIT", multiple=True,
    help_text=N_("A picture, in upload order. May be given again."),
)  # fmt: skip
@option(
    "--message", "messages", metavar="EXHIBIT:NUMBER", multiple=True,
    help_text=N_("A message to select, by the number it has in the transcript. May be given again."),
)  # fmt: skip
@passphrase_option
def choose(
    vault_folder: Path,
    case: str,
    passphrase_file: str | None,
    pictures: tuple[str, ...],
    messages: tuple[str, ...],
    **chosen: str,
) -> int:
    """See ``plan_complaint.keep_complaint``."""
    text = _text_of(chosen["text_file"]) if chosen["text_file"] else None
    platform = chosen["platform"]
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        case_id = full_id(vault, "case", case)
        known = plan_complaint.plan_complaint(vault, case_id, platform, interface_words().tag)
        _mind_choice(known, chosen["entry"], chosen["category"])
        fields: dict[str, Json] = {"entry": chosen["entry"], "category": chosen["category"], "text": text}
        if pictures:
            fields["picture_item_ids"] = [item_of_exhibit(vault, case_id, one) for one in pictures]
            fields["picture_places"] = [str(place) for place in range(len(pictures))]
        if messages:
            fields["message_picks"] = [_message_key(vault, case_id, one) for one in messages]
        kept = {name: value for name, value in fields.items() if value is not None}
        plan_complaint.keep_complaint(vault, case_id, platform, kept, vault.owner)
    output.say(_("Kept. export complaint uses it."))
    if text is not None and known.limits.text and draft_complaint.count_characters(text) > known.limits.text:
        words = _("The text has {count} characters; the form takes {limit}. It will be cut at a sentence.")
        output.say(words.format(count=draft_complaint.count_characters(text), limit=known.limits.text))
    return exit_status.DONE


@complaint_group.command("sent", help=N_("Write into the diary that a complaint was sent, or what was answered."))
@vault_argument
@click.argument("case", metavar="CASE")
@_platform_option
@option("--at", metavar="TIME", help_text=N_("When, with an offset; without it now."))
@option("--channel", metavar="TEXT", help_text=N_("From which page of the app."))
@option("--category", metavar="TEXT", help_text=N_("The reason that was chosen."))
@option("--reference", metavar="NUMBER", help_text=N_("The number or receipt."))
@option("--answer", metavar="TEXT", help_text=N_("What the platform answered."))
@option("--next", "next_step", metavar="YYYY-MM-DD", help_text=N_("When to look again."))
@option("--entry-id", "fact", metavar="ID", help_text=N_("Add to this entry of the diary, as when an answer came."))
@option("--picture", "pictures", metavar="EXHIBIT", multiple=True, help_text=N_("A picture that was used."))
@passphrase_option
def sent(
    vault_folder: Path, case: str, passphrase_file: str | None, pictures: tuple[str, ...], **said: str | None
) -> int:
    """See ``plan_complaint.record_sent``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        case_id = full_id(vault, "case", case)
        entry = _diary_entry(vault, case_id, said["fact"])
        before: Fields = entry.fields if entry else {}
        complaint = SentComplaint(
            platform=str(said["platform"]),
            channel=said["channel"] or str(before.get("channel") or ""),
            category=said["category"] or str(before.get("what_was_given") or ""),
            reference_no=said["reference"] or str(before.get("reference_no") or ""),
            answer=said["answer"] or str(before.get("outcome") or ""),
            at=said["at"] or (str(before["reported_at"]) if before.get("reported_at") else None),
            next_step_due=said["next_step"] or (str(before["next_step_due"]) if before.get("next_step_due") else None),
            evidence_items=tuple(item_of_exhibit(vault, case_id, one) for one in pictures),
        )
        fact_id = entry.id if entry else None
        fact = plan_complaint.record_sent(vault, case_id, complaint, vault.owner, fact_id=fact_id)
    output.say(_("In the diary: {id}").format(id=fact.id))
    return exit_status.DONE


@complaint_group.command("diary", help=N_("Show the complaints that were sent and what became of them."))
@vault_argument
@click.argument("case", metavar="CASE")
@passphrase_option
@json_option
def diary(vault_folder: Path, case: str, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``plan_complaint.platform_states``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        case_id = full_id(vault, "case", case)
        states = plan_complaint.platform_states(vault, case_id, interface_words().tag)
        numbers = {item.id: number for number, item in vault.exhibits(case_id)}
    entries: list[Json] = [_diary_json(state.platform, fact, numbers) for state in states for fact in state.sent]
    if as_json:
        output.say_json(entries)
        return exit_status.DONE
    columns = ("sent_at", "platform", "category", "reference", "answer", "next_step", "id")
    rows = [tuple(str(one[name] or "") for name in columns) for one in entries if isinstance(one, dict)]
    output.say_table(rows, (_("Sent"), _("Platform"), _("Reason"), _("Number"), _("Answer"), _("Look again"), _("Id")))
    return exit_status.DONE


def _plan_json(found: ComplaintPlan, messages: tuple[MessageToSelect, ...]) -> dict[str, Json]:
    saved: Fields = found.saved.fields if found.saved else {}
    text = str(saved.get("text") or found.form_text)
    numbers = {exhibit.item.id: exhibit.number for exhibit in found.candidates}
    kept = saved.get("picture_item_ids")
    places: list[Any] = list(kept) if isinstance(kept, list) else list(found.places)
    entry = str(saved.get("entry") or found.draft.entries[0].id)
    return {
        "platform": found.draft.platform,
        "last_reviewed": found.last_reviewed or None,
        "entries": [{"id": one.id, "name": one.name, "steps": list(one.steps)} for one in found.draft.entries],
        "entry": entry,
        "categories": [{"code": one.code, "label": one.label, "depth": one.depth} for one in found.draft.categories],
        "category": saved.get("category") or found.offered[entry][1],
        "text": text,
        "text_characters": draft_complaint.count_characters(text),
        "text_limit": found.limits.text,
        "picture_limit": found.limits.pictures,
        "pictures": [numbers.get(str(item)) for item in places],
        "slots": [{"id": one.id, "label": one.label, "must_show": one.must_show} for one in found.slots],
        "messages": [
            {"key": one.key, "chat": one.chat, "number": one.message.seq + 1, "sent_at": one.message.sent_at,
             "sender": one.message.sender, "first_words": _first_words(one), "reason": _(one.reason)}
            for one in messages
        ],
        "warnings": list(found.draft.warnings),
        "unverified": list(found.draft.unverified),
    }  # fmt: skip


def _say_plan(found: ComplaintPlan, document: dict[str, Any]) -> None:
    for warning in document["warnings"]:
        output.say(f"! {warning}")
    for one in document["entries"]:
        output.say(f"{'*' if one['id'] == document['entry'] else ' '} {one['id']}  {one['name']}")
        for number, step in enumerate(one["steps"], 1):
            output.say(f"      {number}. {step}")
    for one in document["categories"]:
        mark = "*" if one["code"] == document["category"] else " "
        output.say(f"{mark} {'  ' * one['depth']}{one['code']}  {one['label']}")
    limit = document["text_limit"] or _("not known")
    output.say(_("Text: {count} characters, limit {limit}").format(count=document["text_characters"], limit=limit))
    output.say(document["text"])
    slots = [one["label"] for one in document["slots"]]
    for place, number in enumerate(document["pictures"]):
        slot = slots[place] if place < len(slots) else ""
        output.say(f"{place + 1}. {number or '–'}  {slot}")
    for one in document["messages"]:
        output.say(f"{one['sent_at'] or '?'}  {one['sender'] or ''}: {one['first_words']}  ({one['reason']})")
    for line in document["unverified"]:
        output.say(_("Not verified: {what}").format(what=line))
    del found


def _first_words(one: MessageToSelect) -> str:
    return " ".join((one.message.text or "").split())[:FIRST_WORDS]


def _mind_choice(known: ComplaintPlan, entry: str | None, category: str | None) -> None:
    if entry is not None and entry not in known.offered:
        raise UsageError(what=_("--entry: {text} is no way into this form.").format(text=entry))
    codes = {code for offered, _suggested in known.offered.values() for code in offered}
    if category is not None and category not in codes:
        raise UsageError(what=_("--category: {text} is no reason of this form.").format(text=category))


def _message_key(vault: Vault, case_id: str, reference: str) -> str:
    """``B3:17`` as the key of a message."""
    exhibit, _colon, number = reference.rpartition(":")
    if not exhibit or not (number.isascii() and number.isdigit()) or not int(number):
        raise UsageError(what=_("--message: write EXHIBIT:NUMBER, such as B3:17."))
    item_id, seq = item_of_exhibit(vault, case_id, exhibit), int(number) - 1
    for message in vault.messages(item_id, start=seq, count=1):
        if message.seq == seq:
            return f"{item_id}/{message.conversation}/{seq}"
    raise NoSuchEntry(kind=_("message"), id=reference)


def _diary_entry(vault: Vault, case_id: str, beginning: str | None) -> Fact | None:
    if beginning is None:
        return None
    fitting = [fact for fact in vault.facts("report", case_id=case_id) if fact.id.startswith(beginning)]
    if len(fitting) != 1:
        raise NoSuchEntry(kind=_("entry of the diary"), id=beginning)
    return fitting[0]


def _diary_json(platform: str, fact: Fact, numbers: dict[str, str]) -> dict[str, Json]:
    fields = fact.fields
    used = fields.get("evidence_items")
    return {
        "id": fact.id,
        "platform": platform,
        "sent_at": fields.get("reported_at"),
        "channel": fields.get("channel"),
        "category": fields.get("what_was_given"),
        "reference": fields.get("reference_no"),
        "answer": fields.get("outcome"),
        "next_step": fields.get("next_step_due"),
        "pictures": [numbers.get(str(one), str(one)) for one in used] if isinstance(used, list) else [],
    }


def _text_of(path: str) -> str:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except FileNotFoundError as error:
        raise SourceMissing(name=Path(path).name) from error
    except OSError as error:
        raise SourceUnreadable(name=Path(path).name) from error
    try:
        return data.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise SourceUnreadable(name=Path(path).name) from error


COMMANDS = (complaint_group,)
