# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up samples of the formats that are JSON. All people, numbers and words are invented."""

import json
from typing import Any

from tests.importers.made_files import Bytes, made_zip


def made_json(name: str, value: Any) -> Bytes:
    return Bytes(name, json.dumps(value, ensure_ascii=False).encode())


QCE = made_json(
    "friend_小满_20260301.json",
    {
        "metadata": {"name": "QQChatExporter V5", "version": "5.1.0"},
        "chatInfo": {"name": "小满", "type": "private", "selfUid": "u_me", "selfUin": "10001", "selfName": "阿岚"},
        "statistics": {"senders": []},
        "messages": [
            {
                "messageId": "m1",
                "timestamp": "2026-03-01T01:30:00.000Z",
                "sender": {"uid": "u_x", "uin": "20002", "name": "小满"},
                "type": "text",
                "content": {"text": "先付定金", "elements": [{"type": "text", "data": {"text": "先付定金"}}]},
            },
            {
                "messageId": "m2",
                "timestamp": 1772328660000,
                "sender": {"uid": "u_me", "uin": "10001", "name": "阿岚"},
                "type": "image",
                "content": {
                    "text": "[图片]",
                    "elements": [{"type": "reply", "data": {"messageId": "m1"}}],
                    "resources": [{"type": "image", "filename": "收据.jpg"}],
                },
            },
            {
                "messageId": "m3",
                "timestamp": 1772328720000,
                "sender": {"uid": "未知", "uin": "0", "name": "0"},
                "type": "system",
                "content": {"text": "对方撤回了一条消息"},
                "system": True,
            },
            {
                "messageId": "m4",
                "timestamp": 1772328780000,
                "sender": {"uid": "u_x", "uin": "20002", "name": "小满"},
                "type": "text",
                "content": {"text": "已撤回"},
                "recalled": True,
            },
        ],
    },
)
QCE_CHUNKS = made_zip(
    "export.zip",
    {
        "e/manifest.json": json.dumps({
            "metadata": {"name": "QQChatExporter", "version": "4"},
            "chatInfo": {"name": "装修群", "type": "group", "selfUin": "10001"},
        }).encode(),
        "e/chunks/c000002.jsonl": (
            b'{"id":"b","timestamp":1772328720000,"sender":{"uid":"u_me","uin":"10001","name":"Lan"},'
            b'"type":"text","content":{"text":"second file"}}\n'
        ),
        "e/chunks/c000001.jsonl": (
            b'{"id":"a","timestamp":1772328660000,"sender":{"uid":"u_x","uin":"20002","name":"Wang"},'
            b'"type":"text","content":{"text":"first file"}}\n{"broken":\n'
        ),
    },
)
META = made_json(
    "message_1.json",
    {
        "participants": [{"name": "JosÃ© Ferro"}, {"name": "Tilda Ramm"}],
        "messages": [
            {"sender_name": "Tilda Ramm", "timestamp_ms": 1772357520123, "is_unsent": True},
            {
                "sender_name": "JosÃ© Ferro",
                "timestamp_ms": 1772357460000,
                "content": "Send it to this address: 5 â\x82¬",
                "share": {"link": "https://pay.invalid/x?token=abcdef123456"},
                "reactions": [{"reaction": "ð\x9f\x91\x8d", "actor": "Tilda Ramm"}],
            },
            {
                "sender_name": "Tilda Ramm",
                "timestamp_ms": 1772357400000,
                "photos": [{"uri": "messages/inbox/jose_1/photos/1.jpg", "creation_timestamp": 1772357399}],
            },
            {"sender_name": "Tilda Ramm", "timestamp_ms": 1772357300000, "call_duration": 0, "missed": True},
        ],
        "title": "JosÃ© Ferro",
        "is_still_participant": True,
        "thread_path": "inbox/jose_1",
        "magic_words": [],
    },
)
META_ZIP = made_zip(
    "instagram-tilda.zip",
    {
        "your_instagram_activity/messages/inbox/jose_1/message_2.json": META.data,
        "your_instagram_activity/messages/inbox/jose_1/message_1.json": META.data.replace(b"177235", b"177245"),
        "your_instagram_activity/messages/inbox/jose_1/photos/1.jpg": b"p",
        "your_instagram_activity/other.json": b"[]",
    },
)
WEFLOW = made_json(
    "小满.json",
    {
        "weflow": {"version": "1.0.3", "exportedAt": 1772357400},
        "session": {"wxid": "wxid_x", "nickname": "小满", "displayName": "小满", "type": "私聊"},
        "avatars": {},
        "messages": [
            {
                "localId": 1,
                "createTime": 1772328600,
                "formattedTime": "2026-03-01 09:30:00",
                "type": "文本消息",
                "content": "你好",
                "isSend": 0,
                "senderUsername": "wxid_x",
                "senderDisplayName": "小满",
            },
            {
                "localId": 2,
                "createTime": 1772328660000,
                "type": "转账卡片",
                "content": "[转账] (我 转账给 小满) ￥1,500.00",
                "isSend": 1,
                "senderUsername": "wxid_me",
                "senderDisplayName": "我",
            },
            {
                "localId": 3,
                "createTime": 1772328720,
                "type": "系统消息",
                "content": "对方撤回了一条消息",
                "isSend": None,
                "senderUsername": "",
                "senderDisplayName": "",
            },
            {"localId": 4, "createTime": 1772328780, "type": "未知类型(66)", "content": "", "isSend": 0},
        ],
    },
)
WEFLOW_COMPACT = made_json(
    "群聊_装修.json",
    {
        "weflow": {"version": "1.1.0", "exportedAt": 1772357400, "format": "arkme-json"},
        "session": {"accountId": "g@chatroom", "nickname": "装修", "displayName": "装修", "type": "群聊"},
        "senders": [
            {"senderID": 1, "accountId": "wxid_x", "displayName": "工头", "nickname": "王"},
            {"senderID": 2, "accountId": "wxid_me", "displayName": "小满", "nickname": "小满"},
        ],
        "messages": [
            {
                "localId": 1,
                "createTime": 1772328600,
                "formattedTime": "2026-03-01 09:30:00",
                "type": "红包卡片",
                "localType": 8594229559345,
                "content": "[红包] 恭喜 ￥8.00",
                "isSend": 0,
                "senderID": 1,
                "source": "",
            },
            {
                "localId": 2,
                "createTime": 1772328660,
                "formattedTime": "2026-03-01 09:31:00",
                "type": "音乐卡片",
                "localType": 12884901937,
                "content": "[音乐] 晚风",
                "isSend": 1,
                "senderID": 2,
                "source": "",
                "musicSinger": "某人",
            },
        ],
    },
)
ECHOTRACE = made_json(
    "小满.json",
    {
        "session": {"wxid": "wxid_x", "nickname": "小满", "displayName": "小满", "type": "私聊", "messageCount": 1},
        "messages": [
            {
                "localId": 32,
                "createTime": 1772328600,
                "formattedTime": "2026-03-01 09:30:00",
                "type": "拍一拍消息",
                "localType": 266287972401,
                "content": "“小满”拍了拍我",
                "isSend": 0,
                "senderUsername": "wxid_x",
                "senderDisplayName": "小满",
                "source": "",
            }
        ],
        "exportTime": "2026-03-02T10:00:00",
    },
)
CHATLAB = made_json(
    "chat.json",
    {
        "chatlab": {"version": "0.0.2", "exportedAt": 1772357400, "generator": "made-up"},
        "meta": {"name": "阿岚", "platform": "wechat", "type": "private", "ownerId": "me"},
        "members": [{"platformId": "me", "accountName": "小满"}, {"platformId": "x", "accountName": "阿岚"}],
        "messages": [
            {"sender": "x", "accountName": "阿岚", "timestamp": 1772328600, "type": 0, "content": "在吗"},
            {"sender": "me", "accountName": "小满", "timestamp": 1772328660, "type": 21, "content": "[转账] ￥20.00"},
            {"sender": "x", "accountName": "阿岚", "timestamp": 1772328720, "type": 80, "content": "阿岚撤回了消息"},
            {"sender": "x", "accountName": "阿岚", "timestamp": 1772328721, "type": 99, "content": "?"},
        ],
    },
)
WCDA_CHAT = {
    "schemaVersion": 1,
    "exportedAt": "2026-03-02T10:00:00",
    "account": "wxid_me",
    "conversation": {"username": "wxid_x", "displayName": "老王", "isGroup": False},
    "filters": {"startTime": 1772323200, "endTime": None, "messageTypes": None},
    "messages": [
        {
            "id": "1",
            "createTime": 1772328600,
            "createTimeText": "2026-03-01 09:30:00",
            "renderType": "transfer",
            "isSent": True,
            "senderUsername": "wxid_me",
            "senderDisplayName": "我",
            "content": "押金",
            "amount": "￥1500.00",
            "paySubType": "1",
            "transferStatus": "转账",
            "transferId": "t-1",
        },
        {
            "id": "2",
            "createTime": 1772328660,
            "renderType": "image",
            "isSent": False,
            "senderUsername": "wxid_x",
            "senderDisplayName": "老王",
            "content": "[图片]",
            "offlineMedia": [{"kind": "image", "path": "media/images/a.jpg", "md5": "a"}],
        },
        {"id": "3", "createTime": 1772328670, "renderType": "system", "isSent": False, "content": "系统提示"},
    ],
}
WCDA = made_zip(
    "wechat_export.zip",
    {
        "manifest.json": b"{}",
        "conversations/0001_x/messages.json": json.dumps(WCDA_CHAT).encode(),
        "media/images/a.jpg": b"p",
    },
)
CHATLOG = made_json(
    "chatlog.json",
    [
        {
            "seq": 1,
            "time": "2026-03-01T09:30:00+08:00",
            "talker": "wxid_x",
            "talkerName": "老王",
            "isChatRoom": False,
            "sender": "wxid_x",
            "senderName": "老王",
            "isSelf": False,
            "type": 1,
            "subType": 0,
            "content": "先付押金",
        },
        {
            "seq": 2,
            "time": "2026-03-01T09:31:00+08:00",
            "talker": "wxid_y",
            "talkerName": "中介",
            "isChatRoom": False,
            "sender": "wxid_me",
            "senderName": "",
            "isSelf": True,
            "type": 49,
            "subType": 2000,
            "content": "[转账|发送 ￥100.00](押金)",
        },
    ],
)
DISCORD = made_json(
    "Guild - general [987].json",
    {
        "guild": {"id": "55", "name": "Makers", "iconUrl": ""},
        "channel": {"id": "987", "type": "GuildTextChat", "category": "Text", "name": "general", "topic": None},
        "dateRange": {"after": "2026-01-01T00:00:00+00:00", "before": None},
        "exportedAt": "2026-03-02T10:00:00+00:00",
        "messages": [
            {
                "id": "1",
                "type": "Default",
                "timestamp": "2026-03-01T09:30:00.1234567+01:00",
                "timestampEdited": "2026-03-01T09:31:00+01:00",
                "content": "join my group",
                "author": {"id": "7", "name": "odo", "nickname": "Odo B.", "isBot": False},
                "attachments": [
                    {"id": "3", "url": "x.json_Files\\plan.png", "fileName": "plan.png"},
                    {
                        "id": "4",
                        "url": "https://cdn.discordapp.com/attachments/1/2/a.png?ex=65aa&is=65bb&hm=0011",
                        "fileName": "a.png",
                    },
                ],
                "embeds": [{"title": "Rich", "url": "https://rich.invalid/"}],
                "stickers": [],
                "reactions": [{"emoji": {"name": "👍"}, "count": 2}],
            },
            {
                "id": "2",
                "type": "Reply",
                "timestamp": "2026-03-01T09:32:00+01:00",
                "content": "no",
                "author": {"id": "8", "name": "tilda", "nickname": "tilda"},
                "reference": {"messageId": "1", "channelId": "987", "guildId": "55"},
            },
            {"id": "3", "type": "Call", "timestamp": "2026-03-01T09:33:00+01:00", "content": "Started a call."},
            {"id": "4", "type": "77", "timestamp": "2026-03-01T09:34:00+01:00", "content": ""},
        ],
        "messageCount": 5,
    },
)
SLACK_DAY = [
    {
        "type": "message",
        "user": "U1",
        "text": "see <https://bank.invalid/x|my bank> &amp; ask <@U2>",
        "ts": "1772357400.000100",
        "files": [
            {
                "id": "F1",
                "name": "plan.pdf",
                "url_private": "https://files.slack.com/files-pri/T1-F1/plan.pdf?t=xoxe-1-madeup-000",
            }
        ],
    },
    {"type": "message", "user": "U2", "text": "no", "ts": "1772357460.000200", "thread_ts": "1772357400.000100"},
    {"type": "message", "subtype": "channel_join", "user": "U2", "text": "<@U2> has joined", "ts": "1772357470.000300"},
    {"type": "message", "subtype": "tombstone", "text": "This message was deleted.", "ts": "1772357480.000400"},
    {
        "type": "message",
        "subtype": "of_the_future",
        "text": "token xoxb-1234567890-abcdef",
        "ts": "1772357490.000500",
    },
]
SLACK = made_zip(
    "Makers Slack export.zip",
    {
        "users.json": b'[{"id":"U1","name":"odo","profile":{"display_name":"Odo"}},{"id":"U2","name":"tilda"}]',
        "channels.json": b'[{"id":"C1","name":"general"}]',
        "general/2026-03-01.json": json.dumps(SLACK_DAY).encode(),
    },
)
GOOGLE_CHAT = made_zip(
    "takeout.zip",
    {
        "Takeout/Google Chat/Users/User 1/user_info.json": b'{"user":{"name":"Tilda","email":"Tilda@mail.invalid"}}',
        "Takeout/Google Chat/Groups/DM abc/group_info.json": (
            b'{"members":[{"name":"Tilda","email":"tilda@mail.invalid"},{"name":"Odo","email":"odo@mail.invalid"}]}'
        ),
        "Takeout/Google Chat/Groups/DM abc/File-plan.png": b"p",
        "Takeout/Google Chat/Groups/DM abc/messages.json": json.dumps({
            "messages": [
                {
                    "creator": {"name": "Odo", "email": "odo@mail.invalid", "user_type": "Human"},
                    "created_date": "Sunday, March 1, 2026 at 9:30:00\u202fAM UTC",
                    "text": "pay first",
                    "attached_files": [{"original_name": "plan.png", "export_name": "File-plan.png"}],
                    "topic_id": "t",
                    "message_id": "a/b/c",
                },
                {
                    "creator": {"name": "Tilda", "email": "tilda@mail.invalid"},
                    "updated_date": "2026年3月1日星期日 UTC 09:31:00",
                    "text": "no",
                    "quoted_message_metadata": {"creator": {"name": "Odo"}, "text": "pay first"},
                },
                {
                    "creator": {"name": "Odo", "email": "odo@mail.invalid"},
                    "created_date": "Sunday, February 31, 2026 at 9:30:00 AM UTC",
                    "message_state": "DELETED",
                },
            ]
        }).encode(),
    },
)
SKYPE = made_json(
    "messages.json",
    {
        "userId": "8:live:tilda",
        "exportDate": "2026-03-02T10:00",
        "conversations": [
            {"id": "8:empty", "displayName": None, "MessageList": []},
            {
                "id": "8:odo",
                "displayName": "Odo",
                "MessageList": [
                    {
                        "id": "2",
                        "displayName": None,
                        "originalarrivaltime": "2026-03-01T09:31:00.1234567Z",
                        "messagetype": "RichText",
                        "content": (
                            'see <a href="https://bank.invalid/x">my bank</a> &amp; pay'
                            '<e_m ts="1" ts_ms="1" a="8:odo" t="61"></e_m>'
                        ),
                        "from": "8:odo",
                        "properties": None,
                    },
                    {
                        "id": "1",
                        "originalarrivaltime": "2026-03-01T09:30:00Z",
                        "messagetype": "Event/Call",
                        "content": "<partlist/>",
                        "from": "8:live:tilda",
                    },
                    {
                        "id": "0",
                        "originalarrivaltime": "2026-03-01T09:29:00Z",
                        "messagetype": "RichText",
                        "content": "",
                        "from": "8:odo",
                        "properties": {"deletetime": "1772357400000"},
                    },
                ],
            },
        ],
    },
)

JSON_SAMPLES: dict[str, tuple[Bytes, ...]] = {
    "qq_qce_json": (QCE,),
    "qq_qce_chunks": (QCE_CHUNKS,),
    "meta_json": (META, META_ZIP),
    "weflow_json": (WEFLOW, WEFLOW_COMPACT, ECHOTRACE),
    "chatlab_json": (CHATLAB,),
    "wcda_json": (WCDA, made_json("messages.json", WCDA_CHAT)),
    "chatlog_json": (CHATLOG,),
    "discord_json": (DISCORD,),
    "slack_json": (SLACK, made_json("2026-03-01.json", SLACK_DAY)),
    "google_chat": (GOOGLE_CHAT,),
    "skype_json": (SKYPE,),
}
