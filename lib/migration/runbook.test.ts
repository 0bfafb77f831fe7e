import { describe, expect, it } from "vitest";
import { writeRunbook } from "./runbook";

const facts = {
  target: "203.0.113.7",
  names: ["obs.example.test"],
  gapMs: 26_000,
  box: { kind: "installed" } as const,
};
const commands = (steps: ReturnType<typeof writeRunbook>) => steps.flatMap(({ command }) => (command ? [command] : []));

describe("the runbook", () => {
  it("has the real values in its commands and sentences", () => {
    const steps = writeRunbook(facts);
    expect(commands(steps)).toContain(
      "sudo /opt/honeydue-obs/migrate.sh move --to root@203.0.113.7 --forward-to https://203.0.113.7",
    );
    const text = steps.map((step) => step.text).join("\n");
    expect(text).toContain("obs.example.test");
    expect(text).toContain("26 s");
  });

  it("says what is not known, and writes an IPv6 address as URLs and ssh take it", () => {
    const steps = writeRunbook({ ...facts, target: "2001:db8::7", names: [], gapMs: null });
    expect(commands(steps).join()).toContain("--to root@[2001:db8::7] --forward-to https://[2001:db8::7]");
    expect(steps.map((step) => step.text).join()).toContain("not known before a rehearsal");
    expect(commands(writeRunbook({ ...facts, target: null })).join()).toContain("root@ADDRESS");
  });

  it("is in the words of the box that it runs on", () => {
    const box = { kind: "plain", script: "/src/scripts/move/migrate.mjs", dataDir: "/src/.data" } as const;
    const plain = commands(writeRunbook({ ...facts, box })).join("\n");
    expect(plain).toContain("OBS_DATA_DIR=/src/.data node /src/scripts/move/migrate.mjs rehearse");
    expect(plain).toContain("less /src/deploy/migrate.sh");
    expect(plain).not.toContain("/opt/");
  });
});
