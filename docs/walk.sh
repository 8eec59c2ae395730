#!/usr/bin/env bash
# Walks the sample round from its launch to the letters. Every step is one HTTP call in the role that has the right to
# it. Needs curl and node.
#   docs/walk.sh LINK   the one-time link printed as “Quản trị”: the walk makes the administrator's account
#   docs/walk.sh SITE   http://127.0.0.1:8080, when there is an account: its DONDOC_LOGIN and DONDOC_PASSWORD, or asked
set -euo pipefail
link=${1:?"docs/walk.sh LINK (printed as “Quản trị” at the first start), or docs/walk.sh SITE with an account"}
site=${link%/setup/*} site=${site%/} round=dot-mau paper=dot-mau:notice:1

field() { node -p "JSON.parse(require('fs').readFileSync(0, 'utf8') || process.exit(1)).$1"; } # of the answer on stdin
json() { node -p 'JSON.stringify(Object.fromEntries(process.argv.slice(1).map((pair) => pair.split(/=(.*)/s).slice(0, 2))))' -- "$@"; } # a=b …
sentence() { node -e 'const said = require("fs").readFileSync(0, "utf8");
  try { const { status, detail } = JSON.parse(said); console.error(`Refused (${status}): ${detail}`); } catch { if (said) console.error(said); }'; }
call() { # the answer; of a refusal its sentence, and no more
  local answer
  answer=$(curl -sS --fail-with-body "$@") || { sentence <<<"$answer"; return 1; }
  printf '%s\n' "$answer"
}
send() { call -H "Idempotency-Key: $(node -p 'crypto.randomUUID()')" -H 'Content-Type: application/json' "$@"; }
get() { call -H "Authorization: Bearer $1" "$site/api/$2"; }                             # as whom, what
post() { send -H "Authorization: Bearer $1" "$site/api/$2" -d "${3-"{}"}"; }             # as whom, where, what
token() { send -b "$jar" -H "Origin: $site" "$site/api/tokens" -d "{\"name\":\"$1\",\"role\":\"$1\",\"lastDay\":\"$until\"}" | field secret; }
await() { # what, until when
  for _ in {1..120}; do
    now=$(get "$planner" "$1")
    [[ $(field "$2" <<<"$now") == true ]] && return
    sleep 1
  done
  echo "Not so after two minutes: $1 $2" >&2
  exit 1
}

jar=$(mktemp) until=$(node -p 'new Date(Date.now() + 30 * 86400000).toISOString().slice(0, 10)')
trap 'rm -f "$jar"' EXIT
if [[ $link == */setup/* ]]; then
  login=quan-tri password=$(node -p 'crypto.randomUUID()')
  send -c "$jar" "$link" -d "$(json name='Quản trị' mail=quan-tri@huonggiang.example login="$login" password="$password")" >/dev/null
  echo "1. Signed in as $login with the password $password"
else
  login=${DONDOC_LOGIN-} password=${DONDOC_PASSWORD-}
  [[ $login ]] || read -rp 'Login name: ' login || { echo 'Give DONDOC_LOGIN and DONDOC_PASSWORD.' >&2; exit 1; }
  [[ $password ]] || read -rsp 'Password: ' password || { echo 'Give DONDOC_PASSWORD.' >&2; exit 1; }
  send -c "$jar" "$site/api/sessions" -d "$(json login="$login" password="$password")" >/dev/null
  echo "1. Signed in as $login"
fi

planner=$(token planner)
head=$(token division-head)
signer=$(token signer)
clerk=$(token clerk)
echo "2. One token for each role, for thirty days; the planner's is $planner"

post "$planner" "campaigns/$round/launch" >/dev/null
await "campaigns/$round" "words === 'đang kiểm tra'"
echo "3. Launched: each unit's inspection is followed by a process of its own, and the notice is drafted"

sha256=$(post "$planner" "papers/$paper/submit" | field record.content.sha256)
post "$head" "papers/$paper/appraise" "{\"sha256\":\"$sha256\"}" >/dev/null
post "$signer" "papers/$paper/sign" "{\"sha256\":\"$sha256\"}" >/dev/null
post "$clerk" "papers/$paper/number" >/dev/null
await "papers/$paper" "state === 'issued'"
echo "4. Notice $(get "$planner" "papers/$paper" | field number) submitted, appraised, signed, numbered, issued"

await "letters?campaign=$round&kind=notice&limit=100" "items.filter(({ phase }) => phase === 'accepted').length >= 16"
echo "5. The letters are in $site/mailbox?to=dau-moi: open one, follow its button, press “Xác nhận đã nhận”, try “Làm báo cáo”"
echo "6. On to the next day on which something happens; then look into the mailbox again:"
echo "   curl -X POST $site/api/campaigns/$round/clock -d '{\"step\":\"next-event\"}' -H 'Content-Type: application/json' \\"
echo "     -H \"Idempotency-Key: \$RANDOM\" -H 'Authorization: Bearer $planner'"
