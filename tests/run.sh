#!/usr/bin/env bash
# Runs everything that checks this program, from any directory of a fresh checkout.
#
#   bash tests/run.sh            all parts, in order
#   bash tests/run.sh NAME…      only these parts
#   bash tests/run.sh --list     the parts and what they check
#
# It needs a Rust toolchain, Node, Python and apt; the browser, its fonts and the packages of npm and Python are installed when missing.
# Every part runs even if an earlier one fails. A part's output stands in target/test-logs/NAME.log and is shown when it fails.
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 2
target=${CARGO_TARGET_DIR:-$root/target}
logs=$target/test-logs
export NIANBAO_BINARY=$target/release/nianbao
# One build at a time uses both cores; colours and progress bars do not belong in a log.
export CARGO_TERM_COLOR=never CARGO_TERM_PROGRESS_WHEN=never NO_COLOR=1

parts=(fmt clippy unit site zola search data html checks pages serve)

describe() {
  case $1 in
    fmt) echo "the code is formatted" ;;
    clippy) echo "no lint speaks up" ;;
    unit) echo "unit and integration tests, the architecture's invariants among them" ;;
    site) echo "the included site builds, twice with the same bytes" ;;
    search) echo "search indexes load and find, in Chinese too" ;;
    data) echo "the open data are valid for the Frictionless validator, the workbook opens" ;;
    html) echo "every built page is valid and every link leads somewhere" ;;
    zola) echo "the output that Zola 0.22.1 gave, one named test a case" ;;
    checks) echo "the browser checks find the mistakes that they are for" ;;
    pages) echo "axe-core, no scripts, no network, file://, 400 %, paper, the verbatim text" ;;
    serve) echo "the live preview: speed, findings, recovery" ;;
    *) return 1 ;;
  esac
}

# Installs Debian packages, as root or through sudo.
install() {
  local as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  export DEBIAN_FRONTEND=noninteractive
  "${as_root[@]}" apt-get update -q && "${as_root[@]}" apt-get install -q -y --no-install-recommends "$@"
}

need_node_packages() {
  local installed=tests/browser/node_modules/.package-lock.json
  if [ -f "$installed" ] && [ ! tests/browser/package-lock.json -nt "$installed" ]; then return; fi
  npm ci --prefix tests/browser --no-audit --no-fund && touch "$installed"
}

# The validator lives in an environment of its own, each package checked against its hash.
need_validator() {
  local home=$target/open-data-python lock=tests/open_data/requirements.txt
  if [ -f "$home/installed" ] && [ ! "$lock" -nt "$home/installed" ]; then return; fi
  python3 -m venv --clear "$home" || { install python3-venv && python3 -m venv --clear "$home"; } || return
  "$home/bin/pip" install -q --disable-pip-version-check --require-hashes -r "$lock" && touch "$home/installed"
}

need_browser() {
  local missing=()
  [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || missing+=(chromium)
  fc-list :lang=zh-cn 2>/dev/null | grep -q . || missing+=(fontconfig fonts-noto-cjk)
  [ ${#missing[@]} -eq 0 ] || install "${missing[@]}"
}

# Builds the included site into public/. Parts that look at it call this when they run alone.
need_site() {
  [ -n "${site_is_built:-}" ] && return
  cargo run --release --locked -- build
}

node_tests() {
  node --test --test-concurrency=1 --test-timeout=900000 --test-reporter=spec "$@"
}

part_fmt() { cargo fmt --check; }
part_clippy() { cargo clippy --locked --all-targets --features full -- -D warnings; }
part_unit() { timeout 1500 cargo test --locked --features full; }
part_site() { need_site && node_tests tests/browser/build.test.mjs; }
part_zola() { need_site && (cd tests/cases && timeout 900 python3 -B -m unittest -v test_zola.py); }
part_search() { need_site && node_tests tests/browser/search.test.mjs; }
part_data() {
  need_validator && need_site && (cd tests/open_data && "$target/open-data-python/bin/python" -B -m unittest -v test_open_data)
}
part_html() { need_node_packages && need_site && node_tests tests/browser/html.test.mjs; }
part_checks() { need_node_packages && need_browser && node_tests tests/browser/checks_can_fail.test.mjs; }
part_pages() { need_node_packages && need_browser && need_site && node_tests tests/browser/pages.test.mjs; }
part_serve() { need_node_packages && need_browser && need_site && node_tests tests/browser/serve.test.mjs; }

case ${1:-} in
  --list)
    for part in "${parts[@]}"; do printf '%-8s %s\n' "$part" "$(describe "$part")"; done
    exit 0
    ;;
  -h | --help)
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' tests/run.sh
    exit 0
    ;;
esac
for part in "$@"; do
  describe "$part" >/dev/null && continue
  echo "there is no part \`$part\`; \`bash tests/run.sh --list\` names them" >&2
  exit 2
done
[ $# -gt 0 ] && parts=("$@")

mkdir -p "$logs"
passed=0
failed=0
table=""
for part in "${parts[@]}"; do
  printf '%-8s %s … ' "$part" "$(describe "$part")"
  start=$SECONDS
  if (part_"$part") >"$logs/$part.log" 2>&1 </dev/null; then
    result=passed
    passed=$((passed + 1))
    [ "$part" = site ] && site_is_built=yes
  else
    result=FAILED
    failed=$((failed + 1))
  fi
  took=$((SECONDS - start))
  echo "$result ($took s)"
  if [ $result = FAILED ]; then
    tail -n 150 "$logs/$part.log" | sed 's/^/    /'
    echo "    (all of it: $logs/$part.log)"
  fi
  table+=$(printf '%-8s %-8s %5d s' "$part" "$result" "$took")$'\n'
done

printf '\n%s\n%s passed, %s failed\n' "$table" "$passed" "$failed"
[ "$failed" -eq 0 ]
