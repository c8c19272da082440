#!/usr/bin/python3
"""Tables written out by output_sample, read back by readers that are not ours: csv, json, html.parser, zipfile and XML."""
import csv
import html.parser
import io
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as tree
import zipfile

PROGRAM = os.path.join(os.environ["STEWARD_BUILD"], "tests", "output_sample")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
os.environ["TZ"] = "Asia/Shanghai"
os.environ["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=1"  # what is freed counts as used
folder = tempfile.mkdtemp()
CJK, EMOJI = "中" * 40000, "😀" * 40000
TEXTS = ["=1+1", "+8613812345678", "-x", "@a", "\tx", "\rx", "＝1", '"', 'a"b,c\r\nd\ne', " x ", "13812345678",
         "340123199001011234", "0101", "a\x01\x1b[31mb\x7f", "a\uffff", "_x0041_", "𠮷😀𫠠", "<b>&amp;</b>", "",
         "'=1", CJK, EMOJI, "合计"]


def expect(what, expected, found):
    if expected != found:
        sys.exit(f"{what}: expected {expected!r:.300}, found {found!r:.300}")


def write(sample, form, *rest, status=0):
    path = os.path.join(folder, f"{sample}.{form}")
    done = subprocess.run([PROGRAM, sample, form, path, *rest], capture_output=True, text=True)
    expect(f"{sample} {form}: {done.stderr}", status, done.returncode)
    expect("nothing is left beside it", [], [n for n in os.listdir(folder) if "steward-" in n])
    return path, done


def shown(text):  # what stands for characters that may not be written
    return "".join("\ufffd" if (ord(c) < 32 and c not in "\t\n") or c in "\x7f\uffff" else c for c in text)


# CSV.
path, done = write("nasty", "csv")
raw = open(path, "rb").read()
expect("byte order mark", b"\xef\xbb\xbf", raw[:3])
expect("one line end only in quotes", True, b'"a""b,c\r\nd\ne"\r\n' in raw)
rows = list(csv.reader(io.StringIO(raw[3:].decode(), newline=""), strict=True))
expect("heads", ["号", "文字"], rows[0])
for i, text in enumerate(TEXTS):
    safe = "'" + text if text in ("=1+1", "+8613812345678", "-x", "@a", "\tx", "\rx", "＝1", "340123199001011234") else text
    expect(f"csv text {i}", [str(i), shown(safe).replace("\ufffdx", "\rx").replace("c\ufffd", "c\r")], rows[1 + i])
expect("second table", [[], ["整数", "小数", "比率", "日期", "时间", "时刻", "时长"],
                        ["-5", "31.25", "33.3%", "2024-10-15", "2024-10-15 09:30:00", "2024-10-15T09:30:00+08:00", "49:05:00"],
                        ["9007199254740993", "", "", "2024-10", "", "", "-0:00:01"],
                        ["", "", "", "", "1970-01-01 07:59:59", "1970-01-01T07:59:59+08:00", "0:00:02"]],
       rows[1 + len(TEXTS):])

# JSON: texts as they are.
path, done = write("nasty", "json")
found = json.load(open(path, encoding="utf-8"))
expect("json texts", TEXTS, [row["text"] for row in found if "text" in row])
expect("json types", [-5, 9007199254740993, None], [row["integer"] for row in found if "integer" in row])
expect("json row", {"section": "类型", "integer": -5, "decimal": 31.25, "percent": 0.333333333333333, "day": "2024-10-15",
                    "instant": "2024-10-15T09:30:00+08:00", "rfc3339": "2024-10-15T09:30:00+08:00",
                    "duration": 176700000}, found[len(TEXTS)])
path, done = write("figures", "json")
expect("json has no totals", 10, len(json.load(open(path, encoding="utf-8"))))


# HTML: texts as they are, but for what must not be in it.
class Cells(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.open, self.tags = [], False, []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self.open = True

    def handle_endtag(self, tag):
        self.open = self.open and tag not in ("td", "th")

    def handle_data(self, data):
        if self.open:
            self.rows[-1][-1] += data


def html_read(path):
    cells = Cells()
    cells.feed(open(path, encoding="utf-8", newline="").read())
    return cells


page = html_read(write("nasty", "html")[0])
for i, text in enumerate(TEXTS):
    expect(f"html text {i}", [str(i), shown(text.replace("\r\n", "\n").replace("\r", "\n"))], page.rows[1 + i])
expect("no tag of a text", False, "b" in page.tags)
page = html_read(write("figures", "html")[0])
expect("charts", (2, 5, 2), (page.tags.count("svg"), page.tags.count("rect"), page.tags.count("thead")))
expect("total", ["合计", "3900", "88.0%"], page.rows[6])


# XLSX.
def sheet_read(path, number):
    with zipfile.ZipFile(path) as archive:
        expect("archive", None, archive.testzip())
        return tree.parse(archive.open(f"xl/worksheets/sheet{number}.xml")).getroot()


def cells_of(sheet):
    found = {}
    for cell in sheet.iter(MAIN + "c"):
        text, value = cell.find(f"{MAIN}is/{MAIN}t"), cell.find(MAIN + "v")
        found[cell.get("r")] = text.text or "" if text is not None else float(value.text) if value is not None else None
    expect("no formulas", 0, len(list(sheet.iter(MAIN + "f"))))
    return found


def units(text):
    return len(text.encode("utf-16-le")) // 2


path, done = write("nasty", "xlsx")
expect("cut", True, "cut 2\n" in done.stderr)
found = cells_of(sheet_read(path, 1))
for i, text in enumerate(TEXTS):
    cell = found.get(f"B{i + 2}") or ""
    if len(text) == 40000:
        expect(f"xlsx text {i} is cut", (True, text[0], "…（截断）"), (32760 < units(cell) <= 32767, cell[0], cell[-5:]))
    elif text == "_x0041_":
        expect("an escape that is none", "_x005F_x0041_", cell)
    else:
        expect(f"xlsx text {i}", shown(text.replace("\r\n", "\n").replace("\r", "\n")), cell)
found = cells_of(sheet_read(path, 2))
expect("xlsx types", [-5, 31.25, 45580, 176700000 / 86400000, "9007199254740993", None, "2024-10", "-0:00:01"],
       [found.get(n) for n in ("A2", "B2", "D2", "G2", "A3", "B3", "D3", "G3")])
expect("xlsx instant", 45580 + 9.5 / 24, round(found["E2"], 9) if abs(found["E2"] - 45580 - 9.5 / 24) > 1e-9 else 45580 + 9.5 / 24)
expect("xlsx rfc3339", "2024-10-15T09:30:00+08:00", found["F2"])
path, done = write("figures", "xlsx")
with zipfile.ZipFile(path) as archive:
    names = archive.namelist()
    book = archive.read("xl/workbook.xml").decode()
expect("charts", 2, sum("charts/chart" in n for n in names))
expect("sheets", True, 'name="按单位"' in book and 'name="按区域  东 西"' in book)
expect("heads are printed on each page", True, "_xlnm.Print_Titles" in book)
sheet = sheet_read(path, 1)
expect("frozen", "4", sheet.find(f".//{MAIN}pane").get("ySplit"))
expect("A4", "9", sheet.find(MAIN + "pageSetup").get("paperSize"))
found = cells_of(sheet)
expect("title, total, note", ["按单位", "合计", 3900.0, "统计至日志第 4711 位"], [found[n] for n in ("A1", "A10", "B10", "A12")])

# What is no UTF-8 leaves no file, and an older one as it was.
for form in ("xlsx", "csv", "json", "html"):
    path = os.path.join(folder, f"broken.{form}")
    write("broken", form, status=1)
    expect("no file", False, os.path.exists(path))
    open(path, "w").write("older")
    done = write("broken", form, status=1)[1]
    expect("told", "row 2, column title: must be UTF-8\n", done.stderr)
    expect("older", "older", open(path).read())

# Where it cannot be written.
done = subprocess.run([PROGRAM, "figures", "csv", "/nowhere/x.csv"], capture_output=True, text=True)
expect("no folder", (1, "/nowhere/x.csv: cannot be written: No such file or directory\n"), (done.returncode, done.stderr))
done = subprocess.run([PROGRAM, "figures", "csv", "/dev/full"], capture_output=True, text=True)
expect("full", (1, "/dev/full: cannot be written: No space left on device\n"), (done.returncode, done.stderr))
done = subprocess.run([PROGRAM, "figures", "xlsx", "-"], capture_output=True, text=True)
expect("stdout", (1, "stdout: is no file, as this format needs\n"), (done.returncode, done.stderr))
done = subprocess.run([PROGRAM, "figures", "csv", "-"], capture_output=True)
expect("csv on stdout", open(write("figures", "csv")[0], "rb").read(), done.stdout)
done = subprocess.run([PROGRAM, "figures", "pdf", os.path.join(folder, "x.pdf")], capture_output=True, text=True,
                      env={**os.environ, "STEWARD_CHROMIUM": "/nowhere"})
expect("no Chromium", (1, True), (done.returncode, "apt install chromium" in done.stderr))
for fake, reason in (("exit 3", "ended with status 3 without a PDF"), ("exit 0", "ended with status 0 without a PDF")):
    script = os.path.join(folder, "fake")
    open(script, "w").write("#!/bin/sh\n" + fake + "\n")
    os.chmod(script, 0o755)
    done = subprocess.run([PROGRAM, "figures", "pdf", os.path.join(folder, "x.pdf")], capture_output=True, text=True,
                          env={**os.environ, "STEWARD_CHROMIUM": script})
    expect(fake, (1, True), (done.returncode, reason in done.stderr))
expect("nothing is left", [], [n for n in os.listdir(folder) if "steward-" in n or n == "x.pdf"])
link = os.path.join(folder, "link.csv")
os.symlink("real.csv", link)
open(os.path.join(folder, "real.csv"), "w").close()
os.chmod(os.path.join(folder, "real.csv"), 0o640)
subprocess.run([PROGRAM, "figures", "csv", link], check=True, capture_output=True)
expect("a link stays", (True, 0o640), (os.path.islink(link), os.stat(link).st_mode & 0o777))
expect("its file is written", True, os.path.getsize(link) > 100)

# More rows than a sheet takes: another one, and memory that does not grow with them.
path, done = write("many", "xlsx", "1048580")
expect("second sheet", {"A1": "号", "A2": 1048575.0}, {k: v for k, v in cells_of(sheet_read(path, 2)).items() if k in ("A1", "A2")})
expect("its rows", 1 + 5, len(list(sheet_read(path, 2).iter(MAIN + "row"))))
small = int(write("many", "xlsx", "1000")[1].stdout)
expect(f"memory: {done.stdout} kB against {small} kB", True, int(done.stdout) < small + 8192)

# A disk that is full before the sheet is whole: no file. (libxlsxwriter does not tell that its own files were cut short.)
path = write("many", "xlsx", "2000")[0]
with zipfile.ZipFile(path) as archive:
    whole = archive.getinfo("xl/worksheets/sheet1.xml").file_size
os.unlink(path)


def limit_set():
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


for limit in (whole - 1, whole - 100, whole - 1000, whole // 2, 100):
    done = subprocess.run([PROGRAM, "many", "xlsx", path, "2000"], capture_output=True, text=True, preexec_fn=limit_set)
    expect(f"{limit} of {whole} bytes: {done.stderr}", (1, True, False),
           (done.returncode, "no room for it" in done.stderr, os.path.exists(path)))
limit = whole
subprocess.run([PROGRAM, "many", "xlsx", path, "2000"], check=True, capture_output=True, preexec_fn=limit_set)

# Killed in its midst: no file of that name.
path = os.path.join(folder, "killed.csv")
process = subprocess.Popen([PROGRAM, "many", "csv", path, "1000000000"], stderr=subprocess.DEVNULL)
while not any("steward-" in n for n in os.listdir(folder)):
    time.sleep(0.01)
process.send_signal(signal.SIGKILL)
process.wait()
expect("killed", False, os.path.exists(path))

for name in os.listdir(folder):
    os.unlink(os.path.join(folder, name))
os.rmdir(folder)
print("ok: output files")
