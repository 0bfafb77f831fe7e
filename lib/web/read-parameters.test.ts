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
    const text = fc.string({ maxLength: 300 });
    const name = fc.oneof(fc.constantFrom("range", "kind", "route"), text);
    const given = fc.oneof(fc.constantFrom("1h", "6h", "failed", "slow"), text);
    const reasons = new Set<string>();
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, given), { maxLength: 4, selector: ([key]) => key }),
        fc.boolean(),
        (pairs, withKind) => {
          const all = withKind ? [["kind", "slow"], ...pairs.filter(([key]) => key !== "kind")] : pairs;
          try {
            const values = read(new URLSearchParams(all).toString());
            reasons.add("values");
            expect(["1h", "6h"]).toContain(values.range);
            expect(values.route?.length ?? 0).toBeLessThanOrEqual(10);
          } catch (error) {
            if (!(error instanceof ParameterError)) throw error;
            reasons.add(/is longer|is missing|cannot be|no parameter/.exec(error.message)?.[0] ?? error.message);
            expect(error.message.length).toBeLessThan(200);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(reasons).toEqual(new Set(["values", "is longer", "is missing", "cannot be", "no parameter"]));
  });
});
