const pad = (value: number, length = 2) => String(value).padStart(length, "0");

type Parts = { year: number; month: number; day: number; hour: number; minute: number; second: number };

function partsOf(timeMs: number, utc: boolean): Parts {
  const date = new Date(timeMs);
  return utc
    ? {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        hour: date.getUTCHours(),
        minute: date.getUTCMinutes(),
        second: date.getUTCSeconds(),
      }
    : {
        year: date.getFullYear(),
        month: date.getMonth() + 1,
        day: date.getDate(),
        hour: date.getHours(),
        minute: date.getMinutes(),
        second: date.getSeconds(),
      };
}

/** "+02:00"; "Z" for UTC. */
function offsetOf(timeMs: number, utc: boolean): string {
  const minutes = utc ? 0 : -new Date(timeMs).getTimezoneOffset();
  if (minutes === 0) return utc ? "Z" : "+00:00";
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

/** ISO 8601 with offset, in whole seconds: "2026-03-01T03:04:05+02:00", or "...Z" for UTC. */
export function formatIso(timeMs: number, { utc }: { utc: boolean }): string {
  const { year, month, day, hour, minute, second } = partsOf(timeMs, utc);
  const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
  return `${date}T${pad(hour)}:${pad(minute)}:${pad(second)}${offsetOf(timeMs, utc)}`;
}

/** "03:04:05"; without seconds "03:04". */
export function formatClock(timeMs: number, { utc, seconds = true }: { utc: boolean; seconds?: boolean }): string {
  const { hour, minute, second } = partsOf(timeMs, utc);
  return `${pad(hour)}:${pad(minute)}${seconds ? `:${pad(second)}` : ""}`;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "1 Mar 03:04": a time that may be on another day. */
export function formatDayTime(timeMs: number, { utc }: { utc: boolean }): string {
  const { month, day } = partsOf(timeMs, utc);
  return `${day} ${months[month - 1]} ${formatClock(timeMs, { utc, seconds: false })}`;
}
