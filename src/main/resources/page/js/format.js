// Numbers and times as the server's sentences write them.

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86400;

let ahead = 0;

/** Learns the server's clock from an answer, so that ages are right on a computer whose clock is not. */
export function learnClock(dateHeader) {
  const server = Date.parse(dateHeader);
  if (Number.isFinite(server)) ahead = server + 500 - Date.now();
}

/** The server's time in milliseconds. */
export const now = () => Date.now() + ahead;

/** Whether times are shown in the zone of this computer instead of UTC. */
export const isLocal = () => {
  try { return localStorage.getItem('zone') === 'local'; } catch { return false; }
};

export function count(number) {
  return Math.round(number).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A share, rounded down to as many digits as its limit has: it never looks better than it is. */
export function percent(ratio, limit = 0.95) {
  const digits = Math.max(1, decimals(Number((limit * 100).toPrecision(12))));
  const scale = 10 ** digits;
  // A float is a little off: 0.29 * 100 is 28.999999999999996.
  return `${(Math.floor(Number((ratio * 100 * scale).toPrecision(13))) / scale).toFixed(digits)} %`;
}

export const limitPercent = ratio => `${Number((ratio * 100).toPrecision(12))} %`;

function decimals(number) {
  const text = String(number);
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

/** A duration in its two largest units: `45 s`, `2 h 5 min`. */
export function span(seconds) {
  const all = Math.max(0, Math.floor(seconds));
  if (all < MINUTE) return `${all} s`;
  if (all < HOUR) return units(Math.floor(all / MINUTE), 'min', all % MINUTE, 's');
  if (all < DAY) return units(Math.floor(all / HOUR), 'h', Math.floor(all % HOUR / MINUTE), 'min');
  return units(Math.floor(all / DAY), 'd', Math.floor(all % DAY / HOUR), 'h');
}

/** A duration for the eye: `18 min` instead of `18 min 4 s`, which would change every second. */
export function roughly(seconds) {
  const all = Math.max(0, Math.floor(seconds));
  return all < MINUTE || all >= HOUR ? span(all) : `${Math.floor(all / MINUTE)} min`;
}

function units(large, largeUnit, small, smallUnit) {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** How long ago a time is. */
export const age = iso => roughly((now() - Date.parse(iso)) / 1000);

const formats = new Map();

function parts(ms, options) {
  const key = JSON.stringify(options) + isLocal();
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {...options, hourCycle: 'h23', ...(isLocal() ? {} : {timeZone: 'UTC'})});
    formats.set(key, format);
  }
  return Object.fromEntries(format.formatToParts(ms).map(part => [part.type, part.value]));
}

/** The name of the zone that times are shown in. */
export function zone(ms = now()) {
  return isLocal() ? parts(ms, {hour: '2-digit', timeZoneName: 'short'}).timeZoneName : 'UTC';
}

/** `14:02:11 UTC` today, else with the date: `2026-11-30 14:02:11 UTC`. */
export function time(iso) {
  const ms = typeof iso === 'number' ? iso : Date.parse(iso);
  const options = {year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit'};
  const at = parts(ms, options);
  const today = parts(now(), options);
  const date = `${at.year}-${at.month}-${at.day}`;
  const clock = `${at.hour}:${at.minute}:${at.second} ${zone(ms)}`;
  return date === `${today.year}-${today.month}-${today.day}` ? clock : `${date} ${clock}`;
}

/** With date, milliseconds and zone: for what is kept or compared. */
export function exactly(iso) {
  const ms = Date.parse(iso);
  const at = parts(ms, {year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3});
  return `${at.year}-${at.month}-${at.day} ${at.hour}:${at.minute}:${at.second}.${at.fractionalSecond} ${zone(ms)}`;
}

/** `urn:dp:orders:created` in the middle of a sentence: `orders created`. */
export const spoken = urn => short(urn).replaceAll(':', ' ');

/** What tells datasets apart: nearly all begin with the same words. */
export const short = urn => urn.replace(/^urn:dp:/, '');
