/** The walk is done: where the totes go, what was short, what is still to send. */
import { html } from '../parts/html.js';
import { Key } from '../parts/keys.js';
import { t } from '../../lib/i18n.js';

const row = (words, figure) => html`<div><dt>${words}</dt><dd>${figure}</dd></div>`;

export const finish = {
  ask: () => ({ word: t('finish.word'), why: t('finish.lead'), icon: 'ok' }),
  main: ({ v, waiting }) => html`<main class="main scroll">
    <dl class="facts">
      ${row(t('finish.lines'), `${v.progress.total - v.progress.short}/${v.progress.total}`)}
      ${v.progress.short > 0 && row(t('finish.shorts'), v.progress.short)}
      ${row(t('finish.totes'), v.totes)}
      ${row(t('finish.waiting'), waiting)}
    </dl>
  </main>`,
  keys: (model, act) => html`<${Key} words=${t('key.more')} hint="F2" name="more" onPress=${() => act.over('more')} />
    <${Key} words=${t('key.finish')} hint="Enter" name="finish" strong onPress=${() => act.command('finish')} />`,
  onKey(model, act, key) {
    if (key === 'Enter') act.command('finish');
    else if (key === 'F2') act.over('more');
    else if (key === 'Backspace') act.command('undo');
    else return false;
    return true;
  },
};
