#!/bin/sh
# Asks a running Grafana whether what is provisioned works: both data sources are healthy, every dashboard is there, and
# every query of every panel returns data for the last hour.
#
#   check.sh [URL]  where Grafana answers (default: GRAFANA_URL, else http://127.0.0.1:3000)
#
#   GRAFANA_TOKEN   a service account token, role Viewer; or
#   GRAFANA_USER    user:password; without both the admin of the stack whose folder this lies in
#   GRAFANA_RANGE   how far back panels are asked, in seconds (default 3600)
#
# Needs curl and jq. Exit code 0: all is well; 1: something is not, each on a line of its own; 2: it cannot ask.
set -eu

url=${1:-${GRAFANA_URL:-http://127.0.0.1:3000}}
url=${url%/}
range=${GRAFANA_RANGE:-3600}
dir=$(cd "$(dirname "$0")" && pwd)
failed=0

fatal() { printf '%s\n' "$1" >&2; exit 2; }
ok() { printf 'ok    %s\n' "$1"; }
bad() { printf 'FAIL  %s\n' "$1"; failed=$((failed + 1)); }

command -v curl >/dev/null || fatal "curl is missing: apt-get install curl"
command -v jq >/dev/null || fatal "jq is missing: apt-get install jq"

own_password="$dir/../secrets/grafana/admin-password"
if [ -z "${GRAFANA_TOKEN:-}${GRAFANA_USER:-}" ] && [ -r "$own_password" ]; then
  GRAFANA_USER="admin:$(cat "$own_password")"
fi
[ -n "${GRAFANA_TOKEN:-}${GRAFANA_USER:-}" ] ||
  fatal "Set GRAFANA_TOKEN (a service account of role Viewer) or GRAFANA_USER (user:password)."

# The secret goes to curl by a file of this script's own: a command line can be read by everybody on the host.
config=$(umask 077 && mktemp)
trap 'rm -f "$config"' EXIT
if [ -n "${GRAFANA_TOKEN:-}" ]; then
  printf 'header = "Authorization: Bearer %s"\n' "$GRAFANA_TOKEN" >"$config"
else
  printf 'user = "%s"\n' "$GRAFANA_USER" >"$config"
fi

ask() {
  path=$1
  shift
  curl -sS --max-time 60 -K "$config" -H 'Content-Type: application/json' "$@" "$url$path"
}

health=$(curl -sS --max-time 10 "$url/api/health") || fatal "Grafana does not answer at $url."
version=$(printf '%s' "$health" | jq -r 'select(.database == "ok") | .version' 2>/dev/null) || version=
if [ -n "$version" ]; then ok "Grafana $version answers"; else bad "Grafana's health: $health"; fi

for uid in victoriametrics jaeger; do
  answer=$(ask "/api/datasources/uid/$uid/health") || answer='{}'
  if [ "$(printf '%s' "$answer" | jq -r '.status? // empty' 2>/dev/null)" = OK ]; then
    ok "data source $uid"
  else
    bad "data source $uid: $(printf '%s' "$answer" | jq -r '.message? // "no answer"' 2>/dev/null || printf '%s' "$answer")"
  fi
done

# All queries of a dashboard as its panels ask them, with every variable as "All"; each by its panel's number.
queries_of() {
  jq -c --argjson range "$range" '
    {from: "now-\($range)s", to: "now", queries: [.panels[] | select(.targets) | .id as $id | .targets[] | {
      refId: "\($id)\(.refId)", datasource, instant: (.instant // false), range: (.range // false),
      intervalMs: 15000, maxDataPoints: 240,
      expr: (.expr
        | gsub("\\$__rate_interval"; "60s") | gsub("\\$__range"; "\($range)s")
        | gsub("\\$(route|method|status)"; ".*"))
    }]}' "$1"
}

# A line for every query without data: the panel, and what Grafana says of it.
empty_of() {
  jq -r --slurpfile dashboard "$1" '
    . as $answer | $dashboard[0].panels[] | select(.targets) | . as $panel | .targets[]
    | $answer.results["\($panel.id)\(.refId)"]? as $result
    | select(([$result.frames[]?.data.values[1]? // [] | length] | add // 0) == 0)
    | "\($panel.title) (\(.refId)) has no data" + (($result.error? // $answer.message? // "") | if . == "" then "" else ": \(.)" end)'
}

for file in "$dir"/dashboards/*.json; do
  uid=$(jq -r .uid "$file")
  there=$(ask "/api/dashboards/uid/$uid" | jq -r '.dashboard.uid? // empty' 2>/dev/null) || there=
  if [ "$there" != "$uid" ]; then
    bad "dashboard $uid is not there"
    continue
  fi
  answer=$(queries_of "$file" | ask /api/ds/query --data @-) || answer=
  if ! empty=$(printf '%s' "${answer:-{\}}" | empty_of "$file" 2>/dev/null); then
    bad "dashboard $uid: Grafana answered its queries with: $(printf '%.200s' "$answer")"
    continue
  fi
  total=$(jq '[.panels[].targets? // [] | length] | add' "$file")
  if [ -z "$empty" ]; then
    ok "dashboard $uid: all $total queries return data"
    continue
  fi
  while IFS= read -r line; do
    bad "$uid: $line"
  done <<EOF
$empty
EOF
done

if [ "$failed" -gt 0 ]; then
  printf '%s\n' "$failed failed"
  exit 1
fi
