#!/usr/bin/env bash
# Writes to dist/ the packages of all languages, or of those named, all from one tarball for npm. The tarball is built
# with the oldest peers: the go.mod of Go names the peers that are installed.
# usage: packaging/package.sh [--built DIRECTORY] [js|python|java|go|dotnet]…
#   --built DIRECTORY    a copy that at-floor.sh has made
set -euo pipefail
cd "$(dirname "$0")/.."
dist=$PWD/dist

if [ "${1-}" = --built ]; then
  copy=$(cd "$2" && pwd)
  shift 2
else
  copy=$(mktemp -d)
  trap 'rm -rf "$copy"' EXIT
  packaging/at-floor.sh "$copy"
fi
if [ $# -eq 0 ]; then set -- js python java go dotnet; fi

has_dotnet() { command -v dotnet >/dev/null; }
built=()
code=()
for language in "$@"; do
  case $language in
    # A Go module is its source. The example in Go compiles it.
    go) code+=(--targets go) ;;
    dotnet) if has_dotnet; then built+=(--targets dotnet); else code+=(--targets dotnet); fi ;;
    *) built+=(--targets "$language") ;;
  esac
done

cd "$copy"
PATH=$copy/node_modules/.bin:$PATH
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20
rm -rf "$dist"
tablet=$copy/build/examples.tabl.json
jsii-rosetta extract --strict --output "$tablet" .
pacmak() {
  jsii-pacmak --no-npmignore --rosetta-tablet "$tablet" --pack-command 'npm pack --ignore-scripts' --outdir "$dist" "$@"
}
if [ ${#built[@]} -gt 0 ]; then pacmak "${built[@]}"; fi
if [ ${#code[@]} -gt 0 ]; then pacmak --code-only "${code[@]}"; fi
for language in "$@"; do echo "dist/$language is written."; done
if [ -d "$dist/dotnet" ] && ! has_dotnet; then
  echo 'It holds code only: no .NET SDK is installed here.'
fi
