# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives exhibit numbers: a group letter and a number, each given once (docs/decisions/0060)."""

from collections.abc import Collection

PICTURES, CHAT_LOGS, PAYMENT_RECORDS, DOCUMENTS, RECORDINGS, OTHERS = "A", "B", "C", "D", "E", "F"


def group_of(media_type: str, importer: str | None) -> str:
    """The letter of the group an item belongs to, from what it is, never from what somebody thinks it shows."""
    if importer:
        return PAYMENT_RECORDS if "pay" in importer or "bill" in importer else CHAT_LOGS
    family = media_type.split("/", maxsplit=1)[0]
    if family == "image":
        return PICTURES
    if family in {"audio", "video"}:
        return RECORDINGS
    return DOCUMENTS if media_type == "application/pdf" or family == "text" else OTHERS


def next_number(group: str, used: Collection[str]) -> str:
    """The number after the highest one ever used in ``group``: ``A3``."""
    taken = [int(number[len(group) :]) for number in used if _is_plain(number, group)]
    return f"{group}{max(taken, default=0) + 1}"


def member_number(container: str, used: Collection[str]) -> str:
    """The number of something that came out of the container with that number: ``B1-2``."""
    beginning = f"{container}-"
    taken = [int(number[len(beginning) :]) for number in used if _is_plain(number, beginning)]
    return f"{beginning}{max(taken, default=0) + 1}"


def sort_key(number: str) -> tuple[tuple[str, int], ...]:
    """Orders A2 before A10 and B1 before B1-1."""
    parts = []
    for part in number.split("-"):
        letters = part.rstrip("0123456789")
        parts.append((letters, int(part[len(letters) :] or 0)))
    return tuple(parts)


def _is_plain(number: str, beginning: str) -> bool:
    rest = number[len(beginning) :]
    return number.startswith(beginning) and rest.isascii() and rest.isdigit()
