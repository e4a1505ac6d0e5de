# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the files of the made-up case, as a person would have them on a computer (resources/demo)."""

import os
import tomllib
import zipfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from evidence_vault.assets import resource
from evidence_vault.pictures.demo_pictures import draw_picture
from evidence_vault.safe_files import new_file, write_new_file

Spec = Mapping[str, str]
_ZIP_DATE = (2026, 10, 17, 9, 11, 2)


def write_demo_files(folder: Path) -> None:
    """Draw and write every file into ``folder``, which is there. Raises DestinationExists and kin."""
    for spec in (*_specs("picture"), *_specs("file")):
        path = folder / spec["name"]
        if "kind" in spec:
            write_new_file(path, draw_picture(spec))
        elif "packed_as" in spec:
            _write_zip(path, spec)
        else:
            write_new_file(path, _source(spec))
        moment = datetime.fromisoformat(spec["saved_at"]).timestamp()
        os.utime(path, (moment, moment))


def demo_exhibits() -> tuple[Spec, ...]:
    """What stands about each file: name, key, exhibit_title, proves."""
    return (*_specs("picture"), *_specs("file"))


def demo_facts(numbers: Mapping[str, str]) -> str:
    """The facts file of the case; ``numbers`` are the exhibit numbers by key."""
    text = resource("demo/facts.toml").read_text("utf-8")
    for key, number in numbers.items():
        text = text.replace(f"{{{key}}}", number)
    return text


def demo_marks() -> tuple[Spec, ...]:
    """What is marked in the chat: words of the message, and the kind of mark."""
    return _specs("mark")


def _write_zip(path: Path, spec: Spec) -> None:
    members = {member["name"]: draw_picture(member) for member in _specs("member")}
    with new_file(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {spec["packed_as"]: _source(spec), **members}.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DATE), data)


def _source(spec: Spec) -> bytes:
    return resource(f"demo/{spec['source']}").read_bytes()


@cache
def _specs(kind: str) -> tuple[Spec, ...]:
    found = tomllib.loads(resource("demo/files.toml").read_text("utf-8"))[kind]
    return tuple(found)
