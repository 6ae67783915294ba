#!/usr/bin/env bash
# Keeps one askwell running as a coprocess and asks it line by line.
#   ask.sh INDEX < questions.txt
set -u
index=${1:?the index folder}
coproc bot { exec "${ASKWELL:-askwell}" pipe --index "$index"; }
while IFS= read -r question; do
  printf '%s\n' "$question" >&"${bot[1]}"
  IFS= read -r answer <&"${bot[0]}" || exit 74
  printf '%s\n' "$answer"
done
