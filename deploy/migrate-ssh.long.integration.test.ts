import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { moveSteps } from "@/lib/migration/move-record";
import { freePort } from "@/scripts/process/free-port.mjs";
import { poll, temporaryDir } from "@/scripts/run/test-helpers";
import { sshName, startSshd } from "./testing/start-sshd";
import { boxProgram, startTwoBoxes } from "./testing/two-boxes";

const dir = temporaryDir();
let boxes: Awaited<ReturnType<typeof startTwoBoxes>>;
let ssh: Awaited<ReturnType<typeof startSshd>>;

beforeAll(async () => {
  ssh = await startSshd({
    dir: path.join(dir, "ssh"),
    address: "127.0.0.1",
    port: await freePort(),
    env: { MOVE_BOX: boxProgram },
  });
  boxes = await startTwoBoxes(dir);
}, 300_000);

afterAll(async () => {
  await boxes?.stop();
  await ssh?.stop();
  rmSync(dir, { recursive: true, force: true });
});

test("by ssh: looked at, broken off in the copy, gone on, closed, and taken back from a dead box; no scrape is lost", async () => {
  const { source, target, network } = boxes;
  const move = ["move", "--to", `${sshName}:${target.dir}`, "--forward-to", `http://127.0.0.1:${target.ports.gate}`];
  const migrate = (words: string[], dieIn?: string) => boxes.migrate(words, { dieIn, binDir: ssh.binDir });
  await poll("ticks", async () => ((await boxes.ticksOf(source)).length >= 3 ? true : undefined));

  const look = await migrate([...move, "--dry-run"]);
  expect(look.code, look.output).toBe(0);
  expect(look.output).toContain(`to ${sshName}:${target.dir}/vm`);
  expect(readdirSync(target.dir)).toEqual(["box.json"]);

  for (const step of ["warm-copy", "final-copy"]) {
    const broken = await migrate(move, step);
    expect(broken.code, broken.output).toBeNull();
  }
  const last = await migrate(move);
  expect(last.code, last.output).toBe(0);
  const record = boxes.readRecord();
  expect(record.steps.map(({ name, state }) => `${name} ${state}`)).toEqual(moveSteps.map((name) => `${name} done`));
  expect(record.to).toBe(`${sshName}:${target.dir}`);
  expect(record.facts.comparedFiles).toBeGreaterThan(10);
  expect(record.facts.clockSkewMs).toBeLessThan(60_000);
  expect(boxes.readRecord(target)).toEqual(record);
  // The address that ssh came from is the one that the new gate believes.
  expect(readFileSync(path.join(target.dir, "console/gate/forwarders/old-box.conf"), "utf8")).toContain(
    "set_real_ip_from 127.0.0.1;",
  );

  network.pointTo(target.ports.gate);
  const until = boxes.ticks.count();
  await poll("every sample up to the last", async () => {
    const values = await boxes.ticksOf(target);
    const isWhole = values.length === (values.at(-1) ?? 0) - (values[0] ?? 0) + 1;
    return (values.at(-1) ?? 0) >= until && (values[0] ?? 9) <= 2 && isWhole ? true : undefined;
  });

  // Once the old box is off, it is believed no longer.
  const closed = await boxes.migrate(["close"], { from: target });
  expect(closed.output).toContain("Closed");
  expect(existsSync(path.join(target.dir, "console/gate/forwarders/old-box.conf"))).toBe(false);
  expect((await boxes.migrate(["close"], { from: target })).output).toContain("Nothing to close");

  // A new box that is dead hinders the way back only until somebody says so.
  await ssh.stop();
  const refused = await migrate(["rollback"]);
  expect(refused.output).toContain("(target-unreachable)");
  expect(existsSync(path.join(source.dir, "console/moves/moved"))).toBe(true);
  const back = await migrate(["rollback", "--new-box-off"]);
  expect(back.code, back.output).toBe(0);
  network.pointTo(source.ports.gate);
  await boxes.box(source, "verify");
  expect(existsSync(path.join(source.dir, "console/moves/moved"))).toBe(false);
}, 300_000);
