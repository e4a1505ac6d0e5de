# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages that show one payment (WeChat Pay, Alipay, a bank's receipt) as a proposed payment. Offered, never entered.

Such a page is a large amount and rows of a label with its value; the labels are those the apps use (DOMAIN §1.6).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evidence_vault.pictures.chat_times import chat_time
from evidence_vault.records import Json, TextInPicture, TextLine

_LABELS: Mapping[str, tuple[str, ...]] = {
    "sent_at": (
        "支付时间",
        "转账时间",
        "付款时间",
        "创建时间",
        "交易时间",
        "收款时间",
        "到账时间",
        "发送时间",
        "paymenttime",
        "time",
    ),
    "reference_id": (
        "转账单号",
        "交易单号",
        "订单号",
        "订单编号",
        "交易编号",
        "流水号",
        "交易流水号",
        "凭证号",
        "电子回单号",
        "transactionid",
        "transferid",
    ),
    "merchant_order_no": ("商户单号", "商家订单号", "merchantorderno."),
    "status": ("当前状态", "状态", "交易状态", "status"),
    "to_account_name": (
        "收款方",
        "收款人",
        "收款户名",
        "对方账户",
        "收款账户名",
        "转账给",
        "商户全称",
        "商户名称",
        "对方户名",
        "收款方全称",
        "payee",
        "to",
    ),
    "to_account_no": ("收款账号", "收款账户", "收款卡号", "对方账号"),
    "to_institution": ("收款银行", "开户行", "收单机构", "收款行"),
    "from_account_name": ("付款方", "付款人", "付款户名", "payer"),
    "from_account_no": ("付款账号", "付款账户", "付款卡号"),
    "channel": ("支付方式", "付款方式", "paymentmethod"),
    "merchant_descriptor": ("转账说明", "转账备注", "商品说明", "商品", "备注", "附言", "用途", "收款理由", "note"),
}
_BY_LABEL = {label: field for field, labels in _LABELS.items() for label in labels}
_MONEY = re.compile(
    r"^(?P<sign>[-+−])?\s?(?:[¥￥Y]|CNY|RMB)?\s?(?P<number>\d{1,3}(?:,\d{3})+\.\d{2}|\d+\.\d{2})(?:元)?$"
)
_LABELLED_MONEY = ("金额", "转账金额", "付款金额", "交易金额", "amount")
_STATES: tuple[tuple[str, str], ...] = (
    ("已全额退款|已退款|refunded", "refunded"),
    ("支付成功|付款成功|已转账|转账成功|paid", "sent"),
    ("对方已收钱|已收钱|朋友已收钱|已存入零钱|交易成功|已收款|received", "received_by_payee"),
    ("待|处理中|pending", "pending"),
    ("关闭|失败|failed", "failed"),
)
_DONE = "(?:支付|付款|转账|交易|收款)成功|已收款|已收钱|已存入零钱|已退款|已全额退款|支付失败|转账失败|交易关闭"
_RECEIVED = re.compile(r"^你已收款|来自|已存入零钱")
_HIDDEN = r"\d{2,4}\*+\d*|[\w.]*\*+[\w.]*@[\w.]+"
"""An account of which the app shows a part: 138******12, ab***@mail.example."""

_LONGEST_STATE = 16
_LEAST_ROWS = 2
VOUCHER_WORDS = (
    "单号",
    "流水号",
    "订单号",
    "转账时间",
    "支付时间",
    "交易时间",
    "创建时间",
    "当前状态",
    "transaction",
    "payment time",
)
"""A page without any of these is no voucher: for looking only where one can be."""


@dataclass(frozen=True, slots=True)
class ProposedPayment:
    """A payment that one page shows. ``fields`` are those of a payment (docs/formats/facts.md), as the page says.

    ``confidence``: percent, of the least sure line used. ``status_text``: the page's own words.
    """

    fields: Mapping[str, Json]
    confidence: int
    status_text: str | None = None


def payment_on(text: TextInPicture) -> ProposedPayment | None:
    """The payment a page shows; None where it is no such page: an amount and at least two known rows are needed."""
    rows = _labelled_rows(text.lines)
    amount = _amount(text.lines, rows)
    if "status" not in rows and (said := _state_line(text.lines)) is not None:
        rows["status"] = (said.text.strip(), [said])
    if amount is None or len(rows) < _LEAST_ROWS or not {"sent_at", "reference_id", "status"} & rows.keys():
        return None
    if not rows.keys() - {"status", "amount"}:
        return None
    number, sign, line = amount
    received = sign == "+" or (not sign and any(_RECEIVED.search(_plain(each.text)) for each in text.lines))
    fields: dict[str, Json] = {"amount": number, "currency": "CNY", "direction": "received" if received else "sent"}
    for name, (value, _lines) in rows.items():
        if name not in {"amount", "status", "sent_at"}:
            fields[name] = value
    fields |= _when(rows)
    status = rows["status"][0] if "status" in rows else None
    state = _state(status or "")
    used = [line, *(each for _value, lines in rows.values() for each in lines)]
    kind = _kind(text.lines)
    fields |= {name: value for name, value in (("status", state), ("type", kind)) if value}
    _name_payee(fields, text.lines, line)
    _part_account(fields)
    return ProposedPayment(fields, min(each.confidence for each in used), status)


def _amount(
    lines: Sequence[TextLine], rows: Mapping[str, tuple[str, list[TextLine]]]
) -> tuple[str, str, TextLine] | None:
    """The amount of the page: its largest one, or the one with a label."""
    if "amount" in rows and (match := _MONEY.match(_plain(rows["amount"][0]))):
        return match["number"].replace(",", ""), match["sign"] or "", rows["amount"][1][0]
    found = [(line, match) for line in lines if (match := _MONEY.match(_plain(line.text)))]
    if not found:
        return None
    line, match = max(found, key=lambda pair: pair[0].box[3] - pair[0].box[1])
    return match["number"].replace(",", ""), (match["sign"] or "").replace("−", "-"), line


def _labelled_rows(lines: Sequence[TextLine]) -> dict[str, tuple[str, list[TextLine]]]:
    """Field to value and its lines: what stands to the right of a known label, with the rows that go on below it."""
    rows: dict[str, tuple[str, list[TextLine]]] = {}
    labels = [(line, found) for line in lines if (found := _label_of(line)) is not None]
    for line, (field, rest) in labels:
        if field in rows:
            continue
        held = [] if rest else _values(line, lines, [each for each, _found in labels if each is not line])
        value = rest or _joined(held)
        if value:
            rows[field] = (value, held or [line])
    return rows


def _label_of(line: TextLine) -> tuple[str, str] | None:
    """The field a line is the label of, and what stands behind the label in the same line."""
    plain = _plain(line.text)
    squeezed = re.sub(r"\s", "", plain).lower().rstrip(":")
    if squeezed in _LABELLED_MONEY:
        return "amount", ""
    if squeezed in _BY_LABEL:
        return _BY_LABEL[squeezed], ""
    for label in sorted(_BY_LABEL, key=len, reverse=True):
        match = re.match(rf"{re.escape(label)}\s*[:\s]\s*(.+)$", plain, re.IGNORECASE)
        if match and not label.isascii():
            return _BY_LABEL[label], match[1].strip()
    return None


def _values(label: TextLine, lines: Sequence[TextLine], others: Iterable[TextLine]) -> list[TextLine]:
    """What stands to the right of ``label``, and the rows below that go on with it; ``others``: the other labels."""
    high = label.box[3] - label.box[1]
    below = [each.box[1] for each in others if each.box[1] > label.box[1] + 0.5 * high and each.box[0] < label.box[2]]
    end = min(below, default=label.box[3] + 4 * high) - 0.2 * high
    right = [line for line in lines if line is not label and line.box[0] >= label.box[2] - 4]
    first = [line for line in right if abs(_middle(line) - _middle(label)) < 0.7 * high]
    if not first:
        return []
    # Values are set to the left or to the right: so a row that goes on has one edge or the other of the first.
    start, end_of_row = min(line.box[0] for line in first), max(line.box[2] for line in first)
    unknown_labels = [line for line in lines if line.box[2] <= start and line.box[0] < label.box[2]]
    going_on = [
        line for line in right
        if line not in first and label.box[3] - 0.3 * high < _middle(line) < min(end, label.box[3] + 3 * high)
        and min(abs(line.box[0] - start), abs(line.box[2] - end_of_row)) < 1.5 * high
        and not any(abs(_middle(line) - _middle(each)) < 0.5 * high for each in unknown_labels)
    ]  # fmt: skip
    return [*sorted(first, key=lambda line: line.box[0]), *going_on]


def _joined(lines: Sequence[TextLine]) -> str:
    text = ""
    for line in lines:
        piece = line.text.strip()
        is_number = bool(re.fullmatch(r"[\w-]+", piece)) and bool(re.search(r"\d$", text))
        text += piece if not text or is_number or not piece.isascii() else f" {piece}"
    return text.rstrip(">›》 ")


def _when(rows: Mapping[str, tuple[str, list[TextLine]]]) -> dict[str, Json]:
    if "sent_at" not in rows:
        return {}
    shown = rows["sent_at"][0]
    time = chat_time(shown)
    day = time.date_on(None) if time is not None else None
    if time is None or day is None:
        return {}
    if time.clock is None:
        return {"sent_at": day.isoformat(), "sent_at_precision": "day"}
    seconds = re.search(r"\d{1,2}:\d{2}:(\d{2})", _plain(shown))
    clock = f"{time.clock}:{seconds[1]}" if seconds else time.clock
    return {"sent_at": f"{day.isoformat()}T{clock}", "sent_at_precision": "exact_second" if seconds else "minute"}


def _state(shown: str) -> str | None:
    return next((state for words, state in _STATES if re.search(words, shown, re.IGNORECASE)), None)


def _state_line(lines: Sequence[TextLine]) -> TextLine | None:
    """The line that says by itself what became of the payment: 支付成功, 王丽已收款."""
    for line in lines:
        words = _plain(line.text)
        if len(words) <= _LONGEST_STATE and re.search(rf"(?:{_DONE})$", words) and _label_of(line) is None:
            return line
    return None


def _part_account(fields: dict[str, Json]) -> None:
    """A name with an account behind it, parted: "王丽 138******15"."""
    name = fields.get("to_account_name")
    match = re.match(rf"^(?P<name>\S.*?)\s*\(?(?P<account>{_HIDDEN})\)?$", name) if isinstance(name, str) else None
    if match is not None:
        fields["to_account_name"] = match["name"].strip("(（ ")
        fields.setdefault("to_account_no", match["account"])


def _kind(lines: Sequence[TextLine]) -> str | None:
    words = " ".join(line.text for line in lines).casefold()
    if any(each in words for each in ("支付宝", "alipay", "余额宝", "花呗")):
        return "alipay_transfer"
    if any(each in words for each in ("商户单号", "商户全称", "收单机构")):
        return "wechat_qr_merchant"
    if any(each in words for each in ("转账单号", "微信", "零钱", "朋友已收钱", "wechat")):
        return "wechat_pay_transfer"
    return "bank_transfer" if "银行" in words else None


def _name_payee(fields: dict[str, Json], lines: Sequence[TextLine], amount: TextLine) -> None:
    """The words above the amount name the other side: "转账-转给陈家豪", "扫二维码付款-给陈家豪"."""
    above = [line for line in lines if line.box[3] <= amount.box[1] + 4]
    for line in reversed(above):
        match = re.search(
            r"(?:转给|发给|付款给|付款-给|-给|转账给|向)(?P<name>[^\s,，。]{2,24}?)(?:转账|付款)?$", _plain(line.text)
        ) or re.match(r"^(?P<name>(?!你)[^\s,，。]{2,24})已收[款钱]$", _plain(line.text))
        if match and "to_account_name" not in fields and fields["direction"] == "sent":
            fields["to_account_name"] = match["name"].strip("（）()")
            return


def _middle(line: TextLine) -> float:
    return (line.box[1] + line.box[3]) / 2


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
