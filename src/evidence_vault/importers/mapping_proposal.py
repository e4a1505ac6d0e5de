# SPDX-License-Identifier: GPL-3.0-or-later
"""What a mapping of a file could be: its rows or lines to look at, and a first proposal for the person to change."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from evidence_vault import errors
from evidence_vault.importers.mapping_dates import DatePattern, find_time, supported_patterns
from evidence_vault.importers.mapping_sources import holds_workbook, open_table, time_text
from evidence_vault.importers.mapping_spec import DELIMITERS, LINES, TABLE, WORKBOOK, MappingSpec
from evidence_vault.importers.table_rows import Row
from evidence_vault.importers.text_lines import TextSource, head_lines
from evidence_vault.records import DateChoice, ReadingSource

LOOKED_AT = 20_000
"""Rows or lines from the start that a proposal is made from."""

_LEAST = 0.7
_HALF = 0.5
_FEW = 40
_HEADING_ROWS = 30
_MOST_ROLES_TEXT = 200
_LONGEST_TIME = 80
_HEADINGS: tuple[tuple[str, str], ...] = (
    ("date", r"date|datum|fecha|data|time ?stamp|sent ?at|created|when|日期|时间|時間|日時|날짜"),
    ("time", r"time|uhrzeit|hora|时间|時間|时刻|時刻"),
    ("amount", r"amount|betrag|importe|valor|sum|金额|金額|금액"),
    ("currency", r"currency|währung|moneda|币种|幣種|通貨"),
    ("direction", r"direction|in/out|type|收/支|收支|方向"),
    ("account", r"account|konto|user ?id|sender ?id|phone|账号|帳號|账户|号码|wxid"),
    (
        "sender",
        r"sender|from|name|author|user|\bwho\b|\bvon\b|absender|auftraggeber|payee|\bde\b|户名|发送人|发送者|发言人|昵称|姓名|名前|이름|对方",
    ),
    (
        "text",
        r"text|message|content|body|nachricht|mensaje|memo|note|description|verwendungszweck|摘要|用途|附言|内容|消息|正文|备注|内容文本",
    ),
)
_AFTER_DATE = re.compile(r"(?:\s{0,3}[^\w\s\"'“”¥$€£#@+]{1,4}){1,3}\s{0,3}|\s{1,4}")
_SENDER_ENDS = (": ", "：", "> ", " > ", ">", " - ", "\t", " | ", ":")


def propose(source: ReadingSource) -> MappingSpec | None:
    """A mapping that fits the beginning of the file; None where nothing in it looks like times. Raises ReadingError."""
    return _proposed_table(source) or (None if holds_workbook(source) else _proposed_lines(source))


def date_choices(source: ReadingSource, spec: MappingSpec) -> tuple[DateChoice, ...]:
    """Every pattern that the dates of the file support: several where the day could be the month."""
    samples = time_samples(source, spec)
    choices = []
    for pattern in supported_patterns(samples):
        example = _telling(samples, pattern)
        choices.append(DateChoice(pattern, example, DatePattern(pattern).read(example).sent_at or ""))
    return tuple(choices)


def time_samples(source: ReadingSource, spec: MappingSpec) -> list[str]:
    """The texts that stand where the mapping says the time is."""
    if spec.kind == TABLE:
        with open_table(source, spec.delimiter) as table:
            rows = islice(table.rows(), LOOKED_AT)
            return [time_text(row, spec) for row in rows if row.number >= spec.heading_rows and not row.broken]
    lines = islice(TextSource.of(source).texts(), LOOKED_AT)
    return [text for line in lines if (text := time_in_line(line, spec.line))]


def time_in_line(line: str, template: str) -> str:
    """The time of a line by where the template puts it; "" where there is none."""
    before = template.partition("{date}")[0]
    found = find_time(line[:_MOST_ROLES_TEXT])
    starts = found is not None and ("{" in before or found.start == len(before) or not before)
    return line[found.start : found.end] if found and starts else ""


def _telling(samples: Iterable[str], pattern: str) -> str:
    """A text whose day and month differ, so that the person sees what a pattern means."""
    read = DatePattern(pattern).read
    texts = [text for text in samples if read(text).sent_at]
    telling = (text for text in texts if (at := read(text).sent_at) and at[5:7] != at[8:10])
    return next(telling, texts[0] if texts else "")


# --- tables --------------------------------------------------------------------------------------------------


def _proposed_table(source: ReadingSource) -> MappingSpec | None:
    best: tuple[int, MappingSpec] | None = None
    for delimiter in table_delimiters(source):
        with open_table(source, delimiter) as table:
            rows = [row for row in islice(table.rows(), 300) if not row.broken and not row.is_blank]
        spec = _spec_of_rows(rows, delimiter)
        width = max((len(row.cells) for row in rows), default=0)
        if spec and (best is None or width > best[0]):
            best = (width, spec)
    if best is None:
        return None
    choices = supported_patterns(time_samples(source, best[1]))
    if not choices:
        return None
    return replace(best[1], date=DatePattern(choices[0]))


def table_delimiters(source: ReadingSource) -> tuple[str, ...]:
    """The signs that could part the cells of a table in this file."""
    if holds_workbook(source):
        return (WORKBOOK,)
    with source.open() as stream:
        lines = [line for line in head_lines(stream.read(1 << 16))[:_FEW] if line.strip()]
    found = [
        delimiter for delimiter in DELIMITERS if sum(delimiter in line for line in lines) >= _LEAST * len(lines) > 0
    ]
    return tuple(found)


def _spec_of_rows(rows: Sequence[Row], delimiter: str) -> MappingSpec | None:
    widths = Counter(len(row.cells) for row in rows)
    if not widths or widths.most_common(1)[0][0] < 2:
        return None
    width = max(size for size, count in widths.items() if count >= 0.3 * len(rows) or count == max(widths.values()))
    heading = _heading(rows, width)
    data = [row for row in rows if heading is None or row.number > heading.number]
    dates = [_time_share(data, at) for at in range(width)]
    date = max(range(width), key=lambda at: (dates[at], -at), default=0)
    if not data or dates[date] < _LEAST:
        return None
    headings = tuple(cell.strip()[:_MOST_ROLES_TEXT] for cell in heading.cells) if heading else ()
    columns = _roles(headings, data, date, width)
    return MappingSpec(
        TABLE,
        None,
        delimiter=delimiter,
        heading_rows=heading.number + 1 if heading else 0,
        headings=headings,
        columns=columns,
        decimal=_decimal(data, columns),
        directions=_directions(data, columns),
    )


def _heading(rows: Sequence[Row], width: int) -> Row | None:
    """The last row before the first one with a time; what stands above it is about the file."""
    heading = None
    for row in rows[:_HEADING_ROWS]:
        if any(_is_time(cell) for cell in row.cells):
            return heading
        if len(row.cells) >= width:
            heading = row
    return None


def _is_time(cell: str) -> bool:
    text = cell.strip()
    if len(text) > _LONGEST_TIME:
        return False
    found = find_time(text)
    packed = text.isascii() and text.isdigit() and len(text) in {10, 13, 14}
    return packed or (found is not None and found.start == 0 and found.end == len(text))


def _time_share(rows: Sequence[Row], at: int) -> float:
    cells = [row.cells[at] for row in rows if at < len(row.cells) and row.cells[at].strip()]
    return sum(_is_time(cell) for cell in cells) / len(cells) if cells else 0.0


def _roles(headings: Sequence[str], data: Sequence[Row], date: int, width: int) -> dict[str, tuple[int, ...]]:
    roles: dict[str, tuple[int, ...]] = {"date": (date,)}
    free = [at for at in range(width) if at != date]
    for role, words in _HEADINGS[1:]:
        fitting = [at for at in free if at < len(headings) and re.search(words, headings[at], re.IGNORECASE)]
        if fitting and (role != "time" or _time_only(data, fitting[0])):
            roles[role] = (fitting[0],)
            free.remove(fitting[0])
    if "text" not in roles and free:
        longest = max(free, key=lambda at: (not _is_numbers(data, at), _size(data, at), -at))
        roles["text"] = (longest,)
        free.remove(longest)
    if "sender" not in roles and (named := [at for at in free if not _is_numbers(data, at)]):
        roles["sender"] = (named[0],)
    return {role: roles[role] for role, _words in _HEADINGS if role in roles}


def _time_only(data: Sequence[Row], at: int) -> bool:
    cells = [row.cells[at].strip() for row in data if at < len(row.cells)]
    return bool(cells) and all(
        re.fullmatch(r"\d{1,2}[:.]\d{2}.{0,12}|(?:[01]\d|2[0-3])[0-5]\d[0-5]\d", cell) for cell in cells if cell
    )


def _is_numbers(data: Sequence[Row], at: int) -> bool:
    cells = [row.cells[at].strip() for row in data if at < len(row.cells)]
    return all(re.fullmatch(r"[-+¥￥$€]?[\d.,' ]+", cell) for cell in cells if cell)


def _size(data: Sequence[Row], at: int) -> int:
    return sum(len(row.cells[at]) for row in data if at < len(row.cells))


def _decimal(data: Sequence[Row], columns: dict[str, tuple[int, ...]]) -> str:
    cells = [row.cells[at].strip() for row in data for at in columns.get("amount", ()) if at < len(row.cells)]
    has_comma_cents = any(re.search(r",\d{1,2}\D*$", cell) for cell in cells)
    has_point_cents = any(re.search(r"\.\d{1,2}\D*$", cell) for cell in cells)
    return "," if has_comma_cents and not has_point_cents else "."


_SENT = frozenset({"支出", "out", "sent", "debit", "转出", "付款"})
_RECEIVED = frozenset({"收入", "in", "received", "credit", "转入", "收款"})


def _directions(data: Sequence[Row], columns: dict[str, tuple[int, ...]]) -> dict[str, str]:
    cells = {row.cells[at].strip() for row in data for at in columns.get("direction", ()) if at < len(row.cells)}
    found = {cell: "sent" for cell in cells if cell.casefold() in _SENT}
    return dict(sorted((found | {cell: "received" for cell in cells if cell.casefold() in _RECEIVED}).items()))


# --- lines ---------------------------------------------------------------------------------------------------


def _proposed_lines(source: ReadingSource) -> MappingSpec | None:
    lines = [line.removeprefix("\ufeff") for line in islice(TextSource.of(source).texts(), 2_000)]
    shapes: Counter[tuple[str, str]] = Counter()
    for line in lines:
        found = find_time(line[:_MOST_ROLES_TEXT])
        if found and found.start <= _FEW:
            shapes[_before(line[: found.start]), _after(line[found.end :])] += 1
    if not shapes:
        return None
    (before, after), _count = shapes.most_common(1)[0]
    template = f"{before}{{date}}"
    if "{sender}" in before:
        template += after + "{text}" if any(rest.strip() for rest in _rests(lines, after)) and after else after
    else:
        template += after + _sender_and_text(lines, after)
    samples = [text for line in lines if (text := time_in_line(line, template))]
    patterns = supported_patterns(samples)
    if not patterns:
        return None
    try:
        spec = MappingSpec(LINES, DatePattern(patterns[0]), line=template)
        spec.line_pattern()
    except (re.error, errors.EvidenceVaultError):
        return None
    return spec


def _before(text: str) -> str:
    """What stands before the date: signs as they are, words as the sender."""
    words = re.search(r"\w.*\w|\w", text)
    if words is None:
        return text
    return text[: words.start()] + "{sender}" + text[words.end() :]


def _after(text: str) -> str:
    match = _AFTER_DATE.match(text)
    return match[0] if match else ""


def _rests(lines: Sequence[str], after: str) -> list[str]:
    """What stands behind the date and the signs after it, for each line that has a date."""
    found = [(line, find_time(line[:_MOST_ROLES_TEXT])) for line in lines]
    return [line[time.end + len(after) :] for line, time in found if time and line.startswith(after, time.end)]


def _sender_and_text(lines: Sequence[str], after: str) -> str:
    """The rest of the template, by what most lines have behind the date."""
    rests = _rests(lines, after)
    if not after or sum(bool(rest.strip()) for rest in rests) < _HALF * len(rests):
        return ""
    for end in _SENDER_ENDS:
        if sum(0 < rest.find(end) <= _FEW for rest in rests) >= _HALF * len(rests):
            return "{sender}" + end + "{text}"
    has_text_below = len(rests) <= _LEAST * sum(bool(line.strip()) for line in lines)
    return "{sender}" if has_text_below and all(len(rest) <= _FEW for rest in rests) else "{text}"
