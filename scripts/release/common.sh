# shellcheck shell=bash
# What the scripts of a release share. They run in the current directory, with what was packaged in dist/.

die() {
  echo "::error::$*" >&2
  exit 1
}

# only FOLDER PATTERN: the one file of that name under a folder.
only() {
  local files
  mapfile -t files < <(find "$1" -type f -name "$2" | sort)
  [ ${#files[@]} -eq 1 ] || die "$1 must have one $2, and has ${#files[@]}${files[0]:+: ${files[*]}}"
  echo "${files[0]}"
}

# member PATH: a member of the JSON on standard input, or nothing.
member() {
  node -p "JSON.parse(require('node:fs').readFileSync(0, 'utf8')).$1 ?? ''"
}
