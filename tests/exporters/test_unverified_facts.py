# SPDX-License-Identifier: GPL-3.0-or-later
"""What nobody has checked is listed for us, and said to whoever relies on it."""

import pytest

from evidence_vault.assets import resources_folder
from evidence_vault.complaints.catalogue import platform, platforms
from evidence_vault.exporters.agencies import agencies, unverified_statements
from evidence_vault.exporters.unverified_facts import unverified_document
from evidence_vault.translations import LANGUAGES
from tests.exporters.exports import made_up_files, pdf_text, squeezed

LIST = resources_folder().parent / "docs" / "unverified-facts.md"


def test_the_list_in_the_documents_is_the_one_of_the_templates() -> None:
    assert LIST.read_text("utf-8") == unverified_document(), "make it again: see its first lines"


def test_the_list_names_every_template() -> None:
    text = unverified_document()
    assert not [one.id for one in (*platforms(), *agencies().values()) if f"`{one.id}`" not in text]
    for one in (*platforms(), *agencies().values()):
        assert one.last_reviewed or one.unverified, "never checked and nothing said"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_reader_of_an_export_is_told(tag: str) -> None:
    steps = made_up_files(tag, "complaint")["complaint/wechat/steps.html"].decode("utf-8")
    assert all(text[tag] in steps for text in platform("wechat").unverified)
    report = squeezed(pdf_text(made_up_files(tag)["report/police-report.pdf"]))
    assert all(squeezed(text[tag]) in report for text in agencies()["cn_police"].unverified)
    assert squeezed(unverified_statements()[0][tag]) in report
