# SPDX-License-Identifier: GPL-3.0-or-later
"""The command parts: what the program is made of, with versions and licences."""

from dataclasses import asdict

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.shared_options import command, json_option, option
from evidence_vault.operations.list_parts import Part, licence_texts, list_parts
from evidence_vault.translations import N_, _


@command("parts", N_("List the parts by others that the program is made of, with versions and licences."))
@option("--texts", is_flag=True, help_text=N_("Write the texts of their licences too."))
@json_option
def parts(*, texts: bool, as_json: bool) -> int:
    """See ``list_parts``."""
    found = list_parts()
    if as_json:
        output.say_json([asdict(part) for part in found])
        return exit_status.DONE
    for part in found:
        output.say(_line(part))
        if texts and part.version:
            for text in licence_texts(part.name):
                output.say(text)
    return exit_status.DONE


def _line(part: Part) -> str:
    if part.inside:
        return _("  in it: {name} — {licence}").format(name=part.name, licence=part.licence)
    named = f"{part.name} {part.version}".strip()
    return f"{named} — {part.licence or _('licence: see its text')}"


COMMANDS = (parts,)
