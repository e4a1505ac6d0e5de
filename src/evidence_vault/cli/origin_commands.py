# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands that say where the facts of a case come from, and put tags on its evidence."""

from pathlib import Path

import click

from evidence_vault.cli import exit_status, json_forms, output
from evidence_vault.cli.case_commands import case_group
from evidence_vault.cli.shared_options import json_option, open_vault, option, passphrase_option, vault_argument
from evidence_vault.operations import fact_history, fact_origins, tag_evidence
from evidence_vault.operations.browse_vault import full_id
from evidence_vault.operations.fact_origins import FactOrigin, Source
from evidence_vault.records import Json
from evidence_vault.translations import N_, _
from evidence_vault.vault.vault import Vault

JsonObject = dict[str, Json]


@case_group.command(
    "origins",
    help=N_(
        "Say of every fact of a case who recorded it when, and from which evidence or message.\n\nWith FACT, its key "
        "or id, every state that fact had."
    ),
)
@vault_argument
@click.argument("case", metavar="CASE")
@click.argument("fact", metavar="[FACT]", required=False)
@passphrase_option
@json_option
def origins(vault_folder: Path, case: str, fact: str | None, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``fact_origins.fact_origins`` and ``fact_history.fact_history``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        case_id = full_id(vault, "case", case)
        found = fact_origins.fact_origins(vault, case_id)
        states: tuple[fact_history.FactState, ...] = ()
        if fact is not None:
            named = fact_origins.fact_named(vault, case_id, fact)
            found = tuple(one for one in found if one.fact.id == named.id)
            states = fact_history.fact_history(vault, named.id)
    if as_json:
        more: JsonObject = {"states": [_state(state) for state in states]} if states else {}
        output.say_json([{**json_forms.origin(one), **more} for one in found])
    elif states:
        output.say_table([_state_row(state) for state in states], (_("When"), _("Who"), _("What"), _("Values")))
    else:
        headings = (_("Id"), _("Kind"), _("First recorded"), _("Who"), _("Last changed"), _("From"), _("Fact"))
        output.say_table([_row(one) for one in found], headings)
    return exit_status.DONE


def _row(one: FactOrigin) -> tuple[str, ...]:
    changed = f"{one.fact.recorded_at} {one.fact.recorded_by}" if one.is_changed else ""
    source = " ".join(_place(each) for each in one.sources)
    return one.fact.id[:8], one.fact.entity, one.recorded_at, one.recorded_by, changed, source, one.title


def _place(source: Source) -> str:
    named = source.exhibit or source.item_id[:8]
    return named if source.seq is None else f"{named}:{source.seq}"


def _state(state: fact_history.FactState) -> JsonObject:
    return {
        "seq": state.seq,
        "at": state.at,
        "by": state.by,
        "what": state.what,
        "changes": [{"field": one.name, "before": one.before, "after": one.after} for one in state.changes],
    }


def _state_row(state: fact_history.FactState) -> tuple[str, ...]:
    words = {
        fact_history.RECORDED: _("recorded"),
        fact_history.CHANGED: _("changed"),
        fact_history.TAKEN_BACK: _("taken back"),
        fact_history.ERASED: _("erased"),
    }
    changes = "; ".join(f"{one.name}: {one.before or '—'} → {one.after or '—'}" for one in state.changes)
    return state.at, state.by, words[state.what], changes


@case_group.command(
    "tag",
    help=N_(
        "Put tags on evidence of a case, or take them away.\n\nITEM is an exhibit number or an id. Tags are for the "
        "work on the case; they stand in no report."
    ),
)
@vault_argument
@click.argument("case", metavar="CASE")
@click.argument("items", metavar="ITEM...", nargs=-1, required=True)
@passphrase_option
@option("--add", "added", multiple=True, metavar="TAG", help_text=N_("Put this tag on it. May be repeated."))
@option("--remove", "removed", multiple=True, metavar="TAG", help_text=N_("Take this tag away. May be repeated."))
def tag(  # noqa: PLR0917 - one for each part of the command
    vault_folder: Path,
    case: str,
    items: tuple[str, ...],
    passphrase_file: str | None,
    added: tuple[str, ...],
    removed: tuple[str, ...],
) -> int:
    """See ``tag_evidence.change_tags``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        case_id = full_id(vault, "case", case)
        item_ids = [_item(vault, case_id, one) for one in items]
        tag_evidence.change_tags(vault, case_id, item_ids, added, removed, vault.owner)
        tags = tag_evidence.tags_of_evidence(vault, case_id)
        numbers = {item.id: number for number, item in vault.exhibits(case_id)}
    rows = [(numbers.get(one, one[:8]), ", ".join(tags.get(one, ()))) for one in item_ids]
    output.say_table(rows, (_("Exhibit"), _("Tags")))
    return exit_status.DONE


@case_group.command("tags", help=N_("List the tags on the evidence of a case, and what each is on."))
@vault_argument
@click.argument("case", metavar="CASE")
@passphrase_option
@json_option
def tags_command(vault_folder: Path, case: str, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``tag_evidence.tags_of_evidence``."""
    with open_vault(vault_folder, passphrase_file) as (vault, _progress):
        case_id = full_id(vault, "case", case)
        of_items = tag_evidence.tags_of_evidence(vault, case_id)
        used = tag_evidence.tags_in_use(vault, case_id)
        numbers = {item.id: number for number, item in vault.exhibits(case_id)}
    carriers = {
        tag: [item_id for item_id, tags in of_items.items() if tag.casefold() in {one.casefold() for one in tags}]
        for tag in used
    }
    if as_json:
        output.say_json([
            {"tag": tag, "items": [{"id": one, "exhibit": numbers.get(one)} for one in item_ids]}
            for tag, item_ids in carriers.items()
        ])  # fmt: skip
    else:
        rows = [(tag, " ".join(numbers.get(one, one[:8]) for one in item_ids)) for tag, item_ids in carriers.items()]
        output.say_table(rows, (_("Tag"), _("Exhibit")))
    return exit_status.DONE


def _item(vault: Vault, case_id: str, named: str) -> str:
    by_number = {number: item.id for number, item in vault.exhibits(case_id)}
    return by_number.get(named.upper()) or full_id(vault, "item", named)


COMMANDS: tuple[click.Command, ...] = ()  # they belong to the group "case"
