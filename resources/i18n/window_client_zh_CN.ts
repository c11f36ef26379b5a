<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Acts</name>
    <message>
        <source>Approve the certificate?</source>
        <translation>批准出具这份证明吗？</translation>
    </message>
    <message>
        <source>The decision is recorded with your name and number.</source>
        <translation>审批记录将署您的姓名和编号。</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准出具</translation>
    </message>
    <message>
        <source>Write the reason of the refusal; it is printed on the notice.</source>
        <translation type="vanished">请填写不予出具的理由，理由印在告知书上。</translation>
    </message>
    <message>
        <source>Refuse the certificate and close the case?</source>
        <translation>不予出具证明并终止本件吗？</translation>
    </message>
    <message>
        <source>Issue the notice of refusal</source>
        <translation>出具不予出具证明告知书</translation>
    </message>
    <message>
        <source>Issuing</source>
        <translation>出具证明</translation>
    </message>
    <message>
        <source>Sending to the printer</source>
        <translation>正在送打印机</translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation>另存 PDF</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>已另存为 {0}</translation>
    </message>
    <message>
        <source>Nothing came out</source>
        <translation>没有打印出来</translation>
    </message>
    <message>
        <source>Voiding</source>
        <translation>作废证明</translation>
    </message>
    <message>
        <source>Paper jam, the sheet is damaged</source>
        <translation>卡纸，纸面破损</translation>
    </message>
    <message>
        <source>Blurred, shifted or incomplete</source>
        <translation>字迹不清、错位或缺字</translation>
    </message>
    <message>
        <source>Printed on the wrong sheet</source>
        <translation>用错纸张</translation>
    </message>
    <message>
        <source>The content is wrong</source>
        <translation>内容有误</translation>
    </message>
    <message>
        <source>Void the paper {0}?</source>
        <translation>作废 {0} 吗？</translation>
    </message>
    <message>
        <source>The number is used up and cannot be given again. The original is kept.</source>
        <translation>编号作废后不再使用，原件保存备查。</translation>
    </message>
    <message>
        <source>Void this paper</source>
        <translation>作废此张</translation>
    </message>
    <message>
        <source>Printing again</source>
        <translation>重新打印</translation>
    </message>
    <message>
        <source>The resident lost the paper</source>
        <translation>申请人遗失</translation>
    </message>
    <message>
        <source>Another copy is needed</source>
        <translation>需要再加一份</translation>
    </message>
    <message>
        <source>The paper was damaged after the print</source>
        <translation>打印后纸面损坏</translation>
    </message>
    <message>
        <source>Print {0} again?</source>
        <translation>重新打印 {0} 吗？</translation>
    </message>
    <message>
        <source>The reason is written into the ledger.</source>
        <translation>原因将记入台账。</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重新打印</translation>
    </message>
    <message>
        <source>The receipt was sent to the printer</source>
        <translation>受理回执已送打印机</translation>
    </message>
    <message>
        <source>For the case: {0}</source>
        <translation>办理 {0}</translation>
    </message>
    <message>
        <source>Waiting for the province's answer</source>
        <translation>正在等待省厅答复</translation>
    </message>
    <message>
        <source>The print service does not say which printers there are. Save the PDF or press F5 later.</source>
        <translation>打印服务没有列出打印机。请另存 PDF，或稍后按 F5 重试。</translation>
    </message>
    <message>
        <source>Failure code {0}</source>
        <translation>失败代码 {0}</translation>
    </message>
    <message>
        <source>Saving the PDF</source>
        <translation>正在保存 PDF</translation>
    </message>
    <message>
        <source>The province has answered</source>
        <translation>省厅已返回</translation>
    </message>
    <message>
        <source>The reason of the refusal is empty. Write it; it is printed on the notice.</source>
        <translation>不予出具的理由没有填写。请写明理由，理由印在告知书上。</translation>
    </message>
</context>
<context>
    <name>ApplicantStep</name>
    <message>
        <source>Whom the case is about</source>
        <translation>办理对象</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Who applies</source>
        <translation>由谁申请</translation>
    </message>
    <message>
        <source>Only what this service needs</source>
        <translation>仅收集本业务需要的信息</translation>
    </message>
    <message>
        <source>In person</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>The person is present</source>
        <translation>本人到场</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>监护人</translation>
    </message>
    <message>
        <source>For a minor or a ward</source>
        <translation>未成年人或被监护人</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代办人</translation>
    </message>
    <message>
        <source>With a power of attorney</source>
        <translation>持委托书</translation>
    </message>
    <message>
        <source>The applicant is</source>
        <translation>申请人是</translation>
    </message>
    <message>
        <source>Name of the applicant</source>
        <translation>申请人姓名</translation>
    </message>
    <message>
        <source>Citizen number of the applicant</source>
        <translation>申请人公民身份号码</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>For the supplement or the collection</source>
        <translation>用于通知补正或领取</translation>
    </message>
    <message>
        <source>From the chip, {0}</source>
        <translation>芯片读取，{0}</translation>
    </message>
    <message>
        <source>As registered</source>
        <translation>以户籍登记为准</translation>
    </message>
    <message>
        <source>May stay empty until the register answers</source>
        <translation>可暂不填，查到户籍后补上</translation>
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
    <message>
        <source>Duty telephone of the station {0}</source>
        <translation>派出所值班电话 {0}</translation>
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
        <translation>换人</translation>
    </message>
    <message>
        <source>Name not known yet</source>
        <translation>姓名待核</translation>
    </message>
    <message>
        <source>Chip read</source>
        <translation>芯片已读</translation>
    </message>
    <message>
        <source>Typed by hand</source>
        <translation>手工录入</translation>
    </message>
    <message>
        <source>By {0}</source>
        <translation>{0}办理</translation>
    </message>
    <message>
        <source>Registered at　{0}</source>
        <translation>户籍地　{0}</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Particulars</source>
        <translation>办理信息</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>材料</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>{0} to mend</source>
        <translation>{0} 项待改</translation>
    </message>
    <message>
        <source>checked</source>
        <translation>已核验</translation>
    </message>
</context>
<context>
    <name>CasePage</name>
    <message>
        <source>Case</source>
        <translation>办件</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation type="vanished">草稿</translation>
    </message>
    <message>
        <source>New case　{0}</source>
        <translation>新建办件　{0}</translation>
    </message>
    <message>
        <source>Hold to show the number</source>
        <translation>按住显示号码</translation>
    </message>
    <message>
        <source>Look up the register</source>
        <translation>查询户籍</translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation>下一处错误</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Hold, change person</source>
        <translation>暂存换人</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>Enter the name, or look the person up in the register.</source>
        <translation type="vanished">请填写姓名，或先查询户籍数据。</translation>
    </message>
    <message>
        <source>Next: particulars</source>
        <translation>下一步：办理信息</translation>
    </message>
    <message>
        <source>Next: materials</source>
        <translation>下一步：材料</translation>
    </message>
    <message>
        <source>Next: check</source>
        <translation>下一步：核对</translation>
    </message>
    <message>
        <source>Accept the case</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>On to decision and certificate</source>
        <translation type="vanished">去审批、出证</translation>
    </message>
    <message>
        <source>Held on this computer</source>
        <translation>已暂存在本机</translation>
    </message>
    <message>
        <source>The draft is kept</source>
        <translation>草稿已保留</translation>
    </message>
    <message>
        <source>The name is empty. Enter it, or look the person up in the register.</source>
        <translation>姓名没有填写。请填写姓名，或先查询户籍。</translation>
    </message>
</context>
<context>
    <name>CaseRows</name>
    <message>
        <source>Name not known yet</source>
        <translation>姓名待核</translation>
    </message>
    <message>
        <source>Accepted {0}</source>
        <translation>受理 {0}</translation>
    </message>
    <message>
        <source>Held {0}</source>
        <translation>{0} 暂存</translation>
    </message>
    <message>
        <source>Circulated to {0}</source>
        <translation>流转至{0}</translation>
    </message>
    <message>
        <source>Circulated by {0}</source>
        <translation>{0}转来</translation>
    </message>
</context>
<context>
    <name>CaseSide</name>
    <message>
        <source>Choose a case</source>
        <translation>请选择一件办件</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>受理号</translation>
    </message>
    <message>
        <source>Number of the province</source>
        <translation>省厅受理号</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>办结期限</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证明编号</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>办理经过</translation>
    </message>
    <message>
        <source>Name not known yet</source>
        <translation>姓名待核</translation>
    </message>
    <message>
        <source>Look at the papers</source>
        <translation>查看文书</translation>
    </message>
    <message>
        <source>Continue the draft</source>
        <translation>继续办理</translation>
    </message>
    <message>
        <source>Decision and certificate</source>
        <translation>审批与出证</translation>
    </message>
    <message>
        <source>Failure code {0}</source>
        <translation>失败代码 {0}</translation>
    </message>
    <message>
        <source>Materials are missing; the one-off notice was issued</source>
        <translation>材料不齐，已出具一次性告知书</translation>
    </message>
    <message>
        <source>{0} papers to come</source>
        <translation>待补 {0} 份材料</translation>
    </message>
    <message>
        <source>Accepted at</source>
        <translation>受理时间</translation>
    </message>
    <message>
        <source>Circulation</source>
        <translation>流转</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Whole window</source>
        <translation>全窗口</translation>
    </message>
    <message>
        <source>Due soon</source>
        <translation>临期</translation>
    </message>
    <message>
        <source>Supplement</source>
        <translation>待补正</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Which cases</source>
        <translation>办件范围</translation>
    </message>
    <message>
        <source>Case number, name or complete number</source>
        <translation type="vanished">受理号、姓名或完整号码</translation>
    </message>
    <message>
        <source>Filter the cases</source>
        <translation>筛选办件</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>办件</translation>
    </message>
    <message>
        <source>To the counter</source>
        <translation>去受理台</translation>
    </message>
    <message>
        <source>On this computer and at the province</source>
        <translation>本机与省厅</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Hold to show the number</source>
        <translation>按住显示号码</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>No case begins with what was typed</source>
        <translation>没有以此开头的办件</translation>
    </message>
    <message>
        <source>No case in this view</source>
        <translation type="vanished">这里没有办件</translation>
    </message>
    <message>
        <source>The resident takes the application back</source>
        <translation>申请人撤回申请</translation>
    </message>
    <message>
        <source>Opened by mistake</source>
        <translation>误建</translation>
    </message>
    <message>
        <source>To be opened anew with other particulars</source>
        <translation>信息有误，重新建件</translation>
    </message>
    <message>
        <source>Withdraw this case?</source>
        <translation>撤回此件吗？</translation>
    </message>
    <message>
        <source>It is closed on this computer and at the province; its actions stay on record.</source>
        <translation>本件将在本机和省厅终止，已做的操作仍留记录。</translation>
    </message>
    <message>
        <source>Withdraw this case</source>
        <translation>撤回此件</translation>
    </message>
    <message>
        <source>Reading the cases</source>
        <translation>正在读取办件</translation>
    </message>
    <message>
        <source>Case number or name</source>
        <translation>受理号、姓名或完整号码</translation>
    </message>
    <message>
        <source>The beginning of a case number or name, or a complete citizen number</source>
        <translation>受理号或姓名的开头，或完整公民身份号码</translation>
    </message>
    <message>
        <source>You have opened no case on this computer</source>
        <translation>您在本机还没有登记办件</translation>
    </message>
    <message>
        <source>No case is due soon</source>
        <translation>没有临期办件</translation>
    </message>
    <message>
        <source>No case waits for materials</source>
        <translation>没有待补正的办件</translation>
    </message>
    <message>
        <source>No draft is held</source>
        <translation>没有暂存的草稿</translation>
    </message>
    <message>
        <source>No case on this computer yet</source>
        <translation>本机还没有办件</translation>
    </message>
    <message>
        <source>Register of the day</source>
        <translation>办件登记簿</translation>
    </message>
    <message>
        <source>Circulated</source>
        <translation>流转中</translation>
    </message>
    <message>
        <source>No case is shared with another station</source>
        <translation>没有流转中的办件</translation>
    </message>
</context>
<context>
    <name>CasesPanel</name>
    <message>
        <source>Cases of today</source>
        <translation>今日办件</translation>
    </message>
    <message>
        <source>All cases</source>
        <translation>全部办件</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>Whole window</source>
        <translation>全窗口</translation>
    </message>
    <message>
        <source>Due soon</source>
        <translation>临期</translation>
    </message>
    <message>
        <source>Supplement</source>
        <translation>待补正</translation>
    </message>
    <message>
        <source>Which cases</source>
        <translation>办件范围</translation>
    </message>
    <message>
        <source>No case in this view</source>
        <translation>这里没有办件</translation>
    </message>
</context>
<context>
    <name>CertificatePage</name>
    <message>
        <source>Certificates</source>
        <translation>出证</translation>
    </message>
    <message>
        <source>What waits for decision, print or confirmation</source>
        <translation>待审批、待打印、待确认</translation>
    </message>
    <message>
        <source>Accepted {0}</source>
        <translation>受理 {0}</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Hold to show the numbers</source>
        <translation>按住显示号码</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>Printed well</source>
        <translation>打印成功</translation>
    </message>
    <message>
        <source>Did not print</source>
        <translation>未打印</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Approve or issue</source>
        <translation>审批、出证</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Approved　{0} {1}</source>
        <translation>已审批　{0} {1}</translation>
    </message>
    <message>
        <source>Preview.pdf</source>
        <translation>预览.pdf</translation>
    </message>
    <message>
        <source>Nothing to preview yet</source>
        <translation>还没有可预览的文件</translation>
    </message>
    <message>
        <source>The certificate cannot be drawn</source>
        <translation>证明没有生成</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>ChangesCard</name>
    <message>
        <source>Decided by {0} {1}; data now as of {2}</source>
        <translation>{0} 于 {1} 审批；现有数据截至 {2}</translation>
    </message>
    <message>
        <source>The data decided on are not on this computer, so the change cannot be listed.</source>
        <translation>审批时所依据的数据不在本机，无法逐项列出变动。</translation>
    </message>
    <message>
        <source>Nothing that a certificate may state has changed.</source>
        <translation>证明可能载明的内容没有变动。</translation>
    </message>
</context>
<context>
    <name>CheckStep</name>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Register data</source>
        <translation>户籍数据</translation>
    </message>
    <message>
        <source>Materials</source>
        <translation>材料</translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>去修改</translation>
    </message>
    <message>
        <source>Mend: {0}</source>
        <translation>去修改：{0}</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Change: {0}</source>
        <translation>修改：{0}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Citizen number</source>
        <translation>公民身份号码</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Who applies</source>
        <translation>由谁申请</translation>
    </message>
    <message>
        <source>Name of the applicant</source>
        <translation>申请人姓名</translation>
    </message>
    <message>
        <source>Citizen number of the applicant</source>
        <translation>申请人公民身份号码</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Not there yet: the certificate follows when the data have come</source>
        <translation>尚未取得，取得后再出证</translation>
    </message>
    <message>
        <source>Data as of</source>
        <translation>数据截至</translation>
    </message>
    <message>
        <source>Registered at</source>
        <translation>户籍地派出所</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>户籍地址</translation>
    </message>
    <message>
        <source>Not needed: data sharing</source>
        <translation>免提交（数据共享）</translation>
    </message>
    <message>
        <source>Not seen</source>
        <translation>未核原件</translation>
    </message>
    <message>
        <source>Not handed in</source>
        <translation>未提交</translation>
    </message>
    <message>
        <source>Original seen</source>
        <translation>已核原件</translation>
    </message>
    <message>
        <source>Copy on file</source>
        <translation>复印件留存</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>Not here yet: data sharing</source>
        <translation>待取得：数据共享</translation>
    </message>
</context>
<context>
    <name>CirculateDialog</name>
    <message>
        <source>Circulate to the register station</source>
        <translation>流转至户籍地派出所</translation>
    </message>
    <message>
        <source>Name of the station, or the beginning of its code</source>
        <translation>派出所名称，或机构代码开头</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>派出所</translation>
    </message>
    <message>
        <source>Stations</source>
        <translation>派出所名录</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>流转事由</translation>
    </message>
    <message>
        <source>Or in your own words</source>
        <translation>或自行填写事由</translation>
    </message>
    <message>
        <source>The station decides on the case from now on and answers until {0}, in {1} days.</source>
        <translation>流转后由该所审批，最迟{0}（{1} 天内）答复。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Circulate</source>
        <translation>确认流转</translation>
    </message>
    <message>
        <source>No station is chosen. Choose one from the list.</source>
        <translation>没有选择派出所。请在名录中选择。</translation>
    </message>
    <message>
        <source>The list of stations is not on this computer yet. Connect to the province once.</source>
        <translation>本机还没有派出所名录。请连接省厅一次。</translation>
    </message>
    <message>
        <source>No reason is given. Choose one or write it.</source>
        <translation>没有流转事由。请选择或填写。</translation>
    </message>
    <message>
        <source>{0} stations</source>
        <translation>共 {0} 个</translation>
    </message>
</context>
<context>
    <name>Circulating</name>
    <message>
        <source>Circulate to the register station</source>
        <translation>流转至户籍地派出所</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>收回流转</translation>
    </message>
    <message>
        <source>Circulate</source>
        <translation>流转</translation>
    </message>
    <message>
        <source>Circulated</source>
        <translation>已流转</translation>
    </message>
    <message>
        <source>Recall this case?</source>
        <translation>收回这件流转？</translation>
    </message>
    <message>
        <source>The other station does not see it any more; the decision is made here again.</source>
        <translation>收回后对方不再看到本件，由本所审批。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>收回事由</translation>
    </message>
    <message>
        <source>Recalled</source>
        <translation>已收回</translation>
    </message>
</context>
<context>
    <name>Circulation</name>
    <message>
        <source>To {0}</source>
        <translation>转至{0}</translation>
    </message>
    <message>
        <source>By {0}</source>
        <translation>{0}转来</translation>
    </message>
    <message>
        <source>The case lies with {0}</source>
        <translation>办件在{0}</translation>
    </message>
    <message>
        <source>The decision is made there. To decide here, recall the case first.</source>
        <translation>由该所审批。需要由本所审批的，先收回流转。</translation>
    </message>
    <message>
        <source>The register changed after the decision; it is made there again.</source>
        <translation>审批后登记信息有变动，由该所重新审批。</translation>
    </message>
    <message>
        <source>{0} has decided</source>
        <translation>{0}已审批</translation>
    </message>
    <message>
        <source>The certificate is issued here.</source>
        <translation>证明由本所出具。</translation>
    </message>
    <message>
        <source>Circulated to this station by {0}</source>
        <translation>{0}流转至本所</translation>
    </message>
    <message>
        <source>The decision is made here, the certificate issued there.</source>
        <translation>由本所审批，证明由对方出具。</translation>
    </message>
    <message>
        <source>This station has decided</source>
        <translation>本所已审批</translation>
    </message>
    <message>
        <source>The certificate is issued by {0}.</source>
        <translation>证明由{0}出具。</translation>
    </message>
</context>
<context>
    <name>CirculationCard</name>
    <message>
        <source>Circulated at</source>
        <translation>流转时间</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>流转事由</translation>
    </message>
    <message>
        <source>Answer due</source>
        <translation>办理期限</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>收回流转</translation>
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
        <translation>查看依据</translation>
    </message>
    <message>
        <source>Meets the conditions</source>
        <translation>符合受理条件</translation>
    </message>
    <message>
        <source>Look again at what is marked</source>
        <translation>请核对标出的事项</translation>
    </message>
    <message>
        <source>Not everything is known yet</source>
        <translation>受理条件待核</translation>
    </message>
    <message>
        <source>May not be granted</source>
        <translation>不符合受理条件</translation>
    </message>
    <message>
        <source>Hide the rules</source>
        <translation>收起依据</translation>
    </message>
</context>
<context>
    <name>Conflict</name>
    <message>
        <source>Do it all the same: {0}</source>
        <translation>仍然办理：{0}</translation>
    </message>
    <message>
        <source>Leave it; the case stays as the province has it</source>
        <translation>不办理这一步，保留省厅的内容</translation>
    </message>
    <message>
        <source>The step that did not take effect</source>
        <translation>没有生效的操作</translation>
    </message>
    <message>
        <source>to be chosen</source>
        <translation>待选择</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Person concerned</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Citizen number</source>
        <translation>公民身份号码</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>Who applies</source>
        <translation>申请方式</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>How identified</source>
        <translation>识别方式</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>审批意见</translation>
    </message>
    <message>
        <source>Missing materials</source>
        <translation>缺少的材料</translation>
    </message>
    <message>
        <source>Register place</source>
        <translation>户籍地</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证明</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>card read</source>
        <translation>读卡</translation>
    </message>
    <message>
        <source>typed</source>
        <translation>手工录入</translation>
    </message>
    <message>
        <source>original seen</source>
        <translation>已核原件</translation>
    </message>
    <message>
        <source>copy on file</source>
        <translation>复印件留存</translation>
    </message>
    <message>
        <source>from data sharing</source>
        <translation>数据共享取得</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>issued</source>
        <translation>已出具</translation>
    </message>
    <message>
        <source>print confirmed</source>
        <translation>打印已确认</translation>
    </message>
    <message>
        <source>void</source>
        <translation>已作废</translation>
    </message>
</context>
<context>
    <name>ConflictView</name>
    <message>
        <source>Settle the conflict</source>
        <translation>处理冲突</translation>
    </message>
    <message>
        <source>What will be saved</source>
        <translation>合并后将保存</translation>
    </message>
    <message>
        <source>All of this side</source>
        <translation type="vanished">全用左边</translation>
    </message>
    <message>
        <source>All of the province</source>
        <translation>全用省厅</translation>
    </message>
    <message>
        <source>Merge and queue</source>
        <translation>合并，排队上传</translation>
    </message>
    <message>
        <source>Go on as an editable copy</source>
        <translation>转为可编辑的副本</translation>
    </message>
    <message>
        <source>Both sides changed the same particulars, to different values.</source>
        <translation>同一内容在两边都改过，改得不同。</translation>
    </message>
    <message>
        <source>Each side changed something else of this case.</source>
        <translation>两边改的是同一办件的不同内容。</translation>
    </message>
    <message>
        <source>Both sides say the same by now.</source>
        <translation>两边的内容现已一致。</translation>
    </message>
    <message>
        <source>The choices go into the audit; what is not chosen stays in the history.</source>
        <translation>选择会写入审计；未选的内容保留在办件历史中。</translation>
    </message>
    <message>
        <source>Only who may take this step can settle it.</source>
        <translation>由有权办理这一步的人员处理。</translation>
    </message>
    <message>
        <source>It is settled by the {0}.</source>
        <translation>由{0}处理。</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Another window</source>
        <translation>另一窗口</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省厅</translation>
    </message>
    <message>
        <source>Did not take effect either, to be done again: {0}</source>
        <translation>随后的操作也没有生效，须重新办理：{0}</translation>
    </message>
    <message>
        <source>The case has gone on: this step cannot be taken any more.</source>
        <translation>办件已经往下办理，这一步不能再做。</translation>
    </message>
    <message>
        <source>{0} other values are the same on both sides</source>
        <translation>另有 {0} 项两边一致</translation>
    </message>
    <message>
        <source>{0} not chosen yet</source>
        <translation>还剩 {0} 项未选</translation>
    </message>
    <message>
        <source>All chosen</source>
        <translation>已全部选择</translation>
    </message>
    <message>
        <source>All of this computer</source>
        <translation>全用本机</translation>
    </message>
    <message>
        <source>All of the other window</source>
        <translation>全用另一窗口</translation>
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
        <translation>有草稿：{0}</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Under way: {0}</source>
        <translation>在办：{0}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>The card expired on {0}</source>
        <translation>证件已于 {0} 到期</translation>
    </message>
    <message>
        <source>The card expires today</source>
        <translation>证件今日到期</translation>
    </message>
    <message>
        <source>The card expires in {0} days</source>
        <translation>证件 {0} 天后到期</translation>
    </message>
    <message>
        <source>Compare the name with the card, character by character</source>
        <translation>需人工核对姓名，请与证件逐字核对</translation>
    </message>
    <message>
        <source>The check digit of the card's number does not fit</source>
        <translation>证件号码校验位不符</translation>
    </message>
    <message>
        <source>Number and items of the card disagree: compare with the register</source>
        <translation>号码与证件项目不一致，请与户籍登记核对</translation>
    </message>
</context>
<context>
    <name>CounterPage</name>
    <message>
        <source>Continue the draft</source>
        <translation>继续办理</translation>
    </message>
    <message>
        <source>Open another</source>
        <translation>另开一件</translation>
    </message>
    <message>
        <source>This role accepts no cases</source>
        <translation>当前人员不办理受理</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>受理台</translation>
    </message>
    <message>
        <source>Read the card</source>
        <translation>读卡</translation>
    </message>
    <message>
        <source>Type by hand</source>
        <translation>手工录入</translation>
    </message>
    <message>
        <source>Hold to show the number</source>
        <translation>按住显示号码</translation>
    </message>
    <message>
        <source>Hold, next person</source>
        <translation>暂存换人</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>No card reader is set up for this window.</source>
        <translation>本窗口没有设置读卡器。</translation>
    </message>
    <message>
        <source>Press F3 and type the person.</source>
        <translation>请按 F3 手工录入。</translation>
    </message>
    <message>
        <source>Next person. Drafts are kept.</source>
        <translation>已换下一位，草稿保留</translation>
    </message>
    <message>
        <source>First read the card (F2) or type the person (F3)</source>
        <translation>请先读取证件（F2）或手工录入（F3）</translation>
    </message>
    <message>
        <source>There is a draft of “{0}” for this person</source>
        <translation>此人已有一件“{0}”草稿</translation>
    </message>
    <message>
        <source>Held {0}</source>
        <translation>{0} 暂存</translation>
    </message>
    <message>
        <source>Press Esc once more for the next person; drafts are kept</source>
        <translation>再按一次 Esc 换下一位，草稿保留</translation>
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
        <translation>{0} 号窗口　·　终端 {1}</translation>
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
    <message>
        <source>The last entries could not be written (ST-101) and are in memory only: free disk space, then unlock</source>
        <translation>最后录入的内容没有写入磁盘（ST-101），仍在内存中。请先清理磁盘再解锁，不要关闭程序</translation>
    </message>
    <message>
        <source>{0}　Household registration terminal</source>
        <translation>{0}　户籍业务受理终端</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省厅连接</translation>
    </message>
    <message>
        <source>Being looked at</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>The province answers</source>
        <translation>已连接省厅</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>The next sign-in needs the province</source>
        <translation>登录需要连接省厅</translation>
    </message>
    <message>
        <source>Offline, sign-in possible</source>
        <translation>离线，可登录</translation>
    </message>
    <message>
        <source>For another {0}</source>
        <translation type="vanished">离线凭据还可用 {0}</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Another {0}</source>
        <translation>还可用 {0}</translation>
    </message>
</context>
<context>
    <name>DataCard</name>
    <message>
        <source>Data and file</source>
        <translation>数据与核验</translation>
    </message>
    <message>
        <source>No register data yet</source>
        <translation>尚无户籍数据</translation>
    </message>
    <message>
        <source>The province has delivered none for this case</source>
        <translation>省厅尚未为本件提供</translation>
    </message>
    <message>
        <source>Data as of {0}</source>
        <translation>数据截至 {0}</translation>
    </message>
    <message>
        <source>Older than a day</source>
        <translation>已超过一天</translation>
    </message>
    <message>
        <source>Delivered by the province for this case</source>
        <translation>省厅为本件提供</translation>
    </message>
    <message>
        <source>File {0}</source>
        <translation>文件校验值 {0}</translation>
    </message>
    <message>
        <source>Preview, print and archive use this one file</source>
        <translation type="vanished">预览、打印、存档为同一文件</translation>
    </message>
    <message>
        <source>Number of the province {0}</source>
        <translation>省厅受理号 {0}</translation>
    </message>
    <message>
        <source>Previewed, printed, archived alike</source>
        <translation>预览、打印、存档为同一文件</translation>
    </message>
    <message>
        <source>Look up again</source>
        <translation>重新核验</translation>
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
        <translation>审批</translation>
    </message>
    <message>
        <source>Reason of the decision</source>
        <translation>审批意见</translation>
    </message>
    <message>
        <source>Only an officer in an established post decides (公通字〔2021〕12号 Art. 7). Pass the case on.</source>
        <translation>只有在编在职民警可以审批（公通字〔2021〕12号第七条）。请提交审核。</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准出具</translation>
    </message>
    <message>
        <source>Do not grant</source>
        <translation>不予出具</translation>
    </message>
    <message>
        <source>Pass on for review</source>
        <translation>提交审核</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>审核中</translation>
    </message>
    <message>
        <source>To be approved</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>e.g. checked against the register, may be issued</source>
        <translation>如：经核对户籍登记，符合出具条件</translation>
    </message>
    <message>
        <source>Write the reason of the decision.</source>
        <translation type="vanished">请填写审批意见。</translation>
    </message>
    <message>
        <source>To be decided again</source>
        <translation>待重新审批</translation>
    </message>
    <message>
        <source>Approve again</source>
        <translation>重新批准</translation>
    </message>
    <message>
        <source>The reason of the decision is empty. Write it before deciding.</source>
        <translation>审批意见没有填写。请写明后再审批。</translation>
    </message>
</context>
<context>
    <name>DuplicateView</name>
    <message>
        <source>Perhaps the same matter twice</source>
        <translation>疑似重复受理</translation>
    </message>
    <message>
        <source>The same person and service were opened at two windows. Nothing is merged by itself: compare both and say what they are.</source>
        <translation>两个窗口为同一人受理了同一业务。程序不会自行合并，请核对两件后决定。</translation>
    </message>
    <message>
        <source>This case</source>
        <translation>本件</translation>
    </message>
    <message>
        <source>The other case</source>
        <translation>另一件</translation>
    </message>
    <message>
        <source>Open the other case</source>
        <translation>打开另一件</translation>
    </message>
    <message>
        <source>Two matters: keep both</source>
        <translation>不是重复，两件都保留</translation>
    </message>
    <message>
        <source>The same: withdraw this one</source>
        <translation>是重复，撤回本件</translation>
    </message>
</context>
<context>
    <name>Ending</name>
    <message>
        <source>No material is missing</source>
        <translation>没有缺少的材料</translation>
    </message>
    <message>
        <source>Refuse the certificate and close the case?</source>
        <translation>不予出具证明并终止本件吗？</translation>
    </message>
    <message>
        <source>Issue the notice of refusal</source>
        <translation>出具不予出具证明告知书</translation>
    </message>
    <message>
        <source>Notice of refusal</source>
        <translation>告知书</translation>
    </message>
    <message>
        <source>One-off notice</source>
        <translation>一次性告知书</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Refuse to accept this case?</source>
        <translation>确定不予受理？</translation>
    </message>
    <message>
        <source>The case is closed; the reason is printed on the notice for the resident.</source>
        <translation>本件随即结束，理由印在给申请人的不予受理告知书上。</translation>
    </message>
    <message>
        <source>Issue the notice</source>
        <translation>出具告知书</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
</context>
<context>
    <name>FailureBanner</name>
    <message>
        <source>Close this message</source>
        <translation>关闭提示</translation>
    </message>
    <message>
        <source>The program met a fault of its own. What was typed is kept.</source>
        <translation>程序出现故障，已录入的内容没有丢失。</translation>
    </message>
    <message>
        <source>Repeat the step; when it happens again, tell the support. Failure code {0}</source>
        <translation>请重试；再次出现时把失败代码告诉技术支持。失败代码 {0}</translation>
    </message>
    <message>
        <source>Failure code {0}</source>
        <translation>失败代码 {0}</translation>
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
        <translation>出具不予出具证明告知书</translation>
    </message>
    <message>
        <source>Reason that allows the certificate</source>
        <translation>可以出具的情形</translation>
    </message>
    <message>
        <source>This may not be certified</source>
        <translation>按规定不予出具</translation>
    </message>
    <message>
        <source>It may be certified for one of these reasons; the reason is printed</source>
        <translation>属于下列情形之一的可以出具，情形印在证明上</translation>
    </message>
    <message>
        <source>A reason is needed</source>
        <translation>需要出具情形</translation>
    </message>
    <message>
        <source>Also needed: {0}</source>
        <translation>还需要：{0}</translation>
    </message>
    <message>
        <source>The reason is printed on the certificate</source>
        <translation>情形印在证明上</translation>
    </message>
    <message>
        <source>May be certified: {0}</source>
        <translation>可以出具：{0}</translation>
    </message>
    <message>
        <source>None of these</source>
        <translation>都不是</translation>
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
    <name>HelpPage</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Code, case number or complete citizen number</source>
        <translation>业务代码、受理号、完整公民身份号码</translation>
    </message>
    <message>
        <source>This help</source>
        <translation>本页帮助</translation>
    </message>
    <message>
        <source>Read the card</source>
        <translation>读卡</translation>
    </message>
    <message>
        <source>Type by hand</source>
        <translation>手工录入</translation>
    </message>
    <message>
        <source>Hold to show the number</source>
        <translation>按住显示号码</translation>
    </message>
    <message>
        <source>Refresh, look up, send now</source>
        <translation>刷新、查询户籍、立即发送</translation>
    </message>
    <message>
        <source>Hold the draft, change the person</source>
        <translation>暂存换人</translation>
    </message>
    <message>
        <source>Did not print</source>
        <translation>没有打印出来</translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation>下一处错误</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Print again, with a reason</source>
        <translation>重新打印（须填原因）</translation>
    </message>
    <message>
        <source>Void a paper</source>
        <translation>作废一张</translation>
    </message>
    <message>
        <source>The pages</source>
        <translation>切换页面</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Hold the draft</source>
        <translation>暂存</translation>
    </message>
    <message>
        <source>Filter the cases</source>
        <translation>筛选办件</translation>
    </message>
    <message>
        <source>Next, approve, issue</source>
        <translation>下一步、审批、出证</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>Working without a link</source>
        <translation>离线时怎样办件</translation>
    </message>
    <message>
        <source>You can sign in offline until {0}; then one sign-in with a link is needed.</source>
        <translation>离线登录可用到 {0}，之后须联网登录一次。</translation>
    </message>
    <message>
        <source>Accepting goes on</source>
        <translation>受理照常</translation>
    </message>
    <message>
        <source>Cases are accepted and saved here; the receipt says that they wait to be sent.</source>
        <translation>办件照常受理并保存在本机，回执会写明待上传。</translation>
    </message>
    <message>
        <source>Certificates need data</source>
        <translation>出证要有数据</translation>
    </message>
    <message>
        <source>They are issued only from data that the province delivered for the same case, with a number of this window's block. Otherwise give the receipt and issue later.</source>
        <translation>只用省厅为同一办件提供的数据、本窗口领取的编号出证；没有数据的先给回执，以后再出。</translation>
    </message>
    <message>
        <source>Sending is automatic</source>
        <translation>自动上传</translation>
    </message>
    <message>
        <source>When the link is back everything is sent in order. Nothing has to be typed twice.</source>
        <translation>恢复连接后按顺序自动上传，无需重复录入。</translation>
    </message>
    <message>
        <source>Sign-in has a term</source>
        <translation>离线登录有期限</translation>
    </message>
    <message>
        <source>What the states mean</source>
        <translation>状态用语</translation>
    </message>
    <message>
        <source>A draft, saved on this computer</source>
        <translation>草稿，已保存在本机</translation>
    </message>
    <message>
        <source>Complete and in the queue</source>
        <translation>已完成，在队列中</translation>
    </message>
    <message>
        <source>The province received it and has not answered</source>
        <translation>已送达省厅，尚未受理</translation>
    </message>
    <message>
        <source>The province gave it a number</source>
        <translation>省厅已受理并给出受理号</translation>
    </message>
    <message>
        <source>Both sides changed it; a person has to look</source>
        <translation>两边都改过，需要人工处理</translation>
    </message>
    <message>
        <source>The province refused it and says why</source>
        <translation>省厅退回并说明原因</translation>
    </message>
    <message>
        <source>Failure codes</source>
        <translation>失败代码</translation>
    </message>
    <message>
        <source>Code or word, e.g. SY-101</source>
        <translation>代码或关键字，如 SY-101</translation>
    </message>
    <message>
        <source>Look up a failure code</source>
        <translation>查询失败代码</translation>
    </message>
    <message>
        <source>No such code</source>
        <translation>没有这个代码</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Keys, words and failure codes</source>
        <translation>按键、状态用语、失败代码</translation>
    </message>
    <message>
        <source>Back to the counter</source>
        <translation>回受理台</translation>
    </message>
</context>
<context>
    <name>HintsCard</name>
    <message>
        <source>Before acceptance</source>
        <translation>受理前提示</translation>
    </message>
    <message>
        <source>Nothing to note</source>
        <translation>没有需要提示的事项</translation>
    </message>
</context>
<context>
    <name>IntakeBar</name>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>暂存</translation>
    </message>
    <message>
        <source>Go to the first</source>
        <translation>转到第一项</translation>
    </message>
    <message>
        <source>{0} saved on this computer</source>
        <translation>{0} 已自动保存在本机</translation>
    </message>
    <message>
        <source>Not saved yet; press Hold to try again. Failure code {0}</source>
        <translation>尚未保存，请按“暂存”重试。失败代码 {0}</translation>
    </message>
    <message>
        <source>{0} still to be mended</source>
        <translation>还有 {0} 项需要处理</translation>
    </message>
</context>
<context>
    <name>IssuePanel</name>
    <message>
        <source>Issue the certificate</source>
        <translation>出具证明</translation>
    </message>
    <message>
        <source>Issue with the next number</source>
        <translation>取号并出具</translation>
    </message>
    <message>
        <source>Only an officer in an established post issues certificates</source>
        <translation>只有在编在职民警可以出具证明</translation>
    </message>
    <message>
        <source>Approved　{0} {1}</source>
        <translation>已审批　{0} {1}</translation>
    </message>
    <message>
        <source>The last paper is void; the next one gets a new number.</source>
        <translation>上一张已作废，新出具的用新编号。</translation>
    </message>
    <message>
        <source>The PDF is made once; preview, print and archive use the same file.</source>
        <translation>文件只生成一次，预览、打印、存档为同一文件。</translation>
    </message>
    <message>
        <source>{0} numbers of this window's block are left</source>
        <translation>本窗口证明编号余 {0} 个</translation>
    </message>
    <message>
        <source>No number of this window's block is left: connect to the province to get more</source>
        <translation>本窗口的证明编号已用完，请连接省厅领取</translation>
    </message>
</context>
<context>
    <name>LedgerCard</name>
    <message>
        <source>Ledger of this case</source>
        <translation>本件台账</translation>
    </message>
    <message>
        <source>Print again (with a reason)</source>
        <translation>重新打印（须填原因）</translation>
    </message>
    <message>
        <source>Refuse in writing instead</source>
        <translation>改为不予出具告知书</translation>
    </message>
    <message>
        <source>To be printed</source>
        <translation>待打印</translation>
    </message>
    <message>
        <source>To be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>On paper</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Sent {0} times</source>
        <translation>已送打印 {0} 次</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>noted</source>
        <translation>已记</translation>
    </message>
    <message>
        <source>refused</source>
        <translation type="vanished">不予</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>not valid</source>
        <translation>无效</translation>
    </message>
</context>
<context>
    <name>ListEditor</name>
    <message>
        <source>Please choose</source>
        <translation>请选择</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
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
        <translation>办理 {0}</translation>
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
        <translation>按公民身份号码</translation>
    </message>
    <message>
        <source>By name and birth date</source>
        <translation>按姓名和出生日期</translation>
    </message>
    <message>
        <source>How the person is identified</source>
        <translation>录入方式</translation>
    </message>
    <message>
        <source>Citizen number</source>
        <translation>公民身份号码</translation>
    </message>
    <message>
        <source>18 digits, the last may be X</source>
        <translation>18 位，末位可为 X</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Confirm the person</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="vanished">取消</translation>
    </message>
    <message>
        <source>May stay empty: the register gives it</source>
        <translation>可不填，查到户籍后补上</translation>
    </message>
    <message>
        <source>Enter the complete citizen number.</source>
        <translation type="vanished">请填写完整的公民身份号码。</translation>
    </message>
    <message>
        <source>The check digit fits. Birth date {0}</source>
        <translation>校验位相符，出生日期 {0}</translation>
    </message>
    <message>
        <source>Enter the full name.</source>
        <translation type="vanished">请填写完整姓名。</translation>
    </message>
    <message>
        <source>Rare characters {0}: compare with the document.</source>
        <translation>含生僻字 {0}。请与证件逐字核对。</translation>
    </message>
    <message>
        <source>Enter the birth date.</source>
        <translation type="vanished">请填写出生日期。</translation>
    </message>
    <message>
        <source>Not a date. Write it like 1990-05-17.</source>
        <translation>不是有效日期。请按 1990-05-17 的样式填写。</translation>
    </message>
    <message>
        <source>The birth date lies after today. Compare it with the document.</source>
        <translation>出生日期在今天之后。请对照证件修改。</translation>
    </message>
    <message>
        <source>The age would exceed {0} years. Compare it with the document.</source>
        <translation>按此日期年龄超过 {0} 岁。请对照证件修改。</translation>
    </message>
    <message>
        <source>Clear the fields</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>The citizen number is empty. Enter all 18 digits.</source>
        <translation>公民身份号码没有填写。请录入 18 位号码。</translation>
    </message>
    <message>
        <source>The name is empty. Enter the full name.</source>
        <translation>姓名没有填写。请对照证件填写全名。</translation>
    </message>
    <message>
        <source>The birth date is empty. Write it like 1990-05-17.</source>
        <translation>出生日期没有填写。请按 1990-05-17 的样式填写。</translation>
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
        <translation>材料清单</translation>
    </message>
    <message>
        <source>Look at the original of each and say so</source>
        <translation>逐项核对原件并登记</translation>
    </message>
    <message>
        <source>Something missing? Issue the one-off notice</source>
        <translation>材料不齐？出具一次性告知书</translation>
    </message>
    <message>
        <source>{0} of {1} complete</source>
        <translation>已齐 {0}/{1}</translation>
    </message>
    <message>
        <source>Obtained by data sharing</source>
        <translation>数据共享取得，免交纸质件</translation>
    </message>
    <message>
        <source>{0} saw the original, {1}</source>
        <translation>{0} 已核原件，{1}</translation>
    </message>
    <message>
        <source>{0} (if there is one)</source>
        <translation>{0}（有则提供）</translation>
    </message>
    <message>
        <source>If there is one</source>
        <translation>有则提供</translation>
    </message>
</context>
<context>
    <name>NameRow</name>
    <message>
        <source>Change to {0}</source>
        <translation>改为 {0}</translation>
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
        <translation>本机没有本件的户籍数据</translation>
    </message>
    <message>
        <source>A certificate is issued only from data that the province delivered for this case. Look them up now, or give the resident the receipt and issue later.</source>
        <translation>证明只能用省厅为本件提供的数据出具。请现在查询，或先给申请人受理回执，以后再出证。</translation>
    </message>
    <message>
        <source>Look up the register</source>
        <translation>查询户籍</translation>
    </message>
    <message>
        <source>Print the receipt</source>
        <translation>打印受理回执</translation>
    </message>
    <message>
        <source>The paper is confirmed</source>
        <translation>纸质证明已确认</translation>
    </message>
    <message>
        <source>Hand it to the resident, then complete the case.</source>
        <translation>请交给申请人，然后办结。</translation>
    </message>
    <message>
        <source>Handed over, complete the case</source>
        <translation>已交付，办结</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>Saved on this computer</source>
        <translation>已保存在本机</translation>
    </message>
    <message>
        <source>The province has not confirmed it yet; it is sent by itself.</source>
        <translation>省厅尚未确认。系统自动上传并等候答复，无需操作。</translation>
    </message>
    <message>
        <source>Next person</source>
        <translation>下一位</translation>
    </message>
    <message>
        <source>Not granted</source>
        <translation>不予出具</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Still a draft</source>
        <translation>仍是草稿</translation>
    </message>
    <message>
        <source>Continue the draft</source>
        <translation>继续办理</translation>
    </message>
    <message>
        <source>The paper lies at another window</source>
        <translation>证明在另一窗口</translation>
    </message>
    <message>
        <source>The certificate was issued at another window of this station and is confirmed there.</source>
        <translation>证明由本所另一窗口出具，在那里确认打印。</translation>
    </message>
    <message>
        <source>The province has not confirmed it yet; it is being sent.</source>
        <translation>省厅尚未确认，正在上传。</translation>
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
    <name>OfficeActs</name>
    <message>
        <source>Ask which station?</source>
        <translation>向哪个派出所协查？</translation>
    </message>
    <message>
        <source>The letter names the person in full and asks for what this case needs.</source>
        <translation>协查函写明当事人完整身份信息和本件需要核查的事项。</translation>
    </message>
    <message>
        <source>Write the letter</source>
        <translation>出具协查函</translation>
    </message>
    <message>
        <source>Full name of the station</source>
        <translation>派出所全称</translation>
    </message>
    <message>
        <source>{0} is on paper already</source>
        <translation>{0}已打印并确认</translation>
    </message>
</context>
<context>
    <name>OfficeRow</name>
    <message>
        <source>Print the stub</source>
        <translation>打印存根</translation>
    </message>
    <message>
        <source>Pick-up voucher</source>
        <translation>领取凭证</translation>
    </message>
    <message>
        <source>Ask another station</source>
        <translation>协查函</translation>
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
        <translation>打印机</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation>另存 PDF</translation>
    </message>
    <message>
        <source>To be printed</source>
        <translation>待打印</translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation type="vanished">已送打印</translation>
    </message>
    <message>
        <source>On paper</source>
        <translation>已出纸</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>再次打印</translation>
    </message>
    <message>
        <source>Sending to the printer</source>
        <translation>正在送打印机</translation>
    </message>
    <message>
        <source>{0} sent to the printer. Look whether the paper came out.</source>
        <translation>{0} 已送打印机，请看纸质件是否出来。</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>已另存为 {0}</translation>
    </message>
    <message>
        <source>The paper could not be handled. Failure code {0}</source>
        <translation>文书没有处理成功。失败代码 {0}</translation>
    </message>
    <message>
        <source>Printed well</source>
        <translation>打印成功</translation>
    </message>
    <message>
        <source>Did not print</source>
        <translation>没有打印出来</translation>
    </message>
    <message>
        <source>To be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Entered into the ledger</source>
        <translation>已登记台账</translation>
    </message>
    <message>
        <source>Nothing came out</source>
        <translation>没有打印出来</translation>
    </message>
</context>
<context>
    <name>PaperDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>PapersCard</name>
    <message>
        <source>Materials</source>
        <translation>材料清单</translation>
    </message>
    <message>
        <source>Something missing? Issue the one-off notice</source>
        <translation>材料不齐？出具一次性告知书</translation>
    </message>
    <message>
        <source>{0} of {1} complete</source>
        <translation>已齐 {0}/{1}</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>免提交</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>Original seen</source>
        <translation>已核原件</translation>
    </message>
    <message>
        <source>If there is one</source>
        <translation>有则提供</translation>
    </message>
    <message>
        <source>Not here yet</source>
        <translation>待取得</translation>
    </message>
    <message>
        <source>Not to be accepted? Refuse in writing</source>
        <translation>不予受理？出具告知书</translation>
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
        <translation>还没有可预览的文件</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Numbers are hidden in the preview; the paper shows them</source>
        <translation>预览中号码已遮盖，纸质件打印完整号码</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation>整页</translation>
    </message>
    <message>
        <source>Zoom: whole page</source>
        <translation>缩放：整页</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Hold to show the numbers</source>
        <translation type="vanished">按住显示号码</translation>
    </message>
    <message>
        <source>The file shown is the file that is printed</source>
        <translation>预览的文件就是打印的文件</translation>
    </message>
    <message>
        <source>The stored file cannot be read</source>
        <translation>保存的文件不能读取</translation>
    </message>
    <message>
        <source>Zoom: {0}</source>
        <translation>缩放：{0}</translation>
    </message>
    <message>
        <source>Hold to show</source>
        <translation>按住显示号码</translation>
    </message>
</context>
<context>
    <name>PdfSheet</name>
    <message>
        <source>Preview, numbers are hidden</source>
        <translation>预览，号码已遮盖</translation>
    </message>
</context>
<context>
    <name>PeriodEditor</name>
    <message>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <source>{0}: begin</source>
        <translation>{0}：起</translation>
    </message>
    <message>
        <source>{0}: end</source>
        <translation>{0}：止</translation>
    </message>
</context>
<context>
    <name>PhotoPlace</name>
    <message>
        <source>Photo not read</source>
        <translation>照片未读取</translation>
    </message>
</context>
<context>
    <name>PrintCheckPanel</name>
    <message>
        <source>Did this paper print well?</source>
        <translation>这张证明打印成功了吗？</translation>
    </message>
    <message>
        <source>Letters are clear, nothing is missing or shifted</source>
        <translation>字迹清楚，没有缺字、错位</translation>
    </message>
    <message>
        <source>Type the last three digits from the paper</source>
        <translation>输入纸面编号末三位，核对是否用对证明纸</translation>
    </message>
    <message>
        <source>Last three digits of the paper's number</source>
        <translation>纸面编号末三位</translation>
    </message>
    <message>
        <source>Printed well, enter into the ledger</source>
        <translation>打印成功，登记台账</translation>
    </message>
    <message>
        <source>Did not print</source>
        <translation>没有打印出来</translation>
    </message>
    <message>
        <source>Faulty: void this paper</source>
        <translation type="vanished">有误，作废此张</translation>
    </message>
    <message>
        <source>Only an officer in an established post voids a numbered paper</source>
        <translation>只有在编在职民警可以作废证明</translation>
    </message>
    <message>
        <source>{0} sent for the {1}. time. Look at the paper, then choose.</source>
        <translation>{0} 已送出第 {1} 次打印。请看纸质件再选择。</translation>
    </message>
    <message>
        <source>Type three digits.</source>
        <translation>请输入三位数字。</translation>
    </message>
    <message>
        <source>Saved as a file, not sent to a printer here. Look at the paper, then choose.</source>
        <translation type="vanished">已另存为 PDF，本机没有送打印机。请看纸质件再选择。</translation>
    </message>
    <message>
        <source>Did the paper “{0}” print well?</source>
        <translation>《{0}》打印成功了吗？</translation>
    </message>
    <message>
        <source>{0} saved as a file, not sent to a printer here. Look at the paper, then choose.</source>
        <translation>{0} 已保存为文件，没有在本机送打印。请看纸质件再选择。</translation>
    </message>
    <message>
        <source>The print service says: waiting in the queue.</source>
        <translation>打印服务：排队中。</translation>
    </message>
    <message>
        <source>The print service says: printing.</source>
        <translation>打印服务：正在打印。</translation>
    </message>
    <message>
        <source>The print service says: held back, look at the printer.</source>
        <translation>打印服务：任务被挂起，请查看打印机。</translation>
    </message>
    <message>
        <source>The print service says: given to the printer.</source>
        <translation>打印服务：已交给打印机。</translation>
    </message>
    <message>
        <source>The print service says: cancelled.</source>
        <translation>打印服务：任务已取消。</translation>
    </message>
    <message>
        <source>The print service says: failed.</source>
        <translation>打印服务：任务失败。</translation>
    </message>
    <message>
        <source>The print service knows nothing of this job.</source>
        <translation>打印服务没有这次任务的记录。</translation>
    </message>
    <message>
        <source>Faulty: void it</source>
        <translation>有误，作废此张</translation>
    </message>
</context>
<context>
    <name>PrintPanel</name>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Number of the paper</source>
        <translation>证明编号</translation>
    </message>
    <message>
        <source>Save the PDF</source>
        <translation>另存 PDF</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>无编号</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>余 {0} 个</translation>
    </message>
</context>
<context>
    <name>PrinterChoice</name>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>printing</source>
        <translation>正在打印</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
    <message>
        <source>No printer</source>
        <translation>没有打印机</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose the reason first.</source>
        <translation type="vanished">请先选择原因。</translation>
    </message>
    <message>
        <source>Fill this in first.</source>
        <translation type="vanished">请先填写。</translation>
    </message>
    <message>
        <source>No reason is chosen. Choose one.</source>
        <translation>没有选择原因。请选择一项。</translation>
    </message>
    <message>
        <source>This is still empty. Fill it in.</source>
        <translation>这一项没有填写。请填写后再办理。</translation>
    </message>
</context>
<context>
    <name>QueueHead</name>
    <message>
        <source>Case</source>
        <translation>办件</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What is true</source>
        <translation>说明与进度</translation>
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
    <message>
        <source>Verify</source>
        <translation>核验</translation>
    </message>
</context>
<context>
    <name>ReceiptStep</name>
    <message>
        <source>Case number</source>
        <translation>受理号</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已受理</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>办结期限</translation>
    </message>
    <message>
        <source>Number of the province</source>
        <translation>省厅受理号</translation>
    </message>
    <message>
        <source>On to decision and certificate</source>
        <translation>去审批、出证</translation>
    </message>
    <message>
        <source>Next person</source>
        <translation>下一位</translation>
    </message>
    <message>
        <source>Not granted; hand the notice to the applicant</source>
        <translation>不予出具，请将告知书交给申请人</translation>
    </message>
    <message>
        <source>Materials are missing; hand the one-off notice to the applicant</source>
        <translation>材料不齐，请将一次性告知书交给申请人</translation>
    </message>
    <message>
        <source>Saved on this computer as a draft; it goes on where it stopped.</source>
        <translation>已作为草稿保存在本机，补齐后接着办理。</translation>
    </message>
    <message>
        <source>Saved on this computer and waiting to be sent; nothing has to be typed again.</source>
        <translation>已保存在本机，待上传，无需重复录入。</translation>
    </message>
    <message>
        <source>Sent to the province; the answer has not come yet.</source>
        <translation>已送达省厅，尚未得到答复。</translation>
    </message>
    <message>
        <source>The province has the case.</source>
        <translation>省厅已受理本件。</translation>
    </message>
    <message>
        <source>The province holds another version of this case: see the sync page.</source>
        <translation>省厅有本件的另一版本，请到同步页查看。</translation>
    </message>
    <message>
        <source>The province returned the case: see the sync page.</source>
        <translation>省厅退回了本件，请到同步页查看。</translation>
    </message>
    <message>
        <source>Accepted at</source>
        <translation>受理时间</translation>
    </message>
</context>
<context>
    <name>RegisterCard</name>
    <message>
        <source>Register data</source>
        <translation>户籍数据</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>查询户籍</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>登记状态</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>户别</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>户主</translation>
    </message>
    <message>
        <source>Relation to head</source>
        <translation>与户主关系</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>户籍地址</translation>
    </message>
    <message>
        <source>Persons found</source>
        <translation>查到的人员</translation>
    </message>
    <message>
        <source>Entries of the register</source>
        <translation>户籍登记记载</translation>
    </message>
    <message>
        <source>Not looked up</source>
        <translation>尚未查询</translation>
    </message>
    <message>
        <source>The look-up is recorded with its purpose: {0}</source>
        <translation>查询将留记录，用途：{0}</translation>
    </message>
    <message>
        <source>Asking</source>
        <translation>正在查询</translation>
    </message>
    <message>
        <source>Purpose: {0}</source>
        <translation>用途：{0}</translation>
    </message>
    <message>
        <source>Waiting for the province's answer</source>
        <translation>正在等待省厅答复</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>The case can be accepted now; the certificate follows when the data have come.</source>
        <translation>可以先受理，取得数据后再出证。</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>没有答复</translation>
    </message>
    <message>
        <source>Look up again</source>
        <translation>重新查询</translation>
    </message>
    <message>
        <source>Stopped waiting. An answer that still comes is kept with the case.</source>
        <translation>已停止等待。稍后到达的答复仍会随本件保存。</translation>
    </message>
    <message>
        <source>No one found</source>
        <translation>没有查到</translation>
    </message>
    <message>
        <source>The register holds no one with these particulars. Compare them with the document.</source>
        <translation>户籍登记中没有与此相符的人。请对照证件核对。</translation>
    </message>
    <message>
        <source>Several persons</source>
        <translation>有多人</translation>
    </message>
    <message>
        <source>Choose the person by the document</source>
        <translation>请对照证件选择本人</translation>
    </message>
    <message>
        <source>Data as of {0}</source>
        <translation>数据截至 {0}</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>登记有效</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已注销</translation>
    </message>
    <message>
        <source>Moved out</source>
        <translation>已迁出</translation>
    </message>
    <message>
        <source>Entries of the register that can be certified: choose one to fill the form in</source>
        <translation>可以证明的登记记载，选择一项自动填入</translation>
    </message>
    <message>
        <source>Go on without waiting</source>
        <translation>先受理</translation>
    </message>
    <message>
        <source>The province has not answered yet; still asking. The case can be accepted without it.</source>
        <translation>省厅还没有答复，仍在查询。可以取消，或先受理、取得数据后再出证。</translation>
    </message>
    <message>
        <source>Still asking: the answer is shown here when it comes. Go on with the form.</source>
        <translation>仍在查询，答复到后显示在这里。请先填写。</translation>
    </message>
    <message>
        <source>It is asked once more by itself when the link works; F5 asks at once.</source>
        <translation>连接正常后自动再查一次，也可按 F5 重试。</translation>
    </message>
    <message>
        <source>Press F5 to ask again.</source>
        <translation>按 F5 重试。</translation>
    </message>
    <message>
        <source>Failure code {0}</source>
        <translation>失败代码 {0}</translation>
    </message>
</context>
<context>
    <name>RegisterChanges</name>
    <message>
        <source>changed</source>
        <translation>有变动</translation>
    </message>
    <message>
        <source>{0} → {1}</source>
        <translation>{0} → {1}</translation>
    </message>
    <message>
        <source>birth registered</source>
        <translation>出生登记</translation>
    </message>
    <message>
        <source>moved in</source>
        <translation>迁入</translation>
    </message>
    <message>
        <source>moved out</source>
        <translation>迁出</translation>
    </message>
    <message>
        <source>{0} changed</source>
        <translation>{0}变更</translation>
    </message>
    <message>
        <source>{0} corrected</source>
        <translation>{0}更正</translation>
    </message>
    <message>
        <source>cancelled: death</source>
        <translation>死亡注销</translation>
    </message>
    <message>
        <source>cancelled: settled abroad</source>
        <translation>出国（境）定居注销</translation>
    </message>
    <message>
        <source>cancelled: settled in Hong Kong, Macao or Taiwan</source>
        <translation>赴港澳台定居注销</translation>
    </message>
    <message>
        <source>Another person</source>
        <translation>登记人不同</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Former name</source>
        <translation>曾用名</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Ethnic group</source>
        <translation>民族</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Citizen number</source>
        <translation>公民身份号码</translation>
    </message>
    <message>
        <source>Household number</source>
        <translation>户号</translation>
    </message>
    <message>
        <source>Relation to head</source>
        <translation>与户主关系</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>户籍状态</translation>
    </message>
    <message>
        <source>Head of household</source>
        <translation>户主</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>住址</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>派出所</translation>
    </message>
    <message>
        <source>Kind of household</source>
        <translation>户别</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>新增记载</translation>
    </message>
    <message>
        <source>Entry removed</source>
        <translation>删除记载</translation>
    </message>
    <message>
        <source>Former households</source>
        <translation>曾经同户记载</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>在册</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已注销</translation>
    </message>
    <message>
        <source>has moved out</source>
        <translation>已迁出</translation>
    </message>
</context>
<context>
    <name>RegisterPicks</name>
    <message>
        <source>{0} corrected</source>
        <translation>{0}更正</translation>
    </message>
    <message>
        <source>{0} changed</source>
        <translation>{0}变更</translation>
    </message>
    <message>
        <source>Cancelled: death</source>
        <translation>因死亡注销</translation>
    </message>
    <message>
        <source>Cancelled: settled abroad</source>
        <translation>因国（境）外定居注销</translation>
    </message>
    <message>
        <source>Cancelled: settled in Hong Kong, Macao or Taiwan</source>
        <translation>因定居港澳台注销</translation>
    </message>
    <message>
        <source>Moved out</source>
        <translation>户口迁出</translation>
    </message>
    <message>
        <source>{0} to {1}, head {2}</source>
        <translation>{0}至{1}，户主 {2}</translation>
    </message>
</context>
<context>
    <name>ResidentPanel</name>
    <message>
        <source>Read the card or type the person</source>
        <translation>请读取证件或手工录入</translation>
    </message>
    <message>
        <source>Read the card</source>
        <translation>读取证件</translation>
    </message>
    <message>
        <source>Type by hand</source>
        <translation>手工录入</translation>
    </message>
    <message>
        <source>Next person</source>
        <translation>换下一位</translation>
    </message>
    <message>
        <source>No one yet</source>
        <translation>等待申请人</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读卡</translation>
    </message>
    <message>
        <source>Lay the card on the reader and leave it there until it was read</source>
        <translation>请将证件放在读卡器上，读完前不要移动</translation>
    </message>
    <message>
        <source>Typed by hand</source>
        <translation>手工录入</translation>
    </message>
    <message>
        <source>A complete number, or a full name with the birth date</source>
        <translation>完整号码，或姓名加出生日期</translation>
    </message>
    <message>
        <source>Chip read</source>
        <translation>芯片已读</translation>
    </message>
    <message>
        <source>{0}　Hand the card back to the applicant</source>
        <translation>{0}　请将证件交还申请人</translation>
    </message>
    <message>
        <source>{0}　Compare with the paper document</source>
        <translation>{0}　请核对证件原件</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读卡</translation>
    </message>
    <message>
        <source>Failure code {0}</source>
        <translation>失败代码 {0}</translation>
    </message>
    <message>
        <source>Not read</source>
        <translation>未读取</translation>
    </message>
    <message>
        <source>What was typed is kept: press F3 to go on with it</source>
        <translation>录入的内容还在，按 F3 继续</translation>
    </message>
</context>
<context>
    <name>ResidentView</name>
    <message>
        <source>Citizen number</source>
        <translation>公民身份号码</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Address on the card</source>
        <translation>证件住址</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>签发机关</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有效期限</translation>
    </message>
    <message>
        <source>Name not known yet</source>
        <translation>姓名待核</translation>
    </message>
    <message>
        <source>Present in person</source>
        <translation>本人到场</translation>
    </message>
    <message>
        <source>Typed by hand</source>
        <translation>手工录入</translation>
    </message>
    <message>
        <source>long term</source>
        <translation>长期</translation>
    </message>
</context>
<context>
    <name>ReturnView</name>
    <message>
        <source>Returned by the province</source>
        <translation>省厅退回</translation>
    </message>
    <message>
        <source>The step that did not take effect</source>
        <translation>没有生效的操作</translation>
    </message>
    <message>
        <source>Go on as an editable copy</source>
        <translation>转为可编辑的副本</translation>
    </message>
    <message>
        <source>The copy opens with what was typed; the step that was returned stays in the history.</source>
        <translation>副本带有已填写的内容；被退回的操作保留在办件历史中。</translation>
    </message>
    <message>
        <source>Leave this step</source>
        <translation>不再办理这一步</translation>
    </message>
    <message>
        <source>Failure code {0}</source>
        <translation>失败代码 {0}</translation>
    </message>
</context>
<context>
    <name>ServicePanel</name>
    <message>
        <source>Choose a service</source>
        <translation>选择业务</translation>
    </message>
    <message>
        <source>Type the code, e.g.</source>
        <translation>输入两位代码直达，如</translation>
    </message>
    <message>
        <source>and Enter, or pinyin initials</source>
        <translation>回车；或键入拼音首字母</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Screen</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Applied at once and kept for this computer</source>
        <translation>立即生效，保存在本机</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Size of text and controls</source>
        <translation>文字和控件大小</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Offered first</source>
        <translation>默认打印机</translation>
    </message>
    <message>
        <source>This window</source>
        <translation>本窗口</translation>
    </message>
    <message>
        <source>Set by the administrator</source>
        <translation>由系统管理员设定</translation>
    </message>
    <message>
        <source>Card reader</source>
        <translation>读卡器</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>派出所</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>No. {0}</source>
        <translation>{0} 号</translation>
    </message>
    <message>
        <source>Terminal</source>
        <translation>终端编号</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省厅地址</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>Card reader port</source>
        <translation>读卡器端口</translation>
    </message>
    <message>
        <source>Locks after</source>
        <translation>自动锁屏</translation>
    </message>
    <message>
        <source>{0} minutes without input</source>
        <translation>{0} 分钟无操作</translation>
    </message>
    <message>
        <source>Offline sign-in until</source>
        <translation>离线登录可用到</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Sandbox: every paper carries 样本</source>
        <translation>演练环境，文书均印“样本”</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Version {0}</source>
        <translation>版本 {0}</translation>
    </message>
    <message>
        <source>A report of this computer for the support. It holds no personal data.</source>
        <translation>给技术支持的本机报告，不含个人信息。</translation>
    </message>
    <message>
        <source>Report of this computer</source>
        <translation>本机报告</translation>
    </message>
    <message>
        <source>Examine this computer</source>
        <translation>检查本机</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Of this computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>The system has no printer. Papers can be saved as PDF and printed later.</source>
        <translation>系统没有打印机。文书可以另存为 PDF，以后打印。</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>正在使用</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>没有应答</translation>
    </message>
    <message>
        <source>Not authorised</source>
        <translation>未授权</translation>
    </message>
    <message>
        <source>At fault</source>
        <translation>故障</translation>
    </message>
    <message>
        <source>Report copied</source>
        <translation>报告已复制</translation>
    </message>
</context>
<context>
    <name>Settling</name>
    <message>
        <source>Save these choices?</source>
        <translation>按这些选择保存？</translation>
    </message>
    <message>
        <source>Save and queue</source>
        <translation>保存，排队上传</translation>
    </message>
    <message>
        <source>Settled; it is sent to the province</source>
        <translation>已处理，将上传省厅</translation>
    </message>
    <message>
        <source>The step is taken again on the province's version: {0}.</source>
        <translation>在省厅版本上重新办理：{0}。</translation>
    </message>
    <message>
        <source>The step is not taken: {0}. The case stays as the province has it.</source>
        <translation>不办理：{0}。办件保留省厅的内容。</translation>
    </message>
    <message>
        <source>These have to be done again: {0}.</source>
        <translation>以下操作须重新办理：{0}。</translation>
    </message>
    <message>
        <source>Your name and the choices go into the audit and to the province.</source>
        <translation>您的姓名和选择会写入审计并上传省厅。</translation>
    </message>
    <message>
        <source>The province did not take it: {0}. It stays in the history.</source>
        <translation>省厅没有受理：{0}。该操作保留在办件历史中。</translation>
    </message>
    <message>
        <source>Leave this step?</source>
        <translation>不再办理这一步？</translation>
    </message>
    <message>
        <source>Leave this step</source>
        <translation>不再办理这一步</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>已搁置</translation>
    </message>
    <message>
        <source>Two matters?</source>
        <translation>两件都保留？</translation>
    </message>
    <message>
        <source>Both cases go on; every window is told.</source>
        <translation>两件都继续办理，各窗口会同时知道。</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>两件都保留</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Both are kept</source>
        <translation>两件都已保留</translation>
    </message>
    <message>
        <source>Withdraw this case?</source>
        <translation>撤回本件？</translation>
    </message>
    <message>
        <source>The other case goes on. Nothing is taken over from this one.</source>
        <translation>另一件继续办理，本件的内容不会并入。</translation>
    </message>
    <message>
        <source>Withdraw this case</source>
        <translation>撤回本件</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
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
        <translation type="vanished">请填写警号或编号。</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation type="vanished">请填写口令。</translation>
    </message>
    <message>
        <source>The staff number is empty. Enter it.</source>
        <translation>编号没有填写。请输入警号或编号。</translation>
    </message>
    <message>
        <source>The password is empty. Enter it.</source>
        <translation>口令没有填写。请输入口令。</translation>
    </message>
</context>
<context>
    <name>SpoiledCard</name>
    <message>
        <source>The last paper is void</source>
        <translation>上一张已作废</translation>
    </message>
    <message>
        <source>Voided number</source>
        <translation>作废编号</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>作废原因</translation>
    </message>
    <message>
        <source>The original is not destroyed: stamp it void and file it with the supervisor.</source>
        <translation>原件不得销毁，请加盖“作废”章后交监督人存档。</translation>
    </message>
</context>
<context>
    <name>StepUpPanel</name>
    <message>
        <source>Your password once more</source>
        <translation>请再次输入口令</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>{0} needs the password again; it holds for five minutes.</source>
        <translation>{0}须再次输入口令，五分钟内有效。</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation type="vanished">请输入口令。</translation>
    </message>
    <message>
        <source>The password is empty. Enter it.</source>
        <translation>口令没有填写。请输入口令。</translation>
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
    <message>
        <source>Clock {0} min fast</source>
        <translation>本机时间快 {0} 分钟</translation>
    </message>
    <message>
        <source>Clock {0} min slow</source>
        <translation>本机时间慢 {0} 分钟</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>待发办件</translation>
    </message>
    <message>
        <source>What needs a person stands first</source>
        <translation>需要处理的排在前面</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Nothing waits and nothing came back</source>
        <translation>没有待上传或退回的办件</translation>
    </message>
    <message>
        <source>Last contact {0}</source>
        <translation>上次连通 {0}</translation>
    </message>
    <message>
        <source>No contact yet</source>
        <translation>尚未连通</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>同步中心</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>All {0}</source>
        <translation>全部 {0}</translation>
    </message>
    <message>
        <source>Data as of {0}</source>
        <translation>数据截至 {0}</translation>
    </message>
    <message>
        <source>Next attempt {0}</source>
        <translation>下次发送 {0}</translation>
    </message>
    <message>
        <source>{0} changes need a newer version of this program</source>
        <translation>{0} 项变动需要升级程序后才能读取</translation>
    </message>
    <message>
        <source>What is saved here is sent by itself when the link is back; nothing has to be typed again.</source>
        <translation>已保存在本机的内容恢复连接后自动上传，无需重复录入。</translation>
    </message>
    <message>
        <source>Connected; {0} cases wait to be sent</source>
        <translation>已连接，{0} 件待上传</translation>
    </message>
    <message>
        <source>The province does not accept this terminal; sending is paused</source>
        <translation>省厅没有认可本终端，已暂停上传</translation>
    </message>
    <message>
        <source>No contact with the province yet</source>
        <translation>还没有与省厅连通过</translation>
    </message>
    <message>
        <source>Offline for {0}; acceptance goes on</source>
        <translation>已离线 {0}，受理不受影响</translation>
    </message>
    <message>
        <source>The offline sign-in holds for another {0}.</source>
        <translation>离线凭据还可用 {0}。</translation>
    </message>
    <message>
        <source>Speaking to the province</source>
        <translation>正在与省厅交换数据</translation>
    </message>
    <message>
        <source>The province has answered</source>
        <translation>已与省厅同步</translation>
    </message>
    <message>
        <source>Failure code {0}</source>
        <translation>失败代码 {0}</translation>
    </message>
    <message>
        <source>Offline since just now; acceptance goes on</source>
        <translation>刚刚离线，受理不受影响</translation>
    </message>
    <message>
        <source>This side / province</source>
        <translation>全用左边 / 省厅</translation>
    </message>
    <message>
        <source>Merge and queue</source>
        <translation>合并，排队上传</translation>
    </message>
</context>
<context>
    <name>SyncQueue</name>
    <message>
        <source>State: {0}</source>
        <translation>状态：{0}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>The province has another version of this case.</source>
        <translation type="vanished">省厅有本件的另一版本。</translation>
    </message>
    <message>
        <source>Open the case and look at both versions.</source>
        <translation type="vanished">请打开办件查看两边的版本。</translation>
    </message>
    <message>
        <source>Reason　{0}</source>
        <translation>原因　{0}</translation>
    </message>
    <message>
        <source>Remedy　{0}</source>
        <translation>处理　{0}</translation>
    </message>
    <message>
        <source>Failure code {0}</source>
        <translation>失败代码 {0}</translation>
    </message>
    <message>
        <source>Name not known yet</source>
        <translation>姓名待核</translation>
    </message>
    <message>
        <source>A draft; it is sent once it is accepted</source>
        <translation>草稿，受理后转为待上传</translation>
    </message>
    <message>
        <source>Saved {0}</source>
        <translation>{0} 保存</translation>
    </message>
    <message>
        <source>Complete, waits to be sent</source>
        <translation>已完成，待上传</translation>
    </message>
    <message>
        <source>Next attempt {0}</source>
        <translation>下次发送 {0}</translation>
    </message>
    <message>
        <source>Sent, the answer has not come. Do not enter it again.</source>
        <translation>省厅已收到，尚未受理。不要重复提交。</translation>
    </message>
    <message>
        <source>Sent {0}</source>
        <translation>{0} 送达</translation>
    </message>
    <message>
        <source>Number of the province {0}</source>
        <translation>省厅受理号 {0}</translation>
    </message>
    <message>
        <source>Accepted {0}</source>
        <translation>{0} 受理</translation>
    </message>
    <message>
        <source>Perhaps double</source>
        <translation>疑似重复</translation>
    </message>
    <message>
        <source>The same person and service were opened at two windows</source>
        <translation>两个窗口为同一人受理了同一业务</translation>
    </message>
    <message>
        <source>Compare both and say what they are</source>
        <translation>请核对两件后决定</translation>
    </message>
    <message>
        <source>The province has {0} of {1} steps, the rest waits to be sent</source>
        <translation>省厅已有 {0} 步，共 {1} 步，其余待上传</translation>
    </message>
    <message>
        <source>The case was changed on both sides</source>
        <translation>两边都改过同一办件</translation>
    </message>
    <message>
        <source>Choose beside this what is to stand; it is queued by itself</source>
        <translation type="vanished">在右侧逐项选择，合并后自动排队</translation>
    </message>
    <message>
        <source>See both sides beside this; whoever may settle it chooses there</source>
        <translation>在右侧查看两边的内容，由有权处理的一方选择</translation>
    </message>
</context>
<context>
    <name>SyncSide</name>
    <message>
        <source>opened the case</source>
        <translation>登记申请</translation>
    </message>
    <message>
        <source>accepted the case</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>refused acceptance</source>
        <translation>不予受理</translation>
    </message>
    <message>
        <source>asked for missing materials</source>
        <translation>一次性告知补正</translation>
    </message>
    <message>
        <source>changed particulars</source>
        <translation>修改办理信息</translation>
    </message>
    <message>
        <source>added a material</source>
        <translation>补充材料</translation>
    </message>
    <message>
        <source>added a note</source>
        <translation>添加备注</translation>
    </message>
    <message>
        <source>passed on for review</source>
        <translation>提交审核</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>审批通过</translation>
    </message>
    <message>
        <source>did not grant</source>
        <translation>不予出具</translation>
    </message>
    <message>
        <source>issued the certificate</source>
        <translation>出具证明</translation>
    </message>
    <message>
        <source>confirmed the print</source>
        <translation>确认打印</translation>
    </message>
    <message>
        <source>voided the paper</source>
        <translation>作废证明</translation>
    </message>
    <message>
        <source>completed the case</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>withdrew the case</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Choose a case to see what is true of it</source>
        <translation>选择一件办件查看实际状态</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="vanished">本机</translation>
    </message>
    <message>
        <source>Province</source>
        <translation type="vanished">省厅</translation>
    </message>
    <message>
        <source>Open the case</source>
        <translation>打开办件</translation>
    </message>
    <message>
        <source>What was done here did not take effect; it is kept and shown below.</source>
        <translation type="vanished">本机所做的操作没有生效，已保留，见下方。</translation>
    </message>
    <message>
        <source>Both versions are shown for reading. To go on, open the case, which stands as the province has it, and repeat the step there; or withdraw the case.</source>
        <translation type="vanished">两边的版本仅供查看。要继续办理，请打开办件（以省厅版本为准）重新做这一步，或撤回办件。</translation>
    </message>
    <message>
        <source>Saved on this computer as a draft; it is not sent before it is accepted.</source>
        <translation>草稿保存在本机，受理前不上传。</translation>
    </message>
    <message>
        <source>Complete and saved here; it is sent by itself as soon as the province can be reached.</source>
        <translation>已完成并保存在本机，连通省厅后自动上传。</translation>
    </message>
    <message>
        <source>Sent; the province has not answered yet. Do not enter it again.</source>
        <translation>已送达，省厅尚未答复。不要重复提交。</translation>
    </message>
    <message>
        <source>The province has confirmed this case, number {0}.</source>
        <translation>省厅已受理本件，受理号 {0}。</translation>
    </message>
    <message>
        <source>The province has another version of this case.</source>
        <translation>省厅有本件的另一版本。</translation>
    </message>
    <message>
        <source>The province returned this case.</source>
        <translation>省厅退回了本件。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="vanished">原因</translation>
    </message>
    <message>
        <source>Number</source>
        <translation type="vanished">编号</translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="vanished">备注</translation>
    </message>
    <message>
        <source>State</source>
        <translation type="vanished">状态</translation>
    </message>
    <message>
        <source>The province does not have this case</source>
        <translation type="vanished">省厅没有本件</translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="vanished">版本</translation>
    </message>
    <message>
        <source>circulated the case</source>
        <translation>流转办件</translation>
    </message>
    <message>
        <source>said it is another matter</source>
        <translation>核为不同事项</translation>
    </message>
    <message>
        <source>settled a conflict</source>
        <translation>处理冲突</translation>
    </message>
    <message>
        <source>{0} more steps of this case wait to be settled</source>
        <translation>该办件还有 {0} 项操作待处理</translation>
    </message>
</context>
<context>
    <name>TermsCard</name>
    <message>
        <source>Time limit</source>
        <translation>办理时限</translation>
    </message>
    <message>
        <source>Fee</source>
        <translation>工本费</translation>
    </message>
    <message>
        <source>By {0}</source>
        <translation>{0}前</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>{0}, calendar not announced yet</source>
        <translation>{0}（放假安排未公布，暂按周末推算）</translation>
    </message>
    <message>
        <source>Collected with the payment slip</source>
        <translation>待收，开缴款单</translation>
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
    <name>ValueChoice</name>
    <message>
        <source>Choose one</source>
        <translation>请选择一项</translation>
    </message>
    <message>
        <source>It was: {0}</source>
        <translation>原为：{0}</translation>
    </message>
</context>
<context>
    <name>VerifyPage</name>
    <message>
        <source>Code or file</source>
        <translation>二维码或文件</translation>
    </message>
    <message>
        <source>Text of the QR code</source>
        <translation>二维码的文字</translation>
    </message>
    <message>
        <source>Scan the code at the lower left of the paper, or paste its whole text.</source>
        <translation>扫描证明左下角的二维码，或粘贴全部文字。</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>核验</translation>
    </message>
    <message>
        <source>Choose a PDF file</source>
        <translation>选择 PDF 文件</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>On the paper</source>
        <translation>与纸面核对</translation>
    </message>
    <message>
        <source>Optional; held against the code</source>
        <translation>可不填；填写后与二维码比对</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Last four characters of the citizen number</source>
        <translation>公民身份号码末四位</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>核验结果</translation>
    </message>
    <message>
        <source>Nothing verified yet</source>
        <translation>还没有核验</translation>
    </message>
    <message>
        <source>Verify a certificate</source>
        <translation>核验证明</translation>
    </message>
    <message>
        <source>Works without a link</source>
        <translation>断网也可核验</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0}（{1}）</translation>
    </message>
</context>
<context>
    <name>WaitingCard</name>
    <message>
        <source>Certificates that wait</source>
        <translation>待办证明</translation>
    </message>
    <message>
        <source>To be approved</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>To be printed</source>
        <translation>待打印</translation>
    </message>
    <message>
        <source>To be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>What they wait for</source>
        <translation>等待的事项</translation>
    </message>
    <message>
        <source>To the counter</source>
        <translation>去受理台</translation>
    </message>
    <message>
        <source>Sent {0}</source>
        <translation>{0} 送打印</translation>
    </message>
    <message>
        <source>No case waits for a decision</source>
        <translation>没有待审批的办件</translation>
    </message>
    <message>
        <source>No approved case waits for its certificate</source>
        <translation>没有待打印的证明</translation>
    </message>
    <message>
        <source>Every printed paper has been confirmed</source>
        <translation>送打印的都已确认</translation>
    </message>
    <message>
        <source>To be handed over</source>
        <translation>待交付</translation>
    </message>
    <message>
        <source>No paper waits for its resident</source>
        <translation>没有待交付的证明</translation>
    </message>
    <message>
        <source>Saved as a file {0}</source>
        <translation>{0} 保存为文件</translation>
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
        <translation>今日 {0}</translation>
    </message>
    <message>
        <source>{0} d {1} h</source>
        <translation>{0} 天 {1} 小时</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} 小时 {1} 分钟</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} years old</source>
        <translation>{0} 岁</translation>
    </message>
    <message>
        <source>In person</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>监护人</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>代办人</translation>
    </message>
    <message>
        <source>Supplement wanted</source>
        <translation>待补正</translation>
    </message>
    <message>
        <source>Saved on this computer</source>
        <translation>已保存在本机</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>To be approved</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>审核中</translation>
    </message>
    <message>
        <source>To be printed</source>
        <translation>待打印</translation>
    </message>
    <message>
        <source>Not granted</source>
        <translation>不予出具</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Only here</source>
        <translation>仅本机</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Sent, unconfirmed</source>
        <translation>已送达待确认</translation>
    </message>
    <message>
        <source>Accepted by the province</source>
        <translation>省厅已受理</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>{0} working days overdue</source>
        <translation>超期 {0} 个工作日</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>今日到期</translation>
    </message>
    <message>
        <source>{0} working days left</source>
        <translation>剩 {0} 个工作日</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>已审批</translation>
    </message>
    <message>
        <source>To be issued</source>
        <translation>待出证</translation>
    </message>
    <message>
        <source>To be handed over</source>
        <translation>待交付</translation>
    </message>
    <message>
        <source>To be decided again</source>
        <translation>待重新审批</translation>
    </message>
    <message>
        <source>At another window</source>
        <translation>在其他窗口</translation>
    </message>
    <message>
        <source>To be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation type="vanished">登记申请</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation type="vanished">受理</translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="vanished">备注</translation>
    </message>
    <message>
        <source>Approved by the officer</source>
        <translation type="vanished">审批通过</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="vanished">不予办理</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation type="vanished">不予受理</translation>
    </message>
    <message>
        <source>Withdrawn by the applicant</source>
        <translation type="vanished">已撤回</translation>
    </message>
    <message>
        <source>Certificate issued</source>
        <translation type="vanished">出具证明</translation>
    </message>
    <message>
        <source>Certificate issued, print confirmed</source>
        <translation type="vanished">出具证明，打印已确认</translation>
    </message>
    <message>
        <source>Certificate issued, voided</source>
        <translation type="vanished">出具证明，已作废</translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation type="vanished">送打印</translation>
    </message>
    <message>
        <source>Saved as a file</source>
        <translation type="vanished">保存为文件</translation>
    </message>
    <message>
        <source>Print confirmed</source>
        <translation type="vanished">打印已确认</translation>
    </message>
    <message>
        <source>Paper voided</source>
        <translation type="vanished">作废</translation>
    </message>
    <message>
        <source>Case completed</source>
        <translation type="vanished">办结</translation>
    </message>
    <message>
        <source>At the register station</source>
        <translation>已流转至户籍地</translation>
    </message>
    <message>
        <source>From another station</source>
        <translation>外所流转</translation>
    </message>
    <message>
        <source>{0} days overdue</source>
        <translation>超期 {0} 天</translation>
    </message>
    <message>
        <source>{0} days left</source>
        <translation>剩 {0} 天</translation>
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
    <message>
        <source>Not here yet</source>
        <translation>待取得</translation>
    </message>
</context>
<context>
    <name>_StaffCard</name>
    <message>
        <source>{0}　No. {1}</source>
        <translation type="vanished">{0}　警号 {1}</translation>
    </message>
    <message>
        <source>Badge {0}</source>
        <translation>警号 {0}</translation>
    </message>
    <message>
        <source>No. {0}</source>
        <translation>编号 {0}</translation>
    </message>
</context>
</TS>
