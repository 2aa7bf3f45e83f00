// Server-sent events over fetch: EventSource cannot send a token, and gives up for good after a 503.

import {headers} from './api.js';
import {learnClock} from './format.js';

const DEAD_AFTER_MS = 25_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;
const HIDDEN_MS = 60_000;

/** Splits text into events, however it is cut into pieces. */
export function parser(onEvent) {
  let rest = '';
  return text => {
    rest += text;
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const event = {name: 'message', data: null, id: null};
      for (const line of rest.slice(0, end).split('\n')) {
        if (line.startsWith('id: ')) event.id = line.slice(4);
        else if (line.startsWith('event: ')) event.name = line.slice(7);
        else if (line.startsWith('data: ')) event.data = (event.data === null ? '' : `${event.data}\n`) + line.slice(6);
      }
      rest = rest.slice(end + 2);
      onEvent(event);
    }
  };
}

/**
 * One stream for the whole tab.
 *
 * `on.open(resumed)` is called when it is connected, before anything arrives; `on.change(name, value)`
 * for each change; `on.reset()` if what came meanwhile is not known; `on.lost(retryInMs)`.
 */
export class Stream {
  #on;
  #last = null;
  #failures = 0;
  #abort = null;
  #timer = null;
  #hiddenTimer = null;
  #heard = 0;
  #tabs = new BroadcastChannel('signal-factory-streams');

  constructor(on) {
    this.#on = on;
    // All tabs share a browser's few connections to a server: one that is hidden makes room.
    this.#tabs.addEventListener('message', () => { if (document.hidden) this.#stop(); });
    document.addEventListener('visibilitychange', () => this.#visibility());
    // A browser keeps a page that was left, with its stream, and has six connections per server.
    addEventListener('pagehide', () => this.#stop());
    addEventListener('pageshow', event => { if (event.persisted) this.start(); });
  }

  start() {
    this.#tabs.postMessage('opens');
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#abort?.abort();
    this.#abort = new AbortController();
    this.#run(this.#abort);
  }

  #stop() {
    const abort = this.#abort;
    this.#abort = null;
    abort?.abort();
    clearTimeout(this.#timer);
  }

  #visibility() {
    clearTimeout(this.#hiddenTimer);
    if (document.hidden) {
      this.#hiddenTimer = setTimeout(() => this.#stop(), HIDDEN_MS);
    } else if (this.#abort === null) {
      this.start();
    }
  }

  async #run(abort) {
    this.#heard = performance.now();
    const watch = setInterval(() => {
      if (performance.now() - this.#heard > DEAD_AFTER_MS) abort.abort('silent');
    }, 1_000);
    let retryAfter = null;
    try {
      const response = await fetch('api/v1/stream', {
        headers: headers({Accept: 'text/event-stream', ...(this.#last ? {'Last-Event-ID': this.#last} : {})}),
        cache: 'no-store', signal: abort.signal,
      });
      if (!response.ok) {
        retryAfter = Number(response.headers.get('Retry-After')) || null;
        if (response.status === 401 || response.status === 403) this.#on.refused?.(response.status);
        throw new Error(`status ${response.status}`);
      }
      learnClock(response.headers.get('Date'));
      this.#on.open(this.#last !== null);
      this.#failures = 0;
      const feed = parser(event => this.#event(event));
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        this.#heard = performance.now();
        feed(piece.value);
      }
    } catch { /* a lost connection is the usual end */ } finally {
      clearInterval(watch);
    }
    if (this.#abort === abort) this.#again(retryAfter);
  }

  #event(event) {
    if (event.id !== null) this.#last = event.id;
    if (event.data === null) return;
    if (event.name === 'reset') this.#on.reset();
    else this.#on.change(event.name, JSON.parse(event.data));
  }

  #again(retryAfter) {
    this.#failures++;
    const backoff = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#failures - 1));
    const ms = retryAfter ? retryAfter * 1000 : backoff * (0.75 + Math.random() / 2);
    this.#on.lost(ms);
    this.#timer = setTimeout(() => this.start(), ms);
  }
}
