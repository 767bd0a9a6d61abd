//! What the theme writes once the host's identity is filled in, and what is asked for before. Enter at [`SITE`].

use crate::support::SiteTest;
use serde_json::Value;

/// A made-up host with every value filled in.
const SITE: &str = "host:
  site_name: 乙县人民政府
  site_domain: www.yixian.gov.cn
  site_id_code: \"9901010001\"
  icp: 粤ICP备12345678号
  police: 粤公网安备 44082502000001号
  sponsor: 乙县人民政府办公室
  contact: 0759-1234567
  badge: https://bszs.conac.cn/sitename?id=1
  error_report: https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=9901010001
bodies:
  a: {name: 甲镇, full_name: 乙县甲镇人民政府, kind: town}
";
const CONFIG: &str = "base_url = \"/\"\ntheme = \"gov\"\ntitle = \"乙县年报\"\n";
const REGISTER: &str = "- {host: bszs.conac.cn, why: 党政机关网站标识, approved_by: 乙县人民政府办公室, date: 2026-01-05}
- {host: zfwzgl.www.gov.cn, why: 我为政府网站找错, approved_by: 乙县人民政府办公室, date: 2026-01-05}
";

/// Findings of the rules for the web, as `code message file`.
fn of_web(site: &SiteTest) -> Vec<String> {
    let ran = site.run(&["check", "--format", "json"]);
    let value: Value = serde_json::from_str(&ran.result).unwrap();
    let all = value["findings"].as_array().unwrap().iter();
    all.filter(|one| one["code"].as_str().unwrap().starts_with(['W', 'A']))
        .map(|one| format!("{} {} {}", one["code"], one["message"], one["file"]))
        .collect()
}

#[test]
fn a_filled_identity_leaves_nothing_to_find() {
    let site = SiteTest::town(&[
        ("config.toml", CONFIG),
        ("content/site.yaml", SITE),
        ("content/links.yaml", REGISTER),
    ]);
    assert_eq!(of_web(&site), Vec::<String>::new());
}

#[test]
fn an_unknown_identity_is_asked_for_once_by_each_rule() {
    let found = of_web(&SiteTest::town(&[("config.toml", CONFIG)]));
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(
        found[0].contains("W01") && found[1].contains("W02"),
        "{found:#?}"
    );
}
