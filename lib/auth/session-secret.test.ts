import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { generateSecret } from "../../scripts/setup/generate-secret.mjs";

const dir = mkdtempSync(path.join(tmpdir(), "obs-secret-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const code = 'const { sessionSecret } = await import("@/lib/auth/session-secret"); console.log(sessionSecret());';
const args = ["--conditions=react-server", "--import", "tsx", "--input-type=module", "--eval", code];
const options = (env: Record<string, string>) => ({
  cwd: path.resolve(import.meta.dirname, "../.."),
  env: { PATH: process.env.PATH ?? "", NODE_ENV: "production" as const, OBS_DATA_DIR: dir, ...env },
});

it("is refused in production when there is none, with the command that makes one", { timeout: 60_000 }, () => {
  const run = spawnSync(process.execPath, args, options({}));
  expect(run.status).not.toBe(0);
  expect(run.stderr.toString()).toContain("openssl rand -base64 48");
});

it("is what npm start generated, mode 0600, and is kept", { timeout: 60_000 }, () => {
  generateSecret(dir);
  const file = path.join(dir, "nextauth-secret");
  const secret = readFileSync(file, "utf8");
  generateSecret(dir);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(execFileSync(process.execPath, args, options({})).toString().trim()).toBe(secret);
});
