import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { moveRecordSchema, moveSteps } from "@/lib/migration/move-record";
import { runCommand } from "@/scripts/process/run-command.mjs";
import { backendOf } from "@/scripts/programs/launch-of.mjs";
import { scrapeConfig, writeTargets } from "@/scripts/programs/write-scrape-config.mjs";
import { poll } from "@/scripts/run/test-helpers";
import { type Deployment, domain, startDeployment } from "./testing/start-deployment";
import { whyNoHost } from "./testing/start-host";
import { sshName, startSshd } from "./testing/start-sshd";

const reason = whyNoHost();
const dir = mkdtempSync(path.join(tmpdir(), "obs-installed-"));
const [oldAddress, newAddress] = ["10.213.90.1", "10.213.90.2"];

/** Two hosts of their own, each with a Docker Engine and an nginx; a cable and ssh are all there is between them. */
async function startTwoHosts() {
  // nginx's workers go through it.
  chmodSync(dir, 0o711);
  const source = await startDeployment(path.join(dir, "old"));
  const target = await startDeployment(path.join(dir, "new"), { withConsole: false });
  const ip = (...args: string[]) => runCommand({ command: "ip", args });
  const end = `mv${process.pid}`;
  await ip("link", "add", `${end}a`, "type", "veth", "peer", "name", `${end}b`);
  for (const [host, device, address] of [
    [source.host, `${end}a`, oldAddress],
    [target.host, `${end}b`, newAddress],
  ] as const) {
    await ip("link", "set", device, "netns", host.namespace);
    await host.run("ip", ["address", "add", `${address}/30`, "dev", device]);
    await host.run("ip", ["link", "set", device, "up"]);
  }
  const { DOCKER_HOST, DOCKER_CONFIG } = target.host.env;
  const ssh = await startSshd({
    dir: path.join(dir, "ssh"),
    address: newAddress,
    port: 22,
    env: { DOCKER_HOST, DOCKER_CONFIG },
    newBox: target.host,
    oldBox: source.host,
  });
  return { source, target, ssh };
}

/** What the API's side does all the time, by the old box's address: a counter of its own scrapes, pushed by vmagent. */
async function startSender({ host, certificates, paths }: Deployment) {
  const own = path.join(dir, "sender");
  mkdirSync(own);
  const counter = `let ticks = 0; require("node:http").createServer(({ url }, answer) => {
    if (url === "/metrics") ticks += 1; answer.end("move_ticks_total " + ticks + "\\n"); }).listen(9900, "127.0.0.1")`;
  const ticks = host.start("ticks", process.execPath, ["-e", counter]);
  const vmagent = await backendOf("vmagent", undefined);
  if (vmagent.via === "docker") throw new Error("vmagent is needed as a binary here.");
  const targetsFile = path.join(own, "targets.json");
  writeTargets(targetsFile, ["127.0.0.1:9900"]);
  const config = path.join(own, "scrape.yaml");
  writeFileSync(config, scrapeConfig({ scrapeIntervalSeconds: 1, targetsFile, ownAddress: "127.0.0.1:8429" }));
  const agent = host.start("vmagent", vmagent.command, [
    "-httpListenAddr=127.0.0.1:8429",
    `-promscrape.config=${config}`,
    "-remoteWrite.url=https://127.0.0.1/api/v1/write",
    `-remoteWrite.headers=Host: obs.${domain}`,
    `-remoteWrite.tlsServerName=obs.${domain}`,
    `-remoteWrite.tlsCAFile=${certificates}/ca.pem`,
    `-remoteWrite.bearerTokenFile=${paths.token}`,
    `-remoteWrite.tmpDataPath=${own}/queue`,
    "-remoteWrite.retryMaxInterval=2s",
  ]);
  const count = async () => Number((await host.run("curl", ["-s", "http://127.0.0.1:9900/now"])).split(" ")[1]);
  return { count, stop: () => Promise.all([ticks.stop(), agent.stop()]) };
}

describe.skipIf(reason !== null)(`two installed boxes${reason ? ` (skipped: ${reason})` : ""}`, () => {
  let boxes: Awaited<ReturnType<typeof startTwoHosts>>;
  let sender: Awaited<ReturnType<typeof startSender>>;

  beforeAll(async () => {
    boxes = await startTwoHosts();
    await boxes.source.install();
    sender = await startSender(boxes.source);
  }, 600_000);

  afterAll(async () => {
    await sender?.stop();
    await boxes?.ssh.stop();
    await boxes?.source.destroy();
    await boxes?.target.destroy();
    rmSync(dir, { recursive: true, force: true });
  }, 60_000);

  const migrate = (words: string[], { caFile }: { caFile?: string } = {}) => {
    const { host, paths, hostRoot, certificates } = boxes.source;
    const own = caFile ?? `${certificates}/ca.pem`;
    const env = { PATH: `${boxes.ssh.binDir}:${host.env.PATH}`, OBS_CA_FILE: own };
    const script = path.join(paths.home, "migrate.sh");
    return host.run("sh", ["-c", '"$0" "$@" 2>&1 || echo "exit status $?"', script, ...words, "--from", hostRoot], {
      env,
    });
  };
  const readRecord = ({ paths }: Deployment) => {
    const records = path.join(paths.data, "console/moves");
    const newest = readFileSync(path.join(records, "newest"), "utf8");
    return moveRecordSchema.parse(JSON.parse(readFileSync(path.join(records, newest, "record.json"), "utf8")));
  };
  const ticksOf = async ({ host }: Deployment) => {
    const url = "http://127.0.0.1:8428/api/v1/export?match[]=move_ticks_total";
    const lines = (await host.run("curl", ["-sg", url])).split("\n").filter((line) => line.startsWith("{"));
    const values = lines.flatMap((line) => (JSON.parse(line) as { values: number[] }).values);
    return [...new Set(values)].toSorted((a, b) => a - b);
  };
  /** Asks a public host at the old box, as who still has its address does. */
  const statusAtOld = (host: string, where: string, ...more: string[]) => {
    const to = ["--resolve", `${host}.${domain}:443:127.0.0.1`, `https://${host}.${domain}${where}`];
    return boxes.source.host.run("curl", ["-sk", "-o", "/dev/null", "-w", "%{http_code}", ...more, ...to]);
  };
  const running = async ({ host }: Deployment) =>
    (await host.docker.listContainers()).map(({ Names }) => Names[0] ?? "").toSorted();

  test("a rehearsal leaves the running containers as they are", async () => {
    const { source } = boxes;
    await poll("ticks", async () => ((await ticksOf(source)).length >= 3 ? true : undefined), 60_000);
    const before = (await source.host.docker.listContainers()).map(({ Id }) => Id).toSorted();
    const output = await migrate(["rehearse", "--to", path.join(dir, "rehearsal")]);
    expect(output).toContain("the running stack was left alone");
    expect(readRecord(source)).toMatchObject({ kind: "rehearse", state: "finished" });
    expect((await source.host.docker.listContainers()).map(({ Id }) => Id).toSorted()).toEqual(before);
    expect(existsSync(path.join(dir, "rehearsal"))).toBe(false);
    expect(readdirSync(path.join(source.paths.data, "vm/snapshots"))).toEqual([]);
  }, 300_000);

  test("the move: image, data, secrets and hosts by ssh; the old box passes on pages and pushes", async () => {
    const { source, target } = boxes;
    const move = ["move", "--to", `${sshName}:${target.hostRoot}`, "--forward-to", `https://${newAddress}`];
    // Nothing is passed on to a gate that cannot show whose it is.
    const untrusted = await migrate(move, { caFile: "/etc/ssl/certs/ca-certificates.crt" });
    expect(untrusted).toContain("(new-gate-untrusted)");
    expect(untrusted).toContain("The old stack is STOPPED");
    const output = await migrate(move);
    expect(output).toContain("The new box has taken over");
    const record = readRecord(source);
    expect(record.steps.map(({ name, state }) => `${name} ${state}`)).toEqual(moveSteps.map((name) => `${name} done`));
    expect(readRecord(target)).toEqual(record);
    expect(await running(source)).toEqual([]);
    expect(await running(target)).toHaveLength(5);
    expect(
      await target.verify("gate-refuses,metrics-canary,traces-canary,containers,deny-directory,file-modes"),
    ).toEqual([]);

    const until = await sender.count();
    const ticks = await poll(
      "every sample up to the last",
      async () => {
        const values = await ticksOf(target);
        const isWhole = values.length === (values.at(-1) ?? 0) - (values[0] ?? 0) + 1;
        return isWhole && (values.at(-1) ?? 0) >= until ? values : undefined;
      },
      120_000,
    );
    expect(ticks[0]).toBeLessThanOrEqual(2);
    const log = readFileSync(path.join(target.hostRoot, "var/log/honeydue-obs-gate/access.log"), "utf8");
    expect(log).toContain(`"via":"${oldAddress}"`);
    expect(await statusAtOld("obs", "/api/v1/write", "-X", "POST", "-d", "")).toBe("401");
    expect(await statusAtOld("console", "/api/health")).toBe("200");
    expect(await statusAtOld("grafana", "/api/health")).toBe("401");
  }, 600_000);

  test("the old stack does not start beside the new one; the way back does", async () => {
    const { source, target } = boxes;
    const again = await source.install().catch((error: Error) => error.message);
    expect(again).toContain("migrate.sh rollback");
    const output = await migrate(["rollback"]);
    expect(output).toContain("The old box has taken over again");
    expect(await running(target)).toEqual([]);
    expect(await running(source)).toHaveLength(5);
    expect(await source.verify("gate-refuses,metrics-canary,traces-canary,containers,deny-directory")).toEqual([]);
    expect(await statusAtOld("grafana", "/api/health")).toBe("401");
  }, 300_000);
});
