# SPDX-License-Identifier: GPL-3.0-or-later
"""Values as readers see them: no precision, zone or word that was not recorded."""

from datetime import UTC, datetime

import pytest

from evidence_vault.exporters.exhibit_index import ExhibitIndex
from evidence_vault.exporters.shown import Shown, grouped_hash, moment
from evidence_vault.translations import Words
from tests.helpers.made_up_case import made_up_dossier

ENGLISH = Words("en")


@pytest.mark.parametrize(
    ("value", "precision", "shown"),
    [
        ("2026-03-01T10:12:31+08:00", "exact_second", "2026-03-01 10:12:31 +08:00"),
        ("2026-03-01T10:12:31+08:00", "minute", "2026-03-01 10:12 +08:00"),
        ("2026-03-01T10:12:31+08:00", "hour", "about 2026-03-01 10:00 +08:00"),
        ("2026-03-01T10:12:31+08:00", "day", "2026-03-01"),
        ("2026-03-01T10:12:31Z", None, "2026-03-01 10:12:31 UTC"),
        ("2026-03-01", None, "2026-03-01"),
        ("2026-03", "approximate", "about 2026-03"),
        ("2026-03-01T10:12:31", None, "2026-03-01 10:12:31 (zone not stated)"),
        ("", None, "not stated"),
        (None, None, "not stated"),
        (5, None, "not stated"),
        ("some day", None, "some day"),
    ],
)
def test_times_are_as_exact_as_recorded(value: object, precision: str | None, shown: str) -> None:
    assert Shown(ENGLISH).time(value, precision=precision) == shown  # type: ignore[arg-type]


def test_a_stated_zone_is_marked_and_told() -> None:
    shown = Shown(ENGLISH, "Asia/Shanghai")
    assert shown.time("2026-03-01T10:00:00") == "2026-03-01 10:00:00 +08:00*"
    assert shown.time("2026-07-01T10:00:00", zone="Europe/Berlin") == "2026-07-01 10:00:00 +02:00*"
    assert shown.time("2026-01-01T10:00:00", zone="Europe/Berlin") == "2026-01-01 10:00:00 +01:00*"
    assert shown.time("2026-01-01T10:00", zone="-03:30") == "2026-01-01 10:00 -03:30*"
    assert shown.take_stated_zones() == ("Asia/Shanghai", "Europe/Berlin", "-03:30")
    assert shown.take_stated_zones() == ()


@pytest.mark.parametrize("zone", ["Nowhere/City", "../../etc/passwd", "+8", "", None, 8])
def test_a_zone_that_is_none_is_not_used(zone: object) -> None:
    shown = Shown(ENGLISH)
    assert shown.time("2026-03-01T10:00:00", zone=zone) == "2026-03-01 10:00:00 (zone not stated)"  # type: ignore[arg-type]
    assert shown.take_stated_zones() == ()


def test_the_time_of_a_file_never_gets_the_zone_of_the_case() -> None:
    assert Shown(ENGLISH, "Asia/Shanghai").file_time("2026-03-01T10:00:00") == "2026-03-01 10:00:00 (no zone)"


def test_times_sort_across_zones() -> None:
    assert moment("2026-03-01T10:00:00+08:00") == datetime(2026, 3, 1, 2, tzinfo=UTC)
    assert moment("2026-03-01T10:00:00", "Asia/Shanghai") < moment("2026-03-01T03:00:00Z")
    assert moment("2026-03") == moment("2026-03-01")
    assert moment(None) > moment("2999-01-01")
    assert moment("nonsense") == moment(None)


def test_flags_lists_and_codes_become_words() -> None:
    shown = Shown(ENGLISH)
    assert shown.text(False) == "no"
    assert shown.text(["a", True]) == "a, yes"
    assert shown.text([]) == "not stated"
    assert shown.choice("later-code", {"x": "y"}) == "later-code"
    assert grouped_hash("0123456789abcdef") == "01234567 89abcdef"


def test_exhibits_are_found_by_number_and_id() -> None:
    dossier = made_up_dossier()
    index = ExhibitIndex(dossier)
    item_id = dossier.exhibits[0].item.id
    for reference in ("A1", item_id):
        found = index.find(reference)
        assert found
        assert found.number == "A1"
    assert index.find("A") is None
    assert index.find("") is None
    assert index.find(None) is None
    assert index.numbers(["A1", item_id, "Q7"], ENGLISH) == "A1, Q7 (not in this export)"
    assert index.numbers(None, ENGLISH) == ""
    behind = index.behind(dossier.exhibits[0].upload_item_id or "")
    assert behind
    assert behind.number == "A1"
