# SPDX-License-Identifier: GPL-3.0-or-later
"""Signs that look alike, told apart by the forms in which chat apps write times and amounts: "24 0ct" is "24 Oct".

Only a line that is a time or an amount and nothing else once such signs are exchanged is put right; nothing is added or
left out but spaces. A decimal point that was lost stays lost.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator

from evidence_vault.pictures.chat_times import chat_time

_WORDS = (
    *("january", "february", "march", "april", "june", "july", "august", "september", "october", "november"),
    *("december", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("mon", "tue", "wed", "thu", "fri", "sat", "sun", "today", "yesterday", "at", "am", "pm"),
)
_LETTERS = {"0": "o", "1": "li", "5": "s", "6": "b", "8": "b", "9": "g", "|": "li", "!": "li"}
"""What a sign in a word can be instead."""

_DIGITS = str.maketrans({
    **dict.fromkeys("OoQD", "0"), **dict.fromkeys("lIi|!", "1"), **dict.fromkeys("Zz", "2"), "S": "5", "s": "5",
    "B": "8",
})  # fmt: skip
_ENDS = re.compile(r"(?i)(am|pm|st|nd|rd|th)$")
_CHINESE = tuple(
    (re.compile(pattern), right)
    for pattern, right in (
        (r"[昨咋作][天大夭夫]", "昨天"),
        (r"今[天大夭夫]", "今天"),
        (r"前[天大夭夫]", "前天"),
        (r"星[期朋斯其]", "星期"),
        (r"(?<=[期周])[-—–_ー](?=\s|$|\d|[上下凌早中晚])", "一"),
        (r"(?<=[期周])[目曰]", "日"),
        (r"(?<=\d)[目曰](?=\D|$)", "日"),
        (r"(?<=\d)[用丹](?=\s?\d)", "月"),
        (r"(?<=\d{4})[牛午](?=\s?\d)", "年"),
        (r"[上土][午牛](?=\s?\d)", "上午"),
        (r"[下不][午牛](?=\s?\d)", "下午"),
        (r"凌[晨展辰](?=\s?\d)", "凌晨"),
        (r"晚[上土](?=\s?\d)", "晚上"),
        (r"早[上土](?=\s?\d)", "早上"),
    )
)
_MONEY = re.compile(r"^[¥Y￥V半羊]?(?P<whole>[\dOoQDlIi|!ZzSsB,.·]+)[.,·。:](?P<cents>[\dOoQDlIi|!ZzSsB]{2})$")
_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_PIECES = re.compile(r"[A-Za-z0-9|!]+|[^A-Za-z0-9|!]")
_MOST_CHANGED = 3
_MOST_READINGS = 64


def time_put_right(text: str) -> str | None:
    """``text`` (no time as it stands) with signs exchanged for such as look like them, where that makes it a time.

    None where it cannot be made one, where more than three signs would change, or where two different times come out.
    """
    if chat_time(text) is not None or not any(sign.isdigit() for sign in text) or len(text) > 40:
        return None
    plain = unicodedata.normalize("NFKC", text).replace("：", ":").replace("∶", ":").replace("；", ";")
    found = {each for each in _readings(plain) if chat_time(each) is not None and _changed(plain, each)}
    return found.pop() if len(found) == 1 else None


def amount_put_right(text: str) -> str | None:
    """The amount with two decimals ("30,000.00") that is all of ``text`` of a card of money; None where it is none.

    ``text`` may be right as it stands: the caller compares.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    match = _MONEY.match(plain)
    if match is None:
        return None
    whole, cents = match["whole"].translate(_DIGITS), match["cents"].translate(_DIGITS)
    grouped = re.sub(r"[.·]", ",", whole)
    changed = sum(one != other for one, other in zip(match["whole"] + match["cents"], grouped + cents, strict=True))
    return f"{grouped}.{cents}" if changed <= _MOST_CHANGED and _WHOLE.fullmatch(grouped) and cents.isdigit() else None


def _readings(text: str) -> Iterator[str]:
    whole = re.sub(r"(?<=\d);(?=\s?\d)", ":", text)
    pieces = [_choices(piece) for piece in _PIECES.findall(whole)]
    for chosen in itertools.islice(itertools.product(*pieces), _MOST_READINGS):
        reading = "".join(chosen)
        for pattern, right in _CHINESE:
            reading = pattern.sub(right, reading)
        yield reading


def _choices(piece: str) -> tuple[str, ...]:
    """What a run of letters and digits can be: a word of times, or a number with or without its ending."""
    if not piece.isascii() or not piece.isprintable() or not re.search(r"[A-Za-z0-9|!]", piece):
        return (piece,)
    words = tuple(each for each in _as_words(piece) if each.lower() in _WORDS)
    if words:
        return words
    end = _ENDS.search(piece)
    number = piece[: end.start()] if end else piece
    digits = number.translate(_DIGITS)
    return (digits + (end[0] if end else ""),) if digits.isdigit() else (piece,)


def _as_words(piece: str) -> Iterator[str]:
    upper = piece.isupper() and sum(sign.isalpha() for sign in piece) > 1
    choices = [[sign] if sign.isalpha() else [*_LETTERS.get(sign, sign)] for sign in piece]
    for chosen in itertools.islice(itertools.product(*choices), _MOST_READINGS):
        word = "".join(chosen)
        # A digit has no case: it takes that of the word.
        yield "".join(
            old if old.isalpha() else (new.upper() if upper or number == 0 else new)
            for number, (old, new) in enumerate(zip(piece, word, strict=True))
        )


def _changed(before: str, after: str) -> bool:
    """Whether signs were exchanged, and few of them."""
    if len(before) != len(after):
        return False
    return 0 < sum(one != other for one, other in zip(before, after, strict=True)) <= _MOST_CHANGED
