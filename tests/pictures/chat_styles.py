# SPDX-License-Identifier: GPL-3.0-or-later
"""How chat apps look, as numbers: sizes in points of a phone 390 points wide, colours of light and dark themes.

``NAMED`` are looks of known apps, all of them looked at while the reader was built; others are in ``style_space``.
"""

from dataclasses import dataclass, replace

from PIL import ImageColor


@dataclass(frozen=True)
class ChatStyle:
    """One app in one theme. ``times``: centre (a line between messages), inside (in each bubble), beside or below it.

    ``names``: above the bubble or inside it, in groups. ``chip``: the colour behind time lines, "" for none.
    ``avatars``: none, other, both; ``always``: in private chats too, where only the other has one.
    ``avatar_place``: top or bottom of the bubble. ``pattern``: doodles on the background. ``title``: centre or left.
    ``grouped``: messages of one sender stand closer, with one avatar and one name. ``background_end`` and ``own_end``:
    the colour at the foot of the page, where it fades. ``own_small``: of times in own bubbles.
    ``outline``: the rim of the other's bubbles. ``receipt``: words
    below the last own bubble. ``edge``: from the page's edge to avatar or bubble. ``tail``: side, top, bottom or "".
    """

    app: str
    theme: str
    background: str
    bar: str
    own: str
    other: str
    own_ink: str
    other_ink: str
    grey: str
    title_ink: str
    chip: str = ""
    chip_ink: str = ""
    times: str = "centre"
    names: str = "above"
    name_ink: str = ""
    avatars: str = "both"
    avatar: float = 40
    avatar_round: float = 5
    radius: float = 5
    padding: float = 11
    text: float = 17
    small: float = 12.5
    gap: float = 14
    tail: str = "side"
    most_width: float = 258
    title: str = "centre"
    pattern: str = ""
    card: str = "#fa9d3b"
    card_ink: str = "#ffffff"
    card_after: str = "#fde1c3"
    ticks: str = ""
    always: bool = False
    avatar_place: str = "top"
    grouped: bool = False
    background_end: str = ""
    own_end: str = ""
    own_small: str = ""
    outline: str = ""
    receipt: str = ""
    edge: float = 0
    header: float = 97
    footer: float = 64

    def own_at(self, share: float) -> str:
        """The colour of own bubbles at ``share`` of the page's height."""
        if not self.own_end:
            return self.own
        pairs = zip(*(ImageColor.getrgb(each)[:3] for each in (self.own, self.own_end)), strict=True)
        share = min(max(share, 0.0), 1.0)
        return "#" + "".join(f"{round(one + (other - one) * share):02x}" for one, other in pairs)


_WECHAT = ChatStyle(
    "wechat", "light", "#ededed", "#ededed", "#95ec69", "#ffffff", "#191919", "#191919", "#b2b2b2", "#191919",
    name_ink="#8a8a8a",
)  # fmt: skip
_WECHAT_DARK = replace(
    _WECHAT, theme="dark", background="#191919", bar="#191919", own="#3eb575", other="#2c2c2c", own_ink="#101010",
    other_ink="#d5d5d5", grey="#6c6c6c", title_ink="#d5d5d5", name_ink="#7d7d7d", card="#c97e2f", card_after="#8d6337",
)  # fmt: skip
_WHATSAPP = ChatStyle(
    "whatsapp", "light", "#efeae2", "#ffffff", "#d9fdd3", "#ffffff", "#111b21", "#111b21", "#667781", "#111b21",
    chip="#ffffff", chip_ink="#54656f", times="inside", names="inside", avatars="none", radius=8, padding=8, text=16,
    small=11, gap=5, most_width=290, title="left", pattern="#e3ddd3", ticks="#53bdeb",
)  # fmt: skip
_WHATSAPP_DARK = replace(
    _WHATSAPP, theme="dark", background="#0b141a", bar="#1f2c34", own="#005c4b", other="#1f2c34", own_ink="#e9edef",
    other_ink="#e9edef", grey="#8696a0", title_ink="#e9edef", chip="#182229", chip_ink="#8696a0", pattern="#101d24",
)  # fmt: skip
_TELEGRAM = ChatStyle(
    "telegram", "light", "#c5d6a6", "#ffffff", "#e1ffc7", "#ffffff", "#000000", "#000000", "#8a9a8a", "#000000",
    chip="#8aa67c", chip_ink="#ffffff", times="inside", names="inside", avatars="other", avatar=34, avatar_round=17,
    radius=14, padding=9, text=16, small=11, gap=6, most_width=280, title="left", pattern="#b8cb97", ticks="#4fae4e",
)  # fmt: skip
_TELEGRAM_DARK = replace(
    _TELEGRAM, theme="dark", background="#0e1621", bar="#17212b", own="#2b5278", other="#182533", own_ink="#ffffff",
    other_ink="#ffffff", grey="#7d8b99", title_ink="#ffffff", chip="#1e2c3a", chip_ink="#ffffff", pattern="",
)  # fmt: skip
_MESSAGES = ChatStyle(
    "general", "light", "#ffffff", "#f6f6f6", "#007aff", "#e9e9eb", "#ffffff", "#000000", "#8e8e93", "#000000",
    names="above", avatars="none", radius=17, padding=11, text=17, small=11.5, gap=7, tail="", most_width=268,
)  # fmt: skip
_MESSAGES_DARK = replace(
    _MESSAGES, theme="dark", background="#000000", bar="#161616", own="#34c759", other="#26252a", other_ink="#ffffff",
    title_ink="#ffffff",
)  # fmt: skip

_FIRST = (
    _WECHAT, _WECHAT_DARK, _WHATSAPP, _WHATSAPP_DARK, _TELEGRAM, _TELEGRAM_DARK, _MESSAGES, _MESSAGES_DARK,
)  # fmt: skip

_SECOND = (
    replace(_WECHAT, background="#f3f3f3", bar="#f7f7f7", own="#a0e75a", padding=10, radius=4, text=16, avatar=38,
            gap=17, most_width=246, card="#f79c46"),
    replace(_WECHAT, background="#e4e7ea", own="#9eea6a", text=18, avatar=42, avatar_round=9, most_width=252, gap=12),
    replace(_WECHAT_DARK, background="#111111", bar="#111111", own="#26b562", other="#242424", own_ink="#06120b",
            other_ink="#c8c8c8", text=16, padding=12),
    replace(_WHATSAPP, own="#dcf8c6", background="#e5ddd5", pattern="#d8cfc4", bar="#008069", title_ink="#ffffff",
            chip="#e1f3fb", most_width=276, radius=7),
    replace(_WHATSAPP_DARK, own="#144d37", other="#242626", background="#161717", pattern="", radius=11),
    replace(_TELEGRAM, background="#dfe5ec", own="#effdde", chip="#b3c2d0", pattern="", radius=11, bar="#527da3",
            title_ink="#ffffff", text=15.5),
    replace(_TELEGRAM_DARK, background="#181818", own="#8774e1", other="#212121", bar="#212121", chip="#2d2d2d"),
    ChatStyle("general", "light", "#8cabd8", "#8cabd8", "#8de055", "#ffffff", "#000000", "#000000", "#41587a",
              "#101010",
              times="beside", chip="#7391bd", chip_ink="#ffffff", names="above", name_ink="#2c3e57", avatars="other",
              avatar=36, avatar_round=18, radius=15, padding=10, text=15.5, small=10.5, gap=10, most_width=236,
              title="left"),
    ChatStyle("general", "light", "#f1f1f4", "#ffffff", "#12b7f5", "#ffffff", "#ffffff", "#03081a", "#8f959e",
              "#03081a",
              names="above", name_ink="#878b99", avatars="both", avatar=38, avatar_round=19, radius=11, padding=12,
              text=16.5, gap=16, tail="", most_width=250),
    ChatStyle("general", "dark", "#18191a", "#242526", "#0084ff", "#3a3b3c", "#ffffff", "#e4e6eb", "#b0b3b8",
              "#e4e6eb",
              names="above", name_ink="#b0b3b8", avatars="other", avatar=28, avatar_round=14, radius=18, padding=11,
              text=15.5, small=11.5, gap=6, tail="", most_width=262, title="left"),
)  # fmt: skip

NAMED = _FIRST + _SECOND
