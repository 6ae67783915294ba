#!/usr/bin/env bash
# One question through the line protocol, with nothing but printf and a pipe.
#   serve.sh INDEX "question"
set -u
index=${1:?the index folder}
question=${2:?the question}
escaped=${question//\\/\\\\}
escaped=${escaped//\"/\\\"}
escaped=${escaped//$'\n'/ }
escaped=${escaped//$'\t'/ }
printf '{"jsonrpc":"2.0","id":1,"method":"askwell/ask","params":{"question":"%s"}}\n' "$escaped" |
  "${ASKWELL:-askwell}" serve --index "$index"
