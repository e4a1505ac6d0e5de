# SPDX-License-Identifier: GPL-3.0-or-later
"""The sections of a case in their order. A section stands here only when its page is finished."""

from dataclasses import dataclass
from importlib import import_module

from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.workspace import Workspace
from evidence_vault.translations import N_


@dataclass(frozen=True, slots=True)
class Section:
    """``page`` is module and class, loaded when first shown. ``needs_case``: not shown while no case is open.

    ``listed``: stands in the list at the left; others (search) are reached another way. ``only_whole``: only while
    no case is open.
    """

    id: str
    title: str
    icon: str
    page: str
    needs_case: bool = True
    listed: bool = True
    only_whole: bool = False


SECTIONS: tuple[Section, ...] = (
    Section("cases", N_("Cases"), "briefcase", "cases_page:CasesPage", needs_case=False, only_whole=True),
    Section("todo", N_("What to do now"), "list-todo", "todo_page:TodoPage"),
    Section("about", N_("About the case"), "notebook-pen", "about_page:AboutPage"),
    Section("evidence", N_("Evidence"), "images", "evidence_page:EvidencePage", needs_case=False),
    Section(
        "conversations",
        N_("Conversations"),
        "messages-square",
        "conversations_page:ConversationsPage",
        needs_case=False,
    ),
    Section("people", N_("People and accounts"), "users", "people_page:PeoplePage"),
    Section("money", N_("Money"), "coins", "money_page:MoneyPage"),
    Section("proof", N_("Proof and gaps"), "list-checks", "proof_page:ProofPage"),
    Section("timeline", N_("Timeline"), "calendar-clock", "timeline_page:TimelinePage"),
    Section("notes", N_("Notes and words"), "notebook-tabs", "notes_page:NotesPage"),
    Section("complaints", N_("Complaints"), "megaphone", "complaints_page:ComplaintsPage"),
    Section("hand-over", N_("Hand over"), "package-check", "hand_over_page:HandOverPage"),
    Section("time", N_("Trusted time"), "stamp", "time_page:TimePage", needs_case=False),
    Section("search", N_("Search"), "search", "search_page:SearchPage", needs_case=False, listed=False),
    Section("history", N_("History"), "history", "history_page:HistoryPage", needs_case=False),
)


def sections(*, has_case: bool) -> tuple[Section, ...]:
    """The sections for the list at the left."""
    fitting = (section for section in SECTIONS if section.listed and (has_case or not section.needs_case))
    return tuple(section for section in fitting if not (has_case and section.only_whole))


def section(section_id: str) -> Section:
    """The section of that id. Raises KeyError."""
    return {known.id: known for known in SECTIONS}[section_id]


def make_page(wanted: Section, workspace: Workspace) -> Page:
    """Load and build the page of a section."""
    module, name = wanted.page.split(":")
    page = getattr(import_module(f"evidence_vault.gui.pages.{module}"), name)(workspace)
    if not isinstance(page, Page):
        raise TypeError(wanted.page)
    return page
