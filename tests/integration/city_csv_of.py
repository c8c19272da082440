#!/usr/bin/env python3
"""city_csv_of.py PACK FOLDER: the lists of a pack as CSV files such as a city keeps them, with Chinese names of columns,
a byte order mark here and GB18030 there. Fields that CSV has no column for must not be in the pack."""
import csv
import sys

import yaml

KINDS = {
    "areas": {"city": "城市", "street": "街道", "community": "社区", "estate": "小区", "grid": "网格"},
    "organisations": {"department": "部门", "company": "物业企业", "street": "街道", "community": "社区", "centre": "指挥中心"},
}
COLUMNS = {
    "areas": [("code", "编码"), ("name", "名称"), ("kind", "类型"), ("parent", "上级"), ("qr", "二维码")],
    "organisations": [("code", "单位编码"), ("name", "单位名称"), ("kind", "单位类型"), ("area", "所属区域"), ("calendar", "日历")],
    "categories": [("code", "code"), ("name", "name"), ("parent", "parent"), ("kind", "kind"), ("limit", "limit"), ("ladder", "ladder")],
    "people": [("name", "姓名"), ("code", "工号"), ("roles", "角色"), ("organisation", "单位"), ("areas", "负责区域")],
    "appointments": [("of", "人员"), ("role", "角色"), ("organisation", "单位"), ("area", "区域"), ("from", "起"), ("until", "止")],
    "deputies": [("of", "人员"), ("person", "代理人"), ("from", "起"), ("until", "止")],
    "responsibilities": [("category", "类别"), ("area", "区域"), ("organisation", "责任单位"), ("from", "起"), ("until", "止")],
}


def cell(name, field, value):
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(value)
    if field == "kind":
        return KINDS.get(name, {}).get(value, value)
    return str(value)


def write(folder, name, records, encoding):
    known = {field for field, _ in COLUMNS[name]}
    with open(f"{folder}/{name}.csv", "w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow([title for _, title in COLUMNS[name]])
        for record in records:
            assert known >= set(record), f"{name}: no column for {set(record) - known}"
            writer.writerow([cell(name, field, record.get(field)) for field, _ in COLUMNS[name]])


def main(pack, folder):
    def load(name):
        with open(f"{pack}/{name}.yaml", encoding="utf-8") as file:
            return yaml.load(file, Loader=yaml.BaseLoader)[name]

    write(folder, "areas", load("areas"), "utf-8-sig")
    write(folder, "organisations", load("organisations"), "gb18030")
    write(folder, "categories", load("categories"), "utf-8")
    people = load("people")
    for name, encoding in (("appointments", "gb18030"), ("deputies", "utf-8-sig")):
        write(folder, name, [{"of": person["code"], **one} for person in people for one in person.pop(name, [])], encoding)
    write(folder, "people", people, "gb18030")


main(*sys.argv[1:])
