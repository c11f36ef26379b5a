"""Scenes for the gallery: sign-in and frame with the fictitious data of the design pictures."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from window_client.ui.main_window import MainWindow
from window_client.ui.pages.sign_in_page import CheckView, NoteView, SignInPage, SignInView, StaffCardView
from window_client.ui.widgets.badge import Badge
from window_client.ui.widgets.button import Button
from window_client.ui.widgets.card import Card, Fact, SectionHeader
from window_client.ui.widgets.list_rows import ListRow, ListRowView
from window_client.ui.widgets.masked_field import MaskedField
from window_client.ui.widgets.omnibox import Suggestion
from window_client.ui.widgets.status_strip import DeviceState
from window_client.ui.widgets.tab_strip import TabStrip
from window_client.ui.widgets.text import Label, Line
from window_client.ui.widgets.tile import TileData, TileGrid

STAFF = (StaffCardView("039217", "王岚", "民警"), StaffCardView("F0426", "李思远", "辅警", False))


NOTES = (
    NoteView("cloud-off", "warn", "离线，可登录", "离线凭据还可用 6 天"),
    NoteView("card", "ok", "读卡器", "就绪"),
    NoteView("printer", "ok", "打印机", "就绪，余纸充足"),
)


VIEW = SignInView(
    organisation="临江省公安厅　户籍业务受理终端",
    station="澜州市公安局青禾分局　望桥派出所",
    place="2 号窗口　·　终端 QH-WQ-02",
    checks=(
        CheckView("ok", "本机数据已加密，完整性校验通过", "08:25"),
        CheckView("link", "审计链完整，共 12,840 条", "08:25"),
        CheckView("cloud-ok", "业务数据截至今日 07:58，可离线办理"),
    ),
    staff=STAFF,
    selected_staff_no="039217",
    locked=True,
    note="08:02 起无操作，系统已自动锁屏",
    attempts_note="连续输错 5 次将锁定账号",
    drafts_title="2 件草稿已保存在本机，解锁后可继续",
    drafts_detail="居民身份证 到期换领（停在办理信息）；居住证 申领",
    notes=NOTES,
    version="1.0.0",
    support="省厅技术支持 0390-555-0100",
)


def sign_in() -> QWidget:
    page = SignInPage()
    page.show_view(VIEW)
    page.set_clock("2026年11月24日　星期二", "08:26")
    page.password.edit.setText("12345678")
    page.password_row.set_message("warn", "大写锁定已打开")
    return page


def sign_in_first() -> QWidget:
    page = SignInPage()
    page.show_view(
        SignInView(VIEW.organisation, VIEW.station, VIEW.place, VIEW.checks, notes=NOTES, version="1.0.0")
    )
    page.set_clock("2026年11月24日　星期二", "08:26")
    return page


def sign_in_error() -> QWidget:
    page = SignInPage()
    page.show_view(VIEW)
    page.set_clock("2026年11月24日　星期二", "08:26")
    page.show_error("编号或口令不正确。请核对后重新输入。失败代码 SG-101")
    return page


def shell_with_popups() -> QWidget:
    window = shell_with_counter()
    assert isinstance(window, MainWindow)
    window.setProperty("with_popups", True)
    return window


def _open_popups(window: MainWindow) -> None:
    window.omnibox.edit.setText("2")
    window.omnibox.set_suggestions(
        [
            Suggestion("21", "变更更正证明", "免费 · 当场办结", "21", "primary"),
            Suggestion("22", "注销户口证明", "免费 · 当场办结", "22", "primary"),
            Suggestion("case", "20261124-0018　罗景行", "户籍事项证明", "待打印", "primary"),
        ]
    )
    window.show_toast("已保存在本机")


def settle(widget: QWidget) -> None:
    """Put the focus where a person would find it."""
    if isinstance(widget, SignInPage):
        widget.take_focus()
    if isinstance(widget, MainWindow):
        widget.focus_omnibox()
        if widget.property("with_popups"):
            _open_popups(widget)


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    page.setProperty("surface", "plain")
    area.setWidget(page)
    return area


def frame(title: str, subtitle: str, page: QWidget, current: str) -> MainWindow:
    window = MainWindow()
    for key, text, icon, group in (
        ("counter", "受理台", "counter", "top"),
        ("cases", "办件", "cases", "top"),
        ("certificate", "出证", "certificate", "top"),
        ("sync", "同步", "sync", "top"),
        ("settings", "设置", "settings", "bottom"),
        ("help", "帮助", "help", "bottom"),
    ):
        window.add_page(key, text, icon, (lambda: _scrolled(page)) if key == current else QWidget, group)
    window.show_page(current)
    window.set_title(title, subtitle)
    window.set_connection("online", "省厅已连接")
    window.set_operator("王岚", "户籍民警 · 2 号窗口")
    window.set_nav_count("sync", 3, "brass")
    window.set_nav_count("cases", 6, "bad")
    window.set_key_hints(
        [
            ("F2", "读卡"),
            ("F3", "手工录入"),
            ("F4", "按住显示号码"),
            ("F6", "暂存换人"),
            ("F9", "打印"),
            ("Ctrl+L", "锁屏"),
        ]
    )
    window.set_device_states(
        [
            DeviceState("card", "读卡器就绪"),
            DeviceState("printer", "打印机就绪"),
            DeviceState("receipt", "证明纸余 182 张", "text-2"),
            DeviceState("cloud-ok", "数据截至 10:12", "text-2"),
        ]
    )
    window.set_clock("10:24")
    return window


TILES = [
    [
        TileData("11", "首次申领", "", "card-add", reason="已有有效证件"),
        TileData("12", "到期换领", "20 元 · 45 日内", "card-renew", suggested=True),
        TileData("13", "遗失补领", "40 元 · 45 日内", "card-lost"),
        TileData("14", "临时身份证", "10 元 · 3 日内", "card-clock"),
    ],
    [
        TileData("21", "变更更正证明", "免费 · 当场办结", "document-edit"),
        TileData("22", "注销户口证明", "免费 · 当场办结", "document-void"),
        TileData("23", "曾经同户证明", "免费 · 当场办结", "people"),
        TileData("24", "其他户籍事项", "免费 · 先核资格", "document-text"),
    ],
    [
        TileData("31", "户口迁入", "免费 · 7 个工作日", "house-in"),
        TileData("32", "户口迁出", "免费 · 5 个工作日", "house-out"),
        TileData("33", "户口簿补发", "免费 · 当场办结", "book-renew"),
        TileData("34", "户口簿换发", "免费 · 当场办结", "book"),
    ],
    [
        TileData("41", "居住登记", "免费 · 当场办结", "pin"),
        TileData("42", "居住证申领", "免费 · 15 日内", "home-card"),
        TileData("43", "居住证签注", "免费 · 当场办结", "home-card-ok"),
        TileData("44", "居住证补领", "工本费 · 15 日内", "home-card-lost"),
    ],
]


ROWS = [
    ListRow(1, "居民身份证 到期换领", "陈望舒　受理 20261124-0019", "草稿", "neutral", "document-edit",
            "2 分钟前暂存", "document-edit"),
    ListRow(2, "户籍事项证明 · 注销户口", "罗景行　受理 20261124-0018", "待打印", "primary", "printer",
            "今日办结", "ok", "ok"),
    ListRow(3, "户口迁移 · 夫妻投靠", "何䶮　受理 20261118-0007", "待户籍地核验", "circulation", "circulation",
            "剩 1 个工作日", chip="bad"),
    ListRow(4, "居民身份证 遗失补领（异地）", "阿依古丽·麦麦提　受理 20261123-0031", "待户籍地核验", "circulation",
            "circulation", "剩 4 天", "clock"),
    ListRow(5, "居住证 申领", "唐书言　受理 20261118-0012", "待补正", "warn", "paperclip",
            "补正期剩 2 天", chip="warn"),
    ListRow(6, "临时居民身份证", "徐清越　受理 20261124-0015", "待领取", "primary", "receipt",
            "剩 3 个工作日", "clock"),
    ListRow(7, "户口簿 补发", "沈亦禾　受理 20261124-0011", "已办结", "ok", "ok", "当场办结", "ok", "ok"),
]  # fmt: skip


def shell_with_counter() -> QWidget:
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(24, 20, 24, 20)
    grid.setSpacing(16)
    grid.addWidget(_resident(), 0, 0, 1, 2)
    services = Card()
    services.body.addWidget(SectionHeader("选择业务", ""))
    for tiles in TILES:
        services.body.addWidget(TileGrid(tiles), 1)
    grid.addWidget(services, 1, 0)
    today = Card(padding=0, spacing=0)
    head = QWidget()
    column = QVBoxLayout(head)
    column.setContentsMargins(18, 16, 16, 0)
    header = SectionHeader("今日办件")
    header.add_right(Button("全部办件", "quiet", key="Alt+2", size="small"))
    column.addWidget(header)
    tabs = TabStrip([("mine", "我的"), ("all", "全窗口"), ("due", "临期"), ("more", "待补正")], "今日办件")
    for key, count in (("mine", 12), ("all", 31), ("due", 3), ("more", 2)):
        tabs.set_count(key, count)
    column.addWidget(tabs)
    today.body.addWidget(head)
    today.body.addWidget(Line())
    view = ListRowView("今日办件")
    view.set_rows(ROWS)
    view.select_key(1)
    today.body.addWidget(view, 1)
    today.setFixedWidth(456)
    grid.addWidget(today, 1, 1)
    grid.setColumnStretch(0, 1)
    return frame("受理台", "2026年11月24日　星期二", page, "counter")


def _resident() -> Card:
    card = Card()
    top = QHBoxLayout()
    top.setSpacing(8)
    top.addWidget(Badge("芯片已读", "ok", "ok"))
    top.addWidget(Label("10:22:07　请将证件交还申请人", "caption", "text-2"))
    top.addStretch(1)
    for text, icon, key in (
        ("重新读卡", "card", "F2"),
        ("手工录入", "document-edit", "F3"),
        ("换下一位", "person", "Esc"),
    ):
        top.addWidget(Button(text, "secondary", icon, key, "small"))
    card.body.addLayout(top)
    card.body.addWidget(Line())
    name = QHBoxLayout()
    name.setSpacing(12)
    name.addWidget(Label("陈望舒", "name"))
    name.addWidget(Label("女　35 岁", "body", "text-2"))
    name.addWidget(Badge("本人到场", "neutral", "person"))
    name.addWidget(Badge("外省户籍 · 跨省通办", "circulation", "circulation"))
    name.addStretch(1)
    card.body.addLayout(name)
    number = QHBoxLayout()
    number.addWidget(Label("公民身份号码", "caption", "text-3"))
    field = MaskedField()
    field.set_number("480221199105173526")
    number.addWidget(field)
    number.addStretch(1)
    card.body.addLayout(number)
    facts = QHBoxLayout()
    facts.setSpacing(32)
    for caption, value, tone in (
        ("出生日期", "1991年5月17日", "text"),
        ("户籍地址", "海渡省平沙市松岭县松岭镇柳溪路 18 号", "text"),
        ("签发机关", "松岭县公安局", "text"),
        ("有效期限", "2017年1月9日 — 2027年1月9日", "warn"),
    ):
        facts.addWidget(Fact(caption, value, tone))
    facts.addStretch(1)
    card.body.addLayout(facts)
    return card
