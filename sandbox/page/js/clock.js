// The sandbox's time as the page knows it, and times as people read them.
import { language, t } from "./words.js";

let base = { us: Date.now() * 1000, at: performance.now(), frozen: false };

/** Take over the clock of the server: `now_us` (microseconds since 1970) or `now` (ISO), and `frozen`. */
export function setClock({ now_us: us, now, frozen }) {
  base = { us: us ?? Date.parse(now) * 1000, at: performance.now(), frozen: Boolean(frozen) };
}

/** The simulated instant now, as a Date. */
export const now = () => new Date(base.us / 1000 + (base.frozen ? 0 : performance.now() - base.at));
export const isFrozen = () => base.frozen;

let zone; // an IANA name, or undefined for the reader's own

/** Show times in the scene's time zone; an empty or unknown name leaves the reader's own. */
export function setZone(name) {
  try {
    zone = name ? new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone : undefined;
  } catch {
    zone = undefined;
  }
}

const locale = () => (language() === "vi" ? "vi-VN" : "en-GB");
const asDate = (instant) => (instant instanceof Date ? instant : new Date(typeof instant === "number" ? instant * 1000 : instant));
const formats = new Map();

function write(instant, options) {
  const key = locale() + zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale(), { ...options, timeZone: zone }));
  return formats.get(key).format(asDate(instant));
}

export const hourMinute = (instant) => write(instant, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const hourMinuteSecond = (instant) => write(instant, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
export const dayMonthYear = (instant) => write(instant, { day: "2-digit", month: "2-digit", year: "numeric" });
export const weekday = (instant) => write(instant, { weekday: "short", day: "2-digit", month: "2-digit" });

/** The heading over a day's messages: today, yesterday, or the date. */
export function dayName(instant) {
  const day = dayMonthYear(instant);
  if (day === dayMonthYear(now())) return t("today");
  if (day === dayMonthYear(new Date(now().getTime() - 86_400_000))) return t("yesterday");
  return write(instant, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** An instant as a field for date and time wants it: "2026-11-23T08:00", in the shown zone. */
export function toField(instant) {
  const options = { dateStyle: "short", timeStyle: "short", timeZone: zone };
  return new Intl.DateTimeFormat("sv-SE", options).format(asDate(instant)).replace(" ", "T");
}

/** The instant such a field means. */
export function fromField(text) {
  const guess = Date.parse(`${text}Z`);
  return new Date(2 * guess - Date.parse(`${toField(new Date(guess))}Z`));
}

/** Seconds as m:ss. */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Bytes in the largest unit that keeps the figure at or above one. */
export function size(bytes) {
  const number = (value, digits) => new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value);
  if (bytes >= 1_000_000) return `${number(bytes / 1_000_000, 1)} MB`;
  return bytes >= 1_000 ? `${number(bytes / 1_000, 0)} kB` : `${number(bytes, 0)} B`;
}
