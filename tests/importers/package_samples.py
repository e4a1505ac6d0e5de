# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up packages of one's own data. All people, numbers and words are invented."""

import json

from tests.importers.made_files import Bytes, made_zip

_FIRST, _SECOND, _TABLE = "1477583673753600000", "1477583925411840000", "1477584177585979392"
_CDN = "https://cdn.discordapp.com/attachments/1/2/a.png?ex=65aa&is=65bb&hm=0011"


def _made(value: object) -> bytes:
    return json.dumps(value).encode()


DISCORD_LIST = _made([
    {"ID": int(_FIRST), "Timestamp": "2026-03-01 08:30:00", "Contents": "pay first?", "Attachments": ""},
    {"ID": int(_SECOND), "Timestamp": "2026-03-01 08:31:00", "Contents": "", "Attachments": _CDN},
    {"ID": 7, "Timestamp": "2026-03-01 08:32:00", "Contents": "no moment in it", "Attachments": ""},
    "broken",
])
DISCORD_TABLE = (
    "ID,Timestamp,Contents,Attachments\r\n"
    f'{_TABLE},2026-03-01 08:32:00.123000+00:00,"hello, two\nlines",\r\n{_FIRST}\r\n'
).encode()
DISCORD_PACKAGE = made_zip(
    "package.zip",
    {
        "account/user.json": _made({"id": "77", "username": "tilda_r", "global_name": "Tilda"}),
        "messages/index.json": _made({"300000000000000001": "Direct Message with odo#0", "300000000000000002": None}),
        "messages/c300000000000000001/channel.json": _made({
            "id": "300000000000000001",
            "type": "DM",
            "recipients": ["77", "88"],
        }),
        "messages/c300000000000000001/messages.json": DISCORD_LIST,
        "messages/c300000000000000002/channel.json": _made({
            "id": "300000000000000002",
            "type": "GUILD_TEXT",
            "name": "general",
            "guild": {"id": "9", "name": "Makers"},
        }),
        "messages/c300000000000000002/messages.csv": DISCORD_TABLE,
    },
)

PACKAGE_SAMPLES: dict[str, tuple[Bytes, ...]] = {
    "discord_package": (
        DISCORD_PACKAGE,
        Bytes("messages.json", DISCORD_LIST),
        Bytes("messages.csv", DISCORD_TABLE),
    ),
}
