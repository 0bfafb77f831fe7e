import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import path from "node:path";
import { z } from "zod";
import { moveRecordSchema } from "@/lib/migration/move-record";
import { freePort } from "@/scripts/process/free-port.mjs";
import { runCommand } from "@/scripts/process/run-command.mjs";
import { startVmagent } from "@/scripts/programs/start-vmagent.mjs";
import { writeTargets } from "@/scripts/programs/write-scrape-config.mjs";
import { ensureToken } from "@/scripts/setup/ensure-token.mjs";
import { findOnPath } from "@/scripts/setup/find-on-path.mjs";
import { migrateDatabase } from "@/scripts/setup/migrate-database.mjs";
import { obtainOwnProgram } from "@/scripts/setup/obtain-own-program.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const boxCommand = [process.execPath, path.join(root, "deploy/testing/move-box.mjs")];
/** The command of a box, for a shell on a machine that knows none. */
export const boxProgram = boxCommand.join(" ");
/** As the boxes see the senders, unlike each other's own address. */
export const sendersAddress = "127.0.0.9";

type Box = { dir: string; ports: Record<"vm" | "query" | "otlp" | "internal" | "gate", number> };

async function newBox(dir: string): Promise<Box> {
  mkdirSync(dir, { recursive: true });
  const [vm, query, otlp] = [await freePort(), await freePort(), await freePort()];
  const ports = { vm, query, otlp, internal: await freePort(), gate: await freePort() };
  writeFileSync(path.join(dir, "box.json"), JSON.stringify(ports));
  return { dir, ports };
}

/** What DNS and the network are to senders: connections go to one box or the other, from an address of their own. */
async function startNetwork(port: number) {
  let to = port;
  const open = new Set<Socket>();
  const server = createServer((from) => {
    const onward = connect({ host: "127.0.0.1", port: to, localAddress: sendersAddress });
    for (const socket of [from, onward]) {
      open.add(socket);
      socket.on("error", () => socket.destroy()).on("close", () => open.delete(socket));
    }
    from.pipe(onward).pipe(from);
    from.on("close", () => onward.destroy());
    onward.on("close", () => from.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** From now on, as a changed record would, which open connections do not follow. */
    pointTo: (next: number) => {
      to = next;
    },
    stop: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

/** A target whose counter is the number of its scrapes: each whole number is one sample, so that one lost is seen. */
async function startTicks() {
  let ticks = 0;
  const server = createHttpServer((_, response) => {
    ticks += 1;
    response.end(`move_ticks_total ${ticks}\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, count: () => ticks, stop: () => server.close() };
}

/**
 * Programs that stand before the real ones on PATH: while `die-in` names the step under way, they do their work and
 * then kill the whole run, as a power cut would. Once for each name.
 */
function plantKiller(dir: string): void {
  mkdirSync(dir, { recursive: true });
  for (const name of ["rsync", "nginx", "box"]) {
    const real = name === "box" ? boxProgram : (findOnPath(name) ?? "");
    const text = `#!/bin/sh
${real} "$@"
status=$?
step=$(cat "${dir}/die-in" 2>/dev/null)
record="$MOVE_RECORDS/$(cat "$MOVE_RECORDS/newest" 2>/dev/null)/record.json"
if [ -n "$step" ] && grep -q "\\"name\\":\\"$step\\",\\"state\\":\\"running\\"" "$record" 2>/dev/null; then
  rm "${dir}/die-in"
  kill -9 "-$(cat "${dir}/group")"
fi
exit $status
`;
    writeFileSync(path.join(dir, name), text);
    chmodSync(path.join(dir, name), 0o755);
  }
}

type RunOptions = { dieIn?: string; binDir?: string; from?: Box };
export type Run = { code: number | null; output: string };

const sentSchema = z.object({ traceIds: z.array(z.string()), failedExports: z.number() });

/** Traces that a box does not have, once it had ten seconds to write what it took in. */
export async function missingTraces(box: { ports: { query: number } }, traceIds: string[]): Promise<string[]> {
  let missing = traceIds;
  const untilMs = Date.now() + 10_000;
  while (missing.length > 0 && Date.now() < untilMs) {
    const found = await Promise.all(
      missing.map(async (id) => (await fetch(`http://127.0.0.1:${box.ports.query}/api/traces/${id}`)).ok),
    );
    missing = missing.filter((_, index) => !found[index]);
  }
  return missing;
}

/**
 * Two boxes, the old one running, senders that push to it through the network, and the script between them.
 * `metricsData`: what the old one's VictoriaMetrics has from before; it becomes its directory.
 */
export async function startTwoBoxes(dir: string, { metricsData }: { metricsData?: string } = {}) {
  const [source, target] = [await newBox(path.join(dir, "old")), await newBox(path.join(dir, "new"))];
  if (metricsData) renameSync(metricsData, path.join(source.dir, "vm"));
  const sender = await obtainOwnProgram("otlp-sender");
  const data = path.join(source.dir, "console");
  const tokenFile = path.join(data, "token");
  mkdirSync(data);
  const databaseUrl = `file:${path.join(data, "console.db")}`;
  await migrateDatabase({ databaseUrl });
  await ensureToken({ root, dataDir: data, databaseUrl, tokenFile });
  const box = (which: Box, word: string) =>
    runCommand({ command: boxCommand[0] ?? "", args: [boxCommand[1] ?? "", word], cwd: which.dir });
  await box(source, "start");

  const killer = path.join(dir, "killer");
  plantKiller(killer);
  const records = path.join(data, "moves");
  const network = await startNetwork(source.ports.gate);
  const ticks = await startTicks();
  const targetsFile = path.join(dir, "targets.json");
  writeTargets(targetsFile, [ticks.address]);
  const vmagent = await startVmagent({
    port: await freePort(),
    remoteWriteUrl: `${network.url}/api/v1/write`,
    tokenFile,
    scrapeIntervalSeconds: 1,
    targetsFile,
    dataDir: path.join(dir, "vmagent"),
  });

  /**
   * Runs migrate.sh in a process group of its own; never rejects. `dieIn`: killed at the end of that step's first
   * command; `binDir`: has an ssh that knows the new box; `from`: the box that it runs on.
   */
  const migrate = (words: string[], { dieIn, binDir, from = source }: RunOptions = {}): Promise<Run> => {
    if (dieIn) writeFileSync(path.join(killer, "die-in"), dieIn);
    const own = ["--from", from.dir, "--places", path.join(root, "deploy/testing/move-places.conf")];
    const child = spawn(path.join(root, "deploy/migrate.sh"), [...words, ...own], {
      detached: true,
      env: {
        ...process.env,
        PATH: [killer, ...(binDir ? [binDir] : []), process.env.PATH].join(":"),
        MOVE_BOX: path.join(killer, "box"),
        MOVE_RECORDS: records,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    writeFileSync(path.join(killer, "group"), String(child.pid));
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    return new Promise((resolve) => child.on("exit", (code) => resolve({ code, output })));
  };

  const readRecord = (of: Box = source) => {
    const at = path.join(of.dir, "console/moves");
    const newest = readFileSync(path.join(at, "newest"), "utf8");
    return moveRecordSchema.parse(JSON.parse(readFileSync(path.join(at, newest, "record.json"), "utf8")));
  };

  /** The Go exporter sends so many spans through the network, five a second; `settings` are OpenTelemetry's own. */
  const sendSpans = async (spans: number, settings: Record<string, string> = {}) => {
    const output = await runCommand({
      command: sender,
      args: [String(spans)],
      env: {
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${network.url}/v1/traces`,
        OTEL_EXPORTER_OTLP_TRACES_HEADERS: `Authorization=Bearer ${readFileSync(tokenFile, "utf8").trim()}`,
        ...settings,
      },
    });
    return sentSchema.parse(JSON.parse(output.trim().split("\n").at(-1) ?? ""));
  };

  /** Every value of the counter that a box holds, in order. */
  const ticksOf = async (of: Box): Promise<number[]> => {
    const response = await fetch(`http://127.0.0.1:${of.ports.vm}/api/v1/export?match[]=move_ticks_total`);
    const lines = (await response.text()).split("\n").filter((line) => line !== "");
    const values = lines.flatMap((line) => (JSON.parse(line) as { values: number[] }).values);
    return [...new Set(values)].toSorted((a, b) => a - b);
  };

  const stop = async () => {
    await vmagent.stop();
    network.stop();
    ticks.stop();
    for (const one of [source, target]) if (existsSync(path.join(one.dir, "pids.json"))) await box(one, "destroy");
  };
  return {
    source,
    target,
    databaseUrl,
    tokenFile,
    records,
    network,
    ticks,
    vmagent,
    box,
    migrate,
    readRecord,
    sendSpans,
    ticksOf,
    stop,
  };
}
