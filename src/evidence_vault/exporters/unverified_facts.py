# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of everything our templates say and nobody has checked: ``docs/unverified-facts.md``.

``python -m evidence_vault.exporters.unverified_facts > docs/unverified-facts.md`` writes it again.
"""

import sys
from collections.abc import Iterator, Sequence

from evidence_vault.complaints.catalogue import platforms
from evidence_vault.complaints.strict_table import Localised
from evidence_vault.exporters.agencies import agencies, unverified_statements
from evidence_vault.translations import LANGUAGES

_HEAD = """# What nobody has checked

Made from the templates by `python -m evidence_vault.exporters.unverified_facts`; a test keeps it so. Each line also
stands in the product: on the steps card of the platform, on the sheet of the agency, under the statements. Whoever
checks one on the official page takes it out of the template, sets `last_reviewed` there, and makes this list again.
"""


def unverified_document() -> str:
    """The whole list in Markdown, each line in every language."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield _HEAD
    yield "## Platforms\n"
    for platform in platforms():
        grades = ", ".join(f"{name} {grade}" for name, grade in sorted(platform.confidence.items()))
        yield from _section(platform.id, platform.name, platform.last_reviewed, grades, platform.unverified)
    yield "## Police, agencies, banks, providers\n"
    for agency in agencies().values():
        yield from _section(agency.id, agency.name, agency.last_reviewed, agency.confidence, agency.unverified)
    yield "## Statements\n"
    yield from _items(unverified_statements())


def _section(identity: str, name: Localised, reviewed: str, grades: str, texts: Sequence[Localised]) -> Iterator[str]:
    names = " · ".join(dict.fromkeys(name[tag] for tag in LANGUAGES))
    yield f"### `{identity}` {names}\n"
    yield f"Last checked: {reviewed or 'never'}. Confidence: {grades}.\n"
    yield from _items(texts)


def _items(texts: Sequence[Localised]) -> Iterator[str]:
    yield from (f"- {' / '.join(dict.fromkeys(text[tag] for tag in LANGUAGES))}" for text in texts)
    yield ""


if __name__ == "__main__":
    sys.stdout.write(unverified_document())
