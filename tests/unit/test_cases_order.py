# SPDX-License-Identifier: GPL-3.0-or-later
"""Order and numbers of a case: times of every precision, exhibit numbers, zones, the timeline, the checklist file."""

import pytest

from evidence_vault.cases.case import case_file, paragraphs
from evidence_vault.cases.checklist import checklist, checks
from evidence_vault.cases.exhibit_numbers import group_of, member_number, next_number, sort_key
from evidence_vault.cases.moments import sort_moment
from evidence_vault.cases.time_zones import zone_named
from evidence_vault.cases.timeline import timeline
from evidence_vault.errors import TimeZoneUnknown
from evidence_vault.records import CaseFile, Fact, Fields

CASE = Fact("case", "c" * 32, "c" * 32, {"title": "x", "timezone": "Asia/Shanghai"}, "", "a")


def fact(entity: str, number: int, **fields: object) -> Fact:
    return Fact(entity, f"{number:032x}", CASE.id, fields, "", "a")  # type: ignore[arg-type]


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "UTC", "+08:00", "-09:30", "America/Argentina/Buenos_Aires"])
def test_zones_that_are_known(zone: str) -> None:
    assert zone_named(zone)


@pytest.mark.parametrize("zone", ["", "Beijing", "+8", "+08:60", "+25:00", "../etc/passwd", "/etc/localtime", "Asia/"])
def test_zones_that_are_none(zone: str) -> None:
    with pytest.raises(TimeZoneUnknown):
        zone_named(zone)


def test_times_sort_by_the_moment_they_name() -> None:
    shanghai = "Asia/Shanghai"
    ordered = ["2026-03", "2026-03-01", "2026-03-01T07:00", "2026-02-28T23:30Z", "2026-03-01T08:00+08:00", "2026-03-02"]
    moments = [sort_moment(text, shanghai) for text in ordered]
    assert moments[2] < moments[3] < moments[4]
    assert sort_moment(None, shanghai) > sort_moment("2999-01-01", shanghai)


def test_payments_stand_in_time_and_by_the_persons_own_order() -> None:
    timed = [fact("payment", 1), fact("payment", 2, sent_at="2026-03-02"), fact("payment", 3, sent_at="2026-03-01")]
    assert [one.id[-1] for one in case_file(CASE, timed).payments] == ["3", "2", "1"]
    numbered = [fact("payment", 1, seq=2, sent_at="2026-01-01"), fact("payment", 2, seq=1, sent_at="2026-02-01")]
    assert [one.id[-1] for one in case_file(CASE, numbered).payments] == ["2", "1"]


def test_the_narrative_falls_back_to_the_long_text_of_the_case() -> None:
    long = Fact("case", CASE.id, CASE.id, {**CASE.fields, "narrative_full": "One.\n \nTwo.\n"}, "", "a")
    assert case_file(long, ()).narrative == ("One.", "Two.")
    assert case_file(long, [fact("narrative", 1, text="Mine.")]).narrative == ("Mine.",)
    assert paragraphs("a\r\n\r\nb") == ("a", "b")


def test_the_timeline_has_three_tracks_in_one_order() -> None:
    case = case_file(
        CASE,
        [
            fact("event", 1, at="2026-03-03"),
            fact("payment", 2, sent_at="2026-03-01T10:00", timezone="UTC"),
            fact("report", 3, reported_at="2026-03-02"),
            fact("event", 4),
        ],
    )
    entries = timeline(case)
    assert [(entry.track, entry.at) for entry in entries] == [
        ("money", "2026-03-01T10:00"),
        ("action", "2026-03-02"),
        ("contact", "2026-03-03"),
        ("contact", None),
    ]
    assert [entry.zone for entry in entries] == ["UTC", "Asia/Shanghai", "Asia/Shanghai", "Asia/Shanghai"]


def test_exhibit_numbers_go_on_after_the_highest_ever_given() -> None:
    assert next_number("A", {"A1", "A9", "A10", "B3", "A2-7"}) == "A11"
    assert next_number("A", set()) == "A1"
    assert member_number("B1", {"B1", "B1-1", "B1-2", "B12-9"}) == "B1-3"
    assert sorted(["A10", "B1-2", "A2", "B1", "B1-10"], key=sort_key) == ["A2", "A10", "B1", "B1-2", "B1-10"]


@pytest.mark.parametrize(
    ("media_type", "importer", "group"),
    [
        ("image/png", None, "A"),
        ("application/zip", "whatsapp", "B"),
        ("text/plain", "wechat_pay_bill", "C"),
        ("application/pdf", None, "D"),
        ("video/mp4", None, "E"),
        ("application/octet-stream", None, "F"),
    ],
)
def test_the_group_comes_from_what_a_file_is(media_type: str, importer: str | None, group: str) -> None:
    assert group_of(media_type, importer) == group


def test_the_stop_payment_check_applies_only_where_money_was_sent() -> None:
    def applying(fields: Fields) -> set[str]:
        return {one.check.id for one in checklist(CaseFile("c", "x", fields), ()) if one.applies}

    assert len({check.id for check in checks()}) == len(checks()) > 10
    assert applying({"total_loss": "5"}) - applying({}) == {"stop_payment"}
