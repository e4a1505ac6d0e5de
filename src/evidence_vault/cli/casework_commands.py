# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands that hold a case together: compare payments, decide, list proof and gaps, names over time."""

from pathlib import Path

import click

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.case_commands import case_group
from evidence_vault.cli.shared_options import json_option, open_vault, option, passphrase_option, vault_argument
from evidence_vault.errors import NoSuchEntry
from evidence_vault.operations import cover_case, name_history, reconcile_payments
from evidence_vault.operations.browse_vault import full_id
from evidence_vault.operations.mentioned_payments import MentionedInChat, mentioned_payments
from evidence_vault.operations.note_subjects import note_subjects
from evidence_vault.operations.reconcile_payments import Mention, PaymentCheck, Reconciliation
from evidence_vault.records import Fact, Json
from evidence_vault.translations import N_, _
from evidence_vault.vault.vault import Vault

JsonObject = dict[str, Json]


@case_group.command("compare", help=N_("Lay the payments of a case beside its bills, chats and vouchers."))
@vault_argument
@click.argument("case", metavar="CASE")
@passphrase_option
@json_option
def compare(vault_folder: Path, case: str, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``reconcile_payments.reconcile_payments``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        found = reconcile_payments.reconcile_payments(vault, full_id(vault, "case", case))
    if as_json:
        output.say_json(_comparison(found))
    else:
        _say_comparison(found)
    return exit_status.DONE


@case_group.command(
    "decide",
    help=N_(
        "Say whether a line of a bill or chat is a payment of the case.\n\nPAYMENT is its key or id, LINE the exhibit "
        "and the number of the message, such as C1:14. Nothing is merged; --take-back forgets what was said."
    ),
)
@vault_argument
@click.argument("case", metavar="CASE")
@click.argument("payment", metavar="PAYMENT")
@click.argument("line", metavar="LINE")
@passphrase_option
@option("--different", is_flag=True, help_text=N_("It is another payment."))
@option("--take-back", is_flag=True, help_text=N_("Forget what was said about it."))
def decide(
    vault_folder: Path,
    case: str,
    payment: str,
    line: str,
    passphrase_file: str | None,
    *,
    different: bool,
    take_back: bool,
) -> int:
    """See ``reconcile_payments.decide_match``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        case_id = full_id(vault, "case", case)
        paid, mention = _payment(vault, case_id, payment), _line(vault, case_id, line)
        if take_back:
            reconcile_payments.forget_match(vault, case_id, paid.id, mention, vault.owner)
        else:
            verdict = reconcile_payments.DIFFERENT if different else reconcile_payments.SAME
            reconcile_payments.decide_match(vault, case_id, paid.id, mention, verdict, vault.owner)
    output.say(_("It is kept."))
    return exit_status.DONE


@case_group.command("proof", help=N_("List which proof each suspect and payment has and lacks."))
@vault_argument
@click.argument("case", metavar="CASE")
@passphrase_option
@option("--missing", is_flag=True, help_text=N_("Only what is missing."))
@json_option
def proof(vault_folder: Path, case: str, passphrase_file: str | None, *, missing: bool, as_json: bool) -> int:
    """See ``cover_case.case_coverage``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        lines = cover_case.case_coverage(vault, full_id(vault, "case", case))
    lines = tuple(line for line in lines if not missing or line.state == cover_case.MISSING)
    if as_json:
        output.say_json([
            {"about": line.about, "kind": line.kind, "state": line.state, "shown": [_shown(one) for one in line.shown]}
            for line in lines
        ])  # fmt: skip
        return exit_status.DONE
    words = {cover_case.THERE: _("there"), cover_case.MISSING: _("missing"), cover_case.NOT_NEEDED: _("does not apply")}
    rows = [
        (
            line.about,
            words[line.state],
            _(cover_case.KIND_WORDS[line.kind]),
            " ".join(one.exhibit for one in line.shown),
        )
        for line in lines
    ]
    output.say_table(rows, (_("About"), _("State"), _("Proof"), _("Exhibit")))
    return exit_status.DONE


@case_group.command("names", help=N_("List which names each account showed, from when to when."))
@vault_argument
@click.argument("case", metavar="CASE")
@passphrase_option
@json_option
def names(vault_folder: Path, case: str, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``name_history.name_histories``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        found = name_history.name_histories(vault, full_id(vault, "case", case))
        accounts = {fact_id: str(vault.fact(fact_id).fields.get("value_exact")) for fact_id in found}
    if as_json:
        output.say_json([
            {
                "identifier": fact_id, "account": accounts[fact_id], "name": one.name, "first_at": one.first_at,
                "last_at": one.last_at, "basis": one.basis, "messages": one.messages, "exhibits": list(one.exhibits),
            }
            for fact_id, shown in found.items()
            for one in shown
        ])  # fmt: skip
        return exit_status.DONE
    rows = [
        (accounts[fact_id], one.name, one.first_at or "?", one.last_at or "?", " ".join(one.exhibits))
        for fact_id, shown in found.items()
        for one in shown
    ]
    output.say_table(rows, (_("Account"), _("Name"), _("First seen"), _("Last seen"), _("Exhibit")))
    return exit_status.DONE


# --- compare


def _say_comparison(found: Reconciliation) -> None:
    output.say(
        _("Told {told}, in bills {bills}, in chats {chats}, with voucher {vouchers}.").format(
            told=found.told, bills=found.in_bills, chats=found.in_chats, vouchers=found.with_voucher
        )
    )
    for check in found.checks:
        for one in check.differences:
            words = _("Differs: {payment}, {field}: told {told}, found {found}")
            output.say(words.format(payment=_paid(check), field=one.field, told=one.told, found=one.found))
        for offer in check.offers:
            output.say(
                _("May be the same: {payment} and {line}").format(payment=_paid(check), line=_place(offer.mention))
            )
    for group in found.not_told:
        words = _("Not told: {amount}, {lines}")
        lines = " ".join(_place(one) for one in group)
        output.say(words.format(amount=_amount(group[0].fields), lines=lines))
    for check in found.checks:
        if not (check.bills or check.vouchers):
            output.say(_("Neither in a bill nor with a voucher: {payment}").format(payment=_paid(check)))


def _paid(check: PaymentCheck) -> str:
    fields = check.payment.fields
    return f"{fields.get('key') or check.payment.id[:8]} ({_amount(fields)}, {fields.get('sent_at') or '?'})"


def _amount(fields: object) -> str:
    values = dict(fields) if isinstance(fields, dict) else {}
    return f"{values.get('amount') or '?'} {values.get('currency') or values.get('crypto_asset') or '?'}"


def _place(mention: Mention) -> str:
    exhibit = mention.exhibit if isinstance(mention, MentionedInChat) else None
    return f"{exhibit or mention.item_id[:8]}:{mention.seq}"


def _comparison(found: Reconciliation) -> JsonObject:
    return {
        "told": found.told,
        "in_bills": found.in_bills,
        "in_chats": found.in_chats,
        "with_voucher": found.with_voucher,
        "to_decide": found.to_decide,
        "others": found.others,
        "payments": [_check(check) for check in found.checks],
        "not_told": [[_mention(one) for one in group] for group in found.not_told],
    }


def _check(check: PaymentCheck) -> JsonObject:
    return {
        "payment": check.payment.id,
        "key": str(check.payment.fields["key"]) if "key" in check.payment.fields else None,
        "bills": [{**_mention(one.mention), "basis": one.basis} for one in check.bills],
        "chats": [{**_mention(one.mention), "basis": one.basis} for one in check.chats],
        "vouchers": list(check.vouchers),
        "differences": [{"field": one.field, "told": one.told, "found": one.found} for one in check.differences],
        "offers": [{**_mention(one.mention), "seconds": one.seconds, "clear": one.is_clear} for one in check.offers],
    }


def _mention(mention: Mention) -> JsonObject:
    fields = mention.fields
    return {
        "line": _place(mention),
        "bill": mention.is_bill,
        "amount": fields.get("amount"),
        "currency": fields.get("currency"),
        "sent_at": fields.get("sent_at"),
        "reference": fields.get("reference_id"),
    }


def _shown(shown: cover_case.Shown) -> JsonObject:
    return {"exhibit": shown.exhibit, "message": shown.mark.seq if shown.mark else None}


# --- decide


def _payment(vault: Vault, case_id: str, named: str) -> Fact:
    for reference, fact in note_subjects(vault, case_id):
        if fact.entity == "payment" and named in {reference.partition("/")[2], fact.id, fact.id[:8]}:
            return fact
    raise NoSuchEntry(kind=_("payment"), id=named)


def _line(vault: Vault, case_id: str, named: str) -> Mention:
    for mention in mentioned_payments(vault, case_id):
        if named == _place(mention):
            return mention
    raise NoSuchEntry(kind=_("line of a bill or chat"), id=named)


COMMANDS: tuple[click.Command, ...] = ()  # they belong to the group "case"
