# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the window can be, as data: a page and what it shows."""

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """The pages outside an open vault, and the workspace of an open one."""

    WELCOME = "welcome"
    NEW_VAULT = "new-vault"
    UNLOCK = "unlock"
    CHECK = "check"
    DEMO = "demo"
    SETTINGS = "settings"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True)
class Route:
    """A place; ``argument`` is a path (unlock, check) or a section of the workspace.

    ``notice``: the code of what the unlock page says first.
    """

    place: Place
    argument: str = ""
    notice: str = ""


class History:
    """The places a person came through, for the way back. The last one is where the window is."""

    def __init__(self, start: Route) -> None:
        self._visited = [start]

    @property
    def now(self) -> Route:
        """Where the window is."""
        return self._visited[-1]

    def go(self, route: Route) -> None:
        """Move on; going where one is changes nothing. An opened vault leaves nothing to go back to."""
        if route.place is Place.WORKSPACE:
            self._visited = [route]
        elif route != self.now:
            self._visited.append(route)

    def back(self) -> Route:
        """Move back by one; at the beginning stay."""
        if len(self._visited) > 1:
            self._visited.pop()
        return self.now

    @property
    def can_go_back(self) -> bool:
        """Whether there is somewhere to go back to."""
        return len(self._visited) > 1


def first_route(remembered: list[str], asked_for: Route | None = None) -> Route:
    """Where the program starts: at what it was asked to open, the only remembered vault, else the welcome."""
    if asked_for is not None:
        return asked_for
    if len(remembered) == 1:
        return Route(Place.UNLOCK, remembered[0])
    return Route(Place.WELCOME)
