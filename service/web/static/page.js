// What is nicer with a script; every page is whole without it.
"use strict";

// What would be refused for its size is not sent: the page, and what was typed, would be lost.
const MOST = Number(document.body.dataset.most);
const PART = 300; // around each value of a form with files

const weighs = (form) => {
  const values = [...new FormData(form)];
  return form.enctype === "multipart/form-data"
    ? values.reduce((sum, [, value]) => sum + PART + new Blob([value]).size, 0)
    : new URLSearchParams(values).toString().length;
};
const holds = (field) => field.files?.[0]?.size ?? field.value?.length ?? 0;

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.method !== "post" || weighs(form) <= MOST) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const largest = [...form.elements].reduce((one, other) => (holds(other) > holds(one) ? other : one));
    largest.setCustomValidity(
      `This is more than the ${MOST / 2 ** 20} MiB that go at once. Nothing was sent: shorten it first.`,
    );
    largest.addEventListener("input", () => largest.setCustomValidity(""), { once: true });
    largest.reportValidity();
  },
  true,
);

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.querySelectorAll("button[type=submit]").forEach((button) => {
    button.setAttribute("aria-busy", "true");
  });
});

// Back to a page that the browser kept: its forms may be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  });
});

// The first field that has something wrong is where one goes on.
document.querySelector("[aria-invalid=true]")?.focus();
