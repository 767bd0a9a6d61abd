//! Broken and clean texts, attachments and pages, for the rules on persons, web, access and import. Enter at [`FILES`].

use super::Break;
use super::clean::{pick, with};

/// A report of a site with a file beside it.
fn beside(name: &str, content: &str) -> String {
    format!("@ a/2021\n一、举措\n做好工作。\n@ a/2021/{name}\n{content}\n")
}

/// The check character of 17 digits (GB 11643), worked out here by itself.
fn identity(way: usize) -> String {
    let head = format!("9901011968{:02}{:02}00{}", way % 12 + 1, way + 1, way % 10);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = head.bytes().map(|digit| usize::from(digit - b'0'));
    let sum: usize = digits
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    format!(
        "{head}{}",
        ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum % 11]
    )
}

fn wide(digits: &str) -> String {
    let widen = |digit: char| char::from_u32(u32::from(digit) + 0xfee0).unwrap_or(digit);
    digits.chars().map(widen).collect()
}

/// A number of a person in the places where numbers stand.
fn personal(way: usize) -> String {
    let (number, mobile) = (identity(way), format!("139000000{:02}", way + 10));
    match way % 10 {
        0 => with(way, &format!("为住户（{number}）办理。")),
        1 => with(way, &format!("联系电话{mobile}。")),
        2 => with(way, &format!("联系电话{}。", wide(&mobile))),
        3 => with(
            way,
            &format!("手机{}-{}-{}。", &mobile[..3], &mobile[3..7], &mobile[7..]),
        ),
        4 => with(
            way,
            &format!(
                "身份证{} {} {}。",
                &number[..6],
                &number[6..14],
                &number[14..]
            ),
        ),
        5 => with(
            way,
            &format!("身份证{}\n{}。", &number[..10], &number[10..]),
        ),
        6 => beside("名单.pdf", &format!("联系人 {mobile}")),
        7 => beside(
            "名单.xlsx",
            &format!("<worksheet><row><c><v>{mobile}</v></c></row></worksheet>"),
        ),
        8 => beside(
            "旧页.html",
            &format!("<p><a href=\"tel:{mobile}\">联系</a></p>"),
        ),
        _ => format!(
            "@ draft.html\n<html><body><p>丙县甲镇人民政府2021年法治政府建设年度报告</p><p>一、举措</p><table><tr><td>序号</td><td>电话</td></tr><tr><td>{}</td><td>{mobile}</td></tr></table></body></html>\n",
            way + 1
        ),
    }
}

fn named(way: usize) -> String {
    let name = pick(
        &[
            "林启和",
            "覃小兰",
            "欧阳明轩",
            "岑映秋",
            "詹业辰",
            "吕桂芬",
            "莫世强",
            "冼国栋",
        ],
        way,
    );
    match way % 5 {
        0 => with(way, &format!("聘请退休教师{name}担任法律顾问。")),
        1 => with(way, &format!("帮助村民{name}等3人追回劳动报酬。")),
        2 => with(way, &format!("由{name}同志负责。")),
        3 => with(
            way,
            &format!("走访家住石桥村{}组{}号的住户。", way + 1, way + 3),
        ),
        _ => beside(
            "名单.docx",
            &format!("<w:document><w:p><w:t>信访人{name}反映</w:t></w:p></w:document>"),
        ),
    }
}

fn metadata(way: usize) -> String {
    match way % 10 {
        0 => beside(
            "附件.docx",
            "<cp:coreProperties><dc:creator>林某</dc:creator></cp:coreProperties>",
        ),
        1 => beside(
            "附件.docx",
            "<cp:coreProperties><cp:lastModifiedBy>林某</cp:lastModifiedBy></cp:coreProperties>",
        ),
        2 => beside(
            "附件.xlsx",
            "<Properties><Company>某公司</Company></Properties>",
        ),
        3 => beside(
            "附件.docx",
            "<w:document><w:p><w:ins w:id=\"1\"><w:r><w:t>新</w:t></w:r></w:ins></w:p></w:document>",
        ),
        4 => beside(
            "附件.docx",
            "<w:document><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>字</w:t></w:r></w:p></w:document>",
        ),
        5 => beside("现场.jpg", "position"),
        6 => beside("现场.jpg", "artist"),
        7 => beside("图.png", "Author: Lin"),
        8 => beside("附件.pdf", "%PDF-1.4 1 0 obj << /Author (Lin) >> endobj"),
        _ => beside(
            "图.svg",
            "<svg><metadata><dc:creator>Lin</dc:creator></metadata></svg>",
        ),
    }
}

const HOST: &str = "@ site.yaml\nhost: {site_name: 丙县人民政府, site_domain: www.bing.gov.cn, site_id_code: \"9901010001\", icp: 粤ICP备12345678号, police: 粤公网安备 44082502000001号, sponsor: 丙县人民政府办公室, contact: 0759-1234567, badge: \"https://bszs.conac.cn/sitename?id=1\", error_report: \"https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=9901010001\"}\nbodies:\n  a: {name: 甲镇, full_name: 丙县甲镇人民政府, kind: town, places: [甲镇, 丙县], officials: []}\n@ links.yaml\n- {host: conac.cn, why: 党政机关网站标识, approved_by: 办公室, date: 2026-01-05}\n- {host: gov.cn, why: 政府网站, approved_by: 办公室, date: 2026-01-05}\n";
const HEAD: &str = "<meta name=\"SiteName\" content=\"丙县人民政府\"><meta name=\"SiteDomain\" content=\"www.bing.gov.cn\"><meta name=\"SiteIDCode\" content=\"9901010001\"><meta name=\"ColumnName\" content=\"年报\"><meta name=\"ColumnType\" content=\"政府信息公开\"><meta name=\"ColumnDescription\" content=\"甲镇年报\"><meta name=\"ColumnKeywords\" content=\"甲镇,年报\"><meta name=\"ArticleTitle\" content=\"报告\"><meta name=\"ContentSource\" content=\"甲镇\"><meta name=\"PubDate\" content=\"2021-01-20 00:00\"><link rel=\"stylesheet\" href=\"/style.css\">";
const MAIN: &str = "<h1>报告</h1><h2 id=\"a\">第一部分</h2><p>全年受理案件若干，<a href=\"#a\">见第一部分</a>。</p><h3>数据</h3><div><table><caption>案件</caption><tr><th>年</th></tr><tr><td>1</td></tr></table></div><p><img src=\"/tu.png\" alt=\"折线图\"></p><p><a href=\"/fujian.pdf\">附件</a>（PDF，12 KB）</p><ol class=\"entries\"><li><a href=\"/index.html\">通知</a> 2021-01-20</li></ol>";
const FOOT: &str = "<p>主办单位：丙县人民政府办公室 0759-1234567 网站标识码9901010001 粤ICP备12345678号 粤公网安备 44082502000001号 <a href=\"https://bszs.conac.cn/sitename?id=1\" title=\"将离开本站\">党政机关网站标识</a><a href=\"https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=9901010001\">我为政府网站找错</a><a href=\"#a\">网站地图</a></p>";
const STYLE: &str = ":root { --paper: #fff; --ink: #222; --quiet: #555; --wash: #eee }\nbody { color: var(--ink); background: var(--paper) }\n.facts { color: var(--quiet) }\n.mark { background: var(--wash) }\n@media (prefers-color-scheme: dark) { :root { --paper: #111; --ink: #eee; --quiet: #aaa; --wash: #222 } }";

/// A page of a site whose host is known, with all that it links to.
pub(super) fn clean_page() -> String {
    format!(
        "{HOST}@ public/a/2020/index.html\n<html lang=\"zh-CN\"><head>{HEAD}</head><body><main>{MAIN}</main><footer>{FOOT}</footer></body></html>\n@ public/index.html\n<html lang=\"zh-CN\"><head>{HEAD}</head><body><main><h1>首页</h1><p id=\"a\">内容。</p></main><footer>{FOOT}</footer></body></html>\n@ public/style.css\n{STYLE}\n@ public/tu.png\nx\n@ public/fujian.pdf\nx\n"
    )
}

/// The clean page with words replaced, which must be there.
fn page(from: &str, to: &str) -> String {
    let clean = clean_page();
    assert!(clean.contains(from), "the clean page does not say {from}");
    clean.replacen(from, to, 1)
}

/// Twenty ways to break the page: from, to.
fn swap(ways: &[(&str, &str)], way: usize) -> String {
    let (from, to) = ways[way % ways.len()];
    page(from, to)
}

/// A Word draft with this XML in one of its paragraphs.
fn word(way: usize, xml: &str) -> String {
    let paragraphs: String = (0..super::WAYS)
        .map(|at| {
            let more = if at == way { xml } else { "" };
            format!("<w:p><w:r><w:t>在第{at}个村开展巡查。</w:t></w:r>{more}</w:p>")
        })
        .collect();
    format!(
        "@ draft.docx\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>丙县甲镇人民政府2021年法治政府建设年度报告</w:t></w:r></w:p><w:p><w:r><w:t>一、举措</w:t></w:r></w:p>{paragraphs}</w:body></w:document>\n"
    )
}

/// A Word draft with nothing left in it.
pub(super) fn clean_word() -> String {
    word(super::WAYS, "")
}

pub(super) const FILES: &[(&str, Break)] = &[
    ("D01", personal),
    ("D02", named),
    ("D03", |way| {
        with(
            way,
            pick(
                &[
                    "\n秘密★1年",
                    "\n机密",
                    "\n内部资料，注意保存",
                    "（内部使用）",
                    "仅供内部参考。",
                    "\n（此件不公开）",
                    "\n密级：秘密",
                    "\n此件依申请公开",
                ],
                way,
            ),
        )
    }),
    ("D04", metadata),
];

/// A site whose report and attachments tell nothing of persons.
pub(super) fn clean_files() -> String {
    let text = super::clean::clean();
    format!(
        "@ a/2021\n{text}@ a/2021/附件.docx\n<w:document><w:p><w:t>值班电话0759-4681234</w:t></w:p></w:document>\n@ a/2021/表.xlsx\n<worksheet><row><c><v>1390</v></c></row></worksheet>\n@ a/2021/附件.pdf\n办公电话 0759-4681234\n@ a/2021/图.png\nSoftware: x\n@ a/2021/现场.jpg\n河堤现场\n"
    )
}

pub(super) const PAGES: &[(&str, Break)] = &[
    ("W01", |way| {
        swap(
            &[
                (
                    "name=\"SiteIDCode\" content=\"9901010001\"",
                    "name=\"SiteIDCode\" content=\"1304000009\"",
                ),
                (
                    "name=\"SiteIDCode\" content=\"9901010001\"",
                    "name=\"SiteIDCode\" content=\"null\"",
                ),
                ("<meta name=\"SiteName\" content=\"丙县人民政府\">", ""),
                (
                    "content=\"www.bing.gov.cn\"",
                    "content=\"http://www.bing.gov.cn\"",
                ),
                ("content=\"政府信息公开\"", "content=\"\""),
                ("<meta name=\"ColumnKeywords\" content=\"甲镇,年报\">", ""),
                ("content=\"2021-01-20 00:00\"", "content=\"2021-01-20\""),
                ("content=\"2021-01-20 00:00\"", "content=\"2021年1月20日\""),
                (
                    "name=\"ContentSource\" content=\"甲镇\"",
                    "name=\"ContentSource\" content=\"undefined\"",
                ),
                ("site_id_code: \"9901010001\"", "site_id_code: \"99010\""),
            ],
            way,
        )
    }),
    ("W02", |way| {
        swap(
            &[
                ("粤ICP备12345678号 粤公网安备", "粤公网安备"),
                ("丙县人民政府办公室 0759-1234567", "丙县人民政府办公室"),
                ("主办单位：丙县人民政府办公室 ", ""),
                ("网站标识码9901010001 ", ""),
                ("粤公网安备 44082502000001号 <a", "<a"),
                ("<a href=\"#a\">网站地图</a>", ""),
                (
                    "<a href=\"https://bszs.conac.cn/sitename?id=1\" title=\"将离开本站\">党政机关网站标识</a>",
                    "",
                ),
                ("icp: 粤ICP备12345678号", "icp: 粤ICP12345"),
                ("police: 粤公网安备 44082502000001号", "police: 公安备案1号"),
                (
                    "officials: []}",
                    "officials: [], credit_code: 114408250000000000}",
                ),
            ],
            way,
        )
    }),
    ("W03", |way| {
        swap(
            &[
                ("href=\"#a\">见第一部分", "href=\"#b\">见第一部分"),
                ("href=\"/fujian.pdf\"", "href=\"/fujian2.pdf\""),
                ("src=\"/tu.png\"", "src=\"tu.png\""),
                ("href=\"/index.html\"", "href=\"/2019/\""),
                ("@ public/fujian.pdf\nx\n", "@ public/fujian.pdf\n"),
                ("href=\"/style.css\"", "href=\"/stile.css\""),
                ("<h2 id=\"a\">", "<h2 id=\"c\">"),
            ],
            way,
        )
    }),
    ("W04", |way| {
        let host = format!("https://example{way}.cn/a");
        match way % 4 {
            0 => page(
                "<h3>数据",
                &format!("<p><a href=\"{host}\">许可</a></p><h3>数据"),
            ),
            1 => page("title=\"将离开本站\"", ""),
            2 => page(
                "approved_by: 办公室, date: 2026-01-05}\n- {host: gov",
                "approved_by: \"\", date: 2026-01-05}\n- {host: gov",
            ),
            _ => page(
                "- {host: conac.cn, why: 党政机关网站标识, approved_by: 办公室, date: 2026-01-05}\n",
                "",
            ),
        }
    }),
    ("W05", |way| {
        swap(
            &[
                ("通知</a> 2021-01-20", "通知</a>"),
                (
                    "<h1>首页</h1><p id=\"a\">内容。</p>",
                    "<h1 id=\"a\">首页</h1>",
                ),
                (
                    "通知</a> 2021-01-20</li>",
                    "通知</a> 2021-01-20</li><li>另一条</li>",
                ),
                ("<p id=\"a\">内容。</p>", "<p id=\"a\"> </p>"),
            ],
            way,
        )
    }),
    ("W06", |way| {
        swap(
            &[
                ("内容。</p>", "{{内容 × 60000}}</p>"),
                ("附件</a>（PDF，12 KB）", "附件</a>"),
                ("附件</a>（PDF，12 KB）", "附件</a>（PDF）"),
                ("附件</a>（PDF，12 KB）", "附件</a>（12 KB）"),
                ("@ public/tu.png\nx", "@ public/tu.png\n{{图 × 800000}}"),
                (
                    "@ public/style.css\n",
                    "@ public/style.css\n/*{{内容 × 60000}}*/\n",
                ),
            ],
            way,
        )
    }),
    ("A01", |way| {
        swap(
            &[
                (" alt=\"折线图\"", ""),
                ("<caption>案件</caption>", ""),
                ("<th>年</th>", "<td>年</td>"),
                (
                    "<h3>数据",
                    "<svg role=\"img\"><path d=\"M0 0\"/></svg><h3>数据",
                ),
            ],
            way,
        )
    }),
    ("A02", |way| {
        swap(
            &[
                ("<h2 id=\"a\">第一部分</h2>", "<h4 id=\"a\">第一部分</h4>"),
                ("<h3>数据</h3>", "<h5>数据</h5>"),
                ("见第一部分</a>", "点击这里</a>"),
                ("见第一部分</a>", "</a>"),
                ("<html lang=\"zh-CN\">", "<html>"),
                ("<h3>数据", "<h3 id=\"a\">数据"),
                ("--quiet: #555; --wash", "--quiet: #999; --wash"),
                ("--quiet: #aaa; --wash", "--quiet: #555; --wash"),
                ("--ink: #222; --quiet", "--ink: #888; --quiet"),
                ("--wash: #222 } }", "--wash: #bbb } }"),
            ],
            way,
        )
    }),
];

pub(super) const WORD: &[(&str, Break)] = &[
    ("I01", |way| {
        let xml = pick(
            &[
                "<w:ins w:id=\"1\"><w:r><w:t>新增。</w:t></w:r></w:ins>",
                "<w:del w:id=\"1\"><w:r><w:delText>删去。</w:delText></w:r></w:del>",
                "<w:commentRangeStart w:id=\"1\"/><w:r><w:t>请核实。</w:t></w:r><w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r>",
                "<w:r><w:rPr><w:vanish/></w:rPr><w:t>不给人看的话。</w:t></w:r>",
            ],
            way,
        );
        word(way, xml)
    }),
    ("I02", |way| {
        let xml = pick(
            &[
                "<w:r><w:footnoteReference w:id=\"2\"/></w:r>",
                "<w:r><w:endnoteReference w:id=\"2\"/></w:r>",
                "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里的话。</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
            ],
            way,
        );
        word(way, xml)
    }),
];
