"""What has to stand on the screen at a moment of the tour, word for word. Each check that holds is told."""

from __future__ import annotations

from hukou.case import Status
from tools.sandbox.driver import TourError
from tools.sandbox.scenes.stage import Stage, tell
from window_client.ui.widgets.header_bar import ConnectionPill
from window_client.ui.widgets.status_strip import StatusStrip

ONLINE, OFFLINE = "省厅已连接", "离线"
QUEUED, ACCEPTED = "待上传", "省厅已受理"
HEADER_SECONDS = 40
"""A cycle with the province runs every sixteen seconds when nothing is queued."""


def check(stage: Stage, what: str, *words: str) -> None:
    """Wait until all `words` are on the screen, and tell `what` was shown."""
    stage.driver.until(f"{what}: {words}", lambda: stage.driver.shows(*words))
    tell(event="shown", what=what, words=words)


def check_absent(stage: Stage, what: str, *words: str) -> None:
    """None of `words` may be on the screen now."""
    with stage.driver.watch.excused():
        seen = [word for word in words if stage.driver.shows(word)]
    if seen:
        raise TourError(f"{what}: {seen} must not be shown\n{stage.driver.words()}")
    tell(event="shown", what=what, words=[f"not {word}" for word in words])


def check_header(stage: Stage, word: str) -> None:
    """The pill says whether the province is reached."""
    pill = stage.window.findChild(ConnectionPill)

    def says() -> bool:
        return bool(pill.isVisible() and pill.words().startswith(word))

    stage.driver.until(f"the header says {word}", says, HEADER_SECONDS)
    tell(event="shown", what="header", words=[pill.words()])


def check_strip(stage: Stage) -> None:
    """The strip: reader, printer as this system has it, numbers left, age of the data."""
    strip = stage.window.findChild(StatusStrip)
    printer = "打印机就绪" if stage.has_printer() else "无打印机"
    wanted = ("读卡器就绪", printer, "证明编号余", "数据截至")

    def words() -> str:
        return " ".join(state.words.text() for state in strip._states)

    stage.driver.until(
        f"the strip says {wanted}", lambda: all(word in words() for word in wanted), HEADER_SECONDS
    )
    tell(event="shown", what="strip", words=words().split("  "))


def check_receipt(stage: Stage, state: str) -> None:
    """Accepted, and what the province has of it, as a word and as a sentence."""
    sentence = {
        QUEUED: "已保存在本机，待上传，无需重复录入。",
        ACCEPTED: "省厅已受理本件。",
    }[state]
    numbers = ("省厅受理号", "LJ-") if state == ACCEPTED else ()
    check(stage, f"receipt: {state}", "已受理", "受理号", "办结期限", state, sentence, *numbers)
    if state == QUEUED:
        check_absent(stage, "a receipt offline claims nothing of the province", "省厅受理号", ACCEPTED)


def check_paper_to_confirm(stage: Stage, number: str, saved: bool) -> None:
    """The paper left, nobody has looked at it: the question is asked, the ledger says so."""
    told = "已保存为文件，没有在本机送打印" if saved else "已送出第 1 次打印"
    check(stage, "ledger: to be confirmed", "这张证明打印成功了吗？", told, number)
    check_absent(stage, "a paper that left is not called confirmed", "纸质证明已确认", "已办结")


def check_waiting_to_confirm(stage: Stage, number: str) -> None:
    """The list of what waits has the paper under 待确认."""
    page = stage.page("certificate")
    stage.driver.until(
        f"{number} under 待确认",
        lambda: (
            page.waiting.isVisible()
            and page.waiting.tabs.current() == "confirm"
            and stage.driver.shows(number)
        ),
    )
    tell(event="shown", what="after the kill the paper waits under 待确认", words=["待确认", number])


def check_confirmed(stage: Stage, number: str) -> None:
    """A person has spoken for the paper; it waits for the resident's hand."""
    check(stage, "ledger: confirmed", "纸质证明已确认", "已确认", number)


def check_completed(stage: Stage, state: str) -> None:
    """Handed over. Whether the province knows is said, never guessed."""
    if state == QUEUED:
        check(stage, "completed, not sent yet", "已保存在本机", "省厅尚未确认", QUEUED)
        check_absent(stage, "offline nothing is called accepted", ACCEPTED)
    else:
        check(stage, "completed, the province has it", "已办结", ACCEPTED)


def check_refused(stage: Stage, status: Status) -> None:
    """The notice is what the resident gets."""
    check(stage, "refusal", "不予出具，请将告知书交给申请人", "不予出具证明告知书")
    if status is not Status.REJECTED:
        raise TourError(f"a refused case is {status}")
