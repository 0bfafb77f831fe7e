import { describe, expect, it } from "vitest";
import type { DnsAnswer, HostDns } from "../types";
import { judgeDns, judgeTtl, rememberTtl, whereTo, zoneTtlSeconds } from "./judge-dns";

const answer = (addresses: string[], ttlSeconds = 300): DnsAnswer => ({
  state: "answered",
  ipv4: addresses,
  ipv6: [],
  ttlSeconds,
  caa: [],
});
const failed: DnsAnswer = { state: "failed", code: "ETIMEOUT" };
const missing: DnsAnswer = { state: "no-such-name" };
const host = (system: DnsAnswer, authoritative: DnsAnswer = system): HostDns => ({
  host: "ingest",
  name: "obs.example.test",
  askedAtMs: 0,
  views: [
    { resolver: "system", server: null, answer: system },
    { resolver: "authoritative", server: "192.0.2.53", answer: authoritative },
  ],
});

describe("what resolvers say together", () => {
  it.each([
    ["the same", host(answer(["192.0.2.1"])), "agrees"],
    ["different addresses", host(answer(["192.0.2.1"]), answer(["192.0.2.2"])), "split"],
    ["a name that only one knows", host(answer(["192.0.2.1"]), missing), "split"],
    ["no such name anywhere", host(missing), "no-such-name"],
    ["nothing", host(failed), "no-answer"],
    ["one answer and one silence", host(answer(["192.0.2.1"]), failed), "partly"],
    ["a name without an address", host(answer([])), "no-address"],
  ])("%s", (_, dns, verdict) => {
    expect(judgeDns(dns)).toBe(verdict);
  });

  it("tells where each leads", () => {
    const lead = (one: DnsAnswer) => whereTo({ resolver: "system", server: null, answer: one }, "192.0.2.9");
    expect(lead(answer(["192.0.2.9"]))).toBe("target");
    expect(lead(answer(["192.0.2.1"]))).toBe("elsewhere");
    expect(lead(answer(["192.0.2.1", "192.0.2.9"]))).toBe("both");
    expect([lead(failed), lead(missing), lead(answer([]))]).toEqual(["unknown", "unknown", "unknown"]);
  });

  it("takes the TTL from the zone's own server alone, since a resolver's is only what is left of it", () => {
    expect(zoneTtlSeconds(host(answer(["192.0.2.1"], 17), answer(["192.0.2.1"], 3600)))).toBe(3600);
    expect(zoneTtlSeconds(host(answer(["192.0.2.1"], 17), failed))).toBeNull();
  });
});

describe("a lowered TTL", () => {
  it("counts one old TTL after it was seen low", () => {
    const before = rememberTtl(null, 3600, 0);
    expect(judgeTtl(before, 10).state).toBe("high");
    const low = rememberTtl(before, 300, 1000);
    expect(judgeTtl(low, 1000 + 3_599_999)).toEqual({ state: "waiting", readyAtMs: 3_601_000 });
    expect(judgeTtl(low, 3_601_000).state).toBe("lowered");
    // Seen again, it does not begin anew.
    expect(rememberTtl(low, 300, 9000)).toBe(low);
  });

  it("waits a day where nobody saw the old one, and is unknown where nobody saw any", () => {
    expect(judgeTtl(rememberTtl(null, 60, 0), 86_399_999).state).toBe("waiting");
    expect(judgeTtl(null, 0).state).toBe("unknown");
  });
});
