"""Roles: deny by default; only officers decide (公通字〔2021〕12号 Art. 7)."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from hukou.staff import ROLE_LABELS, Permission, Role, StaffMember

MATRIX: dict[Role, set[Permission]] = {
    Role.WINDOW_CLERK: {Permission.ACCEPT, Permission.LOOK_UP, Permission.PRINT},
    Role.HOUSEHOLD_OFFICER: {
        Permission.ACCEPT,
        Permission.LOOK_UP,
        Permission.PRINT,
        Permission.DECIDE,
        Permission.ISSUE,
        Permission.VOID,
    },
    Role.SUPERVISOR: {Permission.REVIEW, Permission.READ_AUDIT},
    Role.SYSTEM_ADMINISTRATOR: {Permission.ADMINISTER},
    Role.SECURITY_ADMINISTRATOR: set(),
    Role.AUDIT_ADMINISTRATOR: {Permission.READ_AUDIT},
}


def member(role: Role) -> StaffMember:
    return StaffMember(staff_no="039217", name="王岚", role=role, station="390102510000")


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_the_matrix_of_roles_and_permissions(role: Role, permission: Permission) -> None:
    assert member(role).may(permission) is (permission in MATRIX[role])


def test_auxiliary_staff_decide_nothing() -> None:
    clerk = member(Role.WINDOW_CLERK)
    assert not any(clerk.may(p) for p in (Permission.DECIDE, Permission.ISSUE, Permission.VOID))


def test_administrators_handle_no_cases() -> None:
    handling = {Permission.ACCEPT, Permission.LOOK_UP, Permission.DECIDE, Permission.ISSUE, Permission.PRINT}
    for role in (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR):
        assert not handling & MATRIX[role]


def test_every_role_has_a_word_on_screen() -> None:
    assert set(ROLE_LABELS) == set(Role)
    assert Role.WINDOW_CLERK.label == "窗口辅警"
    assert len({role.label for role in Role}) == len(Role)


def test_a_member_of_staff_is_a_value() -> None:
    officer = member(Role.HOUSEHOLD_OFFICER)
    with pytest.raises(ValidationError):
        officer.role = Role.SUPERVISOR  # type: ignore[misc]
    with pytest.raises(ValidationError):
        StaffMember(staff_no="1", name="x", role="chief", station="1")  # type: ignore[arg-type]
