"""Staff roles and what each may do: deny by default.

Only sworn officers in established posts decide; auxiliary staff accept, collect information and file
(公通字〔2021〕12号 Art. 7). System, security and audit administrators are separate and handle no cases.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Role(StrEnum):
    WINDOW_CLERK = "window_clerk"
    HOUSEHOLD_OFFICER = "household_officer"
    SUPERVISOR = "supervisor"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"

    @property
    def label(self) -> str:
        """The role as staff read it."""
        return ROLE_LABELS[self]


ROLE_LABELS: dict[Role, str] = {
    Role.WINDOW_CLERK: "窗口辅警",
    Role.HOUSEHOLD_OFFICER: "户籍民警",
    Role.SUPERVISOR: "监督人",
    Role.SYSTEM_ADMINISTRATOR: "系统管理员",
    Role.SECURITY_ADMINISTRATOR: "安全管理员",
    Role.AUDIT_ADMINISTRATOR: "审计管理员",
}


class Permission(StrEnum):
    """One per service verb that is guarded; services ask for it, screens only show it."""

    ACCEPT = "accept"
    LOOK_UP = "look_up"
    DECIDE = "decide"
    ISSUE = "issue"
    PRINT = "print"
    VOID = "void"
    REVIEW = "review"
    READ_AUDIT = "read_audit"
    ADMINISTER = "administer"


_GRANTS: dict[Role, frozenset[Permission]] = {
    Role.WINDOW_CLERK: frozenset({Permission.ACCEPT, Permission.LOOK_UP, Permission.PRINT}),
    Role.HOUSEHOLD_OFFICER: frozenset(
        {
            Permission.ACCEPT,
            Permission.LOOK_UP,
            Permission.PRINT,
            Permission.DECIDE,
            Permission.ISSUE,
            Permission.VOID,
        }
    ),
    Role.SUPERVISOR: frozenset({Permission.REVIEW, Permission.READ_AUDIT}),
    Role.SYSTEM_ADMINISTRATOR: frozenset({Permission.ADMINISTER}),
    Role.SECURITY_ADMINISTRATOR: frozenset(),
    Role.AUDIT_ADMINISTRATOR: frozenset({Permission.READ_AUDIT}),
}


class StaffMember(BaseModel):
    """Who acts. `staff_no` is the officer's or auxiliary's number, unique in the province."""

    model_config = ConfigDict(frozen=True)

    staff_no: str
    name: str
    role: Role
    station: str
    """Station code, 12 digits (GA/T 380)."""

    def may(self, permission: Permission) -> bool:
        return permission in _GRANTS.get(self.role, frozenset())
