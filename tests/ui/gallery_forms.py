"""Scenes for the gallery: a form with its side panel, and the sheets of all widgets."""

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
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from tests.ui.gallery_pages import frame
from window_client.ui.widgets.badge import BADGE_KINDS, Avatar, Badge
from window_client.ui.widgets.banner import Banner
from window_client.ui.widgets.button import BUTTON_KINDS, Button
from window_client.ui.widgets.card import Card, InfoRow, SectionHeader
from window_client.ui.widgets.checklist import Checklist, ChecklistItem
from window_client.ui.widgets.choice_card import Choice, ChoiceGroup
from window_client.ui.widgets.controls import ComboBox, NumberStepper
from window_client.ui.widgets.deadline_chip import DeadlineChip
from window_client.ui.widgets.empty_state import EmptyState
from window_client.ui.widgets.form_row import FormRow
from window_client.ui.widgets.masked_field import MaskedField
from window_client.ui.widgets.stat_card import StatCard
from window_client.ui.widgets.stepper import Step, Stepper
from window_client.ui.widgets.text import Label, Line


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
    window = frame("居民身份证　到期换领", "新建办件　20261124-0019　草稿", page, "cases")
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
