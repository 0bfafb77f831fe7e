import { expect, it } from "vitest";
import { joinUrl } from "./join-url";

it.each([
  ["https://a.example", "https://a.example/x"],
  ["https://a.example/", "https://a.example/x"],
  ["https://a.example/sub//", "https://a.example/sub/x"],
])("%s", (base, whole) => expect(joinUrl(base, "/x")).toBe(whole));
