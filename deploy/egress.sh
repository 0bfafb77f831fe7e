#!/bin/sh
# Keeps the stores from opening connections: to the outside and to this host. Their neighbours in the same network and
# the answers to whoever asked them pass. Run after Docker starts (deploy/systemd/honeydue-obs-egress.service); run
# again it changes nothing. With "stop" it takes the rules away.
set -eu
bridge=obs-stores

rules() {
  # Docker sends what it forwards through DOCKER-USER first; INPUT is what is meant for the host itself.
  "$1" DOCKER-USER -i "$bridge" ! -o "$bridge" -m conntrack --ctstate NEW -j DROP
  "$1" INPUT -i "$bridge" -m conntrack --ctstate NEW -j DROP
}

ensure() { iptables -w -C "$@" 2>/dev/null || iptables -w -I "$@"; }
remove() { while iptables -w -D "$@" 2>/dev/null; do :; done; }

if [ "${1:-start}" = stop ]; then rules remove; else rules ensure; fi
