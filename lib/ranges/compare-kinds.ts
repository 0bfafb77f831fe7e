/** How the two windows of a comparison are chosen. */
export const compareKinds = ["alert", "deploy", "hour", "week", "free"] as const;
export type CompareKind = (typeof compareKinds)[number];
