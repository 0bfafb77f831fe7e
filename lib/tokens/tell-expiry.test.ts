import { describe, expect, it } from "vitest";
import { expiryAlert } from "./tell-expiry";

const nowMs = Date.UTC(2026, 10, 25);
const inDays = (days: number) => new Date(nowMs + days * 86_400_000);
const token = {
  publicId: "Ab3xK9mPq2",
  name: "vmagent",
  scopes: "metrics:write traces:write",
  expiresAt: inDays(30),
  revokedAt: null,
  replacedAt: null,
};

describe("an expiring token", () => {
  it.each([
    [29.5, "info", "Token vmagent expires in 30 days"],
    [7, "warn", "Token vmagent expires in 7 days"],
    [0.5, "bad", "Token vmagent expires within a day"],
    [-0.1, "bad", "Token vmagent has expired"],
  ])("with %d days left raises %s", (days, severity, title) => {
    expect(expiryAlert({ ...token, expiresAt: inDays(days) }, nowMs)).toMatchObject({
      key: "token-expiry:Ab3xK9mPq2",
      severity,
      title,
      href: "/tokens/Ab3xK9mPq2",
    });
  });

  it("of CI is refused by the console, and nothing is queued or lost", () => {
    const expired = { ...token, expiresAt: inDays(-1) };
    expect(expiryAlert(expired, nowMs)?.text).toContain("gate");
    expect(expiryAlert({ ...expired, scopes: "deploys:write" }, nowMs)?.text).toMatch(/^The console refuses it/);
  });

  it.each([{ revokedAt: inDays(-1) }, { replacedAt: inDays(-1) }, { expiresAt: null }])(
    "is no news with %o",
    (change) => {
      expect(expiryAlert({ ...token, ...change }, nowMs)).toBeNull();
    },
  );
});
