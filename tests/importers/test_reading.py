# SPDX-License-Identifier: GPL-3.0-or-later
"""The door to the importers: recognising, and what the person's answers change."""

import importlib.resources
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import inf
from zoneinfo._zoneinfo import ZoneInfo as ReadableZone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_vault import errors
from evidence_vault.importers.reading import answered, read_source, recognise_source, time_zone
from evidence_vault.records import (
    Answers,
    Conversation,
    Message,
    MessageKind,
    ReadingRecord,
    ReadingSummary,
    ReadingWarning,
    Recognition,
    TimeCertainty,
)
from tests.importers.conformance import CHOSEN_BY_PEOPLE, Bytes, messages, warning_codes
from tests.importers.samples import SAMPLES, TELEGRAM_CHAT, WHATSAPP_ANDROID

SINCE = datetime(1980, 1, 1, tzinfo=UTC).timestamp()


def read(source: Bytes, answers: Answers | None = None) -> list[object]:
    return list(read_source(source, None, answers or Answers()))


def lines(*times: str) -> Bytes:
    return Bytes("c.txt", "".join(f"{time} - Odo: hi\n" for time in times).encode())


@pytest.mark.parametrize("importer_id", sorted(SAMPLES.keys() - CHOSEN_BY_PEOPLE))
def test_every_sample_finds_its_importer(importer_id: str) -> None:
    for source in SAMPLES[importer_id]:
        found, recognition, reason = recognise_source(source)
        assert found == importer_id
        assert recognition is not Recognition.NO
        assert reason


def test_what_nobody_knows() -> None:
    source = Bytes("x.bin", b"\x00\x01\x02")
    assert recognise_source(source)[:2] == (None, Recognition.NO)
    with pytest.raises(errors.FormatUnknown):
        read(source)
    with pytest.raises(errors.FormatUnknown):
        list(read_source(source, "no_such_importer", Answers()))


def test_questions_that_are_open() -> None:
    assert {"TIME_ZONE_NOT_IN_FILE", "SELF_UNKNOWN"} <= warning_codes(read(WHATSAPP_ANDROID))
    certain = warning_codes(read(TELEGRAM_CHAT))
    assert "TIME_ZONE_NOT_IN_FILE" not in certain
    assert "SELF_UNKNOWN" in certain


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Shanghai", "2026-02-28T23:58+08:00"),
        ("+08:00", "2026-02-28T23:58+08:00"),
        ("-03:30", "2026-02-28T23:58-03:30"),
        ("UTC", "2026-02-28T23:58+00:00"),
    ],
)
def test_stated_zone_gives_the_offset_and_stays_a_statement(zone: str, expected: str) -> None:
    records = read(WHATSAPP_ANDROID, Answers(time_zone=zone))
    first = messages(records)[0]
    assert (first.sent_at, first.time_certainty.value) == (expected, "local-device")
    assert first.sent_at_raw == "28/02/2026, 23:58"
    assert "TIME_ZONE_NOT_IN_FILE" not in warning_codes(records)


def test_stated_zone_touches_no_time_that_is_certain() -> None:
    plain = messages(read(TELEGRAM_CHAT))
    assert [m.sent_at for m in messages(read(TELEGRAM_CHAT, Answers(time_zone="Asia/Shanghai")))] == [
        m.sent_at for m in plain
    ]


def test_summer_time_follows_the_day() -> None:
    found = messages(read(lines("31/01/2026, 10:00", "31/07/2026, 10:00"), Answers(time_zone="Europe/Berlin")))
    assert [m.sent_at for m in found] == ["2026-01-31T10:00+01:00", "2026-07-31T10:00+02:00"]


def test_the_hour_that_comes_twice_and_the_one_that_is_left_out() -> None:
    source = lines(
        "29/03/2026, 02:30", "29/03/2026, 03:00", "25/10/2026, 02:30", "25/10/2026, 02:31", "25/10/2026, 03:00"
    )
    records = read(source, Answers(time_zone="Europe/Berlin"))
    assert [m.sent_at for m in messages(records)] == [
        *("2026-03-29T02:30", "2026-03-29T03:00+02:00"),
        *("2026-10-25T02:30", "2026-10-25T02:31", "2026-10-25T03:00+01:00"),
    ]
    texts = {record.code: record.text for record in records if hasattr(record, "code")}
    assert texts["TIME_NOT_EXISTING"] == "2026-03-29T02:30"
    assert texts["TIME_AMBIGUOUS"] == "2026-10-25T02:30 (+1)"


@pytest.mark.parametrize(
    "zone", ["Nowhere/City", "", "Asia", "../../etc/passwd", "Asia/../UTC", "+99:00", "+8", "tzdata.zi", "zone.tab"]
)
def test_zones_that_are_none(zone: str) -> None:
    with pytest.raises(errors.TimeZoneUnknown):
        time_zone(zone)
    with pytest.raises(errors.TimeZoneUnknown):
        read_source(WHATSAPP_ANDROID, "whatsapp", Answers(time_zone=zone))


def test_own_name() -> None:
    records = read(WHATSAPP_ANDROID, Answers(self_name="Marlene Lehnhoff"))
    conversation = records[0]
    assert isinstance(conversation, Conversation)
    assert [(p.name, p.is_self) for p in conversation.participants] == [
        ("Marlene Lehnhoff", True),
        ("Odo Brandt", False),
    ]
    assert [m.is_self for m in messages(records)][:3] == [None, True, False]
    assert not {"SELF_UNKNOWN", "SELF_NAME_NOT_FOUND"} & warning_codes(records)


def test_own_name_that_does_not_occur() -> None:
    assert "SELF_NAME_NOT_FOUND" in warning_codes(read(WHATSAPP_ANDROID, Answers(self_name="Somebody")))


def test_answers_change_nothing_else() -> None:
    before = messages(read(WHATSAPP_ANDROID))
    after = messages(read(WHATSAPP_ANDROID, Answers(time_zone="+01:00", self_name="Odo Brandt")))
    assert [m._replace(sent_at=None, is_self=None) for m in after] == [m._replace(sent_at=None) for m in before]


_MOMENTS = st.sampled_from([
    *(None, "2026-03-29", "2026-03-29T01:59", "2026-03-29T02:30", "2026-03-29T02:30:05", "2026-03-29T03:00"),
    *("2026-07-01T10:00:00.5", "2026-10-25T02:30", "2026-10-25T03:00", "2026-10-25T02:30:00+01:00"),
])
_MESSAGES = st.lists(
    st.builds(
        lambda at, certainty, sender, is_self: Message(
            "1", 0, MessageKind.MESSAGE, at, "as it stands", certainty, sender, "hello", None, is_self=is_self
        ),
        _MOMENTS,
        st.sampled_from(TimeCertainty),
        st.sampled_from([None, "", "Ann", "Ben"]),
        st.sampled_from([None, None, True, False]),
    ),
    max_size=6,
)


@given(
    _MESSAGES,
    st.sampled_from([None, "Europe/Berlin", "Australia/Lord_Howe", "+05:30"]),
    st.sampled_from([None, "Ann", "Somebody"]),
)
def test_answers_for_many_messages_at_once_are_those_for_each(found: list[Message], zone: str, name: str) -> None:
    answers, end = Answers(time_zone=zone, self_name=name), ReadingSummary(0, len(found), {}, len(found), 0)
    between = ReadingWarning("BETWEEN")  # what is no message parts those before it from those after it
    apart: list[ReadingRecord] = [record for message in found for record in (message, between)]
    alone = [record for record in answered(iter([*apart, end]), answers) if record != between]
    assert list(answered(iter([*found, end]), answers)) == alone


def test_clocks_that_change_stay_changed_for_a_day() -> None:
    """An offset is looked up once for a day where it is the same at both its ends."""
    zones = importlib.resources.files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    shortest = min(map(_shortest_time_between_changes, zones))
    assert timedelta(days=2) < timedelta(seconds=shortest) < timedelta(days=400)


def _shortest_time_between_changes(zone: str) -> float:
    place = importlib.resources.files("tzdata.zoneinfo").joinpath(*zone.split("/"))
    with place.open("rb") as file:
        changes = ReadableZone.from_file(file, key=zone)._trans_utc
    return min((later - change for change, later in pairwise(changes) if change > SINCE), default=inf)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Australia/Lord_Howe", "Africa/Casablanca", "America/St_Johns"])
def test_an_offset_by_the_day_is_that_of_each_moment(zone: str) -> None:
    """Every quarter of an hour of a year, with the hours at which the clocks change."""
    start = datetime(2025, 12, 30, tzinfo=None)  # noqa: DTZ001 - the clock of a device
    moments = [(start + timedelta(minutes=15 * number)).isoformat() for number in range(4 * 24 * 370)]
    messages_of_a_year = [
        Message("1", seq, MessageKind.MESSAGE, moment, None, TimeCertainty.LOCAL_DEVICE, "Ann", "x", None)
        for seq, moment in enumerate(moments)
    ]
    found = messages(list(answered(iter(messages_of_a_year), Answers(time_zone=zone))))
    place = time_zone(zone)
    for moment, message in zip(moments, found, strict=True):
        at = datetime.fromisoformat(moment).replace(tzinfo=place)
        steady = at.utcoffset() == at.replace(fold=1).utcoffset()
        assert message.sent_at == (at.isoformat() if steady else moment)
