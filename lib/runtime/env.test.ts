import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEnv } from "./env";

describe("parseEnv", () => {
  it("has a default for everything, with the database inside the data directory", () => {
    const env = parseEnv({ OBS_DATA_DIR: "some/dir" });
    expect(env.PORT).toBe(3100);
    expect(env.OBS_DATA_DIR).toBe(path.resolve("some/dir"));
    expect(env.DATABASE_URL).toBe(`file:${path.resolve("some/dir")}/console.db`);
    expect(env.GRAFANA_PUBLIC_URL).toBeUndefined();
  });

  it("treats an empty variable as not set", () => {
    expect(parseEnv({ GRAFANA_PUBLIC_URL: "", PORT: "" })).toEqual(parseEnv({}));
  });

  it("keeps the path prefix of an upstream and drops its trailing slashes", () => {
    const env = parseEnv({ VICTORIAMETRICS_URL: "http://vm:8481/select/0/prometheus//" });
    expect(env.VICTORIAMETRICS_URL).toBe("http://vm:8481/select/0/prometheus");
  });

  it("keeps the trailing slash of the health URL, which belongs to the route", () => {
    expect(parseEnv({ API_HEALTH_URL: "http://api/api/health/" }).API_HEALTH_URL).toBe("http://api/api/health/");
  });

  it.each([
    ["PORT", "seventy"],
    ["PORT", "70000"],
    ["JAEGER_URL", "javascript:alert(1)"],
    ["VICTORIAMETRICS_URL", "localhost:8428"],
    ["DATABASE_URL", "postgres://x"],
    ["OBS_TRACE_SAMPLING_RATIO", "0"],
    ["OBS_TRUSTED_PROXIES", "10.0.0.0/33"],
    ["NEXTAUTH_SECRET", "short"],
    ["OBS_ADMIN_EMAIL", "admin"],
    ["NEXTAUTH_URL", "https://obs.test/console"],
    ["NEXTAUTH_URL", "https://me:pass@obs.test"],
    ["NEXTAUTH_URL", "https://obs.test/?x=1"],
    ["INGEST_PUBLIC_URL", "https://obs.test/ingest"],
    ["INGEST_PUBLIC_URL", "https://me@obs.test"],
    ["GRAFANA_PUBLIC_URL", "https://grafana.test/?orgId=1"],
    ["JAEGER_PUBLIC_URL", "https://me:pass@jaeger.test/ui"],
    ["DOZZLE_PUBLIC_URL", "https://dozzle.test/#x"],
  ])("names %s when it holds %s", (name, value) => {
    expect(() => parseEnv({ [name]: value })).toThrow(new RegExp(`Fix these variables[^]*${name}`));
  });

  it("wants a provider's settings together, and somebody whom it lets in", () => {
    const oidc = { OBS_OIDC_ISSUER: "https://id.test/", OBS_OIDC_CLIENT_ID: "a", OBS_OIDC_CLIENT_SECRET: "b" };
    expect(() => parseEnv({ OBS_OIDC_ISSUER: "https://id.test" })).toThrow(
      /OBS_OIDC_CLIENT_ID.*\n.*OBS_OIDC_CLIENT_SECRET/,
    );
    expect(() => parseEnv(oidc)).toThrow(/OBS_OIDC_ALLOWED_EMAILS/);
    expect(parseEnv({ ...oidc, OBS_OIDC_ALLOWED_EMAILS: "a@b.test, c@b.test" })).toMatchObject({
      OBS_OIDC_ISSUER: "https://id.test",
      OBS_OIDC_ALLOWED_EMAILS: ["a@b.test", "c@b.test"],
    });
  });

  it("keeps the path under which another program's pages are served", () => {
    expect(parseEnv({ JAEGER_PUBLIC_URL: "https://obs.test/jaeger/" }).JAEGER_PUBLIC_URL).toBe(
      "https://obs.test/jaeger",
    );
    expect(parseEnv({ INGEST_PUBLIC_URL: "https://obs.test:8443/" }).INGEST_PUBLIC_URL).toBe("https://obs.test:8443");
  });

  it("knows the console by its local port until told otherwise", () => {
    expect(parseEnv({ PORT: "3200" }).NEXTAUTH_URL).toBe("http://127.0.0.1:3200");
    expect(parseEnv({ NEXTAUTH_URL: "https://obs.test/" }).NEXTAUTH_URL).toBe("https://obs.test");
  });

  it("never returns a port outside 1 to 65535", () => {
    const text = fc.oneof(fc.integer({ min: -10, max: 70_000 }).map(String), fc.double().map(String), fc.string());
    let taken = 0;
    fc.assert(
      fc.property(text, (port) => {
        let env: ReturnType<typeof parseEnv>;
        try {
          env = parseEnv({ PORT: port });
        } catch {
          return;
        }
        taken += 1;
        expect(env.PORT).toBeGreaterThanOrEqual(1);
        expect(env.PORT).toBeLessThanOrEqual(65_535);
      }),
    );
    expect(taken).toBeGreaterThan(0);
  });
});
