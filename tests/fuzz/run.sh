#!/usr/bin/env bash
# Looks for input that makes a reader panic, overflow, hang or take too much memory.
#
#   bash tests/fuzz/run.sh                      every target for 20 minutes, two at a time
#   bash tests/fuzz/run.sh 60 word html         these targets for 60 seconds
#
# It needs a C++ compiler besides the Rust toolchain. What is found lies in tests/fuzz/found/, what covers new code in found/corpus/.
# Every target ran clean for 21 minutes on 2026-11-25: front_matter 3.2 million inputs, yaml_data 1.4, report_text 1.1, word 4.0, html 0.26,
# shortcodes 13 million. Again on 2026-11-28, all six at once on a busy machine: 0.45, 0.17, 0.12, 0.48, 0.07 and 3.1 million, clean.
# Of the same day, 20 minutes of all six at once at low priority, tree 7eab4ce: 0.45, 0.19, 0.33, 1.26, 0.18 and 6.2 million, clean.
# corpus/ holds what the first run left, minimised (libFuzzer's -merge).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
seconds=${1:-1200}
[ $# -gt 0 ] && shift
targets=("$@")
[ ${#targets[@]} -eq 0 ] && targets=(front_matter yaml_data report_text word html shortcodes)

cd "$here"
RUSTC_WRAPPER=$here/rustc.sh cargo build --release --locked
programs=${CARGO_TARGET_DIR:-$here/target}/release

one() {
  # The corpus is kept as one archive; it is unpacked beside the finds.
  mkdir -p "found/corpus/$1"
  [ -f "corpus/$1.tar.xz" ] && tar -xJf "corpus/$1.tar.xz" -C found/corpus
  # An input that takes ten seconds or a gigabyte is a finding as well as a panic.
  "$programs/$1" "found/corpus/$1" "seeds/$1" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=65536 -artifact_prefix="found/$1-" \
    -print_final_stats=1 >"found/$1.log" 2>&1 && result=clean || result=FOUND
  echo "$1: $result, $(grep -E 'number_of_executed_units' "found/$1.log" | tr -dc '0-9') inputs in $seconds s"
  [ "$result" = clean ]
}

status=0
running=0
for target in "${targets[@]}"; do
  one "$target" &
  running=$((running + 1))
  if [ $running -ge "${JOBS:-2}" ]; then
    wait -n || status=1
    running=$((running - 1))
  fi
done
while [ $running -gt 0 ]; do
  wait -n || status=1
  running=$((running - 1))
done
exit $status
