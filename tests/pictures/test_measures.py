# SPDX-License-Identifier: GPL-3.0-or-later
"""Forty synthetic screenshots in the ordinary run; ``make measure-pictures`` takes all of them."""

from random import Random

import pytest

from evidence_vault.errors import ReadingError
from evidence_vault.isolation.worker_client import WorkerProcess
from evidence_vault.operations.workers import text_worker
from evidence_vault.pictures.chat_times import chat_time
from evidence_vault.pictures.text_engine import is_installed
from evidence_vault.pictures.transcript import propose_transcript
from evidence_vault.records import ProposedEntry, ProposedTranscript, TextInPicture, TextLine
from tests.helpers.drawn_files import MemorySource
from tests.pictures import style_space
from tests.pictures.__main__ import main as measure_main
from tests.pictures.chat_screen import LabelledEntry
from tests.pictures.labelled_set import labelled_pictures
from tests.pictures.scores import TARGETS, Scores, edits, plain
from tests.pictures.style_space import StyleSpace, drawn_style
from tests.pictures.time_lines import FORMS, time_line

COUNT = 40


@pytest.mark.skipif(not is_installed(), reason="the part that reads text is not installed")
@pytest.mark.timeout(600)
def test_synthetic_screenshots_are_read_as_they_were_drawn() -> None:
    scores = Scores()
    for picture in labelled_pictures("building", COUNT, variants=("clean", "recompressed"), bundled=True):
        text = text_worker().text(MemorySource(picture.name, picture.data), 0)
        scores.take(picture, text, propose_transcript(text))
    for measure, target in TARGETS.items():
        tallies = [tally for (_heading, name), tally in scores.tallies.items() if name == measure]
        right, total = sum(each.right for each in tallies), sum(each.total for each in tallies)
        assert total > 0, measure
        assert right >= target * total - 1, (measure, scores.misses)  # one miss in so few is no verdict


def test_a_picture_that_cannot_be_read_costs_itself_and_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def text(_self: object, source: MemorySource, _page: int) -> TextInPicture:
        asked.append(source.name)
        if source.name.endswith("0001"):
            raise ReadingError(name=source.name)
        return TextInPicture(720, 1310)

    monkeypatch.setattr(WorkerProcess, "text", text)
    assert measure_main(["--part", "building", "--count", "3", "--without-series"]) == 1
    printed = capsys.readouterr().out
    assert "could not be read, and counts as misread whole: building-0001 (READING_ERROR)" in printed
    assert sorted(asked) == ["building-0000", "building-0001", "building-0001", "building-0002"]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("space", [style_space.BUILDING, style_space.SECOND, style_space.HELD_OUT])
def test_every_look_can_be_drawn(space: StyleSpace, dark: bool) -> None:
    looks = {drawn_style(Random(f"no seed of a part {number}"), space, dark=dark) for number in range(60)}
    assert len(looks) > 40
    assert {look.theme for look in looks} == {"dark" if dark else "light"}


def test_time_lines_of_every_form_say_a_time() -> None:
    for (part, language), forms in FORMS.items():
        random = Random(part)
        lines = {time_line(random, "09:05", english=language == "english", part=part) for _ in range(40 * len(forms))}
        assert [line for line in lines if chat_time(line) is None] == []


def test_the_same_seed_draws_the_same_picture() -> None:
    first, second = (list(labelled_pictures("building", 2, bundled=True)) for _ in range(2))
    assert [each.data for each in first] == [each.data for each in second]
    assert first[0].labels.as_json() == second[0].labels.as_json()
    assert first[0].data != first[1].data


def test_a_score_notices_what_is_wrong() -> None:
    picture = next(iter(labelled_pictures("building", 1, bundled=True)))
    labels = picture.labels
    right = ProposedTranscript(tuple(map(_as_read, labels.entries)), labels.title)
    lines = tuple(TextLine(line.text, line.box, 99) for line in labels.lines)
    size = (720, 1310)
    good, bad = Scores(), Scores()
    good.take(picture, TextInPicture(*size, lines), right)
    assert all(tally.share == 1.0 for tally in good.tallies.values()), good.misses
    wrong = tuple(ProposedEntry("message", entry.box, "?", is_self=None) for entry in right.entries)
    bad.take(picture, TextInPicture(*size, lines[1:]), ProposedTranscript(wrong, "?"))
    assert bad.share("clean", "sides").share == 0.0
    assert bad.share("clean", "titles").share == 0.0
    assert bad.share("clean", "characters").share < 1.0
    nothing = Scores()
    nothing.take(picture, TextInPicture(*size), ProposedTranscript(()))
    assert nothing.share("clean", "boundaries").share == 0.0


def test_signs_are_compared_by_what_they_mean() -> None:
    assert plain("（你好）， “ok” ") == '(你好),"ok"'
    assert (edits("kitten", "sitting"), edits("", "abc"), edits("同", "同")) == (3, 3, 0)


def _as_read(label: LabelledEntry) -> ProposedEntry:
    kind = label.kind if label.kind in {"time", "system"} else "message"
    subkind = {"packet": "red-packet"}.get(label.kind, label.kind)
    return ProposedEntry(
        kind,
        label.box,
        label.text,
        label.side == "own",
        label.sender or None,
        subkind,
        label.amount,
        label.time or None,
    )
