import { expect, it } from "vitest";
import { isSameOrigin } from "./same-origin";

const asked = (origin: string | null, host = "obs.test:3100") =>
  isSameOrigin(new Headers({ host, ...(origin === null ? {} : { origin }) }));

it("takes a page of the console itself", () => {
  expect(asked("http://obs.test:3100")).toBe(true);
  expect(asked("https://obs.test:3100")).toBe(true);
});

it.each(["http://evil.test", "http://obs.test:3101", "http://obs.test", "null", "", "obs.test:3100", null])(
  "refuses %j",
  (origin) => {
    expect(asked(origin)).toBe(false);
  },
);
