// Prints one of nginx's hosts for install.sh: print-host.mjs gate|console|grafana, with the settings as JSON on stdin.
import { readFileSync } from "node:fs";
import { renderHosts } from "../programs/render-hosts.mjs";

const name = process.argv[2] ?? "";
try {
  const hosts = renderHosts(JSON.parse(readFileSync(0, "utf8")));
  if (!Object.hasOwn(hosts, name)) throw new Error(`There is no host "${name}".`);
  process.stdout.write(hosts[/** @type {keyof typeof hosts} */ (name)]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
