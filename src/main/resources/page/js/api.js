// Questions to the server. Paths are relative to <base>, so they are right behind a prefix too.

import {learnClock} from './format.js';

const TOKEN = 'token';
const TRIES = 5;

/** The token of this tab; it is forgotten with it. */
export const token = {
  get: () => { try { return sessionStorage.getItem(TOKEN); } catch { return null; } },
  set: value => {
    try {
      if (value) sessionStorage.setItem(TOKEN, value); else sessionStorage.removeItem(TOKEN);
    } catch { /* without storage it cannot be kept */ }
  },
};

/** An answer that is no success: a problem document of RFC 9457, or no answer at all. */
export class Problem extends Error {
  constructor(status, document, retryAfter) {
    super(document.detail ?? document.title ?? `the server answered ${status}`);
    this.status = status;
    this.document = document;
    this.retryAfter = retryAfter;
  }
}

export function headers(more = {}) {
  const known = token.get();
  return known ? {Authorization: `Bearer ${known}`, ...more} : more;
}

export const url = (path, query = {}) => {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const text = new URLSearchParams(given).toString();
  return text ? `${path}?${text}` : path;
};

export const part = text => encodeURIComponent(text);

async function problem(response) {
  let document = {};
  try { document = await response.json(); } catch { /* a proxy may answer with something else */ }
  return new Problem(response.status, document, Number(response.headers.get('Retry-After')) || null);
}

/** Sends one request; anything but success is thrown. */
export async function send(path, options = {}) {
  let response;
  try {
    response = await fetch(path, {...options, headers: headers(options.headers)});
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new Problem(0, {detail: 'the server does not answer'}, null);
  }
  learnClock(response.headers.get('Date'));
  if (!response.ok) throw await problem(response);
  return response;
}

/** Asks, and asks again where the server says that it cannot answer yet. */
export async function get(path, {signal, waiting = () => {}, tries = TRIES} = {}) {
  for (let n = 1; ; n++) {
    try {
      const response = await send(path, {signal});
      return {body: await response.json(), staleMs: Number(response.headers.get('Signal-Factory-Staleness-Ms')) || 0, etag: response.headers.get('ETag')};
    } catch (e) {
      if (!(e instanceof Problem) || e.status !== 503 || n >= tries) throw e;
      const seconds = e.retryAfter ?? Math.min(30, 2 ** n);
      waiting(e, seconds);
      await pause(seconds * 1000, signal);
    }
  }
}

/** All pages of a list; what came is handed over page by page. */
export async function pages(path, query, onPage, options = {}) {
  let cursor = null;
  do {
    const {body, staleMs} = await get(url(path, {...query, cursor}), options);
    onPage(body, staleMs);
    cursor = body.next_cursor;
  } while (cursor);
}

function pause(ms, signal) {
  return new Promise((done, fail) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      fail(new DOMException('left', 'AbortError'));
    }, {once: true});
  });
}
