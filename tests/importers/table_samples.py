# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up samples of tables and texts that chat tools write. All people, numbers and words are invented."""

from tests.importers.made_files import Bytes
from tests.importers.statement_samples import workbook

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

MEMOTRACE_WORKBOOK = workbook(
    "老王.xlsx",
    [
        ("消息ID", "类型", "发送人", "时间", "内容", "备注", "昵称", "更多信息"),
        ("7001", "文本", "老王", "2026-03-01 09:30:00", "先付押金\n一个月", "老王", "王", "more"),
        ("7002", "转账", "小满", "2026-03-01 09:31:00", "【发起转账】:￥1500.00\n备注: 押金\n", "", "小满", "more"),
        (7003000000000000123, "视频", "老王", "2026-03-01 09:32:00", "【视频】", "老王", "王", "more"),
    ],
    [("wxid", "昵称"), ("wxid_x", "王")],
)
WEFLOW_WORKBOOK = workbook(
    "私聊_老王.xlsx",
    [
        ("会话信息",),
        ("账号ID", "wxid_x", None, "昵称", "王"),
        ("导出工具", "WeFlow", "导出版本", "0.0.2", "平台", "wechat", "导出时间", "2026-03-02 10:00:00"),
        ("序号", "时间", "发送者昵称", "发送者账号ID", "发送者备注", "发送者身份", "消息类型", "内容"),
        (1, "2026-03-01 09:30:00", "王", "wxid_x", "老王", "老王", "文本消息", "先付押金"),
        (2, "2026-03-01 09:31:00", "小满", "wxid_me", "", "我", "转账卡片", "[转账] (小满 转账给 老王) ￥1,500.00"),
        (3, "2026-03-01 09:32:00", "王", "wxid_x", "老王", "老王", "图片消息", "images\\a.jpg"),
        (4, "2026-03-01 09:33:00", "王", "wxid_x", "老王", "老王", "语音消息", "[语音消息]"),
        (5, "2026-03-01 09:34:00", "王", "wxid_x", "老王", "老王", "系统消息", "老王撤回了一条消息"),
        (6, "2026-03-01 09:35:00", "王", "wxid_x", "老王", "老王", "通话消息", "[语音通话] 00:31"),
        (7, "2026-03-01 09:36:00", "王", "wxid_x", "老王", "老王", "未知类型(77)", "?"),
        (8,),
    ],
)
WEFLOW_WORKBOOK_GROUP = workbook(
    "群聊_装修.xlsx",
    [
        ("会话信息",),
        ("微信ID", "g@chatroom", None, "昵称", "装修", "备注", "装修群", None),
        ("导出工具", "WeFlow", "导出版本", "0.0.1", "平台", "wechat", "导出时间", "2026-03-02 10:00:00"),
        ("序号", "时间", "发送者昵称", "发送者微信ID", "发送者备注", "群昵称", "发送者身份", "消息类型", "内容"),
        (1, "2026-03-01 09:30:00", "王", "wxid_x", "", "工头", "工头", "文本消息", "先付押金"),
        (2, "2026-03-01 09:31:00", "我", "wxid_y", "", "", "我", "红包卡片", "[红包] 恭喜 ￥8.00"),
    ],
)
WEFLOW_WORKBOOK_SHORT = workbook(
    "老王.xlsx",
    [
        ("会话信息",),
        ("微信ID", "wxid_x", None, "昵称", "王"),
        ("导出工具", "WeFlow", "导出版本", "0.0.1", "平台", "wechat", "导出时间", "2026-03-02 10:00:00"),
        ("序号", "时间", "发送者身份", "消息类型", "内容"),
        (1, "2026-03-01 09:30:00", "我", "文本消息", "先付押金"),
    ],
)
QCE_WORKBOOK = workbook(
    "读书会.xlsx",
    [
        ("序号", "时间", "发送者", "发送者QQ号", "消息类型", "消息内容", "是否撤回", "资源数量"),
        (1, "2026-03-01 09:30:00", "老王", "123456", "文本", "先付押金", "否", 0),
        (2, "2026-03-01 09:31:00", "老王", "123456", "图片", "[image: a.jpg]", "否", 1),
        (3, "2026-03-01 09:32:00", "小满", "7654321", "文本", "好", "是", 0),
        (4, "2026-03-01 09:33:00", "未知用户", "", "系统消息", "老王加入了群聊", "否", 0),
    ],
    [("统计项目", "数值"), ("消息总数", 4)],
)
QCE_TEXT = Bytes(
    "读书会.txt",
    (
        "[QQChatExporter V5 / made up]\n[…]\n\n===============================================\n"
        "           QQ聊天记录导出文件\n===============================================\n\n"
        "聊天名称: 读书会\n聊天类型: 群聊\n导出时间: 2026-03-02 10:00:00\n消息总数: 4\n\n\n"
        "老王:\n时间: 2026-03-01 09:30:00\n内容: 先付押金\n\n地址:\n时间: 明天\n\n\n"
        "小满:\n时间: 2026-03-01 09:31:00\n内容: [图片: a.jpg]\n资源: 1 个文件\n  - image: a.jpg\n\n\n"
        "老王: 房东:\n时间: 2026-03-01 09:32:00\n内容: 好\n提及: 小满\n回复: 小满 - [图片]\n\n\n"
        "0:\n时间: 2026-03-01 09:33:00\n内容: [系统消息]\n\n"
        "===============================================\n              导出完成\n"
        "===============================================\n总计导出 4 条消息\n导出时间: 2026-03-02 10:00:00"
    ).encode(),
)

TABLE_SAMPLES: dict[str, tuple[Bytes, ...]] = {
    "discord_csv": (DISCORD_CSV,),
    "pywxdump_csv": (PYWXDUMP, PYWXDUMP_OLDER),
    "memotrace_chat_csv": (MEMOTRACE_CHAT, MEMOTRACE_CHAT_FORK, MEMOTRACE_WORKBOOK),
    "weflow_workbook": (WEFLOW_WORKBOOK, WEFLOW_WORKBOOK_GROUP, WEFLOW_WORKBOOK_SHORT),
    "qq_qce_workbook": (QCE_WORKBOOK,),
    "qq_qce_text": (QCE_TEXT,),
    "weflow_csv": (WEFLOW_CSV,),
    "chatlog_csv": (CHATLOG_CSV,),
    "chatlog_text": (CHATLOG_TEXT,),
    "weflow_text": (WEFLOW_TEXT,),
    "wechat_exporter_text": (WECHAT_EXPORTER,),
    "discord_text": (DISCORD_TEXT,),
}
