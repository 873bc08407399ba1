// Speaking with the stand-in: gestures go there, and the page that comes back is put in place.

import { patch } from "./patch.js";

const TRY_AGAIN = 2000;
const SILENT = "The stand-in does not answer. Has the demo ended?";
const notice = document.getElementById("notice");
let asked = 0;
let shown = 0;
let held = null;

// Send one gesture; answers whether it was done. Why it was not is said on the page.
export async function send(action, fields) {
  const onTask = location.pathname.match(/^\/tasks\/(\d+)$/);
  const body = new URLSearchParams(fields);
  if (onTask) body.set("page", onTask[1]);
  const turn = ++asked;
  say("");
  try {
    const answer = await fetch(action, { method: "POST", body });
    const html = await answer.text();
    if (answer.ok) await show(html, turn);
    else say(read(html).getElementById("why")?.textContent ?? "That did not work.");
    return answer.ok;
  } catch {
    say(SILENT);
    return false;
  }
}

// Look at the page again, as it is now.
export async function refresh() {
  const turn = ++asked;
  await show(await (await fetch(location.href)).text(), turn);
}

// Keep the page as it is, while something on it is in the person's hand.
export function hold() {
  let release;
  held = new Promise((resolve) => { release = resolve; });
  return () => { held = null; release(); };
}

// Show what is new as soon as it happens, for as long as the page is looked at.
export async function follow() {
  for (;;) {
    await held;
    await seen();
    try {
      const answer = await fetch(`/changes?since=${document.body.dataset.version}`);
      const { version } = await answer.json();
      if (notice.textContent === SILENT) say("");
      await held;
      if (version !== document.body.dataset.version) await refresh();
    } catch {
      say(SILENT);
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN));
    }
  }
}

function seen() {
  if (!document.hidden) return undefined;
  return new Promise((resolve) => {
    document.addEventListener("visibilitychange", resolve, { once: true });
  });
}

async function show(html, turn) {
  await held;
  if (turn < shown) return; // a later answer was faster
  shown = turn;
  const fresh = read(html);
  const focused = document.activeElement?.id;
  patch(document.body, fresh.body);
  document.title = fresh.title;
  if (focused && document.activeElement?.id !== focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

function read(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

// What is said stays until the next gesture, whatever comes in meanwhile.
function say(what) {
  notice.textContent = what;
  notice.hidden = !what;
}
