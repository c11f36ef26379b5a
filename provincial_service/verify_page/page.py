"""The page as HTML: one column, large type, no script, nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from html import escape

from paper_trust.verdict import Outcome, Verdict, describe_age, format_moment, label
from provincial_service.verify_page.form import VerifyForm

TITLE = "户籍证明核验"

_STYLE = """
:root{color-scheme:light dark;--ink:#16212b;--soft:#4a5a68;--paper:#fff;--line:#8b9aa6;--blue:#1d4e9e;
--good:#0f6b3a;--bad:#a8201a;--wait:#8a5300}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf2;--soft:#b3c0ca;--paper:#10181f;--line:#5e707e;
--blue:#8db7ff;--good:#6fd39b;--bad:#ff9a92;--wait:#f0bd6a}}
*{box-sizing:border-box}
body{font:1.0625rem/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif;
margin:0;color:var(--ink);background:var(--paper)}
main{max-width:40rem;margin:0 auto;padding:1.25rem 1rem 3rem}
h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.25rem;margin:0 0 .25rem}
p{margin:.4rem 0}.soft{color:var(--soft)}
label{display:block;font-weight:600;margin:1rem 0 .25rem}
textarea,input{width:100%;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);
border-radius:.4rem;padding:.6rem}
textarea{min-height:8rem;font-family:ui-monospace,monospace;font-size:.9375rem;word-break:break-all}
button{font:inherit;font-weight:600;width:100%;min-height:3rem;margin-top:1.25rem;border:0;border-radius:.4rem;
background:#1d4e9e;color:#fff;cursor:pointer}
:focus-visible{outline:3px solid var(--blue);outline-offset:2px}
section{border:2px solid currentColor;border-radius:.5rem;padding:1rem;margin:1rem 0}
section.good{color:var(--good)}section.bad{color:var(--bad)}section.wait{color:var(--wait)}
section p,section dl{color:var(--ink)}
dl{display:grid;grid-template-columns:auto 1fr;gap:.3rem .9rem;margin:.75rem 0 0}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
details{margin-top:1rem}summary{cursor:pointer;font-weight:600;padding:.4rem 0}
@media (max-width:26rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}
"""
STYLE_HASH = "sha256-" + base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

_GOOD = frozenset({Outcome.GENUINE})
_WAIT = frozenset(
    {Outcome.LIST_TOO_OLD, Outcome.NO_TRUST, Outcome.NOT_YET, Outcome.EXPIRED, Outcome.UNREADABLE}
)


def render(
    province: str, *, verdict: Verdict | None = None, now: datetime | None = None, note: str = ""
) -> str:
    """The form, with the verdict above it. Of a verdict only what is signed is shown; of what was sent, nothing."""
    answer = _verdict(verdict, now) if verdict is not None and now is not None else _note(note)
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">'
        f"<title>{TITLE}　{escape(province)}</title><style>{_STYLE}</style></head><body><main>"
        f'<p class="soft">{escape(province)}</p><h1>{TITLE}</h1>{answer}{_FORM}</main></body></html>'
    )


def _verdict(verdict: Verdict, now: datetime) -> str:
    words = verdict.words
    look = "good" if verdict.outcome in _GOOD else "wait" if verdict.outcome in _WAIT else "bad"
    sample = f"<p><strong>{escape(label('sample'))}</strong></p>" if verdict.sample else ""
    rows = [f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in verdict.rows()]
    if verdict.list_as_of is not None:
        age = f"{format_moment(verdict.list_as_of)}（{describe_age(now - verdict.list_as_of)}）"
        rows.append(f"<dt>{escape(label('list_as_of'))}</dt><dd>{escape(age)}</dd>")
    table = f"<dl>{''.join(rows)}</dl>" if rows else ""
    return (
        f'<section class="{look}" role="status" aria-labelledby="result"><h2 id="result">{escape(words.title)}</h2>'
        f"{sample}<p>{escape(words.message)}{escape(words.remedy)}</p>"
        f'<p class="soft">代码 {escape(words.code)}</p>{table}</section>'
    )


def _note(text: str) -> str:
    return f'<section class="wait" role="status"><p>{escape(text)}</p></section>' if text else ""


def has_something(form: VerifyForm) -> bool:
    return bool(form.file or form.text.strip())


_FORM = """
<form method="post" action="/verify" enctype="multipart/form-data">
<p>粘贴证明上二维码的文字，或者选择证明的 PDF 文件。本页不保存您提交的内容。</p>
<label for="text">二维码的文字</label>
<p class="soft" id="text-help">以 HR1: 开头。用手机扫描证明左下角的二维码，复制得到的全部文字。</p>
<textarea id="text" name="text" aria-describedby="text-help" maxlength="2400" autocomplete="off"
 autocapitalize="off" spellcheck="false"></textarea>
<label for="file">或者 PDF 文件</label>
<input id="file" name="file" type="file" accept="application/pdf,.pdf">
<details><summary>与纸面核对（可不填）</summary>
<label for="number">纸面编号</label><input id="number" name="number" maxlength="40" autocomplete="off">
<label for="name">纸面姓名</label><input id="name" name="name" maxlength="60" autocomplete="off">
<label for="last_four">公民身份号码末四位</label>
<input id="last_four" name="last_four" maxlength="4" autocomplete="off">
</details>
<button type="submit">核验</button>
</form>
"""
