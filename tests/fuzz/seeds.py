#!/usr/bin/env python3
"""Writes seeds/ from the included content and the import cases: python3 tests/fuzz/seeds.py"""
import pathlib, zipfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def put(target, name, data):
    folder = HERE / "seeds" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


reports = sorted(ROOT.glob("content/*/*/index.md"))
for path in reports[:3] + sorted(ROOT.glob("content/*.md")):
    put("front_matter", '-'.join(path.relative_to(ROOT / 'content').parts), path.read_bytes()[:4000])
for number, name in enumerate(["figures", "commitments", "corrections", "anchors", "site", "indicators"]):
    for path in sorted(ROOT.glob(f"content/**/{name}.yaml"))[:2]:
        put("yaml_data", f"{path.parent.name}-{name}", bytes([number]) + path.read_bytes()[:3000])
texts = [path.read_text(encoding="utf-8").split("\n---\n", 1)[1][:2500].encode() for path in reports[1:4]]
put("report_text", "one", texts[0])
put("report_text", "two", texts[0] + b"\0" + texts[1])
cases = sorted((ROOT / "tests/cases/reports/import").glob("*/input.*"))
for path in cases[::5]:
    kind = 0 if path.suffix == ".html" else 2
    put("html", path.parent.name, bytes([kind]) + path.read_bytes()[:6000])
word = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>主要举措</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:body></w:document>"
numbering = "<w:numbering xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
put("word", "parts", b"\1" + word.encode() + b"\0" + numbering.encode())
archive = HERE / "seeds/word/archive"
with zipfile.ZipFile(archive, "w") as file:
    file.writestr("word/document.xml", word)
archive.write_bytes(b"\0" + archive.read_bytes())
for number, text in enumerate(['x {{ a(b=1, c="d") }} y', "{% b(x=[1,2,true]) %}body {{ a() }}{% end %}", "{{/* a() */}} {%/* b() %}x{% end */%}", "```\n{{ a() }}\n```\n{% a() %}{% b() %}{% end %}{% end %}"]):
    put("shortcodes", str(number), text.encode())
