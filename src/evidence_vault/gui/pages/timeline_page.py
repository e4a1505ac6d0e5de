# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened when: contact, money, the person's own steps and evidence on one line of time."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QPushButton, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.fact_editing import Editing, EditingWords, FactEditing
from evidence_vault.gui.fact_history import show_history
from evidence_vault.gui.flows.timeline_words import (
    EVENT,
    EVENT_GROUPS,
    STEP,
    STEP_GROUPS,
    TRACK_ICONS,
    TRACK_NAMES,
    kept_lines,
)
from evidence_vault.gui.item_actions import ItemActions
from evidence_vault.gui.models.timeline_model import LINE, TimelineModel
from evidence_vault.gui.pages.page import Page
from evidence_vault.gui.widgets.banner import Banner
from evidence_vault.gui.widgets.buttons import button, icon_button
from evidence_vault.gui.widgets.empty_state import EmptyState
from evidence_vault.gui.widgets.fact_form import FactForm
from evidence_vault.gui.widgets.fact_origin import FactOrigin
from evidence_vault.gui.widgets.layout import FlowLayout, box, card, column
from evidence_vault.gui.widgets.proof_links import ProofOpener
from evidence_vault.gui.widgets.timeline_band import FARTHER, NEARER, TimelineBand
from evidence_vault.gui.widgets.timeline_details import Action, TimelineDetails
from evidence_vault.gui.widgets.timeline_row import TimelineRow
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import OpenVault
from evidence_vault.records import TAKEN_FROM, Fact
from evidence_vault.translations import N_, _, plural

LOW = 36
"""In heights of body text: a page lower than this gives the picture's room to the list."""
_EVENT_WORDS = EditingWords(
    new=N_("Something that happened"),
    change=N_("Change what happened"),
    added=N_("It stands in the timeline, and in the report."),
    changed=N_("The timeline was changed. The earlier words stay in the history."),
    removed=N_("Taken out of the timeline. It stays in the history."),
    kept=N_("It is not saved yet. What you typed is kept until the vault is locked."),
)
_STEP_WORDS = EditingWords(
    new=N_("Something I did"),
    change=N_("Change what I did"),
    added=N_("It stands in the timeline, and in the report."),
    changed=N_("The timeline was changed. The earlier words stay in the history."),
    removed=N_("Taken out of the timeline. It stays in the history."),
    kept=N_("It is not saved yet. What you typed is kept until the vault is locked."),
)


@dataclass(frozen=True, slots=True)
class TimelineRead:
    """What the page shows of a case, with the fields of its two forms."""

    case: Any
    event_fields: Any
    step_fields: Any
    report_holds: int


class TimelinePage(Page):
    """``open_at`` takes the id of an event, payment or report; ("add", fields) opens a form for an event."""

    title = N_("Timeline")
    purpose = N_("What happened when, side by side: contact, money, what you did, and what the evidence says.")
    help = N_(
        "Every payment and every step you recorded stands here by itself, and so do the times of your evidence.\n"
        "Add what happened in single sentences. The report prints up to 40 lines: what you pick, then money, then the "
        "rest.\n"
        "Times are shown with their zone, and with how sure they are. Nothing is guessed.\n"
        "Above: plus and minus zoom, the arrow keys move, a click goes to that time. Enter on a line opens its source."
    )
    follows = ("case", "evidence")

    def build(self) -> QWidget:
        """Picture of the time above the list."""
        self._read: TimelineRead | None = None
        self._target: str | None = None
        self.events = FactEditing(self, "timeline", "event", _EVENT_WORDS, self._event_form)
        self.events.first_field = "summary"
        self.steps = FactEditing(self, "timeline", "report", _STEP_WORDS, self._step_form)
        self.steps.first_field = "organisation"
        self.picking = FactEditing(self, "timeline", "payment", _EVENT_WORDS, lambda: None)
        for editing in (self.events, self.steps):
            editing.saved = lambda fact: self.open_at(fact.id)
        self._opener = ProofOpener(self.workspace, ItemActions(self.workspace, self))
        self.header.add_action(button(_("Add what I did"), self.add_step, icon="footprints"))
        self.header.add_action(button(_("Add what happened"), self.add_event, look="primary", icon="plus"))
        self.band = TimelineBand()
        self.band.stretch_changed.connect(lambda _stretch: self._filter())
        self.band.moment_chosen.connect(self._go_to_moment)
        self.model = TimelineModel()
        self.list = _list(self.model)
        self.list.selectionModel().selectionChanged.connect(self._selected)
        self.list.activated.connect(lambda index: self.open_source(index.data(LINE)))
        self._count = label("", "small")
        self._band_card = card(column(self.band), padding=2)
        content = box(column(self._band_card, self._filter_line(), self._count, gap=2))
        content.layout().addWidget(self.list)  # type: ignore[union-attr]
        return content

    def _filter_line(self) -> QWidget:
        self.tracks: dict[str, QPushButton] = {}
        for track, name in TRACK_NAMES.items():
            choice = button(_(name), self._filter, look="quiet", icon=TRACK_ICONS[track])
            choice.setCheckable(True)
            choice.setChecked(True)
            choice.setAccessibleName(_("Show: {track}").format(track=_(name)))
            self.tracks[track] = choice
        nearer = icon_button("zoom-in", _("Show less time"), lambda: self.band.zoom(NEARER))
        farther = icon_button("zoom-out", _("Show more time"), lambda: self.band.zoom(FARTHER))
        everything = button(_("All of it"), self.band.show_all, look="quiet")
        self._zooming = (nearer, farther, everything)
        flow = FlowLayout(gap=1)
        for piece in (*self.tracks.values(), *self._zooming):
            flow.addWidget(piece)
        return box(flow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the list gets it."""
        super().resizeEvent(event)
        is_low = self.height() < theme.current().body * LOW
        for widget in (self._band_card, *self._zooming):
            widget.setVisible(not is_low)
        if is_low:
            self.band.show_all()

    # --- what is shown

    def refresh(self) -> None:
        """Read the timeline."""
        case_id = self.workspace.case_id
        if case_id is None:
            return
        if self._read is None:
            self.show_loading()
        self.workspace.read(self, lambda vault: _read(vault, case_id), self._show, failed=self.show_problem)

    def _show(self, read: TimelineRead) -> None:
        kept = self.selected()
        self._read = read
        self.show_notice(self._report_notice(read))
        if not read.case.lines:
            self.model.show(())
            self.show_empty(self._nothing_yet())
            return
        self._filter()
        self.show_content()
        self._target = self._target or (kept.key if kept is not None else None)
        self._select_target()

    def _nothing_yet(self) -> EmptyState:
        state = EmptyState(
            "calendar-clock",
            _("Nothing on the timeline yet"),
            _("Payments, your own steps and the times of your evidence come here by themselves. You can also write "
              "down what happened, one sentence at a time."),
        )  # fmt: skip
        state.add_action(_("Add what happened"), self.add_event, icon="plus")
        return state.add_action(_("Add what I did"), self.add_step, icon="footprints", primary=False)

    @staticmethod
    def _report_notice(read: TimelineRead) -> Banner | None:
        over = read.case.in_report - read.report_holds
        if over <= 0:
            return None
        title = plural(
            "{count} line is more than the report prints", "{count} lines are more than the report prints", over
        )
        words = _("It prints {holds}: payments first, then what you did, then contact. All of them stand in its table.")
        return Banner("info", title, words.format(holds=read.report_holds))

    def _filter(self) -> None:
        if self._read is None:
            return
        case, shown = self._read.case, frozenset(track for track, choice in self.tracks.items() if choice.isChecked())
        kept = self.selected()
        self.band.show_lines(case.lines, shown)
        lines = kept_lines(case.lines, shown, self.band.stretch)
        self.model.show(lines)
        counts = [_("{shown} of {total} lines").format(shown=len(lines), total=len(case.lines))]
        holds = self._read.report_holds
        in_report = min(case.in_report, holds)
        counts.append(_("{count} of at most {limit} in the report").format(count=in_report, limit=holds))
        picked = sum(bool(line.fact and line.fact.fields.get("in_report")) for line in case.lines)
        if picked:
            counts.append(plural("{count} picked", "{count} picked", picked))
        if case.untimed:
            words = plural(
                "{count} piece of evidence says no time of its own",
                "{count} pieces of evidence say no time of their own",
                case.untimed,
            )
            counts.append(words)
        self._count.setText(" · ".join(counts))
        if kept is not None:
            self._select(kept.key)

    # --- selection

    def selected(self) -> Any:
        """The line that is marked; None where none is."""
        index = self.list.currentIndex()
        return index.data(LINE) if index.isValid() else None

    def open_at(self, target: object) -> None:
        """Show a line, or open a form for an event."""
        if isinstance(target, tuple) and target[0] == "add":
            self.add_event(target[1])
            return
        self._target = str(target)
        self._select_target()

    def _select_target(self) -> None:
        if self._target is not None and self._select(self._target):
            self._target = None

    def _select(self, key: str) -> bool:
        place = self.model.row_of(key)
        if place is None:
            return False
        index = self.model.index(place)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def _go_to_moment(self, moment: float) -> None:
        place = self.model.row_near(moment)
        if place is not None:
            self.list.setCurrentIndex(self.model.index(place))
            self.list.scrollTo(self.model.index(place), QAbstractItemView.ScrollHint.PositionAtCenter)
            self.list.setFocus()

    def _selected(self, selected: QItemSelection, _before: QItemSelection) -> None:
        is_editing = self.events.panel is not None or self.steps.panel is not None
        if selected.isEmpty() or self._read is None or is_editing:
            return
        line = selected.indexes()[0].data(LINE)
        exhibits = self._read.case.exhibits
        origin = FactOrigin(self.workspace, line.fact, exhibits) if line.fact else None
        details = TimelineDetails(line, exhibits, self._opener, self._actions(line), origin)
        self.workspace.show_passing(details)

    def _actions(self, line: Any) -> list[Action]:
        if line.kind in {"event", "report"}:
            editing = self.events if line.kind == "event" else self.steps
            return [
                (_("Change"), "pencil", lambda: editing.open(Editing(line.fact, line.fact.fields))),
                (_("Take out"), "trash-2", lambda: editing.remove(line.fact)),
                (_("Earlier values"), "history", lambda: self._show_earlier(line.fact)),
                *self._report_actions(line),
            ]
        words = _("Go to the payment") if line.kind == "payment" else _("Go to the source")
        actions: list[Action] = [(words, "arrow-right", lambda: self.open_source(line))]
        if line.kind == "payment":
            return [*actions, *self._report_actions(line)]
        actions.append((_("Put into the report …"), "plus", lambda: self.add_event(_event_of(line))))
        return actions

    def _show_earlier(self, fact: Fact) -> None:
        show_history(self.workspace, fact, _("This line over time"))

    def _report_actions(self, line: Any) -> list[Action]:
        """Pick a line for the report, leave it out, or leave it to the program again."""
        said = line.fact.fields.get("in_report")
        offers: list[Action] = []
        if said is not True:
            offers.append((_("Pick for the report"), "check", lambda: self._pick(line, said=True)))
        if said is not False:
            offers.append((_("Leave out of the report"), "circle-minus", lambda: self._pick(line, said=False)))
        if said is not None:
            offers.append((_("Let the program choose"), "undo-2", lambda: self._pick(line, said=None)))
        return offers

    def _pick(self, line: Any, *, said: bool | None) -> None:
        fields = {name: value for name, value in line.fact.fields.items() if name != "in_report"}
        if said is not None:
            fields["in_report"] = said
        self.workspace.show_details(None)
        picking = {"event": self.events, "report": self.steps}.get(line.kind, self.picking)
        picking.put(fields, line.fact)

    def open_source(self, line: Any) -> None:
        """Go to where a line comes from; what was typed here opens in its form."""
        if line.kind == "payment":
            self.workspace.show_section("money", line.fact.id)
        elif line.kind in {"event", "report"}:
            editing = self.events if line.kind == "event" else self.steps
            editing.open(Editing(line.fact, line.fact.fields))
        elif line.conversation_id is not None:
            self.workspace.show_section("conversations", (line.item_id, line.conversation_id, line.message))
        else:
            self.workspace.show_section("evidence", line.item_id)

    # --- adding

    def _event_form(self) -> FactForm | None:
        read = self._read
        if read is None:
            return None
        zone = read.case.case_zone
        return FactForm(EVENT, EVENT_GROUPS, read.event_fields, exhibits=read.case.exhibits, needs_zone=not zone)

    def _step_form(self) -> FactForm | None:
        read = self._read
        if read is None:
            return None
        zone = read.case.case_zone
        return FactForm(STEP, STEP_GROUPS, read.step_fields, exhibits=read.case.exhibits, needs_zone=not zone)

    def add_event(self, fields: Any = None) -> None:
        """Open the form for something that happened."""
        self.events.open(Editing(None, fields or {}))

    def add_step(self) -> None:
        """Open the form for something the person did."""
        self.steps.open(Editing(None, {}))

    def leave(self) -> None:
        """Save a form that can be saved as it stands."""
        self.events.leave()
        self.steps.leave()


def _read(vault: OpenVault, case_id: str) -> TimelineRead:
    from evidence_vault.operations import fact_forms, read_timeline

    return TimelineRead(
        read_timeline.read_timeline(vault, case_id),
        fact_forms.form_fields("event"),
        fact_forms.form_fields("report"),
        read_timeline.REPORT_HOLDS,
    )


def _event_of(line: Any) -> dict[str, Any]:
    """The beginnings of an event: the time as the file says it, the file as its proof, and where it stands there."""
    fields = {"at": line.at, "evidence_items": list(line.exhibits) or None}
    if line.conversation_id is not None and line.message is not None:
        fields[TAKEN_FROM] = [f"{line.item_id}/{line.conversation_id}/{line.message}"]
    return fields


def _list(model: TimelineModel) -> QListView:
    view = QListView()
    view.setAccessibleName(_("Timeline"))
    view.setModel(model)
    view.setItemDelegate(TimelineRow(view))
    view.setUniformItemSizes(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return view
