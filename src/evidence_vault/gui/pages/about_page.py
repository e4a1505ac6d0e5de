# SPDX-License-Identifier: GPL-3.0-or-later
"""About the case: its title, where and when it happened, and the story in the person's own words."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from evidence_vault.errors import EvidenceVaultError
from evidence_vault.gui import theme
from evidence_vault.gui.fact_history import show_history
from evidence_vault.gui.flows.fact_words import CASE, CASE_GROUPS, STORY_GROUPS
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.banner import error_banner
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.fact_form import FactForm
from evidence_vault.gui.widgets.fact_origin import FactOrigin
from evidence_vault.gui.widgets.layout import box, card, clear, column, scrolling
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault
from evidence_vault.records import CaseFile, Exhibit, Fact, Json
from evidence_vault.translations import N_, _, plural

STORY = "text"
"""The field that is kept as the narrative of the case; all others are fields of the case itself."""
WIDEST = 62
"""In widths of body text: longer lines are hard to read."""


@dataclass(frozen=True, slots=True)
class About:
    """What the page shows: the case and its own fact, its story (None where none is written yet), the form's fields."""

    case: CaseFile
    own: Fact
    story: Fact | None
    exhibits: tuple[Exhibit, ...]
    fields: Any
    platforms: tuple[tuple[str, str], ...]


class AboutPage(Page):
    """Every field is written down when it is left; there is nothing to save."""

    title = N_("About the case")
    purpose = N_("What happened, where and when. Every field is kept as soon as you leave it; none is required.")
    help = N_(
        "Tell what happened in your own words, in the order in which it happened.\n"
        "An empty line begins a new paragraph. The report numbers the paragraphs and can point to each.\n"
        "Name evidence by its number, such as A1, where it shows what you say.\n"
        "Every field is kept as soon as you leave it. Earlier versions stay in the history."
    )
    follows = ("case",)

    def build(self) -> QWidget:
        """A column of two cards, made when the case is read."""
        self.header.add_action(button(_("Earlier versions"), self.show_earlier, icon="history"))
        self._about: About | None = None
        self.form: FactForm | None = None
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(0, 0, theme.current().space(2), 0)
        self._inside.setSpacing(theme.current().space(3))
        self._state = label("", "small")
        inner = box(self._inside)
        inner.setMaximumWidth(theme.current().body * WIDEST)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(inner, 1000)
        line.addStretch(1)
        return scrolling(box(line))

    def refresh(self) -> None:
        """Read the case."""
        case_id = self.workspace.case_id
        if case_id is None:
            return
        self.show_loading()
        self.workspace.read(self, lambda vault: _read(vault, case_id), self._show, failed=self.show_problem)

    def _show(self, about: About) -> None:
        before, self._about = self._about, about
        fields = {**about.case.fields, "title": about.case.title, STORY: _story_text(about)}
        if self.form is not None and before is not None and before.case.id == about.case.id:
            self.form.update_fields(fields)  # nothing moves under the hands of somebody who types
            self._show_origins(about)
            self.show_content()
            return
        clear(self._inside)
        groups = (*STORY_GROUPS, *CASE_GROUPS)
        suggested = {"platform": about.platforms}
        self.form = form = FactForm(CASE, groups, about.fields, suggested=suggested, needs_zone=True)
        form.show_fields(fields)
        form.field_left.connect(self._field_left)
        self._state = label(self._count_words(), "small")
        self._state.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        form.changed.connect(
            lambda: self._state.setText(_("Not written down yet: it is kept when you leave the field."))
        )
        self._origins = column(gap=1)
        self._inside.addWidget(card(column(form, self._state, box(self._origins), gap=2)))
        self._inside.addStretch(1)
        self._show_origins(about)
        self.show_content()

    def _show_origins(self, about: About) -> None:
        clear(self._origins)
        named = [(_("What happened"), about.story)] if about.story else []
        for words, fact in (*named, (_("The other fields"), about.own)):
            origin = FactOrigin(self.workspace, fact, about.exhibits)
            self._origins.addLayout(column(label(words, "caption"), origin, gap=0.5))

    def open_at(self, target: object) -> None:
        """Go to a field, named as in docs/formats/facts.md."""
        if self.form is not None and isinstance(target, str) and target in self.form.controls:
            self.form.reveal(target)

    def show_earlier(self) -> None:
        """Show every state of the story at the side; of the case's other fields where no story is written."""
        about = self._about
        if about is None:
            return
        if about.story is not None:
            show_history(self.workspace, about.story, _("Your story over time"))
        else:
            show_history(self.workspace, about.own, _("The case over time"))

    def leave(self) -> None:
        """Write down the field in which something was typed last."""
        if self.form is not None:
            self.form.leave()

    def _count_words(self) -> str:
        text = self.form.controls[STORY].value() if self.form else None
        count = len([part for part in str(text).split("\n\n") if part.strip()]) if text else 0
        kept = _("Everything is written down.")
        return f"{plural('{count} paragraph', '{count} paragraphs', count)} · {kept}" if count else kept

    # --- writing down

    def _field_left(self, name: str) -> None:
        form, about = self.form, self._about
        if form is None or about is None:
            return
        if name == "title" and form.controls["title"].value() is None:
            form.say(name, _("A case needs a title. The earlier one stays."))
            return
        if not form.check_field(name):
            return
        if name == STORY:
            self._put_story(about.case.id, form.controls[name].value())
        else:
            self._put_fields(about.case.id, form.kept_values(), about.case.title)

    def _put_fields(self, case_id: str, values: dict[str, Json], title: str) -> None:
        actor = self.workspace.actor
        fields = {"title": title} | {name: value for name, value in values.items() if name != STORY}

        def work(vault: OpenVault) -> object:
            from evidence_vault.operations import edit_case

            return edit_case.put_fact(vault, case_id, "case", fields, actor)

        def done(_fact: object) -> None:
            if self.workspace.case_id == case_id:
                self.workspace.case_title = str(fields["title"])
            self._written()

        self.workspace.change(self, work, done=done, failed=self._not_written)

    def _put_story(self, case_id: str, value: Json) -> None:
        actor = self.workspace.actor

        def work(vault: OpenVault) -> object:
            from evidence_vault.operations import edit_story

            return edit_story.put_story(vault, case_id, str(value or ""), actor)

        self.workspace.change(self, work, done=lambda _fact: self._written(), failed=self._not_written)

    def _written(self) -> None:
        self.show_notice(None)
        self._state.setText(self._count_words())

    def _not_written(self, error: EvidenceVaultError) -> None:
        self.show_notice(error_banner(error, closable=True))


def _story_text(about: About) -> str | None:
    if about.story is not None:
        return str(about.story.fields.get("text") or "") or None
    return "\n\n".join(about.case.narrative) or None


def _read(vault: OpenVault, case_id: str) -> About:
    from evidence_vault.operations import edit_case, edit_story, fact_forms

    fields = {**fact_forms.form_fields("case"), STORY: fact_forms.form_fields("narrative")[STORY]}
    return About(
        edit_case.load_case(vault, case_id),
        edit_case.case_fact(vault, case_id),
        edit_story.story(vault, case_id),
        fact_forms.exhibit_choices(vault, case_id),
        fields,
        fact_forms.platform_choices(),
    )
