// Forms and some links answer in place: the page changes, one stays where one is.
"use strict";
{
  const told = document.createElement("p");
  told.className = "unseen";
  told.setAttribute("role", "status");
  document.body.append(told);

  const FIELDS = "input:not([type=hidden], [type=file]), textarea, select";
  const PLACES = ":is(a, button, input, select, textarea, summary)[id]";

  // What was typed into the line that is still looked at, except in the form that was sent.
  const typedIn = (main, sent) =>
    [...main.querySelectorAll(FIELDS)]
      .filter((field) => field.id && field.form !== sent)
      .filter((field) => field.closest("[data-key]"))
      .map(({ id, value, checked }) => ({ id, value, checked }));

  const places = (main) => {
    const ids = [...main.querySelectorAll(PLACES)].map((one) => one.id);
    const now = ids.indexOf(document.activeElement?.id);
    return now < 0 ? [] : [...ids.slice(now), ...ids.slice(0, now).reverse()];
  };

  const key = (main) => main.querySelector("[data-key]")?.dataset.key;

  const show = (text, address, sent, otherwise) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const main = document.getElementById("main");
    const next = fresh.getElementById("main");
    if (!next || !fresh.querySelector(".menu")) {
      otherwise(); // signed out, most likely: what was typed is taken along to where one signs in
      return;
    }
    const ids = places(main);
    const typed = key(main) === key(next) ? typedIn(main, sent) : [];
    next.classList.add("still");
    main.replaceWith(next);
    typed.forEach(({ id, value, checked }) => {
      const field = document.getElementById(id);
      if (!field) return;
      if (field.type === "radio" || field.type === "checkbox") field.checked = checked;
      else field.value = value;
    });
    document.title = fresh.title;
    history.replaceState(null, "", address);
    document.dispatchEvent(new CustomEvent("changed"));
    const wanted =
      next.querySelector("[aria-invalid=true]") ??
      next.querySelector("details.say[open] input:not([type=hidden])") ??
      (sent?.closest("[data-key]") ? document.getElementById("line-text") : null) ??
      ids.map((id) => document.getElementById(id)).find((one) => one && next.contains(one));
    wanted?.focus({ preventScroll: wanted.id === "line-text" });
    const words = next.querySelector(".notice")?.textContent ?? fresh.title;
    told.textContent = words.replace(/\s+/g, " ").trim();
  };

  const go = async (address, options, sent, otherwise) => {
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" }, ...options });
      show(await answer.text(), answer.url, sent, otherwise);
    } catch {
      otherwise();
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || !form.closest("#main")) return;
    event.preventDefault();
    const button = event.submitter;
    const data = new FormData(form, button);
    const otherwise = () => {
      if (button?.name) {
        const hidden = document.createElement("input");
        Object.assign(hidden, { type: "hidden", name: button.name, value: button.value });
        form.append(hidden);
      }
      form.submit();
    };
    go(form.action, { method: "POST", body: data }, form, otherwise);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-stay]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go(link.href, {}, link, () => location.assign(link.href));
  });
}
