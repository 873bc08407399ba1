// Everything here also works without it: each gesture is a form. With it pages stay where they
// are, the answer of whoever speaks over the API appears by itself, and cards can be dragged.

import { follow, send } from "./talk.js";
import "./moving.js";
import "./naming.js";

document.documentElement.classList.add("scripted");

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  if (await send(form.action, new FormData(form, event.submitter))) form.reset();
});

follow();
