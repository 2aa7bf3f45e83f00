// From a dataset that has no contract to a draft of one.

import {get, url} from './api.js';
import {h} from './dom.js';
import {to} from './router.js';

/** A button that finds the topic of a dataset in its latest Evidence, and goes on to a draft. */
export function draftButton(app, urn, signal) {
  const button = h('button', {type: 'button', class: 'draft', on: {click: async () => {
    button.disabled = true;
    let topic = null;
    try {
      const {body} = await get(url('api/v1/evidence', {dataset: urn, limit: 1}), {signal, tries: 1});
      topic = body.items[0]?.source?.topic ?? null;
    } catch (e) {
      if (e.name === 'AbortError') return;
      // One can write it without a draft.
    }
    app.go(to.create(topic));
  }}}, 'Draft one');
  return button;
}
