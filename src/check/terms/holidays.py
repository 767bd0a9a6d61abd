"""Makes holidays.yaml from the tables of the Python package chinesecalendar, which follows the notices of the State Council's office.

Usage: pip download --no-deps chinesecalendar; unzip it; PYTHONPATH=FOLDER python3 holidays.py 1.11.0 > holidays.yaml
"""

import sys
from chinese_calendar.constants import holidays, workdays

FIRST = 2015
HEAD = """# 法定节假日和调休：off 是放假的工作日（周一至周五），on 是调休上班的周六、周日；没有写的年份按星期推算。
# 来源：Python 程序包 chinesecalendar {version}（MIT，作者 Lirian Su），据国务院办公厅各年《关于部分节假日安排的通知》整理；由 holidays.py 生成。
"""


def days(table, year, is_listed):
    found = sorted(day for day in table if day.year == year and is_listed(day.weekday() >= 5))
    return " ".join(day.strftime("%m-%d") for day in found)


def main(version):
    print(HEAD.format(version=version), end="")
    for year in range(FIRST, max(day.year for day in holidays) + 1):
        off = days(holidays, year, lambda weekend: not weekend)
        on = days(workdays, year, lambda weekend: weekend)
        source = f"国务院办公厅关于{year}年部分节假日安排的通知"
        print(f'- {{year: "{year}", off: "{off}", on: "{on}", source: {source}}}')


main(sys.argv[1])
