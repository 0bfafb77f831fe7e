import { describe, expect, it } from "vitest";
import { newAddressesOf } from "./new-addresses";

const nowMs = Date.UTC(2026, 10, 20, 12);

describe("a token's new address", () => {
  const source = (address: string, agoHours: number) => ({
    scope: "metrics:write",
    address,
    firstAt: new Date(nowMs - agoHours * 3_600_000),
  });
  it("is one that appeared within a day, where others had used it before", () => {
    expect(newAddressesOf([source("a", 300), source("b", 2)], nowMs).map(({ address }) => address)).toEqual(["b"]);
    expect(newAddressesOf([source("a", 300), source("b", 30)], nowMs)).toEqual([]);
    // A token that is new has no address that is new to it.
    expect(newAddressesOf([source("a", 1), source("b", 1)], nowMs)).toEqual([]);
  });
});
