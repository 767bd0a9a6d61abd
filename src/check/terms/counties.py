"""Makes counties.txt from the table of the npm package @vant/area-data.

Usage: npm pack @vant/area-data; unpack it; python3 counties.py dist/index.js 2.1.0 2026-11-27 > counties.txt
"""

import json
import re
import sys

HEAD = """# 县级行政区名称，每行“代码 名称”。以本单位之外的县（区、市、旗）名出现在报告里，由 C01 提请确认。
# 来源：npm 程序包 @vant/area-data {version}（MIT，Copyright Youzan；Copyright Chen Jiahan and other contributors），{date} 取得；
# 由 counties.py 生成。未收：港澳台，两个字的名称，没有县、区、市、旗字尾的名称，开发区，以及也作普通词用的名称（见脚本）。
"""

# Words of everyday language, or of parts of any town, that are names of districts somewhere too.
WORDS = """市辖区 其它区 开发区 高新区 老城区 新城区 新市区 城中区 城关区 城东区 城西区 城北区 市中区 市南区 市北区 中站区 站前区 港口区
中原区 解放区 平安区 友好区 前进区 前锋区 和平区 工农区 向阳区 长城区 古城区 山城区 上城区 上街区 复兴区 振兴区 新兴区 文明区 红旗区 东风区
南关区 北关区 河北区 河东区 河西区 海南区 南岸区 江南区 江北区 海港区 城厢区 南山区 西山区 东山区 北湖区 东湖区 南湖区 西湖区 湖滨区 滨湖区
滨江区 沙市区 合作市 公安县 民权县 惠民县 大城县 太平区 太和区 安定区 安宁区 安居区 爱民区 光明区 大同区 通道区 回民区 长安区 天桥区 东方市 平安县
会同县 全州县 广信区 万宁市 中山市 大观区 朝天区 集美区 龙门县 矿区 城区 郊区 新和县 平山区 平山县 名山区 茂林区""".split()

# Zones are no districts of the state.
ZONES = ("开发区", "新区", "园区", "管理区", "示范区", "合作区", "产业区", "矿区", "服务区", "度假区", "保税区")


def main(path, version, date):
    text = open(path, encoding="utf-8").read()
    table = text[text.index("county_list"):]
    print(HEAD.format(version=version, date=date), end="")
    seen = set()
    for code, name in re.findall(r'(\d{6}): "([^"]+)"', table):
        name = json.loads(f'"{name}"')
        known = code in seen or int(code[:2]) > 65 or name in WORDS
        if known or len(name) < 3 or name[-1] not in "县区市旗" or name.endswith(ZONES):
            continue
        seen.add(code)
        print(code, name)


main(*sys.argv[1:])
