# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports: the police PDF of 200 exhibits, a transcript of 100,000 messages with its memory, a complaint package."""

import io
import random
import resource
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw

from evidence_vault.crypto.signing import SigningKey
from evidence_vault.exporters import EXPORTERS
from evidence_vault.exporters.evidence_files import original_names
from evidence_vault.exporters.police_report import report_content, set_report
from evidence_vault.exporters.report_context import report_context
from evidence_vault.exporters.transcript import transcript_parts
from evidence_vault.package.manifest import PackageInfo
from evidence_vault.package.writer import write_package
from evidence_vault.progress import Silent
from evidence_vault.records import Dossier, Exhibit, Message
from evidence_vault.translations import Words
from tests.benchmarks.measuring import Row, timed
from tests.helpers.made_up_case import MadeUpContents, made_up_contents, made_up_dossier, made_up_messages

NEEDS = 1 << 30
EXHIBITS, MESSAGES = 200, 100_000
_NO_YARDSTICK = "the promise"
_WORDS = "今天天气很好我们一起去看看吧投资收益每天百分之三保本不亏钱先转账再说"


def rows(place: Path) -> list[Row]:
    """One run of each: long enough to be steady."""
    return [_transcript(), _report(), _complaint(place)]


def _transcript() -> Row:
    """First, so that the greatest child is the one that sets it."""
    dossier = made_up_dossier()
    crowded = replace(dossier, transcripts={next(iter(dossier.transcripts)): tuple(_messages())})
    seconds = timed(lambda: _read_all(crowded))
    own, child = (resource.getrusage(who).ru_maxrss >> 10 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    what = f"transcript of {MESSAGES:,} messages as PDF, HTML and CSV"
    return Row(what, [seconds], f"{_NO_YARDSTICK}: 60 s, 1 GB", None, f"{own + child} MiB at most")


def _read_all(dossier: Dossier) -> None:
    for part in transcript_parts(report_context(dossier, Words(dossier.language))):
        with part.open() as stream:
            stream.read()


def _messages() -> list[Message]:
    chance, first = random.Random(1), made_up_messages()[0]
    return [
        first._replace(seq=seq, text="".join(chance.choices(_WORDS, k=chance.randint(4, 50))))
        for seq in range(MESSAGES)
    ]


def _report() -> Row:
    dossier, contents = _many_exhibits()
    context = report_context(dossier, Words(dossier.language))
    pages: list[bytes] = []

    def run() -> None:
        pages.append(set_report(context, report_content(context, contents, original_names(dossier), Silent())))

    seconds = timed(run)
    what = f"police PDF of {EXHIBITS} exhibits with their pictures"
    return Row(what, [seconds], f"{_NO_YARDSTICK}: 10 s", None, f"{len(pages[0]) >> 20} MiB")


def _many_exhibits() -> tuple[Dossier, MadeUpContents]:
    dossier, contents = made_up_dossier(), made_up_contents()
    first, exhibits = dossier.exhibits[0], list[Exhibit]()
    for number in range(1, EXHIBITS + 1):
        copy = f"copy{number:028d}"
        contents.contents[copy] = _screen(number)
        item = replace(first.item, id=f"many{number:028d}", sha256=f"{number:064x}")
        exhibits.append(replace(first, number=f"A{number}", item=item, picture_item_id=copy, upload_item_id=None))
    return replace(dossier, exhibits=tuple(exhibits), derivatives=(), conversations=(), transcripts={}), contents


def _screen(number: int) -> bytes:
    chance = random.Random(number)
    picture = Image.effect_noise((831, 1800), 12).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for _bubble in range(12):
        left, top = chance.randint(0, 400), chance.randint(0, 1700)
        draw.rounded_rectangle((left, top, left + 400, top + 90), 12, fill="#95ec69")
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=60)
    return target.getvalue()


def _complaint(place: Path) -> Row:
    key = SigningKey.generate()
    dossier = replace(made_up_dossier(kind="complaint"), signer_fingerprint=key.fingerprint)
    exporter = next(one for one in EXPORTERS if one.kind == "complaint")
    info = PackageInfo(
        kind="complaint", package_id=dossier.package_id, made_at=dossier.made_at, case_id=dossier.case.id,
        journal=dossier.journal, program_version=dossier.program_version, withheld=exporter.withheld(dossier),
        previous=None,
    )  # fmt: skip
    words = Words(dossier.language)

    def run() -> None:
        parts = exporter.parts(dossier, made_up_contents(), words, Silent())
        write_package(place, "complaint", parts, info, key, words, as_zip=False, progress=Silent())

    return Row("complaint package of 6 pictures", [timed(run)], f"{_NO_YARDSTICK}: 2 s", None, "")
