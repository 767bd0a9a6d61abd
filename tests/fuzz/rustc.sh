#!/bin/sh
# Compiles our own crates with the counters that libFuzzer reads; all others as they are. Cargo calls it through RUSTC_WRAPPER.
case " $* " in
  *" --crate-name nianbao "* | *" targets/"*)
    exec "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
      -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares
    ;;
  *) exec "$@" ;;
esac
