#!/usr/bin/env python3
"""Writes a site of fictional yearly reports of about 5,000 characters each, for `check`.

usage: gen_reports.py OUT BODIES YEARS
OUT/site   config.toml and content of a site with the theme `gov`: BODIES towns with YEARS reports each
OUT/loose  the same reports as text files without front matter
OUT/word   the same as Word files
The texts are those of the fictional 青禾镇 in `content/qinghe`, with other names, years and numbers. Same arguments, same bytes.
"""
import pathlib, random, re, sys, zipfile
from xml.sax.saxutils import escape

out, bodies, years = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
rng = random.Random(48)
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SOURCES = [(year, (ROOT / f"content/qinghe/{year}/index.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]) for year in range(2021, 2025)]
FIRST, SECOND = "石竹云枫柳松荷兰梅杏", "桥溪湾岭坪塘洲渡岗林"
PARTS = '  parts: {measures: ["一、"], shortcomings: ["二、"], first_responsible: ["三、"], plan: ["四、"]}\n'


def name(number):
    """A name of two or three characters that no other town has."""
    extra = "" if number < 100 else SECOND[number // 100 % 10]
    return FIRST[number % 10] + SECOND[number // 10 % 10] + extra + "镇"


def text(town, year):
    """One of the four texts with other numbers, filled up to 5,000 characters with sentences of the others."""
    own_year, body = SOURCES[year % len(SOURCES)]
    shift = year - own_year
    body = re.sub(r"20[12]\d(?=年)", lambda found: str(int(found[0]) + shift), body)
    body = re.sub(r"(?<=[^\d年第（])\d{2,4}(?=[件次人份名场])", lambda _: str(rng.randint(12, 980)), body)
    paragraphs = body.split("\n\n")
    more = [p for _, other in SOURCES for p in other.split("\n\n") if p.startswith("**")]
    while sum(map(len, paragraphs)) < 5000:
        at = next(i for i, p in enumerate(paragraphs) if p.startswith("## 二"))
        paragraphs.insert(at, re.sub(r"^\*\*.*?\*\*", "", rng.choice(more)))
    return "\n\n".join(paragraphs).replace("青禾镇", town)


def write(path, words):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")


def word(path, words):
    """A Word file with one paragraph a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kinds = "http://schemas.openxmlformats.org"
    lines = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in words.split("\n") if line)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", f'<Types xmlns="{kinds}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        file.writestr("_rels/.rels", f'<Relationships xmlns="{kinds}/package/2006/relationships"><Relationship Id="r1" Type="{kinds}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
        file.writestr("word/document.xml", f'<w:document xmlns:w="{kinds}/wordprocessingml/2006/main"><w:body>{lines}</w:body></w:document>')


write(out / "site/config.toml", 'base_url = "/"\ntitle = "政府年报"\ndefault_language = "zh"\ntheme = "gov"\n[extra.nianbao]\nbody_in_url = true\n')
site = "host: {site_name: null}\nbodies:\n"
for number in range(bodies):
    town, id = name(number), f"town-{number:04d}"
    site += f"  {id}: {{name: {town}, full_name: 柏川县{town}人民政府, kind: town, sample: true, places: [{town}, 柏川县, 岚江省]}}\n"
    for year in range(2015, 2015 + years):
        title = f"柏川县{town}人民政府{year}年法治政府建设年度报告"
        body = text(town, year)
        front = f"---\ntitle: {title}\ndate: {year + 1}-01-18\nreport:\n  body: {id}\n  year: {year}\n  profile: fazhi\n  signed: {{by: 柏川县{town}人民政府, on: {year + 1}-01-18}}\n  published: {year + 1}-01-26\n  status: published\n{PARTS}---\n"
        write(out / f"site/content/{id}/{year}/index.md", front + body)
        plain = re.sub(r"^#+ |\*\*", "", body, flags=re.M)
        write(out / f"loose/{id}-{year}.txt", f"{title}\n\n{plain}")
        word(out / f"word/{id}-{year}.docx", f"{title}\n\n{plain}")
write(out / "site/content/site.yaml", site)
