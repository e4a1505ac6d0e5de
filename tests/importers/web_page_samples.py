# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up saved web pages. All shops, addresses and words are invented."""

import plistlib

from tests.importers.made_files import Bytes, made_zip
from tests.importers.mime_samples import PNG, lines64, mime

ADDRESS = "https://flats.invalid/offer?id=7&token=abc123"
PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Flat &amp; garden</title>'
    '<script src="https://track.invalid/t.js"></script><script>steal()</script></head><body>'
    '<h1>Only 1500 €</h1><p>Pay <a href="https://bank.invalid/x">here</a> first.</p><img src="logo.png"></body></html>'
)


def quoted(text: str) -> bytes:
    return b"".join(f"={byte:02X}".encode() if byte > 126 or byte == 61 else bytes([byte]) for byte in text.encode())


BLINK = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: "
    + ADDRESS
    + "\r\nSubject: =?utf-8?Q?Flat=20=26=20garden?=\r\n"
    "Date: Sun, 1 Mar 2026 09:30:05 -0000\r\nMIME-Version: 1.0"
)
MHTML = Bytes(
    "Flat.mhtml",
    mime(
        BLINK,
        (
            (
                "Content-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: "
                f"quoted-printable\r\nContent-Location: {ADDRESS}"
            ),
            quoted(PAGE),
        ),
        (
            (
                "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: "
                "https://flats.invalid/img/logo.png?v=2"
            ),
            lines64(PNG),
        ),
        ("Content-Type: text/css\r\nContent-Location: cid:css-1@mhtml.blink", b"body{color:red}"),
    ),
)
SAVED_COMMENT = f"<!-- saved from url=({len(ADDRESS):04d}){ADDRESS} -->\r\n"
HTML = Bytes("Flat.html", (SAVED_COMMENT + PAGE.replace("logo.png", "./Flat_files/logo%201.png")).encode())
HTML_ZIP = made_zip(
    "Flat.zip", {"Flat.html": HTML.data, "Flat_files/logo 1.png": PNG, "Flat_files/frame.html": b"<p>x"}
)
SINGLE_FILE = Bytes(
    "single.html",
    (
        b"<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://flats.invalid/offer \n"
        b" saved date: Sun Mar 01 2026 10:30:05 GMT+0100 (Central European Standard Time)\n-->"
        b"<meta charset=utf-8><title>Flat</title><p>words"
    ),
)
ARCHIVE = Bytes(
    "Flat.webarchive",
    plistlib.dumps(
        {
            "WebMainResource": {
                "WebResourceData": PAGE.encode("utf-16"),
                "WebResourceURL": ADDRESS,
                "WebResourceMIMEType": "text/html",
                "WebResourceTextEncodingName": "UTF-16",
                "WebResourceFrameName": "",
            },
            "WebSubresources": [
                {
                    "WebResourceData": PNG,
                    "WebResourceURL": "https://flats.invalid/img/logo.png",
                    "WebResourceMIMEType": "image/png",
                }
            ],
            "WebSubframeArchives": [
                {
                    "WebMainResource": {
                        "WebResourceData": b"<p>inner",
                        "WebResourceURL": "https://ads.invalid/",
                        "WebResourceMIMEType": "text/html",
                    }
                }
            ],
        },
        fmt=plistlib.FMT_BINARY,
    ),
)
WEB_PAGE_SAMPLES: dict[str, tuple[Bytes, ...]] = {
    "web_page_mhtml": (MHTML,),
    "web_page_html": (HTML, HTML_ZIP, SINGLE_FILE),
    "web_page_archive": (ARCHIVE,),
}
