# shellcheck shell=sh
# The steps of install.sh that come after the containers run: who signs in, who pushes, nginx and the host's units.
# shellcheck disable=SC2034,SC2154 # the options come from install.sh, the places from lib.sh

in_console() { compose exec -T console node "$@"; }

create_admin() {
  if [ "$dry_run" = yes ]; then
    [ -f "$data/console/console.db" ] || changed "first admin"
    return 0
  fi
  address=$(setting OBS_FIRST_ADMIN)
  # Once, to the caller, and nowhere else: neither the log nor a file keeps the password.
  compose exec -T -e OBS_LOG_LEVEL=silent -e OBS_ADMIN_EMAIL="${address:-admin@obs.local}" console node create-admin.mjs \
    >"$work/admin" || fail "The first admin cannot be created."
  if grep -q '"email"' "$work/admin"; then changed "first admin"; else : >"$work/admin"; fi
}

token_id() {
  case $1 in hdobs_*) printf %s "$1" | cut -c7-16 ;; *) printf 'legacy_%s' "$(printf %s "$1" | cut -c1-8)" ;; esac
}

ensure_token() {
  if [ "$dry_run" = yes ]; then
    if [ -s "$token_file" ]; then note="the one in $token_file would be adopted if the console does not know it"; else changed "new token in $token_file"; fi
    return 0
  fi
  present=
  if [ -s "$token_file" ]; then present=$(tr -d ' \r\n' <"$token_file"); fi
  in_console token.mjs list --json >"$work/tokens"
  if [ -n "$present" ]; then
    chmod 600 "$token_file"
    if grep -q "\"publicId\": *\"$(token_id "$present")\"" "$work/tokens"; then
      note="the one in $token_file"
      return 0
    fi
    printf %s "$present" | in_console token.mjs adopt --name k3s-vmagent --scope metrics:write --scope traces:write ||
      fail "The token in $token_file cannot be adopted: $(tail -n 1 "$log")" "Put a token that the console knows into $token_file, or move the file away for a new one; then the same command again."
    changed "token adopted"
    note="adopted the one in $token_file: what pushes with it goes on"
    return 0
  fi
  in_console token.mjs create --name k3s-vmagent --scope metrics:write --scope traces:write --expires never >"$work/token"
  grep -Eq '^hdobs_[0-9A-Za-z]{49}$' "$work/token" || fail "The console created no token."
  put "$token_file" 600 0:0 <"$work/token"
  note="created, in $token_file"
}

# Asks Grafana on this host: grafana_ask PATH [JSON]. The password comes by standard input, not on the command line.
grafana_ask() {
  ask_port=$(setting OBS_GRAFANA_PORT)
  {
    printf 'user = "admin:%s"\n' "$(cat "$secrets/grafana/admin-password")"
    if [ -n "${2:-}" ]; then printf 'header = "Content-Type: application/json"\ndata = "%s"\n' "$(printf %s "$2" | sed 's/"/\\"/g')"; fi
  } | curl -sS --max-time 10 -K - "http://127.0.0.1:${ask_port:-3000}$1"
}

ensure_grafana_token() {
  if [ -n "$(setting OBS_GRAFANA_TOKEN)" ]; then return 0; fi
  if [ "$dry_run" = yes ]; then
    changed "service account of the console in Grafana"
    return 0
  fi
  need curl "apt-get install curl"
  name=$project-console
  id=$(grafana_ask "/api/serviceaccounts/search?query=$name" | sed -n 's/.*"id": *\([0-9]*\).*/\1/p')
  if [ -z "$id" ]; then
    id=$(grafana_ask /api/serviceaccounts "{\"name\":\"$name\",\"role\":\"Viewer\"}" | sed -n 's/.*"id": *\([0-9]*\).*/\1/p')
  fi
  [ -n "$id" ] || fail "Grafana gives the console no service account." "docker compose -f $home/compose.yaml logs grafana shows why; then the same command again."
  grafana_key=$(grafana_ask "/api/serviceaccounts/$id/tokens" "{\"name\":\"$name-$(date +%s)\"}" | sed -n 's/.*"key": *"\([^"]*\)".*/\1/p')
  [ -n "$grafana_key" ] || fail "Grafana gives the console no token."
  set_setting OBS_GRAFANA_TOKEN "$grafana_key"
  compose up -d --no-build --wait --wait-timeout 120 console
  note="service account $name"
}

# Which certificate the hosts use: one given, Let's Encrypt's, or a self-signed one until there is another.
choose_certificate() {
  if [ -n "$certificate" ]; then
    set_setting OBS_TLS_CERTIFICATE "$(realpath "$certificate")"
    set_setting OBS_TLS_KEY "$(realpath "$key")"
  fi
  chain=$(setting OBS_TLS_CERTIFICATE) chain_key=$(setting OBS_TLS_KEY)
  [ -z "$chain" ] || return 0
  live=$root/etc/letsencrypt/live/$project
  if [ -f "$live/fullchain.pem" ]; then
    chain=$live/fullchain.pem chain_key=$live/privkey.pem
    return 0
  fi
  chain=$tls/self-signed.pem chain_key=$tls/self-signed.key
  [ ! -s "$chain" ] || return 0
  changed "self-signed certificate until there is a better one"
  [ "$dry_run" = no ] || return 0
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90 -subj "/CN=$ingest_host" \
    -addext "subjectAltName=DNS:$grafana_host,DNS:$ingest_host,DNS:$console_host" -keyout "$chain_key" -out "$chain.new"
  mv "$chain.new" "$chain"
}

port_setting() {
  value=$(setting "$1")
  printf %s "${value:-$2}"
}

host_settings() {
  ipv6=false
  if [ -s /proc/net/if_inet6 ]; then ipv6=true; fi
  printf '{"hosts":{"grafana":"%s","ingest":"%s","console":"%s"},"certificate":"%s","certificateKey":"%s","ipv6":%s,' \
    "$grafana_host" "$ingest_host" "$console_host" "$chain" "$chain_key" "$ipv6"
  printf '"ports":{"console":%s,"internal":%s,"grafana":%s,"victoriametrics":%s,"otlp":%s},' \
    "$(port_setting OBS_CONSOLE_PORT 3100)" "$(port_setting OBS_INTERNAL_PORT 3101)" "$(port_setting OBS_GRAFANA_PORT 3000)" \
    "$(port_setting OBS_VICTORIAMETRICS_PORT 8428)" "$(port_setting OBS_OTLP_PORT 4318)"
  printf '"paths":{"acmeWebroot":"%s","htpasswd":"%s","denyDir":"%s","cacheDir":"%s","gateSecret":"%s","gateLog":"%s"}}' \
    "$acme_webroot" "$htpasswd_file" "$deny_dir" "$gate_cache" "$gate_secret" "$gate_log_dir/access.log"
}

nginx_run() { nginx -p "$nginx_dir/" -c "$nginx_dir/nginx.conf" "$@"; }

# Writes the three hosts; when nginx refuses them, what was there before is put back.
write_hosts() {
  used=$(setting OBS_CONSOLE_IMAGE)
  for name in gate console grafana; do
    host_settings | docker run --rm -i --network none --read-only --cap-drop ALL "${used:-$project-console:local}" \
      scripts/image/print-host.mjs "$name" >"$work/$name.conf"
    if [ -f "$nginx_dir/conf.d/$project-$name.conf" ]; then cp -p "$nginx_dir/conf.d/$project-$name.conf" "$work/$name.before"; fi
    put "$nginx_dir/conf.d/$project-$name.conf" 644 0:0 <"$work/$name.conf"
  done
  if nginx_run -t; then return 0; fi
  for name in gate console grafana; do
    if [ -f "$work/$name.before" ]; then cp -p "$work/$name.before" "$nginx_dir/conf.d/$project-$name.conf"; else rm -f "$nginx_dir/conf.d/$project-$name.conf"; fi
  done
  fail "nginx refuses the new hosts, so the old ones stand: $(nginx_run -t 2>&1 | grep -m 2 emerg | tr '\n' ' ')" "Mend what nginx names, then run the same command again."
}

reload_nginx() {
  if has_systemd; then
    systemctl reload-or-restart nginx
  elif [ -s "$(nginx_pid_file)" ]; then
    nginx_run -s reload
  else
    # Without this script's own output: nginx stays, and a pipe that waits for its end would wait for nginx.
    nginx_run 3>&- </dev/null
  fi
}
nginx_pid_file() {
  named=$(sed -n 's/^ *pid  *\([^;]*\);.*/\1/p' "$nginx_dir/nginx.conf" | head -n 1)
  printf %s "${named:-/run/nginx.pid}"
}

put_hosts() {
  hosts_before=$(change_count)
  # The plan's basic auth in front of Grafana, for one user; add others with htpasswd or the same command.
  secret "$settings/grafana-password" 0:0 12
  if [ "$dry_run" = yes ]; then
    for name in gate console grafana; do
      [ -f "$nginx_dir/conf.d/$project-$name.conf" ] || changed "write $nginx_dir/conf.d/$project-$name.conf"
    done
    choose_certificate
    return 0
  fi
  if [ ! -s "$htpasswd_file" ]; then
    printf 'honeydue:%s\n' "$(openssl passwd -6 -stdin <"$settings/grafana-password")" | put "$htpasswd_file" 640 "0:$(getent group "$nginx_group" | cut -d: -f3)"
  fi
  choose_certificate
  write_hosts
  if [ "$(change_count)" -ne "$hosts_before" ] || [ ! -s "$(nginx_pid_file)" ]; then reload_nginx; fi
  if [ -n "$email" ] && [ "$chain" = "$tls/self-signed.pem" ]; then
    need certbot "apt-get install certbot"
    certbot certonly --non-interactive --agree-tos --email "$email" --webroot -w "$acme_webroot" --cert-name "$project" \
      -d "$ingest_host" -d "$grafana_host" -d "$console_host" --deploy-hook "systemctl reload nginx" ||
      fail "Let's Encrypt gives no certificate; the hosts run with a self-signed one." "Point the DNS of $ingest_host, $grafana_host and $console_host to this host and open port 80; then the same command again."
    changed "certificate of Let's Encrypt"
    choose_certificate
    write_hosts
    reload_nginx
  fi
  note="certificate $chain"
}

put_units() {
  put "$root/usr/local/sbin/$project-kernel-log" 755 0:0 <"$here/systemd/$project-kernel-log"
  put "$root/usr/local/sbin/$project-egress" 755 0:0 <"$here/egress.sh"
  units_before=$(change_count)
  for unit in kernel-log egress; do
    put "$units/$project-$unit.service" 644 0:0 <"$here/systemd/$project-$unit.service"
  done
  sed "s#/var/log/$project-gate#$gate_log_dir#; s#/run/nginx.pid#$(nginx_pid_file)#g" "$here/nginx/logrotate.conf" |
    put "$root/etc/logrotate.d/$project-gate" 644 0:0
  if [ "$dry_run" = yes ]; then return 0; fi
  if ! has_systemd; then
    # Without systemd the rules are set once, now.
    sh "$here/egress.sh"
    note="written; there is no systemd to start them"
    return 0
  fi
  if [ "$(change_count)" -ne "$units_before" ]; then
    systemctl daemon-reload
    systemctl enable --now "$project-kernel-log" "$project-egress"
  fi
}
