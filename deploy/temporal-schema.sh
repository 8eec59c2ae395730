#!/bin/sh
# Makes Temporal's two databases and brings their tables to this version; again it changes nothing.
set -eu
SQL_PASSWORD="$(cat /run/secrets/postgresql-password)"
export SQL_PASSWORD
for database in temporal temporal_visibility; do
  case "$database" in temporal) tables=temporal ;; *) tables=visibility ;; esac
  tool() {
    temporal-sql-tool --plugin postgres12 --ep postgresql --port 5432 --user temporal --db "$database" "$@"
  }
  update() { tool update-schema --schema-dir "/etc/temporal/schema/postgresql/v12/$tables/versioned"; }
  # the first time there is nothing to bring further
  update || {
    tool create || true # the one named like its user is there from the start
    tool setup-schema --version 0.0
    update
  }
done
