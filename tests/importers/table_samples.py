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
MEMOTRACE_CHAT = Bytes(
    "老王.csv",
    (
        "\ufeff消息ID,类型,发送人,时间,内容,备注,昵称,更多信息\r\n"
        "7001,文本,老王,2026-03-01 09:30:00,先付押金,老王,王,more\r\n"
        '7002,转账,小满,2026-03-01 09:31:00,"【发起转账】:￥1,500.00\n备注: 押金 ￥3\n",,小满,more\r\n'
        '7003,转账,老王,2026-03-01 09:31:30,"【已收款】:￥1500.00\n备注: \n",老王,王,more\r\n'
        "7004,红包,老王,2026-03-01 09:32:00,【红包】: 恭喜 ￥8.00,老王,王,more\r\n"
        "7005,图片,老王,2026-03-01 09:33:00,【图片】,老王,王,more\r\n"
        "7006,文件,老王,2026-03-01 09:34:00,【文件】合同 第2版.pdf 0.12 MB f/合同.pdf pdf 0a1b,老王,王,more\r\n"
        '7007,音视频通话,老王,2026-03-01 09:35:00,"【音视频通话】\n通话时长 00:31",老王,王,more\r\n'
        '7008,系统消息,,2026-03-01 09:36:00,"""老王"" 撤回了一条消息",,,more\r\n'
        '7009,引用消息,小满,2026-03-01 09:37:00,"哪里?\n引用：老王: 先付押金",,小满,more\r\n'
        "7.01E+18,拍一拍,,2026/3/1 9:38,老王拍了拍我,,,more\r\n"
        "7011,接龙,老王,2026-03-01 09:39:00,?,老王,王,more\r\n7012,文本\r\n"
    ).encode(),
)
MEMOTRACE_CHAT_FORK = Bytes(
    "装修.csv",
    (
        "\ufeff消息ID,类型,wxid,时间,内容,备注,群昵称,昵称\r\n"
        "7001,文本,wxid_x,2026-03-01 09:30:00,先付押金,,工头,王\r\n"
        "7002,文本,wxid_me,2026-03-01 09:31:00,好,,,小满\r\n"
    ).encode(),
)
WEFLOW_CSV = Bytes(
    "老王.csv",
    (
        "\ufeffid,MsgSvrID,type_name,is_sender,talker,msg,src,CreateTime\r\n"
        '1,7001,text,0,老王,"先付押金\n一个月",,2026-03-01T01:30:00.000Z\r\n'
        "2,7002,text,1,小满,[转账] (小满 转账给 老王) ￥1500.00,,2026-03-01T01:31:00.000Z\r\n"
        "3,7003,image,0,老王,[图片],media\\images\\a.jpg,2026-03-01T01:32:00.000Z\r\n"
        "4,7004,sticker,0,老王,[动画表情],https://cdn.example/e.gif,2026-03-01T01:33:00.000Z\r\n"
        "5,7005,voice,0,老王,[语音],,2026-03-01T01:34:00.000Z\r\n"
        "6,7006,text,0,老王,老王撤回了一条消息,,2026-03-01T01:35:00.000Z\r\n"
        "7,7007,hologram,0,老王,?,,never\r\n8,short\r\n"
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
    "memotrace_chat_csv": (MEMOTRACE_CHAT, MEMOTRACE_CHAT_FORK),
    "weflow_csv": (WEFLOW_CSV,),
    "chatlog_csv": (CHATLOG_CSV,),
    "chatlog_text": (CHATLOG_TEXT,),
    "weflow_text": (WEFLOW_TEXT,),
    "wechat_exporter_text": (WECHAT_EXPORTER,),
    "discord_text": (DISCORD_TEXT,),
}
