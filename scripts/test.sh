#!/usr/bin/env bash
# `npm test`: builds if a source has changed since the last build, lints, and runs the quick tests.
# usage: npm test -- [option of Jest]…
set -euo pipefail
cd "$(dirname "$0")/.."

echo '1/3 build'
sources=(lib lambda cli scripts/build package.json package-lock.json tsconfig.base.json tsconfig.jsii.json)
if [ ! -e build/.complete ] || [ -n "$(find "${sources[@]}" -newer build/.complete -print -quit)" ]; then
  npm run --silent build
fi
echo '2/3 lint'
npm run --silent lint
echo '3/3 tests'
npx jest --selectProjects fast "$@"
