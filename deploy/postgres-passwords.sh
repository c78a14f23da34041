#!/bin/sh
# Runs once, after roles.sql, when the database is made.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
\getenv owner TRANCHE_OWNER_DB_PASSWORD
\getenv api TRANCHE_API_DB_PASSWORD
\getenv worker TRANCHE_WORKER_DB_PASSWORD
\getenv backup TRANCHE_BACKUP_DB_PASSWORD
alter role tranche_owner password :'owner';
alter role tranche_api password :'api';
alter role tranche_worker password :'worker';
alter role tranche_backup password :'backup';
SQL

# The keys of persons, apart from the log in every backup.
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c "create database ${POSTGRES_DB}_keys template template0"
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "${POSTGRES_DB}_keys" -f /roles-keys.sql
