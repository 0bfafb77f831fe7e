import type { Finding } from "../types";
import { allFaults } from "./faults";

/** A finding as people get it: its figures as rows of name, value, unit, window and link; what it explains, as codes. */
export const told = ({ evidence, explains, ...rest }: Finding) => ({
  ...rest,
  evidence: evidence.map(({ name, value, unit, overMs, href }) => [name, value, unit, overMs, href]),
  explains: explains.map(({ code, subjects }) => (subjects === undefined ? code : [code, ...subjects])),
});

/** What is known on the day of one of the faults. */
export function factsOf(name: string) {
  const found = allFaults.find((fault) => fault.name === name);
  if (!found) throw new Error(`no fault ${name}`);
  return found.facts;
}
