#!/usr/bin/env bash
# The shell examples give what `askwell pipe` gives.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export ASKWELL=${ASKWELL:-askwell}
index=${INDEX:-Index}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

for number in $(seq 1 300); do
  printf 'is leaky gut a real diagnosis?\nwhat is the capital of France\nthere is blood in my stool\n'
  printf 'question %d "quoted" \\ about zonulin\n' "$number"
done > "$folder/questions"
"$ASKWELL" pipe --index "$index" < "$folder/questions" > "$folder/expected"
test "$(wc -l < "$folder/expected")" = 1200

head -n 40 "$folder/questions" | "$here/ask.sh" "$index" > "$folder/coprocess"
head -n 40 "$folder/expected" | cmp - "$folder/coprocess"
echo "ok      a coprocess gives the same 40 lines"

if command -v parallel > "$folder/null"; then
  parallel --will-cite --keep-order --pipe --block 5k "$ASKWELL" pipe --index "$index" \
    < "$folder/questions" > "$folder/parallel" 2> "$folder/errors"
  cmp "$folder/expected" "$folder/parallel"
  echo "ok      GNU parallel gives the same 1200 lines"
else
  echo "SKIPPED GNU parallel is not installed"
fi

"$here/serve.sh" "$index" 'is "leaky gut" a real \ diagnosis?' | grep -q '"outcome":"answer"'
echo "ok      one question through printf"
