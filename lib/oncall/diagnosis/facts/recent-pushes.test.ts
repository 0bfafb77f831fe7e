import { describe, expect, it } from "vitest";
import type { LogLine } from "@/lib/gate/log-types";
import { RecentPushes } from "@/lib/gate/recent-pushes";
import { summarize } from "./load-gate-facts";

const nowMs = Date.UTC(2026, 2, 1, 3, 14);
const line = (agoSeconds: number, changes: Partial<LogLine> & { refusal?: string; scope?: string } = {}): LogLine => {
  const { refusal = "", scope = "traces:write", ...rest } = changes;
  return {
    ...{ atMs: nowMs - agoSeconds * 1000, status: 200, bytes: 10, bodyBytes: 5, isAuthorized: refusal === "" },
    sender: { refusal, token: "exporterTk", scope, address: "10.0.0.7", agent: "OTel" },
    ...rest,
  };
};
const windows = { nowMs, windowMs: 300_000, shortMs: 60_000 };
const read = (lines: LogLine[]) => {
  const pushes = new RecentPushes();
  pushes.add(lines, nowMs);
  return pushes.list(nowMs).map((sender) => summarize(sender, windows));
};

describe("the pushes of the last minutes", () => {
  it("are told apart by what became of them, with since when it is the only outcome", () => {
    const lines = [
      line(200),
      line(100),
      line(40, { refusal: "denied", status: 401 }),
      line(5, { refusal: "denied", status: 401 }),
    ];
    expect(read(lines)).toMatchObject([
      {
        long: { ok: 2, denied: 2 },
        short: { denied: 2 },
        newest: { outcome: "denied", sinceMs: nowMs - 40_000, atMs: nowMs - 5000 },
        okAtMs: nowMs - 100_000,
      },
    ]);
  });

  it("tell what the store behind the gate answered from what the gate refused", () => {
    const [sender] = read([line(9), line(3, { status: 503 })]);
    expect(sender?.newest).toMatchObject({ outcome: "answer 503", sinceMs: nowMs - 3000 });
  });

  it("hold no stranger's paths or methods, nothing older than ten minutes, and a bounded number of senders", () => {
    expect(read([line(3, { refusal: "not-found" }), line(3, { scope: "" }), line(700)])).toEqual([]);
    const many = Array.from({ length: 300 }, (_, index) => ({
      ...line(3),
      sender: { ...line(3).sender, address: `10.0.1.${index}` },
    }));
    const senders = read(many);
    expect(senders).toHaveLength(100);
    expect(senders.at(-1)?.address).toBe("10.0.1.299");
  });
});
