# SPDX-License-Identifier: GPL-3.0-or-later
"""From the text and areas of a screenshot to a proposed transcript: bubble for bubble, with sides, names and times.

A proposal only: nothing here is a message before a person confirms it.
"""

import itertools
import re
import unicodedata
from dataclasses import replace
from statistics import median

from evidence_vault.pictures.alike_signs import amount_put_right, time_put_right
from evidence_vault.pictures.bubble_text import between_rows, colourful, rows_joined, rows_of, without_emoji
from evidence_vault.pictures.chat_blocks import Block, Layout, from_top, is_orange, near_colours
from evidence_vault.pictures.chat_layout import avatars_of, lay_out
from evidence_vault.pictures.chat_sides import tell_sides
from evidence_vault.pictures.chat_times import chat_time, split_clock
from evidence_vault.pictures.chat_title import (
    is_name_of,
    is_of_bar,
    stands_with_title,
    title_line,
    title_words,
    top_lines,
)
from evidence_vault.pictures.forwarded_label import with_label, without_label
from evidence_vault.pictures.panes import chat_from, moved_back, without_list
from evidence_vault.pictures.quotations import quotations_below, quoted_within, with_quotation
from evidence_vault.pictures.screen_bars import without_bars
from evidence_vault.pictures.tilt import level, turned
from evidence_vault.records import Box, ProposedEntry, ProposedTranscript, TextInPicture, TextLine

_LEAST_BROKEN = 0.55
"""Of the width: a system line goes on in the next row only where its first one is at least so wide."""

_MOST_END_WITH_TIMES = 0.75
"""Of the bubbles; nobody ends so many messages with a time."""

UNSURE = 80
"""Below this percentage an entry is pointed out to the person."""

_VOICE = re.compile(r"^\D{0,5}?(\d{1,3})\s?(?:[\"″”“'’′]{1,2}|秒|s)\D{0,5}$")
_AMOUNT = re.compile(r"^(?:[^\w\s+-]{0,2}\s?[¥￥]|Y?)\s?((?:\d{1,3}(?:[,，]\d{3})+|\d+)\.\d{2})$")
"""The arrows of a card of money may be read as a sign or two before it."""

_TRANSFER_FOOT = re.compile(r"微信转账|微信轉[賬帳]|转账给|轉[賬帳]給|transfer", re.IGNORECASE)
_PACKET_FOOT = re.compile(r"红包|紅包|red\s?packet", re.IGNORECASE)
_WITH_EMOJI = 2.6
"""Times the height of a line: so high is a bubble that has a name, an emoji and a time."""

_PILL = re.compile(r"^(\d+条新消息|\d+newmessages?|\d+unread(messages)?|有人@我|回到最新位置)$")
"""What apps float over the chat; it says nothing of the chat."""

_INPUT_WORDS = frozenset({
    *("按住说话", "发送", "发消息", "输入消息", "说点什么…", "message", "imessage", "typeamessage", "sendmessage"),
    *("sms", "textmessage", "send", "holdtotalk", "aa", "写消息…", "信息"),
})


def propose_transcript(text: TextInPicture) -> ProposedTranscript:
    """What the screenshot seems to say; without a bubble the entries are empty."""
    flat = level(text) if text.tilt else text
    left = chat_from(flat)
    found = _Reader(without_list(flat, left) if left else flat).transcript()
    entries = [moved_back(each, left) for each in found.entries]
    size = (text.width, text.height)
    return replace(found, entries=tuple(replace(each, box=turned(each.box, text.tilt, size)) for each in entries))


class _Reader:
    def __init__(self, text: TextInPicture) -> None:
        screen = without_bars(text)
        self._text = screen.text
        self._has_status = screen.has_status
        self._layout: Layout = lay_out(self._text)
        tell_sides(self._layout, avatars_of(self._layout, self._text))
        self._loose = list(self._layout.loose)
        for block in self._layout.blocks:
            self._take_in_what_touches(block)
        self._has_inside_times = self._times_stand_inside()

    def transcript(self) -> ProposedTranscript:
        blocks = [part for block in self._layout.blocks if self._is_entry(block) for part in _chips(block)]
        if not any(block.side in {"own", "other"} for block in blocks):
            return ProposedTranscript(())
        title = self._take_title(blocks)
        quotes = quotations_below(self._layout, blocks, self._text.background)
        entries = [with_quotation(self._entry(block), quotes.get(id(block)) or quoted_within(block)) for block in blocks
                   if not any(block is each for each in quotes.values())]  # fmt: skip
        between = [self._middle_line(line) for line in self._middle_lines(blocks)]
        entries += _joined(sorted(between, key=_place_of), least=_LEAST_BROKEN * self._layout.width)
        entries.sort(key=_place_of)
        return ProposedTranscript(tuple(entries), title, self._platform(blocks))

    # --- which blocks are entries

    def _is_entry(self, block: Block) -> bool:
        words = "".join(line.text for line in block.lines)
        plain = re.sub(r"[\s…]+", "", words).casefold()
        low = block.box[3] > self._layout.page[3] - 0.18 * self._layout.width
        if (low and plain in _INPUT_WORDS) or _PILL.match(plain):
            return False
        return block.is_picture or bool(block.lines) or block.side in {"own", "other"}

    # --- the title bar

    def _take_title(self, blocks: list[Block]) -> str | None:
        """The line of the bar above; everything of the bars is taken out of the loose lines."""
        layout, below = self._layout, min(blocks, key=lambda block: block.box[1], default=None)
        first = below.box[1] if below is not None else layout.page[3]
        title = title_line(layout, self._loose, first, has_status=self._has_status)
        of_input = [line for line in self._loose if self._is_in_input_bar(line, blocks)]
        above = top_lines(layout, self._loose, first) if title is not None else []
        of_bar = [line for line in above if title is not None and stands_with_title(line, title, layout, below)]
        for line in (*of_bar, *of_input):
            self._drop(line)
        return title_words(title, layout) if title is not None else None

    def _is_in_input_bar(self, line: TextLine, blocks: list[Block]) -> bool:
        last = max((block.box[3] for block in blocks), default=0)
        return line.box[1] >= last and re.sub(r"[\s…]+", "", line.text).casefold() in _INPUT_WORDS

    def _drop(self, line: TextLine) -> None:
        self._loose = [each for each in self._loose if each is not line]

    # --- lines between the bubbles

    def _take_in_what_touches(self, block: Block) -> None:
        """A chip that touches the one below it is of one piece with it, and its line may be found to stand loose."""
        if block.side != "middle" or not block.lines:
            return
        inside = [line for line in self._loose if _lies_within(line.box, block.box)]
        for line in inside:
            self._drop(line)
        block.lines = from_top((*block.lines, *inside))

    def _middle_lines(self, blocks: list[Block]) -> list[TextLine]:
        found = []
        for line in (*self._loose, *self._times_at_bars()):
            beside = any(block.box[1] - 4 <= line.box[1] and line.box[3] <= block.box[3] + 4 for block in blocks)
            if self._is_centred(line) and not beside:  # a time beside a bubble is the bubble's own, wherever it stands
                found.append(line)
        return found

    def _is_centred(self, line: TextLine) -> bool:
        page = self._layout.page
        return abs((line.box[0] + line.box[2]) - (page[0] + page[2])) / 2 < 0.06 * self._layout.width

    def _times_at_bars(self) -> list[TextLine]:
        """Times below the words of the bar above: on a chip of the bar's colour that touches it."""
        bars = self._layout.bars
        words = [line.box[3] for line in bars if chat_time(line.text) is None and not is_of_bar(line.text)]
        above = min(words, default=self._layout.page[3])
        return [line for line in bars if chat_time(line.text) is not None and line.box[1] >= above]

    def _middle_line(self, line: TextLine) -> ProposedEntry:
        entry = _said_between(line.box, line.text.strip())
        return replace(entry, confidence=line.confidence, flags=(*entry.flags, *_flags(line.confidence)))

    # --- bubbles

    def _entry(self, block: Block) -> ProposedEntry:
        if block.side == "middle" and block.lines:
            return self._finished(block, _said_between(block.box, rows_joined(block.lines)))
        is_self = {"own": True, "other": False}.get(block.side)
        name = self._name_above(block) if not is_self else None
        if block.is_picture:
            return self._finished(block, ProposedEntry("message", block.box, None, is_self, name, "picture"))
        card = self._card(block, is_self, name)
        if card is not None:
            return self._finished(block, card)
        return self._finished(block, self._text_bubble(block, is_self, name))

    def _finished(self, block: Block, entry: ProposedEntry) -> ProposedEntry:
        confidence = min((line.confidence for line in block.lines), default=100 if block.is_picture else 0)
        flags = list(dict.fromkeys((*entry.flags, *_flags(confidence))))
        if entry.kind == "message" and entry.is_self is None:
            flags.append("side-unclear")
        if block.box[1] <= self._layout.page[1] + 2 or block.box[3] >= self._layout.page[3] - 2:
            flags.append("cut")
        return replace(entry, confidence=confidence, flags=tuple(flags))

    def _text_bubble(self, block: Block, is_self: bool | None, name: str | None) -> ProposedEntry:
        lines = without_emoji(block.lines)
        if name is None and not is_self:
            name, lines = self._name_inside(block, lines)
        lines, label = without_label(lines)
        lines, time = self._without_time(lines, block.box)
        time = time or self._time_beside(block) or self._time_below(block)
        words = with_label(rows_joined(lines, block.box), label)
        voice = _VOICE.match(unicodedata.normalize("NFKC", words))
        if voice:
            return ProposedEntry("message", block.box, f'{voice[1]}"', is_self, name, "voice", time=time)
        return ProposedEntry("message", block.box, words or None, is_self, name, "text", time=time)

    def _card(self, block: Block, is_self: bool | None, name: str | None) -> ProposedEntry | None:
        """A transfer or a red packet: an orange card, or an amount above the words of one."""
        texts = [unicodedata.normalize("NFKC", line.text).strip() for line in block.lines]
        foot = texts[-1] if texts else ""
        is_card = is_orange(block.colour)
        of_money = next((text for text in texts if _AMOUNT.match(text)), None)
        if is_card and of_money is None and _TRANSFER_FOOT.search(foot):
            of_money = next((text for text in texts if amount_put_right(text)), "")
        if of_money is not None and (is_card or _TRANSFER_FOOT.search(foot)):
            words = [line for line, text in zip(block.lines, texts, strict=True) if text != of_money]
            note = rows_joined([line for line in words if not _TRANSFER_FOOT.fullmatch(line.text.strip())])
            transfer = ProposedEntry("message", block.box, note or None, is_self, name, "transfer")
            return _with_amount(transfer, of_money)
        if is_card and len(texts) > 1 and _PACKET_FOOT.search(foot):
            return ProposedEntry("message", block.box, rows_joined(block.lines[:-1]), is_self, name, "red-packet")
        return None

    # --- names and times

    def _name_above(self, block: Block) -> str | None:
        for line in self._loose:
            if is_name_of(line, block, self._layout):
                self._drop(line)
                return line.text.strip()
        return None

    def _name_inside(self, block: Block, lines: list[TextLine]) -> tuple[str | None, list[TextLine]]:
        """The first line is a name where it is coloured and the rest is not."""
        if len(lines) < 2:
            return None, lines
        first, rest = lines[0], lines[1:]
        others = [line for line in rest if chat_time(line.text) is None]
        if not others and block.box[3] - block.box[1] < _WITH_EMOJI * (first.box[3] - first.box[1]):
            return None, lines
        coloured = colourful(first.ink) > 2 * max(20, *(colourful(line.ink) for line in others or rest))
        usual = median(
            [line.box[3] - line.box[1] for line in others if len(line.text.strip()) > 1] or [self._layout.line_height]
        )
        smaller = first.box[3] - first.box[1] < 1.3 * max(usual, self._layout.line_height)
        if coloured and smaller and len(first.text) <= 40:
            return first.text.strip().lstrip("~").strip(), rest
        return None, lines

    def _times_stand_inside(self) -> bool:
        """Whether two bubbles have a time in a line of its own at their end, or most of them end with one."""
        bubbles = [block for block in self._layout.blocks if block.lines and block.side in {"own", "other"}]
        bubbles = [block for block in bubbles if not is_orange(block.colour)]  # cards of money show none
        apart = sum(1 for block in bubbles if _ends_with_time(block))
        ending = sum(1 for block in bubbles if _line_with_clock(block.lines) is not None)
        return apart >= 2 or (ending >= 3 and ending >= _MOST_END_WITH_TIMES * len(bubbles))

    def _without_time(self, lines: list[TextLine], box: Box) -> tuple[list[TextLine], str | None]:
        """The lines without the small time at the bubble's lower right corner."""
        last = _line_with_clock(lines)
        at_corner = last is not None and box[2] - last.box[2] < 0.09 * self._layout.width
        split = split_clock(last.text) if last is not None and at_corner else None
        if last is None or split is None or not (self._has_inside_times or split[0] == ""):
            return lines, None
        if split[0] == "" and len(lines) == 1 and not self._is_small(last):
            return lines, None
        rest, clock = split
        lines = [line for line in lines if line is last or not _is_tick(line, last)]
        place = next(number for number, line in enumerate(lines) if line is last)
        kept = [*lines[:place], *([replace(last, text=rest)] if rest else []), *lines[place + 1 :]]
        return kept, clock

    def _is_small(self, line: TextLine) -> bool:
        """Whether a clock alone in a bubble is its time, below an emoji in which nothing was read."""
        return self._has_inside_times and line.box[3] - line.box[1] < 0.9 * self._layout.line_height

    def _time_beside(self, block: Block) -> str | None:
        layout = self._layout
        for line in self._loose:
            middle = (line.box[1] + line.box[3]) / 2
            near = min(abs(line.box[2] - block.left), abs(line.box[0] - block.right)) < 0.05 * layout.width
            split = split_clock(line.text)
            if near and block.box[1] <= middle <= block.box[3] + 4 and split is not None:
                self._drop(line)
                return split[1]
        return None

    def _time_below(self, block: Block) -> str | None:
        """A small time right below a bubble, at one of its edges; what stands in the middle of the page is no such."""
        layout = self._layout
        for line in self._loose:
            gap = line.box[1] - block.box[3]
            at_edge = min(abs(line.box[0] - block.left), abs(line.box[2] - block.right)) < 0.03 * layout.width
            split = split_clock(line.text)
            near = -0.3 * layout.line_height < gap < 0.5 * layout.line_height and not self._is_centred(line)
            if near and at_edge and split is not None and split[0] == "":
                self._drop(line)
                return split[1]
        return None

    def _platform(self, blocks: list[Block]) -> str:
        """A guess from the colour of the person's own bubbles; the person can change it."""
        own = [block.colour for block in blocks if block.side == "own" and block.lines]
        known = {
            "wechat": ("#95ec69", "#3eb575", "#a0e75a", "#9eea6a", "#26b562"),
            "whatsapp": ("#d9fdd3", "#005c4b", "#dcf8c6", "#144d37"),
            "telegram": ("#e1ffc7", "#effdde", "#2b5278", "#eeffde"),
        }
        for platform, colours in known.items():
            if any(near_colours(colour, each) for colour in own for each in colours):
                return platform
        return "chat"


def _said_between(box: Box, words: str) -> ProposedEntry:
    """A time or system line; a time in which signs were taken for others that look like them is put right."""
    if chat_time(words) is not None:
        return ProposedEntry("time", box, words)
    time = time_put_right(words)
    if time is None:
        return ProposedEntry("system", box, words)
    return ProposedEntry("time", box, time, flags=("signs-put-right",), as_read=words)


def _with_amount(transfer: ProposedEntry, of_money: str) -> ProposedEntry:
    """``of_money``: the line of the amount; "" where none could be read, which a person then looks for."""
    match = _AMOUNT.match(of_money)
    amount = match[1] if match else amount_put_right(of_money)
    if amount is None:
        return replace(transfer, flags=("unsure",))
    put_right = replace(transfer, amount=re.sub("[,，]", "", amount))
    return put_right if match else replace(put_right, flags=("signs-put-right",), as_read=of_money)


def _place_of(entry: ProposedEntry) -> tuple[int, int]:
    return entry.box[1], entry.box[0]


def _flags(confidence: int) -> tuple[str, ...]:
    return ("unsure",) if confidence < UNSURE else ()


def _ends_with_time(block: Block) -> bool:
    return len(block.lines) > 1 and _line_with_clock(block.lines) is not None


def _is_tick(line: TextLine, clock: TextLine) -> bool:
    """Ticks behind the time of a bubble are read as a letter or two."""
    return line.box[0] >= clock.box[2] - 4 and line.box[3] > clock.box[1] and len(line.text.strip()) <= 2


def _line_with_clock(lines: list[TextLine]) -> TextLine | None:
    """The line in the last row that ends with a time: the one furthest to the right."""
    if not lines:
        return None
    lowest = max(lines, key=lambda line: line.box[3])
    reach = lowest.box[1] - 0.3 * (lowest.box[3] - lowest.box[1])
    last_row = [
        line for line in lines if (line.box[1] + line.box[3]) / 2 > reach and split_clock(line.text) is not None
    ]
    return max(last_row, key=lambda line: (split_clock(line.text) or ("x",))[0] == "", default=None)


def _joined(entries: list[ProposedEntry], least: float) -> list[ProposedEntry]:
    """System lines that go on in the next row are one entry; ``least``: so wide is a row that was broken."""
    result: list[ProposedEntry] = []
    for entry in entries:
        before = result[-1] if result else None
        if before is not None and before.kind == entry.kind == "system":
            high = before.box[3] - before.box[1]
            broken = before.box[2] - before.box[0] >= least
            if broken and entry.box[1] - before.box[3] < 0.5 * high and not before.flags:
                box = (min(before.box[0], entry.box[0]), before.box[1], max(before.box[2], entry.box[2]), entry.box[3])
                words = f"{before.text}{between_rows(before.text or '', entry.text or '')}{entry.text}"
                result[-1] = replace(before, box=box, text=words, confidence=min(before.confidence, entry.confidence))
                continue
        result.append(entry)
    return result


def _lies_within(inner: Box, outer: Box) -> bool:
    return all(outer[axis] - 4 <= inner[axis] and inner[axis + 2] <= outer[axis + 2] + 4 for axis in (0, 1))


def _is_time(words: str) -> bool:
    return chat_time(words) is not None or time_put_right(words) is not None


def _chips(block: Block) -> list[Block]:
    """Time lines right below each other can share one colour without a gap: each row is an entry of its own."""
    if block.side == "middle" and block.quoted:
        block = replace(block, lines=[*block.lines, *block.quoted], quoted=[])
    rows = rows_of(block.lines)
    if (
        block.side != "middle"
        or not any(_is_time(" ".join(line.text for line in row)) for row in rows)
        or len(rows) < 2
    ):
        return [block]
    edges = [
        block.box[1],
        *((above[0].box[3] + below[0].box[1]) // 2 for above, below in itertools.pairwise(rows)),
        block.box[3],
    ]
    return [
        replace(block, box=(block.box[0], top, block.box[2], max(top + 1, bottom)), lines=row)
        for row, top, bottom in zip(rows, edges, edges[1:], strict=False)
    ]
