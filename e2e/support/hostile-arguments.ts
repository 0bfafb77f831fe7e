const long = "x".repeat(15_000);
/** JSON lists within each other. */
export const deep = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
/** Everything that an action could believe, in one. */
export const everyField = {
  role: "admin",
  id: "1",
  publicId: "a",
  name: "x",
  userId: "1",
  email: "eve@stack.test",
  kind: "json",
  config: { kind: "json", url: "http://127.0.0.1:1" },
  scopes: ["metrics:write"],
  minSeverity: "warn",
  enabled: true,
  confirmation: "x",
};
/** Arguments as a browser sends them, and as no browser does: React's own notation, broken and foreign JSON. */
export const argumentTexts = [
  ...[null, 5, "", long, {}, [], everyField, { id: { $ne: null } }].map((value) => JSON.stringify([value])),
  '["1","admin"]',
  '[{"__proto__":{"role":"admin"}}]',
  '[{"constructor":{"prototype":{"role":"admin"}}}]',
  `[${deep(3000)}]`,
  ...["$undefined", "$F1", "$@1", "$K1", "$1:__proto__:then", "$1:constructor:constructor", "$B1", "$R1", "$Q1"].map(
    (value) => JSON.stringify([value]),
  ),
  `["$n${"9".repeat(5000)}"]`,
  "[",
  "",
  "null",
  '"x"',
  "[1e999]",
];
