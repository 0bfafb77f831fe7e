import { expect, it } from "vitest";
import { toTransports } from "./transports";

it("keeps the ways that are known, and no others", () => {
  expect(toTransports("usb nfc warp internal")).toEqual(["internal", "nfc", "usb"]);
  expect(toTransports("")).toEqual([]);
});
