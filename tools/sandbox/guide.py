"""What `make run` prints: who can sign in, whose cards lie in the reader, and what to try."""

from __future__ import annotations

from hukou.staff import Role
from tools.sandbox.accounts import Account
from tools.sandbox.paths import SandboxPaths
from tools.sandbox.province import Province
from tools.sandbox.setup import read_cards

_TRY = (
    "F2 读卡，键入业务代码（如 22）回车，Ctrl+Enter 逐步办理，审批后出证，按纸面编号末三位登记",
    "按代码 24 申请证明“出生日期”一类法定证件能证明的事项，会打印不予出具证明告知书",
    "在本终端按回车即关掉省厅：窗口显示离线，仍可受理，已取得数据的办件仍可出证；再按回车打开，待上传的自动送达",
    "办完后关闭窗口，或在本终端按 Ctrl+C：窗口和省厅一起关闭，下次 make run 接着办",
)


def print_guide(paths: SandboxPaths, accounts: tuple[Account, ...], province: Province) -> None:
    print("\n沙盒 / sandbox（人员、地址、号码均为虚构；打印件带“样本”字样）", flush=True)
    print(f"  省厅 province   {province.url}   接口说明 {province.url}/docs")
    print("  账号 accounts（只在本沙盒有效）")
    for account in accounts:
        role = Role(account.role).label
        where = (
            "望桥派出所" if account.station.endswith("510000") else "槐里派出所（另一派出所，本窗口不能登录）"
        )
        print(f"    {account.staff_no:<8}{account.name}　{role:<6}口令 {account.password}　{where}")
    print("  读卡器里的证件（按 F2 依次出现）")
    for number, card in enumerate(read_cards(paths), 1):
        print(f"    {number:>2}. {card['name']}　{card['title']}：{card['situation']}")
    print("  可以试试")
    for line in _TRY:
        print(f"    · {line}")
    print(flush=True)
