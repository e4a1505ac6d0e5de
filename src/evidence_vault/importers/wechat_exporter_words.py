# SPDX-License-Identifier: GPL-3.0-or-later
"""What WechatExporter writes for money, in its text and in its pages alike. From its source (MessageParser)."""

import re

from evidence_vault.importers.wechat_body import Body, read_body
from evidence_vault.importers.wechat_money import transfer, yuan
from evidence_vault.records import MessageKind

_STATES = "转账|已收款|已接收|已退还|已被接收|已被退还|已过期"
_MONEY = re.compile(
    rf"(?:\[?转账\]?[:：]?\s*)?[¥￥][\d,.]+ - (?P<status>{_STATES})(?:\s+(?P<memo>.*))?"
    rf"|(?P<group>(?:来自.{{1,60}}的转账|向.{{1,60}}转账))(?: - (?P<group_status>{_STATES}))?(?:\s+(?P<rest>.*))?",
    re.DOTALL,
)


def money_or_body(words: str) -> Body:
    """A transfer with its state, or what the placeholders of a WeChat text say."""
    match = _MONEY.fullmatch(words)
    if match is None:
        return read_body(words)
    payment = transfer(
        yuan(words),
        status=match["status"] or match["group_status"],
        memo=(match["memo"] or match["rest"] or "").strip() or None,
    )
    return Body(MessageKind.PAYMENT, "transfer", payment=payment)
