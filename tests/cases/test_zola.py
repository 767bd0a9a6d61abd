"""Sites with the output that Zola 0.22.1 gave: one named test for each folder of `zola/`.

NIANBAO_BINARY names the program; without it the release build is used. Run: python3 -m unittest -v tests/cases/test_zola.py
"""
import os
import pathlib
import unittest

import zola_cases

HERE = pathlib.Path(__file__).resolve().parent
BINARY = os.environ.get("NIANBAO_BINARY", str(HERE.parent.parent / "target/release/nianbao"))


class Zola(unittest.TestCase):
    """Every case builds as its `case.json` says."""


def named(folder):
    def test(self):
        differences = zola_cases.run(BINARY, str(folder))
        self.assertEqual(differences, [], zola_cases.json.loads((folder / "case.json").read_text("utf-8"))["what"])

    return test


for one in sorted(HERE.glob("zola/*/case.json")):
    setattr(Zola, "test_" + one.parent.name.replace("-", "_"), named(one.parent))

if __name__ == "__main__":
    unittest.main()
