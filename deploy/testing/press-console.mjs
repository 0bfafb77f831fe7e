// Viewers who refresh the on-call page once a slot, each with a session of their own, and meanwhile again and again so
// many sign-ins at once; prints what became of them as JSON: press-console.mjs CONSOLE VM CREDENTIALS VIEWERS SIGNINS SLOTS
import { performance } from "node:perf_hooks";
import { measureViewers, quantile } from "../../scripts/bench/measure-viewers.mjs";
import { signIn } from "../../scripts/run/sign-in.mjs";

const [consoleUrl = "", victoriaMetricsUrl = "", credentials = "", ...numbers] = process.argv.slice(2);
const [viewers = 0, signInsAtOnce = 0, slots = 0] = numbers.map(Number);
const admin = JSON.parse(credentials);
const slotMs = 5000;

/** @type {string[]} */
const cookies = [];
while (cookies.length < viewers) cookies.push((await signIn(consoleUrl, admin)).header);

/** As nginx passes on twenty people: of one address so many at once would have to wait. @param {number} person */
const from = (person) => ({ "x-forwarded-for": `198.51.100.${person + 1}` });
let isOver = false;
/** @type {number[]} */
const signInMs = [];
const signingIn = (async () => {
  while (!isOver) {
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: signInsAtOnce }, (_, person) => signIn(consoleUrl, admin, from(person))));
    signInMs.push(performance.now() - startedAt);
  }
})();
const figures = await measureViewers({ consoleUrl, cookies, victoriaMetricsUrl, viewers, slots, slotMs });
isOver = true;
await signingIn;
const rounds = { rounds: signInMs.length, p50Ms: quantile(signInMs, 0.5), p95Ms: quantile(signInMs, 0.95) };
console.log(JSON.stringify({ ...figures, slots, slotMs, signInsAtOnce, signIns: rounds }));
