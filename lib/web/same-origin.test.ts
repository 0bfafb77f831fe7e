import { beforeAll, expect, it } from "vitest";
import { isSameOrigin } from "./same-origin";

beforeAll(() => Object.assign(process.env, { NODE_ENV: "test", NEXTAUTH_URL: "https://obs.test:3100" }));

/** Whatever Host the request names, as behind a proxy that passes it on, or under a name rebound to our address. */
const asked = (origin: string | null, host = origin?.replace(/^https?:\/\//, "") || "obs.test:3100") =>
  isSameOrigin(new Headers({ host, "x-forwarded-host": host, ...(origin === null ? {} : { origin }) }));

it("takes a page of the console under its public address", () => {
  expect(asked("https://obs.test:3100")).toBe(true);
});

it.each([
  ...[
    "http://evil.test",
    "http://obs.test:3100",
    "https://obs.test:3101",
    "https://obs.test",
    "https://127.0.0.1:3100",
  ],
  ...["https://obs.test:3100.evil.test", "https://obs.test:3100/", "https://x@obs.test:3100", "HTTPS://OBS.TEST:3100"],
  ...["null", "", "obs.test:3100", null],
])("refuses %j", (origin) => {
  expect(asked(origin)).toBe(false);
});
