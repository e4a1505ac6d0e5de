# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks of apps that are no app: a way to place things, colours and sizes, each drawn from a part's own ranges.

``BUILDING`` and ``SECOND`` (held out once, measured twice; decision 0206) were looked at while the reader was built.
``HELD_OUT`` shares no theme, family, font or seed with them and was never opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from random import Random
from typing import Any

from tests.pictures.chat_styles import ChatStyle

Family = Mapping[str, Any]
"""Values of ``ChatStyle`` for one way to place names, avatars and times; a tuple is a choice."""


@dataclass(frozen=True)
class Colours:
    """A theme. ``fade`` and ``own_fade``: the colours at the foot of the page, "" for the same."""

    theme: str
    background: str
    bar: str
    own: str
    other: str
    own_ink: str
    other_ink: str
    grey: str
    fade: str = ""
    own_fade: str = ""
    outline: str = ""
    pattern: str = ""
    chip: str = ""


@dataclass(frozen=True)
class StyleSpace:
    """What the looks of a part are drawn from. Sizes in points of a phone 390 points wide."""

    families: tuple[Family, ...]
    light: tuple[Colours, ...]
    dark: tuple[Colours, ...]
    radius: tuple[float, ...]
    padding: tuple[float, ...]
    text: tuple[float, ...]
    small: tuple[float, ...]
    most_width: tuple[float, ...]
    avatar: tuple[float, ...]
    edge: tuple[float, ...]
    header: tuple[float, ...]
    footer: tuple[float, ...]
    gap: tuple[float, ...]


def drawn_style(random: Random, space: StyleSpace, *, dark: bool) -> ChatStyle:
    """One look out of ``space``."""
    colours = random.choice(space.dark if dark else space.light)
    avatar = random.choice(space.avatar)
    chosen = {
        name: random.choice(value) if isinstance(value, tuple) else value
        for name, value in random.choice(space.families).items()
    }
    named = {each.name for each in fields(ChatStyle)}
    sizes = {
        each.name: random.choice(getattr(space, each.name))
        for each in fields(space)
        if each.name in named and each.name != "avatar"
    }
    style = ChatStyle(
        "general", colours.theme, colours.background, colours.bar, colours.own, colours.other, colours.own_ink,
        colours.other_ink, colours.grey, colours.other_ink if dark else "#151515",
        name_ink=colours.grey, avatar=avatar, avatar_round=random.choice((avatar / 2, avatar / 2, avatar / 6)),
        background_end=colours.fade, own_end=colours.own_fade, outline=colours.outline, pattern=colours.pattern,
        chip=colours.chip, chip_ink=colours.grey, own_small=colours.own_ink, title=random.choice(("centre", "left")),
        **sizes,
    )  # fmt: skip
    style = replace(style, **chosen)
    if style.times == "inside" and not style.chip:  # such apps put their dates on chips
        style = replace(style, chip=colours.other, chip_ink=colours.other_ink)
    return style


BUILDING = StyleSpace(
    families=(
        {"avatars": "none", "times": "centre", "tail": ("bottom", ""), "grouped": True,
         "receipt": ("", "Delivered")},
        {"avatars": "other", "always": True, "times": "beside", "tail": ("top", "side"), "names": "above"},
        {"avatars": "none", "times": "inside", "tail": "", "names": "inside", "ticks": ("", "#6aa9ff"),
         "grouped": True},
        {"avatars": "other", "always": True, "times": "centre", "tail": "", "avatar_place": "bottom", "grouped": True},
        {"avatars": "both", "times": "centre", "tail": ("side", ""), "names": "above"},
        {"avatars": "both", "times": "below", "tail": "", "names": "above"},
        {"avatars": "other", "times": "inside", "tail": "bottom", "names": "inside", "avatar_place": "bottom",
         "grouped": True, "always": (True, False)},
    ),
    light=(
        Colours("light", "#ffffff", "#f8f8f8", "#0b84fe", "#e9e9eb", "#ffffff", "#000000", "#8a8a8e"),
        Colours("light", "#f4f2fb", "#ffffff", "#7b61ff", "#ffffff", "#ffffff", "#1b1730", "#8c86a5", chip="#e4dff7"),
        Colours("light", "#ffffff", "#ffffff", "#ffd9e6", "#d7ecff", "#33131f", "#0d2233", "#86909a"),
        Colours("light", "#ffffff", "#fafafa", "#e8e8ec", "#2c6bed", "#111111", "#ffffff", "#7c7f88"),
        Colours("light", "#f7f7f7", "#ffffff", "#ffffff", "#eef1f4", "#222222", "#222222", "#8b8f94",
                outline="#d0d5da"),
        Colours("light", "#dfe9d9", "#f4f8f1", "#cdeeb4", "#ffffff", "#102010", "#111111", "#6f8069", fade="#c3d8e8",
                chip="#b9cbb5"),
        Colours("light", "#ffffff", "#ffffff", "#a033ff", "#f0f0f0", "#ffffff", "#050505", "#8d949e",
                own_fade="#0a7cff"),
        Colours("light", "#f2e6d8", "#fff7ee", "#ffe08a", "#fffdf9", "#2a2110", "#2a2110", "#97896f",
                pattern="#e8d9c7"),
    ),
    dark=(
        Colours("dark", "#000000", "#121212", "#0a84ff", "#262628", "#ffffff", "#ffffff", "#8e8e93"),
        Colours("dark", "#1b1c1f", "#1b1c1f", "#2c6bed", "#2e3036", "#ffffff", "#e9e9e9", "#9a9da4", chip="#2a2b30"),
        Colours("dark", "#101820", "#17222d", "#33506d", "#1f2c38", "#f1f5f8", "#e5ebf0", "#8899a6", pattern="#16212b"),
    ),
    radius=(4, 8, 12, 16, 20), padding=(7, 9, 11, 13), text=(15, 16, 17, 18), small=(10.5, 11.5, 12.5),
    most_width=(232, 250, 268, 286, 304), avatar=(28, 34, 40, 44), edge=(8, 12, 16), header=(88, 97, 104),
    footer=(56, 64, 84), gap=(6, 10, 14),
)  # fmt: skip

SECOND = StyleSpace(
    families=(
        {"avatars": "other", "always": True, "times": "beside", "tail": "top", "names": "above", "grouped": True},
        {"avatars": "both", "times": "inside", "tail": ("top", "side"), "names": "inside"},
        {"avatars": "none", "times": "below", "tail": ("", "side"), "names": "above"},
        {"avatars": "none", "times": "beside", "tail": "bottom", "names": "above", "grouped": True},
        {"avatars": "other", "times": "centre", "tail": "top", "names": "inside", "avatar_place": "bottom",
         "always": True, "receipt": ("", "Seen", "已读")},
        {"avatars": "both", "times": "centre", "tail": ("top", "bottom"), "names": "above", "avatar_place": "bottom"},
        {"avatars": "both", "times": "centre", "tail": "side", "names": "above", "avatar_round": 4.5},
        {"avatars": "none", "times": "inside", "tail": "top", "names": "inside", "ticks": ("", "#4fb6ec")},
    ),
    light=(
        Colours("light", "#b2c7da", "#a9bfd3", "#fee500", "#ffffff", "#191600", "#191919", "#4f6072", chip="#9db3c7"),
        Colours("light", "#fbfaf7", "#ffffff", "#1f9d6b", "#ecebe4", "#ffffff", "#20201c", "#8f8d84"),
        Colours("light", "#ffffff", "#fdfdfd", "#fff1cc", "#e3f6ec", "#3a2c05", "#08301d", "#7f8a84"),
        Colours("light", "#eef3f8", "#ffffff", "#d3e6fd", "#ffffff", "#0c1a2b", "#0c1a2b", "#7b8794",
                outline="#c7d2de"),
        Colours("light", "#ffffff", "#ffffff", "#d6249f", "#efefef", "#ffffff", "#0f0f0f", "#8e8e8e",
                own_fade="#5b51d8"),
        Colours("light", "#ede7f6", "#ede7f6", "#b39ddb", "#fafafa", "#1d1230", "#221d2b", "#7d7589", fade="#fce4ec",
                chip="#d1c4e9"),
        Colours("light", "#f5f5f5", "#ffffff", "#ffffff", "#fb8c54", "#202020", "#301302", "#8a8580"),
        Colours("light", "#e6ddd0", "#f4eee5", "#c9e7f2", "#fffaf2", "#10222a", "#241d12", "#8a7f70", pattern="#dacfbf",
                chip="#f6efe4"),
    ),
    dark=(
        Colours("dark", "#0d0d12", "#17171f", "#6750a4", "#25232a", "#ffffff", "#e6e1e5", "#938f99"),
        Colours("dark", "#12211c", "#182b25", "#1e7a55", "#22332d", "#f0fff8", "#dcebe4", "#84988f", chip="#1d2e28"),
        Colours("dark", "#202124", "#202124", "#8ab4f8", "#3c4043", "#10233f", "#e8eaed", "#9aa0a6"),
    ),
    radius=(6, 10, 14, 18, 22), padding=(8, 10, 12, 14), text=(14.5, 15.5, 16.5, 17.5), small=(10, 11, 12),
    most_width=(226, 242, 260, 278, 296), avatar=(30, 32, 36, 42), edge=(6, 10, 14), header=(84, 92, 112),
    footer=(52, 60, 76), gap=(5, 8, 12, 17),
)  # fmt: skip

HELD_OUT = StyleSpace(
    families=(
        {"avatars": "both", "times": "centre", "tail": "", "names": "above", "avatar_place": "top", "grouped": True},
        {"avatars": "both", "times": "beside", "tail": "side", "names": "above"},
        {"avatars": "other", "always": True, "times": "below", "tail": ("", "top"), "names": "above"},
        {"avatars": "other", "times": "centre", "tail": "side", "names": "above", "grouped": True,
         "always": (True, False)},
        {"avatars": "none", "times": "centre", "tail": ("top", "side"), "names": "inside",
         "receipt": ("", "Read", "送达")},
        {"avatars": "none", "times": "inside", "tail": ("side", "bottom"), "names": "above", "ticks": ("", "#3fa7d6")},
        {"avatars": "both", "times": "centre", "tail": "side", "names": "inside", "avatar_round": 7},
    ),
    light=(
        Colours("light", "#e9eef0", "#dfe6e9", "#8fd3a5", "#ffffff", "#0b1f12", "#1a1a1a", "#9aa5aa"),
        Colours("light", "#f0ece9", "#f0ece9", "#f7b7a3", "#ffffff", "#2b0f08", "#241f1d", "#a39a95"),
        Colours("light", "#ffffff", "#f4f6f8", "#00796b", "#eceff1", "#ffffff", "#102027", "#90a4ae", chip="#e3e8eb"),
        Colours("light", "#fdf6e3", "#eee8d5", "#b7d7f0", "#fffdf5", "#06222f", "#2f3a3d", "#93a1a1"),
        Colours("light", "#e8eaf6", "#c5cae9", "#3f51b5", "#ffffff", "#ffffff", "#1a237e", "#7986cb", fade="#f3e5f5",
                chip="#cfd4ee"),
        Colours("light", "#fafafa", "#ffffff", "#ff7043", "#e6e6e6", "#ffffff", "#212121", "#9e9e9e",
                own_fade="#ec407a"),
        Colours("light", "#eef7ee", "#ffffff", "#dcedc8", "#ffffff", "#1b2a10", "#1c241a", "#8a9a86",
                outline="#cbd8c6"),
        Colours("light", "#dde3e8", "#eef1f4", "#ffe9b0", "#ffffff", "#332500", "#1f2429", "#77838d", pattern="#d1d9e0",
                chip="#c3cdd5"),
    ),
    dark=(
        Colours("dark", "#15171c", "#1d2027", "#00897b", "#2a2e37", "#ffffff", "#e3e6ea", "#868c98"),
        Colours("dark", "#1e1a16", "#28221d", "#8d6e45", "#332c25", "#fff8ee", "#ece3d8", "#9c9083", chip="#312a23"),
        Colours("dark", "#0a1929", "#102a43", "#3e6fa8", "#1b324a", "#f3f8ff", "#dfe8f2", "#8296ab"),
    ),
    radius=(3, 7, 9, 13, 17), padding=(8.5, 10.5, 11.5, 13.5), text=(15.25, 16.25, 17.25, 17.75),
    small=(10.75, 11.25, 12.25, 12.75), most_width=(238, 246, 256, 264, 272), avatar=(29, 33, 37, 41),
    edge=(7, 11, 13), header=(86, 94, 100, 108), footer=(54, 58, 68), gap=(7, 9, 11, 15),
)  # fmt: skip
