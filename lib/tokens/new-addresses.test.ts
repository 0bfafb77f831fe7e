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

  it("counts from its first use of all, and by the path that it pushes on", () => {
    const { firstAt } = source("b", 2);
    expect(newAddressesOf([source("a", 300), source("b", 2), source("b", 400)], nowMs)).toEqual([]);
    expect(newAddressesOf([source("a", 300), source("b", 400), source("b", 2)], nowMs)).toEqual([]);
    // Its traces are new, and no others' traces were there before.
    expect(newAddressesOf([source("a", 300), { scope: "traces:write", address: "b", firstAt }], nowMs)).toEqual([]);
    expect(newAddressesOf([source("a", 300), source("b", 2)], nowMs)).toEqual([
      { address: "b", scope: "metrics:write", atMs: firstAt.getTime() },
    ]);
  });

  it("needs others an hour before it, and is none any more after a day", () => {
    const found = (...sources: ReturnType<typeof source>[]) => newAddressesOf(sources, nowMs).length;
    expect([found(source("a", 2.01), source("b", 1)), found(source("a", 2), source("b", 1))]).toEqual([1, 0]);
    expect([found(source("a", 300), source("b", 23.99)), found(source("a", 300), source("b", 24))]).toEqual([1, 0]);
  });

  it("is no sum of many addresses, and of no scope that the gate does not know", () => {
    expect(newAddressesOf([source("a", 300), source("others", 2)], nowMs)).toEqual([]);
    const gone = [source("a", 300), source("b", 2)].map((one) => ({ ...one, scope: "gone:write" }));
    expect(newAddressesOf(gone, nowMs)).toEqual([]);
  });
});
