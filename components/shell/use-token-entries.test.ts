import { expect, it } from "vitest";
import { tokenEntriesOf } from "./use-token-entries";

it("takes names and ids, and leaves out what is neither", () => {
  const body = { tokens: [{ id: "a/b", name: "vmagent", hash: "x" }, { id: 7, name: "odd" }, null, "text"] };
  expect(tokenEntriesOf(body)).toEqual([{ id: "a/b", name: "vmagent", href: "/tokens/a%2Fb" }]);
});

it.each([null, "text", {}, { tokens: "none" }, []])("finds none in %j", (body) => {
  expect(tokenEntriesOf(body)).toEqual([]);
});
