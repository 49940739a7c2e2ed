# keep.sh FOLDER COUNT: what was written to FOLDER/next becomes a finished backup; the newest COUNT stay, and the link
# FOLDER/latest leads to the newest.
set -eu
test -s "$1/next/dump.rdb"
test -e "$1/next/models/entries.jsonl"
name=$(date -u +%Y-%m-%dT%H%M%SZ)
mv "$1/next" "$1/$name"
ln -sfn "$name" "$1/latest"
ls -d "$1"/20* | sort -r | tail -n "+$(($2 + 1))" | while read -r old; do rm -rf "$old"; done
ls -d "$1"/20*
