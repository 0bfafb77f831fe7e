import type { Draft } from "./thresholds-draft";

/**
 * Errors by their place in the form: "slowP95Ms", "lanes.b2.slowP95Ms", "routes.<row id>.name"; "" is the whole form.
 */
export type FieldErrors = Record<string, string>;

const fieldOfPath: Record<string, string> = { errorRatioWarn: "errorPercentWarn", errorRatioBad: "errorPercentBad" };

/** What only the form can see: route names that are missing, duplicated, or lack a method. */
export function routeNameErrors(draft: Draft): FieldErrors {
  const errors: FieldErrors = {};
  const seen = new Set<string>();
  for (const { id, name } of draft.routes) {
    const trimmed = name.trim();
    if (!/^[A-Z]+ \S/.test(trimmed)) errors[`routes.${id}.name`] = 'Method and route, such as "POST /api/documents/".';
    else if (seen.has(trimmed)) errors[`routes.${id}.name`] = "This route is already in the list.";
    seen.add(trimmed);
  }
  return errors;
}

/** Puts the errors that the server names by path beside the fields of the form. */
export function placeErrors(errors: Record<string, string>, draft: Draft): FieldErrors {
  const placed: FieldErrors = {};
  for (const [path, message] of Object.entries(errors)) {
    const route = draft.routes.find(
      ({ name }) => path.startsWith(`routes.${name.trim()}.`) || path === `routes.${name.trim()}`,
    );
    const last = path.slice(path.lastIndexOf(".") + 1);
    const field = fieldOfPath[last] ?? last;
    const lane = /^lanes\.([^.]+)\./.exec(path)?.[1];
    if (lane) placed[`lanes.${lane}.${field}`] = message;
    else if (route) placed[`routes.${route.id}.${field in route ? field : "name"}`] = message;
    else placed[field in draft ? field : ""] = message;
  }
  return placed;
}
