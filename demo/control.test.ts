import { describe, expect, it } from "vitest";
import { answerControl } from "./control";
import { Faults, faultNames } from "./faults";
import { RolloutStep } from "./rollout";
import { routeNames } from "./routes/index";

describe("the control endpoint", () => {
  it("switches a fault on with its defaults, lists it, and switches it off", () => {
    const faults = new Faults(routeNames);
    expect(answerControl({ faults, rollout: new RolloutStep() }, "PUT", "/demo/faults/slow-db", "").status).toBe(200);
    expect(faults.get("slow-db")).toEqual({ addMs: 300, factor: 1 });
    expect(faults.list().filter(({ on }) => on)).toHaveLength(1);
    answerControl({ faults, rollout: new RolloutStep() }, "DELETE", "/demo/faults/slow-db", "");
    expect(faults.get("slow-db")).toBeUndefined();
  });

  it("takes parameters and shows them", () => {
    const faults = new Faults(routeNames);
    const body = '{"route":"GET /api/residences/:id/","ratio":0.25}';
    const reply = answerControl({ faults, rollout: new RolloutStep() }, "PUT", "/demo/faults/error-spike", body);
    expect(reply.body).toMatchObject({
      faults: expect.arrayContaining([{ name: "error-spike", on: true, parameters: JSON.parse(body) }]),
    });
  });

  it("keeps a fault as it was when new parameters are refused", () => {
    const faults = new Faults(routeNames);
    faults.on("slow-db", { addMs: 10 });
    expect(
      answerControl({ faults, rollout: new RolloutStep() }, "PUT", "/demo/faults/slow-db", '{"addMs":"much"}').status,
    ).toBe(400);
    expect(faults.get("slow-db")).toEqual({ addMs: 10, factor: 1 });
  });

  it("switches all off at once", () => {
    const faults = new Faults(routeNames);
    for (const name of faultNames)
      answerControl({ faults, rollout: new RolloutStep() }, "PUT", `/demo/faults/${name}`, "{}");
    expect(faults.list().every(({ on }) => on)).toBe(true);
    answerControl({ faults, rollout: new RolloutStep() }, "DELETE", "/demo/faults", "");
    expect(faults.list().some(({ on }) => on)).toBe(false);
  });

  it.each([
    ["PUT", "/demo/faults/flood", "{}", 400, "slow-route"],
    ["PUT", "/demo/faults/constructor", "{}", 400, "slow-route"],
    ["PUT", "/demo/faults/slow-db", "{", 400, "no JSON"],
    ["PUT", "/demo/faults/slow-db", '{"addMs":-1}', 400, "addMs"],
    ["PUT", "/demo/faults/slow-db", '{"ms":1}', 400, "ms"],
    ["PUT", "/demo/faults/slow-route", '{"route":"GET /api/task/"}', 400, "GET /api/tasks/"],
    ["POST", "/demo/faults", "", 405, "GET"],
    ["GET", "/demo/faults/slow-db", "", 405, "PUT"],
    ["GET", "/elsewhere", "", 404, "/demo/faults"],
  ])("%s %s %s answers %i", (method, path, body, status, words) => {
    const reply = answerControl({ faults: new Faults(routeNames), rollout: new RolloutStep() }, method, path, body);
    expect(reply.status).toBe(status);
    expect(JSON.stringify(reply.body)).toContain(words);
  });

  it("goes to a step of the rollout and back, and refuses what is none", () => {
    const rollout = new RolloutStep();
    const control = { faults: new Faults(routeNames), rollout };
    expect(answerControl(control, "GET", "/demo/rollout", "")).toEqual({ status: 200, body: { step: 4 } });
    expect(answerControl(control, "PUT", "/demo/rollout", '{"step":2}')).toEqual({ status: 200, body: { step: 2 } });
    expect([rollout.hasHistograms, rollout.traces("echo"), rollout.traces("manual")]).toEqual([true, true, false]);
    for (const body of ['{"step":5}', '{"step":1.5}', "{}", "step"]) {
      expect(answerControl(control, "PUT", "/demo/rollout", body).status).toBe(400);
    }
    expect(rollout.step).toBe(2);
  });
});
