"""What the sign-in page shows, as plain values: the page itself asks nobody."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StaffCardView:
    """Somebody who was named on this terminal before. `duty` is the role as staff read it; only police have a
    badge, everybody else a number."""

    staff_no: str
    name: str
    duty: str
    has_badge: bool = True


@dataclass(frozen=True)
class CheckView:
    """One line of the list on the left: what was checked, and when (`08:25`)."""

    icon: str
    text: str
    when: str = ""
    good: bool = True


@dataclass(frozen=True)
class NoteView:
    """One of the notes in the foot: the way to the province, a device. `tone` is `ok warn bad neutral`."""

    icon: str
    tone: str
    title: str
    detail: str


@dataclass(frozen=True)
class SignInView:
    """Everything on the page. Texts come ready in Chinese; empty ones take no room.

    `locked` changes the title and the button from signing in to unlocking; `note` is the line below
    the title, `attempts_note` what stands at the right above the password.
    """

    organisation: str = ""
    station: str = ""
    place: str = ""
    checks: tuple[CheckView, ...] = ()
    staff: tuple[StaffCardView, ...] = ()
    selected_staff_no: str = ""
    locked: bool = False
    note: str = ""
    attempts_note: str = ""
    drafts_title: str = ""
    drafts_detail: str = ""
    notes: tuple[NoteView, ...] = ()
    version: str = ""
    support: str = ""
