// Which services there are, and which datasets each sends to; asked for once somebody filters by them.

import {get, url} from './api.js';

const FRESH_MS = 60_000;
const LIMIT = 2_500;

async function all(path, query) {
  const items = [];
  let cursor = null;
  do {
    const {body} = await get(url(path, {...query, limit: LIMIT, cursor}), {tries: 2});
    items.push(...body.items);
    cursor = body.next_cursor;
  } while (cursor);
  return items;
}

export class Senders {
  names = [];
  /** The datasets of `service`, or null as long as they are not known. */
  datasets = null;
  service = null;
  #changed;
  #namesAt = -Infinity;
  #datasetsAt = -Infinity;

  /** @param changed what to call once something more is known */
  constructor(changed) { this.#changed = changed; }

  async askNames() {
    if (performance.now() - this.#namesAt < FRESH_MS) return;
    this.#namesAt = performance.now();
    try {
      const items = await all('api/v1/services', {});
      this.names = items.map(it => it.service).filter(it => it !== null);
      this.#changed();
    } catch {
      this.#namesAt = -Infinity;
    }
  }

  async askDatasets(service) {
    if (service === this.service && performance.now() - this.#datasetsAt < FRESH_MS) return;
    if (service !== this.service) this.datasets = null;
    this.service = service;
    this.#datasetsAt = performance.now();
    try {
      const items = await all('api/v1/readiness', {service});
      if (service !== this.service) return;
      this.datasets = new Set(items.map(it => it.dataset_urn));
      this.#changed();
    } catch {
      this.#datasetsAt = -Infinity;
    }
  }
}
