/** At most two significant digits below 10, whole numbers above: more would claim a precision the data lacks. */
export function shortNumber(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 10) return Math.round(value).toLocaleString("en-US");
  if (magnitude >= 1) return value.toFixed(1);
  return String(Number(value.toPrecision(magnitude >= 0.1 ? 2 : 1)));
}

/** "4.8 requests/s"; below 0.1 per second as a rate per minute or hour, which is easier to picture. */
export function formatRate(perSecond: number): string {
  if (perSecond === 0) return "0 requests/s";
  if (perSecond >= 0.1) return `${shortNumber(perSecond)} requests/s`;
  if (perSecond * 60 >= 0.1) return `${shortNumber(perSecond * 60)} requests/min`;
  return `${shortNumber(perSecond * 3600)} requests/h`;
}

/** "0.3 %": from a ratio. What is not none never reads "0 %" but "< 0.01 %", and what is not all never "100 %". */
export function formatPercent(ratio: number): string {
  const percent = ratio * 100;
  if (percent > 0 && percent < 0.01) return "< 0.01 %";
  if (ratio < 1 && percent > 99.9) return "> 99.9 %";
  return `${shortNumber(percent)} %`;
}

/** "412 ms", "2.1 s", "3.5 min", "2.0 h": from milliseconds. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1) return "< 1 ms";
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = seconds / 60;
  if (minutes < 60) return `${minutes < 10 ? minutes.toFixed(1) : Math.round(minutes)} min`;
  const hours = minutes / 60;
  return hours < 48 ? `${hours.toFixed(1)} h` : `${Math.round(hours / 24)} d`;
}

/** "6 s", "3 min", "2 h", "4 d": an age in whole units, rounded down. */
export function formatAge(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}
