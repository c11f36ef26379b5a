<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ApplicantStep</name>
    <message>
        <source>Whom the case is about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who applies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what this service needs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The person is present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For a minor or a ward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a power of attorney</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The applicant is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the applicant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Citizen number of the applicant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the supplement or the collection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the chip, {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May stay empty until the register answers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Badge</name>
    <message>
        <source>State: {0}</source>
        <translation>状态：{0}</translation>
    </message>
</context>
<context>
    <name>BrandPanel</name>
    <message>
        <source>For official use only. Queries, views and prints are written to the audit log.</source>
        <translation>本系统仅限公务使用。查询、查看、打印均记入审计日志。</translation>
    </message>
    <message>
        <source>Household Window Workbench</source>
        <translation>户政窗口工作台</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>版本 {0}</translation>
    </message>
</context>
<context>
    <name>Busy</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Button</name>
    <message>
        <source>Key {0}</source>
        <translation>快捷键 {0}</translation>
    </message>
</context>
<context>
    <name>CaseHead</name>
    <message>
        <source>Change person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chip read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Typed by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registered at&#x3000;{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Particulars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Materials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} to mend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checked</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaseRows</name>
    <message>
        <source>Name not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CasesPanel</name>
    <message>
        <source>Cases of today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due soon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supplement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No case in this view</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheckStep</name>
    <message>
        <source>Applicant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Register data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Materials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Citizen number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who applies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the applicant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Citizen number of the applicant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not there yet: the certificate follows when the data have come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data as of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registered at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not needed: data sharing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not handed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original seen</source>
        <translation type="unfinished">已核原件</translation>
    </message>
    <message>
        <source>Copy on file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing</source>
        <translation type="unfinished">缺</translation>
    </message>
</context>
<context>
    <name>ComboBox</name>
    <message>
        <source>Choices</source>
        <translation>选项</translation>
    </message>
</context>
<context>
    <name>ConditionsCard</name>
    <message>
        <source>Show the rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meets the conditions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again at what is marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything is known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May not be granted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the rules</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConnectionPill</name>
    <message>
        <source>Connection: {0}</source>
        <translation>省厅连接：{0}</translation>
    </message>
</context>
<context>
    <name>CounterHints</name>
    <message>
        <source>Draft: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under way: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card expired on {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card expires today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card expires in {0} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the name with the card, character by character</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check digit of the card&apos;s number does not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number and items of the card disagree: compare with the register</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CounterPage</name>
    <message>
        <source>Continue the draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This role accepts no cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold to show the number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold, next person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No card reader is set up for this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press F3 and type the person.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next person. Drafts are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First read the card (F2) or type the person (F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a draft of “{0}” for this person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Esc once more for the next person; drafts are kept</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Cover</name>
    <message>
        <source>Locked by itself at {0} after no input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked at {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window {0} · terminal {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This terminal is not enrolled yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} drafts are kept on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock to go on where you stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data on this computer is encrypted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sandbox: everything printed carries the word sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None set up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeadlineChip</name>
    <message>
        <source>Deadline: {0}</source>
        <translation>期限：{0}</translation>
    </message>
</context>
<context>
    <name>FailureBanner</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program met a fault of its own. What was typed is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat the step; when it happens again, tell the support. Failure code {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failure code {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FormRow</name>
    <message>
        <source>Required</source>
        <translation>必填</translation>
    </message>
</context>
<context>
    <name>GateCard</name>
    <message>
        <source>Issue the notice of refusal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason that allows the certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This may not be certified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may be certified for one of these reasons; the reason is printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reason is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also needed: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reason is printed on the certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May be certified: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeaderBar</name>
    <message>
        <source>Service code, acceptance number, complete citizen number</source>
        <translation>业务代码、受理号、完整公民身份号码</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Lock the window, Ctrl+L</source>
        <translation>锁屏，Ctrl+L</translation>
    </message>
</context>
<context>
    <name>HintsCard</name>
    <message>
        <source>Before acceptance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to note</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IntakeBar</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} saved on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved yet; press Hold to try again. Failure code {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} still to be mended</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListEditor</name>
    <message>
        <source>Please choose</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListRow</name>
    <message>
        <source>State: {0}</source>
        <translation>状态：{0}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Household Window</source>
        <translation>户政窗口</translation>
    </message>
</context>
<context>
    <name>ManualEntry</name>
    <message>
        <source>By number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By name and birth date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the person is identified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Citizen number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>18 digits, the last may be X</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm the person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">取消</translation>
    </message>
    <message>
        <source>May stay empty: the register gives it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the complete citizen number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check digit fits. Birth date {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the full name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rare characters {0}: compare with the document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the birth date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a date. Write it like 1990-05-17.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The birth date lies after today. Compare it with the document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The age would exceed {0} years. Compare it with the document.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MaskedField</name>
    <message>
        <source>Hold to show</source>
        <translation>按住显示</translation>
    </message>
    <message>
        <source>Shown while held, 10 seconds at most; every showing is logged</source>
        <translation>按住时显示，最长 10 秒；每次显示均记入日志</translation>
    </message>
</context>
<context>
    <name>MaskedNumber</name>
    <message>
        <source>Hidden, last four {0}</source>
        <translation>已遮盖，末四位 {0}</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>已遮盖</translation>
    </message>
</context>
<context>
    <name>MaterialsStep</name>
    <message>
        <source>Materials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the original of each and say so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something missing? Issue the one-off notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Obtained by data sharing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} saw the original, {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} (if there is one)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If there is one</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NavRail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>NumberStepper</name>
    <message>
        <source>One less</source>
        <translation>减一</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>加一</translation>
    </message>
</context>
<context>
    <name>Omnibox</name>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
</context>
<context>
    <name>PapersCard</name>
    <message>
        <source>Materials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something missing? Issue the one-off notice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} complete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation type="unfinished">免提交</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation type="unfinished">缺</translation>
    </message>
    <message>
        <source>Original seen</source>
        <translation type="unfinished">已核原件</translation>
    </message>
    <message>
        <source>If there is one</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PasswordField</name>
    <message>
        <source>Hold to show the password</source>
        <translation>按住显示口令</translation>
    </message>
</context>
<context>
    <name>PeriodEditor</name>
    <message>
        <source>to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: begin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: end</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotoPlace</name>
    <message>
        <source>Photo not read</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RegisterCard</name>
    <message>
        <source>Register data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Household</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relation to head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Persons found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries of the register</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not looked up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The look-up is recorded with its purpose: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purpose: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the province&apos;s answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The case can be accepted now; the certificate follows when the data have come.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look up again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped waiting. An answer that still comes is kept with the case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No one found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The register holds no one with these particulars. Compare them with the document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several persons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the person by the document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data as of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Registered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries of the register that can be certified: choose one to fill the form in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RegisterPicks</name>
    <message>
        <source>{0} corrected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled: death</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled: settled abroad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled: settled in Hong Kong, Macao or Taiwan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} to {1}, head {2}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResidentPanel</name>
    <message>
        <source>Read the card or type the person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No one yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lay the card on the reader and leave it there until it was read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Typed by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A complete number, or a full name with the birth date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chip read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}&#x3000;Hand the card back to the applicant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}&#x3000;Compare with the paper document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failure code {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not read</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResidentView</name>
    <message>
        <source>Citizen number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address on the card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Present in person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Typed by hand</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ServicePanel</name>
    <message>
        <source>Choose a service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the code, e.g.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and Enter, or pinyin initials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Staff number</source>
        <translation>警号或编号</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>换人登录</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出程序</translation>
    </message>
    <message>
        <source>Locked, please unlock</source>
        <translation>已锁屏，请解锁</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Checking the password</source>
        <translation>正在核对口令</translation>
    </message>
    <message>
        <source>Unlock and go on</source>
        <translation>解锁，继续办理</translation>
    </message>
    <message>
        <source>Caps Lock is on</source>
        <translation>大写锁定已打开</translation>
    </message>
    <message>
        <source>Enter your staff number.</source>
        <translation>请填写警号或编号。</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation>请填写口令。</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Step {0} of {1}</source>
        <translation>第 {0} 步，共 {1} 步</translation>
    </message>
    <message>
        <source>current</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>Strip</name>
    <message>
        <source>Province connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Upload paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline · day {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reader ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} certificate numbers left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data from the province yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data as of {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TermsCard</name>
    <message>
        <source>Time limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fee</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, calendar not announced yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collected with the payment slip</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>Unavailable</source>
        <translation>不可办理</translation>
    </message>
    <message>
        <source>Suggested</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>{0}-{1}-{2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}/{1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Monday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Friday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} d {1} h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} years old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Supplement wanted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not granted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent, unconfirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted by the province</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Returned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} working days overdue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} working days left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_NavItem</name>
    <message>
        <source>{0}, {1} waiting</source>
        <translation>{0}，{1} 项待处理</translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>Original seen</source>
        <translation>已核原件</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>免提交</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
</context>
<context>
    <name>_StaffCard</name>
    <message>
        <source>{0}&#x3000;No. {1}</source>
        <translation>{0}&#x3000;警号 {1}</translation>
    </message>
</context>
<context>
    <name>owner</name>
    <message>
        <source>long term</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
