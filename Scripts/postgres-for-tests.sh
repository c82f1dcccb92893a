#!/usr/bin/env bash
# A throwaway PostgreSQL on loopback for the ledger's tests.
#   eval "$(Scripts/postgres-for-tests.sh start)"   installs if need be, starts, exports the conninfo
#   Scripts/postgres-for-tests.sh stop              stops it and removes its files
set -euo pipefail
folder=${TMPDIR:-/tmp}/assay-postgres-for-tests
port=${ASSAY_TEST_POSTGRES_PORT:-54329}
sudo=""
[ "$(id -u)" -eq 0 ] || sudo=sudo

programs() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1; }
# The server refuses to run as root.
as_postgres() { $sudo su postgres -s /bin/bash -c "cd / && $*" >&2; }

start() {
    if [ ! -x "$(programs)/pg_ctl" ]; then
        $sudo apt-get update -qq >&2
        DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq postgresql >&2
    fi
    stop 2>/dev/null || true
    $sudo install -d -o postgres "$folder"
    as_postgres "$(programs)/initdb -D $folder/data -U assay -A trust -E UTF8 --locale=C -N"
    as_postgres "$(programs)/pg_ctl -D $folder/data -w -l $folder/log \
        -o '-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c fsync=${ASSAY_TEST_POSTGRES_FSYNC:-off} -c max_connections=400' start"
    echo "export ASSAY_TEST_POSTGRES='host=127.0.0.1 port=$port user=assay dbname=postgres'"
}

stop() {
    [ -d "$folder/data" ] && as_postgres "$(programs)/pg_ctl -D $folder/data -m immediate stop" || true
    $sudo rm -rf "$folder"
}

case "${1:-}" in
start) start ;;
stop) stop ;;
*)
    sed -n '2,4p' "$0" >&2
    exit 64
    ;;
esac
