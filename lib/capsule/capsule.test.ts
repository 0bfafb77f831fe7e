import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spanOf } from "@/lib/jaeger/testing/span-of";
import { stepSecondsOf } from "@/lib/ranges/ranges";
import { cleanDeep } from "./clean";
import { fileNameOf } from "./file-name";
import { packContent, unpackContent } from "./pack";
import { contentSchema } from "./schema";
import { sampleCapsule, sampleTrace } from "./testing/sample-content";
import { clampWindow, rangeCovering, windowOfIncident } from "./window";

const minuteMs = 60_000;

describe("the window", () => {
  const nowMs = 1_000 * minuteMs;
  it("of an incident begins five minutes before it and ends with it, or now", () => {
    const startMs = nowMs - 30 * minuteMs;
    expect(windowOfIncident({ startMs, endMs: null }, nowMs)).toEqual({
      startMs: startMs - 5 * minuteMs,
      endMs: nowMs,
    });
    expect(windowOfIncident({ startMs, endMs: startMs + minuteMs }, nowMs).endMs).toBe(startMs + 6 * minuteMs);
    expect(windowOfIncident({ startMs, endMs: nowMs - minuteMs }, nowMs).endMs).toBe(nowMs);
  });

  it("never reaches beyond now, nor is it shorter than a minute or longer than a week", () => {
    fc.assert(
      fc.property(fc.nat(1e12), fc.nat(1e12), fc.integer({ min: 1e11, max: 1e12 }), (startMs, endMs, now) => {
        const window = clampWindow({ startMs, endMs }, now);
        expect(window.endMs).toBeLessThanOrEqual(now);
        expect(window.endMs - window.startMs).toBeGreaterThanOrEqual(minuteMs);
        expect(window.endMs - window.startMs).toBeLessThanOrEqual(7 * 24 * 60 * minuteMs);
        const seconds = (window.endMs - window.startMs) / 1000;
        const points = seconds / stepSecondsOf(seconds, 15);
        expect(points).toBeLessThanOrEqual(240);
      }),
    );
    expect([rangeCovering(15 * minuteMs), rangeCovering(16 * minuteMs), rangeCovering(1e12)]).toEqual([
      "15m",
      "1h",
      "7d",
    ]);
  });
});

describe("no secret reaches a capsule", () => {
  const word = fc.stringMatching(/^[A-Za-z0-9_-]{12,40}$/).map((text) => `s3cret${text}`);
  const carriers: ((secret: string) => { key: string; text: string })[] = [
    (secret) => ({ key: "http.request.header.authorization", text: `Bearer ${secret}` }),
    (secret) => ({ key: "http.request.header.authorization", text: `Digest username="a", response="${secret}"` }),
    (secret) => ({ key: "http.request.header.cookie", text: `theme=dark; sid=${secret}` }),
    (secret) => ({ key: "http.response.header.set-cookie", text: `sid=${secret}; Path=/` }),
    (secret) => ({ key: "x-api-key", text: secret }),
    (secret) => ({ key: "echo.error", text: `login failed: password=${secret}` }),
    (secret) => ({ key: "request.body", text: `{"email":"a@b.c","password":"${secret}"}` }),
    (secret) => ({ key: "request.form", text: `grant_type=refresh&refresh_token=${secret}&x=1` }),
    (secret) => ({ key: "exception.message", text: `GET https://user:${secret}@b2.example/ failed` }),
    (secret) => ({ key: "url.full", text: `https://api/x?token=${secret}#a` }),
    (secret) => ({ key: "log.line", text: `token hdobs_${secret.replace(/[^A-Za-z0-9]/g, "")} refused` }),
    (secret) => ({ key: "log.line", text: `GET / Cookie: a=b; sid=${secret}` }),
    (secret) => ({ key: "db.statement", text: `UPDATE users SET pass = '${secret}' WHERE id = 1` }),
    (secret) => ({ key: "db.query.text", text: `SELECT * FROM "t" WHERE "token" = '${secret}'` }),
  ];

  it("from any attribute of a span, its events or its process", () => {
    const place = fc.constantFrom("tags", "resource", "event");
    fc.assert(
      fc.property(word, fc.constantFrom(...carriers), place, fc.boolean(), (secret, carry, where, isLong) => {
        const { key, text } = carry(secret);
        const tags = { [key]: isLong ? `${text} ${"x".repeat(5000)}` : text };
        const span = spanOf({
          tags: where === "tags" ? tags : {},
          resource: where === "resource" ? tags : {},
          events: where === "event" ? [{ name: "log", timestampUs: 1, attributes: tags }] : [],
        });
        const content = cleanDeep(sampleCapsule({ traces: [sampleTrace([span])] }));
        expect(JSON.stringify(content)).not.toContain(secret);
        expect(JSON.stringify(content)).not.toContain(secret.slice(0, 16).replace(/[^A-Za-z0-9]/g, "") || "s3cret");
      }),
    );
  });

  it("from the texts of any other part, where statements come masked", () => {
    const texts = carriers.filter((carry) => !/^(db\.|http\.|x-)/.test(carry("").key));
    fc.assert(
      fc.property(word, fc.constantFrom(...texts), (secret, carry) => {
        const note = carry(secret).text;
        expect(cleanDeep(sampleCapsule({ note })).note).not.toContain(secret);
      }),
    );
  });
});

describe("packing", () => {
  const spans = Array.from({ length: 40 }, (_, index) =>
    spanOf({ spanId: (index + 1).toString(16).padStart(16, "0"), tags: { noise: crypto.randomUUID().repeat(20) } }),
  );
  const content = contentSchema.parse(sampleCapsule({ traces: [sampleTrace(spans), sampleTrace(spans)] }));

  it("gives back what was packed", async () => {
    expect(await unpackContent(await packContent(content))).toEqual(content);
  });

  it("leaves out the last spans first when it would be too large, and says so", async () => {
    const small = await unpackContent(await packContent(content, (await packContent(content)).byteLength - 1));
    expect(small.traces.map(({ part }) => part.state)).toEqual(["known", "unknown"]);
    await expect(packContent(content, 50)).rejects.toThrow("without spans");
  });

  it("refuses what is no capsule", async () => {
    await expect(unpackContent(new Uint8Array([1, 2, 3]))).rejects.toThrow();
  });
});

it("a file's name holds nothing that people wrote", () => {
  const info = { id: '../../x"y\n', window: { startMs: 0, endMs: Date.UTC(2026, 2, 1, 3, 4, 5) } };
  expect(fileNameOf(info, "html")).toBe("honeydue-capsule-20260301T030405Z-xy.html");
});
