import { describe, expect, it } from "vitest";
import { faultOfAddress } from "./target-address";

describe("addresses that may be probed", () => {
  it.each(["203.0.113.7", "10.0.0.5", "127.0.0.1", "2001:db8::7"])("%s", (text) => {
    expect(faultOfAddress(text)).toBeNull();
  });

  it.each([
    ["169.254.169.254", "forbidden"],
    ["100.100.100.200", "forbidden"],
    ["0.0.0.0", "forbidden"],
    ["239.1.1.1", "forbidden"],
    ["fe80::1", "forbidden"],
    ["::", "forbidden"],
    ["::ffff:169.254.169.254", "forbidden"],
    ["64:ff9b::a9fe:a9fe", "forbidden"],
    ["fd00:ec2::254", "forbidden"],
    ["fe80::1%eth0", "not-an-address"],
    ["obs.example.com", "not-an-address"],
    ["2130706433", "not-an-address"],
    ["203.0.113.7:22", "not-an-address"],
    ["", "not-an-address"],
  ])("%s is %s", (text, fault) => {
    expect(faultOfAddress(text)).toBe(fault);
  });
});
