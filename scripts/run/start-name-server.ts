import { spawn } from "node:child_process";
import { missingPrograms } from "@/scripts/setup/missing-programs";

/** A dnsmasq on 127.0.0.1 that knows one name; the package is installed where it is missing and can be had. */
export function startNameServer(options: { port: number; name: string; address: string; ttlSeconds: number }) {
  const { port, name, address, ttlSeconds } = options;
  missingPrograms({ dnsmasq: "dnsmasq-base" });
  const words = ["--keep-in-foreground", "--no-resolv", "--no-hosts", "--conf-file=/dev/null", "--bind-interfaces"];
  const own = ["--listen-address=127.0.0.1", `--port=${port}`, "--pid-file=", "--user=root", "--local=/test/"];
  const server = spawn("dnsmasq", [...words, ...own, `--local-ttl=${ttlSeconds}`, `--host-record=${name},${address}`], {
    stdio: "ignore",
  });
  return { stop: () => server.kill() };
}
