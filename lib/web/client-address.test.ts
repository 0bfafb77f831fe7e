import { describe, expect, it } from "vitest";
import { parseAddressRange } from "@/lib/runtime/address-range";
import { addressGroup, clientAddress } from "./client-address";
import forwardedWithPort from "./fixtures/forwarded-with-port.json";

const from = (peer: string, forwarded?: string) =>
  new Headers({ "x-obs-peer": peer, ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }) });

describe("clientAddress", () => {
  it("is the peer, whatever a client says about itself", () => {
    expect(clientAddress(from("203.0.113.7", "10.0.0.1"), [])).toBe("203.0.113.7");
    expect(clientAddress(from("203.0.113.7", "10.0.0.1"), ["127.0.0.1"])).toBe("203.0.113.7");
    expect(clientAddress(new Headers({ "x-forwarded-for": "10.0.0.1" }), ["127.0.0.1"])).toBe("unknown");
  });

  it("is the last address before the trusted proxies", () => {
    expect(clientAddress(from("127.0.0.1", "198.51.100.1, 203.0.113.7"), ["127.0.0.1"])).toBe("203.0.113.7");
    expect(clientAddress(from("::ffff:127.0.0.1", "203.0.113.7, 10.1.2.3"), ["127.0.0.1", "10.0.0.0/8"])).toBe(
      "203.0.113.7",
    );
    expect(clientAddress(from("::1", "2001:db8::5"), ["::1"])).toBe("2001:db8::5");
  });

  it.each(forwardedWithPort["x-forwarded-for"])("is found in %s, whatever port a proxy adds", (entry) => {
    const { peer, OBS_TRUSTED_PROXIES: trusted } = forwardedWithPort;
    const address = clientAddress(from(peer, entry), [trusted]);
    expect(["203.0.113.5", "2001:db8::7"]).toContain(address);
    expect(clientAddress(from(peer, `198.51.100.1, ${entry}`), [trusted])).toBe(address);
  });

  it.each([
    ["[2001:db8::7]", "2001:db8::7"],
    ["[::ffff:203.0.113.5]:80", "203.0.113.5"],
    ["203.0.113.5, 10.9.9.9:4711", "203.0.113.5"],
    ["203.0.113.5:", "10.0.0.2"],
    ["203.0.113.5:port", "10.0.0.2"],
    ["[2001:db8::7", "10.0.0.2"],
    ["2001:db8::7:443", "2001:db8::7:443"],
  ])("of %s is %s", (forwarded, address) => {
    expect(clientAddress(from("10.0.0.2", forwarded), ["10.0.0.0/8"])).toBe(address);
  });

  it("stays with the proxy when it forwards no address", () => {
    expect(clientAddress(from("127.0.0.1"), ["127.0.0.1"])).toBe("127.0.0.1");
    expect(clientAddress(from("127.0.0.1", "nonsense"), ["127.0.0.1"])).toBe("127.0.0.1");
    expect(clientAddress(from("127.0.0.1", "203.0.113.7, <script>"), ["127.0.0.1"])).toBe("127.0.0.1");
  });
});

it("addressGroup treats an IPv6 client's whole /64 as one", () => {
  expect(addressGroup("2001:db8:1:2:3:4:5:6")).toBe(addressGroup("2001:db8:1:2::9"));
  expect(addressGroup("2001:db8:1:2::9")).not.toBe(addressGroup("2001:db8:1:3::9"));
  expect(addressGroup("::1")).toBe("0:0:0:0::/64");
  expect(addressGroup("203.0.113.7")).toBe("203.0.113.7");
});

it.each(["10.0.0.0/33", "10.0.0", "host.test", "10.0.0.0/8/8", "10.0.0.0/", "::1/129", ""])(
  "%j is no range of addresses",
  (text) => {
    expect(parseAddressRange(text)).toBeNull();
  },
);
