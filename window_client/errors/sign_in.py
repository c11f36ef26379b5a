"""Who may work here: sign-in and lock (family SG), and what a role may not do (family AU)."""

from __future__ import annotations

from window_client.errors.base import WindowClientError


class SignInError(WindowClientError):
    code = "SG-000"
    message = "没有登录。"
    remedy = "请重新登录。"


class CredentialsRefusedError(SignInError):
    """Wrong name or wrong password: one message, so that neither can be told from the other."""

    code = "SG-101"
    message = "编号或口令不正确。"
    remedy = "请重新输入。"


class SignInLockedError(SignInError):
    """Too many failures in a row."""

    code = "SG-102"
    message = "连续输错次数过多，已暂时锁定。"
    remedy = "请稍后再试，或联系系统管理员。"


class OfflineSignInExpiredError(SignInError):
    """The offline credential is past its term: sign in once with a link to the province."""

    code = "SG-103"
    message = "离线登录期限已过。"
    remedy = "请连接省厅后登录一次。"


class FirstSignInOfflineError(SignInError):
    """No credential of any staff is stored on this terminal yet and the province is not reachable."""

    code = "SG-104"
    message = "连接不上省厅，本终端还没有人员登录过，不能离线登录。"
    remedy = "请恢复连接后登录。"


class NotEnrolledError(SignInError):
    code = "SG-201"
    message = "本终端尚未登记。"
    remedy = "请系统管理员用激活码登记本终端。"


class SessionLockedError(SignInError):
    """The store is locked: a lane still had work when the keys were dropped."""

    code = "SG-301"
    message = "窗口已锁定。"
    remedy = "请解锁后继续，草稿已保存。"


class StepUpRequiredError(SignInError):
    """Issuing, voiding and reprinting ask for the password again; it then holds for five minutes."""

    code = "SG-302"
    message = "这一步需要再次输入口令。"
    remedy = "请输入本人口令后继续。"


class NotAuthorisedError(WindowClientError):
    """The role may not do this (公通字〔2021〕12号 Art. 7). The refusal itself is audited."""

    code = "AU-101"
    message = "当前人员没有这项权限。"
    remedy = "请由户籍民警办理。"
