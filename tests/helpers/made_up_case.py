# SPDX-License-Identifier: GPL-3.0-or-later
"""A made-up WeChat investment case as a dossier, with every kind of fact: nobody and nothing in it is real."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import BinaryIO

from PIL import Image, ImageDraw

from evidence_vault.hashing import canonical_json, sha256_hex
from evidence_vault.package.custody_log import MerkleRoot
from evidence_vault.records import (
    Actor,
    CaseFile,
    CaseMembership,
    Conversation,
    Dossier,
    EvidenceItem,
    Exhibit,
    Fact,
    Fields,
    JournalState,
    Json,
    LogEntry,
    MentionedPayment,
    Message,
    MessageKind,
    Participant,
    RawSpan,
    StoredConversation,
    Suspect,
    TimeCertainty,
)

CASE_ID = "c4se0000000000000000000000000000"
RECORDED_AT = "2026-03-22T09:00:00+08:00"
RECORDED_BY = "陈小雨"
SIGNER = "SHA256:u1M2z3Q4w5E6r7T8y9U0i1O2p3A4s5D6f7G8h9J0k1L"

_EXHIBITS: tuple[tuple[str, str, str, str, str], ...] = (
    ("A1", "profile.png", "image/png", "对方资料页", "微信号与昵称"),
    ("B1", "与“金牌导师-林老师”的聊天记录.txt", "text/plain", "聊天记录全文", "从首次联系到最后一条"),
    ("C1", "promise.png", "image/png", "收益承诺", "对方称“保本，每天3%”"),
    ("D1", "pay-here.png", "image/png", "付款要求", "收款户名与账号"),
    ("E1", "voucher-1.png", "image/png", "第一笔转账凭证", "单号、时间、金额、收款方"),
    ("E2", "voucher-2.png", "image/png", "第二笔转账凭证", "单号、时间、金额、收款方"),
    ("E3", "微信支付账单(20260301-20260320).csv", "text/csv", "微信支付账单", "官方账单"),
    ("F1", "refused.png", "image/png", "拒收提示", "3月20日被对方拒收"),
    ("G1", "site.html", "text/html", "“汇盈国际”网页", "网址与页面源码"),
)


@dataclass
class MadeUpContents:
    """Bytes by item id: what an exporter is given instead of the vault."""

    contents: dict[str, bytes] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)

    def open(self, item_id: str) -> BinaryIO:
        self.opened.append(item_id)
        return io.BytesIO(self.contents[item_id])


def made_up_dossier(language: str = "zh-Hans", kind: str = "police") -> Dossier:
    """The whole case, frozen at one moment."""
    exhibits, derivatives, _contents = _evidence()
    custody, other = _custody(exhibits)
    return Dossier(
        case=made_up_case(),
        exhibits=exhibits,
        transcripts={f"{_id('B1')}/chat": made_up_messages()},
        conversations=(made_up_conversation(),),
        custody=custody,
        other_entries=other,
        journal=_journal(custody, other),
        package_id="20260322-0915-k7p2",
        made_at="2026-03-22T09:15:00+08:00",
        made_by=Actor("actor-1", "陈小雨"),
        language=language,
        kind=kind,
        platform="wechat" if kind == "complaint" else None,
        agency="cn_police" if kind == "police" else None,
        program_version="1.0.0",
        time_zone_data="2026a",
        signer_fingerprint=SIGNER,
        options=_options(kind),
        derivatives=derivatives,
    )


def made_up_contents() -> MadeUpContents:
    """The bytes of every exhibit and copy of ``made_up_dossier``."""
    return MadeUpContents(dict(_evidence()[2]))


def _options(kind: str) -> Mapping[str, Json]:
    if kind != "complaint":
        return {}
    chosen: list[Json] = [_id(number) for number in ("A1", "C1", "D1", "E1", "E2", "F1", "B1")]
    return {"complaint_category": "C05", "complaint_entry": "wx.chat", "picture_item_ids": chosen}


def made_up_case() -> CaseFile:
    """The case with all its facts."""
    return CaseFile(
        id=CASE_ID,
        title="“汇盈国际”投资群",
        fields={
            "platform": "wechat", "scam_type": "investment", "status": "open", "language": "zh-Hans",
            "timezone": "Asia/Shanghai", "first_contact_at": "2026-03-01T10:12:00+08:00",
            "last_contact_at": "2026-03-20T21:40:00+08:00", "discovered_at": "2026-03-20T21:41:00+08:00",
            "discovered_how": "申请提现时被要求再付“税款”，随后消息被拒收",
            "still_in_contact": False, "jurisdictions": ["CN"], "risk_flags": ["id_documents_shared"],
            "data_given_away": "身份证正面照片、手机号",
            "narrative_short": "我在微信群里认识对方，对方称可以带我投资，我先后付款三笔，提现时被拒。",
        },
        people=(
            _fact("person", "p1", {
                "role": "complainant", "full_name": "陈小雨", "birth_date": "1988-05-14", "sex": "女",
                "id_type": "居民身份证", "id_number": "110101198805140000", "occupation": "会计",
                "address": "示例市示例区样例路1号", "phone_e164": "+8613800000000", "email": "chen@example.invalid",
                "language": "中文", "interpreter_needed": False,
            }),
            _fact("person", "p2", {"role": "witness", "full_name": "王大成", "phone_e164": "+8613900000000",
                                   "relationship_to_victim": "同事，当时在场"}),
        ),
        suspects=_suspects(),
        payments=_payments(),
        events=_events(),
        reports=(
            _fact("report", "r1", {
                "organisation": "示例银行", "org_type": "bank", "channel": "95599 电话", "timezone": "Asia/Shanghai",
                "reported_at": "2026-03-20T22:05:00+08:00", "reference_no": "TS-20260320-118",
                "what_was_given": "三笔转账的单号", "outcome": "已登记，建议立即报警",
            }),
            _fact("report", "r2", {
                "organisation": "示例市公安局样例派出所", "org_type": "police",
                "reported_at": "2026-03-21T09:30:00+08:00", "reference_no": "样公(刑)受字〔2026〕0001号",
                "officer_name": "李警官", "outcome": "已受案",
            }),
        ),
        devices=(
            _fact("device", "d1", {
                "label": "本人手机", "type": "手机", "make_model": "示例 X20", "os_version": "Android 16",
                "app_versions": ["微信 8.0.60"], "account_logged_in": "rainy_0514", "kept_by": "陈小雨",
                "location": "家中", "still_unmodified": True, "clock_offset_seconds": 2,
            }),
        ),
        glossary=(
            _fact("glossary", "g1", {"term": "上车", "meaning": "对方指“付款参与投资”", "used_by": "林老师",
                                     "evidence_items": ["B1"]}),
        ),
        narrative=(
            "2026年3月1日，我在微信群“股市交流88群”里看到昵称“金牌导师-林老师”的人发言。他加了我的微信，自称是“汇盈国际”的分析师。",
            "3月5日起，他每天发来收益截图，说“保本，每天3%”（见C1）。他让我在网页上注册（见G1）。",
            "3月8日和3月12日，我按他给的户名和账号各转账一次（见D1、E1、E2）。3月15日我按要求购买并转出200 USDT。",
            "3月10日我收到对方转来的300元，说是“首日收益”。",
            "3月20日我申请提现，对方要我再付“税款”两万元。我拒绝后，消息被拒收（见F1）。我没有再付款。",
        ),
    )  # fmt: skip


def _suspects() -> tuple[Suspect, ...]:
    return (
        Suspect(
            "s1",
            {"label": "S1", "claimed_name": "林老师", "claimed_role": "分析师", "claimed_org": "汇盈国际",
             "location_claimed": "深圳"},
            (
                {"type": "wechat_id", "value_exact": "lin_88688", "display_name": "金牌导师-林老师",
                 "platform": "wechat", "first_seen": "2026-03-01T10:12:00+08:00",
                 "last_seen": "2026-03-20T21:40:00+08:00", "seen_in_items": ["A1", "B1"],
                 "verified_how": "资料页截图"},
                {"type": "url", "value_exact": "https://huiying.example.invalid/h5/#/login?code=88688",
                 "seen_in_items": ["G1"]},
                {"type": "phone", "value_exact": "0755-0000 0000", "value_normalised": "+8675500000000"},
            ),
        ),
        Suspect(
            "s2",
            {"label": "S2", "claimed_name": "收款人", "notes": "只在付款要求中出现"},
            (
                {"type": "bank_account", "value_exact": "6200 0000 0000 0000 001", "display_name": "赵某某",
                 "seen_in_items": ["D1", "E1", "E2"], "verified_how": "与转账凭证一致"},
                {"type": "crypto_wallet", "value_exact": "TXexampleExampleExampleExample00001",
                 "platform": "TRON", "seen_in_items": ["B1"]},
            ),
        ),
    )  # fmt: skip


def _payments() -> tuple[Fact, ...]:
    bank = {
        "type": "bank_transfer", "from_institution": "示例银行样例支行", "from_account_name": "陈小雨",
        "from_account_no": "6217000000000000000", "to_institution": "样本银行深圳分行", "to_account_name": "赵某某",
        "to_account_no": "6200 0000 0000 0000 001", "currency": "CNY", "direction": "sent", "channel": "手机银行",
    }  # fmt: skip
    return (
        _fact("payment", "y1", bank | {
            "seq": 1, "sent_at": "2026-03-08T14:22:31+08:00", "sent_at_precision": "exact_second",
            "amount": "20000.00", "reference_id": "20260308142231000001", "purpose_told": "“开户入金”",
            "status": "received_by_payee", "bank_notified": True, "bank_notified_at": "2026-03-20T22:05:00+08:00",
            "bank_case_no": "TS-20260320-118", "evidence_items": ["E1", "D1"], "delayed_arrival": False,
        }),
        _fact("payment", "y2", {
            "seq": 2, "direction": "received", "type": "wechat_pay_transfer", "sent_at": "2026-03-10T09:01:00+08:00",
            "sent_at_precision": "minute", "amount": "300.00", "currency": "CNY",
            "from_account_name": "金牌导师-林老师",
            "status": "received_by_payee", "purpose_told": "“首日收益”", "evidence_items": ["B1", "E3"],
        }),
        _fact("payment", "y3", bank | {
            "seq": 3, "sent_at": "2026-03-12T19:47:05+08:00", "sent_at_precision": "exact_second",
            "amount": "32800.50", "reference_id": "20260312194705000002", "purpose_told": "“加仓”",
            "status": "partly_refunded", "refunded_amount": "5000.00", "evidence_items": ["E2"],
        }),
        _fact("payment", "y4", {
            "seq": 4, "direction": "sent", "type": "crypto", "sent_at": "2026-03-15T20:10:00+08:00",
            "sent_at_precision": "minute", "amount": "200", "currency": "USDT", "crypto_asset": "USDT",
            "crypto_network": "TRC-20", "crypto_to_wallet": "TXexampleExampleExampleExample00001",
            "crypto_tx_hash": "0f" * 32, "exchange_used": "示例交易所", "status": "sent", "evidence_items": ["B1"],
        }),
    )  # fmt: skip


def _events() -> tuple[Fact, ...]:
    rows: tuple[tuple[str, Fields], ...] = (
        ("e1", {"at": "2026-03-01T10:12:00+08:00", "at_precision": "minute", "channel": "微信群“股市交流88群”",
                "direction": "received", "summary": "对方加我为好友", "evidence_items": ["A1", "B1"]}),
        ("e2", {"at": "2026-03-05T08:30:00+08:00", "at_precision": "minute", "channel": "微信私聊",
                "direction": "received", "summary": "对方称投资保本", "quote": "保本，每天3%",
                "evidence_items": ["C1"]}),
        ("e3", {"at": "2026-03-20", "at_precision": "day", "channel": "微信私聊", "direction": "received",
                "summary": "对方要求再付“税款”两万元", "evidence_items": ["B1"]}),
        ("e4", {"at": "2026-03-20T21:40:00+08:00", "at_precision": "minute", "channel": "微信私聊",
                "summary": "我的消息被拒收", "evidence_items": ["F1"]}),
    )  # fmt: skip
    return tuple(_fact("event", identity, fields) for identity, fields in rows)


def made_up_conversation() -> StoredConversation:
    """The chat inside exhibit B1."""
    people = (
        Participant("金牌导师-林老师", "lin_88688", is_self=False),
        Participant("小雨", "rainy_0514", is_self=True),
    )
    chat = Conversation("chat", "金牌导师-林老师", "wechat", people)
    return StoredConversation(_id("B1"), chat, 8, "2026-03-01T10:12:00+08:00", "2026-03-20T21:40:00+08:00")


def made_up_messages() -> tuple[Message, ...]:
    """Eight messages: greeting, promise, request, payment, question, second demand, refusal, system line."""
    return (
        _message(0, "2026-03-01T10:12:00+08:00", "你好，我是群里的林老师 😊", other=True),
        _message(1, "2026-03-05T08:30:00+08:00", "保本，每天3%，跟上就行", other=True),
        _message(2, "2026-03-08T14:02:00+08:00", "转到这个账户：赵某某 6200 0000 0000 0000 001", other=True),
        _message(3, "2026-03-10T09:01:00+08:00", "[转账] 首日收益", other=True)._replace(
            kind=MessageKind.PAYMENT,
            payment=MentionedPayment("300.00", "CNY", "received", "已收款", "首日收益"),
        ),
        _message(4, "2026-03-20T20:58:00+08:00", "我想提现，可以吗？", other=False),
        _message(5, "2026-03-20T21:10:00+08:00", "=要先付税款20000元，否则冻结", other=True),
        _message(6, "2026-03-20T21:40:00+08:00", "我不再付了，请退款", other=False),
        _message(7, "2026-03-20T21:40:00+08:00", "消息已发出，但被对方拒收了", other=True)._replace(
            kind=MessageKind.SYSTEM,
            sender=None,
            sender_id=None,
            is_self=None,
        ),
    )


def _message(seq: int, at: str, text: str, *, other: bool) -> Message:
    return Message(
        conversation="chat",
        seq=seq,
        kind=MessageKind.MESSAGE,
        sent_at=at,
        sent_at_raw=at,
        time_certainty=TimeCertainty.OFFSET_KNOWN,
        sender="金牌导师-林老师" if other else "小雨",
        sender_id="lin_88688" if other else "rainy_0514",
        is_self=not other,
        text=text,
        raw_span=RawSpan(seq * 40, seq * 40 + 39, "byte", sha256_hex(text.encode())),
    )


def _fact(entity: str, identity: str, fields: Fields) -> Fact:
    return Fact(entity, identity, CASE_ID, fields, RECORDED_AT, RECORDED_BY)


def _id(number: str) -> str:
    return f"item{number.lower()}".ljust(32, "0")


@cache
def _evidence() -> tuple[tuple[Exhibit, ...], tuple[EvidenceItem, ...], dict[str, bytes]]:
    exhibits: list[Exhibit] = []
    derivatives: list[EvidenceItem] = []
    contents: dict[str, bytes] = {}
    for place, (number, name, media_type, title, proves) in enumerate(_EXHIBITS):
        data = _bytes_of(number, media_type, place)
        contents[_id(number)] = data
        item = _item(_id(number), name, media_type, data, cases=(CaseMembership(CASE_ID, number),))
        exhibit = Exhibit(number, item, title, proves)
        if media_type == "image/png":
            copy_id = f"copy{number.lower()}".ljust(32, "0")
            contents[copy_id] = _jpeg(data)
            derivation: dict[str, Json] = {
                "purpose": "upload",
                "format": "jpeg",
                "max_side": 1600,
                "quality": 88,
                "program": "1.0.0",
            }
            derivatives.append(
                replace(
                    _item(copy_id, f"{number}.jpg", "image/jpeg", contents[copy_id]),
                    derived_from=item.id,
                    derivation=derivation,
                )
            )
            exhibit = replace(exhibit, picture_item_id=copy_id, upload_item_id=copy_id)
        exhibits.append(exhibit)
    return tuple(exhibits), tuple(derivatives), contents


def _item(
    identity: str, name: str, media_type: str, data: bytes, cases: tuple[CaseMembership, ...] = ()
) -> EvidenceItem:
    return EvidenceItem(
        id=identity,
        content_id=sha256_hex(b"content" + data),
        name=name,
        sha256=sha256_hex(data),
        size=len(data),
        media_type=media_type,
        importer=None,
        added_at="2026-03-21T20:00:00+08:00",
        added_by="陈小雨",
        file_modified_at="2026-03-20T13:45:10Z",
        claimed_at="2026-03-20T21:45:10" if media_type.startswith("image/") else None,
        claimed_basis="exif:DateTimeOriginal" if media_type.startswith("image/") else None,
        cases=cases,
    )


def _bytes_of(number: str, media_type: str, place: int) -> bytes:
    if media_type == "image/png":
        return _screen(number, place)
    if media_type == "text/html":
        return b"<html><script>alert(1)</script><body>\xe6\xb1\x87\xe7\x9b\x88</body></html>"
    if media_type == "text/csv":
        return "\ufeff交易时间,交易类型,交易对方\n2026-03-10 09:01:00,转账,金牌导师-林老师\n".encode()
    return "\n".join(f"{m.sent_at} {m.sender}: {m.text}" for m in made_up_messages()).encode()


def _screen(number: str, place: int) -> bytes:
    """A plain drawing of a phone screen: bubbles and bars, no words to read."""
    picture = Image.new("RGB", (360, 720), "#ededed")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 360, 60), fill="#393a3e")
    for row in range(6):
        left = 30 if (row + place) % 2 else 110
        colour = "#ffffff" if (row + place) % 2 else "#95ec69"
        draw.rounded_rectangle((left, 90 + row * 95, left + 220, 150 + row * 95), 12, fill=colour)
    draw.text((150, 22), number, fill="#ffffff")
    return _saved(picture, "PNG")


def _jpeg(data: bytes) -> bytes:
    return _saved(Image.open(io.BytesIO(data)), "JPEG")


def _saved(picture: Image.Image, form: str) -> bytes:
    target = io.BytesIO()
    picture.save(target, form, quality=88)
    return target.getvalue()


def _custody(exhibits: tuple[Exhibit, ...]) -> tuple[tuple[LogEntry, ...], tuple[tuple[int, str], ...]]:
    entries: list[LogEntry] = []
    other = ((0, "11" * 32), (1, "22" * 32))
    previous = other[-1][1]
    for seq, exhibit in enumerate(exhibits, start=2):
        payload: Mapping[str, Json] = {"item": {"name": exhibit.item.name, "sha256": exhibit.item.sha256}}
        salt = f"{seq:02x}" * 32
        envelope = {
            "v": 1, "seq": seq, "utc": f"2026-03-21T12:00:{seq:02d}.000000Z", "actor": "actor-1", "event": "added",
            "class": "custody", "case": CASE_ID, "subjects": [exhibit.item.id], "prev": previous,
            "commitment": sha256_hex(bytes.fromhex(salt) + canonical_json(payload)),
        }  # fmt: skip
        text = canonical_json(envelope).decode()
        entry_hash = sha256_hex(b"\x00" + text.encode())
        entries.append(
            LogEntry(seq, str(envelope["utc"]), "陈小雨", "added", custody=True, subjects=(exhibit.item.id,),
                     payload=json.loads(json.dumps(payload)), entry_hash=entry_hash, previous_hash=previous,
                     envelope=text, salt=salt)
        )  # fmt: skip
        previous = entry_hash
    return tuple(entries), other


def _journal(custody: tuple[LogEntry, ...], other: tuple[tuple[int, str], ...]) -> JournalState:
    tree = MerkleRoot()
    leaves = sorted([*other, *((entry.seq, entry.entry_hash) for entry in custody)])
    for _seq, leaf in leaves:
        tree.add(bytes.fromhex(leaf))
    return JournalState(tree.size, tree.root(), leaves[-1][1])
