# SPDX-License-Identifier: GPL-3.0-or-later
"""What every page of a report needs, put together once."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence_vault.exporters.agencies import Agency, Contact, agency, contacts_on_card
from evidence_vault.exporters.blocks import Block, paragraph
from evidence_vault.exporters.exhibit_index import ExhibitIndex
from evidence_vault.exporters.shown import Shown
from evidence_vault.records import CaseFile, Dossier, Fact
from evidence_vault.translations import Words

LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class ReportContext:
    """A dossier with its words, its way of showing values, its exhibits and the receiving office."""

    dossier: Dossier
    words: Words
    shown: Shown
    exhibits: ExhibitIndex
    agency: Agency

    @property
    def case(self) -> CaseFile:
        """The case."""
        return self.dossier.case

    @property
    def case_title(self) -> str:
        """The title of the case, shortened; it stands on every page."""
        title = self.case.title or self.shown.not_stated
        return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE]}…"

    @property
    def over_title(self) -> str:
        """The line over the name of a document: for whom, and which case."""
        return self.words.translate("{office} · case: {case}").format(
            office=self.agency.name[self.words.tag], case=self.case_title
        )

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Whom to call: by the countries of the case and of the money."""
        return contacts_on_card(self.agency, self.case)

    def stated_zone(self, item_id: str) -> tuple[str, str] | None:
        """The zone a person stated for the clock of a file when it was read last, and the version of the zone data."""
        for entry in reversed(self.dossier.custody):
            if entry.event != "read" or item_id not in entry.subjects or entry.payload is None:
                continue
            answers = entry.payload.get("answers")
            zone = answers.get("time_zone") if isinstance(answers, dict) else None
            version = answers.get("time_zone_data") if isinstance(answers, dict) else None
            return (zone, str(version or self.dossier.time_zone_data)) if isinstance(zone, str) and zone else None
        return None

    def zone_note(self) -> Iterator[Block]:
        """The meaning of the mark ``*`` beside the times of a page, where there is one."""
        zones = self.shown.take_stated_zones()
        if zones:
            text = self.words.translate(
                "* The zone of these times was stated by the person who reports: {zones}. Time zone data: {version}."
            )
            yield paragraph(text.format(zones=", ".join(zones), version=self.dossier.time_zone_data))

    def exhibit_numbers(self, fact: Fact) -> str:
        """The exhibits a fact names; "" where it names none."""
        return self.exhibits.numbers(fact.fields.get("evidence_items"), self.words)

    def person(self, role: str) -> Fact | None:
        """The first person in that role."""
        return next((person for person in self.case.people if person.fields.get("role") == role), None)


def report_context(dossier: Dossier, words: Words) -> ReportContext:
    """The context of ``dossier``. Raises AgencyUnknown."""
    zone = dossier.case.fields.get("timezone")
    shown = Shown(words, zone if isinstance(zone, str) else None)
    return ReportContext(dossier, words, shown, ExhibitIndex(dossier), agency(dossier.agency))
