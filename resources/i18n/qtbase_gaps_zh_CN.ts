<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Alias</source>
        <translation>替身</translation>
    </message>
    <message>
        <source>Drive</source>
        <translation>驱动器</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>File Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>快捷方式</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>QColorDialog</name>
    <message>
        <source>&amp;HTML:</source>
        <translation>代码(&amp;H)：</translation>
    </message>
</context>
<context>
    <name>QErrorMessage</name>
    <message>
        <source>An error occurred</source>
        <translation>发生错误</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>QPageSize</name>
    <message>
        <source>ANSI C</source>
        <translation>美标 C</translation>
    </message>
    <message>
        <source>ANSI D</source>
        <translation>美标 D</translation>
    </message>
    <message>
        <source>ANSI E</source>
        <translation>美标 E</translation>
    </message>
    <message>
        <source>Architect A</source>
        <translation>美国图纸 A</translation>
    </message>
    <message>
        <source>Architect B</source>
        <translation>美国图纸 B</translation>
    </message>
    <message>
        <source>Architect C</source>
        <translation>美国图纸 C</translation>
    </message>
    <message>
        <source>Architect D</source>
        <translation>美国图纸 D</translation>
    </message>
    <message>
        <source>Architect E</source>
        <translation>美国图纸 E</translation>
    </message>
    <message>
        <source>Double Postcard</source>
        <translation>美国明信片双倍</translation>
    </message>
    <message>
        <source>Envelope B4</source>
        <translation>国际信封 B4</translation>
    </message>
    <message>
        <source>Envelope B5</source>
        <translation>国际信封 B5</translation>
    </message>
    <message>
        <source>Envelope B6</source>
        <translation>国际信封 B6</translation>
    </message>
    <message>
        <source>Envelope C0</source>
        <translation>国际信封 C0</translation>
    </message>
    <message>
        <source>Envelope C1</source>
        <translation>国际信封 C1</translation>
    </message>
    <message>
        <source>Envelope C2</source>
        <translation>国际信封 C2</translation>
    </message>
    <message>
        <source>Envelope C3</source>
        <translation>国际信封 C3</translation>
    </message>
    <message>
        <source>Envelope C4</source>
        <translation>国际信封 C4</translation>
    </message>
    <message>
        <source>Envelope C5</source>
        <translation>国际信封 C5</translation>
    </message>
    <message>
        <source>Envelope C6</source>
        <translation>国际信封 C6</translation>
    </message>
    <message>
        <source>Envelope C65</source>
        <translation>国际信封 C65</translation>
    </message>
    <message>
        <source>Envelope C7</source>
        <translation>国际信封 C7</translation>
    </message>
    <message>
        <source>Envelope DL</source>
        <translation>国际信封 DL</translation>
    </message>
    <message>
        <source>Envelope Invite</source>
        <translation>国际信封请柬</translation>
    </message>
    <message>
        <source>Envelope Italian</source>
        <translation>国际信封意式</translation>
    </message>
    <message>
        <source>Envelope Monarch</source>
        <translation>美国信封君王</translation>
    </message>
    <message>
        <source>Envelope Personal</source>
        <translation>美国信封个人</translation>
    </message>
    <message>
        <source>Envelope US 10</source>
        <translation>美国信封 10</translation>
    </message>
    <message>
        <source>Envelope US 11</source>
        <translation>美国信封 11</translation>
    </message>
    <message>
        <source>Envelope US 12</source>
        <translation>美国信封 12</translation>
    </message>
    <message>
        <source>Envelope US 14</source>
        <translation>美国信封 14</translation>
    </message>
    <message>
        <source>Envelope US 9</source>
        <translation>美国信封 9</translation>
    </message>
    <message>
        <source>Executive (7.25 x 10.5 in)</source>
        <translation>美国行政 (7.25 × 10.5 英寸)</translation>
    </message>
    <message>
        <source>Executive (7.5 x 10 in)</source>
        <translation>美国行政 (7.5 × 10 英寸)</translation>
    </message>
    <message>
        <source>Fan-fold German (8.5 x 12 in)</source>
        <translation>德国连张 (8.5 × 12 英寸)</translation>
    </message>
    <message>
        <source>Fan-fold German Legal (8.5 x 13 in)</source>
        <translation>德国连张法律 (8.5 × 13 英寸)</translation>
    </message>
    <message>
        <source>Fan-fold US (14.875 x 11 in)</source>
        <translation>美国连张 (14.875 × 11 英寸)</translation>
    </message>
    <message>
        <source>Folio (8.27 x 13 in)</source>
        <translation>欧洲对开 (8.27 × 13 英寸)</translation>
    </message>
    <message>
        <source>JIS B0</source>
        <translation>日标 B0</translation>
    </message>
    <message>
        <source>JIS B1</source>
        <translation>日标 B1</translation>
    </message>
    <message>
        <source>JIS B10</source>
        <translation>日标 B10</translation>
    </message>
    <message>
        <source>JIS B2</source>
        <translation>日标 B2</translation>
    </message>
    <message>
        <source>JIS B3</source>
        <translation>日标 B3</translation>
    </message>
    <message>
        <source>JIS B4</source>
        <translation>日标 B4</translation>
    </message>
    <message>
        <source>JIS B5</source>
        <translation>日标 B5</translation>
    </message>
    <message>
        <source>JIS B6</source>
        <translation>日标 B6</translation>
    </message>
    <message>
        <source>JIS B7</source>
        <translation>日标 B7</translation>
    </message>
    <message>
        <source>JIS B8</source>
        <translation>日标 B8</translation>
    </message>
    <message>
        <source>JIS B9</source>
        <translation>日标 B9</translation>
    </message>
    <message>
        <source>Ledger / ANSI B</source>
        <translation>美国账簿 / 美标 B</translation>
    </message>
    <message>
        <source>Legal</source>
        <translation>美国法律</translation>
    </message>
    <message>
        <source>Legal Extra</source>
        <translation>美国法律 加大</translation>
    </message>
    <message>
        <source>Letter / ANSI A</source>
        <translation>美国信纸 / 美标 A</translation>
    </message>
    <message>
        <source>Letter Extra</source>
        <translation>美国信纸 加大</translation>
    </message>
    <message>
        <source>Letter Plus</source>
        <translation>美国信纸 超大</translation>
    </message>
    <message>
        <source>Letter Small</source>
        <translation>美国信纸 小号</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>美国笔记</translation>
    </message>
    <message>
        <source>Postcard</source>
        <translation>美国明信片</translation>
    </message>
    <message>
        <source>Quarto</source>
        <translation>美国四分</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>美国声明</translation>
    </message>
    <message>
        <source>Super A</source>
        <translation>美国相纸 A</translation>
    </message>
    <message>
        <source>Super B</source>
        <translation>美国相纸 B</translation>
    </message>
    <message>
        <source>Tabloid / ANSI B</source>
        <translation>美国小报 / 美标 B</translation>
    </message>
    <message>
        <source>Tabloid Extra</source>
        <translation>美国小报 加大</translation>
    </message>
</context>
<context>
    <name>QStandardPaths</name>
    <message>
        <source>Public</source>
        <translation>公共</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Temporary Items</source>
        <translation>临时项目</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Shared State</source>
        <translation>共享状态</translation>
    </message>
</context>
</TS>
