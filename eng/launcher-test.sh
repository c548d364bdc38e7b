#!/usr/bin/env bash
# What the launcher promises without a build: tried with a PATH of our own. Prints what went wrong; exit code 1 if anything did.
set -uo pipefail

root=$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
problems=0

expect() {
  local what=$1 wanted=$2 got=$3
  case $got in *"$wanted"*) return ;; esac
  printf '%s: expected "%s" in\n%s\n' "$what" "$wanted" "$got"
  problems=$((problems + 1))
}

# machine TOOL...: a folder for PATH with the usual small tools and those named, each of which does nothing.
machine() {
  local bin tool
  bin=$(mktemp -d "$work/XXXX")
  for tool in bash cat cut dirname env grep id mkdir readlink rm sed tail timeout; do ln -s "$(command -v "$tool")" "$bin/$tool"; done
  for tool; do printf '#!/bin/sh\nexit 0\n' >"$bin/$tool" && chmod +x "$bin/$tool"; done
  printf '%s' "$bin"
}

# on BIN SCRIPT: the launcher's functions on such a machine, with no LibTorch in the system's folder.
on() {
  PATH=$1 LIBTORCH= bash -c "set -euo pipefail; root='$work/clone'; . '$root/eng/common.sh'; . '$root/eng/package-set.sh'; . '$root/eng/machine.sh'
    system_root='$work/none'; $2" 2>&1 </dev/null
  echo "exit code $?"
}

bare=$(machine)
expect 'a bare machine' $'g++\ncmake\nmake\nlibtorch-dev\n' "$(on "$bare" missing_packages)"
expect 'without apt' 'apt-get install --no-install-recommends g++ cmake make libtorch-dev' "$(on "$bare" prepare_machine)"
expect 'without apt' 'exit code 2' "$(on "$bare" prepare_machine)"

built=$(machine cmake make apt-get)
printf '#!/bin/sh\nexit 1\n' >"$built/c++" && chmod +x "$built/c++"
rm "$built/id" && printf '#!/bin/sh\necho 1000\n' >"$built/id" && chmod +x "$built/id"
expect 'without root' 'needs root' "$(on "$built" prepare_machine)"
expect 'without root' 'exit code 2' "$(on "$built" prepare_machine)"
expect 'without root' 'apt-get install --no-install-recommends libtorch-dev'$'\n' "$(on "$built" prepare_machine)"

mkdir -p "$work/libtorch/include/ATen/core/dispatch" "$work/clone" && : >"$work/libtorch/include/ATen/core/dispatch/Dispatcher.h"
expect 'with LIBTORCH' 'nothing is missing' "$(on "$built" "export LIBTORCH='$work/libtorch'; choose_packages bundled cpu; prepare_machine; echo nothing is missing")"
expect 'LIBTORCH later' 'nothing is missing' "$(on "$built" "choose_packages '' ''; prepare_machine; echo nothing is missing")"
expect 'a LIBTORCH that is none' 'exit code 2' "$(on "$built" "export LIBTORCH='$work/none'; choose_packages '' ''")"
expect 'after a wrong LIBTORCH' "<LibTorch>$work/libtorch</LibTorch>" "$(cat "$work/clone/.packageset.props")"
expect 'asked anew' 'needs root' "$(on "$built" "choose_packages bundled ''; prepare_machine")"

ln -s "$root/adasap" "$work/a link"
expect 'help by a link, from elsewhere' './adasap setup' "$(cd "$work" && './a link' --help 2>&1)"
expect 'a wrong option of setup' 'exit code 2' "$("$root/adasap" setup --package-set none 2>&1; echo "exit code $?")"

mkdir -p "$work/copy" && cp -r "$root/adasap" "$root/eng" "$work/copy"
expect 'Tab before anything is built' 'nothing built' "$("$work/copy/adasap" '[suggest:3]' res 2>&1; [ -e "$work/copy/artifacts" ] || echo nothing built)"
exit $((problems > 0))
