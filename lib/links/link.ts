/** A link to another program, or the reason why there is none. */
export type Link = { href: string; program?: "grafana"; reason?: undefined } | { href: null; reason: string };

/** A time for a link: unix milliseconds, or what the program itself understands ("now-1h"). */
export type LinkTime = number | string;

/** Where links to other programs lead; undefined where that program's public URL is not set. */
export type LinkBases = { grafana: string | undefined; jaeger: string | undefined };
