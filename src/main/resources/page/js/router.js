// Paths and their views. A view is a function (context) that draws into context.main and returns how to leave it.

const base = new URL(document.baseURI);

/** A link within the page, relative to <base>. */
export const to = {
  overview: () => './',
  dataset: urn => `datasets/${encodeURIComponent(urn)}`,
  breaches: () => 'breaches',
  breach: id => `breaches/${encodeURIComponent(id)}`,
  contracts: () => 'contracts',
  edit: urn => `contracts/${encodeURIComponent(urn)}/edit`,
  create: topic => `contracts/new${topic ? `?topic=${encodeURIComponent(topic)}` : ''}`,
  services: () => 'services',
  instances: () => 'instances',
  settings: () => 'settings',
};

const own = () => decodeURI(location.pathname).startsWith(base.pathname) ? location.pathname.slice(base.pathname.length) : location.pathname;

export class Router {
  #routes;
  #leave = null;
  #show;

  /** @param routes [pattern, view] where a pattern has `{name}` for variable parts; @param show what draws a view */
  constructor(routes, show) {
    this.#show = show;
    this.#routes = routes.map(([pattern, view]) => {
      const names = [];
      const expression = pattern.replace(/\{(\w+)\}/g, (_, name) => { names.push(name); return '([^/]+)'; });
      return {expression: new RegExp(`^${expression}/?$`), names, view};
    });
    addEventListener('popstate', () => this.draw());
    document.addEventListener('click', event => this.#click(event));
  }

  #click(event) {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    const href = link.getAttribute('href');
    if (!link.pathname.startsWith(base.pathname) || link.pathname.endsWith('.json') || href.startsWith('#')) return;
    event.preventDefault();
    this.go(link.href);
  }

  go(href) {
    const target = new URL(href, base);
    if (target.href !== location.href) history.pushState(null, '', target);
    this.draw();
    scrollTo(0, 0);
  }

  draw() {
    this.#leave?.();
    this.#leave = null;
    const path = own();
    for (const {expression, names, view} of this.#routes) {
      const match = expression.exec(path);
      if (match) {
        const values = Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(match[i + 1])]));
        this.#leave = this.#show(view, values);
        return;
      }
    }
    this.#leave = this.#show(null, {});
  }
}

export const query = () => new URLSearchParams(location.search);

/** Changes the query without a new entry in the history, so that typing does not fill it. */
export function setQuery(changes, {push = false} = {}) {
  const next = query();
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '' || value === undefined) next.delete(name); else next.set(name, value);
  }
  const text = next.toString();
  const target = `${location.pathname}${text ? `?${text}` : ''}`;
  if (push) history.pushState(null, '', target); else history.replaceState(null, '', target);
}
