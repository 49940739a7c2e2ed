# dump-redis.sh HOST PORT FOLDER: the online store as one consistent file, over the network; the store goes on serving.
set -eu
redis-cli -h "$1" -p "$2" --rdb "$3/dump.rdb.tmp"
redis-check-rdb "$3/dump.rdb.tmp" >/dev/null
mv "$3/dump.rdb.tmp" "$3/dump.rdb"
