# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that says what to do now in a case."""

from pathlib import Path

import click

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.case_commands import case_group
from evidence_vault.cli.shared_options import json_option, open_vault, option, passphrase_option, vault_argument
from evidence_vault.complaints.whom_to_call import CaseContact
from evidence_vault.operations.browse_vault import full_id
from evidence_vault.operations.hand_over_now import save_first_papers
from evidence_vault.operations.stop_payment_card import save_stop_payment_card
from evidence_vault.operations.what_to_do import SENT, WhatToDo, what_to_do
from evidence_vault.records import Json
from evidence_vault.translations import N_, _, interface_words

_SIGNS = {"open": "[ ]", "done": "[x]", "not-needed": "[-]"}


@case_group.command("todo", help=N_("Say what to do next in a case, what to save, and what is missing."))
@vault_argument
@click.argument("case", metavar="CASE")
@passphrase_option
@json_option
def todo(vault_folder: Path, case: str, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``what_to_do.what_to_do``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        found = what_to_do(vault, full_id(vault, "case", case))
    if as_json:
        output.say_json(_as_json(found))
    else:
        _say(found)
    return exit_status.DONE


def _say(found: WhatToDo) -> None:
    tag = interface_words().tag
    output.say(f"{_('The next step')}: {_(found.next.what)}")
    output.say(_(found.next.why))
    calls = [(_("Whom to call"), [_call_line(one, tag) for one in found.calls])] if found.money == SENT else []
    for title, lines in (
        *calls,
        (_("What to save"), [f"{_SIGNS[one.state]} {one.text(tag)}" for one in found.checks if one.applies]),
        (_("What is not recorded yet"), list(dict.fromkeys(_(one.what) for one in found.missing))),
        (_("Limits that others set"), [f"{one.clock.what[tag]}: {one.clock.text[tag]}" for one in found.clocks]),
        (_("Beware"), [f"{one.title[tag]}. {one.text[tag]}" for one in found.cautions]),
    ):
        output.say()
        output.say(title)
        for line in lines:
            output.say(f"  {line}")


def _call_line(call: CaseContact, tag: str) -> str:
    return f"{call.name[tag]}: {call.contact.number or call.contact.site or _('see your own papers')}"


def _as_json(found: WhatToDo) -> dict[str, Json]:
    return {
        "money": found.money,
        "next": {"id": found.next.id, "what": _(found.next.what), "why": _(found.next.why)},
        "calls": [
            {"name": one.name["en"], "number": one.contact.number, "site": one.contact.site} for one in found.calls
        ],
        "checklist": [{"id": one.check.id, "state": one.state, "applies": one.applies} for one in found.checks],
        "missing": [
            {
                "audience": one.audience,
                "what": _(one.what),
                "entity": one.entity,
                "field": one.field,
                "fact": one.fact_id,
            }
            for one in found.missing
        ],
        "clocks": [
            {
                "id": one.clock.id,
                "ends": one.ends.isoformat(timespec="minutes") if one.ends else None,
                "over": one.is_over,
                "sources": list(one.clock.sources),
            }
            for one in found.clocks
        ],
    }


@case_group.command(
    "now", help=N_("Write the first papers of a case: card, accounts, payments and vouchers in one PDF, preliminary.")
)
@vault_argument
@click.argument("case", metavar="CASE")
@option("--to", "destination", metavar="PATH", required=True, help_text=N_("The new file; never one that is there."))
@option("--language", metavar="TAG", help_text=N_("The language of the papers: en or zh-Hans."))
@option("--card-only", is_flag=True, help_text=N_("Only the stop-payment card."))
@passphrase_option
def now(
    vault_folder: Path,
    case: str,
    destination: str,
    language: str | None,
    passphrase_file: str | None,
    *,
    card_only: bool,
) -> int:
    """See ``hand_over_now.save_first_papers`` and ``stop_payment_card.save_stop_payment_card``."""
    save = save_stop_payment_card if card_only else save_first_papers
    tag = language or interface_words().tag
    with open_vault(vault_folder, passphrase_file) as (vault, progress):
        path = save(vault, full_id(vault, "case", case), Path(destination), vault.owner, progress, language=tag)
    output.say(_("Written: {path}").format(path=path))
    return exit_status.DONE


COMMANDS: tuple[click.Command, ...] = ()  # it belongs to the group "case"
