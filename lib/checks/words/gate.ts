import { again, type Words } from "./types";

/** About the public hosts and the gate: certificates, tokens, pushes, deny files. */
export const gateWords: Words = {
  "certificate-missing": { what: (host) => `${host} shows no certificate.`, next: again },
  "certificate-expired": {
    what: (host, { days }) =>
      `The certificate of ${host} ended ${Math.abs(Number(days))} days ago. Senders and browsers refuse it.`,
    next: "certbot renew, then nginx -s reload",
  },
  "certificate-expires-soon": {
    what: (host, { days }) => `The certificate of ${host} ends in ${days} days and was not renewed.`,
    next: "certbot renew --dry-run shows why",
  },
  "certificate-wrong-host": {
    what: (host, { names }) => `The certificate is for ${names}, not for ${host}.`,
    next: "certbot with all three hosts, or --certificate",
  },
  "certificate-untrusted": {
    what: (host, { reason }) => `The certificate of ${host} is not trusted (${reason}).`,
    next: "install.sh --email ADDRESS asks Let's Encrypt for one",
  },
  "host-unreachable": {
    what: (host, { reason }) => `${host} does not answer (${reason}).`,
    next: "systemctl status nginx; the DNS of the host; the firewall",
  },
  "plain-http-open": {
    what: (host, { status }) => `Plain HTTP of ${host} answers ${status} instead of leading to TLS.`,
    next: again,
  },
  "gate-open": {
    what: (path, { who, status }) => `The gate answers ${status} to ${who} at ${path}. Anybody can push.`,
    next: `${again}: the gate's host was changed`,
  },
  "gate-bypassed": {
    what: (path, { status }) => `${path} passes the gate (${status}). What lies behind it is open.`,
    next: `${again}: the gate's host was changed`,
  },
  "gate-console-away": {
    what: (path) => `The gate cannot ask the console about ${path}. Known senders go on, new ones wait.`,
    next: "docker compose ps console",
  },
  "gate-not-installed": { what: (file) => `There is no ${file}: nginx has no gate.`, next: again },
  "token-missing": { what: (file) => `There is no token in ${file}.`, next: `${again}: it makes one` },
  "token-refused": {
    what: (path, { status }) =>
      `The gate refuses this host's own token at ${path} (${status}). It is revoked, expired or unknown.`,
    next: "the console's tokens page",
  },
  "store-away": {
    what: (path, { status }) => `The gate takes the token, but what is behind ${path} does not answer (${status}).`,
    next: "docker compose ps; docker compose logs",
  },
  "push-refused": {
    what: (path, { status }) => `A push to ${path} gets ${status}.`,
    next: "docker compose logs of the store behind it",
  },
  "canary-lost": {
    what: (store, { seconds }) => `${store} took the push but does not show it after ${seconds} s.`,
    next: "docker compose logs",
  },
  "deny-directory-not-mounted": {
    what: (dir) =>
      `The console does not write into ${dir}: a revoked token works on for up to 10 s, and longer while the console is away.`,
    next: again,
  },
  "deny-directory-differs": {
    what: (_dir, { gate, console }) =>
      `The gate looks for ended tokens in ${gate}, the console writes them into ${console}.`,
    next: again,
  },
  "gate-log-missing": { what: (file) => `There is no ${file}.`, next: again },
  "deny-file-ignored": {
    what: (dir) => `A token with a file in ${dir} is not refused by it: a revoked token works on.`,
    next: "nginx's error log; its user must be able to enter the directory",
  },
};
