import { describe, expect, it } from "vitest";
import type { FindingCode } from "@/lib/oncall/diagnosis/codes";
import type { FindingView, Overview } from "@/lib/oncall/types";
import type { LiveFault } from "./faults/types";
import { judgeLooks } from "./judge-live";

type Look = Pick<Overview, "findings" | "verdict">;
const found = (code: FindingCode, severity: FindingView["severity"] = "bad"): FindingView => ({
  ...{ code, severity, key: code, because: null, place: "api", subject: null, reason: null, phase: "present" },
  ...{ sinceMs: null, evidence: [], explains: [] },
  words: { headline: "", holds: "", toDo: "", runbook: code },
});
const look = (code: Overview["verdict"]["code"], ...findings: FindingView[]): Look => ({
  findings,
  verdict: { code, health: "ok", word: "", sinceMs: null, clauses: [], text: "", unknowns: [], limits: [] },
});
const fault = (...codes: FindingCode[]): LiveFault => ({
  ...{ name: "a fault", codes },
  inject: async () => {},
  mend: async () => {},
});
const judge = (of: LiveFault, ...looks: Look[]) =>
  judgeLooks(
    of,
    looks.map((overview, index) => ({ seconds: index, overview })),
  );

describe("a fault's looks", () => {
  it("are right from the first that names it and nothing else", () => {
    const looks = [
      look("up"),
      look("degraded", found("gate-down"), found("api-gone")),
      look("down", found("gate-down")),
    ];
    expect(judge(fault("gate-down"), ...looks)).toMatchObject({ result: "right", seconds: 2, named: ["gate-down"] });
  });

  it("may name what stands beside it, and no consequence counts", () => {
    const folded = { ...found("api-gone"), because: "gate-down" };
    const of = { ...fault("gate-down"), also: ["gate-log-silent" as const] };
    expect(judge(of, look("down", found("gate-down"), found("gate-log-silent"), folded)).result).toBe("right");
  });

  it("are a false green where the page says UP, whatever it lists", () => {
    expect(judge(fault("gate-down"), look("up")).result).toBe("false green");
    expect(judge(fault("gate-down"), look("up", found("gate-down"))).result).not.toBe("right");
  });

  it("are silent where nothing is named and the page is not green", () => {
    expect(judge(fault("gate-down"), look("unknown")).result).toBe("silent");
  });

  it("are misleading with half of it or with more, and a false alarm with something else", () => {
    expect(judge(fault("gate-down", "api-down"), look("down", found("gate-down"))).result).toBe("misleading");
    expect(judge(fault("gate-down"), look("down", found("gate-down"), found("api-gone"))).result).toBe("misleading");
    expect(judge(fault("gate-down"), look("down", found("api-gone"))).result).toBe("false alarm");
  });

  it("of a notice are right only beside UP", () => {
    const notice = { ...fault("metrics-gap"), isNotice: true };
    expect(judge(notice, look("up", found("metrics-gap", "info"))).result).toBe("right");
    expect(judge(notice, look("degraded", found("metrics-gap", "info"), found("api-gone"))).result).toBe("false alarm");
    expect(judge(notice, look("up")).result).toBe("silent");
  });
});
