# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages as MemoTrace writes them: older ones with objects as a script has them, newer ones with JSON, and its JSON."""

import json
from html import escape
from typing import Any

from tests.importers.made_files import Bytes, made_zip

_START = 1741857300
_NUMBERS = iter(range(1, 100))


def _message(kind: str, sent: bool, name: str, **fields: Any) -> dict[str, Any]:
    number = next(_NUMBERS)
    return {
        "type": kind,
        "is_send": sent,
        "timestamp": _START + 60 * number,
        "server_id": f"700{number}",
        "display_name": name,
        "avatar_src": "https://faces.example/1",
        "xml_dict": {},
        **fields,
    }


MEMOTRACE_MESSAGES: list[dict[str, Any]] = [
    _message("1", True, "小满", text='押金 <先> & "后"\n一个月'),
    _message("244813135921", False, "老王", text="好", quote_server_id="7001", quote_type=1, quote_text="小满: 押金"),
    _message("3", False, "老王", path="./image/2025-03/p_0", file_name="p_0", file_type="", thumb_path="./image/t"),
    _message(
        "8589934592049",
        True,
        "小满",
        text="发起转账",
        pay_subtype=1,
        pay_memo="押金",
        fee_desc="￥1,500.00",
        xml_dict={"msg": {"appmsg": {"wcpayinfo": {"transferid": "1000050001"}}}},
    ),
    _message("8594229559345", False, "老王", text="恭喜 ¥5", inner_type=1),
    _message("50", False, "老王", invite_type=1, display_content="通话时长 00:12", duration=12),
    _message("48", False, "老王", x=1.5, y=2.5, label="路 3 号", poiname="亭", scale=16),
    _message(
        "81604378673",
        False,
        "老王",
        title="聊天记录",
        messages=[
            _message("1", False, "甲", text="一\n二"),
            _message("3", False, "乙", path="./image/q"),
        ],
    ),
    _message("", False, "x", type=10000, text="老王 拍了拍 我"),
    _message("10000", False, "x", text="老王 撤回了一条消息"),
    _message("25769803825", False, "老王", path="./file/2025-03/a.pdf", file_name="a.pdf", file_size=5),
    _message("47", False, "老王", path="https://stickers.example/1", desc="笑"),
]


def _for_a_page(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: escape(value) if isinstance(value, str) else value for key, value in fields.items()}


_JSON = json.dumps(MEMOTRACE_MESSAGES, ensure_ascii=False, indent=4).encode()
_TOP = "<!DOCTYPE html>\n<html><head><title>老王</title><style>"
_PAGE = (
    _TOP
    + "p { margin: 0 }\n" * 6_000
    + "</style></head><body><script>\nconst chatMessages = "
    + json.dumps([_for_a_page(each) for each in MEMOTRACE_MESSAGES], ensure_ascii=False, indent=4)
    + ";\nconst pages = {};</script></body></html>"
).encode()

MEMOTRACE_JSON = Bytes("老王.html.json", _JSON)
MEMOTRACE_PAGE = Bytes("老王.html", _PAGE)

OLD_OBJECTS = (
    (
        r"{ type:1, text: 'it\'s \"so\"\n&lt;b&gt; &amp;',is_send:1,avatar_path:'./1.png',timestamp:1741857365,"
        "is_chatroom:0,displayname:'小满'},"
    ),
    "{ type:0, text: '以上为旧消息',is_send:0,avatar_path:'',timestamp:1741857366,is_chatroom:0,displayname:''},",
    "{ type:3, text: './image/a.jpg',is_send:0,avatar_path:'',timestamp:1741857367,is_chatroom:0,displayname:'老王'},",
    (
        "{ type:49, sub_type:2000,text:'已收款',is_send:0,avatar_path:'',timestamp:1741857368,is_chatroom:0,"
        "displayname:'老王',paysubtype:3,pay_memo:'',feedesc:'￥88.00',},\n"
    ),
    "{ type:50, text:'已取消',call_type:0,avatar_path:'',timestamp:1741857369,is_chatroom:0,displayname:'老王',},\n",
    (
        "{ type:49, text: '好',is_send:0,sub_type:57,refer_text: '小满：在吗',avatar_path:'',timestamp:1741857370,"
        "is_chatroom:0,displayname:'老王'},"
    ),
    (
        "{ type:49, text: './file/a.pdf',is_send:0,avatar_path:'',timestamp:1741857371,is_chatroom:0,"
        "displayname:'老王',icon_path: './icon/file.png',sub_type:6,"
        "file_name: 'a.pdf',file_size: '1 KB',app_name: 'None'},"
    ),
)
_OLD_TOP = _TOP + "</style></head><body><script>const chatMessages = [\n"


def old_page(name: str, *objects: str, end: str = "\n];\n</script></body></html>") -> Bytes:
    """A page of the older kind."""
    return Bytes(name, (_OLD_TOP + "".join(objects) + end).encode())


MEMOTRACE_OLD_PAGE = old_page("老王.html", *OLD_OBJECTS)
MEMOTRACE_PAGES = made_zip(
    "chats.zip",
    {
        "a/老王.html": _PAGE,
        "a/image/2025-03/p_0.jpg": b"made up",
        "b/读书会.html": old_page("读书会.html", *OLD_OBJECTS[:2]).data,
        "b/about.html": b"<html><body>hi</body></html>",
    },
)
MEMOTRACE_BOTH = made_zip("both.zip", {"a/老王.html": _PAGE, "a/老王.html.json": _JSON, "a/file/2025-03/a.pdf": b"x"})

MEMOTRACE_PAGE_SAMPLES: dict[str, tuple[Bytes, ...]] = {
    "memotrace_json": (MEMOTRACE_JSON, MEMOTRACE_BOTH),
    "memotrace_html": (MEMOTRACE_PAGE, MEMOTRACE_OLD_PAGE, MEMOTRACE_PAGES),
}
