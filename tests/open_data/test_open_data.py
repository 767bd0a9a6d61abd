"""The built site's open data as other people's programs read them: the Frictionless validator, a reader of workbooks.

NIANBAO_PUBLIC names the built folder; without it `public` is looked at. Run: python3 -m unittest -v tests/open_data/test_open_data.py
"""
import csv
import decimal
import json
import os
import pathlib
import shutil
import tempfile
import unittest
import warnings

import frictionless
import openpyxl

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PUBLIC = pathlib.Path(os.environ.get("NIANBAO_PUBLIC", ROOT / "public"))
DATA = PUBLIC / "data"


def rows(name):
    with open(DATA / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def findings(folder):
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    return [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors] + [e.message for e in report.errors]


class OpenData(unittest.TestCase):
    """What is published can be read, and says the same in every form."""

    def test_the_package_is_valid_with_its_hashes_types_and_references(self):
        self.assertEqual(findings(DATA), [])
        self.assertGreater(len(rows("observations")), 100)

    def test_the_validator_sees_what_is_wrong(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / "data"
            shutil.copytree(DATA, copy)
            file = copy / "observations.csv"
            file.write_bytes(file.read_bytes().replace(b",stock,", b",store,", 1))
            found = " ".join(findings(copy))
            self.assertIn("hash", found)
            self.assertIn("store", found)

    def test_the_workbook_has_the_rows_of_the_csv_files(self):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            book = openpyxl.load_workbook(DATA / "observations.xlsx")
        package = json.loads((DATA / "datapackage.json").read_text("utf-8"))
        self.assertEqual(book.sheetnames, ["说明"] + [resource["title"] for resource in package["resources"]])
        for resource in package["resources"]:
            sheet = book[resource["title"]]
            fields = resource["schema"]["fields"]
            self.assertEqual([cell.value for cell in sheet[1]], [field["title"] for field in fields])
            plain = rows(resource["name"])
            self.assertEqual(sheet.max_row - 1, len(plain))
            for line, row in zip(sheet.iter_rows(min_row=2, values_only=True), plain):
                for value, field in zip(line, fields):
                    self.assertEqual(*same(value, row[field["name"]], field["type"]), (resource["name"], row))

    def test_json_has_the_rows_of_the_csv_files(self):
        value = json.loads((DATA / "observations.json").read_text("utf-8"))
        for row, plain in zip(value["observations"], rows("observations"), strict=True):
            written = {key: words(cell) for key, cell in row.items()}
            self.assertEqual(written, plain)

    def test_every_address_of_an_observation_is_a_sentence_of_a_page(self):
        for row in rows("observations"):
            page, anchor = row["url"].split("#")
            html = (DATA / page).read_text("utf-8")
            self.assertTrue(f'id="{anchor}"' in html or f"id={anchor} " in html or f"id={anchor}>" in html, row["url"])

    def test_fictional_bodies_are_marked_in_every_row_and_file(self):
        fictional = {row["id"] for row in rows("bodies") if row["sample"] == "true"}
        self.assertTrue(fictional)
        for row in rows("observations"):
            self.assertEqual(row["sample"], "true" if row["body"] in fictional else "false")
        for file in ["observations.json", "datapackage.json", "catalog.jsonld"]:
            self.assertIn("虚构示例", (DATA / file).read_text("utf-8"), file)

    def test_the_catalogue_names_every_file_with_its_length(self):
        catalogue = json.loads((DATA / "catalog.jsonld").read_text("utf-8"))
        named = catalogue["dcat:dataset"][0]["dcat:distribution"]
        for one in named:
            path = one["dcat:downloadURL"]["@id"]
            self.assertEqual((DATA / path).stat().st_size, one["dcat:byteSize"], path)
        self.assertEqual(len(named), len(list(DATA.iterdir())) - len(["index.html", "catalog.jsonld"]))


def words(cell):
    """A value of JSON as the CSV file writes it."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else str(cell)


def same(value, plain, kind):
    """A cell of the workbook and the words of the CSV file, both as the type says."""
    if value is None:
        return "", plain
    if kind in ("number", "year"):
        return decimal.Decimal(str(value)), decimal.Decimal(plain)
    if kind == "boolean":
        return str(value).lower(), plain
    return str(value), plain


if __name__ == "__main__":
    unittest.main()
