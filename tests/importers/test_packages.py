# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages of one's own data: only one's own words, the moment from their numbers, channels by their names."""

from evidence_vault.importers import discord_package
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    Member,
    Participant,
    ReadingWarning,
    TimeCertainty,
)
from tests.importers.conformance import messages, read, warning_codes
from tests.importers.made_files import Bytes
from tests.importers.package_samples import DISCORD_LIST, DISCORD_PACKAGE

READER = discord_package.IMPORTER


def test_discord_package_by_channels() -> None:
    records = read(READER, DISCORD_PACKAGE)
    me = Participant("Tilda", "77", is_self=True)
    assert [record for record in records if isinstance(record, Conversation)] == [
        Conversation("300000000000000001", "Direct Message with odo#0", "discord", (me, Participant(None, "88"))),
        Conversation("300000000000000002", "general (Makers)", "discord", (me,)),
    ]
    found = messages(records)
    assert [(each.conversation[-1], each.sent_at, each.time_certainty, each.text) for each in found] == [
        ("1", "2026-03-01T08:30:00+00:00", TimeCertainty.UTC, "pay first?"),
        ("1", "2026-03-01T08:31:00+00:00", TimeCertainty.UTC, None),
        ("1", "2026-03-01T08:32:00", TimeCertainty.LOCAL_DEVICE, "no moment in it"),
        ("2", "2026-03-01T08:32:00.123000+00:00", TimeCertainty.UTC, "hello, two\nlines"),
    ]
    assert {(each.sender, each.sender_id, each.is_self) for each in found} == {("Tilda", "77", True)}
    assert found[1].attachments == (Attachment("a.png", AttachmentState.OMITTED),)
    assert {"SECRETS_INSIDE", "DISCORD_PACKAGE_LIMITS"} <= warning_codes(records)
    told = [record.text for record in records if isinstance(record, ReadingWarning) and "RECORD" in record.code]
    assert len(told) == 2
    assert "account/user.json" in {record.name for record in records if isinstance(record, Member)}


def test_one_list_alone_has_no_channel_and_no_name() -> None:
    records = read(READER, Bytes("messages.json", DISCORD_LIST))
    (chat,) = [record for record in records if isinstance(record, Conversation)]
    assert (chat.id, chat.title, chat.participants) == ("1", None, ())
    assert {(each.sender, each.is_self) for each in messages(records)} == {(None, True)}
