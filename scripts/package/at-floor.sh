#!/usr/bin/env bash
# Copies this checkout, installs the oldest peers that package.json allows, and builds the copy.
# usage: scripts/package/at-floor.sh [--installed] DIRECTORY
#   --installed    takes over what npm ci has installed here
set -euo pipefail
installed=
if [ "$1" = --installed ]; then
  installed=1
  shift
fi
mkdir -p "$1"
copy=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
git ls-files -z | tar --null -T - -cf - | tar -xf - -C "$copy"
if [ -n "$installed" ]; then tar --exclude node_modules/.cache -cf - node_modules | tar -xf - -C "$copy"; fi
cd "$copy"
floor() { node -p "require('./package.json').peerDependencies['$1'].replace('^', '')"; }
# --force: the tools of ours that want newer peers stay, and are not part of what is built here.
if [ -z "$installed" ]; then npm ci --ignore-scripts; fi
npm install --no-save --no-package-lock --force --ignore-scripts \
  "aws-cdk-lib@$(floor aws-cdk-lib)" "constructs@$(floor constructs)"
npm run build
