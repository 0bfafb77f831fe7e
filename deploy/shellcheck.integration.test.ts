import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { missingPrograms } from "@/scripts/setup/missing-programs";

const root = path.resolve(import.meta.dirname, "..");
const isMissing = missingPrograms({ shellcheck: "shellcheck" }).length > 0;

test.skipIf(isMissing)("every shell script of the project is clean for shellcheck, whatever its name", () => {
  const scripts = execFileSync(
    "grep",
    ["-rlE", "--exclude-dir=node_modules", "^#(!/bin/(ba)?sh| shellcheck shell)", "deploy", "scripts"],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  const files = scripts.trim().split("\n");
  expect(files).toEqual(
    expect.arrayContaining(["deploy/install.sh", "deploy/lib.sh", "deploy/systemd/honeydue-obs-kernel-log"]),
  );
  const checked = spawnSync("shellcheck", ["-x", "--severity=style", ...files], { cwd: root, encoding: "utf8" });
  expect(`${checked.stdout}${checked.stderr}`).toBe("");
  expect(checked.status).toBe(0);
});
