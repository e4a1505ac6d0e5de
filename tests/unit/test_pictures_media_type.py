# SPDX-License-Identifier: GPL-3.0-or-later
"""Types come from bytes; what can run is said."""

import io
import zipfile

import pytest
from tests.helpers.drawn_files import MemorySource

from evidence_vault.isolation.limits import WorkerLimits
from evidence_vault.pictures.describe import describe
from evidence_vault.pictures.media_type import media_type_of

LIMITS = WorkerLimits()


def zip_with(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "made up")
    return target.getvalue()


MAIL = b"From: a@example.org\nTo: b@example.org\nSubject: Hello\nDate: Sun, 1 Mar 2026 10:00:00 +0800\n\nText\n"
PROGRAM = b"MZ" + bytes(58) + b"\x80\0\0\0" + bytes(64) + b"PE\0\0" + bytes(100)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "application/octet-stream"),
        (b"\x00\x01\x02\x03\x04\x05" * 50, "application/octet-stream"),
        (b"hello", "text/plain"),
        ("你好，转账 500 元".encode(), "text/plain"),
        ("你好，请转账五百元到这个账户。谢谢您！".encode("gb18030"), "text/plain"),
        ("\ufeffhello".encode("utf-16-le"), "text/plain"),
        (("汉" * 30000).encode()[: 1 << 16], "text/plain"),
        (b"  <!DOCTYPE html><p>x", "text/html"),
        (b"<!-- a --><!-- b -->\n<html>", "text/html"),
        (b"<?xml version='1.0'?><!-- a --><svg xmlns='x'/>", "image/svg+xml"),
        (b"<?xml version='1.0'?><smses count='1'/>", "text/xml"),
        (b"<!--" * 20000, "text/xml"),
        (b'{"messages": []}', "application/json"),
        (b'[{"a": 1}]', "application/json"),
        (b"[1, 2]", "application/json"),
        (b"[01/03/2026, 10:00:00] Alex: hi", "text/plain"),
        (b"[2026-03-01 10:00] Alex: hi", "text/plain"),
        (b"#!/bin/sh\necho", "text/x-script"),
        (b"'use strict';\nvar a", "text/javascript"),
        (b"From now on: we\n", "text/plain"),
        (MAIL, "message/rfc822"),
        (b"BEGIN:VCARD\nVERSION:3.0\n", "text/vcard"),
        (zip_with("_chat.txt"), "application/zip"),
        (zip_with("[Content_Types].xml", "word/document.xml"),
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (zip_with("word/document.xml", "word/vbaProject.bin"), "application/x-macro-document"),
        (zip_with("AndroidManifest.xml", "classes.dex"), "application/vnd.android.package-archive"),
        (PROGRAM, "application/vnd.microsoft.portable-executable"),
        (b"MZ is how this note begins", "text/plain"),
        (b"\x7fELF" + bytes(60), "application/x-elf"),
        (b"\x02#!SILK_V3" + bytes(20), "audio/silk"),
        (b"SQLite format 3\0" + bytes(84), "application/vnd.sqlite3"),
        (b"wOFF" + bytes(60), "application/font-woff"),
    ],
)  # fmt: skip
def test_the_bytes_say_what_it_is(data: bytes, expected: str) -> None:
    assert media_type_of(MemorySource("invoice.pdf", data)) == expected


@pytest.mark.parametrize(
    ("data", "active", "warned"),
    [
        (b"<html></html>", "web-page", True),
        (b"<svg/>", "web-page", True),
        (PROGRAM, "program", True),
        (zip_with("AndroidManifest.xml"), "program", True),
        (zip_with("xl/workbook.xml", "xl/vbaProject.bin"), "holds-macros", True),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "may-hold-macros", False),
        (b"plain text", None, False),
        (zip_with("a.txt"), None, False),
    ],
)
def test_what_can_run_is_said(data: bytes, active: str | None, warned: bool) -> None:
    found = describe(MemorySource("holiday.jpg", data), LIMITS)
    assert found.facts.get("active") == active
    assert [each.code for each in found.warnings] == ["FILE_CAN_RUN"] * warned
    assert found.pages == 0
