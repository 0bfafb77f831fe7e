// Signs in and prints the answers of the JSON API as one line: ask-console.mjs URL CREDENTIALS PATH...
import { signIn } from "../../scripts/run/sign-in.mjs";

const [url = "", credentials = "", ...paths] = process.argv.slice(2);
const { header: cookie } = await signIn(url, JSON.parse(credentials));
const answers = [];
for (const path of paths) {
  const response = await fetch(url + path, { headers: { cookie } });
  answers.push(response.ok ? await response.json() : { status: response.status });
}
console.log(JSON.stringify(answers));
