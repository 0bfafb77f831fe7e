import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";

/** A recorded answer of Jaeger 2.13, of a Go program built on the libraries that honeyDue uses. */
export function readFixture(name: "get-residence-500" | "get-tasks-n-plus-one" | "post-documents-nested"): unknown {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, `../fixtures/${name}.json`), "utf8"));
}
