"""Scenes for the gallery: the frame and the widgets with the fictitious data of the design pictures."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from window_client.ui.main_window import MainWindow
from window_client.ui.pages.sign_in_page import CheckView, NoteView, SignInPage, SignInView, StaffCardView
from window_client.ui.widgets.badge import BADGE_KINDS, Avatar, Badge
from window_client.ui.widgets.banner import Banner
from window_client.ui.widgets.button import BUTTON_KINDS, Button
from window_client.ui.widgets.card import Card, Fact, InfoRow, SectionHeader
from window_client.ui.widgets.checklist import Checklist, ChecklistItem
from window_client.ui.widgets.choice_card import Choice, ChoiceGroup
from window_client.ui.widgets.controls import ComboBox, NumberStepper
from window_client.ui.widgets.deadline_chip import DeadlineChip
from window_client.ui.widgets.empty_state import EmptyState
from window_client.ui.widgets.form_row import FormRow
from window_client.ui.widgets.list_rows import ListRow, ListRowView
from window_client.ui.widgets.masked_field import MaskedField
from window_client.ui.widgets.stat_card import StatCard
from window_client.ui.widgets.status_strip import DeviceState
from window_client.ui.widgets.stepper import Step, Stepper
from window_client.ui.widgets.tab_strip import TabStrip
from window_client.ui.widgets.text import Label, Line
from window_client.ui.widgets.tile import TileData, TileGrid

STAFF = (StaffCardView("039217", "王岚", "民警"), StaffCardView("F0426", "李思远", "辅警"))
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


def settle(widget: QWidget) -> None:
    """Put the focus where a person would find it."""
    if isinstance(widget, SignInPage):
        widget.take_focus()
    if isinstance(widget, MainWindow):
        widget.focus_omnibox()


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    page.setProperty("surface", "plain")
    area.setWidget(page)
    return area


def _frame(title: str, subtitle: str, page: QWidget, current: str) -> MainWindow:
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
    return _frame("受理台", "2026年11月24日　星期二", page, "counter")


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


def shell_with_intake() -> QWidget:
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(24, 16, 24, 16)
    grid.setSpacing(16)
    top = Card()
    person = QHBoxLayout()
    person.addWidget(Avatar("陈望舒", 40))
    person.addWidget(Label("陈望舒", "section"))
    field = MaskedField("body")
    field.set_number("480221199105173526")
    person.addWidget(field)
    person.addStretch(1)
    top.body.addLayout(person)
    top.body.addWidget(Line())
    steps = Stepper(
        [
            Step("申请人", "已核验"),
            Step("办理信息", "2 项待改", "bad"),
            Step("材料", "3/4"),
            Step("核对"),
            Step("回执"),
        ]
    )
    steps.set_current(1, 2)
    top.body.addWidget(steps)
    grid.addWidget(top, 0, 0, 1, 2)
    grid.addWidget(_form(), 1, 0)
    side = QVBoxLayout()
    side.setSpacing(16)
    basis = Card("ok")
    basis.body.addWidget(InfoRow("ok", "ok", "符合受理条件", "有效期满前 3 个月内可换领。"))
    side.addWidget(basis)
    materials = Card()
    header = SectionHeader("材料清单")
    header.add_right(Badge("已齐 3/4", "warn", "paperclip"))
    materials.body.addWidget(header)
    checklist = Checklist()
    checklist.set_items(
        [
            ChecklistItem("id", "原居民身份证", "领证时交回", "seen", "王岚 10:24 已核原件"),
            ChecklistItem("work", "劳动合同", "复印件留存 1 份", "open"),
            ChecklistItem("permit", "居住证信息", "数据共享取得，免交纸质件", "exempt"),
            ChecklistItem("form", "异地受理登记表", "申请人当场签名", "missing"),
        ]
    )
    materials.body.addWidget(checklist)
    materials.setFixedWidth(424)
    side.addWidget(materials)
    side.addStretch(1)
    grid.addLayout(side, 1, 1)
    grid.setColumnStretch(0, 1)
    window = _frame("居民身份证　到期换领", "新建办件　20261124-0019　草稿", page, "cases")
    bar = QWidget()
    row = QHBoxLayout(bar)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(Button("上一步", "secondary", "chevron-left", "Alt+←"))
    row.addWidget(Button("暂存", "secondary", key="Ctrl+S"))
    row.addStretch(1)
    row.addWidget(Button("转到第一项", "quiet", key="F8"))
    row.addWidget(Button("下一步：材料", "primary", key="Ctrl+Enter"))
    window.set_action_bar(bar)
    window.set_connection("offline", "离线 · 第3天")
    return window


def _form() -> Card:
    form = Card(padding=24)
    form.body.addWidget(SectionHeader("换领原因"))
    reasons = ChoiceGroup(
        [Choice(1, "有效期满", "46 天后到期"), Choice(2, "证件损坏", "费用 40 元"),
         Choice(3, "姓名变更", "先办变更登记"), Choice(4, "项目更正", "先办更正登记")],
        name="换领原因",
    )  # fmt: skip
    reasons.set_value(1)
    form.body.addWidget(reasons)
    form.body.addWidget(Line())
    form.body.addWidget(SectionHeader("居住与联系", "仅收集本业务需要的信息"))
    pair = QHBoxLayout()
    pair.setSpacing(24)
    for label, value in (("居住事由", "合法稳定就业"), ("证明材料", "劳动合同（已核原件）")):
        combo = ComboBox()
        combo.addItems([value, "其他"])
        pair.addWidget(FormRow(label, combo, True))
    form.body.addLayout(pair)
    address = FormRow("现居住地址", QLineEdit("临江省澜州市青禾区望桥街道春申路 266 弄 9 号 502 室"), True)
    address.set_message("warn", "与居住证登记地址不同（登记为春申路 206 弄）。请当面确认，可先继续。")
    form.body.addWidget(address)
    pair = QHBoxLayout()
    pair.setSpacing(24)
    phone = FormRow("联系电话", QLineEdit("138 0000 271"), True, "用于通知领证")
    phone.set_message("error", "应为 11 位手机号，现为 10 位。请与申请人核对。")
    take = ChoiceGroup([Choice(1, "本窗口领取"), Choice(2, "邮寄")])
    take.set_value(1)
    taken = FormRow("领取方式", take, True)
    taken.set_message("ok", "预计 2027年1月8日前可领")
    pair.addWidget(phone, 1, Qt.AlignmentFlag.AlignTop)
    pair.addWidget(taken, 1, Qt.AlignmentFlag.AlignTop)
    form.body.addLayout(pair)
    form.body.addStretch(1)
    return form


def widget_sheet() -> QWidget:
    sheet = QWidget()
    sheet.setProperty("surface", "canvas")
    column = QVBoxLayout(sheet)
    column.setSpacing(12)
    for size in ("small", "default", "main"):
        row = QHBoxLayout()
        for kind in BUTTON_KINDS:
            row.addWidget(Button("重新读卡", kind, "card", "F2", size))
        column.addLayout(row)
    row = QHBoxLayout()
    refused = Button("批准", "primary")
    refused.set_refused("需要户籍民警")
    row.addWidget(refused)
    for kind in BADGE_KINDS:
        row.addWidget(Badge("待打印", kind, "printer"))
    for kind, text in (("bad", "剩 1 个工作日"), ("warn", "补正期剩 2 天"), ("plain", "剩 4 天")):
        row.addWidget(DeadlineChip(text, kind))
    row.addStretch(1)
    column.addLayout(row)
    for kind in ("primary", "ok", "warn", "bad"):
        banner = Banner(
            kind, "已离线 2 天 3 小时，受理不受影响", "跨省核验和审批将在恢复后自动发送，无需重复录入。"
        )
        banner.add_action(Button("重新连接", "secondary", "refresh", "F5"))
        column.addWidget(banner)
    row = QHBoxLayout()
    for index, (word, icon, tone) in enumerate(
        (("仅本机", "server", "text-2"), ("待上传", "cloud-up", "primary"), ("已送达待确认", "cloud-clock", "received"),
         ("省厅已受理", "cloud-ok", "ok"), ("冲突", "conflict", "warn"), ("退回", "return", "bad"))
    ):  # fmt: skip
        stat = StatCard(word, icon, tone)
        stat.set_figure(index * 7)
        stat.setChecked(index == 4)
        row.addWidget(stat)
    column.addLayout(row)
    row = QHBoxLayout()
    card = Card("focus")
    card.body.addWidget(NumberStepper("份数"))
    card.body.addWidget(InfoRow("cloud-ok", "ok", "数据截至 10:12", "2026年11月24日，省厅返回"))
    row.addWidget(card)
    row.addWidget(EmptyState("cases", "今天还没有办件。", "读卡", "F2"))
    column.addLayout(row, 1)
    return sheet


def stock_sheet() -> QWidget:
    sheet = QWidget()
    sheet.setProperty("surface", "canvas")
    row = QHBoxLayout(sheet)
    left = Card()
    for widget in (
        QLineEdit("可编辑"),
        QLineEdit("只读"),
        QLineEdit("停用"),
        QSpinBox(),
        QDateEdit(QDate(2026, 11, 24)),
    ):
        left.body.addWidget(widget)
    left.findChildren(QLineEdit)[1].setReadOnly(True)
    left.findChildren(QLineEdit)[2].setEnabled(False)
    left.body.addWidget(QPlainTextEdit("多行文字"))
    bar = QProgressBar()
    bar.setValue(62)
    left.body.addWidget(bar)
    row.addWidget(left, 1)
    right = Card()
    for on in (False, True):
        for kind in (QCheckBox, QRadioButton):
            for enabled in (True, False):
                button = kind("选项")
                button.setAutoExclusive(False)
                button.setChecked(on)
                button.setEnabled(enabled)
                right.body.addWidget(button)
    right.body.addStretch(1)
    row.addWidget(right)
    tabs = QTabWidget()
    table = QTableWidget(30, 3)
    table.setHorizontalHeaderLabels(["办件", "状态", "说明"])
    for at in range(30):
        table.setItem(at, 0, QTableWidgetItem(f"第 {at + 1} 件"))
    table.selectRow(2)
    tabs.addTab(table, "表格")
    tabs.addTab(QWidget(), "其他")
    row.addWidget(tabs, 2)
    return sheet
