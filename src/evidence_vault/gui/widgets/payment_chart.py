# SPDX-License-Identifier: GPL-3.0-or-later
"""Payments of one currency over time: what was sent stands up, what came hangs down. The ledger says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.flows.money_words import with_currency
from evidence_vault.money import counts, currency_of, exact_amount, plain
from evidence_vault.records import Fact
from evidence_vault.translations import _, plural


@dataclass(frozen=True)
class _Bar:
    day: date
    amount: float
    text: str
    is_received: bool


class PaymentChart(QWidget):
    """Drawn anew whenever it is given payments; says in words what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: list[_Bar] = []
        self._currency: str | None = None
        self._largest = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_payments(self, payments: Sequence[Fact]) -> None:
        """Draw the currency that has the most payments; those without day or amount are left out."""
        usable = [fact for fact in payments if counts(fact.fields) and _day(fact) is not None]
        currencies = [currency_of(fact.fields) for fact in usable]
        self._currency = max(dict.fromkeys(currencies), key=currencies.count) if currencies else None
        shown = [fact for fact in usable if currency_of(fact.fields) == self._currency]
        self._bars = [bar for fact in shown if (bar := _bar(fact)) is not None]
        amounts = [amount for fact in shown if (amount := exact_amount(fact.fields.get("amount"))) is not None]
        self._largest = with_currency(plain(max(amounts)), self._currency) if amounts else ""
        self.setAccessibleName(_("Payments over time"))
        self.setAccessibleDescription(self._spoken())
        self.update()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self._bars

    def sizeHint(self) -> QSize:
        """Wide rather than tall."""
        body = theme.current().body
        return QSize(body * 22, body * 8)

    def minimumSizeHint(self) -> QSize:
        """Less is no picture any more."""
        body = theme.current().body
        return QSize(body * 14, body * 7)

    def _spoken(self) -> str:
        if not self._bars:
            return ""
        count = plural("{count} payment", "{count} payments", len(self._bars))
        first, last = min(bar.day for bar in self._bars), max(bar.day for bar in self._bars)
        return _("{count} from {first} to {last}, the largest {largest}.").format(
            count=count, first=first.isoformat(), last=last.isoformat(), largest=self._largest
        )

    # --- drawing

    def _area(self) -> QRectF:
        look = theme.current()
        above, below = look.small * 1.6, look.small * 1.8
        return QRectF(look.space(2), above, self.width() - look.space(4), self.height() - above - below)

    def _baseline(self) -> float:
        area = self._area()
        has_received = any(bar.is_received for bar in self._bars)
        return area.bottom() - (area.height() * 0.25 if has_received else 0)

    def _places(self) -> list[tuple[_Bar, QRectF]]:
        area, base = self._area(), self._baseline()
        first, last = min(bar.day for bar in self._bars), max(bar.day for bar in self._bars)
        span = max((last - first).days, 1)
        most = max(bar.amount for bar in self._bars) or 1.0
        width = max(4.0, min(theme.current().body * 1.2, area.width() / (len(self._bars) * 1.6)))
        room = area.width() - width
        found = []
        for bar in self._bars:
            middle = room / 2 if first == last else room * (bar.day - first).days / span
            left = area.left() + middle
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                left = area.right() - middle - width
            room_here = area.bottom() - base if bar.is_received else base - area.top()
            height = min(max(3.0, room_here * bar.amount / most), room_here)
            top = base if bar.is_received else base - height
            found.append((bar, QRectF(left, top, width, height)))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars, base line and the two days at the ends."""
        del event
        if not self._bars:
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, base = self._area(), self._baseline()
        for bar, place in self._places():
            if bar.is_received:
                painter.setPen(QPen(look.colour("accent"), 1.5))
                painter.setBrush(look.colour("surface"))
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(place, 2, 2)
        painter.setPen(QPen(look.colour("control"), 1))
        painter.drawLine(QPointF(area.left(), base), QPointF(area.right(), base))
        self._draw_words(painter, area)
        painter.end()

    def _draw_words(self, painter: QPainter, area: QRectF) -> None:
        look = theme.current()
        painter.setPen(look.colour("muted"))
        painter.setFont(look.font("small", tabular=True))
        first, last = min(bar.day for bar in self._bars), max(bar.day for bar in self._bars)
        below = QRectF(area.left(), area.bottom(), area.width(), look.small * 1.8)
        start, end = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing
        bottom = Qt.AlignmentFlag.AlignBottom
        if first == last:
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | bottom, first.isoformat())
        else:
            painter.drawText(below, start | bottom, first.isoformat())
            painter.drawText(below, end | bottom, last.isoformat())
        above = QRectF(area.left(), 0, area.width(), look.small * 1.5)
        words = _("Largest: {amount}").format(amount=self._largest)
        if any(bar.is_received for bar in self._bars):
            words += " · " + _("outlined, below the line: received")
        metrics = painter.fontMetrics()
        painter.drawText(above, start, metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(above.width())))

    def event(self, event: QEvent) -> bool:
        """The bar under the pointer as a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._bars:
            near = [bar for bar, place in self._places() if place.adjusted(-3, -99, 3, 99).contains(event.pos())]
            QToolTip.showText(event.globalPos(), "\n".join(bar.text for bar in near), self)
            return True
        return super().event(event)


def _day(fact: Fact) -> date | None:
    time = fact.fields.get("sent_at")
    try:
        return date.fromisoformat(str(time)[:10])
    except ValueError:
        return None


def _bar(fact: Fact) -> _Bar | None:
    day, amount = _day(fact), exact_amount(fact.fields.get("amount"))
    if day is None or amount is None:
        return None
    text = f"{day.isoformat()} · {with_currency(plain(amount), currency_of(fact.fields))}"
    # A picture may round; every sum is made of exact decimals elsewhere.
    return _Bar(day, float(amount), text, fact.fields.get("direction") == "received")
