#!/bin/sh
# Takes the stack off this host and keeps its data: uninstall.sh [--delete-data]
# Containers, networks, nginx's hosts and the host's units go. /opt/honeydue-obs/data, the settings, the token and the
# backups stay; install.sh brings all back. With --delete-data they go too, after the name was typed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
delete=no
case ${1:-} in
  '') ;;
  --delete-data) delete=yes ;;
  *) sed -n '2,/^set -eu/s/^# \{0,1\}//p' "$0" && exit 2 ;;
esac
# shellcheck source=deploy/lib.sh
. "$here/lib.sh"
# shellcheck source=deploy/install-host-steps.sh
. "$here/install-host-steps.sh"
step_total=3
if [ "$delete" = yes ]; then
  printf 'This deletes all metrics, traces, users and the audit log. Type %s to go on: ' "$project"
  read -r answer
  [ "$answer" = "$project" ] || fail "Nothing was deleted." "Run it again and type $project."
  step_total=4
fi

stop_containers() {
  if [ -f "$home/compose.yaml" ]; then compose down --remove-orphans --timeout 20; fi
}

remove_hosts() {
  rm -f "$nginx_dir/conf.d/$project-gate.conf" "$nginx_dir/conf.d/$project-console.conf" "$nginx_dir/conf.d/$project-grafana.conf"
  if nginx_run -t; then reload_nginx; fi
}

remove_units() {
  if has_systemd; then systemctl disable --now "$project-kernel-log" "$project-egress" || true; fi
  sh "$here/egress.sh" stop
  rm -f "$units/$project-kernel-log.service" "$units/$project-egress.service" "$root/etc/logrotate.d/$project-gate" \
    "$root/usr/local/sbin/$project-kernel-log" "$root/usr/local/sbin/$project-egress"
  if has_systemd; then systemctl daemon-reload; fi
}

delete_data() { rm -rf "$home" "$settings" "$state" "$gate_log_dir" "$kernel_log_dir" "$acme_webroot"; }

step "Containers" stop_containers
step "Hosts of nginx" remove_hosts
step "Units of the host" remove_units
if [ "$delete" = yes ]; then
  step "Data" delete_data
  say "Gone. The backups are still in $backups."
else
  say "The data is kept in $data, the token in $token_file. install.sh brings all back."
fi
