import "server-only";
import { ParameterError } from "./api-error";

/** What a parameter takes: one of a list of words, or any text up to a length. */
type Rule = { oneOf: readonly string[]; fallback?: string } | { maxLength: number };
type Values<Rules extends Record<string, Rule>> = {
  [Name in keyof Rules]: Rules[Name] extends { oneOf: readonly (infer Word)[]; fallback: string }
    ? Word
    : Rules[Name] extends { oneOf: readonly (infer Word)[] }
      ? Word
      : string | undefined;
};

/**
 * Reads the query string of a request by rules. Throws a `ParameterError` that names the parameter and what it takes
 * when one is wrong, repeated, missing or unknown.
 */
export function readParameters<const Rules extends Record<string, Rule>>(
  request: Request,
  rules: Rules,
): Values<Rules> {
  const given = new URL(request.url).searchParams;
  for (const name of new Set(given.keys())) {
    if (!Object.hasOwn(rules, name)) {
      throw new ParameterError(
        `There is no parameter "${name.slice(0, 60)}"; allowed: ${Object.keys(rules).join(", ")}.`,
      );
    }
    if (given.getAll(name).length > 1) throw new ParameterError(`"${name}" is given more than once.`);
  }
  const values = Object.entries(rules).map(([name, rule]) => [name, readOne(name, rule, given.get(name))]);
  return Object.fromEntries(values) as Values<Rules>;
}

function readOne(name: string, rule: Rule, value: string | null): string | undefined {
  if ("maxLength" in rule) {
    if (value !== null && value.length > rule.maxLength) {
      throw new ParameterError(`"${name}" is longer than ${rule.maxLength} characters.`);
    }
    return value === null || value === "" ? undefined : value;
  }
  const word = value ?? rule.fallback;
  if (word !== undefined && rule.oneOf.includes(word)) return word;
  const problem = word === undefined ? `"${name}" is missing` : `"${name}" cannot be "${word.slice(0, 60)}"`;
  throw new ParameterError(`${problem}; allowed: ${rule.oneOf.join(", ")}.`);
}
