# SPDX-License-Identifier: GPL-3.0-or-later
"""Forty synthetic screenshots in the ordinary run; ``make measure-pictures`` takes all of them."""

import pytest

from evidence_vault.operations.workers import text_worker
from evidence_vault.pictures.text_engine import is_installed
from evidence_vault.pictures.transcript import propose_transcript
from evidence_vault.records import ProposedEntry, ProposedTranscript, TextInPicture, TextLine
from tests.helpers.drawn_files import MemorySource
from tests.pictures.chat_screen import LabelledEntry
from tests.pictures.labelled_set import labelled_pictures
from tests.pictures.scores import TARGETS, Scores, edits, plain

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
