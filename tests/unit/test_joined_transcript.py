# SPDX-License-Identifier: GPL-3.0-or-later
"""Several pictures joined into one transcript, on entries put together by hand: no engine, no drawing."""

from evidence_vault.pictures.joined_transcript import (
    JoinedPiece,
    PlacedTranscript,
    join_transcripts,
    platform_of,
    titles_of,
)
from evidence_vault.records import GAP, ProposedEntry, ProposedTranscript

HEIGHT, BAR = 1000, 80


def said(text: str | None, top: int, height: int = 60, *, own: bool | None = False, **more: object) -> ProposedEntry:
    box = (400, top, 700, top + height) if own else (20, top, 320, top + height)
    return ProposedEntry("message", box, text, own, subkind=str(more.pop("subkind", "text")), **more)  # type: ignore[arg-type]


def picture(
    *entries: ProposedEntry, top: int = 0, follows: bool | None = True, title: str | None = None, platform: str = "chat"
) -> PlacedTranscript:
    """A picture as wide as the unit of lengths, with bars of 80 rows."""
    found = ProposedTranscript(tuple(entries), title, platform)
    return PlacedTranscript(found, 720, HEIGHT, float(top), (float(BAR), float(BAR)), follows)


def texts(pieces: tuple[JoinedPiece, ...]) -> list[str | None]:
    return [GAP if piece.entry.kind == GAP else piece.entry.text for piece in pieces]


def test_what_stands_in_the_overlap_stands_there_once() -> None:
    first = picture(said("一", 100), said("二", 500), said("三", 800), follows=None)
    second = picture(said("二", 100), said("三", 400), said("四", 700), top=400)
    pieces = join_transcripts([first, second])
    assert texts(pieces) == ["一", "二", "三", "四"]
    assert [[place.picture for place in piece.places] for piece in pieces] == [[0], [0, 1], [0, 1], [1]]
    assert all(not piece.entry.flags for piece in pieces)


def test_equal_messages_at_two_places_are_two() -> None:
    """ "OK" twice, once in the overlap: the words alone would make one of them."""
    first = picture(said("OK", 100), said("OK", 300), said("OK", 700), follows=None)
    second = picture(said("OK", 300), said("OK", 500), top=400)
    assert texts(join_transcripts([first, second])) == ["OK"] * 4


def test_one_place_with_two_readings_keeps_both_and_says_so() -> None:
    first = picture(said("一", 100), said("sent you 500", 700), follows=None)
    second = picture(said("转账给你三千元", 300), said("end", 600), top=400)
    pieces = join_transcripts([first, second])
    assert sorted(texts(pieces)) == sorted(["一", "sent you 500", "转账给你三千元", "end"])  # type: ignore[type-var]
    assert [piece.entry.flags for piece in pieces if piece.entry.text == "转账给你三千元"] == [("reads-differently",)]


def test_a_small_difference_in_reading_is_one_message_and_the_surer_reading_counts() -> None:
    first = picture(said("transfer to card 4111", 700, confidence=80), follows=None)
    second = picture(said("transfer to carb 4111", 300, confidence=71), said("x", 600), top=400)
    assert texts(join_transcripts([first, second])) == ["transfer to card 4111", "x"]


def test_amounts_that_differ_are_never_one() -> None:
    card = {"subkind": "transfer", "own": True}
    first = picture(said("货款", 700, amount="500.00", **card), follows=None)  # type: ignore[arg-type]
    second = picture(said("货款", 300, amount="600.00", **card), top=400)  # type: ignore[arg-type]
    assert [piece.entry.amount for piece in join_transcripts([first, second])] == ["500.00", "600.00"]


def test_a_bubble_cut_by_the_edge_is_taken_whole_from_the_other_picture() -> None:
    first = picture(said("一", 100), said("this is a long mess", 850, 70, flags=("cut",)), follows=None)
    second = picture(said("this is a long message of three lines", 450, 200), top=400)
    (_one, long) = join_transcripts([first, second])
    assert (long.entry.text, long.entry.flags) == ("this is a long message of three lines", ())
    assert [place.picture for place in long.places] == [1, 0]


def test_what_an_edge_leaves_of_a_card_is_no_message_of_its_own() -> None:
    first = picture(said("a", 100), said("微信转账", 885, 34), follows=None)
    second = picture(said("货款", 485, 180, subkind="transfer", amount="500.00"), top=400)
    pieces = join_transcripts([first, second])
    assert [(piece.entry.text, piece.entry.amount) for piece in pieces] == [("a", None), ("货款", "500.00")]


def test_a_message_longer_than_a_picture_is_pieced_together() -> None:
    first = picture(said("one two three four five six", 100, 818, flags=("cut",)), follows=None)
    second = picture(said("four five six seven eight", 82, 500, flags=("cut",)), said("end", 700), top=400)
    long, end = join_transcripts([first, second])
    assert long.entry.text == "one two three four five six seven eight"
    assert "pieced-together" in long.entry.flags
    assert end.entry.text == "end"


def test_between_pictures_that_share_nothing_stands_a_gap() -> None:
    pieces = join_transcripts([picture(said("a", 100), follows=None), picture(said("a", 100), follows=None)])
    assert texts(pieces) == ["a", GAP, "a"]
    assert pieces[1].entry.flags == ()
    assert pieces[1].places[0].picture == 1


def test_where_the_overlap_is_not_sure_a_person_is_asked() -> None:
    first = picture(said("a", 100), said("b", 830), follows=None)
    second = picture(said("b", 90), said("c", 300), top=740, follows=False)
    pieces = join_transcripts([first, second])
    assert texts(pieces) == ["a", "b", GAP, "c"]
    assert pieces[1].entry.flags == ("taken-for-one",)
    assert pieces[2].entry.flags == ("overlap-unsure",)
    other = picture(said("d", 90), said("c", 300), top=740, follows=False)
    assert texts(join_transcripts([first, other])) == ["a", "b", GAP, "d", "c"]


def test_bars_are_no_messages_and_what_is_pinned_counts_once() -> None:
    pinned, field = ProposedEntry("system", (20, 50, 600, 78), "群公告：今晚开课"), said(None, 930, 40)
    first = picture(pinned, said("a", 700), field, follows=None)
    second = picture(pinned, said("a", 300), said("b", 600), field, top=400)
    assert texts(join_transcripts([first, second])) == ["群公告：今晚开课", "a", "b"]


def test_what_one_picture_does_not_tell_comes_from_the_other() -> None:
    first = picture(said("早上好", 700, own=None, flags=("side-unclear",), confidence=99), follows=None)
    second = picture(said("早上好", 300, sender="王老师", time="9:05", confidence=95), top=400)
    (one,) = join_transcripts([first, second])
    assert (one.entry.is_self, one.entry.sender, one.entry.time, one.entry.flags) == (False, "王老师", "9:05", ())
    third = picture(said("早上好", 300, own=True, confidence=95), top=400)
    (one,) = join_transcripts([second, third])
    assert one.entry.flags == ("side-unclear",)


def test_pictures_of_other_sizes_are_laid_on_one_scroll() -> None:
    first = picture(said("a", 100), said("b", 700), follows=None)
    half = ProposedTranscript((said("b", 150, 30), said("c", 300, 30)))
    second = PlacedTranscript(half, 360, 500, 400.0, (80.0, 80.0), follows=True)
    assert texts(join_transcripts([first, second])) == ["a", "b", "c"]


def test_names_of_the_chat_are_told_without_counts_of_members() -> None:
    pictures = [
        picture(title="港股交流群(128)", platform="wechat"),
        picture(title="港股交流群(129)"),
        picture(title="李婉婷"),
    ]
    assert titles_of(pictures) == ("港股交流群(128)", "李婉婷")
    entry = said("a", 100)
    assert platform_of([picture(entry, platform="wechat"), picture(entry), picture(entry)]) == "wechat"
    assert platform_of([picture(entry)]) == "chat"
