import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryDir } from "../run/test-helpers";
import { refuseMoved } from "./refuse-moved.mjs";

test("a stack that was moved away does not start again, and says what would take it back", () => {
  const dir = temporaryDir();
  expect(() => refuseMoved(dir)).not.toThrow();
  mkdirSync(path.join(dir, "moves"));
  writeFileSync(path.join(dir, "moves/moved"), "20261128T193220Z-move");
  expect(() => refuseMoved(dir)).toThrow(/20261128T193220Z-move.*migrate\.sh rollback/);
});
