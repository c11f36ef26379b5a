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
    <name>CasePage</name>
    <message>
        <source>Case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New case&#x3000;{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold to show the number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look up the register</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold, change person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the name, or look the person up in the register.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: particulars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: materials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On to decision and certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The draft is kept</source>
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
    <name>CaseSide</name>
    <message>
        <source>Choose a case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of the province</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the papers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue the draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decision and certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failure code {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Materials are missing; the one-off notice was issued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} papers to come</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
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
        <source>Drafts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case number, name or complete number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cases</source>
        <translation type="unfinished">办件</translation>
    </message>
    <message>
        <source>To the counter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On this computer and at the province</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold to show the number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No case begins with what was typed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No case in this view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The resident takes the application back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened by mistake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be opened anew with other particulars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw this case?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is closed on this computer and at the province; its actions stay on record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdraw this case</source>
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
    <name>CertificatePage</name>
    <message>
        <source>Certificates</source>
        <translation type="unfinished">出证</translation>
    </message>
    <message>
        <source>What waits for decision, print or confirmation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold to show the numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printed well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did not print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Void</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve or issue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approved&#x3000;{0} {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview.pdf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to preview yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate cannot be drawn</source>
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
        <translation type="unfinished">受理台</translation>
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
        <translation>{0} 起无操作，系统已自动锁屏</translation>
    </message>
    <message>
        <source>Locked at {0}</source>
        <translation>{0} 已锁屏</translation>
    </message>
    <message>
        <source>Window {0} · terminal {1}</source>
        <translation>{0} 号窗口&#x3000;·&#x3000;终端 {1}</translation>
    </message>
    <message>
        <source>This terminal is not enrolled yet</source>
        <translation>本终端尚未登记，请系统管理员用激活码登记</translation>
    </message>
    <message>
        <source>{0} drafts are kept on this computer</source>
        <translation>{0} 件草稿已保存在本机</translation>
    </message>
    <message>
        <source>Unlock to go on where you stopped</source>
        <translation>解锁后可从停下的地方继续</translation>
    </message>
    <message>
        <source>Data on this computer is encrypted</source>
        <translation>本机数据已加密保存</translation>
    </message>
    <message>
        <source>Sandbox: everything printed carries the word sample</source>
        <translation>沙盒环境：打印件均带“样本”字样</translation>
    </message>
    <message>
        <source>Card reader</source>
        <translation>读卡器</translation>
    </message>
    <message>
        <source>None set up</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>Simulated</source>
        <translation>模拟读卡器</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>已设置</translation>
    </message>
</context>
<context>
    <name>DataCard</name>
    <message>
        <source>Data and file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No register data yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The province has delivered none for this case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data as of {0}</source>
        <translation type="unfinished">数据截至 {0}</translation>
    </message>
    <message>
        <source>Older than a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delivered by the province for this case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview, print and archive use this one file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of the province {0}</source>
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
    <name>DecidePanel</name>
    <message>
        <source>Decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason of the decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only an officer in an established post decides (公通字〔2021〕12号 Art. 7). Pass the case on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not grant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pass on for review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>e.g. checked against the register, may be issued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the reason of the decision.</source>
        <translation type="unfinished"></translation>
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
    <name>IssuePanel</name>
    <message>
        <source>Issue the certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Issue with the next number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only an officer in an established post issues certificates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approved&#x3000;{0} {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last paper is void; the next one gets a new number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PDF is made once; preview, print and archive use the same file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} numbers of this window&apos;s block are left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No number of this window&apos;s block is left: connect to the province to get more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LedgerCard</name>
    <message>
        <source>Ledger of this case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print again (with a reason)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuse in writing instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Void</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent {0} times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
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
    <name>LookUp</name>
    <message>
        <source>For the case: {0}</source>
        <translation type="unfinished"></translation>
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
    <name>NotePanel</name>
    <message>
        <source>The register data of this case are not here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A certificate is issued only from data that the province delivered for this case. Look them up now, or give the resident the receipt and issue later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look up the register</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print the receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The paper is confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand it to the resident, then complete the case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over, complete the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The province has not confirmed it yet; it is sent by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not granted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still a draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue the draft</source>
        <translation type="unfinished"></translation>
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
    <name>PaperCard</name>
    <message>
        <source>Printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Void</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending to the printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} sent to the printer. Look whether the paper came out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The paper could not be handled. Failure code {0}</source>
        <translation type="unfinished"></translation>
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
    <name>PdfPreview</name>
    <message>
        <source>Nothing to preview yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers are hidden in the preview; the paper shows them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom: whole page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold to show the numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file shown is the file that is printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The stored file cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom: {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PdfSheet</name>
    <message>
        <source>Preview, numbers are hidden</source>
        <translation type="unfinished"></translation>
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
    <name>PrintCheckPanel</name>
    <message>
        <source>Did this paper print well?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letters are clear, nothing is missing or shifted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the last three digits from the paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last three digits of the paper&apos;s number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printed well, enter into the ledger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did not print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Faulty: void this paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only an officer in an established post voids a numbered paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} sent for the {1}. time. Look at the paper, then choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type three digits.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrintPanel</name>
    <message>
        <source>Print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of the paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrinterChoice</name>
    <message>
        <source>ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>printing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No printer</source>
        <translation type="unfinished">无打印机</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished">取消</translation>
    </message>
    <message>
        <source>Choose the reason first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QueueHead</name>
    <message>
        <source>Case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is true</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Counter</source>
        <translation>受理台</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>办件</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>出证</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>ReceiptStep</name>
    <message>
        <source>Case number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of the province</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On to decision and certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not granted; hand the notice to the applicant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Materials are missing; hand the one-off notice to the applicant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved on this computer as a draft; it goes on where it stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved on this computer and waiting to be sent; nothing has to be typed again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent to the province; the answer has not come yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The province has the case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The province holds another version of this case: see the sync page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The province returned the case: see the sync page.</source>
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
        <translation type="unfinished">离线</translation>
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
        <translation type="unfinished">数据截至 {0}</translation>
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
    <name>SpoiledCard</name>
    <message>
        <source>The last paper is void</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voided number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The original is not destroyed: stamp it void and file it with the supervisor.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepUpPanel</name>
    <message>
        <source>Your password once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished">口令</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} needs the password again; it holds for five minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation type="unfinished">请填写口令。</translation>
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
        <translation>省厅已连接</translation>
    </message>
    <message>
        <source>Upload paused</source>
        <translation>上传已暂停</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Offline · day {0}</source>
        <translation>离线 · 第 {0} 天</translation>
    </message>
    <message>
        <source>Reader ready</source>
        <translation>读卡器就绪</translation>
    </message>
    <message>
        <source>No reader</source>
        <translation>无读卡器</translation>
    </message>
    <message>
        <source>Printer ready</source>
        <translation>打印机就绪</translation>
    </message>
    <message>
        <source>Printer stopped</source>
        <translation>打印机已停用</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>无打印机</translation>
    </message>
    <message>
        <source>{0} certificate numbers left</source>
        <translation>证明编号余 {0} 个</translation>
    </message>
    <message>
        <source>No data from the province yet</source>
        <translation>尚无省厅数据</translation>
    </message>
    <message>
        <source>Data as of {0}</source>
        <translation>数据截至 {0}</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Send now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What needs a person stands first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits and nothing came back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last contact {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No contact yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sync</source>
        <translation type="unfinished">同步</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data as of {0}</source>
        <translation type="unfinished">数据截至 {0}</translation>
    </message>
    <message>
        <source>Next attempt {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} changes need a newer version of this program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is saved here is sent by itself when the link is back; nothing has to be typed again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connected; {0} cases wait to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The province does not accept this terminal; sending is paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No contact with the province yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline for {0}; acceptance goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The offline sign-in holds for another {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speaking to the province</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The province has answered</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SyncQueue</name>
    <message>
        <source>State: {0}</source>
        <translation type="unfinished">状态：{0}</translation>
    </message>
    <message>
        <source>, </source>
        <translation type="unfinished">，</translation>
    </message>
    <message>
        <source>The province has another version of this case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the case and look at both versions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason&#x3000;{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remedy&#x3000;{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failure code {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A draft; it is sent once it is accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Complete, waits to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next attempt {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent, the answer has not come. Do not enter it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of the province {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SyncSide</name>
    <message>
        <source>opened the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused acceptance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked for missing materials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed particulars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added a material</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added a note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passed on for review</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>did not grant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>issued the certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>confirmed the print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>voided the paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>completed the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>withdrew the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a case to see what is true of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Province</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done here did not take effect; it is kept and shown below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both versions are shown for reading. To go on, open the case, which stands as the province has it, and repeat the step there; or withdraw the case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved on this computer as a draft; it is not sent before it is accepted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Complete and saved here; it is sent by itself as soon as the province can be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent; the province has not answered yet. Do not enter it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The province has confirmed this case, number {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The province has another version of this case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The province returned this case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The province does not have this case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
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
    <name>WaitingCard</name>
    <message>
        <source>Certificates that wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What they wait for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the counter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No case waits for a decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No approved case waits for its certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every printed paper has been confirmed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message>
        <source>{0}-{1}-{2}</source>
        <translation>{0}年{1}月{2}日</translation>
    </message>
    <message>
        <source>{0}/{1}</source>
        <translation>{0}月{1}日</translation>
    </message>
    <message>
        <source>Monday</source>
        <translation>星期一</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>星期二</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>星期三</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>星期四</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>星期五</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>星期六</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>星期日</translation>
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
<context>
    <name>page</name>
    <message>
        <source>No material is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refuse the certificate and close the case?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Issue the notice of refusal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve the certificate?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decision is recorded with your name and number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the reason of the refusal; it is printed on the notice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Issuing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending to the printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing came out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voiding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper jam, the sheet is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blurred, shifted or incomplete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printed on the wrong sheet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The content is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Void the paper {0}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number is used up and cannot be given again. The original is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Void this paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printing again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The resident lost the paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another copy is needed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The paper was damaged after the print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print {0} again?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reason is written into the ledger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The receipt was sent to the printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the case: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the province&apos;s answer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
