// Keeps the store up to date: loads everything once, then applies what changes.

import {Problem, get, pages, part} from './api.js';
import {now} from './format.js';
import {Stream} from './stream.js';

const AGAIN_MS = 300_000;
const SIGNALS_EVERY_MS = 100;
const RELOAD_SOON_MS = 800;
const LOAD_ANYWAY_MS = 400;
const MOST_HELD = 20_000;

/** What is known about the connection. */
export class Live {
  state = 'connecting';
  lostAt = null;
  heardAt = null;
  retryAt = null;
  pausedAt = null;
  problem = null;
  refused = null;
  regained = false;

  #store;
  #held = [];
  #buffer = null;
  #loading = null;
  #wanted = new Set();
  #listeners = new Set();
  #reloadTimer = null;
  #stream;

  constructor(store) {
    this.#store = store;
    this.#stream = new Stream({
      open: resumed => this.#open(resumed),
      change: (name, value) => this.#change(name, value),
      reset: () => { this.regained = true; this.load(); },
      lost: ms => this.#lost(ms),
      refused: status => { this.refused = status; this.#tell(); },
    });
    setInterval(() => this.#askSignals(), SIGNALS_EVERY_MS);
    // Strips move on with the hours, and what the stream could not tell is made good.
    setInterval(() => { if (!document.hidden && this.state === 'live') this.load(); }, AGAIN_MS);
    setInterval(() => { if (this.state === 'lost') this.#tell(); }, 1_000);
  }

  start() {
    this.#stream.start();
    // As a rule the stream is open by then, and one load is enough.
    setTimeout(() => { if (this.state === 'connecting' && !this.refused) this.load(); }, LOAD_ANYWAY_MS);
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell() { for (const listener of this.#listeners) listener(); }

  get isPaused() { return this.pausedAt !== null; }

  get waiting() { return this.#held.length; }

  pause() {
    if (this.isPaused) this.#resume(); else this.pausedAt = now();
    this.#tell();
  }

  #resume() {
    this.pausedAt = null;
    const held = this.#held;
    this.#held = [];
    if (held.length >= MOST_HELD) this.load();
    else for (const [name, value] of held) this.#apply(name, value);
  }

  tryNow() { this.#stream.start(); }

  #open(resumed) {
    const wasLost = this.state === 'lost';
    this.state = 'live';
    this.heardAt = now();
    this.lostAt = null;
    this.refused = null;
    // A stream that goes on where it broke off brings everything; else all is loaded anew.
    // What began to load before the stream was open may lack what changed in between.
    if (!resumed || !this.#store.loaded || this.problem) (this.#loading ?? Promise.resolve()).then(() => this.load());
    else if (wasLost) this.#tell();
    this.#tell();
  }

  #lost(ms) {
    if (this.state !== 'lost') this.lostAt = now();
    this.state = 'lost';
    this.retryAt = now() + ms;
    this.#tell();
  }

  #change(name, value) {
    this.heardAt = now();
    if (this.isPaused) {
      if (this.#held.length < MOST_HELD) this.#held.push([name, value]);
      this.#tell();
    } else {
      this.#apply(name, value);
    }
  }

  #apply(name, value) {
    this.#buffer?.push([name, value]);
    const need = this.#store.apply(name, value);
    if (need === 'signals') this.#wanted.add(value.dataset_urn);
    if (need === 'row' && this.#store.loaded) {
      this.#reloadTimer ??= setTimeout(() => { this.#reloadTimer = null; this.load(); }, RELOAD_SOON_MS);
    }
  }

  async #askSignals() {
    const [urn] = this.#wanted;
    if (urn === undefined) return;
    this.#wanted.delete(urn);
    try {
      const {body} = await get(`api/v1/signals/${part(urn)}`, {tries: 1});
      this.#store.takeSignals(urn, body.items);
    } catch { /* the next load makes it good */ }
  }

  /** Loads everything: breaches first, as they matter most. */
  load() {
    this.#loading ??= this.#load().finally(() => { this.#loading = null; this.#tell(); });
    return this.#loading;
  }

  async #load() {
    const store = this.#store;
    const waiting = (problem, seconds) => { this.problem = {problem, retryAt: now() + seconds * 1000}; this.#tell(); };
    this.#buffer = [];
    try {
      const missing = new Set();
      let partial = false;
      const note = body => {
        partial ||= body.partial;
        body.missing_partitions.forEach(it => missing.add(it));
      };
      const open = [];
      await pages('api/v1/breaches', {status: 'open', limit: 10000}, body => { note(body); open.push(...body.items); }, {waiting});
      store.takeOpenBreaches(open);
      const urns = new Set();
      let limit = 500;
      let cursor = null;
      do {
        const {body, staleMs} = await get(`api/v1/overview?limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, {waiting});
        note(body);
        store.take(body.items);
        store.staleMs = staleMs;
        body.items.forEach(item => urns.add(item.dataset_urn));
        cursor = body.next_cursor;
        // A page of a cold instance has to come within its two seconds.
        limit = 2500;
      } while (cursor);
      store.isPartial = partial;
      store.partial = [...missing].sort((a, b) => a - b);
      if (!partial) store.keepOnly(urns);
      for (const [name, value] of this.#buffer) store.apply(name, value);
      store.loaded = true;
      this.problem = null;
      store.touch();
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
      this.problem = {problem: e, retryAt: now() + 5_000};
      if (e.status === 401 || e.status === 403) this.refused = e.status;
      else setTimeout(() => { if (this.state === 'live') this.load(); }, 5_000);
    } finally {
      this.#buffer = null;
    }
  }
}
