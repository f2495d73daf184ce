/** The pictures of a wave, brought to the device behind everything else, so that they are there without a network. */

const BOX = 'pictures'; // the service worker answers from it
const MOST = 500;

/**
 * Fetches what is not here yet, one at a time; of older waves the oldest beyond `MOST` go.
 * Rejects where the network or the disk gives out. One that the server does not have is drawn.
 */
export async function keepPictures({ products }, box = globalThis.caches, fetch = globalThis.fetch.bind(globalThis)) {
  const wanted = [...new Set(Object.values(products).map((one) => one.picture).filter(Boolean))].slice(0, MOST);
  const kept = await box.open(BOX);
  await forget(kept, wanted);
  for (const url of wanted) {
    if (await kept.match(url)) continue;
    const answer = await fetch(url);
    if (isPicture(answer)) await kept.put(url, answer);
  }
}

async function forget(kept, wanted) {
  const here = (await kept.keys()).map(({ url }) => new URL(url, 'http://here').pathname);
  const old = here.filter((url) => !wanted.includes(url));
  const room = MOST - wanted.length;
  await Promise.all(old.slice(0, Math.max(old.length - room, 0)).map((url) => kept.delete(url)));
}

function isPicture(answer) {
  return answer.ok && !answer.redirected && answer.headers.get('Content-Type')?.startsWith('image/');
}

/** Does so for each sheet that comes, and goes on when the network is back. Plain http has no such box. */
export function followSheets(model, keep = globalThis.caches && keepPictures, again = showAgain) {
  let asked = null;
  const hear = ({ sheet, link }) => {
    if (!keep || !sheet || sheet === asked || link !== 'on') return;
    asked = sheet;
    keep(sheet).then(again, () => { if (asked === sheet) asked = null; });
  };
  hear(model.get());
  model.onChange(hear);
}

/* What could not be shown when its screen came up. */
function showAgain() {
  for (const img of document.querySelectorAll('.pic img[hidden]')) img.setAttribute('src', img.getAttribute('src'));
}
