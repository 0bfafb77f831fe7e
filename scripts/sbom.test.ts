import { expect, test } from "vitest";
import { readAudit } from "./sbom.mjs";

test("a report is read, and what is none counts as nobody asked", () => {
  const vulnerabilities = { info: 0, low: 1, moderate: 0, high: 2, critical: 0, total: 3 };
  expect(readAudit(JSON.stringify({ metadata: { vulnerabilities } }))).toMatchObject({ low: 1, high: 2 });
  for (const text of ["", "{}", '{"message":"request to registry failed"}', "<html>"]) {
    expect(readAudit(text)).toBeNull();
  }
});
