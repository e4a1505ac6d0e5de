# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands about trusted time: timestamp request, timestamp add."""

from pathlib import Path
from typing import Any

import click

from evidence_vault.cli import exit_status, output
from evidence_vault.cli.shared_options import json_option, open_vault, option, passphrase_option, path_argument
from evidence_vault.cli.translated_commands import TranslatedCommand, TranslatedGroup
from evidence_vault.operations import time_stamps
from evidence_vault.operations.create_vault import describe_place
from evidence_vault.records import Json
from evidence_vault.translations import N_, _, plural

_place_argument = path_argument("place", "VAULT|PACKAGE")


@click.group(
    "timestamp",
    cls=TranslatedGroup,
    help=N_(
        "Trusted time (RFC 3161) for a vault or a package, without going online.\n\nWrite a request file, take it to "
        "any device that is online, send it to a time-stamp authority there, and bring the reply back."
    ),
)
def timestamp_group() -> None:
    """Commands about trusted time."""


@timestamp_group.command(
    "request",
    cls=TranslatedCommand,
    help=N_("Write a request for a time stamp. It holds one hash and a random number, nothing readable."),
)
@_place_argument
@option("--to", "destination", metavar="FILE.tsq", required=True, help_text=N_("The request file to be made."))
@passphrase_option
@json_option
def request(place: Path, destination: str, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``time_stamps.request_for_vault`` and ``request_for_package``."""
    entries = None
    if describe_place(place).is_vault:
        with open_vault(place, passphrase_file) as (vault, _progress):
            entries = time_stamps.request_for_vault(vault, Path(destination), vault.owner)
    else:
        time_stamps.request_for_package(place, Path(destination))
    if as_json:
        output.say_json({"path": destination, "over": "package" if entries is None else "log", "entries": entries})
        return exit_status.DONE
    output.say(_("Request: {path}").format(path=destination))
    if entries is not None:
        output.say(plural("It covers {count} entry of the log.", "It covers {count} entries of the log.", entries))
    output.say(_("Send it to a time-stamp authority from any device, and add the reply: evidence-vault timestamp add"))
    return exit_status.DONE


@timestamp_group.command("add", cls=TranslatedCommand, help=N_("Keep the reply of a time-stamp authority."))
@_place_argument
@path_argument("reply", "FILE.tsr")
@option(
    "--authority",
    metavar="CERTIFICATE",
    help_text=N_("The authority's root certificate, from a source you trust. Without it the time is kept unchecked."),
)
@passphrase_option
@json_option
def add(place: Path, reply: Path, authority: str | None, passphrase_file: str | None, *, as_json: bool) -> int:
    """See ``time_stamps.add_to_vault`` and ``add_to_package``."""
    root = Path(authority) if authority else None
    if describe_place(place).is_vault:
        with open_vault(place, passphrase_file) as (vault, _progress):
            told = time_stamps.stamp_json(time_stamps.add_to_vault(vault, reply, root, vault.owner))
    else:
        told = dict(time_stamps.add_to_package(place, reply, root))
    if as_json:
        output.say_json(told)
    else:
        _say(told)
    return exit_status.DONE


def _say(told: dict[str, Json]) -> None:
    facts: dict[str, Any] = {"time": told["time"], "authority": told["authority"] or "?"}
    if told["state"] == "trusted":
        output.say(_("Kept. {authority} confirms the time {time}.").format(**facts))
    else:
        output.say(_("Kept. {authority} states the time {time}; it cannot be checked here.").format(**facts))
        output.say(_("Add it again with --authority once you have the authority's root certificate."))


COMMANDS = (timestamp_group,)
