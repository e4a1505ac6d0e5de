# SPDX-License-Identifier: GPL-3.0-or-later
"""The strip at the bottom: which vault, what runs and how far, how the last work ended."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from evidence_vault.gui import theme
from evidence_vault.gui.job_runner import Job, JobRunner
from evidence_vault.gui.widgets.buttons import button, icon_button
from evidence_vault.gui.widgets.words import label
from evidence_vault.gui.workspace import ResultAction
from evidence_vault.translations import _

BAR_STEPS = 1000


class JobView(QWidget):
    """The running job of those that wait for each other: its title, how far it is, and a button to stop it."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self._waiting: list[Job] = []
        self.words = label("", "small", wrap=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.current().body * 10)
        self.bar.setAccessibleName(_("Progress"))
        self.stop = icon_button("x", _("Stop this"), self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.words, self.bar, self.stop):
            layout.addWidget(part)
        self.hide()

    def add(self, job: Job) -> None:
        """Show ``job`` when those before it have ended."""
        self._waiting.append(job)
        if self._job is None:
            self.follow(job)

    def remove(self, job: Job) -> None:
        """It ended: the next one is shown, or nothing."""
        if job in self._waiting:
            self._waiting.remove(job)
        if job is self._job:
            self.let_go()

    def follow(self, job: Job) -> None:
        """Show ``job`` until it ends."""
        self._job = job
        self.words.setText(job.title)
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        job.progressed.connect(self._show_progress)
        self.show()

    def let_go(self) -> None:
        """It ended: show the next one that waits, or nothing."""
        self._job = None
        if self._waiting:
            self.follow(self._waiting[0])
        else:
            self.hide()

    def _show_progress(self, done: int, total: int | None, what: str) -> None:
        del what  # names of evidence stay out of the strip: somebody may look over the shoulder
        if self._job is None or self._job is not self.sender():
            return
        if total:
            self.bar.setRange(0, BAR_STEPS)
            self.bar.setValue(min(BAR_STEPS, done * BAR_STEPS // total))
            percent = min(100, done * 100 // total)
            self.words.setText(f"{self._job.title} · {percent} %")
        else:
            self.bar.setRange(0, 0)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)
            self.words.setText(_("Stopping …"))


class StatusStrip(QWidget):
    """Follows the jobs of ``jobs``; ``tell`` shows a sentence that stays until it is closed."""

    def __init__(self, jobs: JobRunner, reading: QWidget | None = None) -> None:
        """``reading``: what goes on in the background, shown before the running job."""
        super().__init__()
        self.setProperty("area", "strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=True)
        self.setAccessibleName(_("What is going on"))
        self.vault = label("", "small", wrap=False)
        self.sentence = _sentence_label()
        self.action = button("", look="link")
        self.close_sentence = icon_button("check", _("Read, close this line"), self.clear)
        self.job = JobView()
        self.beside = JobView()
        self._result: ResultAction | None = None
        self.action.clicked.connect(self._act)
        layout = QHBoxLayout(self)
        look = theme.current()
        layout.setContentsMargins(look.space(4), look.space(1), look.space(3), look.space(1))
        layout.setSpacing(look.space(3))
        layout.addWidget(self.vault)
        layout.addWidget(self.sentence, 1)
        for part in (self.action, self.close_sentence, reading, self.beside, self.job):
            if part is not None:
                layout.addWidget(part)
        self.setMinimumHeight(round(look.body * 2.9))
        self.clear()
        jobs.job_started.connect(self._started)
        jobs.job_finished.connect(self._finished)

    def tell(self, sentence: str, action: ResultAction | None = None) -> None:
        """Show how something ended, with something to do about it where there is."""
        self._result = action
        self.sentence.setText(sentence)
        self.sentence.setToolTip(sentence)
        self.sentence.setAccessibleName(sentence)
        self.close_sentence.show()
        self.action.setVisible(action is not None)
        if action is not None:
            self.action.setText(action.words)
            self.action.setAccessibleName(action.words)

    def clear(self) -> None:
        """Take the sentence away."""
        self._result = None
        self.sentence.setText("")
        self.action.hide()
        self.close_sentence.hide()

    def _act(self) -> None:
        if self._result is not None:
            self._result.action()

    def _started(self, job: Job) -> None:
        self._view_of(job).add(job)

    def _view_of(self, job: Job) -> JobView:
        return self.beside if job.is_beside else self.job

    def _finished(self, job: Job) -> None:
        if job.is_cancelled:
            self.tell(_("Stopped: {what}. What was done so far is kept.").format(what=job.title))
        self._view_of(job).remove(job)


def _sentence_label() -> QLabel:
    words = label("", "strong", wrap=True)
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return words
