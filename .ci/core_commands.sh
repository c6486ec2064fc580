# The core commands one after the other, each held to what it must print. Run by .ci/run with -e in an empty directory.

expect() {
    # expect WORDS COMMAND...: the command succeeds and its output holds the words.
    local words=$1 output
    shift
    echo "\$ $*"
    output=$("$@")
    if ! grep -qF -- "$words" <<<"$output"; then
        printf 'expected %s in:\n%s\n' "$words" "$output" >&2
        return 1
    fi
}

printf 'id,name\n1,Baku\n2,\n' >places.csv
printf 'entity_id,kind,lang,name\nx:1,place,de,Beispielstadt\n' >names.csv

expect "0.1.0" resolve --version
expect '"best_entity_id"' resolve name Alijew --json
expect '"similarity"' resolve compare Alijew Əliyev --left-lang de --right-lang az --json
expect "Alijew" resolve transliterate Алиев --from ru --to de
expect "place 3" gazetteer info
expect "loc:baku" gazetteer search Bakı
echo "\$ gazetteer check names.csv"
gazetteer check names.csv

echo "\$ resolve batch places.csv --output resolved.csv"
code=0
resolve batch places.csv --output resolved.csv || code=$?
[ "$code" -eq 3 ] || { echo "exit code $code; expected 3, since one row has no name" >&2; exit 1; }
grep -q '^1,Baku,loc:baku,match,' resolved.csv
[ "$(ls)" = "$(printf 'names.csv\nplaces.csv\nresolved.csv')" ] || { echo "left behind:" ; ls; exit 1; } >&2
