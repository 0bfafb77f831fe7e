import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ParameterError } from "./api-error";
import { readParameters } from "./read-parameters";

const rules = {
  range: { oneOf: ["1h", "6h"], fallback: "1h" },
  kind: { oneOf: ["failed", "slow"] },
  route: { maxLength: 10 },
} as const;
const read = (query: string) => readParameters(new Request(`http://console/api/x?${query}`), rules);

describe("readParameters", () => {
  it("reads what is there and fills in what has a default", () => {
    expect(read("kind=slow&route=GET+%2Fa")).toEqual({ range: "1h", kind: "slow", route: "GET /a" });
  });

  it.each([
    ["range=2h&kind=slow", /"range" cannot be "2h"; allowed: 1h, 6h/],
    ["", /"kind" is missing; allowed: failed, slow/],
    ["kind=slow&kind=failed", /"kind" is given more than once/],
    ["kind=slow&rnage=1h", /no parameter "rnage"; allowed: range, kind, route/],
    ["kind=slow&__proto__=1", /no parameter "__proto__"/],
    [`kind=slow&route=${"x".repeat(11)}`, /"route" is longer than 10/],
  ])("refuses %s", (query, message) => {
    expect(() => read(query)).toThrow(message);
    expect(() => read(query)).toThrow(ParameterError);
  });

  it("answers every query string with values or a ParameterError, and never echoes more than 60 characters", () => {
    const name = fc.oneof(fc.constantFrom("range", "kind", "route"), fc.string({ maxLength: 300, size: "max" }));
    const value = fc.oneof(fc.constantFrom("1h", "6h", "slow", "failed"), fc.string({ maxLength: 300, size: "max" }));
    const outcomes = { values: 0, routes: 0, errors: 0, cut: 0 };
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 4 }), (pairs) => {
        try {
          const given = read(new URLSearchParams(pairs).toString());
          outcomes.values += 1;
          if (given.route === undefined) return;
          outcomes.routes += 1;
          expect(given.route.length).toBeLessThanOrEqual(10);
        } catch (error) {
          if (!(error instanceof ParameterError)) throw error;
          outcomes.errors += 1;
          if (pairs.some((pair) => pair.some((text) => text.length > 60))) outcomes.cut += 1;
          expect(error.message.length).toBeLessThan(200);
        }
      }),
      { numRuns: 2000 },
    );
    for (const count of Object.values(outcomes)) expect(count).toBeGreaterThan(0);
  });

  it.each([
    [10, "x".repeat(10)],
    [11, null],
  ])("takes a text of %i characters or refuses it, by the limit of 10", (length, route) => {
    const ask = () => read(`kind=slow&route=${"x".repeat(length)}`);
    if (route === null) expect(ask).toThrow("longer than 10 characters");
    else expect(ask()).toMatchObject({ route });
  });
});
