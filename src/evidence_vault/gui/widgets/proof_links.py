# SPDX-License-Identifier: GPL-3.0-or-later
"""The exhibits that show a fact, each as a button that opens it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from evidence_vault.gui.flows.evidence_filter import can_show_picture
from evidence_vault.gui.item_actions import ItemActions
from evidence_vault.gui.widgets.buttons import button
from evidence_vault.gui.widgets.layout import FlowLayout, box, column, row
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import Workspace
from evidence_vault.records import Exhibit, Fields
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import _


def exhibits_of(fields: Fields, field: str, exhibits: Sequence[Exhibit]) -> tuple[Exhibit, ...]:
    """The exhibits that ``field`` names by number or id, in its order."""
    named = fields.get(field)
    known = {exhibit.number: exhibit for exhibit in exhibits} | {exhibit.item.id: exhibit for exhibit in exhibits}
    return tuple(known[str(one)] for one in named if str(one) in known) if isinstance(named, list) else ()


class ProofOpener:
    """Opens exhibits: a picture large, a chat as a conversation, everything else where the evidence is."""

    def __init__(self, workspace: Workspace, actions: ItemActions) -> None:
        self._workspace = workspace
        self._actions = actions

    def open(self, exhibit: Exhibit, among: Sequence[Exhibit]) -> None:
        """Show ``exhibit``; pictures go on to the other pictures of ``among``."""
        if can_show_picture(exhibit.item):
            pictures = [one.item for one in among if can_show_picture(one.item)]
            self._actions.view_large(exhibit.item, pictures)
        elif exhibit.item.messages:
            self._workspace.show_section("conversations", exhibit.item.id)
        else:
            self._workspace.show_section("evidence", exhibit.item.id)


def proof_links(exhibits: Sequence[Exhibit], opener: ProofOpener, *, beside: bool = False) -> QWidget:
    """A button for each exhibit, one a line or ``beside`` each other; where there is none it says so."""
    if not exhibits:
        return label(_("No proof is named yet."), "muted")

    def opens(exhibit: Exhibit) -> Callable[[], None]:
        return lambda: opener.open(exhibit, exhibits)

    flow = FlowLayout(gap=1)
    links = []
    for exhibit in exhibits:
        icon = "image" if can_show_picture(exhibit.item) else "messages-square" if exhibit.item.messages else "file"
        text = f"{exhibit.number} · {_shortened(visible_name(exhibit.item.name))}"
        link = button(text, opens(exhibit), look="small", icon=icon, tip=visible_name(exhibit.item.name))
        link.setAccessibleName(
            _("Open exhibit {number}, {name}").format(number=exhibit.number, name=visible_name(exhibit.item.name))
        )
        if beside:
            flow.addWidget(link)
        else:
            links.append(row(link, None, gap=0))
    return box(flow if beside else column(*links, gap=1))


def _shortened(name: str) -> str:
    return name if len(name) <= 26 else f"{name[:15]}…{name[-10:]}"
