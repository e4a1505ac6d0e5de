# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up payment statements as workbooks and in older layouts. All people, numbers and shops are invented."""

import datetime as dt
import io

import openpyxl

from tests.importers.made_files import Bytes

WECHAT_HEADINGS = (
    *("交易时间", "交易类型", "交易对方", "商品", "收/支", "金额(元)", "支付方式", "当前状态", "交易单号", "商户单号"),
    "备注",
)
ALIPAY_HEADINGS = (
    *("交易时间", "交易分类", "交易对方", "对方账号", "商品说明", "收/支", "金额", "收/付款方式", "交易状态"),
    *("交易订单号", "商家订单号", "备注"),
)


def workbook(name: str, *sheets: list[tuple[object, ...]]) -> Bytes:
    """A workbook with the rows of each sheet; its own times are fixed, so that it is the same at every run."""
    made = openpyxl.Workbook()
    made.properties.created = made.properties.modified = dt.datetime(2026, 4, 8)  # noqa: DTZ001
    made.remove(made.active)
    for number, rows in enumerate(sheets, 1):
        sheet = made.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    made.save(target)
    return Bytes(name, target.getvalue())


WECHAT_PAY_WORKBOOK = workbook(
    "微信支付账单流水文件.xlsx",
    [
        ("微信支付账单明细",),
        ("微信昵称：[小满]",),
        (),
        ("共3笔记录",),
        ("----------------------微信支付账单明细列表--------------------",),
        WECHAT_HEADINGS,
        (
            *(dt.datetime(2026, 4, 6, 16, 30, 5), "转账", "老王", "转账备注:押金", "支出", 1500.1),  # noqa: DTZ001
            *("零钱", "朋友已收钱", "10000500012026040600000000000000", "/", "/"),
        ),
        (
            "2026-04-07 08:00:00",
            "微信红包",
            "阿岚",
            "/",
            "收入",
            "¥0.01",
            "/",
            "已存入零钱",
            1000050001202604060,
            "/",
            "/",
        ),
        (46119.5, "零钱提现", "某银行", "/", "/", 100, "某银行", "提现已到账", "207210714100077", "/", "服务费¥0.10"),
    ],
    [("说明",)],
)
ALIPAY_WORKBOOK = workbook(
    "支付宝交易明细.xlsx",
    [
        ("支付宝交易明细",),
        ("姓名：小满",),
        ("共1笔记录",),
        ALIPAY_HEADINGS,
        (
            *(
                "2026-04-06 16:30:05",
                "转账红包",
                "老王",
                "wan***@x.invalid",
                "押金",
                "支出",
                "1500.00",
                "余额",
                "交易成功",
            ),
            *("2026040622001\t", "\t", ""),
        ),
    ],
)
ALIPAY_OLD = Bytes(
    "alipay_record.csv",
    (
        "支付宝交易记录明细查询\r\n账号:[made-up@x.invalid]\r\n起始日期:[2026-04-01 00:00:00]\r\n"
        "---------------------------------交易记录明细列表------------------------------------\r\n"
        "交易号                  ,商家订单号               ,交易创建时间              ,付款时间                ,类型 ,"
        "交易对方            ,商品名称                ,金额（元）   ,收/支     ,交易状态    ,备注 ,资金状态\r\n"
        "2026040622001\t ,T1 \t,2026-04-06 16:30:00 ,2026-04-06 16:30:05 ,即时到账交易 ,老王 ,押金 ,1500.00 ,支出 ,"
        "交易成功 ,,已支出\r\n"
        "2026040722002\t ,\t,2026-04-07 08:00:00 , ,即时到账交易 ,某店 ,衣服 ,20.50 , ,等待付款 ,,\r\n"
        "------------------------------------------------------------------------------------\r\n"
        "共2笔记录,,,,,,,,,,,\r\n"
    ).encode("gb18030"),
)
