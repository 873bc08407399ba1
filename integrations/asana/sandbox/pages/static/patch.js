// Makes a part of the page like a fresh one, and leaves alone what is the same: focus, scroll
// positions, what is open and what is being typed.

const THE_PERSONS = new Set(["open", "draggable"]);

export function patch(old, fresh) {
  const known = new Map([...document.querySelectorAll("[id]")].map((one) => [one.id, one]));
  patchElement(old, fresh, known);
}

function patchElement(old, fresh, known) {
  if (old.isEqualNode(fresh) || "keep" in old.dataset || old.nodeName === "NOSCRIPT") return;
  patchAttributes(old, fresh);
  let place = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const here = counterpart(old, wanted, place, known);
    if (!here) {
      old.insertBefore(wanted, place);
      continue;
    }
    if (here === place) place = place.nextSibling;
    else old.insertBefore(here, place);
    if (here.nodeType !== Node.ELEMENT_NODE) here.data = wanted.data;
    else if (here instanceof HTMLElement) patchElement(here, wanted, known);
    else if (!here.isEqualNode(wanted)) here.replaceWith(wanted);
    if (place && place.parentNode !== old) place = here.nextSibling; // it was taken inside
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

// What stands for `wanted` by now: what has its id, wherever it is, or else what is in its place.
function counterpart(old, wanted, place, known) {
  const found = wanted.id ? known.get(wanted.id) : place;
  const isSame = found && found.nodeName === wanted.nodeName && !found.contains(old);
  return isSame && (found.id ?? "") === (wanted.id ?? "") ? found : null;
}

function patchAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !THE_PERSONS.has(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}
