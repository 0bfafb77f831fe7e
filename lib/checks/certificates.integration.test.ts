import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { createServer as createHttps, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "@/scripts/process/free-port.mjs";
import { temporaryDir } from "@/scripts/run/test-helpers";
import { askHost } from "./ask-host";
import { judgeCertificate } from "./each/certificates";
import { openHosts } from "./open-deployment";

const dir = temporaryDir();
const servers: Server[] = [];
const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: dir, stdio: "pipe" });
const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
const ca = () => readFileSync(path.join(dir, "ca.pem"), "utf8");

/** An HTTPS server with a certificate of the test's own authority for one name. */
async function serve(name: string, days: string): Promise<number> {
  openssl(
    "req",
    ...key,
    "-keyout",
    `${name}.key`,
    "-out",
    `${name}.csr`,
    "-subj",
    `/CN=${name}`,
    "-addext",
    `subjectAltName=DNS:${name}`,
  );
  const sign = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-copy_extensions", "copy"];
  openssl("x509", "-req", "-in", `${name}.csr`, ...sign, "-days", days, "-out", `${name}.pem`);
  const read = (end: string) => readFileSync(path.join(dir, `${name}.${end}`));
  const server = createHttps({ key: read("key"), cert: read("pem") }, (_, answer) => answer.end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

beforeAll(() => {
  openssl("req", "-x509", ...key, "-days", "9", "-subj", "/O=Test/CN=Test CA", "-keyout", "ca.key", "-out", "ca.pem");
});
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(dir, { recursive: true, force: true });
});

/** The check of one name, asked at a port of this machine. */
function judge(port: number, host: string, trusted: string | null = ca()) {
  const names = { ingest: host, grafana: host, console: host };
  const ask = (name: string, where: string) =>
    askHost(
      { protocol: "https", host: name, port, path: where, address: "127.0.0.1", ca: trusted },
      { method: "HEAD" },
    );
  return judgeCertificate({ ...openHosts(names, null), ask }, host);
}

test("certificates are judged by the name that is asked for: good, another name's, not trusted, ending, expired", async () => {
  const good = await serve("obs.example.test", "30");
  expect(await judge(good, "obs.example.test")).toMatchObject({ code: "ok", evidence: { issuer: "Test" } });
  expect(await judge(good, "console.example.test")).toMatchObject({ code: "certificate-wrong-host", state: "failed" });
  expect(await judge(good, "obs.example.test", null)).toMatchObject({
    code: "certificate-untrusted",
    evidence: { reason: expect.stringMatching(/UNABLE|SELF_SIGNED/) },
  });
  expect(await judge(await serve("soon.example.test", "13"), "soon.example.test")).toMatchObject({
    code: "certificate-expires-soon",
  });
  expect(await judge(await serve("old.example.test", "-1"), "old.example.test")).toMatchObject({
    code: "certificate-expired",
  });
});

test("a host where nobody answers is unreachable, with the system's code", async () => {
  expect(await judge(await freePort(), "obs.example.test")).toMatchObject({
    code: "host-unreachable",
    evidence: { reason: "ECONNREFUSED" },
  });
});
