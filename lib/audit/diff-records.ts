/** One field of a change by its path ("routes.POST /api/documents/.slowP95Ms"). Values are as `textOf` shows them. */
export type FieldChange = {
  path: string;
  kind: "added" | "removed" | "changed" | "same";
  before: string | null;
  after: string | null;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Text stays text; all else is as JSON shows it, lists included, since their order can be the change. */
const textOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

function flatten(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (isRecord(value) && Object.keys(value).length > 0) {
    for (const [name, inner] of Object.entries(value)) flatten(inner, path === "" ? name : `${path}.${name}`, into);
  } else if (value !== null || path !== "") into.set(path, textOf(value));
  return into;
}

function kindOf(before: string | undefined, after: string | undefined): FieldChange["kind"] {
  if (before === undefined) return "added";
  if (after === undefined) return "removed";
  return before === after ? "same" : "changed";
}

/** Every field of two records, those that differ first; null stands for no record (created, or deleted). */
export function diffRecords(before: unknown, after: unknown): FieldChange[] {
  const [was, is] = [flatten(before, "", new Map()), flatten(after, "", new Map())];
  const fields = [...new Set([...was.keys(), ...is.keys()])].map((path) => ({
    path,
    kind: kindOf(was.get(path), is.get(path)),
    before: was.get(path) ?? null,
    after: is.get(path) ?? null,
  }));
  return [...fields.filter(({ kind }) => kind !== "same"), ...fields.filter(({ kind }) => kind === "same")];
}
