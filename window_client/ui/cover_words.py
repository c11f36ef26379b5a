"""What the sign-in page says: read from two small files and the devices, before anybody has signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from window_client import __version__
from window_client.config import Config
from window_client.services.clock import CHINA, Clock
from window_client.services.sign_in import SignIn, SignInView
from window_client.ui.pages import sign_in_view as page


@dataclass(frozen=True)
class Look:
    """What was found on this machine."""

    view: SignInView
    has_store: bool
    reader: str


def look(config: Config, clock: Clock) -> Look:
    """For the local lane."""
    return Look(
        SignIn(config, clock).view(), config.store_path.exists(), config.card_reader.partition(":")[0]
    )


def lock_note(reason: str, moment: datetime) -> str:
    """The line below 已锁屏."""
    time = f"{moment.astimezone(CHINA):%H:%M}"
    if reason == "idle":
        return QCoreApplication.translate("Cover", "Locked by itself at {0} after no input").format(time)
    return QCoreApplication.translate("Cover", "Locked at {0}").format(time)


def unsaved_note() -> str:
    """Something typed is in memory alone."""
    return QCoreApplication.translate(
        "Cover",
        "The last entries could not be written (ST-101) and are in memory only: free disk space, then unlock",
    )


def page_view(
    found: Look, *, note: str = "", drafts: int = 0, is_locked: bool = False, selected: str = ""
) -> page.SignInView:
    """The page's own value; only facts that were looked at."""
    view = found.view
    station = view.station
    return page.SignInView(
        organisation=station.province_name if station else "",
        station=station.station_name if station else "",
        place=QCoreApplication.translate("Cover", "Window {0} · terminal {1}").format(
            view.window_no, view.terminal
        )
        if station
        else "",
        checks=_checks(found),
        staff=tuple(page.StaffCardView(s.staff_no, s.name, s.role.label) for s in view.known_staff),
        selected_staff_no=selected,
        locked=is_locked,
        note=note
        if view.enrolled
        else QCoreApplication.translate("Cover", "This terminal is not enrolled yet"),
        drafts_title=QCoreApplication.translate("Cover", "{0} drafts are kept on this computer").format(
            drafts
        )
        if drafts
        else "",
        drafts_detail=QCoreApplication.translate("Cover", "Unlock to go on where you stopped")
        if drafts
        else "",
        notes=_notes(found),
        version=__version__,
        support=station.phone if station else "",
    )


def _checks(found: Look) -> tuple[page.CheckView, ...]:
    lines = []
    if found.has_store:
        lines.append(
            page.CheckView("lock", QCoreApplication.translate("Cover", "Data on this computer is encrypted"))
        )
    if found.view.sample:
        lines.append(
            page.CheckView(
                "info",
                QCoreApplication.translate("Cover", "Sandbox: everything printed carries the word sample"),
            )
        )
    return tuple(lines)


def _notes(found: Look) -> tuple[page.NoteView, ...]:
    if found.reader == "none":
        reader = page.NoteView(
            "card",
            "neutral",
            QCoreApplication.translate("Cover", "Card reader"),
            QCoreApplication.translate("Cover", "None set up"),
        )
    else:
        simulated = found.reader == "simulated"
        reader = page.NoteView(
            "card",
            "ok",
            QCoreApplication.translate("Cover", "Card reader"),
            QCoreApplication.translate("Cover", "Simulated")
            if simulated
            else QCoreApplication.translate("Cover", "Set up"),
        )
    return (reader,)
