//! The description after DCAT in JSON-LD, its context written out, so that no reader asks the network. Enter at [`bytes`].

use super::address::url;
use super::package::sha256;
use super::terms::DataTerms;
use super::{OpenDataFile, json_bytes, made, shared};
use crate::output::output_plan::OutputPlan;
use crate::site::address::DATA;
use serde_json::{Value, json};

/// One catalogue with one data set and a distribution for each file.
pub(super) fn bytes(plan: OutputPlan<'_>) -> Vec<u8> {
    let terms = DataTerms::of(plan);
    let publisher = json!({"@type": "foaf:Organization", "foaf:name": terms.publisher});
    let licence = terms.licence.map_or_else(
        || json!(super::terms::UNDECLARED),
        |one| json!({"@id": one.url, "dct:title": one.title}),
    );
    let files = shared(plan)
        .into_iter()
        .filter(|file| *file != OpenDataFile::Catalog);
    let note = terms.sample.as_ref().map(|note| format!("。{note}"));
    let description = format!("{}{}", terms.about, note.unwrap_or_default());
    let dataset = json!({
        "@type": "dcat:Dataset",
        "@id": format!("{}#dataset", terms.url),
        "dct:title": terms.title,
        "dct:description": description,
        "dct:publisher": publisher,
        "dct:license": licence,
        "dct:bibliographicCitation": terms.citation,
        "dct:modified": terms.modified.map(|day| day.to_string()),
        "dct:language": "zh-CN",
        "dct:accrualPeriodicity": {"@id": "http://purl.org/cld/freq/annual"},
        "dct:accessRights": {"@id": "http://publications.europa.eu/resource/authority/access-right/PUBLIC"},
        "dcat:keyword": ["政府信息公开", "年度报告"],
        "dcat:landingPage": {"@id": terms.url},
        "dcat:distribution": files.map(|file| distribution(plan, file)).collect::<Value>(),
    });
    json_bytes(&json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
        },
        "@type": "dcat:Catalog",
        "@id": terms.url,
        "dct:title": terms.title,
        "dct:description": description,
        "dct:publisher": publisher,
        "dct:license": licence,
        "dct:language": "zh-CN",
        "dcat:dataset": [dataset],
    }))
}

fn distribution(plan: OutputPlan<'_>, file: OpenDataFile) -> Value {
    let address = url(plan, DATA, &super::address(plan, file));
    let bytes = made(plan, file);
    let (format, media) = format(file);
    json!({
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": address},
        "dct:format": format,
        "dcat:mediaType": media,
        "dcat:byteSize": bytes.len(),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": sha256(&bytes),
        },
    })
}

/// The format in words and the media type of a file.
pub(super) fn format(file: OpenDataFile) -> (&'static str, &'static str) {
    match file {
        OpenDataFile::Csv(_) => ("CSV", "text/csv"),
        OpenDataFile::Workbook => (
            "XLSX",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        OpenDataFile::Catalog => ("JSON-LD", "application/ld+json"),
        OpenDataFile::Json | OpenDataFile::Package | OpenDataFile::Report(_) => {
            ("JSON", "application/json")
        }
    }
}
