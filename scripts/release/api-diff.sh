#!/usr/bin/env bash
# Compares the public API with that of the last release, and fails on a change that breaks users, unless the version in
# package.json allows it: another major, or another minor before 1.0.0.
set -euo pipefail
cd "$(dirname "$0")/../.."

# The parent's, since a release is not compared with itself.
if ! tag=$(git describe --tags --abbrev=0 --match 'v[0-9]*' HEAD^ 2>/dev/null); then
  echo 'There is no release to compare with yet, or this clone has no tags.'
  exit
fi
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git archive "$tag" | tar -x -C "$copy"
(cd "$copy" && npm ci --ignore-scripts && npm run build:jsii)

compatible() { sed -E 's/^(0\.[0-9]+|[0-9]+)\..*/\1/' <<<"$1"; }
released=$(compatible "${tag#v}")
now=$(compatible "$(node -p "require('./package.json').version")")
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20
status=0
node_modules/.bin/jsii-diff "$copy" . || status=$?
if [ "$status" -eq 0 ]; then
  echo "The public API is compatible with $tag."
elif [ "$status" -eq 1 ] && [ "$released" != "$now" ]; then
  echo "The public API breaks with $tag, as version $now may."
elif [ "$status" -eq 1 ]; then
  echo "The public API breaks users of $tag. Keep it, or raise the version: see CONTRIBUTING.md." >&2
  exit 1
else
  echo "jsii-diff failed with exit code $status." >&2
  exit 1
fi
