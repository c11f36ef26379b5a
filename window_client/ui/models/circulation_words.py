"""What is said of a circulated case: where it lies, since when, and what is left of its limit."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from window_client.services.circulations import CirculationView
from window_client.ui import wording
from window_client.ui.reading import read


def circulation_sentence(found: CirculationView | None, today: date) -> str:
    """One line for a side panel; '' of a case that is not circulated."""
    if found is None:
        return ""
    words = (
        QCoreApplication.translate("Circulation", "To {0}")
        if found.outward
        else QCoreApplication.translate("Circulation", "By {0}")
    )
    parts = [words.format(read(found.place)), wording.day_time(found.since, today), days_left(found, today)]
    return "\u3000".join(part for part in parts if part)


def days_left(found: CirculationView, today: date) -> str:
    """'' once the register place has answered."""
    left = found.days_left(today)
    return "" if left is None else wording.days_text(left)[0]


def heading(found: CirculationView, *, stale: bool) -> tuple[str, str]:
    """The fact and what follows from it for whoever stands at the window."""
    place, waits = read(found.place), found.due_on is not None
    if found.outward and (waits or stale):
        return (
            QCoreApplication.translate("Circulation", "The case lies with {0}").format(place),
            QCoreApplication.translate(
                "Circulation", "The decision is made there. To decide here, recall the case first."
            )
            if waits
            else QCoreApplication.translate(
                "Circulation", "The register changed after the decision; it is made there again."
            ),
        )
    if found.outward:
        return (
            QCoreApplication.translate("Circulation", "{0} has decided").format(place),
            QCoreApplication.translate("Circulation", "The certificate is issued here."),
        )
    if waits or stale:
        return (
            QCoreApplication.translate("Circulation", "Circulated to this station by {0}").format(place),
            QCoreApplication.translate(
                "Circulation", "The decision is made here, the certificate issued there."
            ),
        )
    return (
        QCoreApplication.translate("Circulation", "This station has decided"),
        QCoreApplication.translate("Circulation", "The certificate is issued by {0}.").format(place),
    )
