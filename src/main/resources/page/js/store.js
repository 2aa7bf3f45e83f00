// What the page knows, and who is to be told when it changes: at most once per frame.

const RANK = {CRITICAL: 3, WARNING: 2, UNKNOWN: 1, OK: 0};

export const rank = state => RANK[state] ?? 0;

export const worst = states => states.reduce((a, b) => (rank(b) > rank(a) ? b : a), 'OK');

const LETTERS = {CRITICAL: 'C', WARNING: 'W', UNKNOWN: 'U', OK: 'O', '.': '.'};
const LETTER_RANK = {C: 4, W: 3, U: 2, O: 1, '.': 0};

/** All datasets and open breaches. Views subscribe; what they are told is that something changed. */
export class Store {
  rows = new Map();
  breaches = new Map();
  partial = [];
  isPartial = false;
  loaded = false;
  staleMs = 0;
  version = 0;

  #listeners = new Set();
  #changeListeners = new Set();
  #frame = 0;

  /** Calls `listener` after changes, once per frame; returns how to stop it. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls `listener(name, value)` for each change that the stream brings. */
  onChange(listener) {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  touch() {
    this.version++;
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      for (const listener of this.#listeners) listener();
    });
  }

  /** Takes rows of an overview. */
  take(items) {
    for (const item of items) {
      const known = this.rows.get(item.dataset_urn);
      this.rows.set(item.dataset_urn, {...item, parts: known?.parts ?? new Map(), version: (known?.version ?? 0) + 1});
    }
    this.touch();
  }

  /** Forgets what a complete load did not name. */
  keepOnly(urns) {
    for (const urn of this.rows.keys()) if (!urns.has(urn)) this.rows.delete(urn);
    this.touch();
  }

  takeOpenBreaches(items) {
    this.breaches = new Map(items.map(item => [item.breach_id, item]));
    this.touch();
  }

  /** Applies a change of the stream. Returns what has to be asked for: `row`, `signals` or nothing. */
  apply(name, value) {
    for (const listener of this.#changeListeners) listener(name, value);
    const need = name === 'breach' ? this.#breach(value) : this.#signal(value);
    this.touch();
    return need;
  }

  #breach(breach) {
    const known = this.breaches.get(breach.breach_id);
    if (known && known.updated_at > breach.updated_at) return null;
    if (breach.status === 'RESOLVED') this.breaches.delete(breach.breach_id);
    else this.breaches.set(breach.breach_id, breach);
    const row = this.rows.get(breach.dataset_urn);
    if (!row) return 'row';
    row.version++;
    return null;
  }

  #signal(state) {
    const row = this.rows.get(state.dataset_urn);
    if (!row) return 'row';
    const key = `${state.signal}|${state.consumer ?? ''}`;
    const before = row.parts.get(key);
    if (before && before.updated_at > state.updated_at) return null;
    row.parts.set(key, {state: state.state, updated_at: state.updated_at});
    const shown = row.signals[state.signal];
    let next = state.state;
    let need = null;
    if (state.signal === 'freshness' && shown !== undefined && rank(state.state) < rank(shown)) {
      // Limits of consumers count as well, and not all of them may have come by yet.
      const known = [...row.parts].filter(([name]) => name.startsWith('freshness|')).map(([, it]) => it.state);
      next = worst(known);
      if (!row.partsComplete) {
        next = shown;
        need = 'signals';
      }
    } else if (state.signal === 'freshness' && shown !== undefined) {
      next = worst([shown, state.state]);
    }
    this.#set(row, state.signal, next, state.since);
    return need;
  }

  /** Takes all states of one dataset. */
  takeSignals(urn, states) {
    const row = this.rows.get(urn);
    if (!row) return;
    row.parts = new Map(states.map(it => [`${it.signal}|${it.consumer ?? ''}`, {state: it.state, updated_at: it.updated_at}]));
    row.partsComplete = true;
    for (const signal of new Set(states.map(it => it.signal))) {
      this.#set(row, signal, worst(states.filter(it => it.signal === signal).map(it => it.state)), null);
    }
    this.touch();
  }

  #set(row, signal, state, since) {
    if (row.signals[signal] === state) return;
    row.signals = {...row.signals, [signal]: state};
    const whole = worst(Object.values(row.signals));
    if (whole !== row.state) {
      row.state = whole;
      row.since = since ?? row.since;
    }
    const letter = LETTERS[whole];
    const last = row.strip.at(-1);
    if (LETTER_RANK[letter] > LETTER_RANK[last]) row.strip = row.strip.slice(0, -1) + letter;
    row.version++;
  }

  /** The open breach of a dataset that matters most: the worst, and of those the longest. */
  breachesByDataset() {
    if (this.byDatasetVersion === this.version) return this.byDataset;
    const found = new Map();
    for (const breach of this.breaches.values()) {
      const other = found.get(breach.dataset_urn);
      if (!other || matters(breach, other) < 0) found.set(breach.dataset_urn, breach);
    }
    this.byDataset = found;
    this.byDatasetVersion = this.version;
    return found;
  }
}

/** Orders breaches, the one that matters most first. */
export function matters(a, b) {
  return rank(b.severity) - rank(a.severity) || (a.opened_at < b.opened_at ? -1 : a.opened_at > b.opened_at ? 1 : 0);
}

/** Counts for the headline. */
export function summary(store) {
  const byDataset = store.breachesByDataset();
  let unknown = 0;
  let close = 0;
  let judged = 0;
  for (const row of store.rows.values()) {
    if (row.tier !== null) judged++;
    if (byDataset.has(row.dataset_urn)) continue;
    if (row.state === 'UNKNOWN') unknown++;
    else if (row.state !== 'OK') close++;
  }
  const worstBreach = [...byDataset.values()].sort(matters)[0] ?? null;
  const all = store.rows.size;
  return {all, judged, breaching: byDataset.size, unknown, close, uncontracted: all - judged, worst: worstBreach, partial: store.isPartial};
}
