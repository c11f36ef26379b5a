"""What the sign-in tests ask again and again."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from window_client.errors import (
    SignInError,
)
from window_client.services.session import Session
from window_client.services.sign_in import SignIn
from window_client.services.store.tables import audit_event


def refusal(sign_in: SignIn, staff_no: str, password: str) -> SignInError:
    with pytest.raises(SignInError) as caught:
        sign_in.sign_in(staff_no, password)
    return caught.value


def audited(session: Session) -> list[tuple[str, str, str]]:
    with session.store.read() as connection:
        columns = (audit_event.c.action, audit_event.c.result, audit_event.c.detail)
        return [tuple(row) for row in connection.execute(sa.select(*columns).order_by(audit_event.c.seq))]
