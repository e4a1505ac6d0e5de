# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window decides, tried without any window."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_vault.gui.flows import check_words, crash_report, custody_words, evidence_filter, message_words
from evidence_vault.gui.flows.evidence_filter import Wanted
from evidence_vault.gui.flows.idle import IdleWatch, LeaveQuickly
from evidence_vault.gui.flows.import_words import import_sentence
from evidence_vault.gui.flows.new_vault_flow import (
    NewVaultFlow,
    NewVaultStep,
    groups,
    guessing_time,
    name_problem,
    passphrase_strength,
    suggest_passphrase,
)
from evidence_vault.gui.flows.routes import History, Place, Route, first_route
from evidence_vault.gui.flows.unlock_flow import LONGEST_WAIT, UnlockFlow, UnlockStep
from evidence_vault.gui.flows.words_of_values import hash_groups, size_text, time_text
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    CaseMembership,
    CheckReport,
    EvidenceItem,
    FailedImport,
    Finding,
    ImportReport,
    LogEntry,
    MentionedPayment,
    Message,
    MessageKind,
    Severity,
    Signer,
    TimeCertainty,
)

KEY = "AB12-CD34-EF56-GH78-JK90-MN12-PQ34-RS56"
ITEM = EvidenceItem(
    id="i1",
    content_id="c1",
    name="screenshot.png",
    sha256="ab" * 32,
    size=1234,
    media_type="image/png",
    importer=None,
    added_at="2026-03-01T17:30:00+08:00",
    added_by="Lin",
)
MESSAGE = Message(
    "c", 0, MessageKind.MESSAGE, "2026-03-01T12:30:00", "3/1/26", TimeCertainty.LOCAL_DEVICE, "Wang", "hi", None
)


class Seconds:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


# --- places


def test_history_goes_back_the_way_it_came() -> None:
    history = History(Route(Place.WELCOME))
    history.go(Route(Place.UNLOCK, "/a"))
    history.go(Route(Place.UNLOCK, "/a"))
    history.go(Route(Place.SETTINGS))
    assert history.back() == Route(Place.UNLOCK, "/a")
    assert history.back() == Route(Place.WELCOME)
    assert history.back() == Route(Place.WELCOME)
    assert not history.can_go_back


def test_an_opened_vault_leaves_no_way_back_to_its_lock() -> None:
    history = History(Route(Place.WELCOME))
    history.go(Route(Place.UNLOCK, "/a"))
    history.go(Route(Place.WORKSPACE))
    assert not history.can_go_back
    history.go(Route(Place.SETTINGS))
    assert history.back() == Route(Place.WORKSPACE)


def test_start_goes_to_the_one_vault_that_is_meant() -> None:
    assert first_route([]) == Route(Place.WELCOME)
    assert first_route(["/a", "/b"]) == Route(Place.WELCOME)
    assert first_route(["/a"]) == Route(Place.UNLOCK, "/a")
    assert first_route(["/a"], Route(Place.CHECK, "/c")) == Route(Place.CHECK, "/c")


# --- unlocking


def test_the_first_slips_cost_no_waiting_and_then_the_wait_doubles() -> None:
    clock = Seconds()
    flow = UnlockFlow(clock)
    waits = []
    for _try in range(9):
        flow.failed()
        waits.append(flow.seconds_to_wait())
        clock.now += flow.seconds_to_wait()
    assert waits == [0, 0, 2, 4, 8, 16, 32, 60, int(LONGEST_WAIT)]
    assert flow.seconds_to_wait() == 0


def test_the_countdown_counts_down() -> None:
    clock = Seconds()
    flow = UnlockFlow(clock)
    for _try in range(4):
        flow.failed()
    seen = []
    while flow.seconds_to_wait():
        seen.append(flow.seconds_to_wait())
        clock.now += 1
    assert seen == [4, 3, 2, 1]


def test_a_forgotten_passphrase_leads_to_the_recovery_key_and_back() -> None:
    flow = UnlockFlow(Seconds())
    flow.forgot_passphrase()
    assert flow.step is UnlockStep.RECOVERY_KEY
    flow.use_passphrase()
    assert flow.step is UnlockStep.PASSPHRASE


# --- making a vault


def made_flow() -> NewVaultFlow:
    flow = NewVaultFlow()
    flow.choose_place(Path("/home/x"), " Mine ")
    flow.to_passphrase()
    flow.vault_made(KEY)
    return flow


def test_three_steps_in_order() -> None:
    flow = NewVaultFlow()
    with pytest.raises(ValueError, match="no place"):
        flow.to_passphrase()
    flow.choose_place(Path("/home/x"), "Mine")
    assert flow.folder == Path("/home/x/Mine.evidence-vault")
    flow.to_passphrase()
    flow.back()
    assert (flow.step, flow.number) == (NewVaultStep.PLACE, 1)
    flow.to_passphrase()
    flow.vault_made(KEY)
    assert (flow.step, flow.number) == (NewVaultStep.RECOVERY_KEY, 3)
    flow.back()
    assert flow.step is NewVaultStep.RECOVERY_KEY
    flow.finish()
    assert flow.recovery_key == ""


def test_two_different_groups_are_asked_for_and_must_match() -> None:
    flow = made_flow()
    first, second = flow.asked_groups
    parts = groups(KEY)
    assert first < second
    assert flow.groups_match((parts[first], parts[second]))
    assert flow.groups_match((f" {parts[first].lower()} ", parts[second]))
    assert not flow.groups_match((parts[second], parts[first]))
    assert not flow.groups_match((parts[first],))
    assert not flow.groups_match(("", ""))


def test_look_alike_signs_are_taken_as_meant() -> None:
    flow = made_flow()
    flow.recovery_key = "01AB-10CD"
    flow.asked_groups = (0, 1)
    assert flow.groups_match(("OIAB", "lOcd"))


def test_the_key_is_not_in_the_flow_shown_by_a_debugger() -> None:
    assert "AB12" not in repr(made_flow())


@pytest.mark.parametrize("name", ["", "  ", "a/b", "a\\b", ".hidden", "x" * 201, "a\nb", 'a"b', "con:1"])
def test_names_that_no_disk_takes_are_refused_in_words(name: str) -> None:
    assert name_problem(name)


@pytest.mark.parametrize("name", ["Mine", "我的证据", "March 2026"])
def test_ordinary_names_are_fine(name: str) -> None:
    assert name_problem(name) == ""


def test_strength_in_words() -> None:
    weak, strong = passphrase_strength("password1"), passphrase_strength("lamp river otter seven")
    assert (weak.level, weak.word) == (0, "Very weak")
    assert weak.advice
    assert strong.level >= 3
    assert strong.time == "centuries"
    assert passphrase_strength("").word == ""
    assert passphrase_strength("x1Q!" * 400).level >= 0  # very long ones are judged by their beginning


def test_a_name_of_the_vault_is_a_weak_passphrase() -> None:
    assert passphrase_strength("Qzxklamport", ("Qzxklamport",)).level < passphrase_strength("Qzxklamport").level


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "less than a second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (7200, "2 hours"),
        (86400 * 3, "3 days"),
        (1e12, "centuries"),
    ],
)
def test_guessing_time(seconds: float, words: str) -> None:
    assert guessing_time(seconds) == words


def test_suggestions_are_sayable_strong_and_never_the_same() -> None:
    first, second = suggest_passphrase(), suggest_passphrase()
    assert first != second
    assert re.fullmatch(r"([bdfghjklmnprstvz][aeiou]){2}(-([bdfghjklmnprstvz][aeiou]){2}){5}", first)
    assert passphrase_strength(first).level == 4


# --- idling and leaving


def test_idle_lock_comes_when_nobody_is_there() -> None:
    clock = Seconds()
    watch = IdleWatch(clock, 10)
    clock.now += 599
    assert not watch.is_due(working=False)
    clock.now += 1
    assert watch.is_due(working=False)
    watch.touch()
    assert not watch.is_due(working=False)


def test_running_work_counts_as_presence_and_zero_means_never() -> None:
    clock = Seconds()
    watch = IdleWatch(clock, 10)
    clock.now += 6000
    assert not watch.is_due(working=True)
    assert not watch.is_due(working=False)
    watch.minutes = 0
    clock.now += 60000
    assert not watch.is_due(working=False)


def test_shift_three_times_leaves() -> None:
    clock = Seconds()
    sign = LeaveQuickly(clock)
    assert [sign.pressed(shift_alone=True) for _press in range(4)] == [False, False, True, False]


def test_shift_slowly_or_with_letters_between_does_not() -> None:
    clock = Seconds()
    sign = LeaveQuickly(clock)
    for _press in range(6):
        clock.now += 1.5
        assert not sign.pressed(shift_alone=True)
    sign.pressed(shift_alone=True)
    sign.pressed(shift_alone=False)
    assert not sign.pressed(shift_alone=True)
    assert not sign.pressed(shift_alone=True)


# --- crash reports


def test_a_crash_report_holds_no_values_names_or_paths() -> None:
    secret = "My-Secret-Name"
    try:
        try:
            {}[secret]
        except KeyError as error:
            raise RuntimeError(f"/home/{secret}/evidence.txt") from error
    except RuntimeError as error:
        report = crash_report.crash_report(error)
    assert secret not in report
    assert "/home" not in report
    assert "RuntimeError" in report
    assert "KeyError" in report
    assert "test_flows.py" in report


def test_a_crash_report_of_a_loop_of_causes_ends() -> None:
    first, second = ValueError(), TypeError()
    first.__cause__, second.__cause__ = second, first
    assert crash_report.crash_report(first).count("Error") == 2


# --- words


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 KB"), (15400, "15.4 KB"), (151_000, "151 KB"), (10**15, "1000 TB")],
)
def test_sizes(size: int, words: str) -> None:
    assert size_text(size) == words


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        (None, "—"),
        ("2026-03-01T17:30:05+08:00", "2026-03-01 17:30:05 (UTC+08:00)"),
        ("2026-03-01T09:30:00Z", "2026-03-01 09:30:00 (UTC)"),
        ("2026-03-01T17:30:05", "2026-03-01 17:30:05 (zone not known)"),
        ("2026-03-01T17:30+08:00", "2026-03-01 17:30 (UTC+08:00)"),
        ("2026-03-01T17:30", "2026-03-01 17:30 (zone not known)"),
        ("2026-03-01", "2026-03-01"),
        ("2026-03", "2026-03"),
        ("next tuesday", "next tuesday"),
    ],
)
def test_times_always_carry_their_zone_or_say_it_is_missing(iso: str | None, words: str) -> None:
    assert time_text(iso) == words


@given(st.text(max_size=40))
def test_no_text_breaks_the_words_for_times(text: str) -> None:
    assert time_text(text)


def test_hash_in_groups_is_the_hash() -> None:
    assert hash_groups(ITEM.sha256).replace(" ", "") == ITEM.sha256


def test_import_sentence_says_only_what_is_there() -> None:
    assert import_sentence(ImportReport(items=(ITEM,))) == "1 added."
    report = ImportReport(items=(ITEM,), failed=(FailedImport("x", "SOURCE_EMPTY"),), cancelled=True)
    assert import_sentence(report) == "Stopped as you asked. 1 added, 1 not added."


def test_kinds_and_filter() -> None:
    chat = replace(ITEM, id="i2", name="聊天.txt", media_type="text/plain", importer="whatsapp", messages=3)
    assert evidence_filter.kind_of(ITEM) is evidence_filter.Kind.PICTURE
    assert evidence_filter.kind_of(chat) is evidence_filter.Kind.CHAT
    assert evidence_filter.keeps(chat, Wanted(words="聊天"))
    assert not evidence_filter.keeps(chat, Wanted(kind="picture"))
    in_case = replace(ITEM, cases=(CaseMembership("k", "A1"),))
    assert evidence_filter.keeps(in_case, Wanted(words="a1 SCREEN"))
    assert not evidence_filter.keeps(in_case, Wanted(state="in-no-case"))
    assert evidence_filter.keeps(chat, Wanted(state="in-no-case"))
    assert evidence_filter.exhibit_of(in_case, "k") == "A1"
    assert evidence_filter.exhibit_of(in_case, None) == ""


def test_filters_by_tag_and_by_what_is_not_read() -> None:
    one = ITEM
    assert evidence_filter.keeps(one, Wanted(tag="bank"), ("Bank",))
    assert not evidence_filter.keeps(one, Wanted(tag="bank"), ("Banker",))
    assert evidence_filter.keeps(one, Wanted(words="bank"), ("Bank",))
    assert not evidence_filter.keeps(one, Wanted(state="untagged"), ("Bank",))
    assert evidence_filter.keeps(one, Wanted(state="untagged"))
    assert evidence_filter.keeps(one, Wanted(state="unread"), is_unread=True)
    assert not evidence_filter.keeps(one, Wanted(state="unread"))


@pytest.mark.parametrize(("facts", "pages"), [({}, 1), ({"pages": 7}, 7), ({"pages": 0}, 1), ({"pages": True}, 1)])
def test_pages(facts: dict[str, int], pages: int) -> None:
    assert evidence_filter.page_count(replace(ITEM, facts=facts)) == pages


def test_custody_words_name_the_item() -> None:
    entry = LogEntry(
        3, "2026-03-01T09:30:00Z", "a", "added", True, ("i1",), {"item": {"name": "a\u202egnp.exe"}}, "", ""
    )
    assert custody_words.event_sentence(entry) == "Added: a⟨U+202E⟩gnp.exe"
    given_number = replace(entry, event="exhibit-given", payload={"number": "A1"})
    assert custody_words.event_sentence(given_number, {"i1": "x.png"}) == "x.png got the exhibit number A1"
    erased = replace(entry, payload=None)
    assert custody_words.event_sentence(erased) == "Added: —"
    assert custody_words.is_erased(erased)
    assert custody_words.event_sentence(replace(entry, event="of-the-future")) == "of-the-future"


def test_intact_never_stands_alone() -> None:
    signer = Signer("SHA256:abc")
    report = CheckReport("intact", (), signer)
    look, _title, text = check_words.verdict_words(report, of_package=True)
    assert look == "amber"
    assert "SHA256:abc" in text
    assert "not checked" in text
    matched = replace(report, signer=replace(signer, compared="matched"))
    assert check_words.verdict_words(matched, of_package=True)[0] == "green"
    other = replace(report, signer=replace(signer, compared="different"))
    assert check_words.verdict_words(other, of_package=True)[0] == "red"
    broken = replace(report, verdict="problems", findings=(Finding("BLOB_MISSING", Severity.PROBLEM, "x"),))
    assert check_words.verdict_words(broken, of_package=False)[:2] == ("red", "1 problem was found")


def test_message_words() -> None:
    assert message_words.when_words(MESSAGE) == "12:30 · phone's clock"
    known = MESSAGE._replace(sent_at="2026-03-01T12:30:00+08:00", time_certainty=TimeCertainty.OFFSET_KNOWN)
    assert message_words.when_words(known) == "12:30 · UTC+08:00"
    assert message_words.when_words(MESSAGE._replace(sent_at=None)) == "3/1/26"
    assert message_words.lacks_zone(MESSAGE)
    assert not message_words.lacks_zone(known)
    assert message_words.day_words(MESSAGE, None) == "2026-03-01"
    assert message_words.day_words(MESSAGE, MESSAGE) == ""
    with_money = MESSAGE._replace(
        text="look\u202e\nhere",
        payment=MentionedPayment("5000.00", "CNY", "sent"),
        attachments=(Attachment("a.jpg", AttachmentState.OMITTED),),
    )
    assert message_words.body_words(with_money) == (
        "look⟨U+202E⟩\nhere\nSent · 5000.00 CNY\na.jpg (left out by the export)"
    )
    assert message_words.body_words(MESSAGE._replace(text=None)) == "(no text)"
    assert message_words.spoken(MESSAGE) == "Wang, 2026-03-01 12:30 · phone's clock: hi"
