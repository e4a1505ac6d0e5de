# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up e-mails. All people, addresses and words are invented."""

import base64

from tests.importers.made_files import Bytes

SIMPLE = (
    b"Return-Path: <odo@mail.invalid>\r\n"
    b"Received: from a.invalid by b.invalid; Sun, 1 Mar 2026 10:30:05 +0100\r\n"
    b"Message-ID: <1@mail.invalid>\r\n"
    b"Date: Sun, 1 Mar 2026 10:30:00 +0100\r\n"
    b"From: =?utf-8?q?Odo_Br=C3=A4ndt?= <odo@mail.invalid>\r\n"
    b"To: Tilda Ramm <tilda@mail.invalid>\r\n"
    b"Subject: =?gb2312?B?1/e94Q==?=\r\n"
    b"MIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="==b"\r\n\r\n'
    b"--==b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    b'<p>Pay <a href="https://bank.invalid/x">my bank</a> today<script>x()</script></p>\r\n'
    b'--==b\r\nContent-Type: image/png; name="plan.png"\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0=\r\n'
    b"--==b--\r\n"
)
EML = Bytes("letter.eml", SIMPLE)
WECHAT_BODY = (
    "阿岚 和 小满 在微信上的聊天记录如下，请查收。\n\n—————  2026-04-06  —————\n\n\n"
    "小满  16:21\n\n先付定金\n\n阿岚  16:22\n\n[图片: 2b42.jpg(请在附件中查看)]\n\n"
)
EML_WECHAT = Bytes(
    "阿岚和小满的聊天记录.eml",
    b"Date: Mon, 6 Apr 2026 18:00:00 +0800\nFrom: a@mail.invalid\nTo: b@mail.invalid\nSubject: chat\n"
    b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n'
    b"--x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    + base64.encodebytes(WECHAT_BODY.encode())
    + b"--x\nContent-Type: image/jpeg\nContent-Disposition: attachment; filename=2b42.jpg\n\njpeg\n--x--\n",
)
MBOX = Bytes(
    "Inbox.mbox",
    b"From 17@xxx Sun Mar 01 10:30:00 +0000 2026\r\nX-Gmail-Labels: Inbox\r\n" + SIMPLE + b"\r\n"
    b"From odo@mail.invalid Sun Mar  1 11:30:00 2026\nFrom: odo@mail.invalid\nSubject: two\n"
    b"Date: Sun, 1 Mar 2026 10:30:00 -0000\n\n>From the bank: pay\nFrom here on no separator\n\n"
    b"From odo@mail.invalid Sun Mar  1 12:30:00 2026\nFrom: odo@mail.invalid\nDate: yesterday\n\n",
)

MAIL_SAMPLES: dict[str, tuple[Bytes, ...]] = {"email_eml": (EML, EML_WECHAT), "email_mbox": (MBOX,)}
