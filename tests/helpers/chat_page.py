# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of a chat put together by hand, as an engine would have found them: no engine, no drawing."""

from evidence_vault.records import Box, PictureArea, ProposedEntry, TextInPicture, TextLine

WIDTH, HEIGHT = 1080, 2000
GREEN, WHITE, GREY = "#95ec69", "#ffffff", "#ededed"


class Page:
    """A page in the making."""

    def __init__(self) -> None:
        self.lines: list[TextLine] = []
        self.areas: list[PictureArea] = [PictureArea((0, 0, WIDTH, HEIGHT), "flat", GREY)]

    def line(
        self,
        text: str,
        left: int,
        top: int,
        *,
        area: int | None = 0,
        high: int = 48,
        ink: str = "#191919",
        sure: int = 99,
    ) -> None:
        wide = round(sum(1.0 if ord(sign) > 255 else 0.55 for sign in text) * high * 0.85)
        self.lines.append(TextLine(text, (left, top, left + wide, top + high), sure, area, ink))

    def bubble(self, box: Box, colour: str, *texts: str, ink: str = "#191919", first_ink: str | None = None) -> None:
        self.areas.append(PictureArea(box, "flat", colour))
        for number, text in enumerate(texts):
            self.line(
                text,
                box[0] + 30,
                box[1] + 20 + number * 62,
                area=len(self.areas) - 1,
                ink=first_ink if number == 0 and first_ink else ink,
            )

    def text(self) -> TextInPicture:
        ordered = tuple(sorted(self.lines, key=lambda line: line.box[1]))
        return TextInPicture(WIDTH, HEIGHT, ordered, tuple(self.areas), background=GREY)


def wechat_page() -> Page:
    page = Page()
    page.line("20:41", 60, 30, high=40)
    page.line("5G", 900, 30, high=36)
    page.line("港股交流群(128)", 380, 130, high=54)
    page.line("昨天 18:02", 450, 260, high=38, ink="#b2b2b2")
    page.line("王老师", 170, 340, high=34, ink="#8a8a8a")
    page.bubble((150, 390, 700, 500), WHITE, "今天的行情不错")
    page.bubble((500, 540, 930, 650), GREEN, "好的，我知道了")
    return page


def said(entries: tuple[ProposedEntry, ...]) -> list[tuple[str, bool | None, str | None, str | None]]:
    return [(entry.kind, entry.is_self, entry.sender, entry.text) for entry in entries]
