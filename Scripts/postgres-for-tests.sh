#!/bin/sh
# Starts a throwaway PostgreSQL for the tests of LedgerPostgres, or stops it.
#
#   eval "$(Scripts/postgres-for-tests.sh)"     starts it and sets ASSAY_TEST_POSTGRES
#   Scripts/postgres-for-tests.sh stop          stops it and removes its files
#
# It listens on loopback only, on port ASSAY_TEST_POSTGRES_PORT (54329 if unset).
set -eu

folder=${TMPDIR:-/tmp}/assay-postgres-for-tests
port=${ASSAY_TEST_POSTGRES_PORT:-54329}

# The server refuses to run as root, so root steps down to the user that the package made.
as_server() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

tools() {
    find /usr/lib/postgresql -name pg_ctl -path '*/bin/*' 2>/dev/null | sort -V | tail -n 1 |
        xargs -r dirname
}

stop() {
    bin=$(tools)
    if [ -d "$folder/data" ]; then
        as_server "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >&2 || true
    fi
    rm -rf "$folder"
}

start() {
    if [ -z "$(tools)" ]; then
        apt-get update >&2
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql >&2
    fi
    bin=$(tools)
    if [ ! -d "$folder/data" ]; then
        mkdir -p "$folder"
        if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; fi
        as_server "$bin/initdb" -D "$folder/data" -U postgres --auth=trust --encoding=UTF8 \
            --locale=C >&2
    fi
    if ! as_server "$bin/pg_ctl" -D "$folder/data" status >/dev/null 2>&1; then
        as_server "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w start \
            -o "-p $port -k $folder -c listen_addresses=127.0.0.1" >&2
    fi
    echo "export ASSAY_TEST_POSTGRES='host=127.0.0.1 port=$port user=postgres dbname=postgres'"
}

case ${1:-start} in
    start) start ;;
    stop) stop ;;
    *)
        echo "usage: $0 [start|stop]" >&2
        exit 2
        ;;
esac
