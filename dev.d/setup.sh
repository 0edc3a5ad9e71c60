# Installs what is missing and builds. Each step is skipped when nothing it depends on has changed.

export CCACHE_DIR=${CCACHE_DIR:-$PWD/build/ccache}
# What ccache needs to be told of precompiled headers.
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
mkdir -p build

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else
    fail "installing packages needs root: run as root, or install sudo. Command: $*"
  fi
}

installed() {
  local package=${1%%|*} program=${1#*|}
  [ "$program" != "$1" ] && command -v "$program" >/dev/null && return
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ]
}

packages() {
  local start=$EPOCHREALTIME name missing=() present=0
  command -v dpkg-query >/dev/null || fail "this script installs Debian 12 packages; elsewhere, see dev.d/packages.txt"
  while read -r name _; do
    if installed "$name"; then present=$((present + 1)); else missing+=("${name%%|*}"); fi
  done < <(grep -v '^#' dev.d/packages.txt)
  if [ ${#missing[@]} -gt 0 ]; then
    say "packages: installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    as_root apt-get update -qq
    # Files are not synced one by one: a build machine that loses power is set up again.
    as_root apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-unsafe-io \
      "${missing[@]}" >build/packages.log 2>&1 || {
      tail -n 30 build/packages.log >&2
      fail "apt-get could not install: ${missing[*]}"
    }
  fi
  say "packages: $present present, ${#missing[@]} installed ($(since "$start"))"
}

# unchanged STAMP TEXT: true if the stamp holds this text already.
unchanged() { [ -e "$1" ] && [ "$(cat "$1")" = "$2" ]; }

# Debian's own Python where there is one: the versions are pinned for it.
system_python() { if [ -x /usr/bin/python3 ]; then echo /usr/bin/python3; else command -v python3; fi; }

python_packages() {
  local start=$EPOCHREALTIME key base
  base=$(system_python)
  key=$("$base" --version; sha256sum dev.d/requirements.txt)
  if unchanged build/venv/stamp "$key"; then
    say "python: unchanged, skipped ($(since "$start"))"
    return
  fi
  rm -rf build/venv
  "$base" -m venv build/venv
  build/venv/bin/pip install --quiet --requirement dev.d/requirements.txt ||
    fail "pip could not install dev.d/requirements.txt (Python 3.11 is what it is pinned for)"
  echo "$key" >build/venv/stamp
  say "python: $(grep -c == dev.d/requirements.txt) packages installed in build/venv ($(since "$start"))"
}

node_packages() {
  local start=$EPOCHREALTIME key
  key=$(node --version; cat tests/interop/package.json tests/interop/package-lock.json | sha256sum)
  if unchanged build/node/stamp "$key"; then
    say "javascript: unchanged, skipped ($(since "$start"))"
    return
  fi
  rm -rf build/node
  mkdir -p build/node
  cp tests/interop/package.json tests/interop/package-lock.json build/node/
  npm --prefix build/node ci --silent --no-audit --no-fund --ignore-scripts ||
    fail "npm could not install tests/interop/package-lock.json"
  echo "$key" >build/node/stamp
  say "javascript: packages installed in build/node ($(since "$start"))"
}

# The project's Python, with the client on its path and the node's program named.
python() {
  PYTHONPATH=$PWD/clients/python DESCENT_BIN=$PWD/build/release/node/descent \
    NODE_PATH=$PWD/build/node/node_modules build/venv/bin/python "$@"
}

# compile PRESET TARGET...: everything if no target is named.
compile() {
  local start=$EPOCHREALTIME preset=$1 quiet=()
  [ -t 1 ] || quiet=(--quiet)
  shift
  cmake --preset "$preset" >"build/configure-$preset.log" 2>&1 || {
    cat "build/configure-$preset.log" >&2
    fail "cmake could not configure the preset '$preset'"
  }
  ninja -C "build/$preset" "${quiet[@]}" "$@" || fail "the preset '$preset' does not build"
  say "build $preset: done ($(since "$start"))"
}

# The targets of a preset whose names match a pattern.
targets_like() {
  cmake --preset "$1" >/dev/null
  ninja -C "build/$1" -t targets all | grep -oE "^$2: phony" | sed 's/:.*//' | sort -u
}
