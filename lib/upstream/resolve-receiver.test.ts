import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countHostile } from "@/scripts/suite/count-hostile.mjs";
import { fetchUpstream } from "./fetch-upstream";
import { resolveReceiver } from "./resolve-receiver";

const secret = "http://127.0.0.1:8428";
beforeAll(() => {
  Object.assign(process.env, {
    NODE_ENV: "test",
    OBS_LOG_LEVEL: "silent",
    VICTORIAMETRICS_URL: secret,
    JAEGER_URL: "http://jaeger.test:16686",
    OBS_GRAFANA_URL: "http://grafana.test:3000",
    DOCKER_HOST: "tcp://docker.test:2375",
    OBS_LOCAL_RECEIVERS: "127.0.0.1:2525,127.0.0.1:8428,::1,10.1.2.3:8025",
  });
});

/** The host as a webhook's URL is parsed: decimal, octal and hexadecimal spellings become the plain address. */
const hostOf = (url: string) => new URL(url).hostname;
const names: Record<string, string[]> = {
  "jaeger.test": ["10.1.2.3"],
  "grafana.test": ["10.1.2.4"],
  "docker.test": ["10.1.2.5"],
  "rebound.test": ["203.0.113.9", "127.0.0.1"],
  "metadata.test": ["169.254.169.254"],
  "mapped.test": ["::ffff:127.0.0.1"],
  "hooks.test": ["203.0.113.9"],
};
const resolve = async (host: string) => (names[host] ?? []).map((address) => ({ address, family: 4 }));
const forbidden = { name: "ForbiddenReceiverError" };

const hostile = [
  "http://127.0.0.1/",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0177.0.0.1/",
  "http://127.0.0.1:8428/",
  "http://127.255.255.254/",
  "http://localhost.:80/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]/",
  "http://[::ffff:0:127.0.0.1]/",
  "http://[64:ff9b::127.0.0.1]/",
  "http://[2002:7f00:1::]/",
  "http://[0:0:0:0:0:ffff:127.0.0.1]:8428/",
  "http://0.0.0.0/",
  "http://0/",
  "http://[::]/",
  "http://169.254.169.254/latest/meta-data/",
  "http://2852039166/",
  "http://0xa9fea9fe/",
  "http://[::ffff:169.254.169.254]/",
  "http://[fe80::1]/",
  "http://[fd00:ec2::254]/",
  "http://100.100.100.200/",
  "http://192.0.0.192/",
  "http://224.0.0.1/",
  "http://255.255.255.255/",
  "http://[ff02::1]/",
  "http://10.1.2.3:16686/",
  "http://jaeger.test:16686/",
  "http://jaeger.test:4318/v1/traces",
  "http://10.1.2.3:14269/metrics",
  "http://[::ffff:10.1.2.3]:8888/",
  "http://grafana.test:3000/api/admin/users",
  "http://10.1.2.4/",
  "http://10.1.2.5:2375/containers/json",
  "http://[::127.0.0.1]:8428/",
  "http://[::7f00:1]/",
  "http://[64:ff9b:1::7f00:1]:8428/",
  "http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/",
  "http://127。0。0。1:8428/",
  "http://①②⑦.⓪.⓪.①/",
  "http://user:password@127.0.0.1:8428/",
  "http:///127.0.0.1:8428/",
  "http://127.0.0.1:8428\\@hooks.test/",
  "http://rebound.test/",
  "http://metadata.test/",
  "http://mapped.test/",
];

test.each(hostile)("%s is not a receiver", async (url) => {
  const { port, protocol } = new URL(url);
  const asked = hostOf(url) === "localhost." ? async () => [{ address: "127.0.0.1", family: 4 }] : resolve;
  const given = Number(port || (protocol === "https:" ? 443 : 80));
  await expect(resolveReceiver(hostOf(url), given, asked)).rejects.toMatchObject(forbidden);
});

test("what is public, on the local network, or named in the settings is one", async () => {
  expect(await resolveReceiver("hooks.test", 443, resolve)).toMatchObject({ address: "203.0.113.9" });
  expect(await resolveReceiver("10.9.9.9", 443, resolve)).toMatchObject({ address: "10.9.9.9" });
  // Jaeger's address on another port, since an admin of the host names it in the settings.
  expect(await resolveReceiver("10.1.2.3", 8025, resolve)).toMatchObject({ address: "10.1.2.3" });
  expect(await resolveReceiver("127.0.0.1", 2525, resolve)).toMatchObject({ address: "127.0.0.1" });
  expect(await resolveReceiver("[::1]", 9000, resolve)).toMatchObject({ address: "::1" });
  // A program of the stack stays out, whatever the setting says.
  await expect(resolveReceiver("127.0.0.1", 8428, resolve)).rejects.toMatchObject(forbidden);
  await expect(resolveReceiver("10.1.2.3", 16686, resolve)).rejects.toMatchObject(forbidden);
});

let asked = 0;
const server = createServer((_request, response) => {
  asked += 1;
  response.writeHead(302, { location: "http://127.0.0.1:8428/api/v1/admin/tsdb/delete_series" }).end();
});
beforeAll(() => new Promise<void>((done) => server.listen(0, "127.0.0.1", () => done())));
afterAll(() => server.close());

test("an open port of this host and a closed one look the same, and neither hears of it", async () => {
  const { port } = server.address() as AddressInfo;
  const answers: unknown[] = [];
  for (const at of [port, 1]) {
    const ask = fetchUpstream({ source: "receiver", url: `http://127.0.0.1:${at}/`, timeoutMs: 2000, guarded: true });
    answers.push(await ask.catch((error: Error) => error.message));
  }
  expect(answers[0]).toBe(answers[1]);
  expect(asked).toBe(0);
  countHostile("webhooks", "receivers", hostile.length);
});
