# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up samples of tables and texts that chat tools write. All people, numbers and words are invented."""

from tests.importers.made_files import Bytes

DISCORD_CSV = Bytes(
    "general.csv",
    (
        "\ufeffAuthorID,Author,Date,Content,Attachments,Reactions\r\n"
        '"7","Odo B.","2026-03-01T09:30:00.1234567+01:00","join, now\n=1+1",'
        '"https://cdn.discordapp.com/attachments/1/2/a.png?ex=65aa&is=65bb&hm=0011",":+1: (2)"\r\n'
        '"8","tilda","2026-03-01T09:31:00.0000000+01:00","no","",""\r\n"","","","","",""\r\n'
    ).encode(),
)
PYWXDUMP = Bytes(
    "wxid_x_0_5000.csv",
    (
        "id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime\n"
        "1,7001,文本,0,wxid_x,wxid_x,先付押金,,2026-03-01 09:30:00\n"
        "2,7.00E+18,转账,1,wxid_me,wxid_x,￥1500.00,,2026/3/1 9:31\n"
        "3,7003,图片,0,wxid_x,wxid_x,,FileStorage/a.dat,2026-03-01 09:32:00\n"
        "4,7004,未知类型,0,wxid_x,wxid_x,?,,never\n5,short\n"
    ).encode(),
)
PYWXDUMP_OLDER = Bytes(
    "wxid_x_0.csv",
    (
        "id,MsgSvrID,type_name,is_sender,talker,room_name,content,CreateTime\n"
        '1,7001,文本,0,wxid_x,wxid_x,"{""src"": """", ""msg"": ""先付押金, 再看房""}",2026-03-01 09:30:00\n'
        '2,7002,文本,1,wxid_me,wxid_x,{"src": "", "msg": "好, 马上"},2026-03-01 09:31:00\n'
        '3,7003,图片,0,wxid_x,wxid_x,"{""src"": ""FileStorage/a.dat"", ""msg"": ""图片""}",2026-03-01 09:32:00\n'
        "4,7004,文本,0,wxid_x,wxid_x,no JSON,2026-03-01 09:33:00\n"
    ).encode(),
)
CHATLOG_CSV = Bytes(
    "chatlog.csv",
    (
        "Time,SenderName,Sender,TalkerName,Talker,Content\n"
        "2026-03-01 09:30:00,老王,wxid_x,老王,wxid_x,先付押金\n"
        "2026-03-01 09:31:00,我,wxid_me,老王,wxid_x,[转账|发送 ￥100.00](押金)\n"
        "2026-03-01 09:32:00,系统消息,系统消息,中介,wxid_y,你已添加了中介\n"
    ).encode(),
)
CHATLOG_TEXT = Bytes(
    "chatlog.txt",
    (
        "老王(wxid_x) [装修(g@chatroom)] 2026-03-01 09:30:00\n先付押金\n明天\n\n"
        "小满(我) [装修(g@chatroom)] 03-01 09:31:00\n[转账|发送 ￥100.00](押金)\n\n"
        "系统消息 [装修(g@chatroom)] 09:32:00\n“老王”撤回了一条消息\n\n"
        "老王(wxid_x) [装修(g@chatroom)] 09:33:00\n![图片](http://127.0.0.1:5030/image/abc)\n"
    ).encode(),
)

WEFLOW_TEXT = Bytes(
    "老王.txt",
    (
        "2026-03-01 09:30:00 '老王'\n先付押金\n明天\n\n2026-03-01 09:31:00 '我'\n[转账] (我 转账给 老王) ￥1,500.00\n\n"
        "2026-03-01 09:32:00 '系统消息'\n你已添加了老王\n\n"
    ).encode(),
)
WECHAT_EXPORTER = Bytes(
    "老王.txt",
    (
        "老王 - 微信聊天记录\n\n老王 (2026-03-01 09:30:00):先付押金\n明天\n"
        "小满 (2026-03-01 09:31:00):￥1500.00 - 已收款\n押金\n老王 (2026-03-01 09:32:00):[图片]\n"
    ).encode(),
)
DISCORD_TEXT = Bytes(
    "general.txt",
    (
        "=" * 62 + "\nGuild: Makers\nChannel: Text / general\nTopic: chat\n" + "=" * 62 + "\n\n"
        "[3/1/2026 9:30 AM] odo (pinned)\njoin my group\n\n{Attachments}\n"
        "https://cdn.discordapp.com/attachments/1/2/a.png?ex=65aa&is=65bb&hm=0011\n\n{Reactions}\n👍 (2)\n\n"
        "[3/14/2026 9:31 PM] tilda\nno\n\n\n" + "=" * 62 + "\nExported 2 message(s)\n" + "=" * 62 + "\n"
    ).encode(),
)

TABLE_SAMPLES: dict[str, tuple[Bytes, ...]] = {
    "discord_csv": (DISCORD_CSV,),
    "pywxdump_csv": (PYWXDUMP, PYWXDUMP_OLDER),
    "chatlog_csv": (CHATLOG_CSV,),
    "chatlog_text": (CHATLOG_TEXT,),
    "weflow_text": (WEFLOW_TEXT,),
    "wechat_exporter_text": (WECHAT_EXPORTER,),
    "discord_text": (DISCORD_TEXT,),
}
