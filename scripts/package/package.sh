#!/usr/bin/env bash
# Writes to dist/ the packages of all languages, or of those named, all from one tarball for npm. The tarball is built
# with the oldest peers: the go.mod of Go names the peers that are installed.
# usage: scripts/package/package.sh [--built DIRECTORY] [js|python|java|go|dotnet]…
#   --built DIRECTORY    a copy that at-floor.sh has made
set -euo pipefail
cd "$(dirname "$0")/../.."
dist=$PWD/dist

built_copy=
if [ "${1-}" = --built ]; then
  built_copy=$(cd "$2" && pwd)
  shift 2
fi
if [ $# -eq 0 ]; then set -- js python java go dotnet; fi
has_dotnet=$(command -v dotnet || true)

packages=()
code=()
for language in "$@"; do
  case $language in
    js | python | java) packages+=(--targets "$language") ;;
    # A Go module is its source. The example in Go compiles it.
    go) code+=(--targets go) ;;
    dotnet)
      code+=(--targets dotnet)
      if [ -n "$has_dotnet" ]; then packages+=(--targets dotnet); fi
      ;;
    *)
      echo "There is no package for \"$language\". Choose from: js, python, java, go, dotnet." >&2
      exit 1
      ;;
  esac
done

if [ -n "$built_copy" ]; then
  copy=$built_copy
else
  copy=$(mktemp -d)
  trap 'rm -rf "$copy"' EXIT
  scripts/package/at-floor.sh "$copy"
fi
cd "$copy"
PATH=$copy/node_modules/.bin:$PATH
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20
for language in "$@"; do rm -rf "${dist:?}/$language"; done
tablet=$copy/build/examples.tabl.json
jsii-rosetta extract --strict --output "$tablet" .
pacmak() {
  jsii-pacmak --no-npmignore --rosetta-tablet "$tablet" --pack-command 'npm pack --ignore-scripts' --outdir "$dist" "$@"
}
if [ ${#code[@]} -gt 0 ]; then pacmak --code-only "${code[@]}"; fi
if [ ${#packages[@]} -gt 0 ]; then pacmak "${packages[@]}"; fi

for language in "$@"; do
  if [ "$language" = dotnet ] && [ -z "$has_dotnet" ]; then
    echo 'dist/dotnet is written, as code only: no .NET SDK is installed here.'
  else
    echo "dist/$language is written."
  fi
done
