"""What the sign-in page says: read from two small files and the devices, before anybody has signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from hukou.staff import Role
from window_client import __version__
from window_client.config import Config
from window_client.errors import WindowClientError
from window_client.services.clock import CHINA, Clock
from window_client.services.sign_in import SignIn, SignInView
from window_client.ui import wording
from window_client.ui.pages import sign_in_view as page
from window_client.ui.reading import read

LINK_SECONDS = 2.0
"""Nobody waits longer to read that there is no link."""
_POLICE = (Role.HOUSEHOLD_OFFICER, Role.SUPERVISOR)
"""These have a badge number (警号); everybody else has a staff number (编号)."""


@dataclass(frozen=True)
class Look:
    """What was found on this machine."""

    view: SignInView
    has_store: bool
    reader: str


@dataclass(frozen=True)
class Around:
    """What was found outside the program; `printer` is `ready`, `stopped` or `none`."""

    is_linked: bool
    printer: str


def look(config: Config, clock: Clock) -> Look:
    """For the local lane."""
    return Look(
        SignIn(config, clock).view(), config.store_path.exists(), config.card_reader.partition(":")[0]
    )


def look_around(config: Config) -> Around:
    """For a lane that may wait: asks whether the province answers, and the print service."""
    from window_client.services.devices.printers import system_print_service
    from window_client.services.sync.remote import Province
    from window_client.ui.strip_words import printer_state

    try:
        with Province(config) as province, province.silence_up_to(LINK_SECONDS):
            province.hello()
        is_linked = True
    except WindowClientError:
        is_linked = False
    return Around(is_linked, printer_state(system_print_service()))


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
        organisation=QCoreApplication.translate("Cover", "{0}　Household registration terminal").format(
            station.province_name
        )
        if station
        else "",
        station=station.station_name if station else "",
        place=QCoreApplication.translate("Cover", "Window {0} · terminal {1}").format(
            view.window_no, view.terminal
        )
        if station
        else "",
        checks=_checks(found),
        staff=tuple(
            page.StaffCardView(s.staff_no, s.name, read(s.role.label), s.role in _POLICE)
            for s in view.known_staff
        ),
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
        notes=notes(found, None, None),
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


def notes(found: Look, around: Around | None, now: datetime | None) -> tuple[page.NoteView, ...]:
    """The tiles of the foot: way to the province, reader, printer. `around` is None while it is looked at."""
    return _link_note(found, around, now), _reader_note(found), _printer_note(around)


def _link_note(found: Look, around: Around | None, now: datetime | None) -> page.NoteView:
    if around is None or now is None:
        return page.NoteView(
            "cloud",
            "neutral",
            QCoreApplication.translate("Cover", "Province"),
            QCoreApplication.translate("Cover", "Being looked at"),
        )
    if around.is_linked:
        return page.NoteView(
            "wifi",
            "ok",
            QCoreApplication.translate("Cover", "Online"),
            QCoreApplication.translate("Cover", "The province answers"),
        )
    terms = [staff.offline_until - now for staff in found.view.known_staff if staff.offline_until > now]
    if not terms:
        return page.NoteView(
            "cloud-off",
            "bad",
            QCoreApplication.translate("Cover", "Offline"),
            QCoreApplication.translate("Cover", "The next sign-in needs the province"),
        )
    return page.NoteView(
        "cloud-off",
        "warn",
        QCoreApplication.translate("Cover", "Offline, sign-in possible"),
        QCoreApplication.translate("Cover", "Another {0}").format(wording.span(max(terms))),
    )


def _reader_note(found: Look) -> page.NoteView:
    if found.reader == "none":
        words, tone = QCoreApplication.translate("Cover", "None set up"), "neutral"
    elif found.reader == "simulated":
        words, tone = QCoreApplication.translate("Cover", "Simulated"), "ok"
    else:
        words, tone = QCoreApplication.translate("Cover", "Set up"), "ok"
    return page.NoteView("card", tone, QCoreApplication.translate("Cover", "Card reader"), words)


def _printer_note(around: Around | None) -> page.NoteView:
    if around is None:
        words, tone = QCoreApplication.translate("Cover", "Being looked at"), "neutral"
    else:
        words, tone = {
            "ready": (QCoreApplication.translate("Cover", "Ready"), "ok"),
            "stopped": (QCoreApplication.translate("Cover", "Stopped"), "warn"),
            "none": (QCoreApplication.translate("Cover", "None set up"), "neutral"),
        }[around.printer]
    return page.NoteView("printer", tone, QCoreApplication.translate("Cover", "Printer"), words)
