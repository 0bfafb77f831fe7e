import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { startProcess } from "../process/start-process.mjs";

// The journal itself needs systemd; what stands here in its place only prints lines and notes how it was called.
const dir = mkdtempSync(path.join(tmpdir(), "obs-unit-"));
const file = path.join(dir, "log/kernel.jsonl");
const calls = path.join(dir, "calls");
const lines = path.join(dir, "lines");
const line = (count: number) => `{"__CURSOR":"s=abc;i=${count}","MESSAGE":"line ${count}","_TRANSPORT":"kernel"}\n`;
writeFileSync(path.join(dir, "journalctl"), `#!/bin/sh\necho "$@" >>${calls}\ncat ${lines}\nexec sleep 600\n`);
chmodSync(path.join(dir, "journalctl"), 0o755);

const start = (bytes: number) =>
  startProcess({
    name: "honeydue-obs-kernel-log",
    command: path.resolve(import.meta.dirname, "../../deploy/systemd/honeydue-obs-kernel-log"),
    args: [file, String(bytes)],
    env: { PATH: `${dir}:${process.env.PATH}` },
  });
const read = (name: string) => (existsSync(name) ? readFileSync(name, "utf8") : "");

afterAll(() => rmSync(dir, { recursive: true, force: true }));

test("the host unit follows the journal, goes on after its last line, and keeps two bounded generations", async () => {
  writeFileSync(lines, line(1) + line(2));
  const first = start(10_000);
  await expect.poll(() => read(file), { timeout: 30_000 }).toBe(line(1) + line(2));
  await first.stop();
  expect(read(calls)).toContain("-k -o json -f --no-pager --lines=all");

  writeFileSync(lines, Array.from({ length: 10 }, (_, index) => line(index + 3)).join(""));
  const second = start(300);
  await expect.poll(() => read(`${file}.1`) + read(file), { timeout: 30_000 }).toContain(line(12));
  await second.stop();
  expect(read(calls)).toContain("--after-cursor=s=abc;i=2");
  // A generation ends with the line that fills it.
  expect(Math.max(read(file).length, read(`${file}.1`).length)).toBeLessThan(300 + line(12).length);
  const kept = (read(`${file}.1`) + read(file)).trim().split("\n");
  expect(kept.at(-1)).toBe(line(12).trim());
  for (const one of kept) expect(() => JSON.parse(one)).not.toThrow();
});
