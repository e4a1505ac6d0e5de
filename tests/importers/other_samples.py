# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up samples of Signal, SMS, iMessage and other texts. All people, numbers and words are invented."""

import json

from tests.importers.made_files import Bytes, made_zip

_HASH = "ab" * 32
SIGNAL_FRAMES = [
    {"version": "1", "backupTimeMs": "1772357400000", "mediaRootBackupKey": "U0VDUkVULU1FRElBLUtFWQ=="},
    {"account": {"profileKey": "U0VDUkVULVBST0ZJTEU=", "username": "tilda.01"}},
    {"recipient": {"id": "1", "self": {}}},
    {"recipient": {"id": "4", "contact": {"e164": "491700000001", "profileGivenName": "Odo"}}},
    {"chat": {"id": "2", "recipientId": "4"}},
    {
        "chatItem": {
            "chatId": "2",
            "authorId": "4",
            "dateSent": "1772357400123",
            "incoming": {"dateReceived": "1772357401000"},
            "revisions": [{"dateSent": "1772357300000", "standardMessage": {"text": {"body": "pay 100"}}}],
            "standardMessage": {
                "text": {"body": "pay 200"},
                "reactions": [{"emoji": "👍", "authorId": "1"}],
                "attachments": [
                    {
                        "pointer": {
                            "contentType": "image/jpeg",
                            "fileName": "plan.jpg",
                            "locatorInfo": {"plaintextHash": "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s="},
                        }
                    }
                ],
            },
        }
    },
    {
        "chatItem": {
            "chatId": "2",
            "authorId": "1",
            "dateSent": 1772357500000,
            "outgoing": {"sendStatus": []},
            "paymentNotification": {"amountMob": "1.25", "note": "deposit"},
        }
    },
    {"chatItem": {"chatId": "2", "authorId": "4", "dateSent": "0", "incoming": {}, "remoteDeletedMessage": {}}},
    {
        "chatItem": {
            "chatId": "2",
            "authorId": "1",
            "dateSent": "1772357600000",
            "directionless": {},
            "updateMessage": {"individualCall": {"type": "AUDIO_CALL", "state": "MISSED"}},
        }
    },
]
SIGNAL_MAIN = "\n".join(json.dumps(frame, ensure_ascii=False) for frame in SIGNAL_FRAMES).encode() + b'\n{"chatItem":\n'
SIGNAL = Bytes("main.jsonl", SIGNAL_MAIN)
SIGNAL_ZIP = made_zip(
    "signal.zip", {"s/main.jsonl": SIGNAL_MAIN, f"s/files/ab/{_HASH}.jpg": b"p", "s/metadata.json": b"{}"}
)
SIGNAL_DATA = Bytes(
    "data.json",
    b'{"date": "2026-03-01T10:30:00", "sender": "Odo", "body": "pay", "quote": "", "sticker": null, '
    b'"reactions": [["Me", "+1"]], "attachments": [{"name": "a.pdf", "path": "media/a.pdf", "missing_kind": null}], '
    b'"deleted": false, "call": false, "missed": false}\n'
    b'{"date": "2026-03-01T10:31:00", "sender": "Me", "body": "no", "quote": "\\n> pay\\n\\n", '
    b'"sticker": {"packKey": "c2VjcmV0", "emoji": "!"}, "reactions": [], "attachments": [], "call": false}\n',
)
SIGNAL_MD = made_zip(
    "signal-export.zip",
    {
        "out/Odo/chat.md": (
            "[2026-03-01 10:30:00] Odo: ![a b.jpg](./media/a%20b.jpg)  \n\n"
            "[2026-03-01 10:31:00] Me: \n> pay\n\nno\n(- Odo: 👍 -)\n\n"
            "[2026-03-01 10:32:00] No-Sender: (This message was deleted)\n"
        ).encode(),
        "out/Odo/media/a b.jpg": b"p",
    },
)
SIGNAL_OLD = Bytes("old.txt", b"[2026-03-01, 10:30] Odo Brandt: pay\nnow\n[2026-03-01, 10:31] Tilda: no\n")
SMS = Bytes(
    "sms-20260301.xml",
    (
        b"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"9\" type=\"full\">\n"
        b'<sms address="+49170000001" date="1772357400000" type="1" body="pay &#55357;&#56838;&#10;now &#55357;!" '
        b'date_sent="1772357000000" readable_date="1 Mar 2026 10:30:00" contact_name="Odo" />\n'
        b'<sms address="+49170000001" date="1772357460000" type="2" body="no" subject="null" contact_name="Odo" />\n'
        b'<sms address="+49170000001" date="bad" type="5" body="failed" contact_name="(Unknown)" />\n<sms/>\n'
        b'<mms date="1772357500000" msg_box="1" address="+49170000001~+49170000002" contact_name="Odo, Ada">'
        b'<parts><part seq="-1" ct="application/smil" text="&lt;smil/&gt;" />'
        b'<part seq="0" ct="image/jpeg" cl="plan.jpg" data="cA==" />'
        b'<part seq="0" ct="text/plain" text="look" /></parts>'
        b'<addrs><addr address="+49170000002" type="137" /><addr address="insert-address-token" type="151" /></addrs>'
        b"</mms>\n</smses>\n"
    ),
)
CALLS = Bytes(
    "calls.xml",
    b'<?xml version="1.0"?><calls count="1"><call number="+49170000001" duration="0" date="1772357400000" type="3" '
    b'contact_name="Odo" /><call number="+49170000001" duration="9" date="1772357401000" type="2" /></calls>',
)

OTHER_SAMPLES: dict[str, tuple[Bytes, ...]] = {
    "signal_jsonl": (SIGNAL, SIGNAL_ZIP),
    "signal_export_data": (SIGNAL_DATA,),
    "signal_export_text": (SIGNAL_MD, SIGNAL_OLD),
    "sms_backup": (SMS, CALLS),
}
