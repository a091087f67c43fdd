#!/usr/bin/env bash
# Runs the full simulations behind docs/statistics.md and puts their tables, and the day, into the page.
#
# usage: benchmarks/statistics.sh [FOLDER]      where the tables go as well; target/statistics where none is named
#
# Takes some ten minutes of two idle cores. The short form of the same tests is part of the ordinary build.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
folder=$(realpath -m "${1:-$root/target/statistics}")
page=$root/docs/statistics.md
cd "$root"

mvn -B -q test -pl analysis -am -Dsurefire.failIfNoSpecifiedTests=false \
    -Dtest='CoverageTest,PowerTest,PValueTest,NullAnalysesTest' -Dheadlight.statistics="$folder"

for table in "$folder"/*.md; do
    name=$(basename "$table" .md)
    grep -q "^<!-- $name -->$" "$page" || echo "docs/statistics.md has no place for $name"
    awk -v name="$name" -v table="$table" '
        $0 == "<!-- /" name " -->" { print ""; inside = 0 }
        !inside { print }
        $0 == "<!-- " name " -->" {
            print ""
            while ((getline line < table) > 0) print line
            inside = 1
        }' "$page" >"$page.new"
    mv "$page.new" "$page"
done
sed -i "s/^Made on .*/Made on $(date +%F) by \`benchmarks\/statistics.sh\`./" "$page"
