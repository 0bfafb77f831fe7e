/** The app's older metrics, a second target with a `job` of its own: two counters without labels. */
export class LegacyCounters {
  #requests = 0;
  #errors = 0;

  count(status: number): void {
    this.#requests += 1;
    if (status >= 500) this.#errors += 1;
  }

  render(): string {
    const counter = (name: string, help: string, value: number) =>
      `# HELP ${name} ${help}\n# TYPE ${name} counter\n${name} ${value}\n`;
    return [
      counter("honeydue_errors_total", "Requests that failed.", this.#errors),
      counter("honeydue_requests_total", "Requests served.", this.#requests),
    ].join("");
  }
}
