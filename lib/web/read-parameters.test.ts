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
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }))), (pairs) => {
        try {
          read(new URLSearchParams(pairs).toString());
        } catch (error) {
          expect(error).toBeInstanceOf(ParameterError);
          expect((error as Error).message.length).toBeLessThan(200);
        }
      }),
    );
  });
});
