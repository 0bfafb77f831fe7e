import { describe, expect, it } from "vitest";
import { answerControl } from "./control";
import { Faults, faultNames } from "./faults";

describe("the control endpoint", () => {
  it("switches a fault on with its defaults, lists it, and switches it off", () => {
    const faults = new Faults();
    expect(answerControl(faults, "PUT", "/demo/faults/slow-db", "").status).toBe(200);
    expect(faults.get("slow-db")).toEqual({ addMs: 300 });
    expect(faults.list().filter(({ on }) => on)).toHaveLength(1);
    answerControl(faults, "DELETE", "/demo/faults/slow-db", "");
    expect(faults.get("slow-db")).toBeUndefined();
  });

  it("switches all off at once", () => {
    const faults = new Faults();
    for (const name of faultNames) answerControl(faults, "PUT", `/demo/faults/${name}`, "{}");
    expect(faults.list().every(({ on }) => on)).toBe(true);
    answerControl(faults, "DELETE", "/demo/faults", "");
    expect(faults.list().some(({ on }) => on)).toBe(false);
  });

  it.each([
    ["PUT", "/demo/faults/flood", "{}", 400, "slow-route"],
    ["PUT", "/demo/faults/slow-db", "{", 400, "no JSON"],
    ["PUT", "/demo/faults/slow-db", '{"addMs":-1}', 400, "addMs"],
    ["POST", "/demo/faults", "", 405, "GET"],
    ["GET", "/elsewhere", "", 404, "/demo/faults"],
  ])("%s %s %s answers %i", (method, path, body, status, words) => {
    const reply = answerControl(new Faults(), method, path, body);
    expect(reply.status).toBe(status);
    expect(JSON.stringify(reply.body)).toContain(words);
  });
});
