/** What two windows are chosen by. */
export const compareKinds = ["alert", "deploy", "hour", "week", "free"] as const;
export type CompareKind = (typeof compareKinds)[number];
