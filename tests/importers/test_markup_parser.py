# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripts are let go line by line, with places and end tags as the standard reader has them."""

import pytest

from evidence_vault.importers.markup_parser import MarkupParser


class _Tags(MarkupParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[str, tuple[int, int]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, self.getpos()))

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())


def test_a_long_script_is_not_kept() -> None:
    reader = _Tags()
    reader.feed("<p>a</p><script>\n")
    for number in range(1_000):
        reader.feed(f'{{"b": "<div>{number} words of a message</div>"}},\n')
        assert len(reader.rawdata) < 100
    reader.feed("</script><p>b</p>\n")
    assert [tag for tag, _ in reader.seen] == ["p", "script", "p"]
    assert reader.seen[-1][1] == (1_002, len("</script>"))
    assert [word for word in reader.words if word in {"a", "b"}] == ["a", "b"]


@pytest.mark.parametrize("end", ["</script>", "</SCRIPT >", "</\n", "</scr"])
def test_an_end_tag_may_come_in_pieces(end: str) -> None:
    reader = _Tags()
    rest = {"</\n": "script>", "</scr": "ipt>"}.get(end, "")
    reader.feed("<script>let a = 1 < 2;" + end)
    reader.feed(rest + "<b>c</b>")
    assert [tag for tag, _ in reader.seen] == ["script", "b"]


def test_words_of_other_elements_stay() -> None:
    reader = _Tags()
    reader.feed("<p>one ")
    reader.feed("two</p>")
    assert "".join(reader.words).replace(" ", "") == "onetwo"
