# SPDX-License-Identifier: GPL-3.0-or-later
"""Dates with months in words, as English and other programs print them; what is in no table is not read."""

import re

from evidence_vault.importers.local_times import half_of_day, hour_of_day, iso_date, iso_time

_MONTHS = (
    "january jan januar enero ene janvier janv janeiro gennaio gen januari januar январь января",
    "february feb februar febrero février févr fev fevereiro febbraio februari февраль февраля",
    "march mar märz marzo mars março marco maart март марта",
    "april apr abril abr avril avr aprile апрель апреля",
    "may mai mayo mag maggio maio mei май мая",
    "june jun juni junio juin giugno giu junho июнь июня",
    "july jul juli julio juillet juil luglio lug julho июль июля",
    "august aug agosto ago août aout augustus август августа",
    "september sep sept septiembre septembre settembre set setembro сентябрь сентября",
    "october oct oktober okt octubre octobre ottobre ott outubro out октябрь октября",
    "november nov noviembre novembre novembro ноябрь ноября",
    "december dec dezember dez diciembre dic décembre déc dicembre dezembro december декабрь декабря",
)
_MORE_MONTHS = (
    "ocak stycznia ledna tammikuuta január ianuarie ιανουαρίου січня",
    "şubat lutego února helmikuuta február februarie φεβρουαρίου лютого",
    "mart marca března maaliskuuta március martie marts maret μαρτίου березня",
    "nisan kwietnia dubna huhtikuuta április aprilie απριλίου квітня",
    "mayıs maja května toukokuuta május maj μαΐου травня",
    "haziran czerwca června kesäkuuta június iunie ιουνίου червня",
    "temmuz lipca července heinäkuuta július iulie ιουλίου липня",
    "ağustos sierpnia srpna elokuuta augusztus augusti agustus αυγούστου серпня",
    "eylül września září syyskuuta szeptember septembrie σεπτεμβρίου вересня",
    "ekim października října lokakuuta október octombrie οκτωβρίου жовтня",
    "kasım listopadu marraskuuta noiembrie νοεμβρίου",
    "aralık grudnia prosince joulukuuta decembrie desember δεκεμβρίου грудня",
)
"""As dates have them in Turkish, Polish, Czech, Finnish, Hungarian, Romanian, the languages of the north, Indonesian,
Greek and Ukrainian. What is another month in a neighbour's language (listopada, листопада) is in no table."""

MONTH_NUMBERS = {
    word.casefold(): number
    for months in (_MONTHS, _MORE_MONTHS)
    for number, words in enumerate(months, 1)
    for word in words.split()
}
"""Lower-case names of months, whole and cut short, to their numbers."""

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?[\s\u202f\u00a0]*([AaPp]\.?[\s\u00a0\u202f]?[Mm]\.?)?")
_EAST_CLOCK = re.compile(r"(\d{1,2})\s?[时時시點点]\s?(\d{1,2})\s?[分분](?:\s?(\d{1,2})\s?[秒초])?")
_EAST = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_SHORT = re.compile(r"(?<!\d)(\d{1,2})-([A-Za-z]{3})-(\d{2})(?!\d)")
_HALF_BEFORE = re.compile(r"(上午|下午|午前|午後|오전|오후)\s?\d")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<![\d:])\d{1,4}(?![\d:])")
_LONGEST = 120


def local_from_words(text: str) -> str | None:
    """``2025-01-07T15:04:05`` from a date and time in words; None where a part is missing or does not exist."""
    text = _EAST_CLOCK.sub(lambda match: ":".join(f"{int(part):02d}" for part in match.groups() if part), text)
    clock = _CLOCK.search(text)
    if clock is None or len(text) > _LONGEST:
        return None
    before = _HALF_BEFORE.search(text)
    word = clock[4] or (before[1] if before else None)
    hour = hour_of_day(int(clock[1]), half_of_day(word) if word else None)
    time = iso_time(hour, int(clock[2]), int(clock[3]) if clock[3] else None)
    day = _day(text[: clock.start()] + " " + text[clock.end() :])
    return f"{day}T{time}" if day and time else None


def utc_from_words(text: str) -> str | None:
    """The same with ``+00:00``, only where the text says UTC (or GMT)."""
    local = local_from_words(text)
    return f"{local}+00:00" if local and re.search(r"\b(?:UTC|GMT)\b(?![+-]\d)", text) else None


def _day(text: str) -> str | None:
    if east := _EAST.search(text):
        return iso_date(int(east[1]), int(east[2]), int(east[3]))
    short = _SHORT.search(text)
    if short and (month := MONTH_NUMBERS.get(short[2].casefold())):
        return iso_date(int(short[3]), month, int(short[1]))
    months = [MONTH_NUMBERS[word] for each in _WORD.findall(text) if (word := each.casefold()) in MONTH_NUMBERS]
    numbers = _NUMBER.findall(text)
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(set(months)) != 1 or len(years) != 1 or len(days) != 1:
        return None
    return iso_date(int(years[0]), months[0], int(days[0]))
