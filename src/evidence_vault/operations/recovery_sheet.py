# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet with the recovery key: one page for printing, readable without this program."""

import html
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import segno

from evidence_vault.safe_files import visible_name, write_new_file
from evidence_vault.translations import N_, Words, interface_words

GROUPS_A_LINE = 4
_QR_SCALE = 5

TITLE = N_("Recovery key of an Evidence Vault")
_USE = (
    N_("What it is: this key opens the vault when the passphrase is forgotten. Nobody else has it."),
    N_(
        "How to use it: open the vault, choose “Forgot your passphrase?” and type the groups. "
        "A hand scanner can read the square."
    ),
    N_("Without the window: evidence-vault recover VAULT."),
)
_KEEP = (
    N_("Whoever has this sheet and the vault can read everything in it."),
    N_("Keep it apart from the computer and from backup disks: with a lawyer, in a safe, with somebody you trust."),
    N_("Do not photograph it, do not send it through a chat app, do not keep it in a cloud folder."),
    N_("When you make a new recovery key, destroy this sheet: it opens nothing any more."),
)


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What stands on a sheet. ``recovery_key``: as it is shown, groups joined by ``-``."""

    vault_name: str
    vault_id: str
    recovery_key: str
    made_at: datetime


def recovery_sheet(facts: SheetFacts, words: Words | None = None) -> str:
    """The sheet as one HTML document that loads nothing. Only for the printer or a place the person chose."""
    say = (words or interface_words()).translate
    lines = "".join(f'<p class="key">{html.escape(line)}</p>' for line in _lines(facts.recovery_key))
    named = html.escape(visible_name(facts.vault_name))
    return f"""<!DOCTYPE html>
<html lang="{(words or interface_words()).tag}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{html.escape(say(TITLE))}</title>
<style>body{{font-family:sans-serif;max-width:42em;margin:2em auto}}
.key{{font-family:monospace;font-size:20pt;margin:8px 0}}</style></head><body>
<h1>{html.escape(say(TITLE))}</h1>
<p>{html.escape(say(N_("Vault: {name}"))).format(name=named)}<br>
{html.escape(say(N_("Made on: {date}"))).format(date=facts.made_at.strftime("%Y-%m-%d"))}<br>
{html.escape(say(N_("Number of the vault: {id}"))).format(id=html.escape(facts.vault_id[:8]))}</p>
{lines}
<p><img src="{_square(facts.recovery_key)}" alt="{html.escape(say(N_("The key as a square to scan")))}"></p>
{_list(_USE, say)}
{_list(_KEEP, say)}
</body></html>
"""


def save_recovery_sheet(path: Path, facts: SheetFacts, words: Words | None = None) -> None:
    """Write the sheet to a new file for this user alone. Raises DestinationExists, DestinationUnwritable, DiskFull."""
    write_new_file(path, recovery_sheet(facts, words).encode())


def _lines(recovery_key: str) -> list[str]:
    groups = recovery_key.split("-")
    return ["  ".join(groups[place : place + GROUPS_A_LINE]) for place in range(0, len(groups), GROUPS_A_LINE)]


def _square(text: str) -> str:
    return str(segno.make(text, error="m", micro=False).png_data_uri(scale=_QR_SCALE, border=4))


def _list(sentences: tuple[str, ...], say: Callable[[str], str]) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(say(sentence))}</li>" for sentence in sentences) + "</ul>"
