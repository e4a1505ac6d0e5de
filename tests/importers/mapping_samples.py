# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up texts and tables that no importer knows, for the one that a person steers."""

from tests.importers.made_files import Bytes

LINES = Bytes(
    "chat of my app.txt",
    (
        b"Made with Plapper 3\n"
        b"\n"
        b"(03.04.2026, 21:05:07) <Odo Brandt> Hello\n"
        b"are you there?\n"
        b"(03.04.2026, 21:06:00) <Marlene> yes: here\n"
        b"(31.02.2026, 21:07:00) <Marlene> no such day\n"
        b"(14.04.2026, 9:08:00) <Odo Brandt> \n"
    ),
)
TABLE = Bytes(
    "list.csv",
    (
        "Bank of Nowhere;;;;\n"
        "Datum;Name;Text;Betrag;Saldo\n"
        "03.04.2026;Odo Brandt;Kaution;-1.234,50;10,00\n"
        '14.04.2026;Marlene;"zurück;\nbitte";3,00;\n'
        ";;;;\n"
        "15.04.2026;Marlene;Nummer;4,5E+11;\n"
        'broken;"quote;x\n'
    ).encode(),
)
HEADED = Bytes(
    "copied.txt",
    "小雨 2026年3月1日 12:30\n在吗\n\n阿明 2026年3月1日 13:31\n在\n".encode("gb18030"),
)
MAPPING_SAMPLES: dict[str, tuple[Bytes, ...]] = {"mapping": (LINES, TABLE, HEADED)}
