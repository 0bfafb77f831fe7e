# shellcheck shell=sh
# The steps of install.sh. Each leaves alone what is as it should be, so a second run changes nothing and one that was
# broken off is finished by the next.
# shellcheck disable=SC2034,SC2154 # the options come from install.sh, the places from lib.sh

check_host() {
  [ "$(id -u)" = 0 ] || fail "This needs root." "Run it again with sudo."
  # A second stack would count, alert and take data beside the one that took over.
  [ ! -f "$data/console/moves/moved" ] ||
    fail "This stack was moved to another box ($(cat "$data/console/moves/moved"))." "Use it there; to take it back to this box: $home/migrate.sh rollback"
  need docker "apt-get install docker.io docker-compose-v2"
  need nginx "apt-get install nginx"
  need openssl "apt-get install openssl"
  docker version --format '{{.Server.Version}}' || fail "Docker's engine does not answer." "systemctl start docker, then the same command again."
  docker compose version || fail "Docker has no compose plugin." "apt-get install docker-compose-v2, then the same command again."
  [ -f "$nginx_dir/nginx.conf" ] || fail "There is no $nginx_dir/nginx.conf." "apt-get install nginx, then the same command again."
  grep -Eq 'include .*conf\.d/\*\.conf' "$nginx_dir/nginx.conf" ||
    fail "$nginx_dir/nginx.conf does not include conf.d/*.conf." "Add \"include $nginx_dir/conf.d/*.conf;\" to its http block."
  if [ -n "$certificate$key" ]; then
    { [ -r "$certificate" ] && [ -r "$key" ]; } || fail "--certificate and --key need two files that can be read."
  fi
  # Whom nginx's workers run as: they read the password file and look for deny files.
  nginx_user=$(sed -n 's/^ *user  *\([^ ;]*\).*/\1/p' "$nginx_dir/nginx.conf" | head -n 1)
  nginx_group=$(id -gn "${nginx_user:-root}" 2>/dev/null || echo root)
  note="Docker $(docker version --format '{{.Server.Version}}'), $(nginx -v 2>&1 | sed 's/.*: //')"
}

swap_mb() { awk 'NR > 1 { sum += $3 } END { print int(sum / 1024) }' /proc/swaps; }

check_swap() {
  if [ "$(swap_mb)" -ge 500 ]; then
    note="$(swap_mb) MB"
    return 0
  fi
  swap=$root/swapfile-$project
  if [ "$swap_file" = no ]; then
    note="$(swap_mb) MB: too little, Jaeger will be killed under load. Run again with --swap-file."
    return 0
  fi
  changed "swap file $swap (1 GB)"
  [ "$dry_run" = no ] || return 0
  if [ ! -f "$swap" ]; then
    dd if=/dev/zero of="$swap.new" bs=1M count=1024 status=none
    chmod 600 "$swap.new"
    mkswap "$swap.new"
    mv "$swap.new" "$swap"
  fi
  swapon "$swap"
  if [ -z "$root" ] && ! grep -q "^$swap " /etc/fstab; then
    keep_copy /etc/fstab
    printf '%s none swap sw 0 0\n' "$swap" >>/etc/fstab
  fi
  note="made $swap, 1 GB"
}

make_directories() {
  directory "$home" 750 0:0
  directory "$data" 755 0:0
  # The console's group may look into the stores' directories: it measures their sizes.
  directory "$data/vm" 750 "$vm_owner:$console_owner"
  directory "$data/jaeger" 750 "$jaeger_owner:$console_owner"
  directory "$data/jaeger/keys" 750 "$jaeger_owner:$console_owner"
  directory "$data/jaeger/values" 750 "$jaeger_owner:$console_owner"
  directory "$data/grafana" 750 "$grafana_owner:$console_owner"
  directory "$data/console" 700 "$console_owner:$console_owner"
  directory "$secrets" 711 0:0
  directory "$secrets/victoriametrics" 500 "$vm_owner:$vm_owner"
  directory "$secrets/grafana" 500 "$grafana_owner:0"
  directory "$settings" 755 0:0
  directory "$tls" 700 0:0
  directory "$state" 755 0:0
  directory "$deny_dir" 755 "$console_owner:$console_owner"
  directory "$gate_log_dir" 755 0:0
  directory "$kernel_log_dir" 755 0:0
  directory "$backups" 700 0:0
  directory "$acme_webroot" 755 0:0
}

# mirror DIR...: the files of these directories of deploy/, world-readable: containers read them as other users.
mirror() {
  for part in "$@"; do
    [ -e "$here/$part" ] || continue
    find "$here/$part" -type f ! -name '*.ts' | sort | while IFS= read -r file; do
      relative=${file#"$here"/}
      mode=644
      if [ -x "$file" ]; then mode=755; fi
      # The home itself stays closed to others; containers see what is mounted.
      case $relative in */*) directory "$home/$(dirname "$relative")" 755 0:0 ;; esac
      put "$home/$relative" "$mode" 0:0 <"$file"
    done
  done
}

put_files() {
  # A run of the installed copy has its files in place.
  [ "$here" != "$home" ] || return 0
  mirror compose.yaml jaeger victoriametrics docker-proxy systemd nginx
  mirror lib.sh install-steps.sh install-host-steps.sh install.sh uninstall.sh verify.sh backup.sh restore.sh upgrade.sh rollback.sh egress.sh
  mirror migrate.sh migrate-lib.sh migrate-record.sh migrate-steps.sh migrate-end.sh migrate-box.sh places.conf
  directory "$home/grafana/provisioning" 755 0:0
  directory "$home/grafana/dashboards" 755 0:0
  mirror grafana
}

# default NAME VALUE: sets it only when it is not set yet, so that what the owner changed stays.
default() { [ -n "$(setting "$1")" ] || set_setting "$1" "$2"; }

put_settings() {
  if [ -n "$domain" ]; then
    set_setting OBS_DOMAIN "$domain"
    set_setting OBS_GRAFANA_HOST "grafana.$domain"
    set_setting OBS_INGEST_HOST "obs.$domain"
    set_setting OBS_CONSOLE_HOST "console.$domain"
  fi
  default OBS_DOMAIN 88oakapps.com
  base=$(setting OBS_DOMAIN)
  base=${base:-88oakapps.com}
  default OBS_GRAFANA_HOST "grafana.$base"
  default OBS_INGEST_HOST "obs.$base"
  default OBS_CONSOLE_HOST "console.$base"
  grafana_host=$(setting OBS_GRAFANA_HOST) ingest_host=$(setting OBS_INGEST_HOST) console_host=$(setting OBS_CONSOLE_HOST)
  grafana_host=${grafana_host:-grafana.$base} ingest_host=${ingest_host:-obs.$base} console_host=${console_host:-console.$base}
  set_setting OBS_CONSOLE_URL "https://$console_host"
  set_setting INGEST_PUBLIC_URL "https://$ingest_host"
  set_setting GRAFANA_PUBLIC_URL "https://$grafana_host"
  if [ -n "$health_url" ]; then set_setting API_HEALTH_URL "$health_url"; fi
  if [ -n "$admin" ]; then set_setting OBS_FIRST_ADMIN "$admin"; fi
  for name in OBS_VICTORIAMETRICS_PORT OBS_OTLP_PORT OBS_JAEGER_PORT OBS_GRAFANA_PORT OBS_CONSOLE_PORT \
    OBS_INTERNAL_PORT OBS_SUBNET_PREFIX; do
    value=$(printenv "$name" || true)
    if [ -n "$value" ]; then default "$name" "$value"; fi
  done
  socket=${DOCKER_HOST:-unix:///var/run/docker.sock}
  socket=${socket#unix://}
  [ -S "$socket" ] || fail "Docker's socket is not at $socket." "Set DOCKER_HOST to unix:///its/path, then the same command again."
  set_setting OBS_DOCKER_SOCKET "$socket"
  set_setting OBS_DOCKER_GID "$(stat -c %g "$socket")"
  set_setting OBS_DENY_DIR "$deny_dir"
  set_setting OBS_GATE_LOG_DIR "$gate_log_dir"
  set_setting OBS_KERNEL_LOG_DIR "$kernel_log_dir"

  secret "$secrets/victoriametrics/victoriametrics-admin-key" "$vm_owner:$vm_owner" 24
  secret "$secrets/grafana/admin-password" "$grafana_owner:0" 18
  secret "$data/console/internal-secret" "$console_owner:$console_owner" 32
  secret "$data/console/nextauth-secret" "$console_owner:$console_owner" 36
  [ -s "$data/console/internal-secret" ] || return 0
  put "$secrets/victoriametrics/console-internal-secret" 400 "$vm_owner:$vm_owner" <"$data/console/internal-secret"
  printf 'proxy_set_header X-Gate-Secret "%s";\n' "$(cat "$data/console/internal-secret")" | put "$gate_secret" 600 0:0
}

obtain_image() {
  if [ -n "$image" ]; then
    docker image inspect "$image" >/dev/null || fail "There is no image $image." "Build or pull it, or leave out --image."
    set_setting OBS_CONSOLE_IMAGE "$image"
    note=$image
    return 0
  fi
  if [ ! -f "$here/../package.json" ]; then
    # The installed copy: the image and its source are in place.
    note=$(setting OBS_CONSOLE_IMAGE)
    return 0
  fi
  copy=$work/source
  mkdir "$copy"
  tar -C "$here/.." --exclude=./node_modules --exclude=./.next --exclude=./.data --exclude=./.git --exclude=./deploy/data \
    --exclude=./deploy/secrets --exclude=./test-results --exclude=./.env -cf - . | tar -C "$copy" -xf -
  digest=$(cd "$copy" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12)
  built=$project-console:$digest
  note=$built
  if ! docker image inspect "$built" >/dev/null 2>&1; then
    changed "image $built"
    [ "$dry_run" = no ] || return 0
    docker build -f "$copy/deploy/Dockerfile" -t "$built" "$copy" ||
      fail "The console's image cannot be built: $(tail -n 3 "$log" | tr '\n' ' ')" "Read the reason; the network and 2 GB of memory are needed. Then the same command again."
  fi
  if [ "$(cat "$home/source/.digest" 2>/dev/null)" != "$digest" ]; then
    changed "source in $home/source"
    [ "$dry_run" = no ] || return 0
    rm -rf "$home/source.new"
    cp -a "$copy" "$home/source.new"
    printf '%s' "$digest" >"$home/source.new/.digest"
    rm -rf "$home/source"
    mv "$home/source.new" "$home/source"
  fi
  set_setting OBS_SOURCE_DIR ./source
  set_setting OBS_CONSOLE_IMAGE "$built"
}

start_containers() {
  before=$(docker ps -q --no-trunc --filter "label=com.docker.compose.project=$project" | sort)
  if [ "$dry_run" = yes ]; then
    if [ -z "$before" ]; then changed "docker compose up -d"; fi
    return 0
  fi
  compose up -d --no-build --remove-orphans --wait --wait-timeout 240 ||
    fail "Not all containers became healthy: $(compose ps --format '{{.Service}} {{.Status}}' | grep -v '(healthy)' | tr '\n' ';')" "docker compose -f $home/compose.yaml logs shows why; then the same command again."
  after=$(docker ps -q --no-trunc --filter "label=com.docker.compose.project=$project" | sort)
  if [ "$before" != "$after" ]; then changed "containers started anew"; fi
  note="$(printf '%s\n' "$after" | wc -l | tr -d ' ') healthy"
}
