import { expect, it } from "vitest";
import { senderSchema } from "./log-types";

const sender = { refusal: "", token: "Ab3xK9mPq2", scope: "traces:write", address: "10.0.0.1", agent: "OTel" };

it("a sender came straight, or through the gate of an old box", () => {
  expect(senderSchema.parse({ ...sender, at: 1.5 })).toEqual(sender);
  expect(senderSchema.parse({ ...sender, via: "10.0.0.9" })).toEqual({ ...sender, via: "10.0.0.9" });
});

it.each(Object.keys(sender))("a line without %s is of no sender", (name) => {
  expect(senderSchema.safeParse({ ...sender, [name]: undefined }).success).toBe(false);
});
