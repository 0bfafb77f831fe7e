// Holds a page that is still being streamed and a request that is only half sent; says "open" when the page's first bytes
// are there and "closed" when the server has ended both: hold-streams.mjs URL CREDENTIALS
import { request } from "node:http";
import { connect } from "node:net";
import { signIn } from "../../scripts/run/sign-in.mjs";

const [url = "", credentials = ""] = process.argv.slice(2);
const { header: cookie } = await signIn(url, JSON.parse(credentials));
const half = connect(Number(new URL(url).port), new URL(url).hostname);
half.write("GET / HTTP/1.1\r\nHost: console\r\n");
const halfClosed = new Promise((resolve) => half.on("close", resolve).on("error", resolve));
const pageClosed = new Promise((resolve) => {
  const page = request(`${url}/traces`, { headers: { cookie } }, (response) => {
    response.once("data", () => console.log("open"));
    response.on("close", resolve).on("error", resolve);
  });
  page.on("error", resolve).end();
});
await Promise.all([halfClosed, pageClosed]);
console.log("closed");
