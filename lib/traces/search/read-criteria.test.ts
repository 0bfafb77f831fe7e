import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseDurationMs, type RawCriteria, readCriteria } from "./read-criteria";

const nowMs = Date.UTC(2026, 2, 1, 3, 14);
const dayMs = 86_400_000;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: nowMs });
});
afterEach(() => {
  vi.useRealTimers();
});

const errorsOf = (raw: RawCriteria) => readCriteria(raw).errors;

describe("criteria as they stand in a URL", () => {
  it("may all be left out", () => {
    expect(readCriteria({ route: "  ", status: null })).toEqual({
      criteria: {
        ...{ range: "1h", fromMs: null, untilMs: null, service: "honeydue-api", route: null, operation: null },
        ...{ minMs: null, maxMs: null, status: null, attribute: null },
      },
      errors: {},
    });
  });

  it("are read as they are meant", () => {
    const raw = {
      ...{ range: "24h", service: "worker", route: " POST /a/ ", operation: "b2.PutObject", min: "300ms", max: "2s" },
      ...{ status: "5xx", attribute: " bucket = docs ", from: String(nowMs - dayMs), until: String(nowMs) },
    };
    expect(readCriteria(raw)).toEqual({
      criteria: {
        ...{ range: "24h", fromMs: nowMs - dayMs, untilMs: nowMs, service: "worker", route: "POST /a/" },
        ...{ operation: "b2.PutObject", minMs: 300, maxMs: 2000, status: "5xx" },
        attribute: { key: "bucket", value: "docs" },
      },
      errors: {},
    });
  });

  it.each<[keyof RawCriteria, string, string]>([
    ["range", "2h", "One of 15m, 1h, 6h, 24h, 7d."],
    ["min", "soon", 'A duration, for example "300ms" or "1.5s", of a day at most.'],
    ["max", "25h", 'A duration, for example "300ms" or "1.5s", of a day at most.'],
    ["status", "60x", '"failed", a class such as "5xx", or a status such as "404".'],
    ["attribute", "=x", "key=value, for example bucket=honeydue-documents."],
    ["attribute", "x", "key=value, for example bucket=honeydue-documents."],
    ["from", "yesterday", "A time in unix milliseconds."],
    ["until", "12345678901", "A time in unix milliseconds."],
    ["route", "x".repeat(301), "At most 300 characters."],
  ])("say of a %s that is %s what is wanted", (name, value, error) => {
    const { criteria, errors } = readCriteria({ [name]: value });
    expect(errors).toEqual({ [name]: error });
    expect(criteria).toEqual(readCriteria({}).criteria);
  });

  it.each(["failed", "1xx", "5xx", "100", "599"])("take %s for a status", (status) => {
    expect(readCriteria({ status }).criteria.status).toBe(status);
  });

  it.each(["600", "5xxx", "x5xx", "50", "failed!", "0xx"])("take %s for none", (status) => {
    expect(errorsOf({ status }).status).toBeDefined();
    expect(readCriteria({ status }).criteria.status).toBeNull();
  });

  it("are of 300 characters at most, and an attribute keeps what follows its first sign", () => {
    expect(readCriteria({ route: "x".repeat(300) }).criteria.route).toHaveLength(300);
    expect(readCriteria({ attribute: "a=" }).criteria.attribute).toEqual({ key: "a", value: "" });
    expect(readCriteria({ attribute: "url=a=b" }).criteria.attribute).toEqual({ key: "url", value: "a=b" });
  });
});

describe("the shortest and the longest", () => {
  it("may be the same, and not the other way round", () => {
    expect(readCriteria({ min: "1s", max: "1000" })).toMatchObject({
      criteria: { minMs: 1000, maxMs: 1000 },
      errors: {},
    });
    const { criteria, errors } = readCriteria({ min: "2s", max: "1s" });
    expect(errors).toEqual({ max: "Not below the shortest." });
    expect(criteria).toMatchObject({ minMs: 2000, maxMs: null });
    expect(errorsOf({ max: "1s" })).toEqual({});
  });

  it.each([
    ["300", 300],
    ["300ms", 300],
    ["300 MS", 300],
    ["1.5s", 1500],
    ["2 min", 120_000],
    ["2m", 120_000],
    [" 1440min ", dayMs],
    ["1441min", null],
    ["86400001", null],
    ["1.s", null],
    ["x1s", null],
    ["1sx", null],
    ["12.25", 12.25],
  ])("%s", (text, ms) => expect(parseDurationMs(text)).toBe(ms));
});

describe("the time that is searched", () => {
  const of = (from: number, until?: number) =>
    readCriteria({ from: String(from), ...(until === undefined ? {} : { until: String(until) }) });

  it("begins before its end, by seven days at most", () => {
    const error = { from: "Before the end, by 7 days at most." };
    expect(of(nowMs - 7 * dayMs, nowMs)).toMatchObject({ criteria: { fromMs: nowMs - 7 * dayMs }, errors: {} });
    expect(of(nowMs - 7 * dayMs - 1, nowMs)).toMatchObject({
      criteria: { fromMs: null, untilMs: nowMs },
      errors: error,
    });
    expect(of(nowMs, nowMs).errors).toEqual(error);
    expect(of(nowMs - 1, nowMs).errors).toEqual({});
  });

  it("ends now where it names no end", () => {
    expect(of(nowMs - 1).errors).toEqual({});
    expect(of(nowMs).errors.from).toBeDefined();
    expect(readCriteria({ until: String(nowMs) })).toMatchObject({
      criteria: { untilMs: nowMs, fromMs: null },
      errors: {},
    });
  });

  it("is told in 12 to 14 digits", () => {
    expect(errorsOf({ until: "1".repeat(12) })).toEqual({});
    expect(errorsOf({ until: "1".repeat(14) })).toEqual({});
    for (const until of ["1".repeat(15), `x${nowMs}`, `${nowMs}x`]) expect(errorsOf({ until }).until).toBeDefined();
  });
});
