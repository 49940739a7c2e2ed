# restore-redis.sh DUMP FOLDER: makes FOLDER, the data of a Redis that is stopped, what DUMP is. Redis with an append-only file reads that
# and no dump at its start: so one is made here, by a Redis that nobody can reach but this script.
set -eu
socket=/tmp/restore.sock
ask() { redis-cli -s "$socket" "$@"; }
rm -rf "$2/appendonlydir" "$2/dump.rdb"
cp "$1" "$2/dump.rdb"
redis-server --dir "$2" --port 0 --unixsocket "$socket" --save "" --appendonly no --maxmemory 0 &
until ask ping 2>/dev/null | grep -q PONG; do sleep 0.2; done
ask config set appendonly yes
until ask info persistence | tr -d '\r' | grep -q '^aof_rewrite_in_progress:0$' \
  && ask info persistence | tr -d '\r' | grep -q '^aof_rewrite_scheduled:0$' \
  && ask info persistence | tr -d '\r' | grep -q '^aof_last_bgrewrite_status:ok$' \
  && ls "$2/appendonlydir/"*.manifest >/dev/null 2>&1; do sleep 0.2; done
keys=$(ask dbsize)
ask shutdown nosave || true
wait
rm -f "$2/dump.rdb"
echo "restored $keys keys"
