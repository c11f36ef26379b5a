"""What was typed cannot be taken, or the case cannot take the step (family IN)."""

from __future__ import annotations

from window_client.errors.base import WindowClientError


class InputError(WindowClientError):
    """What was typed cannot be taken. `field` names the form field, '' when it concerns the whole form."""

    code = "IN-000"
    message = "填写的内容有误。"
    remedy = "请按提示修改后再试。"

    def __init__(
        self, message: str | None = None, *, field: str = "", remedy: str | None = None, detail: str = ""
    ) -> None:
        super().__init__(message, remedy=remedy, detail=detail)
        self.field = field


class CitizenNoInputError(InputError):
    """A citizen number fails GB 11643."""

    code = "IN-101"
    message = "公民身份号码不正确。"
    remedy = "请对照证件重新录入。"


class PersonNameInputError(InputError):
    """A person's name is empty, too long or has misplaced dots."""

    code = "IN-102"
    message = "姓名格式不正确。"
    remedy = "请对照证件重新录入，姓名间隔符用“·”。"


class BirthDateInputError(InputError):
    """A birth date is not a date, or lies in the future."""

    code = "IN-103"
    message = "出生日期不正确。"
    remedy = "请对照证件重新录入，如 1990-05-17。"


class PhoneInputError(InputError):
    """A telephone number has too few or too many digits, or something else in it."""

    code = "IN-104"
    message = "电话号码不正确。"
    remedy = "请与申请人核对。"


class DateInputError(InputError):
    """A date or a period of a form is none, lies in the future, or ends before it begins."""

    code = "IN-105"
    message = "日期不正确。"
    remedy = "请按 2026-03-09 的样式填写。"


class TextInputError(InputError):
    """A text of a form is too long, or a choice is not offered any more."""

    code = "IN-106"
    message = "填写的内容过长或已不在选项中。"
    remedy = "请按提示修改。"


class DivisionDoubtError(InputError):
    """Shown as a warning and never in the way: the number begins with an abolished or unknown division."""

    code = "IN-111"
    message = "号码前六位是已撤销或未列入代码表的区划。"
    remedy = "号码可能有效，请对照证件核对。"


class RareCharacterDoubtError(InputError):
    """Shown as a warning and never in the way: the name holds a character that old systems lack."""

    code = "IN-112"
    message = "姓名含生僻字。"
    remedy = "请与证件逐字核对。"


class FormIncompleteError(InputError):
    """A form was submitted with problems; `problems` maps field name to message."""

    code = "IN-201"
    message = "还有内容没有填好。"
    remedy = "请处理标红的项目。"

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(f"还有 {len(problems)} 项内容没有填好。")
        self.problems = problems


class RequiredFieldError(InputError):
    """A field that has to be filled is still empty."""

    code = "IN-202"
    message = "必填项目没有填写。"
    remedy = "请与申请人核对后填写。"


class MaterialMissingError(InputError):
    """A paper that the case needs was not seen in the original."""

    code = "IN-203"
    message = "材料不齐。"
    remedy = "请核对原件，或出具一次性告知书。"


class TransitionRefusedError(InputError):
    """The case cannot take this step in its present state."""

    code = "IN-301"
    message = "办件当前状态不能进行这一步。"
    remedy = "请刷新办件，查看最新状态。"


class ServiceUnavailableError(InputError):
    """The service item is not offered at this window, or the catalogue has none of that id."""

    code = "IN-302"
    message = "本窗口没有开通这项业务。"
    remedy = "请告知申请人可以办理的地点。"


class ConflictMovedError(InputError):
    """The case is not what the person looked at any more, or somebody has settled the conflict meanwhile."""

    code = "IN-303"
    message = "办件在处理期间又有变化，这次选择没有保存。"
    remedy = "请查看两边的最新内容后重新选择。"


class ConflictChoiceError(InputError):
    """A conflict has no default: every value is chosen by a person."""

    code = "IN-304"
    message = "还有内容没有选择用哪一边。"
    remedy = "请逐项选择后再合并。"

    def __init__(self, missing: int = 0) -> None:
        super().__init__(f"还有 {missing} 项没有选择用哪一边。" if missing else None)
