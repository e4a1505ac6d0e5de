# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up items of Outlook. All people, addresses and words are invented."""

from datetime import UTC, datetime

from tests.importers.made_files import Bytes
from tests.importers.made_outlook import Tree, compound, item

AT = datetime(2026, 3, 1, 9, 30, 5, tzinfo=UTC)


def part(name: str, method: int, data: bytes | None = None) -> Tree:
    return item(8, {0x3707: name}, numbers={0x3705: method}, binaries={} if data is None else {0x3701: data})


def rent() -> Tree:
    inner = item(24, {0x37: "old", 0x1000: "old words", 0x0C1A: "Tilda", 0x0C1F: "tilda@x.invalid"}, times={0x39: AT})
    inner["__attach_version1.0_#00000000"] = part("old.txt", 1, b"old")
    holder = part("old", 5)
    holder["__substg1.0_3701000D"] = inner
    root = item(
        32,
        {0x1A: "IPM.Note", 0x37: "Rent 房租", 0x1000: "Pay first\r\nplease", 0x0C1A: "Odo", 0x5D01: "odo@x.invalid"},
        times={0x39: AT},
    )
    root["__recip_version1.0_#00000000"] = item(8, {0x3001: "Ada", 0x39FE: "ada@x.invalid"}, numbers={0x0C15: 1})
    root["__attach_version1.0_#00000000"] = part("a.pdf", 1, b"%PDF" * 2000)
    root["__attach_version1.0_#00000001"] = holder
    root["__attach_version1.0_#00000002"] = part("cloud.docx", 7)
    return root


OUTLOOK = Bytes("Rent.msg", compound(rent()))
OUTLOOK_SAMPLES = {"email_msg": (OUTLOOK,)}
