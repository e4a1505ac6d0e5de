# SPDX-License-Identifier: GPL-3.0-or-later
"""The public samples beside the repository: read where they lie, with the conservation check."""

import csv
from pathlib import Path

import pytest

from evidence_vault.importers.reading import recognise_source
from evidence_vault.records import Recognition
from tests.importers import conformance
from tests.importers.conformance import Bytes

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "chat-samples"

FORMATS = {
    "whatsapp_txt": "whatsapp",
    "whatsapp_zip": "whatsapp",
    "telegram_json": "telegram_json",
    "wechatpay_bill_csv": "wechat_pay_bill",
    "qq_txt": "qq_text",
    "line_txt": "line_text",
    "telegram_html": "telegram_html",
    "kakaotalk_txt": "kakaotalk_text",
    "qq_qce_json": "qq_qce_json",
    "messenger_json": "meta_json",
    "instagram_json": "meta_json",
    "wechat_weflow_json": "weflow_json",
    "chatlab_json": "chatlab_json",
    "wechat_wcda_json": "wcda_json",
    "discord_dce_json": "discord_json",
    "slack_day_json": "slack_json",
    "slack_export_zip": "slack_json",
    "google_chat_takeout": "google_chat",
    "email_eml": "email_eml",
    "email_mbox": "email_mbox",
    "email_msg": "email_msg",
    "qq_qce_chunked": "qq_qce_chunks",
    "signal_plaintext_jsonl": "signal_jsonl",
    "signal_export_jsonl": "signal_export_data",
    "signal_export_md": "signal_export_text",
    "signal_copy_txt": "signal_export_text",
    "sms_backup_restore_xml": "sms_backup",
    "imessage_exporter_txt": "imessage_text",
    "imessage_exporter_html": "imessage_html",
    "messenger_html_2013": "facebook_html",
    "kakaotalk_csv": "kakaotalk_csv",
    "wechat_wcda_txt": "wcda_text",
}

OTHER_IMPORTER: dict[str, str | None] = {
    "qq_qce_chunked/ChatLab__ChatLab/chunked/manifest.json": "qq_qce_json",  # its messages are in the chunks
    "google_chat_takeout/ChatLab__ChatLab/en-quoted/group_info.json": None,
    "google_chat_takeout/ChatLab__ChatLab/en-quoted/user_info.json": None,
    "google_chat_takeout/ChatLab__ChatLab/invalid-date/group_info.json": None,
    "google_chat_takeout/ChatLab__ChatLab/invalid-date/user_info.json": None,
}
"""Files that belong to an export without being a chat, or that another importer reads."""

COUNTED_OTHERWISE = {
    # The line with the day that stands first on each page is no message.
    "telegram_html/vorot93__telegram-export-sqlite/basic/messages.html": 5,
    "telegram_html/vorot93__telegram-export-sqlite/basic/messages2.html": 3,
    "telegram_html/vorot93__telegram-export-sqlite/media/messages.html": 6,
    "kakaotalk_txt/zeikar__kakaotalk-viewer/demo-chat-android.txt": 9,  # the invitation is a record, too
    # The list counts header lines by a simple script; these files show where that differs from reading them.
    "whatsapp_txt/ChatLab__ChatLab/wa_year_first.txt": 1004,  # all 1004 lines are records, "Bob:Hi" included
    "whatsapp_txt/MasterScrat__Chatistics/_chat.txt": 22,  # one pasted line without a dash is no record
    "whatsapp_txt/langchain-ai__langchain-community/example_whatsapp_chat.txt": 10,  # "3:22_AM" is a time, too
    "sms_backup_restore_xml/shruggietech__sms-backup-restore-parser/malformed.xml": 0,  # breaks off in its first record
    # The replies inside messages and the notice are records, too.
    "imessage_exporter_html/ReagentX__imessage-exporter/example.html": 11,
    "email_eml/mikel__mail/attachment_message_rfc822.eml": 2,  # the attached e-mail is read, too
    "qq_txt/hikariyo__qq-chat-history/file.txt": 3,  # the text before the first header is kept as unknown
}


def _rows() -> list[dict[str, str]]:
    if not FOLDER.is_dir():
        return []
    with (FOLDER / "INDEX.tsv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if row["format"] in FORMATS]


ROWS = _rows()
needs_samples = pytest.mark.skipif(not ROWS, reason="../shared/chat-samples is not beside this checkout")


@needs_samples
@pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
def test_sample_is_recognised_and_read_whole(row: dict[str, str]) -> None:
    path = FOLDER / row["file"]
    source = Bytes(path.name, path.read_bytes())
    importer_id, recognition, _ = recognise_source(source)
    assert importer_id == OTHER_IMPORTER.get(row["file"], FORMATS[row["format"]])
    if importer_id is None:
        return
    assert recognition is not Recognition.NO
    records = conformance.read(conformance.importer(importer_id), source)
    conformance.check_conservation(records)
    conformance.check_order(records)
    conformance.check_spans(records, source)
    conformance.check_times(records)
    conformance.check_values(records)
    expected = COUNTED_OTHERWISE.get(row["file"], int(row["messages"]) if row["messages"].isdigit() else None)
    if expected is not None:
        assert len(conformance.messages(records)) == expected


@needs_samples
def test_every_format_of_the_samples_is_read() -> None:
    with (FOLDER / "INDEX.tsv").open(encoding="utf-8", newline="") as file:
        listed = {row["format"] for row in csv.DictReader(file, delimiter="\t")}
    assert listed == set(FORMATS)
